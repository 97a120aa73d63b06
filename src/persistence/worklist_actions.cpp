#include "persistence/worklist_actions.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace openpcn::persistence {
namespace {

using database::Row;
using database::Value;

constexpr std::array<std::string_view, 5> kind_names{"claim", "release", "outcome", "snooze",
                                                     "exclude"};
constexpr std::string_view columns =
    "id, sequence, worklist, person, kind, username, display_name, at, until_date, reason, effect, "
    "note, entry_keys";

std::string text_of(const std::vector<records::EntryKey>& keys) {
    return fmt::format("{:x}", fmt::join(keys, " "));
}

std::vector<records::EntryKey> keys_of(std::string_view text) {
    std::vector<records::EntryKey> keys;
    while (!text.empty()) {
        records::EntryKey key = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), key, 16);
        if (error != std::errc()) break;
        keys.push_back(key);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (!text.empty()) text.remove_prefix(1);
    }
    return keys;
}

Result<WorklistAction> action_of(const Row& row) {
    TRY_ASSIGN(const Instant at, Instant::parse(row.text(7)));
    WorklistAction action;
    action.id = row.string(0);
    action.sequence = row.integer(1);
    action.worklist = row.string(2);
    action.person = row.id(3);
    for (std::size_t i = 0; i < kind_names.size(); ++i) {
        if (kind_names[i] == row.text(4)) action.kind = static_cast<ActionKind>(i);
    }
    action.username = row.string(5);
    action.display_name = row.string(6);
    action.at = at;
    action.until = row.string(8);
    action.reason = row.string(9);
    action.effect = row.string(10);
    action.note = row.string(11);
    action.entry_keys = keys_of(row.text(12));
    return action;
}

Result<std::optional<WorklistAction>> find_one(database::Connection& connection,
                                               const std::string& sql,
                                               std::initializer_list<Value> values) {
    std::optional<WorklistAction> found;
    TRY(connection.query(sql, values, [&](const Row& row) -> Result<void> {
        TRY_ASSIGN(found, action_of(row));
        return {};
    }));
    return found;
}

}  // namespace

std::string_view to_text(ActionKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

Result<WorklistAction> add_action(database::Connection& connection, WorklistAction action) {
    TRY(connection.query("SELECT COALESCE(MAX(sequence), 0) + 1 FROM worklist_action", {},
                         [&](const Row& row) -> Result<void> {
                             action.sequence = row.integer(0);
                             return {};
                         }));
    TRY(connection.execute(
        fmt::format(
            "INSERT INTO worklist_action ({}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            columns),
        {action.id, action.sequence, action.worklist, Value::id(action.person),
         to_text(action.kind), action.username, action.display_name, action.at.to_string(),
         action.until, action.reason, action.effect, action.note, text_of(action.entry_keys)}));
    return action;
}

Result<void> undo_action(database::Connection& connection, std::string_view id) {
    TRY_ASSIGN(const std::int64_t changed,
               connection.execute(
                   "UPDATE worklist_action SET undone = 1 WHERE id = ? AND undone = 0", {id}));
    if (changed == 0) {
        return failure({ErrorKind::conflict, "This was undone already.", "action",
                        "Nothing more is to be done."});
    }
    return {};
}

Result<std::optional<WorklistAction>> find_action(database::Connection& connection,
                                                  std::string_view id) {
    return find_one(connection, fmt::format("SELECT {} FROM worklist_action WHERE id = ?", columns),
                    {id});
}

Result<ActionsByRow> current_actions(database::Connection& connection) {
    ActionsByRow actions;
    TRY(connection.query(
        fmt::format("SELECT {} FROM worklist_action WHERE undone = 0 ORDER BY sequence", columns),
        {}, [&](const Row& row) -> Result<void> {
            TRY_ASSIGN(WorklistAction action, action_of(row));
            auto key = std::pair(action.worklist, action.person);
            actions.insert_or_assign(std::move(key), std::move(action));
            return {};
        }));
    return actions;
}

Result<std::optional<WorklistAction>> current_action(database::Connection& connection,
                                                     std::string_view worklist,
                                                     records::PersonId person) {
    return find_one(
        connection,
        fmt::format(
            "SELECT {} FROM worklist_action WHERE worklist = ? AND person = ? AND undone = 0 "
            "ORDER BY sequence DESC LIMIT 1",
            columns),
        {worklist, Value::id(person)});
}

}  // namespace openpcn::persistence
