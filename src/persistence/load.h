// One load: what one practice's feed brings, from the first line read to the commit.
//
// A load is the FeedSink that readers fill. It keeps everything in memory until finish(), which
// writes records, people, kept resources, rejects and the audit entry in one transaction: killed at
// any moment, the data directory has the old or the new state, and running the load again does it.
// The same input twice changes nothing. Only one load runs at a time in a data directory: begin()
// takes a lock. Used by one thread.
//
// What decides who is one person, and where they are registered, is written in identity.h and
// registration.h.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/ods_code.h"
#include "persistence/data_directory.h"
#include "persistence/load_summary.h"
#include "population/feeds/feed.h"

namespace openpcn::persistence {

struct LoadRequest {
    OdsCode practice;
    std::string practice_name;  // empty: keep what is known
    std::string files = "[]";   // JSON: what was read, see input_files.h
    std::string actor;          // who asked for it, for the audit log
    std::string actor_role;
    // Called at most every few hundred milliseconds of input; may be empty.
    std::function<void(std::uint64_t bytes, std::uint64_t entries)> progress;
};

class Load final : public feeds::FeedSink {
public:
    // `unavailable` while another load runs; fails where the database cannot be read.
    static Result<std::unique_ptr<Load>> begin(const DataDirectory& directory, LoadRequest request);
    // Without finish(), nothing of this load stays.
    ~Load() override;

    void person(const feeds::IncomingPerson& person, feeds::Place place) override;
    void registration(const feeds::IncomingRegistration& registration, feeds::Place place) override;
    void entry(const feeds::IncomingEntry& entry, feeds::Place place) override;
    void entry_deleted(records::ResourceType type, std::string_view source_id,
                       std::string_view patient, feeds::Place place) override;
    void person_deleted(std::string_view source_id, feeds::Place place) override;
    void kept_resource(std::string_view type, std::string_view source_id, std::string_view patient,
                       std::string_view json, feeds::Place place) override;
    void reject(const feeds::Reject& reject) override;
    void consumed(std::uint64_t bytes) override;

    // Writes everything, then the images of the practices that changed. `invalid` where the facts
    // name another practice; then, and on every other error, nothing was changed.
    Result<LoadSummary> finish(const feeds::FeedFacts& facts);

private:
    struct Parts;
    explicit Load(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace openpcn::persistence
