#include "persistence/network_effects.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "platform/auth/secret_text.h"

namespace openpcn::persistence {
namespace {

using database::Connection;
using database::Row;
using network_changes::Follows;
using network_changes::RegisterEffects;
using organisations::RegisterView;

constexpr std::string_view name_of(Follows what) {
    return what == Follows::practice ? "practice" : "network";
}

Result<void> open_networks(Connection& connection, const ApprovedEffects& approved) {
    for (const auto& one : approved.effects.opened) {
        const NetworkRow row{auth::random_id(),
                             one.code,
                             one.name,
                             one.commissioner,
                             networks::Stage::live,
                             approved.effects.day,
                             std::nullopt,
                             approved.proposer,
                             false,
                             approved.decided_at,
                             approved.decided_at};
        TRY(add_network(connection, row));
    }
    return {};
}

// The membership that is to end gets its last day; one that only files know of is written with the
// days that they give it.
void end_membership(std::vector<NetworkMember>& members, const NetworkRow& row,
                    const network_changes::EndedMembership& ended,
                    const ApprovedEffects& approved) {
    const Date last = approved.effects.day.plus_days(-1);
    const auto found = std::ranges::find_if(members, [&](const NetworkMember& member) {
        return member.practice == ended.practice && member.is_on(last);
    });
    if (found != members.end()) {
        found->left_on = last;
        found->decided_at = approved.decided_at;
        return;
    }
    members.push_back({row.id, ended.practice, std::min(ended.since.value_or(last), last), last,
                       approved.decided_at});
}

Result<void> change_members(Connection& connection, const ApprovedEffects& approved) {
    const RegisterEffects& effects = approved.effects;
    std::vector<OdsCode> codes;
    for (const auto& one : effects.ends) codes.push_back(one.network);
    for (const auto& one : effects.begins) codes.push_back(one.network);
    std::ranges::sort(codes);
    const auto again = std::ranges::unique(codes);
    codes.erase(again.begin(), again.end());
    for (const OdsCode& code : codes) {
        TRY_ASSIGN(const NetworkRow row,
                   network_row_of(connection, *approved.on_day, code, approved.decided_at));
        TRY_ASSIGN(auto members, network_members(connection, row.id));
        for (const auto& one : effects.ends)
            if (one.network == code) end_membership(members, row, one, approved);
        for (const auto& one : effects.begins)
            if (one.network == code)
                members.push_back(
                    {row.id, one.practice, effects.day, std::nullopt, approved.decided_at});
        TRY(write_network_members(connection, row.id, members));
    }
    return {};
}

Result<void> close_networks(Connection& connection, const ApprovedEffects& approved) {
    for (const OdsCode& code : approved.effects.closed) {
        TRY_ASSIGN(NetworkRow row,
                   network_row_of(connection, *approved.on_day, code, approved.decided_at));
        row.ends = approved.effects.day.plus_days(-1);
        row.changed_at = approved.decided_at;
        TRY(change_network(connection, row));
    }
    return {};
}

Result<void> write_successions(Connection& connection, const ApprovedEffects& approved) {
    for (const auto& one : approved.effects.successions) {
        TRY(connection.execute(
            "INSERT INTO succession (kind, predecessor, successor, first_day, decided_at, change) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            {name_of(one.what), one.predecessor.text(), one.successor.text(),
             approved.effects.day.to_string(), approved.decided_at.to_string(), approved.change}));
    }
    return {};
}

}  // namespace

Result<NetworkRow> network_row_of(Connection& connection, const RegisterView& view,
                                  const OdsCode& code, Instant now) {
    TRY_ASSIGN(auto found, find_network_by_code(connection, code));
    if (found) return std::move(*found);
    const auto entry = view.networks().find(code);
    if (entry == view.networks().end() || !entry->second.commissioner)
        return failure({ErrorKind::not_found,
                        fmt::format("{} is not in the register with a commissioner.", code.text()),
                        "network", "Check the code in the register."});
    NetworkRow row{auth::random_id(),
                   code,
                   entry->second.name,
                   *entry->second.commissioner,
                   networks::Stage::live,
                   entry->second.open.start.value_or(view.as_at().plus_days(-1)),
                   entry->second.open.end,
                   code,
                   true,
                   std::nullopt,
                   now};
    TRY(add_network(connection, row));
    return row;
}

Result<void> write_register_effects(Connection& connection, const ApprovedEffects& approved) {
    if (approved.effects.is_empty()) return {};
    TRY(open_networks(connection, approved));
    TRY(change_members(connection, approved));
    TRY(close_networks(connection, approved));
    TRY(write_successions(connection, approved));
    TRY(connection.execute("UPDATE network_revision SET number = number + 1"));
    return {};
}

Result<std::vector<KeptSuccession>> all_successions(Connection& connection) {
    std::vector<KeptSuccession> all;
    TRY(connection.query(
        "SELECT kind, predecessor, successor, first_day, decided_at, change FROM succession "
        "ORDER BY first_day, kind, predecessor, successor",
        {}, [&](const Row& row) -> Result<void> {
            TRY_ASSIGN(OdsCode predecessor, OdsCode::parse(row.text(1)));
            TRY_ASSIGN(OdsCode successor, OdsCode::parse(row.text(2)));
            TRY_ASSIGN(const Date first_day, Date::parse(row.text(3)));
            TRY_ASSIGN(const Instant decided_at, Instant::parse(row.text(4)));
            all.push_back({{row.text(0) == "practice" ? Follows::practice : Follows::network,
                            std::move(predecessor), std::move(successor)},
                           first_day,
                           decided_at,
                           row.string(5)});
            return {};
        }));
    return all;
}

}  // namespace openpcn::persistence
