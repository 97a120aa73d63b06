// Measures made ready to run: their libraries compiled into one plan, and which definition of the
// plan each population, observation, stratifier and item of supplemental data is.
//
// What several measures share (libraries, value sets, expressions) is there once. Only what the
// measures ask for is compiled, with what that needs. The plan adds the codes of the libraries to
// the dictionary that is given; read the patients' documents with the same one. Immutable, so
// threads share it.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/result.h"
#include "population/cql/compile.h"
#include "population/fhir_documents/document_store.h"
#include "population/measures/measure_bundle.h"

namespace openpcn::measures {

struct GroupPlan {
    // By index of Group::populations: what the criteria give; of an observation, one value for each
    // item of the population it observes, or one value in a measure that counts patients.
    std::vector<std::size_t> populations;
    std::vector<std::vector<std::size_t>> stratifiers;  // of each stratifier, its components
};

struct PlannedMeasure {
    Measure measure;
    std::vector<GroupPlan> groups;
    std::vector<std::size_t> supplemental_data;  // empty where it was left out
};

class MeasurePlan {
public:
    enum class Supplemental : std::uint8_t {
        evaluated,
        left_out
    };
    // Beside what the measure asks for: nothing, or every definition of its main library, to look
    // at one patient.
    enum class Others : std::uint8_t {
        left_out,
        main_library
    };

    struct Settings {
        Supplemental supplemental = Supplemental::evaluated;
        Others others = Others::left_out;
        cql::CompileInput::Profiles profiles = cql::CompileInput::Profiles::needed;
    };

    // Of bundles that agree (agreeing_bundles.h), one or more. `invalid` with every error of the
    // libraries, each with library, line and column.
    static Result<MeasurePlan> make(std::span<const MeasureBundle> bundles,
                                    ConceptDictionary& concepts, TextPool& texts,
                                    const Settings& settings);

    std::span<const PlannedMeasure> measures() const { return measures_; }
    const cql::Plan& plan() const { return *plan_; }
    // Of the plan's definitions, those of the main libraries' own; only with Others::main_library.
    std::span<const std::size_t> own_definitions() const { return own_definitions_; }
    fhir::MissingStart missing_start() const { return missing_start_; }

private:
    MeasurePlan() = default;
    std::vector<PlannedMeasure> measures_;
    std::shared_ptr<const cql::Plan> plan_;
    std::vector<std::size_t> own_definitions_;
    fhir::MissingStart missing_start_ = fhir::MissingStart::unknown;
};

}  // namespace openpcn::measures
