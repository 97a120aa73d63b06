#include "population/cql/clause_coverage.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace openpcn::cql {

namespace {

constexpr std::size_t value_length_max = 60;

using Stretch = std::pair<std::uint32_t, std::uint32_t>;

void add(ClauseTally& sum, const ClauseTally& tally) {
    if (sum.held == 0) sum.value = tally.value;
    sum.held += tally.held;
    sum.failed += tally.failed;
    sum.unknown += tally.unknown;
}

Mark mark_of(const ClauseTally& tally) {
    if (tally.times() == 0) return Mark::not_evaluated;
    if (tally.held > 0) return Mark::held;
    return tally.failed > 0 ? Mark::failed : Mark::unknown;
}

void count(Mark mark, ClauseCount& counts) {
    if (mark == Mark::held) ++counts.covered;
    if (mark == Mark::failed || mark == Mark::unknown) ++counts.uncovered;
    if (mark == Mark::not_evaluated) ++counts.not_evaluated;
}

// The definitions and functions that a definition names, whether evaluation came there or not.
struct Used {
    Used(const ClauseTrace& trace, const Plan& plan) {
        definitions.push_back(trace.statement());
        named.insert(trace.statement());
        for (std::size_t i = 0; i < definitions.size(); ++i) {
            const std::uint32_t first = plan.statements[definitions[i]].first_clause;
            if (first >= plan.clauses.size()) continue;
            for (std::uint32_t at = first; at < plan.clauses[first].end; ++at)
                note(plan.clauses[at], at, trace);
        }
    }

    void note(const Clause& clause, std::uint32_t at, const ClauseTrace& trace) {
        if (clause.kind == Clause::Kind::reference && named.insert(clause.statement).second)
            definitions.push_back(clause.statement);
        if (clause.kind != Clause::Kind::body) return;
        auto& roots = bodies[clause.statement];
        if (roots.empty()) functions.push_back(clause.statement);
        // One tree shows the text; others matter as far as evaluation came there.
        if (roots.empty() || trace.tally(at).times() > 0) roots.push_back(at);
    }

    std::vector<std::uint32_t> definitions;
    std::vector<std::uint32_t> functions;  // as they are first called
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> bodies;
    std::set<std::uint32_t> named;
};

// Counted once for each library, however many of its statements are marked.
class LineNumbers {
public:
    explicit LineNumbers(const Plan& plan) : plan_(plan) {}

    // Of a place in the text of a library, from 1.
    int at(std::uint16_t source, std::uint32_t place) {
        const auto [known, is_new] = ends_.try_emplace(source);
        std::vector<std::uint32_t>& ends = known->second;
        const std::string_view text = plan_.sources[source].text;
        for (std::size_t end = is_new ? text.find('\n') : text.npos; end != text.npos;
             end = text.find('\n', end + 1))
            ends.push_back(static_cast<std::uint32_t>(end));
        return 1 +
               static_cast<int>(std::lower_bound(ends.begin(), ends.end(), place) - ends.begin());
    }

private:
    const Plan& plan_;
    std::unordered_map<std::uint16_t, std::vector<std::uint32_t>> ends_;
};

// Marks one statement. Its clauses may have been reached in several trees, one for each call.
class Marker {
public:
    Marker(const ClauseTrace& trace, const ValueContext& context)
        : trace_(trace), plan_(context.plan), context_(context) {}

    CoveredStatement mark(std::uint32_t index, const std::vector<std::uint32_t>& roots,
                          LineNumbers& lines) {
        for (const std::uint32_t root : roots) collect(root);
        const Statement& statement = plan_.statements[index];
        const LibrarySource& source = plan_.sources[statement.span.source];
        CoveredStatement made{
            statement.library, statement.name, statement.kind, source.file, 0, {}, {}};
        made.line = lines.at(statement.span.source, statement.span.begin);
        std::uint32_t at = statement.span.begin;
        if (!roots.empty()) add_clause(roots[0], made.text, at, made.count);
        plain(at, statement.span.end, made.text);
        return made;
    }

private:
    void collect(std::uint32_t root) {
        const std::uint32_t end = plan_.clauses[root].end;
        for (std::uint32_t at = root; at < end; ++at) {
            const Clause& clause = plan_.clauses[at];
            // Another function's text.
            if (clause.kind == Clause::Kind::body && at != root) {
                at = clause.end - 1;
                continue;
            }
            // A body and the expression that it is are one stretch.
            if (at + 1 < end && plan_.clauses[at + 1].span == clause.span) continue;
            add(tallies_[{clause.span.begin, clause.span.end}], trace_.tally(at));
        }
    }

    void plain(std::uint32_t& from, std::uint32_t to, MarkedText& into) const {
        if (to <= from) return;
        const std::string_view text = std::string_view(plan_.sources[source_].text);
        // Stretches without a mark of their own flow together.
        if (into.parts.empty() || !into.parts.back().parts.empty() ||
            into.parts.back().mark != Mark::none)
            into.parts.emplace_back();
        into.parts.back().text += text.substr(from, to - from);
        from = to;
    }

    // Appends the clause to `around`, of which the text up to `at` is there already.
    void add_clause(std::uint32_t index, MarkedText& around, std::uint32_t& at,
                    ClauseCount& counts) {
        const Clause& clause = plan_.clauses[index];
        source_ = clause.span.source;
        if (clause.span.begin < at) return;
        plain(at, clause.span.begin, around);
        const Stretch stretch{clause.span.begin, clause.span.end};
        const bool first = seen_.insert(stretch).second;
        MarkedText own;
        MarkedText* into = &around;
        if (first && is_telling(plan_, clause)) {
            describe(clause, tallies_[stretch], own);
            count(own.mark, counts);
            if (own.mark != around.mark || own.is_condition || !own.value.empty()) into = &own;
        }
        for (std::uint32_t part = index + 1; part < clause.end; part = plan_.clauses[part].end) {
            const bool is_elsewhere = plan_.clauses[part].kind == Clause::Kind::body;
            if (!is_elsewhere) add_clause(part, *into, at, counts);
        }
        plain(at, clause.span.end, *into);
        if (into == &own) around.parts.push_back(std::move(own));
    }

    void describe(const Clause& clause, const ClauseTally& tally, MarkedText& own) const {
        const Node& node = plan_.nodes[clause.node];
        own.mark = mark_of(tally);
        own.is_condition = plan_.types.kind(node.type) == TypeKind::boolean;
        own.tally = tally;
        own.tally.value = {};
        const ValueKind kind = tally.value.kind;
        const bool is_simple = kind >= ValueKind::integer && kind <= ValueKind::quantity;
        if (own.is_condition || tally.times() != 1 || !is_simple) return;
        own.value = to_plain_text(tally.value, context_.texts);
        if (own.value.size() > value_length_max) own.value.clear();
    }

    const ClauseTrace& trace_;
    const Plan& plan_;
    const ValueContext& context_;
    std::uint16_t source_ = 0;
    std::map<Stretch, ClauseTally> tallies_;
    std::set<Stretch> seen_;
};

}  // namespace

std::string_view to_text(Mark mark) {
    switch (mark) {
        case Mark::held:
            return "true";
        case Mark::failed:
            return "false";
        case Mark::unknown:
            return "unknown";
        case Mark::not_evaluated:
            return "not_evaluated";
        case Mark::none:
            break;
    }
    return "";
}

ClauseCoverage clause_coverage(const ClauseTrace& trace, const ValueContext& context) {
    ClauseCoverage coverage;
    coverage.complete = trace.complete();
    const Used used(trace, context.plan);
    LineNumbers lines(context.plan);
    const auto add_statement = [&](std::uint32_t statement,
                                   const std::vector<std::uint32_t>& roots) {
        coverage.statements.push_back(Marker(trace, context).mark(statement, roots, lines));
        const ClauseCount& counts = coverage.statements.back().count;
        coverage.count.covered += counts.covered;
        coverage.count.uncovered += counts.uncovered;
        coverage.count.not_evaluated += counts.not_evaluated;
    };
    for (const std::uint32_t definition : used.definitions) {
        const std::uint32_t first = context.plan.statements[definition].first_clause;
        if (first < context.plan.clauses.size()) add_statement(definition, {first});
    }
    for (const std::uint32_t function : used.functions)
        add_statement(function, used.bodies.at(function));
    return coverage;
}

}  // namespace openpcn::cql
