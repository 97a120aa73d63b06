// Loading published files into the register, and reviewing what they would alter.
//
// One transaction per file, its audit entry inside. A file that is loaded already (same bytes) is
// left alone. The first file of its series is accepted at once, and so are statistics of days that
// are not known yet and files that alter nothing today; a later file that would alter networks,
// practices or known list sizes waits with the list of its changes. Facts are kept either way.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "organisations/register_changes.h"
#include "organisations/register_file.h"
#include "organisations/register_view.h"
#include "persistence/data_directory.h"
#include "platform/audit/audit_chain.h"
#include "population/feeds/input_source.h"

namespace openpcn::persistence {

enum class ChangePolicy {
    review,
    accept
};

struct RegisterActor {
    std::string name;  // user name, or "command line"
    std::string role;
    std::string organisation;
};

struct RegisterLoadRequest {
    std::vector<feeds::InputFile> files;
    std::optional<Date> dated;  // for files that do not say it better
    ChangePolicy policy = ChangePolicy::review;
    RegisterActor actor;
    Date today;  // changes are of the register as at this day
};

enum class LoadOutcome {
    accepted,
    waiting,         // changes wait for review
    already_loaded,  // the same bytes
    failed
};
std::string_view name_of(LoadOutcome outcome);

struct FileOutcome {
    std::string name;
    LoadOutcome outcome = LoadOutcome::failed;
    std::int64_t id = 0;
    organisations::FileKind kind = organisations::FileKind::networks;
    Date dated;
    organisations::DateGround dated_by = organisations::DateGround::newest;
    std::uint64_t rows = 0;
    std::uint64_t facts = 0;
    std::map<std::string, std::uint64_t> passed_over;
    std::vector<organisations::RejectedLine> rejects;
    std::vector<organisations::RejectedLine> doubts;
    std::map<std::string, std::int64_t> changes;  // "practice moved" to number
    std::optional<Error> error;
};

// One outcome per file, in the order given; a file that fails does not stop the others. Fails as a
// whole only where the data directory does.
Result<std::vector<FileOutcome>> load_register(const DataDirectory& directory,
                                               RegisterLoadRequest request);

// The register as at a day, changes accepted one by one included.
Result<organisations::RegisterView> read_register(database::Connection& connection, Date as_at);

struct ReviewedChange {
    std::int64_t id = 0;
    std::int64_t file = 0;
    std::string file_name;
    std::string dated;
    organisations::RegisterChange change;
    std::string decided_at;  // empty: waits
    std::string decided_by;
};

enum class WhichChanges {
    waiting,
    all
};
Result<std::vector<ReviewedChange>> register_changes(database::Connection& connection,
                                                     WhichChanges which);

// Accepts changes that wait; without ids, all. The number accepted. `not_found` where an id is not
// one that waits. A file all of whose changes are accepted holds as a whole.
Result<std::int64_t> accept_register_changes(database::Connection& connection,
                                             std::optional<std::vector<std::int64_t>> ids,
                                             const RegisterActor& actor);

// Rises whenever the register's answer may have changed: for caches.
Result<std::int64_t> register_version(database::Connection& connection);

}  // namespace openpcn::persistence
