#include "services/explanation.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "population/explanations/deciding_entries.h"
#include "population/explanations/smallest_changes.h"
#include "services/change_words.h"
#include "services/definition_facts.h"
#include "services/explained_grounds.h"
#include "services/explainer.h"
#include "services/same_name.h"

namespace openpcn::services {

namespace {

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

// A definition of any type: by full name; else by title, where those that are reported come first.
const cql::Definition* find_definition(const RulePlan& plan, std::string_view name) {
    const auto& all = plan.parts().plan->definitions;
    const auto reported = plan.find(name);
    const std::string_view wanted = reported ? plan.definitions()[*reported].name : name;
    const auto is_named = [&](const cql::Definition& definition) {
        const std::string_view library = definition.library;
        return wanted.size() == library.size() + 1 + definition.name.size() &&
               wanted[library.size()] == '.' &&
               same_name(wanted.substr(0, library.size()), library) &&
               same_name(wanted.substr(library.size() + 1), definition.name);
    };
    const auto full = std::find_if(all.begin(), all.end(), is_named);
    if (full != all.end()) return &*full;
    const auto has_title = [&](const cql::Definition& definition) {
        return same_name(definition.name, name);
    };
    const auto first = std::find_if(all.begin(), all.end(), has_title);
    if (first == all.end()) return nullptr;
    return std::any_of(first + 1, all.end(), has_title) ? nullptr : &*first;
}

std::string sentence_of(const Explanation& explanation) {
    const std::string on = " on " + explanation.as_at.to_string() + ".";
    if (explanation.type != "Boolean")
        return quoted(explanation.title) + ": " + explanation.value + on;
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

std::string answer_text(const Explainer& explainer, const cql::Plan& plan, cql::NodeIndex node,
                        const cql::Value& value) {
    if (plan.types.kind(plan.nodes[node].type) != cql::TypeKind::boolean)
        return explainer.value_text(value);
    const cql::Truth truth = value.truth();
    return truth == cql::Truth::yes ? "yes" : truth == cql::Truth::no ? "no" : "unknown";
}

std::string sentence_of(const DecidingGroup& group, const Explanation& explanation) {
    const std::string without =
        group.entries.size() == 1
            ? "Without this entry"
            : fmt::format("Without all of these {} entries", group.entries.size());
    if (explanation.type == "Boolean")
        return fmt::format("{} the answer would be {}.", without, group.without);
    return fmt::format("{} it would be: {}.", without, group.without);
}

void mark_deciding(ExplainedClause& clause, const std::set<records::EntryKey>& deciding) {
    for (ExplainedEntry& entry : clause.entries) entry.deciding = deciding.contains(entry.key);
    for (ExplainedClause& part : clause.clauses) mark_deciding(part, deciding);
}

void add_deciding(Explanation& explanation, const Explainer& explainer,
                  explanations::WhatIf& what_if) {
    const cql::Plan& plan = what_if.plan();
    const auto found = explanations::deciding_entries(what_if, [&](const cql::Value& value) {
        return answer_text(explainer, plan, what_if.node(), value);
    });
    explanation.deciding_complete = found.complete;
    std::set<records::EntryKey> keys;
    for (const explanations::DecidingSet& set : found.sets) {
        DecidingGroup group;
        for (const std::uint32_t index : set.entries) {
            group.entries.push_back(explainer.entry(index));
            group.entries.back().deciding = true;
            keys.insert(group.entries.back().key);
        }
        group.without = set.value_without;
        group.sentence = sentence_of(group, explanation);
        explanation.deciding.push_back(std::move(group));
    }
    mark_deciding(explanation.clause, keys);
}

void add_changes(Explanation& explanation, explanations::WhatIf& what_if,
                 const ChangeWords& words) {
    auto found = explanations::smallest_changes(what_if);
    for (explanations::RecordChanges& changes : found.proposals)
        explanation.changes.push_back(words.describe(std::move(changes)));
    if (!explanation.changes.empty()) {
        explanation.changes_sentence = explanation.changes.size() == 1
                                           ? "It would hold with this:"
                                           : "It would hold with any one of these:";
    } else {
        explanation.changes_sentence =
            found.complete ? "No change to the record was found that would make it hold."
                           : "No change was found among the first that were tried.";
    }
}

std::optional<std::uint32_t> statement_of(const cql::Plan& plan, const cql::Definition& asked) {
    for (std::uint32_t i = 0; i < plan.statements.size(); ++i) {
        if (plan.statements[i].span == asked.span) return i;
    }
    return std::nullopt;
}

}  // namespace

std::string_view to_text(Answer answer) {
    if (answer == Answer::yes) return "yes";
    return answer == Answer::no ? "no" : "unknown";
}

std::string_view to_text(Ground ground) {
    static constexpr std::string_view names[] = {"entries", "absence", "age", "sex",
                                                 "death",   "date",    "rule"};
    return names[static_cast<std::size_t>(ground)];
}

Result<Explanation> explain(const RulePlan& plan, std::string_view definition,
                            const records::PatientRecord& record, Date as_at,
                            const ExplanationWords& words) {
    const PackFacts& pack = plan.pack().facts();
    const cql::Plan& compiled = *plan.parts().plan;
    const cql::Definition* asked = find_definition(plan, definition);
    if (asked == nullptr)
        return failure({ErrorKind::not_found,
                        "There is no definition " + quoted(std::string(definition)) +
                            ", or several libraries have it.",
                        "In content pack " + pack.id + ".",
                        "Name a definition that openpcn evaluate lists, as Library.Definition."});
    const Definition facts = facts_of(compiled, *asked);
    Explanation explanation;
    explanation.definition = facts.name;
    explanation.title = facts.title;
    explanation.rule = facts.rule;
    explanation.comment = facts.comment;
    explanation.type = compiled.types.name(asked->type);
    explanation.as_at = as_at;
    explanation.pack = fmt::format("{} {} ({})", pack.id, pack.version, plan.pack().hash());

    cql::Evaluator evaluator(compiled, plan.parts().concepts, plan.parts().texts,
                             {as_at, 0, std::nullopt});
    evaluator.begin(record);
    Explainer explainer(plan, evaluator, record, words);
    explanation.clause = explainer.clause(asked->node);
    explanation.clause.decisive = true;
    explanation.clause.text = facts.title;
    explanation.clause.definition = facts.name;
    explanation.answer = explanation.clause.answer;
    explanation.value = explanation.type == "Boolean" ? "" : explanation.clause.value;
    explanation.sentence = sentence_of(explanation);
    if (const auto statement = statement_of(compiled, *asked))
        explanation.coverage =
            cql::clause_coverage(cql::ClauseTrace(evaluator, *statement),
                                 {compiled, plan.parts().concepts, plan.parts().texts});

    explanations::WhatIf what_if(evaluator, record, asked->node);
    add_deciding(explanation, explainer, what_if);
    add_grounds(explanation, explainer.leaves(), what_if);
    if (explanation.type == "Boolean" && explanation.answer != Answer::yes)
        add_changes(
            explanation, what_if,
            {compiled, plan.parts().concepts, plan.parts().texts, record, as_at, asked->node});
    return explanation;
}

}  // namespace openpcn::services
