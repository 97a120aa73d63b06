// One person's FHIR resources as trees of typed values: what published measures are evaluated over.
//
// Every element of a resource is kept, read once from JSON (population/fhir_documents) into the
// values that FHIRHelpers would make of them: a CodeableConcept is a Concept, a Period an
// Interval<DateTime>. What has no such value (Reference, Encounter.location) is an Element. Views
// only; the reader owns the bytes. Immutable, so threads share it.
#pragma once

#include <span>

#include "population/cql/value.h"
#include "population/fhir_model/model.h"

namespace openpcn::cql {

struct Element {
    fhir::ClassNumber class_number = fhir::no_class;
    std::uint16_t count = 0;
    const fhir::ElementName* names = nullptr;  // ascending
    const Value* values = nullptr;             // a list where the element repeats

    std::span<const fhir::ElementName> all_names() const { return {names, count}; }
    // Null where the element was not given.
    Value find(fhir::ElementName name) const {
        for (std::uint16_t i = 0; i < count; ++i) {
            if (names[i] == name) return values[i];
        }
        return {};
    }
};

struct Resource {
    const Element* element = nullptr;
    // Of the element that the class is usually retrieved by: Condition.code, Encounter.type.
    std::span<const ConceptIndex> codes;
    bool codes_are_of_medication = false;  // the one that it refers to
    // The value set that a resource about something not done names in place of a code; 0: none.
    TextIndex not_done_value_set = 0;
    std::span<const TextIndex> profiles;  // meta.profile
};

struct Document {
    std::span<const Resource> resources;  // in order of class number, then as they came
    const Element* patient = nullptr;     // null where there is no Patient resource
    PartialDateTime birth;
    std::string_view id;  // Patient.id
};

// Whether a value is an element of this plain FHIR class, or of one that is based on it.
bool is_element_of(const Value& value, fhir::ClassNumber class_number);

inline Value value_of(const Element& element) {
    return Value::with(ValueKind::element, reinterpret_cast<std::int64_t>(&element),
                       element.class_number);
}
inline const Element& element_of(const Value& value) {
    return *reinterpret_cast<const Element*>(value.number);
}

}  // namespace openpcn::cql
