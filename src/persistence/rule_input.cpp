#include "persistence/rule_input.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "platform/io/file.h"

namespace openpcn::persistence {

namespace fs = std::filesystem;

Result<std::shared_ptr<const services::ContentPack>> read_content(const fs::path& folder) {
    constexpr std::array extensions{".cql", ".csv", ".json", ".txt"};
    std::vector<services::ContentFile> files;
    std::error_code problem;
    fs::recursive_directory_iterator item(folder, problem);
    for (; !problem && item != fs::recursive_directory_iterator(); item.increment(problem)) {
        if (!item->is_regular_file(problem)) continue;
        const fs::path& path = item->path();
        if (std::find(extensions.begin(), extensions.end(), path.extension()) == extensions.end())
            continue;
        TRY_ASSIGN(std::string text, io::read_file(path));
        files.push_back({path.lexically_relative(folder).generic_string(), std::move(text)});
    }
    if (problem)
        return failure({ErrorKind::not_found, "The content folder cannot be read.",
                        folder.string() + ": " + problem.message() + ".",
                        "Name the folder that holds pack.json with --content."});
    TRY_ASSIGN(auto pack, services::ContentPack::build(std::move(files)));
    return std::make_shared<const services::ContentPack>(std::move(pack));
}

std::vector<services::PracticeRecords> practice_records(const PopulationImage& image) {
    std::vector<services::PracticeRecords> practices;
    for (const Practice& practice : image.practices()) {
        services::PracticeRecords records{practice.ods_code, {}};
        const std::size_t size = image.size(practice.index);
        records.people.reserve(size);
        for (std::size_t i = 0; i < size; ++i)
            records.people.push_back(image.at(practice.index, i));
        practices.push_back(std::move(records));
    }
    return practices;
}

std::vector<std::string> ods_codes(const PopulationImage& image) {
    std::vector<std::string> codes;
    for (const Practice& practice : image.practices()) codes.push_back(practice.ods_code);
    return codes;
}

}  // namespace openpcn::persistence
