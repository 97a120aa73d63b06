// Gives one FHIR resource to the sink as exactly one of: person, registration, entry, resource kept
// as it came, or reject. A person whose NHS number is wrong comes with a reject beside it.
//
// Used by one thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "population/feeds/feed.h"
#include "population/feeds/fhir_entry.h"
#include "population/feeds/fhir_reference.h"

namespace openpcn::feeds {

// The registration types of EpisodeOfCare.type are in this system, or one that ends in
// "RegistrationType-1" (CareConnect).
inline constexpr std::string_view registration_type_system =
    "https://openpcn.org/code-system/registration-type";
inline constexpr std::string_view small_area_extension = "https://openpcn.org/fhir/small-area";
inline constexpr std::string_view deprivation_extension =
    "https://openpcn.org/fhir/deprivation-decile";

class FhirResourceReader {
public:
    explicit FhirResourceReader(FeedSink& sink);
    ~FhirResourceReader();

    // Forgets one Bundle, before the next.
    void begin_bundle();
    void add_bundle_entry(std::string_view full_url, FhirReference target);

    // One resource. `json` has 64 readable bytes behind it. `full_url`: of its Bundle entry, or
    // empty.
    void read(std::string_view json, std::string_view full_url, Place place);
    // Remembers the code of a Medication for the prescriptions that refer to it.
    void learn_medication(std::string_view json, std::string_view full_url);
    void reject(RejectKind kind, std::string reason, std::string_view original, Place place);

private:
    void person(const simdjson::dom::object& resource, std::string_view json, Place place);
    bool registration(const simdjson::dom::object& resource, std::string_view json, Place place);
    void keep(const simdjson::dom::object& resource, std::string_view json, Place place);
    void names(const simdjson::dom::object& resource);
    void identifiers(const simdjson::dom::object& resource, std::string_view json, Place place);
    void contacts(const simdjson::dom::object& resource);
    void patient_extensions(const simdjson::dom::object& resource);
    bool dates(const simdjson::dom::object& resource, std::string_view json, Place place);
    std::string_view patient_of(const simdjson::dom::object& resource) const;

    struct Parser;
    FeedSink& sink_;
    std::unique_ptr<Parser> parser_;
    FhirReferences references_;
    MedicationCodes medications_;
    FhirEntryMapper mapper_;
    IncomingPerson person_;
    std::string type_;
    std::string source_id_;
    std::string given_;
    std::string prefix_;
    std::string address_;
    std::string nhs_number_;
};

}  // namespace openpcn::feeds
