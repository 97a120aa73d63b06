// The records of a synthetic network, straight from the generator: as an import would leave them
// but for texts that rules do not read. For benchmarks and tests that need many people at once.
//
// Holds everything in memory; immutable once made, so threads may share it.
#pragma once

#include <string>
#include <vector>

#include "population/records/record.h"
#include "population/synthetic/extract.h"

namespace openpcn::synthetic {

class NetworkRecords {
public:
    NetworkRecords(const NetworkPlan& plan, const MedicineCatalogue& medicines);

    // A practice's people in ascending order of person, one after the other as in its image.
    struct Practice {
        std::string ods_code;
        std::vector<records::PatientRecord> people;
        std::vector<std::byte> bytes;
    };
    const std::vector<Practice>& practices() const { return practices_; }
    const ConceptDictionary& concepts() const { return concepts_; }
    const TextPool& texts() const { return texts_; }
    std::size_t people() const { return people_; }
    std::size_t byte_count() const { return byte_count_; }
    std::size_t entry_count() const { return entry_count_; }

private:
    ConceptDictionary concepts_;
    TextPool texts_;
    std::vector<Practice> practices_;
    std::size_t people_ = 0;
    std::size_t byte_count_ = 0;
    std::size_t entry_count_ = 0;
};

}  // namespace openpcn::synthetic
