#include "cli/import_ods.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <limits>

#include <nlohmann/json.hpp>

#include "api/register_json.h"
#include "persistence/input_files.h"
#include "persistence/register_load.h"
#include "platform/io/clock.h"

namespace openpcn::cli {
namespace {

using nlohmann::ordered_json;
using persistence::FileOutcome;
using persistence::LoadOutcome;

constexpr std::size_t rejects_shown = 5;

std::uint64_t passed_over(const FileOutcome& file) {
    std::uint64_t total = 0;
    for (const auto& [reason, count] : file.passed_over) total += count;
    return total;
}

void print_table(const std::vector<FileOutcome>& files) {
    fmt::print("{:<44} {:<19} {:<10} {:>7} {:>7} {:>8} {:>11}  {}\n", "File", "What", "Of", "Lines",
               "Facts", "Rejected", "Passed over", "State");
    for (const FileOutcome& file : files) {
        const std::string name = std::filesystem::path(file.name).filename().string();
        if (file.error) {
            fmt::print("{:<44} failed: {} {} {}\n", name, file.error->what, file.error->where,
                       file.error->remedy);
        } else if (file.outcome == LoadOutcome::already_loaded) {
            fmt::print("{:<44} {:<19} {} {:>7} {:>7} {:>8} {:>11}  already loaded\n", name,
                       name_of(file.kind), file.dated.to_string(), "", "", "", "");
        } else {
            fmt::print("{:<44} {:<19} {} {:>7} {:>7} {:>8} {:>11}  {}\n", name, name_of(file.kind),
                       file.dated.to_string(), file.rows, file.facts, file.rejects.size(),
                       passed_over(file), name_of(file.outcome));
        }
    }
    for (const FileOutcome& file : files) {
        for (const auto& [reason, count] : file.passed_over)
            fmt::print("Passed over in {}: {} lines ({})\n", file.name, count, reason);
        for (const auto& [what, count] : file.changes) {
            fmt::print("Change {} of {}: {} {}\n",
                       file.outcome == LoadOutcome::waiting ? "waiting for review" : "accepted",
                       file.name, what, count);
        }
        for (const auto* lines : {&file.rejects, &file.doubts}) {
            for (std::size_t i = 0; i < std::min(lines->size(), rejects_shown); ++i) {
                const auto& line = (*lines)[i];
                fmt::print("{}, line {}: {}\n", line.file, line.line, line.reason);
            }
            if (lines->size() > rejects_shown)
                fmt::print("{}: {} more lines are kept with their reasons.\n", file.name,
                           lines->size() - rejects_shown);
        }
    }
}

}  // namespace

Result<void> import_ods(const OdsImport& options) {
    TRY_ASSIGN(const auto directory, persistence::DataDirectory::open(options.data));
    persistence::RegisterLoadRequest request;
    TRY_ASSIGN(request.files, persistence::input_files(options.inputs));
    if (!options.dated.empty()) {
        TRY_ASSIGN(request.dated, Date::parse(options.dated));
    }
    request.policy = options.accept_changes ? persistence::ChangePolicy::accept
                                            : persistence::ChangePolicy::review;
    request.actor.name = "command line";
    request.today = io::today_in_london();
    TRY_ASSIGN(const auto outcomes, persistence::load_register(directory, std::move(request)));
    if (options.json) {
        ordered_json body = ordered_json::array();
        for (const FileOutcome& file : outcomes)
            body.push_back(api::load_json(file, std::numeric_limits<std::size_t>::max()));
        std::fputs(
            (body.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n").c_str(),
            stdout);
    } else {
        print_table(outcomes);
    }
    for (const FileOutcome& file : outcomes)
        if (file.error) return failure(*file.error);
    return {};
}

}  // namespace openpcn::cli
