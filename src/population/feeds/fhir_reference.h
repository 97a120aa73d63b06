// What a FHIR reference means: the resource type and the id of the resource, as the feed names it.
//
// Reads `Type/id`, `https://server/Type/id[/_history/v]`, and what a Bundle says about its own
// entries (`urn:uuid:...` or any fullUrl). Knows the codes of the Medications it was shown, since a
// prescription may refer to one. Views must outlive the index.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "population/terminology/concept_dictionary.h"

namespace openpcn::feeds {

struct FhirReference {
    std::string_view type;  // "Patient"; empty: the reference does not say
    std::string_view id;    // empty: the reference cannot be resolved by id
};

class FhirReferences {
public:
    // Forgets one Bundle before the next.
    void clear_bundle();
    void add_bundle_entry(std::string_view full_url, FhirReference target);
    FhirReference resolve(std::string_view reference) const;

private:
    std::unordered_map<std::string_view, FhirReference> by_full_url_;
};

// The main codes of Medication resources by id, kept for as long as the read.
class MedicationCodes {
public:
    void add(std::string_view id, const Code& code);
    // Null where no such Medication was seen.
    const Code* find(std::string_view id) const;
    void clear() { codes_.clear(); }

private:
    struct Stored {
        std::string system;
        std::string value;
        std::string display;
        Code code;
    };
    std::unordered_map<std::string, Stored> codes_;
};

}  // namespace openpcn::feeds
