// The people that benchmarks of evaluation ask about, and the content pack they ask with: made
// once, in memory, so that figures are of evaluation alone.
#pragma once

#include <algorithm>
#include <filesystem>
#include <memory>

#include "base/invariant.h"
#include "platform/io/file.h"
#include "population/synthetic/network_records.h"
#include "services/content_pack.h"

namespace openpcn::bench {

inline Date as_at() { return *Date::from_ymd(2026, 11, 1); }

// The files of content/, which a bench finds where it is started: the root of the project.
inline std::vector<services::ContentFile> content_files() {
    namespace fs = std::filesystem;
    std::vector<services::ContentFile> files;
    for (const auto& entry : fs::recursive_directory_iterator("content")) {
        if (!entry.is_regular_file()) continue;
        auto text = io::read_file(entry.path());
        INVARIANT(text.has_value());
        files.push_back({fs::relative(entry.path(), "content").generic_string(), *text});
    }
    return files;
}

inline std::shared_ptr<const services::ContentPack> content_pack() {
    auto pack = services::ContentPack::build(content_files());
    INVARIANT(pack.has_value());
    return std::make_shared<const services::ContentPack>(std::move(*pack));
}

// A network of `people` on the lists; about 4 in 100 more have left. Practices of some 5,600.
inline synthetic::NetworkRecords make_network(int people) {
    const auto table = io::read_file("content/concept_maps/medicines.csv");
    INVARIANT(table.has_value());
    const auto medicines = synthetic::MedicineCatalogue::create(*table);
    const auto plan = synthetic::plan_network({1, people, std::max(1, people / 5'600), as_at(), 0});
    INVARIANT(medicines.has_value() && plan.has_value());
    return synthetic::NetworkRecords(*plan, *medicines);
}

}  // namespace openpcn::bench
