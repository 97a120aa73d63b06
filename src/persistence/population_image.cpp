#include "persistence/population_image.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "base/invariant.h"
#include "persistence/data_directory.h"
#include "persistence/dictionary.h"
#include "persistence/practice_image.h"
#include "population/records/checksum.h"

namespace openpcn::persistence {

using records::PatientRecord;
using records::PersonId;
using records::PracticeIndex;

namespace {

// Opens the images of all practices, as many at a time as there are processors: the check of every
// record, or the rebuilding, is work for a processor, not for the disk.
Result<std::vector<std::shared_ptr<const PracticeImage>>> open_images(
    const DataDirectory& directory, const std::vector<Practice>& practices) {
    std::vector<std::shared_ptr<const PracticeImage>> images(practices.size());
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;  // guards problem
    std::optional<Error> problem;
    const auto open_some = [&] {
        auto connection = directory.database().lease();
        for (std::size_t i = next++; i < practices.size(); i = next++) {
            auto image =
                connection
                    ? PracticeImage::open(directory, **connection, practices[i])
                    : Result<std::shared_ptr<const PracticeImage>>(failure(connection.error()));
            if (image) {
                images[i] = std::move(*image);
                continue;
            }
            const std::lock_guard lock(mutex);
            problem = image.error();
        }
    };
    std::vector<std::thread> threads;
    const std::size_t count =
        std::min<std::size_t>(practices.size(), std::max(1u, std::thread::hardware_concurrency()));
    for (std::size_t i = 1; i < count; ++i) threads.emplace_back(open_some);
    open_some();
    for (std::thread& thread : threads) thread.join();
    if (problem) return failure(*problem);
    return images;
}

}  // namespace

PopulationImage::~PopulationImage() = default;

Result<std::shared_ptr<const PopulationImage>> PopulationImage::open(
    const DataDirectory& directory) {
    TRY_ASSIGN(const auto connection, directory.database().lease());
    const std::shared_ptr<PopulationImage> population(new PopulationImage());
    TRY_ASSIGN(population->practices_, read_practices(*connection));
    TRY_ASSIGN(const auto images, open_images(directory, population->practices_));
    for (std::size_t i = 0; i < images.size(); ++i) {
        Part part{images[i], {}};
        TRY_ASSIGN(auto changed, read_united_records(*connection, population->practices_[i].index,
                                                     images[i]->change()));
        for (UnitedRecord& record : changed) {
            // Somebody the image does not have came with a load that committed just now; the image
            // opened after it will have them.
            const auto number = images[i]->shard().find(record.person);
            if (!number) continue;
            part.changed.emplace_back(
                *number, std::make_shared<const std::vector<std::byte>>(std::move(record.bytes)));
        }
        population->parts_.push_back(std::move(part));
    }
    // Last, so that it has every index that the records use: it only grows.
    TRY_ASSIGN(const Dictionary dictionary, Dictionary::read(*connection));
    population->concepts_ = dictionary.shared_concepts();
    population->texts_ = dictionary.shared_texts();
    return population;
}

std::size_t PopulationImage::size(PracticeIndex practice) const {
    return parts_[practice].image->shard().size();
}

std::size_t PopulationImage::size() const {
    std::size_t people = 0;
    for (const Part& part : parts_) people += part.image->shard().size();
    return people;
}

std::size_t PopulationImage::byte_count() const {
    std::size_t bytes = 0;
    for (const Part& part : parts_) bytes += part.image->shard().byte_count();
    return bytes;
}

PatientRecord PopulationImage::at(Position position) const {
    const Part& part = parts_[position.practice];
    INVARIANT(position.number < part.image->shard().size());
    if (!part.changed.empty()) {
        const auto found =
            std::lower_bound(part.changed.begin(), part.changed.end(), position.number,
                             [](const auto& c, std::size_t number) { return c.first < number; });
        if (found != part.changed.end() && found->first == position.number) {
            return PatientRecord(*found->second);
        }
    }
    return part.image->shard().at(position.number);
}

std::optional<PopulationImage::Position> PopulationImage::position_of(PersonId person) const {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        if (const auto number = parts_[i].image->shard().find(person)) {
            return Position{static_cast<PracticeIndex>(i), *number};
        }
    }
    return std::nullopt;
}

std::optional<PatientRecord> PopulationImage::find(PersonId person) const {
    const auto position = position_of(person);
    if (!position) return std::nullopt;
    return at(*position);
}

std::uint64_t PopulationImage::content_hash() const {
    std::vector<std::uint64_t> hashes;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        hashes.push_back(parts_[i].image->shard().content_hash());
        for (const auto& [number, bytes] : parts_[i].changed) {
            hashes.push_back(number);
            hashes.push_back(records::checksum_of(*bytes, 0));
        }
        hashes.push_back(i);
    }
    return records::checksum_of(std::as_bytes(std::span(hashes)), 0);
}

Result<std::shared_ptr<const PopulationImage>> PopulationImage::with_record(
    PersonId person, std::vector<std::byte> record) const {
    TRY(PatientRecord::check(record));
    const auto position = position_of(person);
    if (!position) {
        return failure({ErrorKind::not_found, "There is no such person on any list.", "person",
                        "They may have left the network; load the page again."});
    }
    const std::shared_ptr<PopulationImage> changed(new PopulationImage());
    changed->concepts_ = concepts_;
    changed->texts_ = texts_;
    changed->practices_ = practices_;
    changed->parts_ = parts_;
    auto& list = changed->parts_[position->practice].changed;
    auto bytes = std::make_shared<const std::vector<std::byte>>(std::move(record));
    const auto place =
        std::lower_bound(list.begin(), list.end(), position->number,
                         [](const auto& c, std::size_t number) { return c.first < number; });
    if (place != list.end() && place->first == position->number) {
        place->second = std::move(bytes);
    } else {
        list.emplace(place, position->number, std::move(bytes));
    }
    return changed;
}

}  // namespace openpcn::persistence
