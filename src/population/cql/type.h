// The types of CQL expressions as the compiler knows them.
//
// FHIR's data types are read as the System types that FHIRHelpers would make of them: a
// CodeableConcept is a Concept, a Period an Interval<DateTime>, a dateTime a DateTime, a code a
// String. So the implicit conversions cost nothing when rules run. TypeIds are small numbers of one
// TypeTable; equal types have equal ids.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "population/fhir_model/model.h"
#include "population/records/model.h"

namespace openpcn::cql {

using TypeId = std::uint32_t;

enum class TypeKind : std::uint8_t {
    any,  // null, and what cannot be known before the rule runs
    boolean,
    integer,
    long_integer,
    decimal,
    string,
    date,
    date_time,
    time,
    quantity,
    ratio,
    code,
    concept_,
    value_set,
    code_system,
    vocabulary,  // either of the two; the last of the simple kinds
    list,
    interval,
    tuple,
    choice,
    resource,  // an entry of a record
    patient,
    component,  // a repeating part of an entry: Observation.component and its kin
    element,    // of a document, with the name of its model and class: QICore.Encounter
};

struct Type {
    TypeKind kind = TypeKind::any;
    records::ResourceType resource = records::ResourceType::patient;  // of resource and component
    std::string name;                 // of a component: the FHIR path; of an element: its class
    std::vector<TypeId> arguments;    // element, point, choices, or the fields' types
    std::vector<std::string> fields;  // of a tuple
    fhir::ClassNumber class_number = fhir::no_class;  // of an element: its plain FHIR class
    bool operator==(const Type&) const = default;
};

class TypeTable {
public:
    TypeTable();

    TypeId intern(Type type);
    const Type& at(TypeId id) const { return types_[id]; }
    TypeKind kind(TypeId id) const { return types_[id].kind; }

    // Ids of the simple kinds equal the numbers of their TypeKind.
    static constexpr TypeId simple(TypeKind kind) { return static_cast<TypeId>(kind); }
    TypeId list_of(TypeId element) { return intern({TypeKind::list, {}, "", {element}, {}}); }
    TypeId interval_of(TypeId point) { return intern({TypeKind::interval, {}, "", {point}, {}}); }
    TypeId resource(records::ResourceType type) {
        return intern({TypeKind::resource, type, "", {}, {}});
    }
    // One type for several; a choice where they differ.
    TypeId choice_of(std::vector<TypeId> options);
    // The type that values of both have: numbers widen, null takes the other.
    TypeId common(TypeId a, TypeId b);

    // The element of a list, or any.
    TypeId element(TypeId list) const;
    // How well an argument of type `given` fits a parameter of type `wanted`: 0 exactly, higher
    // with conversions, nothing if not at all.
    std::optional<int> distance(TypeId given, TypeId wanted) const;

    std::string name(TypeId id) const;

private:
    std::vector<Type> types_;
};

// Of the simple kinds, by the name that CQL's System model gives them: "DateTime".
std::optional<TypeKind> system_type_kind(std::string_view name);
std::string_view system_type_name(TypeKind kind);

// A type by its FHIR or System name ("FHIR.CodeableConcept", "System.Integer", "Condition"), or
// nothing if neither has it or records keep no such resource.
std::optional<TypeId> named_type(TypeTable& types, std::string_view name);
// All names that named_type knows, for "Did you mean".
std::vector<std::string> type_names();

}  // namespace openpcn::cql
