#include "programme/group.h"

#include <algorithm>

namespace openpcn::programme {
namespace {

using agreement::JsonMembers;
using nlohmann::ordered_json;

constexpr std::array<std::string_view, 4> seats{"chair", "member", "adviser", "in_attendance"};
constexpr std::array<std::string_view, 3> meeting_states{"planned", "held", "cancelled"};

GroupMember read_member(JsonMembers& each, const ProgrammeContent& content) {
    GroupMember member;
    member.name = each.text("name");
    member.body = each.text("body");
    if (partners::find_term(content.bodies, member.body) == nullptr)
        each.refuse("body", "a body that the content names");
    member.organisation = each.optional_text("organisation");
    member.seat = agreement::one_of<Seat>(each, "seat", seats);
    member.time = partners::read_time_span(each);
    each.end();
    return member;
}

ordered_json json_of(const GroupMember& member) {
    ordered_json made{{"name", member.name},
                      {"body", member.body},
                      {"organisation", member.organisation},
                      {"seat", name_of(member.seat)},
                      {"from", member.time.from.to_string()}};
    if (member.time.to) made["to"] = member.time.to->to_string();
    return made;
}

}  // namespace

std::string_view name_of(Seat seat) { return seats[static_cast<std::size_t>(seat)]; }
std::string_view name_of(MeetingState state) {
    return meeting_states[static_cast<std::size_t>(state)];
}

std::vector<std::string> Group::missing_on(Date day, const ProgrammeContent& content) const {
    const GroupKind* known = content.group_kind(kind);
    if (known == nullptr) return {};
    std::vector<std::string> missing;
    for (const std::string& body : known->expects) {
        const bool sits = std::ranges::any_of(members, [&](const GroupMember& member) {
            return member.body == body && member.time.holds_on(day) &&
                   (member.seat == Seat::chair || member.seat == Seat::member);
        });
        if (!sits) missing.push_back(body);
    }
    return missing;
}

Result<Group> read_group(std::string_view json, const ProgrammeContent& content) {
    TRY_ASSIGN(const auto parsed,
               agreement::parse_object(json, "the group", partners::json_depth_max));
    std::optional<Error> error;
    JsonMembers all(parsed, "", "the group", error);
    Group group;
    group.kind = all.text("kind");
    if (content.group_kind(group.kind) == nullptr)
        all.refuse("kind", "a kind of group that the content names");
    group.name = all.text("name");
    group.purpose = all.optional_text("purpose");
    group.authority = all.optional_text("authority");
    group.reports_to = all.optional_text("reports_to");
    for (JsonMembers& each : all.objects("members"))
        group.members.push_back(read_member(each, content));
    group.time = partners::read_time_span(all);
    all.end();
    return partners::read_or_refused(std::move(group), error);
}

std::string to_json(const Group& group) {
    ordered_json made{{"kind", group.kind},
                      {"name", group.name},
                      {"purpose", group.purpose},
                      {"authority", group.authority},
                      {"reports_to", group.reports_to},
                      {"members", ordered_json::array()},
                      {"from", group.time.from.to_string()}};
    for (const GroupMember& member : group.members) made["members"].push_back(json_of(member));
    if (group.time.to) made["to"] = group.time.to->to_string();
    return made.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

Result<GroupMeeting> read_group_meeting(std::string_view json) {
    TRY_ASSIGN(const auto parsed,
               agreement::parse_object(json, "the meeting", partners::json_depth_max));
    std::optional<Error> error;
    JsonMembers all(parsed, "", "the meeting", error);
    GroupMeeting meeting;
    meeting.group = all.text("group");
    meeting.date = all.day("date");
    meeting.time = all.optional_text("time");
    meeting.place = all.optional_text("place");
    meeting.state = agreement::one_of<MeetingState>(all, "state", meeting_states);
    for (JsonMembers& each : all.objects("agenda")) {
        meeting.agenda.push_back({each.text("title"), each.optional_text("papers")});
        each.end();
    }
    meeting.present = all.texts("present");
    meeting.apologies = all.texts("apologies");
    for (JsonMembers& each : all.objects("decisions")) {
        meeting.decisions.push_back({each.text("what"), each.optional_text("network"),
                                     each.optional_text("conditions"),
                                     each.optional_text("minute")});
        each.end();
    }
    if (!meeting.decisions.empty() && meeting.state != MeetingState::held)
        all.refuse("decisions", "empty until the meeting was held");
    meeting.notes = all.optional_text("notes");
    all.end();
    return partners::read_or_refused(std::move(meeting), error);
}

std::string to_json(const GroupMeeting& meeting) {
    ordered_json made{{"group", meeting.group},
                      {"date", meeting.date.to_string()},
                      {"time", meeting.time},
                      {"place", meeting.place},
                      {"state", name_of(meeting.state)},
                      {"agenda", ordered_json::array()},
                      {"present", meeting.present},
                      {"apologies", meeting.apologies},
                      {"decisions", ordered_json::array()},
                      {"notes", meeting.notes}};
    for (const AgendaItem& item : meeting.agenda)
        made["agenda"].push_back({{"title", item.title}, {"papers", item.papers}});
    for (const Decision& each : meeting.decisions)
        made["decisions"].push_back({{"what", each.what},
                                     {"network", each.network},
                                     {"conditions", each.conditions},
                                     {"minute", each.minute}});
    return made.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace openpcn::programme
