#include "api/review_moment.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/recorded_change.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using networks::Stage;
using persistence::NetworkMember;
using persistence::NetworkRow;

// Rows of practices that are members, or were, and of those assigned by this step.
Result<void> write_members(database::Connection& connection, const NetworkRow& row,
                           const formation::ReviewCase& before, const formation::ReviewCase& after,
                           Instant now) {
    TRY_ASSIGN(auto members, persistence::network_members(connection, row.id));
    if (after.stage == Stage::live && before.stage != Stage::live)
        for (NetworkMember& member : members)
            member.joined = first_day_of(member.practice, after, row.starts);
    for (std::size_t i = before.assignments.size(); i < after.assignments.size(); ++i) {
        const OdsCode& assigned = after.assignments[i].practice;
        NetworkMember member{
            row.id, assigned, first_day_of(assigned, after, row.starts), std::nullopt, {}};
        if (after.stage == Stage::live) member.decided_at = now;
        members.push_back(std::move(member));
    }
    return persistence::write_network_members(connection, row.id, members);
}

NetworkRow row_after(const NetworkRow& before, const formation::ReviewCase& review, Instant now) {
    NetworkRow row = before;
    row.stage = review.stage;
    row.changed_at = now;
    if (review.code) row.code = review.code;
    if (review.stage == Stage::live && before.stage != Stage::live && review.live_from) {
        row.starts = *review.live_from;
        row.live_since = now;
    }
    return row;
}

}  // namespace

Date first_day_of(const OdsCode& practice, const formation::ReviewCase& review, Date starts) {
    for (const auto& assigned : review.assignments)
        if (assigned.practice == practice) return std::max(assigned.from, starts);
    return starts;
}

std::vector<NetworkMember> planned_rows(const NetworkRow& row, std::vector<OdsCode> practices,
                                        const formation::ReviewCase& review) {
    for (const auto& assigned : review.assignments)
        if (std::find(practices.begin(), practices.end(), assigned.practice) == practices.end())
            practices.push_back(assigned.practice);
    std::vector<NetworkMember> rows;
    for (const OdsCode& code : practices)
        rows.push_back({row.id, code, first_day_of(code, review, row.starts), std::nullopt, {}});
    return rows;
}

formation::StepFacts ReviewMoment::facts() const {
    formation::StepFacts made;
    made.today = day;
    made.planned_start = registration.starts.value_or(row.starts);
    made.rules = checked.rules;
    made.findings = checked.findings;
    made.members = members;
    made.agreement = checked.agreement;
    made.code_taken_by = code_taken_by;
    made.assignment_fault = assignment_fault;
    return made;
}

std::vector<formation::Waiting> ReviewMoment::waiting() const {
    return formation::waiting_for(kept.review, *checked.rules, own_dates,
                                  registration.starts.value_or(row.starts), day);
}

std::vector<formation::MilestoneStanding> ReviewMoment::timetable() const {
    return formation::timetable_of(*checked.rules, own_dates,
                                   formation::progress_of(kept.review, begun), day);
}

Result<ReviewMoment> review_moment(ApiParts& parts, database::Connection& connection,
                                   const FormationContent& content, const NetworkInView& network,
                                   Date day, ReviewOf what) {
    ReviewMoment moment{network.row, day, true, {}, {}, {}, {}, {}, {}, std::nullopt, {}, {}};
    moment.is_today = day == io::today_in_london();
    TRY_ASSIGN(moment.kept, kept_review(connection, network.row, day));
    TRY_ASSIGN(moment.submissions, kept_submissions(connection, network.row.id, day));
    TRY_ASSIGN(const auto draft, kept_registration(connection, network, day));
    moment.registration = what == ReviewOf::draft || moment.submissions.empty()
                              ? draft.registration
                              : moment.submissions.front().registration;
    if (!draft.versions.empty()) moment.begun = draft.versions.back().at.utc_date();
    moment.members = moment.registration.members;
    for (const auto& one : moment.kept.review.assignments) {
        const auto& known = moment.members;
        if (std::find(known.begin(), known.end(), one.practice) == known.end())
            moment.members.push_back(one.practice);
    }
    TRY_ASSIGN(moment.checked,
               check_kept_registration(parts, connection, content,
                                       {&moment.row, &moment.registration, moment.members, day}));
    TRY_ASSIGN(const auto own,
               kept_own_dates(connection, moment.row.commissioner, *moment.checked.rules, day));
    moment.own_dates = own.dates;
    return moment;
}

Result<void> keep_step_within(database::Connection& connection, const Call& call,
                              const ReviewMoment& moment, const formation::ReviewStep& step,
                              std::int64_t based_on) {
    TRY_ASSIGN(const auto next, formation::take_step(moment.kept.review, step, moment.facts()));
    const NetworkRow row = row_after(moment.row, next, call.now);
    TRY(persistence::add_paper(
        connection,
        paper_of(call, row.id, review_kind, review_kind, formation::review_case_json(next)),
        based_on));
    // Members first: the register counts them from the moment the network's row says live.
    const bool changes_members =
        (next.stage == Stage::live && moment.kept.review.stage != Stage::live) ||
        next.assignments.size() != moment.kept.review.assignments.size();
    if (changes_members) {
        TRY(write_members(connection, row, moment.kept.review, next, call.now));
    }
    return persistence::change_network(connection, row);
}

Result<void> keep_step(database::Connection& connection, const Call& call,
                       const ReviewMoment& moment, const formation::ReviewStep& step,
                       std::int64_t based_on, const std::function<Result<void>()>& also) {
    const std::string action =
        fmt::format("network.{}", formation::name_of(formation::kind_of(step)));
    return commit_change(connection, call, {action, moment.row.id, ""}, [&]() -> Result<void> {
        if (also) {
            TRY(also());
        }
        return keep_step_within(connection, call, moment, step, based_on);
    });
}

}  // namespace openpcn::api
