// A feed in memory, as a load keeps it until everything has been read: people as described, entries
// already in the form of the record, deletions, resources kept as they came, and rejects.
//
// Knows nothing of SQL and decides nothing about identity: see identity.h and load.h. What is not
// UTF-8 text is rejected here, because neither database takes it. One thread.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "persistence/compression.h"
#include "persistence/dictionary.h"
#include "population/feeds/feed.h"
#include "population/records/record_encoder.h"

namespace openpcn::persistence {

// The key of an entry that a practice's feed identifies by `source_id`. Differs between practices,
// so records of several can be united and references stay within a practice.
records::EntryKey practice_entry_key(std::string_view ods_code, records::ResourceType type,
                                     std::string_view source_id);

struct StagedPlace {
    std::uint32_t file = 0;  // index into StagedFeed::files()
    std::uint64_t line = 0;
};

struct StagedReject {
    StagedPlace place;
    feeds::RejectKind kind = feeds::RejectKind::malformed;
    std::string reason;
    std::string original;
};

// IncomingPerson with its own memory.
struct StagedPerson {
    struct OwnIdentifier {
        std::string system;
        std::string value;
        auto operator<=>(const OwnIdentifier&) const = default;
    };
    std::optional<std::string> nhs_number;   // ten digits that agree
    std::vector<OwnIdentifier> identifiers;  // the others
    std::string family, given, prefix, address, postcode, phone, email;
    records::Sex sex = records::Sex::unknown;
    PartialDateTime birth;
    bool deceased = false;
    PartialDateTime death;
    std::vector<records::Element> elements;  // of the Patient entry
    StagedPlace place;
};

// Somebody whom the feed describes or refers to.
struct StagedPatient {
    std::string source_id;
    std::optional<StagedPerson> description;  // the last one
    bool deleted = false;
};

enum class StagedAction : std::uint8_t {
    put,
    erase
};

struct StagedEntry {
    records::Entry entry;  // first_element counts in StagedFeed::elements(); no practice, no load
    records::EntryKey key = 0;
    std::uint32_t patient = 0;  // index into StagedFeed::patients()
    StagedAction action = StagedAction::put;
};

struct StagedResource {
    std::uint32_t type = 0;  // index into StagedFeed::kept_types()
    std::string source_id;
    std::optional<std::uint32_t> patient;
    std::vector<std::byte> frame;  // compressed
};

class StagedFeed {
public:
    StagedFeed(std::string ods_code, Dictionary& dictionary);

    void person(const feeds::IncomingPerson& person, feeds::Place place);
    void registration(const feeds::IncomingRegistration& registration, feeds::Place place);
    void entry(const feeds::IncomingEntry& entry, feeds::Place place);
    void entry_deleted(records::ResourceType type, std::string_view source_id,
                       std::string_view patient, feeds::Place place);
    void person_deleted(std::string_view source_id, feeds::Place place);
    void kept_resource(std::string_view type, std::string_view source_id, std::string_view patient,
                       std::string_view json, feeds::Place place);
    void reject(const feeds::Reject& reject);
    // For what turns out only after reading.
    void reject(StagedPlace place, feeds::RejectKind kind, std::string reason,
                std::string original);

    // When all is read: rejects what came before its patient, where the patient did not come later
    // and `is_known` says no.
    void reject_unknown(const std::function<bool(const StagedPatient&)>& is_known);

    const std::deque<StagedPatient>& patients() const { return patients_; }
    const std::vector<StagedEntry>& entries() const { return entries_; }
    const std::vector<records::Element>& elements() const { return elements_; }
    const std::vector<StagedResource>& kept() const { return kept_; }
    const std::vector<std::string>& kept_types() const { return kept_types_; }
    const std::vector<StagedReject>& rejects() const { return rejects_; }
    const std::vector<std::string>& files() const { return files_; }

    // Indices into entries(), patient by patient, each in order of arrival: those of patient p are
    // [first[p], first[p + 1]).
    struct ByPatient {
        std::vector<std::uint32_t> entries;
        std::vector<std::uint32_t> first;
    };
    ByPatient by_patient() const;

private:
    // An entry that came before its person.
    struct Early {
        std::uint32_t entry = 0;
        StagedPlace place;
        std::string original;
    };
    std::uint32_t patient_of(std::string_view source_id);
    StagedPlace staged(feeds::Place place);
    ConceptIndex concept_of(const Code& code);
    records::Element element_of(records::ElementPath path, std::uint16_t group,
                                const feeds::IncomingValue& value);
    void add_text(std::vector<records::Element>& elements, records::ElementPath path,
                  std::string_view text);
    std::vector<records::Element> elements_of(const feeds::IncomingPerson& person);
    void take_identifiers(const feeds::IncomingPerson& person, StagedPerson& staged_person);
    void add(StagedEntry entry, std::string_view patient, std::string_view original,
             feeds::Place place);

    std::string ods_code_;
    std::uint64_t key_salt_;
    Dictionary& dictionary_;
    std::deque<StagedPatient> patients_;
    std::unordered_map<std::string_view, std::uint32_t> patient_index_;  // views into patients_
    std::uint32_t last_patient_ = 0;
    std::vector<StagedEntry> entries_;
    std::vector<records::Element> elements_;
    std::vector<Early> early_;
    std::vector<StagedResource> kept_;
    std::vector<std::string> kept_types_;
    std::vector<StagedReject> rejects_;
    std::vector<std::string> files_;
    Compressor compressor_;
};

}  // namespace openpcn::persistence
