// Writes a planned synthetic network to a folder: one subfolder per practice, as its system would
// deliver it. Shared by `openpcn synth` and `openpcn demo`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "base/result.h"
#include "population/synthetic/extract.h"

namespace openpcn::cli {

enum class NetworkFormat {
    csv,
    fhir,
    mixed  // as the plan says, practice by practice
};

struct NetworkWritten {
    std::uint64_t people = 0;  // records; who moved within the network has two
    std::uint64_t entries = 0;
    std::uint64_t bytes = 0;  // before compression
};

// Called from one thread at a time, now and then.
using NetworkProgress = std::function<void(const NetworkWritten& so_far)>;

synthetic::RecordFormat format_in(NetworkFormat format, const synthetic::PlannedPractice& practice);

// DIR/<ODS code>/..., and DIR/practices.csv that lists them. The bytes are the same for any number
// of threads.
Result<NetworkWritten> write_network(const synthetic::NetworkPlan& plan,
                                     const synthetic::MedicineCatalogue& medicines,
                                     const std::filesystem::path& folder, NetworkFormat format,
                                     int threads, const NetworkProgress& progress);

}  // namespace openpcn::cli
