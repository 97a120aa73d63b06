// What every reader (FHIR, CSV extract, mapped CSV) makes of its input: people, entries, deletions,
// resources kept as they came, and rejects. The load (persistence/load.h) is the only sink in the
// program; tests have their own.
//
// Views in these structs live until the call returns. Readers reuse them, so a reader allocates
// nothing per entry.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/partial_date_time.h"
#include "population/records/record.h"
#include "population/terminology/concept_dictionary.h"

namespace openpcn::feeds {

// Where something stood in the input.
struct Place {
    std::string_view file;   // as the user named it; "<stdin>" for standard input
    std::uint64_t line = 0;  // from 1; for a FHIR Bundle document, the number of the bundle entry
};

struct Identifier {
    std::string_view system;  // "https://fhir.nhs.uk/Id/nhs-number" for the NHS number
    std::string_view value;
};
inline constexpr std::string_view nhs_number_system = "https://fhir.nhs.uk/Id/nhs-number";

// A person as one practice describes them. Empty means: not given.
struct IncomingPerson {
    std::string_view source_id;           // the feed's own id of the patient; entries refer to it
    std::vector<Identifier> identifiers;  // the NHS number among them if there is one
    std::string_view family;
    std::string_view given;  // all given names, in order
    std::string_view prefix;
    records::Sex sex = records::Sex::unknown;
    PartialDateTime birth;
    bool deceased = false;
    PartialDateTime death;
    std::string_view address;  // one line, parts separated by ", "
    std::string_view postcode;
    std::string_view phone;
    std::string_view email;
    std::string_view small_area;  // LSOA code
    int deprivation_decile = 0;   // 1 to 10; 0: not given
    Code ethnicity;               // no code: not given
    std::string_view marital_status;
    std::string_view main_language;
};

// A value that a reader has not interned yet.
struct IncomingValue {
    records::ValueKind kind = records::ValueKind::none;
    std::int64_t number = 0;  // quantity (Decimal units), boolean, integer, date_time bits
    std::string_view unit;    // of a quantity: the UCUM code, or else the text of the unit
    std::string_view text;    // text; or the source id that a reference means
    records::ResourceType target = records::ResourceType::patient;  // type a reference means
    Code code;                                                      // code
};

struct IncomingElement {
    records::ElementPath path = records::ElementPath::none;
    std::uint16_t group = 0;
    IncomingValue value;
};

struct IncomingEntry {
    records::ResourceType type = records::ResourceType::condition;
    std::string_view source_id;  // unique within (feed, type); the sink makes the key of it
    std::string_view patient;    // source_id of the person
    records::Status status = records::Status::none;
    Code code;  // main coding; no code where the resource has only text
    PartialDateTime when;
    IncomingValue value;
    std::vector<IncomingElement> elements;
    std::string_view original;  // the line or resource as it came, for a reject
};

// A registration at the practice of the feed; stored as an episode_of_care entry.
struct IncomingRegistration {
    std::string_view source_id;
    std::string_view patient;
    std::string_view type;  // R regular, T temporary, ... ; "R" when the feed cannot say
    PartialDateTime start;  // without value: the feed does not say
    PartialDateTime end;    // without value: still registered
    std::string_view original;
};

enum class RejectKind : std::uint8_t {
    malformed,         // not JSON, wrong number of fields, bad date or number
    unknown_patient,   // an entry of somebody the feed did not describe
    invalid_identity,  // the NHS number's check digit does not agree
    unsupported,       // a shape this program does not read
};

struct Reject {
    Place place;
    RejectKind kind = RejectKind::malformed;
    std::string reason;         // one sentence, without identity
    std::string_view original;  // the line or resource as it came
};

// What an input says about itself as a whole. A reader returns it when it has read everything; the
// load needs it to finish.
struct FeedFacts {
    enum class Kind : std::uint8_t {
        full,    // whatever is not in this input is no longer in the practice's record
        changes  // additions, replacements and named deletions only
    };
    Kind kind = Kind::changes;
    std::string practice;          // ODS code; empty: the input does not say
    std::string system;            // the supplier's system; empty: the input does not say
    PartialDateTime extracted_at;  // without value: the input does not say
};

// People should come before their entries where the reader can choose: whatever comes before its
// person costs the sink a copy of `original`.
class FeedSink {
public:
    virtual ~FeedSink() = default;
    virtual void person(const IncomingPerson& person, Place place) = 0;
    virtual void registration(const IncomingRegistration& registration, Place place) = 0;
    virtual void entry(const IncomingEntry& entry, Place place) = 0;
    // The practice deleted this entry or registration (daily delta).
    virtual void entry_deleted(records::ResourceType type, std::string_view source_id,
                               std::string_view patient, Place place) = 0;
    // The practice deleted the whole person.
    virtual void person_deleted(std::string_view source_id, Place place) = 0;
    // A resource of a type that rules do not read (Claim, Organization, ...), kept as it came.
    // `patient` is empty where it belongs to nobody.
    virtual void kept_resource(std::string_view type, std::string_view source_id,
                               std::string_view patient, std::string_view json, Place place) = 0;
    virtual void reject(const Reject& reject) = 0;
    // Called now and then with the bytes consumed so far, for progress.
    virtual void consumed(std::uint64_t bytes) = 0;
};

}  // namespace openpcn::feeds
