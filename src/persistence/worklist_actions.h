// What staff did about people on worklists, in SQL; and the state that follows from it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "platform/database/connection.h"
#include "population/records/record.h"

namespace openpcn::persistence {

enum class ActionKind {
    claim,
    release,
    outcome,
    snooze,
    exclude
};
std::string_view to_text(ActionKind kind);

struct WorklistAction {
    std::string id;
    std::int64_t sequence = 0;
    std::string worklist;
    records::PersonId person = 0;
    ActionKind kind = ActionKind::claim;
    std::string username;
    std::string display_name;
    Instant at;
    std::string until;   // date of a snooze or a timed exclusion; may be empty
    std::string reason;  // id of the reason, or of the outcome
    std::string effect;  // of an outcome: completes, keeps_open, excludes
    std::string note;
    std::vector<records::EntryKey> entry_keys;  // what an outcome added to the record
};

// Gives the action its sequence number.
Result<WorklistAction> add_action(database::Connection& connection, WorklistAction action);
// `conflict` where it was undone already.
Result<void> undo_action(database::Connection& connection, std::string_view id);
Result<std::optional<WorklistAction>> find_action(database::Connection& connection,
                                                  std::string_view id);
// The newest action that was not undone, by (worklist, person).
using ActionsByRow = std::map<std::pair<std::string, records::PersonId>, WorklistAction>;
Result<ActionsByRow> current_actions(database::Connection& connection);
Result<std::optional<WorklistAction>> current_action(database::Connection& connection,
                                                     std::string_view worklist,
                                                     records::PersonId person);

}  // namespace openpcn::persistence
