#include "formation/registration_check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/grouped_number.h"
#include "formation/registration_findings.h"

namespace openpcn::formation {

std::vector<Finding> check_registration(const Registration& registration,
                                        const RegistrationFacts& facts) {
    std::vector<Finding> findings;
    add_start(findings, registration, facts);
    add_practices(findings, registration, facts);
    add_lists(findings, registration, facts);
    add_size(findings, registration, facts);
    add_area(findings, registration, facts);
    add_acceptances(findings, registration, facts);
    add_papers(findings, facts);
    for (Finding& finding : findings) {
        if (finding.clause.empty() && facts.formation != nullptr) {
            if (const Clause* clause = facts.formation->clause(finding.id)) {
                finding.clause = clause->clause;
                finding.source = clause->source;
            }
        }
        const auto explained = registration.explanations.find(finding.id);
        if (explained != registration.explanations.end()) finding.explanation = explained->second;
    }
    return findings;
}

std::vector<std::string> differences(const PeopleFacts& earlier, const PeopleFacts& later) {
    std::vector<std::string> said;
    const auto shares = [](const PeopleFacts& people) {
        std::vector<std::string> each;
        for (const DirectorShare& one : people.directors)
            each.push_back(fmt::format("{} {} %", one.name, one.percent));
        return each.empty() ? std::string("nobody") : fmt::format("{}", fmt::join(each, " + "));
    };
    if (shares(earlier) != shares(later))
        said.push_back(
            fmt::format("Clinical directors: {} instead of {}.", shares(later), shares(earlier)));
    const auto payee = [](const PeopleFacts& people) {
        return people.payees.empty() ? std::string("nobody")
                                     : fmt::format("{}", fmt::join(people.payees, ", "));
    };
    if (payee(earlier) != payee(later))
        said.push_back(fmt::format("Payee: {} instead of {}.", payee(later), payee(earlier)));
    return said;
}

bool has_blocking(std::span<const Finding> findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& finding) { return finding.severity == Severity::blocks; });
}

namespace {

bool is_begun(Task task, const Registration& registration, std::span<const Finding> findings) {
    switch (task) {
        case Task::start:
            return !registration.name.empty();
        case Task::practices:
            return !registration.members.empty();
        case Task::lists:
            return registration.lists.has_value();
        case Task::size:
            return registration.lists.has_value() || !registration.waiver_reason.empty() ||
                   !registration.teams.empty();
        case Task::area:
            return !registration.area.is_empty();
        case Task::acceptance:
            return !registration.providers.empty() || !registration.people.empty() ||
                   std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
                       return finding.id == "accepted_by_members" && finding.practices.empty() &&
                              finding.severity == Severity::met;
                   });
        case Task::agreement:
        case Task::people:
            return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
                return finding.task == task && finding.severity != Severity::blocks;
            });
    }
    return false;
}

}  // namespace

TaskState state_of(Task task, const Registration& registration, std::span<const Finding> findings) {
    if (!is_begun(task, registration, findings)) return TaskState::not_started;
    const bool blocked = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
        return finding.task == task && finding.severity == Severity::blocks;
    });
    return blocked ? TaskState::in_progress : TaskState::done;
}

}  // namespace openpcn::formation
