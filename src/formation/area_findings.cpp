#include <fmt/format.h>

#include <algorithm>

#include "formation/registration_findings.h"

namespace openpcn::formation {
namespace {

using networks::AreaFinding;
using networks::AreaOutcome;
using networks::AreaRuleId;

std::string_view title_of(AreaRuleId rule, AreaOutcome outcome) {
    const bool met = outcome == AreaOutcome::met;
    switch (rule) {
        case AreaRuleId::overlap:
            return met ? "The area overlaps no other network's"
                       : "The area and another network's overlap";
        case AreaRuleId::gap:
            return met ? "The areas leave no gap" : "Part of the commissioner is in no network";
        case AreaRuleId::contiguous:
            return met ? "The area is one piece" : "The area is not one piece";
        case AreaRuleId::sites_inside:
            return met ? "All members' sites lie in the area"
                       : "Members' sites lie outside the area";
        case AreaRuleId::within_commissioner:
            return met ? "The area lies within the commissioner's"
                       : "The area crosses the commissioner's border";
        case AreaRuleId::residents_outside:
            break;
    }
    return "Patients who live outside the area";
}

Severity severity_of(const AreaFinding& finding, bool explained) {
    switch (finding.outcome) {
        case AreaOutcome::met:
            return Severity::met;
        case AreaOutcome::told:
            return Severity::told;
        case AreaOutcome::not_known:
            return Severity::warns;
        case AreaOutcome::not_met:
        case AreaOutcome::to_explain:
            break;
    }
    // What lies in no network may be a neighbour's that is not drawn yet.
    if (finding.rule == AreaRuleId::gap) return Severity::warns;
    return explained ? Severity::to_decide : Severity::blocks;
}

std::string remedy_of(Severity severity, AreaRuleId rule) {
    if (severity == Severity::blocks)
        return "Change the area, or explain why it should be allowed.";
    if (severity == Severity::warns && rule == AreaRuleId::gap)
        return "Agree with the neighbours whose area it belongs to.";
    return {};
}

}  // namespace

void add_area(Findings& findings, const Registration& registration,
              const RegistrationFacts& facts) {
    if (registration.area.is_empty()) {
        findings.push_back({"area",
                            Task::area,
                            Severity::blocks,
                            "The area is not chosen",
                            "No small area is chosen and nothing is drawn.",
                            "",
                            "",
                            "Choose the network's area.",
                            {},
                            ""});
        return;
    }
    findings.push_back(
        {"area",
         Task::area,
         facts.area ? Severity::met : Severity::warns,
         facts.area ? "The area is chosen" : "The area is chosen and not checked",
         fmt::format("{} small areas and {} drawn pieces. {}", registration.area.small_areas.size(),
                     registration.area.polygons.size(), facts.area_note),
         "",
         "",
         "",
         {},
         ""});
    if (!facts.area) return;
    const std::string source = facts.contract->area ? facts.contract->area->source : std::string();
    for (const AreaFinding& one : *facts.area) {
        const std::string id = fmt::format("area_{}", networks::name_of(one.rule));
        const Severity severity = severity_of(one, registration.explanations.contains(id));
        findings.push_back({id,
                            Task::area,
                            severity,
                            std::string(title_of(one.rule, one.outcome)),
                            one.arithmetic,
                            one.clause,
                            source,
                            remedy_of(severity, one.rule),
                            {},
                            "",
                            one.neighbours});
    }
}

namespace {

void add_evidence(Findings& findings, const std::vector<AreaEvidence>& evidence,
                  const std::string& id, std::string_view who) {
    std::string names;
    std::vector<std::string> unfounded;
    for (const AreaEvidence& one : evidence) {
        names += (names.empty() ? "" : ", ") + one.who;
        if (one.evidence.empty() || !one.day) unfounded.push_back(one.who);
    }
    Finding finding{id,
                    Task::acceptance,
                    Severity::met,
                    fmt::format("{} accept the area", who),
                    fmt::format("Recorded for {}.", names),
                    "",
                    "",
                    "",
                    {},
                    ""};
    if (evidence.empty()) {
        finding.severity = Severity::blocks;
        finding.title = fmt::format("No {} are recorded to accept the area", who);
        finding.arithmetic = "0 acceptances.";
        finding.remedy = "Write who accepted it, when, and how one knows.";
    } else if (!unfounded.empty()) {
        finding.severity = Severity::blocks;
        finding.title = fmt::format("The acceptance by {} lacks its evidence", who);
        finding.arithmetic = fmt::format("{} of {} have no day or no evidence: {}.",
                                         unfounded.size(), evidence.size(), unfounded.front());
        finding.remedy = "Write the day and the evidence.";
    }
    findings.push_back(std::move(finding));
}

}  // namespace

void add_acceptances(Findings& findings, const Registration& registration,
                     const RegistrationFacts& facts) {
    const std::string area = area_text(registration);
    std::vector<OdsCode> missing;
    std::size_t earlier = 0;
    for (const OdsCode& code : registration.members) {
        const auto found =
            std::find_if(facts.acceptances.begin(), facts.acceptances.end(),
                         [&](const AreaAcceptance& one) { return one.practice == code; });
        if (found != facts.acceptances.end() && found->area == area) continue;
        earlier += found != facts.acceptances.end() ? 1 : 0;
        missing.push_back(code);
    }
    const std::size_t members = registration.members.size();
    Finding finding{"accepted_by_members",
                    Task::acceptance,
                    Severity::met,
                    "Every member practice accepts the area",
                    fmt::format("{} of {} practices accept the area as it is now.",
                                members - missing.size(), members),
                    "",
                    "",
                    "",
                    missing,
                    ""};
    if (!missing.empty() || members == 0) {
        finding.severity = Severity::blocks;
        finding.title = "Member practices have not accepted the area";
        finding.arithmetic += missing.empty() ? "" : " Missing: " + named(missing) + ".";
        if (earlier > 0)
            finding.arithmetic +=
                fmt::format(" {} accepted an earlier area, which was changed.", earlier);
        finding.remedy = "Ask each of them to accept it, signed in as the practice.";
    }
    findings.push_back(std::move(finding));
    add_evidence(findings, registration.providers, "accepted_by_providers", "community providers");
    add_evidence(findings, registration.people, "accepted_by_people", "local people");
}

namespace {

Finding agreement_finding(const std::optional<AgreementFacts>& agreement) {
    Finding finding{"agreement",
                    Task::agreement,
                    Severity::met,
                    "The initial agreement is signed by every member",
                    "",
                    "",
                    "",
                    "",
                    {},
                    ""};
    if (agreement && agreement->is_initial_ready) {
        finding.arithmetic = "Every member signed exactly this text.";
        return finding;
    }
    finding.severity = Severity::blocks;
    finding.title = "The initial agreement is not signed by every member";
    finding.arithmetic = "Nothing is written yet.";
    if (agreement && !agreement->hindrances.empty()) {
        finding.arithmetic.clear();
        for (const std::string& one : agreement->hindrances)
            finding.arithmetic += (finding.arithmetic.empty() ? "" : " ") + one;
    }
    finding.remedy = "Write the agreement and have every practice sign it.";
    return finding;
}

Finding payee_finding(const PeopleFacts& people) {
    const std::size_t count = people.payees.size();
    std::string names;
    for (const std::string& one : people.payees) names += (names.empty() ? "" : ", ") + one;
    return {"payee",
            Task::people,
            count == 1 ? Severity::met : Severity::blocks,
            count == 1 ? "One organisation receives the money"
                       : "There is not exactly one confirmed payee",
            count == 0 ? "0 confirmed payees." : fmt::format("{} confirmed: {}.", count, names),
            "",
            "",
            count == 1 ? ""
                       : "Propose the one practice or provider that is paid on the page of people "
                         "and payee; a second person confirms it there.",
            {},
            ""};
}

Finding directors_finding(const PeopleFacts& people) {
    int sum = 0;
    std::string terms;
    std::string others;
    for (const DirectorShare& one : people.directors) {
        sum += one.percent;
        terms += fmt::format("{}{} {} %", terms.empty() ? "" : " + ", one.name, one.percent);
        if (!one.is_clinician)
            others += fmt::format(" {} is not a practising clinician.", one.name);
    }
    const bool adds_up = sum == 100 && !people.directors.empty();
    const bool met = adds_up && others.empty();
    const char* wrong = adds_up ? "A clinical director is not a clinician"
                                : "The clinical directors' shares are not 100 %";
    return {
        "directors",
        Task::people,
        met ? Severity::met : Severity::blocks,
        met ? "The clinical director's post is filled" : wrong,
        (people.directors.empty() ? std::string("0 directors.")
                                  : fmt::format("{} = {} %.", terms, sum)) +
            others,
        "",
        "",
        met ? "" : "Name clinicians whose shares add up to 100 % on the page of people and payee.",
        {},
        ""};
}

}  // namespace

void add_papers(Findings& findings, const RegistrationFacts& facts) {
    findings.push_back(agreement_finding(facts.agreement));
    findings.push_back(directors_finding(facts.people));
    findings.push_back(payee_finding(facts.people));
}

}  // namespace openpcn::formation
