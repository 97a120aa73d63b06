// A cohort's text ready to be asked about people: its library compiled with what it reaches of the
// content, its definitions, and the clauses of the one that is counted.
//
// Fits the records whose dictionaries it was compiled over, as long as these do not grow; holds
// them. Immutable, so threads may share it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cohorts/cohort_text.h"
#include "population/cql/plan.h"
#include "population/terminology/concept_dictionary.h"
#include "population/terminology/text_pool.h"

namespace openpcn::cohorts {

// Codes and texts of the records. Shared with the image that holds them.
struct RecordWords {
    std::shared_ptr<const ConceptDictionary> concepts;
    std::shared_ptr<const TextPool> texts;
};

struct CohortDefinition {
    std::string name;
    int line = 1;
    std::string type;
    bool is_boolean = false;
    std::size_t index = 0;  // into Plan::definitions
    std::string key;        // equal keys, equal answers: text_dependencies.h
};

struct CohortClause {
    std::string text;
    TextPlace place;
    std::size_t index = 0;  // into Plan::definitions
    std::string key;
    std::string masked_key;
};

struct CompiledCohort {
    std::shared_ptr<const CohortText> text;  // also of other compilations of it
    std::string library;
    std::shared_ptr<const cql::Plan> plan;
    ConceptDictionary concepts;  // over those of the records
    TextPool texts;
    std::vector<CohortDefinition> definitions;  // of the text, in its order; no functions
    std::size_t counted = 0;                    // index into definitions
    std::vector<CohortClause> clauses;          // of the counted one; at least one

    const CohortDefinition& counted_definition() const { return definitions[counted]; }
};

// What a text came to: a cohort, or all its mistakes.
struct CohortCompilation {
    TextForm form = TextForm::expression;
    std::string library;
    std::shared_ptr<const CompiledCohort> cohort;  // null where there are mistakes
    std::vector<Mistake> mistakes;
};

// How much of the content the plan shows by name.
enum class Reach {
    needed,  // what counting needs, and no more: for a text under edit
    all      // every definition of the libraries it reaches: for explanations and cases
};

struct CompileRequest {
    std::string text;
    std::string definition;  // to be counted; empty: the last boolean one of the text
    Reach reach = Reach::needed;
};

CohortCompilation compile_cohort(const CompileRequest& request, const Surroundings& surroundings,
                                 const RecordWords& words);

}  // namespace openpcn::cohorts
