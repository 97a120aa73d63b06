#include "persistence/practice_image.h"

#include <array>
#include <cstring>

#include "population/records/record_union.h"

namespace openpcn::persistence {
namespace {

using database::Row;
using records::PatientRecord;
using records::PersonId;
using records::PracticeIndex;

constexpr std::array<char, 8> image_magic{'O', 'P', 'C', 'N', 'I', 'M', 'G', '1'};

// Stands before the shard.
struct ImageHeader {
    std::array<char, 8> magic = image_magic;
    std::int64_t token = 0;
    std::int64_t change = 0;
    std::uint64_t reserved = 0;
};
static_assert(sizeof(ImageHeader) == 32);

constexpr std::int64_t network_source = -1;

// Collects rows of (person, practice_index, record), one person after another, and unites them.
class Uniter {
public:
    explicit Uniter(PracticeIndex home) : home_(home) {}

    Result<void> add(PersonId person, std::int64_t practice, std::span<const std::byte> frame) {
        if (!parts_.empty() && person != person_) TRY(finish_person());
        person_ = person;
        TRY_ASSIGN(auto bytes, decompressor_.decompress(frame));
        TRY(PatientRecord::check(bytes));
        // The home practice first, the network's own entries last.
        const bool is_home = practice == std::int64_t{home_};
        parts_.insert(is_home ? parts_.begin() : parts_.end(), std::move(bytes));
        has_home_ = has_home_ || is_home;
        return {};
    }

    Result<std::vector<UnitedRecord>> finish() {
        if (!parts_.empty()) TRY(finish_person());
        return std::move(united_);
    }

private:
    Result<void> finish_person() {
        if (!has_home_) {
            return failure({ErrorKind::internal, "A person's home practice has no record of them.",
                            "table person", "Restore the database from a backup."});
        }
        if (parts_.size() == 1 && PatientRecord(parts_[0]).header().practice == home_) {
            united_.push_back({person_, std::move(parts_[0])});
        } else {
            std::vector<PatientRecord> records;
            for (const auto& part : parts_) records.emplace_back(part);
            united_.push_back({person_, records::unite_records(records, home_)});
        }
        parts_.clear();
        has_home_ = false;
        return {};
    }

    PracticeIndex home_;
    Decompressor decompressor_;
    PersonId person_ = 0;
    bool has_home_ = false;
    std::vector<std::vector<std::byte>> parts_;
    std::vector<UnitedRecord> united_;
};

Result<std::int64_t> last_change(database::Connection& connection) {
    std::int64_t last = 0;
    TRY(connection.query("SELECT last FROM record_change", {}, [&](const Row& row) -> Result<void> {
        last = row.integer(0);
        return {};
    }));
    return last;
}

Result<std::int64_t> image_token(database::Connection& connection, PracticeIndex practice) {
    std::int64_t token = 0;
    TRY(connection.query("SELECT image_token FROM practice WHERE practice_index = ?",
                         {std::int64_t{practice}}, [&](const Row& row) -> Result<void> {
                             token = row.integer(0);
                             return {};
                         }));
    return token;
}

// The token before the records: were they changed between the two, the image would be of a newer
// state than it says, and only be rebuilt once too often.
Result<void> build(const DataDirectory& directory, database::Connection& connection,
                   const Practice& practice) {
    ImageHeader header;
    TRY_ASSIGN(header.token, image_token(connection, practice.index));
    TRY_ASSIGN(header.change, last_change(connection));
    TRY_ASSIGN(auto united, read_united_records(connection, practice.index, -1));
    std::vector<std::vector<std::byte>> records;
    records.reserve(united.size());
    for (UnitedRecord& record : united) records.push_back(std::move(record.bytes));
    const std::vector<std::byte> shard = records::write_shard(practice.ods_code, records);
    const std::array<std::span<const std::byte>, 2> parts{std::as_bytes(std::span(&header, 1)),
                                                          shard};
    return io::replace_file(directory.image_path(practice.ods_code), parts, io::Access::owner_only);
}

}  // namespace

Result<std::vector<Practice>> read_practices(database::Connection& connection) {
    std::vector<Practice> practices;
    TRY(connection.query(
        "SELECT practice_index, ods_code, name, system, load, extracted_at, loaded_at "
        "FROM practice ORDER BY practice_index",
        {}, [&](const Row& row) -> Result<void> {
            if (row.integer(0) != static_cast<std::int64_t>(practices.size())) {
                return failure({ErrorKind::internal, "The list of practices is damaged.",
                                "table practice", "Restore the database from a backup."});
            }
            Practice practice;
            practice.index = static_cast<PracticeIndex>(row.integer(0));
            practice.ods_code = row.string(1);
            practice.name = row.text(2).empty() ? row.string(1) : row.string(2);
            practice.system = row.string(3);
            practice.load = static_cast<std::uint32_t>(row.integer(4));
            practice.extracted_at = PartialDateTime::parse(row.text(5)).value_or(PartialDateTime());
            practice.loaded_at = PartialDateTime::parse(row.text(6)).value_or(PartialDateTime());
            practices.push_back(std::move(practice));
            return {};
        }));
    return practices;
}

Result<std::vector<UnitedRecord>> read_united_records(database::Connection& connection,
                                                      PracticeIndex home,
                                                      std::int64_t changed_after) {
    Uniter uniter(home);
    TRY(
        connection.query("SELECT r.person, r.practice_index, r.record FROM person p "
                         "JOIN person_record r ON r.person = p.id "
                         "WHERE p.home = ? AND p.changed > ? "
                         "ORDER BY p.id, (r.practice_index < 0), r.practice_index",
                         {std::int64_t{home}, changed_after}, [&](const Row& row) -> Result<void> {
                             return uniter.add(row.id(0), row.integer(1), row.blob(2));
                         }));
    return uniter.finish();
}

Result<UnitedRecord> read_united_record(database::Connection& connection, PersonId person) {
    std::int64_t home = network_source;
    TRY(connection.query("SELECT home FROM person WHERE id = ?", {database::Value::id(person)},
                         [&](const Row& row) -> Result<void> {
                             home = row.integer(0);
                             return {};
                         }));
    if (home < 0) {
        return failure({ErrorKind::not_found, "There is no such person on any list.", "person",
                        "They may have left the network, or the number is wrong."});
    }
    Uniter uniter(static_cast<PracticeIndex>(home));
    TRY(
        connection.query("SELECT practice_index, record FROM person_record WHERE person = ? "
                         "ORDER BY (practice_index < 0), practice_index",
                         {database::Value::id(person)}, [&](const Row& row) -> Result<void> {
                             return uniter.add(person, row.integer(0), row.blob(1));
                         }));
    TRY_ASSIGN(auto united, uniter.finish());
    return std::move(united.front());
}

Result<std::shared_ptr<const PracticeImage>> PracticeImage::map(const std::filesystem::path& path,
                                                                std::int64_t token) {
    TRY_ASSIGN(io::MappedFile file, io::MappedFile::open(path));
    const Error stale{ErrorKind::conflict, "The practice image is of another state.", path.string(),
                      "It is rebuilt."};
    ImageHeader header;
    if (file.bytes().size() < sizeof header) return failure(stale);
    std::memcpy(&header, file.bytes().data(), sizeof header);
    if (header.magic != image_magic || header.token != token) return failure(stale);
    TRY_ASSIGN(records::Shard shard, records::Shard::open(file.bytes().subspan(sizeof header)));
    return std::shared_ptr<const PracticeImage>(
        new PracticeImage(std::move(file), std::move(shard), header.change));
}

Result<std::shared_ptr<const PracticeImage>> PracticeImage::open(const DataDirectory& directory,
                                                                 database::Connection& connection,
                                                                 const Practice& practice) {
    const auto path = directory.image_path(practice.ods_code);
    TRY_ASSIGN(std::int64_t token, image_token(connection, practice.index));
    if (auto image = map(path, token)) return image;
    TRY(build(directory, connection, practice));
    TRY_ASSIGN(token, image_token(connection, practice.index));
    return map(path, token);
}

}  // namespace openpcn::persistence
