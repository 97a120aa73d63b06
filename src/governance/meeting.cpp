#include "governance/meeting.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "agreement/json_members.h"

namespace openpcn::governance {
namespace {

using agreement::JsonMembers;
using nlohmann::ordered_json;

constexpr std::array<std::string_view, 3> states{"planned", "held", "minutes_agreed"};
constexpr std::array<std::string_view, 2> weights{"headcount", "list_size"};
constexpr std::array<std::string_view, 4> choices{"not_voted", "in_favour", "against", "abstains"};
constexpr std::size_t rows_max = 200;
constexpr std::size_t text_bytes_max = 50'000;

OdsCode practice_in(JsonMembers& members) {
    auto code = OdsCode::parse(members.text("practice"));
    if (code) return std::move(*code);
    members.refuse("practice", "an ODS code");
    return *OdsCode::parse("NONE");
}

bool flag(JsonMembers& members, const char* name) { return members.optional_number(name, 0) == 1; }

int percent(JsonMembers& members, const char* name, int otherwise) {
    const std::int64_t read = members.optional_number(name, otherwise);
    if (read > 100) members.refuse(name, "from 0 to 100");
    return static_cast<int>(read);
}

VotingRule read_rule(JsonMembers members) {
    VotingRule rule;
    rule.weight = agreement::one_of<Weight>(members, "weight", weights);
    rule.percent = percent(members, "percent", 50);
    rule.more_than = members.optional_number("more_than", 1) == 1;
    rule.of_all = flag(members, "of_all");
    rule.quorum_percent = percent(members, "quorum_percent", 50);
    members.end();
    return rule;
}

std::vector<Ballot> read_ballots(JsonMembers& members) {
    std::vector<Ballot> ballots;
    for (JsonMembers& each : members.objects("ballots")) {
        ballots.push_back({practice_in(each), flag(each, "present"), flag(each, "stands_aside"),
                           agreement::one_of<Choice>(each, "choice", choices),
                           each.number("registered_patients"), each.optional_day("list_dated"),
                           each.optional_text("list_source")});
        each.end();
    }
    return ballots;
}

VoteCount read_count(JsonMembers members) {
    VoteCount count;
    count.ballots = read_ballots(members);
    count.is_quorate = flag(members, "quorate");
    count.is_carried = flag(members, "carried");
    count.arithmetic = members.texts("arithmetic");
    count.closed_on = members.optional_day("closed_on");
    count.closed_by = members.optional_text("closed_by");
    members.end();
    return count;
}

Motion read_motion(JsonMembers& members, std::size_t items) {
    Motion motion;
    motion.title = members.text("title");
    motion.item = static_cast<int>(members.number("item"));
    if (motion.item < 1 || static_cast<std::size_t>(motion.item) > items)
        members.refuse("item", "the number of an item of the agenda");
    motion.is_reserved = flag(members, "reserved");
    motion.rule = read_rule(members.object("rule"));
    for (JsonMembers& vote : members.optional_objects("votes")) {
        motion.votes.push_back({practice_in(vote),
                                agreement::one_of<Choice>(vote, "choice", choices),
                                vote.optional_text("by")});
        vote.end();
    }
    motion.is_closed = flag(members, "closed");
    if (const auto count = members.optional_object("count")) motion.count = read_count(*count);
    members.end();
    return motion;
}

void read_rows(JsonMembers& members, Meeting& meeting) {
    for (JsonMembers& item : members.optional_objects("agenda")) {
        meeting.agenda.push_back({item.text("title"), item.optional_text("papers")});
        item.end();
    }
    for (JsonMembers& each : members.optional_objects("attendance")) {
        meeting.attendance.push_back(
            {practice_in(each), each.optional_text("person"), flag(each, "present")});
        each.end();
    }
    for (JsonMembers& each : members.optional_objects("interests")) {
        meeting.interests.push_back({practice_in(each), each.text("person"),
                                     static_cast<int>(each.number("item")), each.text("interest"),
                                     flag(each, "stands_aside")});
        each.end();
    }
    for (JsonMembers& each : members.optional_objects("motions"))
        meeting.motions.push_back(read_motion(each, meeting.agenda.size()));
    if (members.has("decisions")) meeting.decisions = members.texts("decisions");
    for (const std::size_t rows :
         {meeting.agenda.size(), meeting.attendance.size(), meeting.interests.size(),
          meeting.motions.size(), meeting.decisions.size()}) {
        if (rows > rows_max) members.refuse("agenda", "at most 200 rows");
    }
}

ordered_json count_json(const VoteCount& count) {
    ordered_json body{{"ballots", ordered_json::array()},
                      {"quorate", count.is_quorate ? 1 : 0},
                      {"carried", count.is_carried ? 1 : 0},
                      {"arithmetic", count.arithmetic}};
    for (const Ballot& ballot : count.ballots) {
        ordered_json each{{"practice", ballot.practice.text()},
                          {"present", ballot.is_present ? 1 : 0},
                          {"stands_aside", ballot.stands_aside ? 1 : 0},
                          {"choice", name_of(ballot.choice)},
                          {"registered_patients", ballot.list_size}};
        if (ballot.list_dated) each["list_dated"] = ballot.list_dated->to_string();
        if (!ballot.list_source.empty()) each["list_source"] = ballot.list_source;
        body["ballots"].push_back(std::move(each));
    }
    if (count.closed_on) body["closed_on"] = count.closed_on->to_string();
    if (!count.closed_by.empty()) body["closed_by"] = count.closed_by;
    return body;
}

ordered_json motion_json(const Motion& motion) {
    ordered_json body{{"title", motion.title}, {"item", motion.item}};
    if (motion.is_reserved) body["reserved"] = 1;
    body["rule"] = {{"weight", name_of(motion.rule.weight)},
                    {"percent", motion.rule.percent},
                    {"more_than", motion.rule.more_than ? 1 : 0},
                    {"of_all", motion.rule.of_all ? 1 : 0},
                    {"quorum_percent", motion.rule.quorum_percent}};
    body["votes"] = ordered_json::array();
    for (const PracticeVote& vote : motion.votes)
        body["votes"].push_back({{"practice", vote.practice.text()},
                                 {"choice", name_of(vote.choice)},
                                 {"by", vote.by}});
    if (motion.is_closed) body["closed"] = 1;
    if (motion.count) body["count"] = count_json(*motion.count);
    return body;
}

bool stands_aside(const Meeting& meeting, int item, const OdsCode& practice) {
    return std::any_of(
        meeting.interests.begin(), meeting.interests.end(), [&](const Interest& each) {
            return each.stands_aside && each.item == item && each.practice == practice;
        });
}

}  // namespace

std::string_view name_of(MeetingState state) { return states[static_cast<std::size_t>(state)]; }

Result<Meeting> parse_meeting(std::string_view text) {
    TRY_ASSIGN(const auto object, agreement::parse_object(text, "a meeting", 8));
    std::optional<Error> error;
    JsonMembers members(object, "", "a meeting", error);
    Meeting meeting;
    meeting.title = members.text("title");
    meeting.date = members.day("date");
    meeting.time = members.optional_text("time");
    meeting.place = members.optional_text("place");
    meeting.chair = members.optional_text("chair");
    meeting.state = agreement::one_of<MeetingState>(members, "state", states);
    read_rows(members, meeting);
    meeting.minutes = members.optional_text("minutes");
    if (meeting.minutes.size() > text_bytes_max) members.refuse("minutes", "shorter");
    members.end();
    if (error) return failure(*error);
    return meeting;
}

std::string to_json(const Meeting& meeting) {
    ordered_json body{{"title", meeting.title}, {"date", meeting.date.to_string()},
                      {"time", meeting.time},   {"place", meeting.place},
                      {"chair", meeting.chair}, {"state", name_of(meeting.state)}};
    for (const char* rows : {"agenda", "attendance", "interests", "motions"})
        body[rows] = ordered_json::array();
    for (const AgendaItem& item : meeting.agenda)
        body["agenda"].push_back({{"title", item.title}, {"papers", item.papers}});
    for (const Attendance& each : meeting.attendance)
        body["attendance"].push_back({{"practice", each.practice.text()},
                                      {"person", each.person},
                                      {"present", each.is_present ? 1 : 0}});
    for (const Interest& each : meeting.interests)
        body["interests"].push_back({{"practice", each.practice.text()},
                                     {"person", each.person},
                                     {"item", each.item},
                                     {"interest", each.interest},
                                     {"stands_aside", each.stands_aside ? 1 : 0}});
    for (const Motion& motion : meeting.motions) body["motions"].push_back(motion_json(motion));
    body["decisions"] = meeting.decisions;
    body["minutes"] = meeting.minutes;
    return body.dump();
}

Result<void> check_interests(const Meeting& meeting) {
    for (const Interest& each : meeting.interests) {
        if (each.item >= 1 && static_cast<std::size_t>(each.item) <= meeting.agenda.size())
            continue;
        return failure(
            {ErrorKind::invalid,
             fmt::format("The interest of {} ({}) is in item {}, and the agenda has {}.",
                         each.person, each.practice.text(), each.item, meeting.agenda.size()),
             "interests.item", "Give the number of an item of the agenda."});
    }
    return {};
}

std::vector<Ballot> ballots_of(const Meeting& meeting, const Motion& motion,
                               std::span<const MemberList> members) {
    std::vector<Ballot> ballots;
    for (const MemberList& member : members) {
        Ballot ballot{
            member.practice,   false,           stands_aside(meeting, motion.item, member.practice),
            Choice::not_voted, member.patients, member.list_dated,
            member.list_source};
        ballot.is_present = std::any_of(
            meeting.attendance.begin(), meeting.attendance.end(), [&](const Attendance& each) {
                return each.is_present && each.practice == member.practice;
            });
        for (const PracticeVote& vote : motion.votes)
            if (vote.practice == member.practice) ballot.choice = vote.choice;
        ballots.push_back(std::move(ballot));
    }
    return ballots;
}

Result<Motion> cast_vote(const Meeting& meeting, const Motion& motion, const PracticeVote& vote) {
    if (motion.is_closed)
        return failure({ErrorKind::conflict, "The vote on this motion is closed.", "the motion",
                        "Put a new motion where the members want to decide again."});
    if (stands_aside(meeting, motion.item, vote.practice))
        return failure({ErrorKind::conflict,
                        "The practice stands aside because of an interest, so it does not vote.",
                        "the motion", "Change the declared interest first, if it is wrong."});
    Motion voted = motion;
    std::erase_if(voted.votes,
                  [&](const PracticeVote& each) { return each.practice == vote.practice; });
    voted.votes.push_back(vote);
    return voted;
}

}  // namespace openpcn::governance
