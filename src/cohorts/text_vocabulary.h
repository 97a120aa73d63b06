// What a text can name: the content's value sets and definitions with their types and comments, its
// functions and the language's, keywords, and the entries and elements that records keep.
//
// Made once for a content pack; knows no records. Immutable, so threads may share it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cohorts/compiled_cohort.h"
#include "cohorts/network_people.h"
#include "cohorts/surroundings.h"
#include "cohorts/tally.h"

namespace openpcn::cohorts {

struct NamedValueSet {
    std::string name;  // as a text says it
    std::string url;
    std::string source;
    std::size_t codes = 0;
};

struct NamedDefinition {
    std::string name;
    std::string library;
    std::string reference;  // Registers."Diabetes register"
    std::string type;
    bool is_boolean = false;
    std::string comment;  // the comment above it, on one line
    std::string rule;     // "CVD-05"; empty where the comment names none
};

struct NamedFunction {
    std::string name;
    std::string library;  // empty: of the language
    bool is_fluent = false;
    std::string signature;  // "onDay(condition FHIR.Condition)", "Count(List<T>) : Integer"
    std::string comment;
};

struct NamedElement {
    std::string name;
    std::string type;
};

struct NamedType {
    std::string name;  // "Condition"
    std::vector<NamedElement> elements;
};

struct TextVocabulary {
    std::vector<NamedValueSet> value_sets;     // by name
    std::vector<NamedDefinition> definitions;  // by library, then in order of text
    std::vector<NamedFunction> functions;      // the content's first
    std::vector<NamedType> types;
};

// `invalid` where the content does not compile.
Result<TextVocabulary> vocabulary_of(const Surroundings& surroundings);

std::span<const std::string_view> language_keywords();

// How many people of the chosen practices (by index) have an entry of each value set, of any date,
// in the order of `value_sets`. One pass over all entries.
std::vector<Tally> people_by_value_set(std::span<const NamedValueSet> value_sets,
                                       const Surroundings& surroundings, const RecordWords& words,
                                       const NetworkPeople& people,
                                       const std::vector<char>& practices);

}  // namespace openpcn::cohorts
