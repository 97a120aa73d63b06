#include "api/network_access.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using networks::Stage;
using persistence::NetworkMember;
using persistence::NetworkRow;

std::vector<OdsCode> members_on(const NetworkRow& row, std::span<const NetworkMember> member_rows,
                                const organisations::RegisterView& view) {
    std::vector<OdsCode> members;
    if (is_registered(row)) {
        const auto found = view.networks().find(*row.code);
        if (found != view.networks().end()) members = found->second.members;
        return members;
    }
    // Planned: whoever is to be a member on the network's first day or joins later.
    for (const NetworkMember& member : member_rows) members.push_back(member.practice);
    members.erase(std::unique(members.begin(), members.end()), members.end());
    return members;
}

NetworkInView in_view(const Asker& asker, NetworkRow row, std::vector<NetworkMember> member_rows,
                      const organisations::RegisterView& view) {
    NetworkInView made{std::move(row), std::move(member_rows), {}, Part::none};
    made.members = members_on(made.row, made.member_rows, view);
    std::vector<OdsCode> practices = made.members;
    for (const NetworkMember& member : made.member_rows) practices.push_back(member.practice);
    made.part = part_of(asker, made.row, practices);
    return made;
}

bool is_member(std::string_view practice, const NetworkInView& network) {
    return std::any_of(network.members.begin(), network.members.end(),
                       [&](const OdsCode& code) { return code.text() == practice; });
}

std::string_view who(Part part) {
    constexpr std::array<std::string_view, 4> names{"nobody", "staff of the network",
                                                    "staff of its practices", "its commissioner"};
    return names[static_cast<std::size_t>(part)];
}

}  // namespace

std::string_view name_of(Part part) {
    constexpr std::array<std::string_view, 4> names{"none", "own", "member", "commissioner"};
    return names[static_cast<std::size_t>(part)];
}

bool is_registered(const NetworkRow& row) {
    return row.code && (row.stage == Stage::live || row.stage == Stage::closed);
}

Part part_of(const Asker& asker, const NetworkRow& row, std::span<const OdsCode> practices) {
    const auto is_askers = [&](const OdsCode& code) { return code.text() == asker.organisation; };
    switch (asker.kind) {
        case OrganisationKind::network:
            return (row.code && is_askers(*row.code)) || is_askers(row.proposer) ? Part::own
                                                                                 : Part::none;
        case OrganisationKind::practice:
            return is_askers(row.proposer) ||
                           std::any_of(practices.begin(), practices.end(), is_askers)
                       ? Part::member
                       : Part::none;
        case OrganisationKind::commissioner:
            return is_askers(row.commissioner) ? Part::commissioner : Part::none;
    }
    return Part::none;
}

Result<NetworkInView> network_in_view(ApiParts& parts, database::Connection& connection,
                                      const Call& call, Date day) {
    const auto not_there = [] {
        return failure({ErrorKind::not_found,
                        "There is no such network among those your organisation has part in.",
                        "network", "Choose one of the list of networks."});
    };
    TRY_ASSIGN(auto row,
               persistence::find_network(connection, call.request.path_parameter("network")));
    if (!row) return not_there();
    TRY_ASSIGN(auto member_rows, persistence::network_members(connection, row->id));
    TRY_ASSIGN(const auto on_day, parts.register_desk.of(day));
    NetworkInView made =
        in_view(call.asker(), std::move(*row), std::move(member_rows), on_day->view);
    if (made.part == Part::none) return not_there();
    return made;
}

Result<std::vector<NetworkInView>> networks_in_view(ApiParts& parts,
                                                    database::Connection& connection,
                                                    const Call& call, Date day) {
    TRY_ASSIGN(auto rows, persistence::all_networks(connection));
    TRY_ASSIGN(const auto all_members, persistence::all_network_members(connection));
    TRY_ASSIGN(const auto on_day, parts.register_desk.of(day));
    std::vector<NetworkInView> seen;
    for (NetworkRow& row : rows) {
        std::vector<NetworkMember> own;
        std::copy_if(all_members.begin(), all_members.end(), std::back_inserter(own),
                     [&](const NetworkMember& member) { return member.network == row.id; });
        NetworkInView made = in_view(call.asker(), std::move(row), std::move(own), on_day->view);
        if (made.part != Part::none) seen.push_back(std::move(made));
    }
    return seen;
}

Result<void> require_part(const NetworkInView& network, std::initializer_list<Part> parts) {
    if (std::find(parts.begin(), parts.end(), network.part) != parts.end()) return {};
    std::vector<std::string_view> names;
    for (const Part part : parts) names.push_back(who(part));
    return failure({ErrorKind::forbidden,
                    fmt::format("Only {} may do this.", fmt::join(names, " or ")), "network",
                    "Ask one of them."});
}

Result<void> require_writer(const Asker& asker, const NetworkInView& network) {
    TRY(require_part(network, {Part::own, Part::member}));
    if (network.part == Part::own || is_member(asker.organisation, network)) return {};
    return failure({ErrorKind::forbidden, "Your practice is no member of this registration.",
                    "network", "Ask its members to name your practice."});
}

bool may_withdraw(const Asker& asker, const NetworkInView& network,
                  const formation::ReviewCase& review) {
    if (network.part == Part::own) return true;
    if (network.part != Part::member || !is_member(asker.organisation, network)) return false;
    const OdsCode& proposer = network.row.proposer;
    return asker.organisation == proposer.text() ||
           (review.has_left(proposer) && !is_member(proposer.text(), network));
}

Result<Date> day_asked_for(const Call& call) {
    const auto text = call.request.parameter("as_at");
    if (!text) return io::today_in_london();
    return Date::parse(*text);
}

Result<std::optional<Date>> kept_by_asked_for(const Call& call) {
    if (!call.request.parameter("as_at")) return std::optional<Date>();
    TRY_ASSIGN(const Date day, day_asked_for(call));
    return std::optional(day);
}

}  // namespace openpcn::api
