// One practice's image on disk: the shard, and which state of the database it was built from.
//
// The image is a cache. It is rebuilt from the database when it is missing, damaged, or of another
// state than practice.image_token names. Entries that the network records one by one
// (record_store.h) do not make it stale: they are laid over it when it is opened, by
// person.changed.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "persistence/compression.h"
#include "persistence/data_directory.h"
#include "persistence/population_image.h"
#include "platform/io/file.h"
#include "population/records/shard.h"

namespace openpcn::persistence {

// All practices in order of their index.
Result<std::vector<Practice>> read_practices(database::Connection& connection);

// A practice's mapped image. Immutable.
class PracticeImage {
public:
    // Opens the image of the database's present state, after building it if need be.
    static Result<std::shared_ptr<const PracticeImage>> open(const DataDirectory& directory,
                                                             database::Connection& connection,
                                                             const Practice& practice);
    const records::Shard& shard() const { return shard_; }
    // The last change of the database that is in it.
    std::int64_t change() const { return change_; }

private:
    PracticeImage(io::MappedFile file, records::Shard shard, std::int64_t change)
        : file_(std::move(file)), shard_(std::move(shard)), change_(change) {}
    static Result<std::shared_ptr<const PracticeImage>> map(const std::filesystem::path& path,
                                                            std::int64_t token);

    io::MappedFile file_;
    records::Shard shard_;
    std::int64_t change_;
};

// A person and the record that evaluation reads: all practices' entries united.
struct UnitedRecord {
    records::PersonId person = 0;
    std::vector<std::byte> bytes;
};

// People of this home practice, in ascending order of person: those with a change after
// `changed_after`. -1: everybody.
Result<std::vector<UnitedRecord>> read_united_records(database::Connection& connection,
                                                      records::PracticeIndex home,
                                                      std::int64_t changed_after);
// `not_found` where there is no such person, or they are on nobody's list.
Result<UnitedRecord> read_united_record(database::Connection& connection, records::PersonId person);

}  // namespace openpcn::persistence
