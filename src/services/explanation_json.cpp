#include "services/explanation_json.h"

#include <fmt/format.h>

namespace openpcn::services {

using nlohmann::ordered_json;

namespace {

ordered_json entry_json(const ExplainedEntry& entry) {
    return {{"key", fmt::format("{:016x}", entry.key)},
            {"type", entry.type},
            {"date", entry.date},
            {"system", entry.system},
            {"code", entry.code},
            {"term", entry.term},
            {"value", entry.value},
            {"status", entry.status},
            {"practice", entry.practice},
            {"deciding", entry.deciding}};
}

ordered_json count_json(const cql::ClauseCount& count) {
    return {{"covered", count.covered},
            {"uncovered", count.uncovered},
            {"not_evaluated", count.not_evaluated}};
}

// Plain text, or a clause whose parts are stretches again.
ordered_json marked_json(const cql::MarkedText& marked) {
    if (marked.mark == cql::Mark::none && marked.parts.empty()) return {{"text", marked.text}};
    ordered_json made{{"mark", cql::to_text(marked.mark)}, {"condition", marked.is_condition}};
    if (!marked.value.empty()) made["value"] = marked.value;
    if (marked.tally.times() > 1) {
        made["times"] = {{"true", marked.tally.held},
                         {"false", marked.tally.failed},
                         {"unknown", marked.tally.unknown}};
    }
    made["parts"] = ordered_json::array();
    for (const cql::MarkedText& part : marked.parts) made["parts"].push_back(marked_json(part));
    return made;
}

ordered_json change_json(const ExplainedChange& change) {
    ordered_json steps = ordered_json::array();
    for (const ExplainedChange::Step& step : change.steps)
        steps.push_back({{"kind", step.kind}, {"text", step.text}, {"changes", step.changes}});
    return {{"text", change.text}, {"changes", change.changes.size()}, {"steps", std::move(steps)}};
}

}  // namespace

ordered_json clause_json(const ExplainedClause& clause, const EntryJson& entry) {
    ordered_json made{{"text", clause.text}};
    if (!clause.definition.empty()) made["definition"] = clause.definition;
    made["answer"] = to_text(clause.answer);
    if (!clause.value.empty()) made["value"] = clause.value;
    made["decisive"] = clause.decisive;
    made["clauses"] = ordered_json::array();
    for (const ExplainedClause& part : clause.clauses)
        made["clauses"].push_back(clause_json(part, entry));
    made["entries"] = ordered_json::array();
    for (const ExplainedEntry& one : clause.entries) made["entries"].push_back(entry(one));
    if (clause.entries_left_out > 0) made["entries_left_out"] = clause.entries_left_out;
    return made;
}

ordered_json deciding_json(const Explanation& explanation, const EntryJson& entry) {
    ordered_json groups = ordered_json::array();
    for (const DecidingGroup& group : explanation.deciding) {
        ordered_json made{{"sentence", group.sentence},
                          {"without", group.without},
                          {"entries", ordered_json::array()}};
        for (const ExplainedEntry& one : group.entries) made["entries"].push_back(entry(one));
        groups.push_back(std::move(made));
    }
    return groups;
}

ordered_json coverage_json(const cql::ClauseCoverage& coverage) {
    ordered_json statements = ordered_json::array();
    for (const cql::CoveredStatement& statement : coverage.statements) {
        const bool is_function = statement.kind == cql::Statement::Kind::function;
        ordered_json text = ordered_json::array();
        for (const cql::MarkedText& part : statement.text.parts) text.push_back(marked_json(part));
        statements.push_back({{"library", statement.library},
                              {"name", statement.name},
                              {"kind", is_function ? "function" : "definition"},
                              {"file", statement.file},
                              {"line", statement.line},
                              {"count", count_json(statement.count)},
                              {"text", std::move(text)}});
    }
    return {{"count", count_json(coverage.count)},
            {"complete", coverage.complete},
            {"statements", std::move(statements)}};
}

void add_explanation(const Explanation& explanation, const EntryJson& entry, ordered_json& body) {
    body["answer"] = to_text(explanation.answer);
    if (!explanation.value.empty()) body["value"] = explanation.value;
    body["sentence"] = explanation.sentence;
    body["clause"] = clause_json(explanation.clause, entry);
    body["grounds"] = ordered_json::array();
    for (const Ground ground : explanation.grounds) body["grounds"].push_back(to_text(ground));
    body["grounds_sentence"] = explanation.grounds_sentence;
    body["deciding"] = deciding_json(explanation, entry);
    body["deciding_complete"] = explanation.deciding_complete;
    body["changes"] = ordered_json::array();
    for (const ExplainedChange& change : explanation.changes)
        body["changes"].push_back(change_json(change));
    body["changes_sentence"] = explanation.changes_sentence;
    body["coverage"] = coverage_json(explanation.coverage);
}

std::string to_json(const Explanation& explanation) {
    ordered_json made{{"definition", explanation.definition},
                      {"title", explanation.title},
                      {"rule", explanation.rule},
                      {"comment", explanation.comment},
                      {"type", explanation.type},
                      {"as_at", explanation.as_at.to_string()},
                      {"pack", explanation.pack}};
    add_explanation(explanation, entry_json, made);
    return made.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace openpcn::services
