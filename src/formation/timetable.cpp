#include "formation/timetable.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "formation/json_fields.h"

namespace openpcn::formation {
namespace {

using networks::Stage;
using nlohmann::ordered_json;

constexpr std::size_t own_dates_max = 50;

std::optional<Date> reached(const Progress& progress, MilestoneProof proof) {
    switch (proof) {
        case MilestoneProof::begun:
            return progress.begun;
        case MilestoneProof::submitted:
            return progress.submitted;
        case MilestoneProof::agreed_in_principle:
            return progress.agreed_in_principle;
        case MilestoneProof::contracts_varied:
            return progress.contracts_varied;
        case MilestoneProof::agreement_complete:
            return progress.agreement_complete;
        case MilestoneProof::live:
            return progress.live;
        case MilestoneProof::none:
            break;
    }
    return std::nullopt;
}

MilestoneStanding standing_of(const Milestone& milestone, const Progress& progress, Date today) {
    MilestoneStanding made{milestone, true, MilestoneState::to_come, std::nullopt};
    made.done_on = reached(progress, milestone.proof);
    if (made.done_on)
        made.state =
            *made.done_on <= milestone.due ? MilestoneState::done : MilestoneState::done_late;
    else if (milestone.due < today)
        made.state =
            milestone.proof == MilestoneProof::none ? MilestoneState::passed : MilestoneState::late;
    return made;
}

// The earliest day of this proof, national or the commissioner's own.
std::optional<Date> due_of(const FormationRules& rules, const OwnDates& own, MilestoneProof proof) {
    std::optional<Date> due;
    for (const auto* all : {&rules.milestones, &own.dates})
        for (const Milestone& milestone : *all)
            if (milestone.proof == proof && (!due || milestone.due < *due)) due = milestone.due;
    return due;
}

std::optional<Date> since_of(const ReviewCase& review) {
    switch (review.stage) {
        case Stage::submitted:
            return review.submissions.empty() ? std::nullopt
                                              : std::optional(review.submissions.back().day);
        case Stage::returned:
            return review.returns.empty() ? std::nullopt : std::optional(review.returns.back().day);
        case Stage::under_review:
            return review.review_started;
        case Stage::in_dispute:
            for (const Issue& issue : review.issues)
                if (!issue.closed_on) return issue.opened_on;
            return review.issues.empty() ? std::nullopt
                                         : std::optional(review.issues.back().opened_on);
        case Stage::agreed_in_principle:
            return review.decision ? std::optional(review.decision->day) : std::nullopt;
        case Stage::contract_varied:
            return review.varied_on;
        case Stage::agreement_complete:
            return review.agreement_complete_on;
        default:
            return std::nullopt;
    }
}

struct Awaited {
    Taker whom;
    StepKind step;
    std::string_view what;
    MilestoneProof proof;
};

std::vector<Awaited> awaited_in(const ReviewCase& review) {
    constexpr auto practices = Taker::practices;
    constexpr auto commissioner = Taker::commissioner;
    switch (review.stage) {
        case Stage::draft:
            return {{practices, StepKind::submit, "Finish and submit the registration",
                     MilestoneProof::submitted}};
        case Stage::returned:
            return {{practices, StepKind::submit, "Correct the registration and submit it again",
                     MilestoneProof::submitted}};
        case Stage::submitted:
            return {{commissioner, StepKind::start_review, "Start the review",
                     MilestoneProof::agreed_in_principle}};
        case Stage::under_review:
            return {{commissioner, StepKind::agree_in_principle, "Decide on the registration",
                     MilestoneProof::agreed_in_principle}};
        case Stage::in_dispute:
            return {{commissioner,
                     review.has_open_issue() ? StepKind::close_issue : StepKind::agree_in_principle,
                     review.has_open_issue() ? "Settle the dispute" : "Decide on the registration",
                     MilestoneProof::agreed_in_principle}};
        case Stage::agreed_in_principle:
            return {{commissioner, StepKind::vary_contracts, "Vary the practices' contracts",
                     MilestoneProof::contracts_varied},
                    {practices, StepKind::confirm_agreement,
                     "Complete the Network Agreement and have every practice sign it",
                     MilestoneProof::agreement_complete}};
        case Stage::contract_varied:
            return {{commissioner, StepKind::confirm_agreement,
                     "Confirm that the Network Agreement is complete",
                     MilestoneProof::agreement_complete}};
        case Stage::agreement_complete:
            return {{commissioner, review.code ? StepKind::go_live : StepKind::record_code,
                     review.code ? "Make the network live" : "Record the network's ODS code",
                     MilestoneProof::live}};
        case Stage::live:
        case Stage::closed:
            break;
    }
    return {};
}

}  // namespace

Result<OwnDates> parse_own_dates(const nlohmann::json& body) {
    OwnDates made;
    TRY(read_json_object(body, "own dates", [&](JsonFields& all) {
        all.each("dates", own_dates_max, [&](JsonFields& fields) {
            Milestone one{"own-" + std::to_string(made.dates.size() + 1),
                          fields.needed_text("title", 300),
                          fields.needed_day("due"),
                          MilestoneOwner::practices,
                          fields.text("asks"),
                          MilestoneProof::none,
                          "Set by the commissioner"};
            const auto owner = find_milestone_owner(fields.text("owner"));
            const auto proof = find_milestone_proof(fields.text("proof"));
            if (!owner) fields.refuse("owner", "practices, commissioner or national");
            if (!proof) fields.refuse("proof", "a step of the approval, or none");
            one.owner = owner.value_or(MilestoneOwner::practices);
            one.proof = proof.value_or(MilestoneProof::none);
            made.dates.push_back(std::move(one));
        });
    }));
    return made;
}

std::string own_dates_json(const OwnDates& dates) {
    ordered_json rows = ordered_json::array();
    for (const Milestone& one : dates.dates)
        rows.push_back({{"title", one.title},
                        {"due", one.due.to_string()},
                        {"owner", name_of(one.owner)},
                        {"asks", one.asks},
                        {"proof", name_of(one.proof)}});
    return ordered_json{{"dates", std::move(rows)}}.dump();
}

Progress progress_of(const ReviewCase& review, std::optional<Date> begun) {
    Progress made;
    made.begun = begun;
    const bool is_with_the_practices = networks::is_being_written(review.stage);
    if (!is_with_the_practices && !review.submissions.empty())
        made.submitted = review.submissions.back().day;
    const bool holds = review.stage != Stage::in_dispute && !is_with_the_practices;
    if (holds && review.decision && review.decision->is_agreed)
        made.agreed_in_principle = review.decision->day;
    if (holds) made.contracts_varied = review.varied_on;
    if (holds) made.agreement_complete = review.agreement_complete_on;
    made.live = review.live_from;
    return made;
}

std::string_view name_of(MilestoneState state) {
    constexpr std::array<std::string_view, 5> names{"done", "done_late", "to_come", "late",
                                                    "passed"};
    return names[static_cast<std::size_t>(state)];
}

std::vector<MilestoneStanding> timetable_of(const FormationRules& rules, const OwnDates& own,
                                            const Progress& progress, Date today) {
    std::vector<MilestoneStanding> all;
    for (const Milestone& milestone : rules.milestones)
        all.push_back(standing_of(milestone, progress, today));
    for (const Milestone& milestone : own.dates) {
        all.push_back(standing_of(milestone, progress, today));
        all.back().is_national = false;
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const MilestoneStanding& a, const MilestoneStanding& b) {
                         return a.milestone.due < b.milestone.due;
                     });
    return all;
}

std::vector<Waiting> waiting_for(const ReviewCase& review, const FormationRules& rules,
                                 const OwnDates& own, Date planned_start, Date today) {
    std::vector<Waiting> all;
    for (const Awaited& one : awaited_in(review)) {
        Waiting waiting{one.whom,
                        one.step,
                        std::string(one.what),
                        since_of(review),
                        due_of(rules, own, one.proof),
                        false};
        // Without any timetable, the first day is what everything is due for.
        if (!waiting.due) waiting.due = planned_start;
        waiting.is_late = *waiting.due < today;
        all.push_back(std::move(waiting));
    }
    return all;
}

}  // namespace openpcn::formation
