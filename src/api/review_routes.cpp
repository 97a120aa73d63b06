// Submitting a registration, and its review: every step of the approval with who may take it, the
// immutable submissions, and the history. The commissioner's overview is approval_routes.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/formation_json.h"
#include "api/json_text.h"
#include "api/problem.h"
#include "api/review_moment.h"
#include "organisations/register_view.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

Result<std::int64_t> based_on(const json& body) {
    const auto found = body.find("based_on");
    if (found == body.end() || !found->is_number_integer())
        return failure({ErrorKind::invalid, "The version it is based on is missing.", "based_on",
                        "Load the page again."});
    return found->get<std::int64_t>();
}

// The step's body, whatever fields it has: its own reader refuses those it does not know.
Result<json> step_body(const Call& call) {
    return json_object(call.request, {"step",        "based_on",    "reason",
                                      "reasons",     "panel",       "members",
                                      "advice",      "text",        "day",
                                      "is_granted",  "committee",   "minute",
                                      "agreed_with", "conditions",  "accepted",
                                      "ground",      "kind",        "title",
                                      "parties",     "issue",       "by",
                                      "outcome",     "practice",    "from",
                                      "mediated_by", "mediated_on", "mediation_outcome",
                                      "rows",        "condition",   "how_met",
                                      "code"});
}

// What is kept of a registration when it is submitted, beside its text: all that it was judged by.
ordered_json snapshot(const ReviewMoment& moment, std::int64_t registration_version,
                      std::int64_t version, bool is_late) {
    const auto& checked = moment.checked;
    ordered_json body{
        {"version", version},
        {"registration_version", registration_version},
        {"is_late", is_late},
        {"registration", ordered_json::parse(formation::registration_json(moment.registration))},
        {"members", registered_members_json(moment.registration, checked)},
        {"people", people_json(checked.people)},
        {"findings", findings_json(checked.findings)},
        {"rules", formation_rules_json(checked)},
        {"register_files", ordered_json::array()}};
    if (const auto* milestone = checked.rules->milestone(formation::MilestoneProof::submitted))
        body["deadline"] = milestone->due.to_string();
    for (const auto& file : checked.on_first_day->view.basis().files())
        body["register_files"].push_back({{"name", file.name}, {"dated", file.dated.to_string()}});
    return body;
}

bool is_late(const ReviewMoment& moment, Date today) {
    const auto* milestone = moment.checked.rules->milestone(formation::MilestoneProof::submitted);
    return milestone != nullptr && milestone->due < today;
}

Result<std::int64_t> submit(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto body, json_object(call.request, {"based_on"}));
    TRY_ASSIGN(const std::int64_t version, based_on(body));
    const Date today = io::today_in_london();
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto network, network_in_view(parts, *connection, call, today));
    TRY(require_writer(call.asker(), network));
    TRY_ASSIGN(const auto kept, kept_registration(*connection, network, today));
    if (kept.version != version)
        return failure({ErrorKind::conflict, "The registration was changed since you saw it.",
                        "based_on", "Look at it as it is now, then submit it."});
    TRY_ASSIGN(const auto content, formation_content(parts));
    TRY_ASSIGN(const auto moment,
               review_moment(parts, *connection, content, network, today, ReviewOf::draft));
    const std::int64_t before =
        moment.submissions.empty() ? 0 : moment.submissions.front().paper.version;
    const formation::Submit step{before + 1, is_late(moment, today)};
    const ordered_json kept_text = snapshot(moment, version, step.version, step.is_late);
    const auto also = [&]() -> Result<void> {
        TRY(persistence::add_paper(
            *connection,
            paper_of(call, network.row.id, submission_kind, submission_kind, kept_text.dump()),
            before));
        return {};
    };
    TRY(keep_step(*connection, call, moment, step, moment.kept.version, also));
    return step.version;
}

http::Response post_submission(ApiParts& parts, Call& call) {
    const auto version = submit(parts, call);
    if (!version) return problem(version.error());
    return json_answer({{"version", *version}}, 201);
}

ordered_json submission_json(const KeptSubmission& submission, const KeptSubmission* earlier) {
    ordered_json body = ordered_json::parse(submission.paper.body);
    body["at"] = submission.paper.at.to_string();
    body["by"] = submission.paper.author_name;
    body["organisation"] = submission.paper.author_organisation;
    std::vector<std::string> said;
    if (earlier != nullptr) {
        said = formation::differences(earlier->registration, submission.registration);
        for (auto& one : formation::differences(people_in_submission(earlier->paper.body),
                                                people_in_submission(submission.paper.body)))
            said.push_back(std::move(one));
    }
    body["differences"] = said;
    return body;
}

// All of them, newest first, each with its difference to the one before.
http::Response submissions(ApiParts& parts, Call& call) {
    const auto read = [&]() -> Result<ordered_json> {
        TRY_ASSIGN(const Date day, day_asked_for(call));
        TRY_ASSIGN(const auto connection, parts.database.lease());
        TRY_ASSIGN(const auto network, network_in_view(parts, *connection, call, day));
        TRY_ASSIGN(const auto kept, kept_submissions(*connection, network.row.id, day));
        ordered_json rows = ordered_json::array();
        for (std::size_t i = 0; i < kept.size(); ++i)
            rows.push_back(submission_json(kept[i], i + 1 < kept.size() ? &kept[i + 1] : nullptr));
        return rows;
    };
    const auto body = read();
    if (!body) return problem(body.error());
    return json_answer(*body);
}

ordered_json history_json(const KeptReview& kept) {
    ordered_json rows = ordered_json::array();
    for (const auto& paper : kept.versions) {
        const auto review = formation::parse_review_case(paper.body);
        if (!review) continue;
        ordered_json row = paper_version_json(paper);
        row["step"] = review->last_step;
        row["said"] = review->said;
        row["stage"] = networks::name_of(review->stage);
        rows.push_back(std::move(row));
    }
    return rows;
}

ordered_json rules_of_decision_json(const formation::FormationRules& rules) {
    ordered_json grounds = ordered_json::array();
    for (const auto& ground : rules.refusal_grounds)
        grounds.push_back({{"id", ground.id}, {"title", ground.title}});
    ordered_json body{
        {"refusal_grounds", std::move(grounds)},
        {"not_a_ground",
         {{"clause", rules.not_a_ground.clause}, {"source", rules.not_a_ground.source}}},
        {"timetable_note", rules.timetable_note}};
    if (rules.assignment)
        body["assignment"] = {{"from", rules.assignment->from.to_string()},
                              {"clause", rules.assignment->clause.clause},
                              {"source", rules.assignment->clause.source}};
    return body;
}

// Which of the open steps are the asker's to take.
bool is_askers(formation::StepKind kind, const Asker& asker, const NetworkInView& network,
               const formation::ReviewCase& review) {
    if (formation::rule_of(kind).taker == formation::Taker::commissioner)
        return network.part == Part::commissioner;
    if (!require_writer(asker, network)) return false;
    if (kind == formation::StepKind::withdraw) return may_withdraw(asker, network, review);
    return kind != formation::StepKind::leave || network.part == Part::member;
}

Result<ordered_json> review_json(const Asker& asker, const ReviewMoment& moment,
                                 const NetworkInView& network) {
    const auto facts = moment.facts();
    ordered_json body{
        {"as_at", moment.day.to_string()},
        {"network", moment.row.id},
        {"version", moment.kept.version},
        {"part", name_of(network.part)},
        {"first_day", facts.planned_start.to_string()},
        {"review", ordered_json::parse(formation::review_case_json(moment.kept.review))}};
    // Of a past day, what the submission was judged by then; today, what holds now.
    if (moment.is_today || moment.submissions.empty())
        body["findings"] = findings_json(moment.checked.findings);
    else
        body["findings"] = ordered_json::parse(moment.submissions.front().paper.body)["findings"];
    formation::Registration with_assigned = moment.registration;
    with_assigned.members = moment.members;
    body["members"] = registered_members_json(with_assigned, moment.checked);
    const auto& kept = moment.kept.review;
    const auto is_yours = [&](formation::StepKind kind) {
        return is_askers(kind, asker, network, kept);
    };
    body["steps"] =
        moment.is_today ? open_steps_json(kept, facts, is_yours) : ordered_json::array();
    body["gates"] = moment.kept.review.stage == networks::Stage::live ||
                            moment.kept.review.stage == networks::Stage::closed
                        ? std::vector<std::string>()
                        : formation::gates_to_live(moment.kept.review, facts);
    body["waiting"] = waiting_json(moment.waiting());
    body["timetable"] = timetable_json(moment.timetable());
    body["rules"] = formation_rules_json(moment.checked);
    body["decision_rules"] = rules_of_decision_json(*moment.checked.rules);
    body["history"] = history_json(moment.kept);
    return body;
}

http::Response review(ApiParts& parts, Call& call) {
    const auto read = [&]() -> Result<ordered_json> {
        TRY_ASSIGN(const Date day, day_asked_for(call));
        TRY_ASSIGN(const auto connection, parts.database.lease());
        TRY_ASSIGN(const auto network, network_in_view(parts, *connection, call, day));
        TRY_ASSIGN(const auto content, formation_content(parts));
        TRY_ASSIGN(auto moment, review_moment(parts, *connection, content, network, day));
        // A draft is the practices' own; its commissioner sees only that there is one.
        if (network.part == Part::commissioner && moment.submissions.empty() &&
            networks::is_being_written(moment.kept.review.stage))
            moment.checked.findings.clear();
        return review_json(call.asker(), moment, network);
    };
    const auto body = read();
    if (!body) return problem(body.error());
    return json_answer(*body);
}

// Why a practice cannot be assigned; empty where it can.
std::string assignment_fault(const organisations::RegisterView& view, const ReviewMoment& moment,
                             const OdsCode& practice) {
    const auto found = view.practices().find(practice);
    if (found == view.practices().end())
        return fmt::format("{} is not in the register.", practice.text());
    if (std::find(moment.members.begin(), moment.members.end(), practice) != moment.members.end())
        return fmt::format("{} is a member already.", practice.text());
    const auto& entry = found->second;
    if (entry.standing == organisations::Standing::member && entry.network)
        return fmt::format("{} is a member of {}.", practice.text(), entry.network->text());
    return {};
}

Result<void> look_up(ApiParts& parts, database::Connection& connection,
                     const formation::ReviewStep& step, ReviewMoment& moment) {
    if (const auto* given = std::get_if<formation::RecordCode>(&step)) {
        TRY_ASSIGN(const auto today, parts.register_desk.of(moment.day));
        const auto known = today->view.networks().find(given->code);
        if (known != today->view.networks().end()) moment.code_taken_by = known->second.name;
        TRY_ASSIGN(const auto rows, persistence::all_networks(connection));
        for (const auto& row : rows)
            if (row.code == given->code && row.id != moment.row.id) moment.code_taken_by = row.name;
    }
    if (const auto* given = std::get_if<formation::Assignment>(&step)) {
        TRY_ASSIGN(const auto on_day, parts.register_desk.of(given->from));
        moment.assignment_fault = assignment_fault(on_day->view, moment, given->practice);
    }
    return {};
}

Result<void> require_withdrawer(const Asker& asker, const NetworkInView& network,
                                const formation::ReviewCase& review) {
    if (may_withdraw(asker, network, review)) return {};
    return failure({ErrorKind::forbidden,
                    fmt::format("Only {}, which proposed it, withdraws the whole registration.",
                                network.row.proposer.text()),
                    "step", "Leave it with your own practice, or ask them."});
}

// The draft without the practice, whose word on the area does not count any more either.
Result<void> write_without(database::Connection& connection, const Call& call,
                           const NetworkInView& network, const ReviewMoment& moment,
                           const OdsCode& practice) {
    TRY_ASSIGN(auto kept, kept_registration(connection, network, moment.day));
    formation::take_out(kept.registration, practice);
    const std::string& id = network.row.id;
    TRY(persistence::add_paper(connection,
                               paper_of(call, id, registration_kind, registration_kind,
                                        formation::registration_json(kept.registration)),
                               kept.version));
    TRY_ASSIGN(const auto accepted,
               persistence::find_paper(connection, id, acceptance_kind, practice.text()));
    if (accepted) {
        const ordered_json said{{"accepts", false},
                                {"area", formation::area_text(kept.registration)}};
        TRY(persistence::add_paper(
            connection, paper_of(call, id, acceptance_kind, practice.text(), said.dump()),
            accepted->version));
    }
    return persistence::write_network_members(
        connection, id, planned_rows(network.row, kept.registration.members, moment.kept.review));
}

Result<void> keep_leaving(database::Connection& connection, const Call& call,
                          const NetworkInView& network, const ReviewMoment& moment,
                          const formation::Leave& step, std::int64_t based_on) {
    return keep_step(connection, call, moment, step, based_on, [&] {
        return write_without(connection, call, network, moment, *step.practice);
    });
}

Result<ordered_json> take(ApiParts& parts, const Call& call, formation::Taker taker) {
    TRY_ASSIGN(const auto body, step_body(call));
    TRY_ASSIGN(const std::int64_t version, based_on(body));
    const Date today = io::today_in_london();
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto network, network_in_view(parts, *connection, call, today));
    const bool is_commissioners = taker == formation::Taker::commissioner;
    TRY(is_commissioners ? require_part(network, {Part::commissioner})
                         : require_writer(call.asker(), network));
    TRY_ASSIGN(auto step, formation::parse_review_step(body, today));
    const auto& rule = formation::rule_of(formation::kind_of(step));
    if (rule.taker != taker)
        return failure(
            {ErrorKind::forbidden,
             is_commissioners ? "This step is the practices'." : "This step is the commissioner's.",
             "step", "Ask them to take it."});
    TRY_ASSIGN(const auto content, formation_content(parts));
    TRY_ASSIGN(auto moment, review_moment(parts, *connection, content, network, today));
    TRY(look_up(parts, *connection, step, moment));
    if (std::holds_alternative<formation::Withdraw>(step)) {
        TRY(require_withdrawer(call.asker(), network, moment.kept.review));
    }
    if (auto* leaving = std::get_if<formation::Leave>(&step)) {
        TRY_ASSIGN(leaving->practice, OdsCode::parse(call.asker().organisation));
        TRY(keep_leaving(*connection, call, network, moment, *leaving, version));
    } else {
        TRY(keep_step(*connection, call, moment, step, version));
    }
    TRY_ASSIGN(const auto after, kept_review(*connection, network.row, today));
    return ordered_json{{"version", after.version},
                        {"stage", networks::name_of(after.review.stage)},
                        {"said", after.review.said}};
}

http::Response post_step(ApiParts& parts, Call& call, formation::Taker taker) {
    const auto body = take(parts, call, taker);
    if (!body) return problem(body.error());
    return json_answer(*body);
}

}  // namespace

std::vector<http::Route> review_routes(ApiParts& parts) {
    using formation::Taker;
    return {
        guarded(parts, "POST", "/api/networks/{network}/submissions", "networks.form",
                [&parts](Call& call) { return post_submission(parts, call); }),
        guarded(parts, "GET", "/api/networks/{network}/submissions", "networks.read",
                [&parts](Call& call) { return submissions(parts, call); }),
        guarded(parts, "GET", "/api/networks/{network}/review", "networks.read",
                [&parts](Call& call) { return review(parts, call); }),
        guarded(parts, "POST", "/api/networks/{network}/review", "networks.review",
                [&parts](Call& call) { return post_step(parts, call, Taker::commissioner); }),
        guarded(parts, "POST", "/api/networks/{network}/withdrawal", "networks.form",
                [&parts](Call& call) { return post_step(parts, call, Taker::practices); }),
    };
}

}  // namespace openpcn::api
