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
#include "persistence/register_review.h"
#include "platform/audit/audit_chain.h"
#include "population/feeds/input_source.h"

namespace openpcn::persistence {

enum class ChangePolicy {
    review,
    accept
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

// The register as at a day: changes accepted one by one included, refused ones left out.
Result<organisations::RegisterView> read_register(database::Connection& connection, Date as_at);

// Rises whenever the register's answer may have changed: for caches.
Result<std::int64_t> register_version(database::Connection& connection);

}  // namespace openpcn::persistence
