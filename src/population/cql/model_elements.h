// FHIR R4 as records keep it: which element of which type is read from where, and its CQL type.
//
// The list is of elements that records hold; the compiler refuses any other by name. Elements of
// our own on Patient (not FHIR): ethnicity, smallArea, deprivationDecile, careHome, mainLanguage.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "population/cql/plan.h"

namespace openpcn::cql {

struct ModelElement {
    Property property;
    TypeId type = 0;
};

// `owner` is the type of the value before the dot: resource, patient or component.
std::optional<ModelElement> model_element(TypeTable& types, const Type& owner,
                                          std::string_view name);

// The names that model_element knows for this owner.
std::vector<std::string> model_element_names(const Type& owner);

// The element that [Type: "codes"] filters by: "code", "medication", "vaccineCode", "type", ...
std::string_view primary_code_path(records::ResourceType type);

}  // namespace openpcn::cql
