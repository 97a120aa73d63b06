// Keeps which node each clause of the text became, while definitions are compiled.
//
// A function is compiled where it is called, so its text has a tree of clauses for every call; the
// plan's nodes are shared and know neither. What libraries from outside could blow up is cut off:
// after `clauses_max` no more are kept, and explanations show what there is.
#pragma once

#include <map>
#include <vector>

#include "population/cql/plan.h"

namespace openpcn::cql {

class ClauseRecorder {
public:
    static constexpr std::size_t clauses_max = 2'000'000;

    explicit ClauseRecorder(Plan& plan) : plan_(plan) {}

    // Names a definition or function, once for each `whole` stretch of text.
    std::uint32_t statement(Statement statement);

    // Definitions are compiled where they are first needed, inside others.
    void begin_definition() { open_.emplace_back(); }
    void end_definition(std::uint32_t statement);

    using Place = std::size_t;
    Place open(Span span);
    Place open_body(std::uint32_t function, Span span);
    void close(Place place, NodeIndex node);
    // The innermost open clause names a definition.
    void refers_to(std::uint32_t definition);

private:
    struct Draft {
        std::vector<Clause> clauses;
        std::vector<Place> open;
    };
    static constexpr Place not_kept = ~Place{0};

    Plan& plan_;
    std::map<Span, std::uint32_t> by_span_;
    std::vector<Draft> open_;
    std::size_t kept_ = 0;
};

}  // namespace openpcn::cql
