#include <fmt/format.h>

#include <algorithm>

#include "base/day_in_words.h"
#include "base/grouped_number.h"
#include "formation/registration_findings.h"

namespace openpcn::formation {
namespace {

using networks::SizeDecision;
using networks::SizeOutcome;

std::optional<std::int64_t> list_in_register(const organisations::RegisterView& view,
                                             const OdsCode& code) {
    const auto found = view.practices().find(code);
    if (found == view.practices().end() || !found->second.list) return std::nullopt;
    return found->second.list->patients;
}

const ListRow* row_of(const ListSnapshot& lists, const OdsCode& code) {
    const auto found = std::find_if(lists.rows.begin(), lists.rows.end(),
                                    [&](const ListRow& row) { return row.practice == code; });
    return found == lists.rows.end() ? nullptr : &*found;
}

// What of the snapshot does not fit, one sentence each.
std::vector<std::string> faults_of(const Registration& registration, const FormationRules* rules) {
    const ListSnapshot& lists = *registration.lists;
    std::vector<std::string> faults;
    std::int64_t sum = 0;
    for (const ListRow& row : lists.rows) {
        sum += row.patients;
        if (std::find(registration.members.begin(), registration.members.end(), row.practice) ==
            registration.members.end())
            faults.push_back(
                fmt::format("{} has a list here and is no member.", row.practice.text()));
    }
    for (const OdsCode& code : registration.members)
        if (row_of(lists, code) == nullptr)
            faults.push_back(fmt::format("The list of {} is missing.", code.text()));
    if (lists.rows.size() > registration.members.size() && faults.empty())
        faults.push_back("A practice has two lists.");
    if (sum != lists.total)
        faults.push_back(fmt::format("The lists add up to {}, and the total says {}.", grouped(sum),
                                     grouped(lists.total)));
    if (rules != nullptr && rules->lists_dated && *rules->lists_dated != lists.dated)
        faults.push_back(fmt::format("The lists are of {}; the contract asks for {}.",
                                     day_in_words(lists.dated), day_in_words(*rules->lists_dated)));
    return faults;
}

std::string joined(const std::vector<std::string>& sentences) {
    std::string all;
    for (const std::string& one : sentences) all += (all.empty() ? "" : " ") + one;
    return all;
}

// What of the teams does not fit; empty where they do.
std::vector<std::string> team_faults(const Registration& registration,
                                     const networks::SizeRule& rule) {
    std::vector<std::string> faults;
    std::vector<OdsCode> seen;
    for (const NeighbourhoodTeam& team : registration.teams) {
        std::int64_t patients = 0;
        for (const OdsCode& code : team.practices) {
            seen.push_back(code);
            const ListRow* row = registration.lists ? row_of(*registration.lists, code) : nullptr;
            if (row != nullptr) patients += row->patients;
        }
        if (patients < rule.least || patients > rule.most)
            faults.push_back(fmt::format("{} would have {} patients, outside {} to {}.", team.name,
                                         grouped(patients), grouped(rule.least),
                                         grouped(rule.most)));
    }
    std::sort(seen.begin(), seen.end());
    if (std::adjacent_find(seen.begin(), seen.end()) != seen.end())
        faults.push_back("A practice is in two teams.");
    for (const OdsCode& code : registration.members)
        if (!std::binary_search(seen.begin(), seen.end(), code))
            faults.push_back(fmt::format("{} is in no team.", code.text()));
    return faults;
}

Finding above(const Registration& registration, const networks::SizeRule& rule,
              const SizeDecision& size) {
    Finding finding{"size",
                    Task::size,
                    Severity::blocks,
                    "The network is above the size",
                    size.arithmetic + " " + size.needs,
                    rule.clause,
                    rule.source,
                    "",
                    {},
                    ""};
    if (registration.teams.size() < 2) {
        finding.remedy = "Write the neighbourhood teams that it works in.";
        return finding;
    }
    const auto faults = team_faults(registration, rule);
    finding.arithmetic = size.arithmetic;
    if (!faults.empty()) finding.arithmetic += " " + joined(faults);
    finding.explanation = fmt::format("{} neighbourhood teams", registration.teams.size());
    // Teams outside the range are the commissioner's to judge; a practice in none is a mistake.
    const bool complete = std::none_of(faults.begin(), faults.end(), [](const std::string& fault) {
        return fault.find("team.") != std::string::npos ||
               fault.find("two teams") != std::string::npos;
    });
    finding.severity = complete ? Severity::to_decide : Severity::blocks;
    if (!complete) finding.remedy = "Put every practice into exactly one team.";
    return finding;
}

}  // namespace

SizeDecision size_of(const Registration& registration, const RegistrationFacts& facts) {
    std::vector<std::optional<std::int64_t>> lists;
    for (const OdsCode& code : registration.members) {
        const ListRow* row = registration.lists ? row_of(*registration.lists, code) : nullptr;
        lists.push_back(row != nullptr ? std::optional(row->patients)
                                       : list_in_register(*facts.view, code));
    }
    return networks::decide_size(facts.contract->size, lists);
}

void add_lists(Findings& findings, const Registration& registration,
               const RegistrationFacts& facts) {
    if (!registration.lists) {
        findings.push_back({"lists",
                            Task::lists,
                            Severity::blocks,
                            "No list sizes are recorded",
                            "There is no snapshot of the lists.",
                            "",
                            "",
                            "Take the lists from the register, or write what the practices "
                            "counted.",
                            {},
                            ""});
        return;
    }
    const auto faults = faults_of(registration, facts.formation);
    findings.push_back({"lists",
                        Task::lists,
                        faults.empty() ? Severity::met : Severity::blocks,
                        faults.empty() ? "The network list is the sum of its practices' lists"
                                       : "The list sizes do not fit",
                        faults.empty() ? fmt::format("{} lists of {} add up to {} patients.",
                                                     registration.lists->rows.size(),
                                                     day_in_words(registration.lists->dated),
                                                     grouped(registration.lists->total))
                                       : joined(faults),
                        "",
                        "",
                        faults.empty() ? "" : "Correct the lists.",
                        {},
                        ""});
}

void add_size(Findings& findings, const Registration& registration,
              const RegistrationFacts& facts) {
    const networks::SizeRule& rule = facts.contract->size;
    const SizeDecision size = size_of(registration, facts);
    Finding finding{"size",
                    Task::size,
                    Severity::met,
                    "The network is of the size asked for",
                    size.arithmetic,
                    rule.clause,
                    rule.source,
                    "",
                    {},
                    ""};
    switch (size.outcome) {
        case SizeOutcome::in_range:
            break;
        case SizeOutcome::above:
            finding = above(registration, rule, size);
            break;
        case SizeOutcome::below:
            finding.title = "The network is below the size";
            finding.arithmetic += " " + size.needs;
            finding.explanation = registration.waiver_reason;
            finding.severity =
                registration.waiver_reason.empty() ? Severity::blocks : Severity::to_decide;
            if (registration.waiver_reason.empty())
                finding.remedy = "Add practices, or ask for a waiver and give the reason.";
            finding.id = "size_below";
            break;
        case SizeOutcome::not_known:
            finding.title = "The size is not known";
            finding.severity = Severity::blocks;
            finding.remedy = "Record the list of every member practice.";
            break;
    }
    findings.push_back(std::move(finding));
}

}  // namespace openpcn::formation
