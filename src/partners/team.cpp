#include "partners/team.h"

#include <fmt/format.h>

#include <algorithm>

namespace openpcn::partners {
namespace {

using agreement::JsonMembers;

bool is_small_area(std::string_view code) {
    return code.size() == 9 && code.starts_with("E01") &&
           std::ranges::all_of(code.substr(3), [](char c) { return c >= '0' && c <= '9'; });
}

Post read_post(JsonMembers& members, const Catalogue& catalogue) {
    Post post;
    post.role = members.text("role");
    if (find_term(catalogue.roles, post.role) == nullptr)
        members.refuse("role", "a role that the content names");
    post.who = members.optional_text("who");
    post.employer = members.text("employer");
    post.host = members.optional_text("host");
    const auto worked = read_whole_time_equivalent(members.text("whole_time_equivalent"));
    if (!worked) members.refuse("whole_time_equivalent", "a number such as 0.8, above 0");
    post.hundredths = worked.value_or(0);
    post.time = read_time_span(members);
    members.end();
    return post;
}

}  // namespace

std::optional<std::int64_t> read_whole_time_equivalent(std::string_view text) {
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::string_view whole = text.substr(0, point);
    std::string part(text.substr(std::min(point + 1, text.size())));
    const auto is_digits = [](std::string_view digits) {
        return std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    };
    if (whole.empty() || whole.size() > 3 || part.size() > 2 || !is_digits(whole) ||
        !is_digits(part) || (point < text.size() && part.empty()))
        return std::nullopt;
    part.resize(2, '0');
    const std::int64_t hundredths = std::stoll(std::string(whole) + part);
    if (hundredths == 0 || hundredths > 10'000) return std::nullopt;
    return hundredths;
}

std::string written_whole_time_equivalent(std::int64_t hundredths) {
    return fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

Result<Team> read_team(std::string_view json, const Catalogue& catalogue) {
    TRY_ASSIGN(const auto parsed, agreement::parse_object(json, "the team", json_depth_max));
    std::optional<Error> error;
    JsonMembers all(parsed, "", "the team", error);
    Team team;
    team.name = all.text("name");
    team.kind = all.text("kind");
    if (catalogue.team_kind(team.kind) == nullptr)
        all.refuse("kind", "a kind of team that the content names");
    team.provider = all.text("provider");
    team.telephone = all.optional_text("telephone");
    team.networks = all.texts("networks");
    team.small_areas = all.texts("small_areas");
    for (const std::string& area : team.small_areas)
        if (!is_small_area(area)) all.refuse("small_areas", "codes like E01012345");
    std::ranges::sort(team.small_areas);
    if (team.networks.empty() && team.small_areas.empty())
        all.refuse("networks", "at least one network, unless small areas are named");
    for (JsonMembers& each : all.optional_objects("posts"))
        team.posts.push_back(read_post(each, catalogue));
    team.time = read_time_span(all);
    all.end();
    return read_or_refused(std::move(team), error);
}

}  // namespace openpcn::partners
