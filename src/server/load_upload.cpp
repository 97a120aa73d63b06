#include "server/load_upload.h"

#include <nlohmann/json.hpp>

#include "persistence/input_files.h"
#include "persistence/load.h"
#include "population/feeds/reader.h"

namespace openpcn::server {

api::LoadFile load_upload(const persistence::DataDirectory& directory) {
    return [&directory](const std::string& path, const std::string& file_name,
                        const std::string& practice, const api::Asker& asker,
                        jobs::JobProgress& progress) -> Result<std::string> {
        TRY_ASSIGN(const OdsCode ods_code, OdsCode::parse(practice));
        const std::vector<std::string> paths{path};
        const std::uint64_t total = persistence::byte_count(paths);
        TRY_ASSIGN(auto files, persistence::input_files(paths));
        files[0].name = file_name;
        persistence::LoadRequest request{
            ods_code,
            "",
            nlohmann::json::array({{{"name", file_name}, {"bytes", total}}}).dump(),
            asker.username,
            asker.role,
            {}};
        request.progress = [&](std::uint64_t bytes, std::uint64_t) {
            progress.report("Reading", bytes, total);
        };
        progress.report("Reading", 0, total);
        TRY_ASSIGN(const auto load, persistence::Load::begin(directory, std::move(request)));
        TRY_ASSIGN(const feeds::FeedFacts facts,
                   feeds::read_feed(files, {ods_code, nullptr}, *load));
        progress.report("Storing", total, total);
        TRY_ASSIGN(const persistence::LoadSummary summary, load->finish(facts));
        return persistence::to_json(summary);
    };
}

}  // namespace openpcn::server
