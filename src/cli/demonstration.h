// A data directory with a synthetic network, made for trying the program out.
//
// It is marked as a demonstration while it is empty, and only a directory so marked gets logins
// that anybody may know. Everything comes through the import that real data takes. Made once; later
// starts find it ready. Cut short, the next start goes on where it stopped.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "api/account_setup.h"
#include "base/date.h"
#include "cli/stages.h"
#include "persistence/data_directory.h"

namespace openpcn::cli {

struct DemonstrationOptions {
    std::filesystem::path data;
    std::filesystem::path content;
    std::uint64_t seed = 1;
    int people = 45'000;
    int practices = 8;
    Date as_at;  // the day the network is of, and the day its rules are run for
    int threads = 2;
};

struct Demonstration {
    persistence::DataDirectory directory;
    std::vector<api::DemonstrationLogin> logins;
};

// Makes or opens it. `conflict` where the directory holds a network that is no demonstration, or a
// demonstration that was made with other options.
Result<Demonstration> prepare_demonstration(const DemonstrationOptions& options, Stages& stages);

// The logins as a table: role, user name, password, secret and present code of the second factor.
std::string to_table(const std::vector<api::DemonstrationLogin>& logins);

}  // namespace openpcn::cli
