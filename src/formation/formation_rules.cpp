#include "formation/formation_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/content_of_day.h"
#include "formation/json_fields.h"

namespace openpcn::formation {
namespace {

constexpr std::array<std::string_view, 3> owners{"practices", "commissioner", "national"};
constexpr std::array<std::string_view, 7> proofs{
    "begun", "submitted", "agreed_in_principle", "contracts_varied", "agreement_complete",
    "live",  "none"};

template <typename Kind, std::size_t count>
std::optional<Kind> find_in(const std::array<std::string_view, count>& names,
                            std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Kind>(found - names.begin());
}

Clause clause_of(JsonFields& fields) {
    return {fields.needed_text("clause"), fields.needed_text("source")};
}

Milestone milestone_of(JsonFields& fields) {
    Milestone made{fields.needed_text("id"),    fields.needed_text("title"),
                   fields.needed_day("due"),    MilestoneOwner::practices,
                   fields.text("asks"),         MilestoneProof::none,
                   fields.needed_text("source")};
    const auto owner = find_milestone_owner(fields.needed_text("owner"));
    const auto proof = find_milestone_proof(fields.needed_text("proof"));
    if (!owner) fields.refuse("owner", "practices, commissioner or national");
    if (!proof) fields.refuse("proof", "a step of the approval, or none");
    made.owner = owner.value_or(MilestoneOwner::practices);
    made.proof = proof.value_or(MilestoneProof::none);
    return made;
}

void read_decision(JsonFields& fields, FormationRules& rules) {
    fields.each("refusal_grounds", 20, [&](JsonFields& ground) {
        rules.refusal_grounds.push_back({ground.needed_text("id"), ground.needed_text("title")});
    });
    if (!fields.object("not_a_ground",
                       [&](JsonFields& clause) { rules.not_a_ground = clause_of(clause); }))
        fields.refuse("not_a_ground", "an object");
}

}  // namespace

std::string_view name_of(MilestoneOwner owner) { return owners[static_cast<std::size_t>(owner)]; }
std::string_view name_of(MilestoneProof proof) { return proofs[static_cast<std::size_t>(proof)]; }
std::optional<MilestoneOwner> find_milestone_owner(std::string_view name) {
    return find_in<MilestoneOwner>(owners, name);
}
std::optional<MilestoneProof> find_milestone_proof(std::string_view name) {
    return find_in<MilestoneProof>(proofs, name);
}

const Clause* FormationRules::clause(std::string_view finding) const {
    const auto found = clauses.find(finding);
    return found == clauses.end() ? nullptr : &found->second;
}

const Milestone* FormationRules::milestone(MilestoneProof proof) const {
    const auto found =
        std::find_if(milestones.begin(), milestones.end(),
                     [&](const Milestone& milestone) { return milestone.proof == proof; });
    return found == milestones.end() ? nullptr : &*found;
}

Result<FormationRules> parse_formation_rules(std::string_view text, std::string_view file) {
    FormationRules rules;
    const auto read = read_json_object(text, "rules of forming networks", [&](JsonFields& all) {
        rules.id = all.needed_text("id");
        rules.title = all.needed_text("title");
        rules.effective_from = all.needed_day("effective_from");
        rules.effective_to = all.day("effective_to");
        all.object("assurance", [&](JsonFields& assurance) {
            assurance.needed_text("state");
            rules.assurance = assurance.needed_text("statement");
        });
        rules.lists_dated = all.day("lists_dated");
        if (const auto* clauses = all.any("clauses"); clauses != nullptr && clauses->is_object()) {
            all.object("clauses", [&](JsonFields& fields) {
                for (const auto& [id, value] : clauses->items())
                    fields.object(id, [&](JsonFields& one) { rules.clauses[id] = clause_of(one); });
            });
        }
        if (!all.object("decision", [&](JsonFields& fields) { read_decision(fields, rules); }))
            all.refuse("decision", "an object");
        all.object("assignment", [&](JsonFields& fields) {
            rules.assignment = AssignmentRule{fields.needed_day("from"), clause_of(fields)};
        });
        all.object("participation", [&](JsonFields& fields) {
            rules.participation = ParticipationRule{fields.flag("automatic"), fields.day("closes"),
                                                    clause_of(fields)};
        });
        all.each("milestones", 100,
                 [&](JsonFields& fields) { rules.milestones.push_back(milestone_of(fields)); });
        rules.timetable_note = all.text("timetable_note");
    });
    if (!read) {
        Error error = read.error();
        error.where = fmt::format("{}, {}", file, error.where);
        error.remedy = "Mend the file; content/network_formation has an example.";
        return failure(std::move(error));
    }
    std::stable_sort(rules.milestones.begin(), rules.milestones.end(),
                     [](const Milestone& a, const Milestone& b) { return a.due < b.due; });
    return rules;
}

const FormationRules* formation_rules_for(std::span<const FormationRules> all, Date first_day) {
    return content_on(all, first_day);
}

}  // namespace openpcn::formation
