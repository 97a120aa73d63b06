// For tests and benchmarks: a sink that counts, and one that writes down every call as a line of
// text. Used by one thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "population/feeds/feed.h"

namespace openpcn::feeds {

// Counts by FHIR type and keeps the rejects' reasons.
class CountingSink : public FeedSink {
public:
    void person(const IncomingPerson&, Place) override { ++counts["Patient"]; }
    void registration(const IncomingRegistration&, Place) override { ++counts["EpisodeOfCare"]; }
    void entry(const IncomingEntry& entry, Place) override {
        ++entries[static_cast<std::size_t>(entry.type)];
        elements += entry.elements.size();
    }
    void entry_deleted(records::ResourceType, std::string_view, std::string_view, Place) override {
        ++counts["deleted"];
    }
    void person_deleted(std::string_view, Place) override { ++counts["deleted person"]; }
    void kept_resource(std::string_view type, std::string_view, std::string_view, std::string_view,
                       Place) override {
        ++counts[std::string(type)];
    }
    void reject(const Reject& reject) override { reasons.push_back(reject.reason); }
    void consumed(std::uint64_t bytes) override { bytes_consumed = bytes; }

    std::uint64_t of(records::ResourceType type) const {
        return entries[static_cast<std::size_t>(type)];
    }

    std::map<std::string, std::uint64_t> counts;
    std::uint64_t entries[records::resource_type_count] = {};
    std::uint64_t elements = 0;
    std::uint64_t bytes_consumed = 0;
    std::vector<std::string> reasons;
};

// Every call but consumed(), as text, in order: two reads gave the same if these are equal.
class RecordingSink final : public FeedSink {
public:
    void person(const IncomingPerson& person, Place place) override;
    void registration(const IncomingRegistration& registration, Place place) override;
    void entry(const IncomingEntry& entry, Place place) override;
    void entry_deleted(records::ResourceType type, std::string_view source_id,
                       std::string_view patient, Place place) override;
    void person_deleted(std::string_view source_id, Place place) override;
    void kept_resource(std::string_view type, std::string_view source_id, std::string_view patient,
                       std::string_view json, Place place) override;
    void reject(const Reject& reject) override;
    void consumed(std::uint64_t) override {}

    std::vector<std::string> calls;
};

}  // namespace openpcn::feeds
