#include "network_changes/director_group.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "formation/json_fields.h"

namespace openpcn::network_changes {
namespace {

using formation::JsonFields;
using nlohmann::ordered_json;

constexpr std::size_t name_bytes_max = 200;
constexpr std::size_t id_bytes_max = 64;
constexpr std::size_t group_networks_max = 100;

bool is_in(const std::vector<OdsCode>& codes, const OdsCode& code) {
    return std::ranges::find(codes, code) != codes.end();
}

// One group among others over time.
class Sharing {
public:
    Sharing(const DirectorGroup& group, const PostsOfNetworks& posts)
        : group_(group), posts_(posts) {}

    // The networks in which the person is director on the day, but for those that are taken.
    std::vector<OdsCode> networks_of(const std::string& person, Date day,
                                     const std::vector<OdsCode>& taken) const {
        std::vector<OdsCode> codes;
        if (day < group_.from) return codes;
        for (const OdsCode& code : group_.networks) {
            const auto found = posts_.find(code);
            if (found == posts_.end() || is_in(taken, code) || is_in(codes, code)) continue;
            const bool holds = std::ranges::any_of(found->second, [&](const IdentifiedPost& one) {
                return one.post.kind == governance::PostKind::director &&
                       one.post.person == person && one.post.holds_on(day);
            });
            if (holds) codes.push_back(code);
        }
        return codes;
    }

    // As the request names the director, and as the posts that it made do now: a name may have been
    // corrected in them.
    std::vector<std::string> names() const {
        std::vector<std::string> names{group_.director};
        for (const auto& [code, posts] : posts_)
            for (const IdentifiedPost& one : posts)
                if (std::ranges::find(group_.posts, one.id) != group_.posts.end() &&
                    std::ranges::find(names, one.post.person) == names.end())
                    names.push_back(one.post.person);
        return names;
    }

    // The days on which it may be another group than the day before.
    std::vector<Date> days_after(Date day) const {
        std::vector<Date> days;
        for (const OdsCode& code : group_.networks) {
            const auto found = posts_.find(code);
            if (found == posts_.end()) continue;
            for (const IdentifiedPost& one : found->second)
                if (one.post.to && day <= *one.post.to) days.push_back(one.post.to->plus_days(1));
        }
        std::ranges::sort(days);
        return days;
    }

private:
    const DirectorGroup& group_;
    const PostsOfNetworks& posts_;
};

// The one that began last takes its networks first.
std::vector<const DirectorGroup*> last_first(std::span<const DirectorGroup> groups, Date day) {
    std::vector<const DirectorGroup*> begun;
    for (const DirectorGroup& group : groups)
        if (group.from <= day) begun.push_back(&group);
    std::ranges::reverse(begun);
    std::ranges::stable_sort(begun, std::greater<>(), &DirectorGroup::from);
    return begun;
}

std::vector<GroupOfDay> sharing_on(std::span<const DirectorGroup> groups,
                                   const PostsOfNetworks& posts, Date day) {
    std::vector<GroupOfDay> made;
    std::vector<OdsCode> taken;
    for (const DirectorGroup* group : last_first(groups, day)) {
        const Sharing sharing(*group, posts);
        GroupOfDay best{group, group->director, {}, {}};
        for (const std::string& person : sharing.names()) {
            auto networks = sharing.networks_of(person, day, taken);
            if (best.networks.size() < networks.size())
                best = {group, person, std::move(networks), {}};
        }
        if (best.networks.size() < 2) continue;
        taken.insert(taken.end(), best.networks.begin(), best.networks.end());
        made.push_back(std::move(best));
    }
    return made;
}

std::optional<Date> last_day_of(const GroupOfDay& found, std::span<const DirectorGroup> groups,
                                const PostsOfNetworks& posts, Date day) {
    auto days = Sharing(*found.group, posts).days_after(day);
    // A later group may take its networks before the post ends.
    for (const DirectorGroup& other : groups)
        if (day < other.from) days.push_back(other.from);
    std::ranges::sort(days);
    for (const Date next : days) {
        const auto then = sharing_on(groups, posts, next);
        if (std::ranges::find(then, found.group, &GroupOfDay::group) == then.end())
            return next.plus_days(-1);
    }
    return std::nullopt;
}

}  // namespace

Result<DirectorGroup> parse_director_group(std::string_view json, std::string_view id) {
    DirectorGroup group;
    group.id = id;
    TRY(formation::read_json_object(json, "group of networks", [&](JsonFields& all) {
        group.name = all.needed_text("name", name_bytes_max);
        group.from = all.needed_day("from");
        group.director = all.needed_text("director", name_bytes_max);
        group.profession = all.text("profession", id_bytes_max);
        group.change = all.text("change", id_bytes_max);
        group.networks = all.codes("networks", group_networks_max);
        group.posts = all.texts("posts", group_networks_max);
    }));
    return group;
}

std::string director_group_json(const DirectorGroup& group) {
    ordered_json codes = ordered_json::array();
    for (const OdsCode& code : group.networks) codes.push_back(code.text());
    return ordered_json{{"name", group.name},           {"from", group.from.to_string()},
                        {"director", group.director},   {"profession", group.profession},
                        {"networks", std::move(codes)}, {"posts", group.posts},
                        {"change", group.change}}
        .dump();
}

std::vector<GroupOfDay> groups_on(std::span<const DirectorGroup> groups,
                                  const PostsOfNetworks& posts, Date day) {
    auto made = sharing_on(groups, posts, day);
    for (GroupOfDay& one : made) one.until = last_day_of(one, groups, posts, day);
    std::ranges::sort(
        made, {}, [](const GroupOfDay& one) { return std::tie(one.group->name, one.group->id); });
    return made;
}

}  // namespace openpcn::network_changes
