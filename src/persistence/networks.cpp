#include "persistence/networks.h"

#include <fmt/format.h>

#include "base/invariant.h"

namespace openpcn::persistence {
namespace {

using database::Connection;
using database::Row;
using database::Value;

constexpr std::string_view columns =
    "id, code, name, commissioner, stage, starts, ends, proposer, from_register, live_since, "
    "changed_at";

Result<std::optional<Date>> optional_date(std::string_view text) {
    if (text.empty()) return std::optional<Date>();
    TRY_ASSIGN(const Date date, Date::parse(text));
    return std::optional(date);
}

Result<NetworkRow> network_of(const Row& row) {
    TRY_ASSIGN(OdsCode commissioner, OdsCode::parse(row.text(3)));
    TRY_ASSIGN(const Date starts, Date::parse(row.text(5)));
    TRY_ASSIGN(OdsCode proposer, OdsCode::parse(row.text(7)));
    NetworkRow network{row.string(0),
                       std::nullopt,
                       row.string(2),
                       std::move(commissioner),
                       networks::Stage::draft,
                       starts,
                       std::nullopt,
                       std::move(proposer),
                       row.integer(8) != 0,
                       std::nullopt,
                       {}};
    if (!row.text(1).empty()) {
        TRY_ASSIGN(network.code, OdsCode::parse(row.text(1)));
    }
    const auto stage = networks::find_stage(row.text(4));
    INVARIANT(stage.has_value());
    network.stage = *stage;
    TRY_ASSIGN(network.ends, optional_date(row.text(6)));
    if (!row.text(9).empty()) {
        TRY_ASSIGN(network.live_since, Instant::parse(row.text(9)));
    }
    TRY_ASSIGN(network.changed_at, Instant::parse(row.text(10)));
    return network;
}

std::string text_of(const std::optional<Date>& date) { return date ? date->to_string() : ""; }
std::string text_of(const std::optional<OdsCode>& code) { return code ? code->text() : ""; }
std::string text_of(const std::optional<Instant>& at) { return at ? at->to_string() : ""; }

Result<void> raise_revision(Connection& connection, std::string_view network) {
    TRY(
        connection.execute("UPDATE network_revision SET number = number + 1 WHERE EXISTS (SELECT 1 "
                           "FROM network WHERE id = ? AND stage IN ('live', 'closed'))",
                           {network}));
    return {};
}

// Asked first, so that the usual conflict does not spoil the transaction; the unique index settles
// a race.
Result<void> check_code(Connection& connection, const NetworkRow& row) {
    if (!row.code) return {};
    bool taken = false;
    TRY(connection.query("SELECT 1 FROM network WHERE code = ? AND id <> ?",
                         {row.code->text(), row.id}, [&](const Row&) -> Result<void> {
                             taken = true;
                             return {};
                         }));
    if (!taken) return {};
    return failure({ErrorKind::conflict,
                    fmt::format("There is a network with the code {} already.", row.code->text()),
                    "code", "Check the code, or open that network."});
}

Result<std::vector<NetworkRow>> read(Connection& connection, std::string_view condition,
                                     std::vector<Value> values) {
    std::vector<NetworkRow> rows;
    TRY(connection.query(
        fmt::format("SELECT {} FROM network WHERE {} ORDER BY name, id", columns, condition),
        values, [&](const Row& row) -> Result<void> {
            TRY_ASSIGN(NetworkRow network, network_of(row));
            rows.push_back(std::move(network));
            return {};
        }));
    return rows;
}

Result<std::vector<NetworkMember>> read_members(Connection& connection, std::string_view condition,
                                                std::vector<Value> values) {
    std::vector<NetworkMember> members;
    TRY(connection.query(
        fmt::format("SELECT network, practice, joined, left_on, decided_at FROM "
                    "network_member WHERE {} ORDER BY practice, joined",
                    condition),
        values, [&](const Row& row) -> Result<void> {
            TRY_ASSIGN(OdsCode practice, OdsCode::parse(row.text(1)));
            TRY_ASSIGN(const Date joined, Date::parse(row.text(2)));
            TRY_ASSIGN(const auto left, optional_date(row.text(3)));
            members.push_back({row.string(0), std::move(practice), joined, left, {}});
            if (!row.text(4).empty()) {
                TRY_ASSIGN(members.back().decided_at, Instant::parse(row.text(4)));
            }
            return {};
        }));
    return members;
}

}  // namespace

Result<void> add_network(Connection& connection, const NetworkRow& row) {
    TRY(check_code(connection, row));
    TRY(connection.execute(
        fmt::format("INSERT INTO network ({}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", columns),
        {row.id, text_of(row.code), row.name, row.commissioner.text(), name_of(row.stage),
         row.starts.to_string(), text_of(row.ends), row.proposer.text(), row.from_register ? 1 : 0,
         text_of(row.live_since), row.changed_at.to_string()}));
    return raise_revision(connection, row.id);
}

Result<void> change_network(Connection& connection, const NetworkRow& row) {
    TRY(check_code(connection, row));
    TRY_ASSIGN(
        const std::int64_t changed,
        connection.execute(
            "UPDATE network SET code = ?, name = ?, commissioner = ?, stage = ?, starts = ?, "
            "ends = ?, live_since = ?, changed_at = ? WHERE id = ?",
            {text_of(row.code), row.name, row.commissioner.text(), name_of(row.stage),
             row.starts.to_string(), text_of(row.ends), text_of(row.live_since),
             row.changed_at.to_string(), row.id}));
    if (changed == 1) return raise_revision(connection, row.id);
    return failure({ErrorKind::not_found, "There is no such network.", "network",
                    "Choose one of the list of networks."});
}

Result<std::vector<NetworkRow>> all_networks(Connection& connection) {
    return read(connection, "1 = 1", {});
}

Result<std::optional<NetworkRow>> find_network(Connection& connection, std::string_view id) {
    TRY_ASSIGN(auto found, read(connection, "id = ?", {id}));
    if (found.empty()) return std::optional<NetworkRow>();
    return std::optional(std::move(found.front()));
}

Result<std::optional<NetworkRow>> find_network_by_code(Connection& connection,
                                                       const OdsCode& code) {
    TRY_ASSIGN(auto found, read(connection, "code = ?", {code.text()}));
    if (found.empty()) return std::optional<NetworkRow>();
    return std::optional(std::move(found.front()));
}

Result<std::vector<NetworkMember>> network_members(Connection& connection,
                                                   std::string_view network) {
    return read_members(connection, "network = ?", {network});
}

Result<std::vector<NetworkMember>> all_network_members(Connection& connection) {
    return read_members(connection, "1 = 1", {});
}

Result<void> write_network_members(Connection& connection, std::string_view network,
                                   const std::vector<NetworkMember>& members) {
    TRY(connection.execute("DELETE FROM network_member WHERE network = ?", {network}));
    for (const NetworkMember& member : members) {
        TRY(connection.execute(
            "INSERT INTO network_member (network, practice, joined, left_on, decided_at) "
            "VALUES (?, ?, ?, ?, ?)",
            {network, member.practice.text(), member.joined.to_string(), text_of(member.left_on),
             text_of(member.decided_at)}));
    }
    return raise_revision(connection, network);
}

}  // namespace openpcn::persistence
