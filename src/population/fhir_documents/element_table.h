// How the JSON of each FHIR class is read: for each key, the element it is and the shape of its
// value. Made once from the model's table.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "population/fhir_model/model.h"

namespace openpcn::fhir {

enum class Shape : std::uint8_t {
    boolean,
    integer,
    decimal,
    text,
    date,
    date_time,
    time,
    code,
    concept_,
    quantity,
    period,
    range,
    ratio,
    element,   // of class `type`
    resource,  // of the class that it names itself
};

struct Field {
    ElementName name = 0;
    Shape shape = Shape::text;
    ClassNumber type = no_class;
};

struct ClassFields {
    std::unordered_map<std::string, Field> by_key;  // "onsetDateTime", "onsetPeriod", ...
    // The element that resources of this class are retrieved by; 0 with `has_code` false.
    ElementName code = 0;
    bool has_code = false;
};

// By ClassNumber.
const std::vector<ClassFields>& element_tables();

}  // namespace openpcn::fhir
