// The classes of FHIR 4.0.1, QI-Core 6.0.0 and US Core 6.1.0 as CQL sees them: what elements each
// has, of what type, and where in plain FHIR a profile's element stands.
//
// Condensed from the published CQL model information (tables/condense.py), embedded in the program.
// Immutable once read, so threads share it. A type is text in the grammar of the tables:
// "List<Concept>", "Choice<dateTime|Age|Period|Range|string>", "Encounter.Location".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace openpcn::fhir {

// The number of an element's name; one numbering for all classes of all models.
using ElementName = std::uint16_t;
// The number of a class of plain FHIR, in the order of its table.
using ClassNumber = std::uint16_t;
inline constexpr ClassNumber no_class = 0xffff;

struct ClassElement {
    std::string_view name;
    std::string_view type;
    std::string_view source;  // see tables/condense.py; empty: the element of that name
    ElementName number = 0;
};

struct ModelClass {
    std::string_view name;
    std::string_view base;
    std::string_view fhir_class;  // what a resource of a profile is in plain FHIR
    std::string_view code_path;   // what [Class: codes] filters by
    std::string_view profile;     // canonical address; empty in FHIR's own table
    std::vector<ClassElement> elements;
};

class Model {
public:
    Model(std::string_view name, std::string_view version, std::string_view table,
          std::unordered_map<std::string_view, ElementName>& names);

    std::string_view name() const { return name_; }
    std::string_view version() const { return version_; }
    std::span<const ModelClass> classes() const { return classes_; }
    // Null if there is none.
    const ModelClass* find(std::string_view class_name) const;
    // Of the class, of what it is based on, and of the plain FHIR class. Null if there is none.
    const ClassElement* find_element(const ModelClass& owner, std::string_view name) const;
    std::vector<std::string> class_names() const;
    std::vector<std::string> element_names(const ModelClass& owner) const;
    bool is_based_on(const ModelClass& derived, std::string_view base) const;

private:
    std::string_view name_;
    std::string_view version_;
    std::vector<ModelClass> classes_;
    std::unordered_map<std::string_view, std::size_t> by_name_;
};

// Plain FHIR 4.0.1.
const Model& fhir_model();
// "FHIR", "QICore" or "USCore"; null for another.
const Model* find_model(std::string_view name);
// The number of a class of plain FHIR, or no_class.
ClassNumber class_number(std::string_view fhir_class);
std::string_view class_name(ClassNumber number);
// Nothing for a name that no class has.
std::optional<ElementName> element_number(std::string_view name);
// Whether some profile of some model has this canonical address.
bool is_known_profile(std::string_view canonical);

}  // namespace openpcn::fhir
