#include "programme/workstream.h"

#include <algorithm>

namespace openpcn::programme {
namespace {

using agreement::JsonMembers;
using nlohmann::ordered_json;

bool overlap(const TimeSpan& a, const TimeSpan& b) {
    return a.holds_on(b.from) || b.holds_on(a.from);
}

std::vector<Owner> read_owners(JsonMembers& all) {
    std::vector<Owner> owners;
    for (JsonMembers& each : all.objects("owners")) {
        const Owner owner{each.text("name"), each.optional_text("post"),
                          partners::read_time_span(each)};
        if (std::ranges::any_of(
                owners, [&](const Owner& other) { return overlap(other.time, owner.time); }))
            each.refuse("from", "after the last day of the owner before: one owner at a time");
        each.end();
        owners.push_back(owner);
    }
    return owners;
}

bool contains(const std::vector<std::string>& list, const std::string& wanted) {
    return !wanted.empty() && std::ranges::find(list, wanted) != list.end();
}

void read_practices(JsonMembers& all, LocalityTeam& team) {
    for (const std::string& text : all.texts("practices")) {
        const auto code = OdsCode::parse(text);
        if (code)
            team.practices.push_back(*code);
        else
            all.refuse("practices", "ODS codes: three to ten letters and digits");
    }
}

}  // namespace

const Owner* Workstream::owner_on(Date day) const {
    const auto found =
        std::ranges::find_if(owners, [&](const Owner& owner) { return owner.time.holds_on(day); });
    return found == owners.end() ? nullptr : &*found;
}

Result<Workstream> read_workstream(std::string_view json, const ProgrammeContent& content) {
    TRY_ASSIGN(const auto parsed,
               agreement::parse_object(json, "the workstream", partners::json_depth_max));
    std::optional<Error> error;
    JsonMembers all(parsed, "", "the workstream", error);
    Workstream made;
    made.title = all.text("title");
    made.track = all.text("track");
    if (content.track(made.track) == nullptr) all.refuse("track", "a track that the content names");
    made.about = all.optional_text("about");
    made.owners = read_owners(all);
    made.time = partners::read_time_span(all);
    all.end();
    return partners::read_or_refused(std::move(made), error);
}

std::string to_json(const Workstream& workstream) {
    ordered_json made{{"title", workstream.title},
                      {"track", workstream.track},
                      {"about", workstream.about},
                      {"owners", ordered_json::array()},
                      {"from", workstream.time.from.to_string()}};
    for (const Owner& owner : workstream.owners) {
        ordered_json each{
            {"name", owner.name}, {"post", owner.post}, {"from", owner.time.from.to_string()}};
        if (owner.time.to) each["to"] = owner.time.to->to_string();
        made["owners"].push_back(std::move(each));
    }
    if (workstream.time.to) made["to"] = workstream.time.to->to_string();
    return made.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

bool supports(const LocalityTeam& team, const Helped& helped, Date day) {
    if (!team.time.holds_on(day)) return false;
    return contains(team.networks, helped.network) || contains(team.localities, helped.locality) ||
           std::ranges::any_of(team.practices,
                               [&](const OdsCode& code) { return code.text() == helped.practice; });
}

Result<LocalityTeam> read_locality_team(std::string_view json) {
    TRY_ASSIGN(const auto parsed,
               agreement::parse_object(json, "the team", partners::json_depth_max));
    std::optional<Error> error;
    JsonMembers all(parsed, "", "the team", error);
    LocalityTeam team;
    team.name = all.text("name");
    team.localities = all.texts("localities");
    team.networks = all.texts("networks");
    read_practices(all, team);
    if (team.localities.empty() && team.networks.empty() && team.practices.empty())
        all.refuse("localities", "given, or networks or practices: a team supports somebody");
    for (JsonMembers& each : all.objects("members")) {
        team.members.push_back({each.text("name"), each.optional_text("role"),
                                each.optional_text("telephone"), each.optional_text("email")});
        each.end();
    }
    team.time = partners::read_time_span(all);
    all.end();
    return partners::read_or_refused(std::move(team), error);
}

std::string to_json(const LocalityTeam& team) {
    ordered_json made{{"name", team.name},
                      {"localities", team.localities},
                      {"networks", team.networks},
                      {"practices", ordered_json::array()},
                      {"members", ordered_json::array()},
                      {"from", team.time.from.to_string()}};
    for (const OdsCode& code : team.practices) made["practices"].push_back(code.text());
    for (const TeamMember& each : team.members)
        made["members"].push_back({{"name", each.name},
                                   {"role", each.role},
                                   {"telephone", each.telephone},
                                   {"email", each.email}});
    if (team.time.to) made["to"] = team.time.to->to_string();
    return made.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace openpcn::programme
