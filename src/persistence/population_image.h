// The records of the whole network as evaluation reads them: every practice's shard, the
// dictionary, the texts, and how fresh each practice's data is.
//
// An immutable value shared by the threads and pages that use it; a change makes another image that
// shares all the rest (with_record), and a load is followed by open(). Indices of concepts and
// texts never change between images of one data directory. No names, addresses or NHS numbers are
// in it: see people.h.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/partial_date_time.h"
#include "base/result.h"
#include "population/records/shard.h"
#include "population/terminology/concept_dictionary.h"
#include "population/terminology/text_pool.h"

namespace openpcn::persistence {

class DataDirectory;
class PracticeImage;

// A practice of the network, and how fresh its data is.
struct Practice {
    records::PracticeIndex index = 0;  // position in the data directory's practice list, from 0
    std::string ods_code;
    std::string name;              // the ODS code where no name was given
    std::string system;            // the supplier's system, for people to read; may be empty
    std::uint32_t load = 0;        // the latest load; 0: nothing loaded yet
    PartialDateTime extracted_at;  // when the practice's system made the latest extract
    PartialDateTime loaded_at;     // when the latest load finished, UTC
};

class PopulationImage {
public:
    // Where a record stands: practice, then number within it, in ascending order of person.
    struct Position {
        records::PracticeIndex practice = 0;
        std::size_t number = 0;
    };

    // Maps the images of all practices; one that is missing, stale or damaged is first rebuilt from
    // the database. Fails where the directory or database cannot be read.
    static Result<std::shared_ptr<const PopulationImage>> open(const DataDirectory& directory);
    ~PopulationImage();
    PopulationImage(const PopulationImage&) = delete;
    PopulationImage& operator=(const PopulationImage&) = delete;

    const ConceptDictionary& concepts() const { return *concepts_; }
    const TextPool& texts() const { return *texts_; }
    // All practices; practices()[i].index == i.
    std::span<const Practice> practices() const { return practices_; }

    // People whose current or last registration is at this practice.
    std::size_t size(records::PracticeIndex practice) const;
    std::size_t size() const;  // of the whole network; nobody stands in it twice
    // Bytes of the records, for throughput figures.
    std::size_t byte_count() const;
    records::PatientRecord at(Position position) const;
    records::PatientRecord at(records::PracticeIndex practice, std::size_t number) const {
        return at(Position{practice, number});
    }
    std::optional<Position> position_of(records::PersonId person) const;
    std::optional<records::PatientRecord> find(records::PersonId person) const;

    // Names the content of all records: equal hashes, equal records.
    std::uint64_t content_hash() const;

    // The same network with one person's record replaced, as append_entries returned it.
    // Microseconds: everything else is shared. `not_found` where this image has no such person.
    Result<std::shared_ptr<const PopulationImage>> with_record(records::PersonId person,
                                                               std::vector<std::byte> record) const;

private:
    using Bytes = std::shared_ptr<const std::vector<std::byte>>;
    // A practice's image and the records changed since it was written, ascending by number.
    struct Part {
        std::shared_ptr<const PracticeImage> image;
        std::vector<std::pair<std::size_t, Bytes>> changed;
    };
    PopulationImage() = default;

    std::shared_ptr<const ConceptDictionary> concepts_;
    std::shared_ptr<const TextPool> texts_;
    std::vector<Practice> practices_;
    std::vector<Part> parts_;  // by practice index
};

}  // namespace openpcn::persistence
