#include "cli/demonstration.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "api/sharing_setup.h"
#include "base/grouped_number.h"
#include "cli/demonstration_register.h"
#include "cli/import_files.h"
#include "cli/synth_output.h"
#include "persistence/practice_image.h"
#include "platform/io/clock.h"
#include "platform/io/file.h"

namespace openpcn::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view network_name = "Quillby Primary Care Network (demonstration)";
// As the server calls its own network; and a code that no real commissioner has.
constexpr std::string_view network_code = "NETWORK";
constexpr std::string_view commissioner_code = "ZQ9";

// One line that says what a demonstration is made of.
std::string description(const DemonstrationOptions& options) {
    return fmt::format("seed {}, people {}, practices {}, as at {}\n", options.seed, options.people,
                       options.practices, options.as_at.to_string());
}

fs::path made_of(const DemonstrationOptions& options) { return options.data / "demonstration.txt"; }
fs::path finished_mark(const DemonstrationOptions& options) {
    return options.data / "demonstration.done";
}

Result<void> same_options(const DemonstrationOptions& options) {
    TRY_ASSIGN(const std::string found, io::read_file(made_of(options)));
    if (found == description(options)) return {};
    return failure({ErrorKind::conflict,
                    "The demonstration there was made with other options: " +
                        found.substr(0, found.find('\n')) + ".",
                    "In " + options.data.string() + ".",
                    "Use those options, name another folder, or delete this one."});
}

Result<persistence::DataDirectory> create_or_open(const DemonstrationOptions& options) {
    std::error_code ignored;
    if (fs::exists(made_of(options), ignored)) {
        TRY(same_options(options));
        return persistence::DataDirectory::open(options.data);
    }
    fs::create_directories(options.data.parent_path(), ignored);
    TRY_ASSIGN(auto directory,
               persistence::DataDirectory::create(options.data, {std::string(network_name), ""}));
    TRY_ASSIGN(const auto connection, directory.database().lease());
    TRY(api::mark_as_demonstration(*connection));
    TRY(io::replace_file(made_of(options), description(options), io::Access::normal));
    return directory;
}

Result<synthetic::NetworkPlan> write_extracts(const DemonstrationOptions& options, Stages& stages) {
    stages.begin("Making people");
    TRY_ASSIGN(const std::string table,
               io::read_file(options.content / "concept_maps" / "medicines.csv"));
    TRY_ASSIGN(const auto medicines, synthetic::MedicineCatalogue::create(table));
    // One wrong line of each kind in each practice, so that the feeds page has rejects to show.
    TRY_ASSIGN(auto plan, synthetic::plan_network(
                              {options.seed, options.people, options.practices, options.as_at, 1}));
    const NetworkProgress progress = [&](const NetworkWritten& so_far) {
        stages.progress(grouped(static_cast<std::int64_t>(so_far.people)) + " people");
    };
    TRY_ASSIGN(const NetworkWritten written,
               write_network(plan, medicines, options.data / "extracts", NetworkFormat::mixed,
                             options.threads, progress));
    stages.end(fmt::format("{} patient records, {} entries, {:.0f} MB",
                           grouped(static_cast<std::int64_t>(written.people)),
                           grouped(static_cast<std::int64_t>(written.entries)),
                           static_cast<double>(written.bytes) / 1e6));
    return plan;
}

Result<persistence::LoadSummary> import_practice(const persistence::DataDirectory& directory,
                                                 const synthetic::PlannedPractice& practice,
                                                 const fs::path& extracts, Stages& stages) {
    TRY_ASSIGN(const OdsCode code, OdsCode::parse(practice.ods_code));
    ImportRequest request{code, practice.name,   {(extracts / practice.ods_code).string()},
                          "",   "demonstration", {}};
    request.progress = [&](std::uint64_t bytes, std::uint64_t entries) {
        stages.progress(fmt::format("{} entries, {:.0f} MB",
                                    grouped(static_cast<std::int64_t>(entries)),
                                    static_cast<double>(bytes) / 1e6));
    };
    return import_files(directory, std::move(request));
}

Result<void> import_practices(const persistence::DataDirectory& directory,
                              const synthetic::NetworkPlan& plan, const fs::path& extracts,
                              Stages& stages) {
    for (const synthetic::PlannedPractice& practice : plan.practices) {
        stages.begin("Importing " + practice.name);
        TRY_ASSIGN(const persistence::LoadSummary summary,
                   import_practice(directory, practice, extracts, stages));
        std::uint64_t entries = 0, rejects = 0;
        for (const auto& [type, count] : summary.entries) entries += count;
        for (const auto& [reason, count] : summary.rejects) rejects += count;
        stages.end(fmt::format("{} people, {} entries, {} rejects",
                               grouped(static_cast<std::int64_t>(summary.people)),
                               grouped(static_cast<std::int64_t>(entries)), rejects));
    }
    return {};
}

// In a demonstration that was made before agreements were the rule, too.
Result<void> share_demonstration(const persistence::DataDirectory& directory, Stages& stages) {
    stages.begin("Recording demonstration agreements");
    TRY_ASSIGN(const auto connection, directory.database().lease());
    TRY_ASSIGN(const auto practices, persistence::read_practices(*connection));
    std::vector<std::string> codes;
    for (const auto& practice : practices) codes.push_back(practice.ods_code);
    TRY_ASSIGN(const OdsCode network, OdsCode::parse(network_code));
    TRY_ASSIGN(const OdsCode commissioner, OdsCode::parse(commissioner_code));
    TRY(api::add_demonstration_agreements(*connection, codes, network, commissioner,
                                          io::today_in_london(), io::now()));
    stages.end(fmt::format("{} practices share with the network, numbers with the commissioner",
                           codes.size()));
    return {};
}

}  // namespace

Result<Demonstration> prepare_demonstration(const DemonstrationOptions& options, Stages& stages) {
    stages.begin("Opening the data directory");
    TRY_ASSIGN(auto directory, create_or_open(options));
    stages.end(options.data.string());
    std::error_code ignored;
    if (!fs::exists(finished_mark(options), ignored)) {
        TRY_ASSIGN(const auto plan, write_extracts(options, stages));
        TRY(import_practices(directory, plan, options.data / "extracts", stages));
        stages.begin("Making a register");
        TRY(load_demonstration_register(directory, plan,
                                        {std::string(network_code), std::string(network_name),
                                         std::string(commissioner_code)}));
        stages.end("made-up practices, all marked so");
        TRY(io::replace_file(finished_mark(options), "", io::Access::normal));
    }
    stages.begin("Making logins");
    std::vector<api::DemonstrationLogin> logins;
    {
        TRY_ASSIGN(const auto connection, directory.database().lease());
        TRY_ASSIGN(logins, api::add_demonstration_accounts(*connection,
                                                           {std::string(network_code), "Z99001",
                                                            std::string(commissioner_code)},
                                                           io::now()));
    }
    stages.end(fmt::format("{} roles", logins.size()));
    TRY(share_demonstration(directory, stages));
    return Demonstration{std::move(directory), std::move(logins)};
}

std::string to_table(const std::vector<api::DemonstrationLogin>& logins) {
    std::string table = fmt::format("{:<28} {:<24} {:<26} {:<34} {}\n", "role", "user name",
                                    "password", "secret for an authenticator", "code now");
    for (const api::DemonstrationLogin& login : logins)
        table += fmt::format("{:<28} {:<24} {:<26} {:<34} {}\n", login.role_title,
                             login.account.username, login.password, login.account.totp_secret,
                             login.code);
    return table;
}

}  // namespace openpcn::cli
