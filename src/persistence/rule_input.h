// What rules run on, from where it is kept: a content folder as a pack, and a population image as
// the people of each practice.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "persistence/population_image.h"
#include "services/content_pack.h"
#include "services/evaluation_run.h"

namespace openpcn::persistence {

// Every .cql, .csv, .json and .txt file below `folder`. Fails where one cannot be read, or the pack
// is wrong.
Result<std::shared_ptr<const services::ContentPack>> read_content(
    const std::filesystem::path& folder);

// In order of practice index; views that live as long as the image.
std::vector<services::PracticeRecords> practice_records(const PopulationImage& image);

// By practice index.
std::vector<std::string> ods_codes(const PopulationImage& image);

}  // namespace openpcn::persistence
