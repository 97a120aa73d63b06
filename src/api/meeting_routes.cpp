// A network's meetings with their votes, the actions that follow, and its checklists: goals, the
// directors' duties, their development programme. Internal to the network: the commissioner has no
// part in its meetings, but sees how far its goals are.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/governance_desk.h"
#include "api/governance_request.h"
#include "api/json_text.h"
#include "api/problem.h"
#include "governance/closed_motion.h"

namespace openpcn::api {
namespace {

using governance::Meeting;
using governance::Motion;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t title_bytes_max = 300;
constexpr std::size_t note_bytes_max = 4'000;

// Members on a day: as the register of that day has them, else as they are kept here.
std::vector<OdsCode> members_of_day(const NetworkInView& network,
                                    const organisations::RegisterView& view, Date day) {
    const auto& code = network.row.code;
    const auto found = code ? view.networks().find(*code) : view.networks().end();
    if (found != view.networks().end() && !found->second.members.empty())
        return found->second.members;
    if (network.member_rows.empty()) return network.members;
    // Before the network begins, those vote who are to be its members.
    const Date counted = std::max(day, network.row.starts);
    std::vector<OdsCode> members;
    for (const auto& row : network.member_rows)
        if (row.is_on(counted)) members.push_back(row.practice);
    return members;
}

// Who was a member on the meeting's day, with their lists then.
Result<std::vector<governance::MemberList>> members_on(ApiParts& parts,
                                                       const GovernanceRequest& request, Date day) {
    TRY_ASSIGN(const auto on_day, parts.register_desk.of(day));
    const auto& view = on_day->view;
    return member_lists(view, members_of_day(request.network, view, day));
}

ordered_json ballot_json(const governance::Ballot& ballot) {
    ordered_json body{{"practice", ballot.practice.text()},
                      {"present", ballot.is_present},
                      {"stands_aside", ballot.stands_aside},
                      {"choice", name_of(ballot.choice)},
                      {"registered_patients", ballot.list_size}};
    if (ballot.list_dated) {
        body["list_dated"] = ballot.list_dated->to_string();
        body["list_source"] = ballot.list_source;
    }
    return body;
}

ordered_json outcome_json(const governance::VoteCount& count) {
    ordered_json body{{"carried", count.is_carried},
                      {"quorate", count.is_quorate},
                      {"arithmetic", count.arithmetic},
                      {"ballots", ordered_json::array()}};
    for (const auto& ballot : count.ballots) body["ballots"].push_back(ballot_json(ballot));
    if (count.closed_on) body["closed_on"] = count.closed_on->to_string();
    if (!count.closed_by.empty()) body["closed_by"] = count.closed_by;
    return body;
}

Result<ordered_json> meeting_json(ApiParts& parts, const GovernanceRequest& request,
                                  const persistence::Paper& paper) {
    TRY_ASSIGN(const Meeting meeting, governance::parse_meeting(paper.body));
    TRY_ASSIGN(const auto members, members_on(parts, request, meeting.date));
    ordered_json body{{"id", paper.id},
                      {"version", paper.version},
                      {"saved_at", paper.at.to_string()},
                      {"saved_by", paper.author_name},
                      {"meeting", ordered_json::parse(paper.body)},
                      {"outcomes", ordered_json::array()},
                      {"members", ordered_json::array()}};
    // What was counted stands with the outcomes.
    for (auto& motion : body["meeting"]["motions"]) motion.erase("count");
    for (const Motion& motion : meeting.motions)
        body["outcomes"].push_back(outcome_json(count_of(meeting, motion, members)));
    for (const auto& member : members) {
        ordered_json row{{"practice", member.practice.text()},
                         {"registered_patients", member.patients}};
        if (member.list_dated) {
            row["list_dated"] = member.list_dated->to_string();
            row["list_source"] = member.list_source;
        }
        body["members"].push_back(std::move(row));
    }
    return body;
}

http::Response answer_meeting(ApiParts& parts, const GovernanceRequest& request,
                              const persistence::Paper& paper) {
    const auto body = meeting_json(parts, request, paper);
    return body ? json_answer(*body) : problem(body.error());
}

// After a change.
http::Response answer_newest(ApiParts& parts, GovernanceRequest& request, const std::string& id) {
    const auto paper =
        persistence::find_paper(*request.connection, request.network.row.id, meeting_kind, id);
    return paper ? answer_meeting(parts, request, **paper) : problem(paper.error());
}

http::Response meetings(ApiParts& parts, Call& call) {
    auto request = governance_request(parts, call, {Part::own, Part::member});
    if (!request) return problem(request.error());
    const auto papers = persistence::papers_kept_by(*request->connection, request->network.row.id,
                                                    meeting_kind, request->kept_by);
    if (!papers) return problem(papers.error());
    ordered_json body = ordered_json::array();
    for (const persistence::Paper& paper : *papers) {
        const auto meeting = governance::parse_meeting(paper.body);
        if (!meeting) return problem(meeting.error());
        body.push_back({{"id", paper.id},
                        {"title", meeting->title},
                        {"date", meeting->date.to_string()},
                        {"time", meeting->time},
                        {"place", meeting->place},
                        {"state", name_of(meeting->state)},
                        {"motions", meeting->motions.size()}});
    }
    std::stable_sort(body.begin(), body.end(),
                     [](const auto& a, const auto& b) { return b["date"] < a["date"]; });
    return json_answer(body);
}

http::Response one_meeting(ApiParts& parts, Call& call) {
    auto request = governance_request(parts, call, {Part::own, Part::member});
    if (!request) return problem(request.error());
    const auto paper = paper_in_view(*request, call, meeting_kind);
    if (!paper) return problem(paper.error());
    return answer_meeting(parts, *request, *paper);
}

// The meeting of the body as the next version after `before`, which is empty for a new one.
Result<Meeting> meeting_of(ApiParts& parts, const GovernanceRequest& request, const Call& call,
                           const json& body, const Meeting& before) {
    const auto found = body.find("meeting");
    TRY_ASSIGN(Meeting sent, governance::parse_meeting(found == body.end() ? "{}" : found->dump()));
    TRY_ASSIGN(Meeting meeting, governance::edited_meeting(before, std::move(sent)));
    TRY(governance::check_interests(meeting));
    TRY_ASSIGN(const auto members, members_on(parts, request, meeting.date));
    governance::count_closed_motions(before, meeting, members, request.day,
                                     call.asker().display_name);
    return meeting;
}

http::Response save_meeting(ApiParts& parts, Call& call, bool is_new) {
    const auto body = json_object(call.request, {"based_on", "meeting"});
    if (!body) return problem(body.error());
    auto request = governance_change(parts, call);
    if (!request) return problem(request.error());
    Meeting before;
    std::string id;
    if (!is_new) {
        const auto paper = paper_in_view(*request, call, meeting_kind);
        if (!paper) return problem(paper.error());
        auto parsed = governance::parse_meeting(paper->body);
        if (!parsed) return problem(parsed.error());
        before = std::move(*parsed);
        id = paper->id;
    }
    const auto based = based_on(*body);
    if (!based) return problem(based.error());
    const auto meeting = meeting_of(parts, *request, call, *body, before);
    if (!meeting) return problem(meeting.error());
    const auto kept =
        keep_paper(*request, call,
                   {meeting_kind, id, is_new ? 0 : *based, to_json(*meeting), "network.meeting",
                    fmt::format("{} {}", meeting->date.to_string(), name_of(meeting->state))});
    if (!kept) return problem(kept.error());
    return answer_newest(parts, *request, *kept);
}

enum class Voter {
    own_practice,  // a practice votes for itself
    network        // staff of the network record what was voted in the room
};

Result<governance::PracticeVote> vote_of(const json& body, const Call& call,
                                         std::span<const governance::MemberList> members,
                                         Voter voter) {
    TRY_ASSIGN(const std::string practice, text_field(body, "practice", 10));
    TRY_ASSIGN(const std::string choice, text_field(body, "choice", 20));
    const bool is_own = voter == Voter::own_practice;
    auto code = OdsCode::parse(is_own ? call.asker().organisation : practice);
    if (!code) return failure(code.error());
    if (std::none_of(members.begin(), members.end(),
                     [&](const auto& member) { return member.practice == *code; }))
        return failure(
            {ErrorKind::invalid,
             fmt::format("{} is not a member practice on the meeting's day.", code->text()),
             "practice", "Choose one of the members of that day."});
    for (const auto each : {governance::Choice::in_favour, governance::Choice::against,
                            governance::Choice::abstains}) {
        if (choice == name_of(each))
            return governance::PracticeVote{std::move(*code), each, call.asker().username};
    }
    return failure({ErrorKind::invalid, "A vote is in favour, against or abstains.", "choice",
                    "Send in_favour, against or abstains."});
}

http::Response vote(ApiParts& parts, Call& call, Voter voter) {
    const auto body = json_object(call.request, {"practice", "choice"});
    if (!body) return problem(body.error());
    auto request = governance_change(parts, call);
    if (!request) return problem(request.error());
    const auto paper = paper_in_view(*request, call, meeting_kind);
    if (!paper) return problem(paper.error());
    auto meeting = governance::parse_meeting(paper->body);
    if (!meeting) return problem(meeting.error());
    const std::string_view number = call.request.path_parameter("number");
    std::size_t at = 0;
    std::from_chars(number.data(), number.data() + number.size(), at);
    if (at < 1 || at > meeting->motions.size())
        return problem({ErrorKind::not_found, "The meeting has no such motion.", "the address",
                        "Open the meeting again."});
    const auto members = members_on(parts, *request, meeting->date);
    if (!members) return problem(members.error());
    const auto cast = vote_of(*body, call, *members, voter);
    if (!cast) return problem(cast.error());
    auto voted = governance::cast_vote(*meeting, meeting->motions[at - 1], *cast);
    if (!voted) return problem(voted.error());
    meeting->motions[at - 1] = std::move(*voted);
    const auto kept = keep_paper(*request, call,
                                 {meeting_kind, paper->id, paper->version, to_json(*meeting),
                                  "network.vote", fmt::format("motion {}", at)});
    if (!kept) return problem(kept.error());
    return answer_newest(parts, *request, paper->id);
}

}  // namespace

std::vector<http::Route> meeting_routes(ApiParts& parts) {
    http::Route saving =
        guarded(parts, "POST", "/api/networks/{network}/meetings/{paper}", "networks.govern",
                [&parts](Call& call) { return save_meeting(parts, call, false); });
    saving.body_bytes_max = std::size_t{256} * 1024;
    return {
        guarded(parts, "GET", "/api/networks/{network}/meetings", "networks.read",
                [&parts](Call& call) { return meetings(parts, call); }),
        guarded(parts, "POST", "/api/networks/{network}/meetings", "networks.govern",
                [&parts](Call& call) { return save_meeting(parts, call, true); }),
        guarded(parts, "GET", "/api/networks/{network}/meetings/{paper}", "networks.read",
                [&parts](Call& call) { return one_meeting(parts, call); }),
        std::move(saving),
        guarded(parts, "POST", "/api/networks/{network}/meetings/{paper}/motions/{number}/vote",
                "networks.sign",
                [&parts](Call& call) { return vote(parts, call, Voter::own_practice); }),
        guarded(parts, "POST", "/api/networks/{network}/meetings/{paper}/motions/{number}/record",
                "networks.govern",
                [&parts](Call& call) { return vote(parts, call, Voter::network); }),
    };
}

}  // namespace openpcn::api
