#include "cli/import_files.h"

#include <nlohmann/json.hpp>

#include "persistence/input_files.h"
#include "platform/io/file.h"
#include "population/feeds/csv_mapping.h"
#include "population/feeds/reader.h"

namespace openpcn::cli {

Result<persistence::LoadSummary> import_files(const persistence::DataDirectory& directory,
                                              ImportRequest request) {
    TRY_ASSIGN(const auto files, persistence::input_files(request.inputs));
    std::optional<feeds::CsvMapping> mapping;
    if (!request.mapping.empty()) {
        TRY_ASSIGN(const std::string text, io::read_file(request.mapping));
        TRY_ASSIGN(auto parsed, feeds::CsvMapping::parse(text, request.mapping));
        mapping.emplace(std::move(parsed));
    }
    nlohmann::json names = nlohmann::json::array();
    for (const auto& file : files) names.push_back({{"name", file.name}});
    persistence::LoadRequest load_request{
        request.practice,           request.practice_name, names.dump(), request.actor, "",
        std::move(request.progress)};
    TRY_ASSIGN(const auto load, persistence::Load::begin(directory, std::move(load_request)));
    TRY_ASSIGN(const feeds::FeedFacts facts,
               feeds::read_feed(files, {request.practice, mapping ? &*mapping : nullptr}, *load));
    return load->finish(facts);
}

}  // namespace openpcn::cli
