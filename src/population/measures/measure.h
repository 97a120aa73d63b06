// A published quality measure: FHIR's Measure resource as far as it says how to count.
//
// Populations, observations, stratifiers and supplemental data are expressions of the measure's CQL
// library. Follows FHIR R4 and the Quality Measure implementation guide (CQFM 4.0.0): scoring,
// population basis, aggregate methods and criteria references are its extensions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace openpcn::measures {

enum class Scoring : std::uint8_t {
    proportion,
    ratio,
    continuous_variable,
    cohort
};

enum class PopulationKind : std::uint8_t {
    initial_population,
    denominator,
    denominator_exclusion,
    denominator_exception,
    numerator,
    numerator_exclusion,
    measure_population,
    measure_population_exclusion,
    measure_observation,
};
std::string_view fhir_code(PopulationKind kind);  // "initial-population"
std::optional<PopulationKind> population_kind(std::string_view code);
std::string_view fhir_code(Scoring scoring);

enum class Aggregate : std::uint8_t {
    none,
    count,
    sum,
    average,
    median,
    minimum,
    maximum
};

// What an expression is: the name of a definition, or CQL.
struct Criteria {
    enum class Form : std::uint8_t {
        name,
        expression
    };
    Form form = Form::name;
    std::string text;
};

struct Population {
    std::string id;
    PopulationKind kind = PopulationKind::initial_population;
    Criteria criteria;
    // Of an observation: the population it observes; of a numerator or denominator with an initial
    // population of its own: that one. The id of a population; empty for the usual one.
    std::string reference;
    Aggregate aggregate = Aggregate::none;
};

struct Stratifier {
    std::string id;
    std::vector<Criteria> components;  // one, or several that are combined
};

struct Group {
    std::string id;
    Scoring scoring = Scoring::proportion;
    std::string basis = "boolean";  // or what is counted: "Encounter"
    std::vector<Population> populations;
    std::vector<Stratifier> stratifiers;

    bool counts_patients() const { return basis == "boolean"; }
    const Population* find(PopulationKind kind) const;
    const Population* find_id(std::string_view id) const;
    // The population that an observation is of: the one it names, else the one that its kind of
    // measure has.
    const Population* observed(const Population& observation) const;
};

struct SupplementalItem {
    std::string id;
    std::string title;
    Criteria criteria;
};

struct Measure {
    std::string url;
    std::string version;
    std::string name;
    std::vector<std::string> libraries;  // canonical addresses; the first holds the definitions
    std::vector<Group> groups;
    std::vector<SupplementalItem> supplemental_data;
};

}  // namespace openpcn::measures
