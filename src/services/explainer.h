// Takes one definition apart for one person: clauses, their answers, and the entries behind them.
// The inside of explanation.h.
//
// "and", "or" and their like become clauses with parts; any other expression is one clause with the
// definitions it reads as parts and the entries its queries kept. Clauses on which the answer does
// not hang are shown without their parts.
#pragma once

#include <set>
#include <unordered_map>
#include <vector>

#include "population/cql/evaluator.h"
#include "services/explanation.h"
#include "services/rule_plan_parts.h"

namespace openpcn::services {

class Explainer {
public:
    // `evaluator` has begun with `record`; it may go on to other records after clause().
    Explainer(const RulePlan& plan, cql::Evaluator& evaluator, const records::PatientRecord& record,
              const ExplanationWords& words);

    ExplainedClause clause(cql::NodeIndex node);
    // The expressions without parts of their own on which the answer hangs.
    const std::vector<cql::NodeIndex>& leaves() const { return leaves_; }

    ExplainedEntry entry(std::uint32_t index) const;
    std::string value_text(const cql::Value& value) const;

private:
    enum class Detail {
        parts,
        answer_only
    };
    // What an expression reads: definitions, and entries that its queries kept or looked at.
    struct Evidence {
        std::vector<cql::NodeIndex> definitions;
        std::vector<std::uint32_t> kept;
        std::vector<std::uint32_t> looked_at;
        std::set<std::uint32_t> value_sets;
        std::set<cql::NodeIndex> visited;
    };

    ExplainedClause clause_of(cql::NodeIndex node, int depth, Detail detail);
    void add_parts(ExplainedClause& clause, cql::NodeIndex node, int depth);
    void add_evidence(ExplainedClause& clause, cql::NodeIndex node, int depth);
    void gather(cql::NodeIndex node, cql::NodeIndex root, Evidence& evidence);
    void gather_query(cql::NodeIndex node, cql::NodeIndex root, Evidence& evidence);
    void keep_rows(const cql::QueryPlan& query, Evidence& evidence);
    void flatten(cql::NodeIndex node, cql::Operation operation, cql::NodeIndex root,
                 std::vector<cql::NodeIndex>& operands) const;
    cql::NodeIndex inside_logic(cql::NodeIndex node) const;
    bool has_parts(cql::NodeIndex node) const;
    std::string lists_of(const Evidence& evidence) const;
    void note_list(cql::NodeIndex retrieve, Evidence& evidence) const;
    bool decides(Answer part, Answer whole, cql::Operation operation) const;
    bool is_definition(cql::NodeIndex node) const { return names_.contains(node); }
    std::string text_of(cql::NodeIndex node) const;
    std::string item_text(const cql::Value& item) const;
    std::string items_text(std::span<const cql::Value> items) const;
    std::string entry_value(const records::Entry& entry) const;
    std::string stored_text(records::ValueKind kind, std::int64_t value, TextIndex unit) const;

    const RulePlan::Parts& parts_;
    const cql::Plan& plan_;
    cql::Evaluator& evaluator_;
    const records::PatientRecord& record_;
    const ExplanationWords& words_;
    std::unordered_map<cql::NodeIndex, const cql::Definition*> names_;  // of definitions
    std::vector<cql::NodeIndex> leaves_;
    std::set<cql::NodeIndex> shown_;  // definitions taken apart already
};

// CQL as people read it: without quotes, library prefixes and line ends.
std::string plain_cql(std::string_view text);

}  // namespace openpcn::services
