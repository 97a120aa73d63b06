#include "services/explanation.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "services/explainer.h"

namespace openpcn::services {

namespace {

using nlohmann::json;

constexpr std::size_t changes_max = 8;

// The clauses that decide. For "yes" the parts of the definition, each of which has to go on; for
// "no" and "unknown" the smallest ones, which say what is missing.
void deciding_clauses(const ExplainedClause& clause, Answer answer,
                      std::vector<const ExplainedClause*>& deciding) {
    bool deeper = false;
    for (const ExplainedClause& part : clause.clauses) {
        // A number or a day decides nothing by itself.
        if (!part.decisive || !part.value.empty()) continue;
        deeper = true;
        if (answer == Answer::yes) {
            deciding.push_back(&part);
        } else {
            deciding_clauses(part, answer, deciding);
        }
    }
    if (!deeper) deciding.push_back(&clause);
}

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

// "Age >= 18" with Age 17 reads: "Age >= 18" (Age: 17).
std::string with_values(const ExplainedClause& clause) {
    std::string text = quoted(clause.text);
    std::string values;
    for (const ExplainedClause& part : clause.clauses)
        if (!part.value.empty())
            values += (values.empty() ? "" : "; ") + part.text + ": " + part.value;
    if (!clause.value.empty()) values += (values.empty() ? "" : "; ") + clause.value;
    return values.empty() ? text : text + " (" + values + ")";
}

std::vector<std::string> changes_of(const Explanation& explanation) {
    std::vector<const ExplainedClause*> deciding;
    deciding_clauses(explanation.clause, explanation.answer, deciding);
    const std::string would = explanation.answer == Answer::yes
                                  ? "It would no longer hold if this were not so: "
                              : deciding.size() == 1 ? "It would hold if this were so: "
                                                     : "It depends on this: ";
    std::vector<std::string> changes;
    for (const ExplainedClause* clause : deciding) {
        if (changes.size() == changes_max) break;
        changes.push_back(would + with_values(*clause) + ".");
    }
    return changes;
}

std::string sentence_of(const Explanation& explanation) {
    const std::string on = " on " + explanation.as_at.to_string() + ".";
    switch (explanation.answer) {
        case Answer::yes:
            return quoted(explanation.title) + " holds" + on;
        case Answer::no:
            return quoted(explanation.title) + " does not hold" + on;
        case Answer::unknown:
            break;
    }
    return "The record does not say whether " + quoted(explanation.title) + " holds" + on;
}

void print(const ExplainedClause& clause, std::size_t indent, std::string& out) {
    const std::string margin(indent * 2, ' ');
    const bool has_answer = clause.value.empty() || clause.answer != Answer::unknown;
    out += margin;
    if (has_answer) out += fmt::format("[{}] ", to_text(clause.answer));
    out += clause.text;
    if (!clause.value.empty()) out += ": " + clause.value;
    out += '\n';
    for (const ExplainedEntry& entry : clause.entries)
        out += fmt::format("{}    - {}  {} {}{}{}  [{}{}{}]\n", margin,
                           entry.date.empty() ? "no date" : entry.date, entry.code, entry.term,
                           entry.value.empty() ? "" : "  = ", entry.value, entry.type,
                           entry.practice.empty() ? "" : ", ", entry.practice);
    if (clause.entries_left_out > 0)
        out += fmt::format("{}    - and {} more\n", margin, clause.entries_left_out);
    for (const ExplainedClause& part : clause.clauses) print(part, indent + 1, out);
}

json entry_json(const ExplainedEntry& entry) {
    return {{"type", entry.type},     {"date", entry.date},        {"system", entry.system},
            {"code", entry.code},     {"term", entry.term},        {"value", entry.value},
            {"status", entry.status}, {"practice", entry.practice}};
}

json clause_json(const ExplainedClause& clause) {
    json made{{"text", clause.text},      {"answer", std::string(to_text(clause.answer))},
              {"value", clause.value},    {"decisive", clause.decisive},
              {"change", clause.change},  {"clauses", json::array()},
              {"entries", json::array()}, {"entries_left_out", clause.entries_left_out}};
    for (const ExplainedClause& part : clause.clauses) made["clauses"].push_back(clause_json(part));
    for (const ExplainedEntry& entry : clause.entries) made["entries"].push_back(entry_json(entry));
    return made;
}

}  // namespace

std::string_view to_text(Answer answer) {
    if (answer == Answer::yes) return "yes";
    return answer == Answer::no ? "no" : "unknown";
}

Result<Explanation> explain(const RulePlan& plan, std::string_view definition,
                            const records::PatientRecord& record, Date as_at,
                            const ExplanationWords& words) {
    const auto found = plan.find(definition);
    if (!found)
        return failure({ErrorKind::not_found,
                        "There is no definition " + quoted(std::string(definition)) +
                            ", or several libraries have it.",
                        "In content pack " + plan.pack().facts().id + ".",
                        "Name a definition that openpcn evaluate lists, as Library.Definition."});
    const Definition& asked = plan.definitions()[*found];
    const PackFacts& pack = plan.pack().facts();
    Explanation explanation;
    explanation.definition = asked.name;
    explanation.title = asked.title;
    explanation.rule = asked.rule;
    explanation.comment = asked.comment;
    explanation.as_at = as_at;
    explanation.pack = fmt::format("{} {} ({})", pack.id, pack.version, plan.pack().hash());
    cql::Evaluator evaluator(*plan.parts().plan, plan.parts().concepts, plan.parts().texts,
                             {as_at, 0, std::nullopt});
    evaluator.begin(record);
    Explainer explainer(plan, evaluator, words);
    explanation.clause = explainer.clause(plan.parts().definitions[*found]);
    explanation.clause.decisive = true;
    explanation.clause.text = asked.title;
    explanation.answer = explanation.clause.answer;
    explanation.sentence = sentence_of(explanation);
    explanation.changes = changes_of(explanation);
    return explanation;
}

std::string to_text(const Explanation& explanation) {
    std::string text = explanation.sentence + "\n";
    if (!explanation.comment.empty()) text += "Rule: " + explanation.comment + "\n";
    text += "\n";
    print(explanation.clause, 0, text);
    if (!explanation.changes.empty()) text += "\n";
    for (const std::string& change : explanation.changes) text += change + "\n";
    return text;
}

std::string to_json(const Explanation& explanation) {
    const json made{{"definition", explanation.definition},
                    {"title", explanation.title},
                    {"rule", explanation.rule},
                    {"comment", explanation.comment},
                    {"as_at", explanation.as_at.to_string()},
                    {"pack", explanation.pack},
                    {"answer", std::string(to_text(explanation.answer))},
                    {"sentence", explanation.sentence},
                    {"clause", clause_json(explanation.clause)},
                    {"changes", explanation.changes}};
    return made.dump(2, ' ', false, json::error_handler_t::replace);
}

}  // namespace openpcn::services
