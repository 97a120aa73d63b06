#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/day_in_words.h"
#include "base/grouped_number.h"
#include "formation/coverage_if_formed.h"
#include "formation/registration_findings.h"

namespace openpcn::formation {
namespace {

using organisations::PracticeEntry;
using organisations::PracticeKind;
using organisations::PracticeStatus;
using organisations::RegisterView;
using organisations::Standing;

constexpr std::size_t missing_named_max = 10;

const PracticeEntry* entry_of(const RegisterView& view, const OdsCode& code) {
    const auto found = view.practices().find(code);
    return found == view.practices().end() ? nullptr : &found->second;
}

// Why it cannot be a member; empty where it can.
std::string fault_of(const RegisterView& view, const OdsCode& code) {
    const PracticeEntry* practice = entry_of(view, code);
    if (practice == nullptr) return fmt::format("{} is not in the register.", code.text());
    const auto* directory = practice->directory;
    if (directory == nullptr) return {};
    if (directory->kind != PracticeKind::gp_practice)
        return fmt::format("{} is no GP practice.", named(view, code));
    const bool is_open =
        directory->open.holds_on(view.as_at()) && directory->status != PracticeStatus::closed;
    if (is_open) return {};
    return directory->open.end ? fmt::format("{} closed on {}.", named(view, code),
                                             day_in_words(*directory->open.end))
                               : fmt::format("{} is not open on {}.", named(view, code),
                                             day_in_words(view.as_at()));
}

void add_existing(Findings& findings, const Registration& registration, const RegisterView& view) {
    if (registration.members.empty()) {
        findings.push_back({"practices",
                            Task::practices,
                            Severity::blocks,
                            "No practice is a member",
                            "0 member practices.",
                            "",
                            "",
                            "Add the practices of the network.",
                            {},
                            ""});
        return;
    }
    std::size_t faults = 0;
    for (const OdsCode& code : registration.members) {
        const std::string fault = fault_of(view, code);
        if (fault.empty()) continue;
        ++faults;
        findings.push_back({"practices",
                            Task::practices,
                            Severity::blocks,
                            code.text() + " cannot be a member",
                            fault,
                            "",
                            "",
                            "Check the code in the register, or take the practice out.",
                            {code},
                            ""});
    }
    if (faults > 0) return;
    findings.push_back({"practices",
                        Task::practices,
                        Severity::met,
                        "Every member is an open practice",
                        fmt::format("{} of {} practices are in the register and open on {}.",
                                    registration.members.size(), registration.members.size(),
                                    day_in_words(view.as_at())),
                        "",
                        "",
                        "",
                        {},
                        ""});
}

void add_one_network(Findings& findings, const Registration& registration,
                     const RegistrationFacts& facts) {
    const RegisterView& view = *facts.view;
    std::size_t free = 0;
    for (const OdsCode& code : registration.members) {
        const PracticeEntry* practice = entry_of(view, code);
        const bool is_member =
            practice != nullptr && practice->standing == Standing::member && practice->network;
        const auto network =
            is_member ? view.networks().find(*practice->network) : view.networks().end();
        const bool is_another = network != view.networks().end() && network->second.is_open &&
                                network->second.code != facts.own_code;
        if (is_another) {
            findings.push_back(
                {"one_network",
                 Task::practices,
                 Severity::blocks,
                 named(view, code) + " is in another network",
                 fmt::format("On {} it is a member of {} ({}).", day_in_words(view.as_at()),
                             network->second.name, network->second.code.text()),
                 "",
                 "",
                 "Take it out, or let it leave that network first.",
                 {code},
                 ""});
            continue;
        }
        const auto elsewhere =
            std::find_if(facts.elsewhere.begin(), facts.elsewhere.end(),
                         [&](const MemberElsewhere& one) { return one.practice == code; });
        if (elsewhere == facts.elsewhere.end()) {
            ++free;
            continue;
        }
        findings.push_back({"one_network",
                            Task::practices,
                            elsewhere->is_draft ? Severity::warns : Severity::blocks,
                            named(view, code) + " is named by another registration",
                            elsewhere->is_draft
                                ? "A draft that is not submitted names it, too."
                                : fmt::format("It is a member of {}, which is submitted already.",
                                              elsewhere->network_name),
                            "",
                            "",
                            "Ask the practice which network it means to join.",
                            {code},
                            ""});
    }
    if (free == registration.members.size() && free > 0)
        findings.push_back({"one_network",
                            Task::practices,
                            Severity::met,
                            "No member is in another network",
                            fmt::format("{} of {} practices are in no other network on {}.", free,
                                        free, day_in_words(view.as_at())),
                            "",
                            "",
                            "",
                            {},
                            ""});
}

void add_cross_border(Findings& findings, const Registration& registration,
                      const RegisterView& view) {
    if (!registration.commissioner) return;
    std::vector<OdsCode> abroad;
    for (const OdsCode& code : registration.members) {
        const PracticeEntry* practice = entry_of(view, code);
        if (practice != nullptr && practice->commissioner &&
            *practice->commissioner != *registration.commissioner)
            abroad.push_back(code);
    }
    if (abroad.empty()) return;
    const bool explained = registration.explanations.contains("cross_border");
    findings.push_back(
        {"cross_border", Task::practices, explained ? Severity::to_decide : Severity::blocks,
         "The network crosses a commissioner's border",
         fmt::format("{} of {} practices are of another commissioner than {}: {}.", abroad.size(),
                     registration.members.size(), registration.commissioner->text(), named(abroad)),
         "", "", explained ? "" : "Explain why, and that both commissioners know.", abroad, ""});
}

void add_coverage(Findings& findings, const Registration& registration,
                  const RegistrationFacts& facts) {
    if (!registration.commissioner || registration.members.empty()) return;
    std::set<OdsCode> planned;
    for (const MemberElsewhere& one : facts.elsewhere)
        if (!one.is_draft) planned.insert(one.practice);
    const auto coverage =
        coverage_if_formed(*facts.view, *registration.commissioner, registration.members, planned);
    if (coverage.practices == 0) return;
    Finding finding{"coverage",
                    Task::practices,
                    Severity::met,
                    "Every practice of the commissioner would be in a network",
                    coverage.arithmetic,
                    "",
                    "",
                    "",
                    {},
                    ""};
    if (!coverage.is_full()) {
        finding.severity = Severity::warns;
        finding.title = fmt::format("{} would still be without a network",
                                    coverage.missing.size() == 1
                                        ? "1 practice"
                                        : fmt::format("{} practices", coverage.missing.size()));
        const std::size_t shown = std::min(coverage.missing.size(), missing_named_max);
        finding.arithmetic += " Left between the networks: ";
        for (std::size_t i = 0; i < shown; ++i)
            finding.arithmetic += (i == 0 ? "" : "; ") + sentence_of(coverage.missing[i]);
        finding.arithmetic += coverage.missing.size() > shown
                                  ? fmt::format("; and {} more.", coverage.missing.size() - shown)
                                  : std::string(".");
        finding.remedy = "Ask the nearest of them whether they mean to join you.";
        for (const StillMissing& one : coverage.missing)
            finding.practices.push_back(one.practice->code);
    }
    findings.push_back(std::move(finding));
}

}  // namespace

std::string named(const std::vector<OdsCode>& codes) {
    std::vector<std::string> texts;
    for (const OdsCode& code : codes) texts.push_back(code.text());
    return fmt::format("{}", fmt::join(texts, ", "));
}

std::string named(const RegisterView& view, const OdsCode& code) {
    const PracticeEntry* practice = entry_of(view, code);
    if (practice == nullptr || practice->name.empty()) return code.text();
    return fmt::format("{} ({})", practice->name, code.text());
}

void add_start(Findings& findings, const Registration& registration,
               const RegistrationFacts& facts) {
    std::vector<std::string> missing;
    if (registration.name.find_first_not_of(' ') == std::string::npos) missing.push_back("a name");
    if (!registration.commissioner) missing.push_back("a lead commissioner");
    if (!registration.starts) missing.push_back("a first day");
    const bool unknown = registration.commissioner &&
                         facts.view->commissioner(*registration.commissioner) == nullptr;
    if (missing.empty()) {
        findings.push_back(
            {"start",
             Task::start,
             unknown ? Severity::warns : Severity::met,
             unknown ? "The register does not know the commissioner"
                     : "Name, commissioner and first day are there",
             fmt::format("{} with {}, from {}.", registration.name,
                         registration.commissioner->text(), day_in_words(*registration.starts)),
             "",
             "",
             unknown ? "Check the code, or load the register's files." : "",
             {},
             ""});
    } else {
        findings.push_back({"start",
                            Task::start,
                            Severity::blocks,
                            "The registration has no start",
                            fmt::format("It lacks {}.", fmt::join(missing, ", ")),
                            "",
                            "",
                            "Write them.",
                            {},
                            ""});
    }
}

void add_practices(Findings& findings, const Registration& registration,
                   const RegistrationFacts& facts) {
    add_existing(findings, registration, *facts.view);
    add_one_network(findings, registration, facts);
    add_cross_border(findings, registration, *facts.view);
    add_coverage(findings, registration, facts);
}

}  // namespace openpcn::formation
