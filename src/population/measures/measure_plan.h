// A measure made ready to run: its libraries compiled into one plan, and which definition of the
// plan each population, observation, stratifier and item of supplemental data is.
//
// Only what the measure asks for is compiled, with what that needs. The plan adds the codes of the
// libraries to the dictionary that is given; read the patients' documents with the same one.
// Immutable, so threads share it.
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

    // `invalid` with every error of the libraries, each with library, line and column.
    static Result<MeasurePlan> make(const MeasureBundle& bundle, ConceptDictionary& concepts,
                                    TextPool& texts, const Settings& settings);

    const Measure& measure() const { return measure_; }
    const cql::Plan& plan() const { return *plan_; }
    std::span<const GroupPlan> groups() const { return groups_; }
    // By index of Measure::supplemental_data; empty where it was left out.
    std::span<const std::size_t> supplemental_data() const { return supplemental_data_; }
    // The first of the plan's definitions that is a criterion of the measure; those before it are
    // the main library's own.
    std::size_t first_criterion() const { return first_criterion_; }
    fhir::MissingStart missing_start() const { return missing_start_; }

private:
    MeasurePlan() = default;
    Measure measure_;
    std::shared_ptr<const cql::Plan> plan_;
    std::vector<GroupPlan> groups_;
    std::vector<std::size_t> supplemental_data_;
    std::size_t first_criterion_ = 0;
    fhir::MissingStart missing_start_ = fhir::MissingStart::unknown;
};

}  // namespace openpcn::measures
