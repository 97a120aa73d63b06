// The inside of a RulePlan: the compiled plan, and the worklists with their definitions looked up.
// For rule_plan.cpp, person_evaluator.cpp and explanation.cpp only.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "population/cql/plan.h"
#include "services/rule_plan.h"

namespace openpcn::services {

// A sentence cut at its figures: text, figure, text, figure, text.
struct SentencePlan {
    std::vector<std::string> texts;  // one more than figures
    std::vector<cql::NodeIndex> figures;
};

struct WorklistPlan {
    cql::NodeIndex on_list = cql::no_node;
    std::vector<cql::NodeIndex> facts;
    std::vector<cql::NodeIndex> reasons;
    std::vector<SentencePlan> sentences;  // by index of the reason
    std::vector<cql::NodeIndex> priority;
};

struct RulePlan::Parts {
    ConceptDictionary concepts;  // of the records, with the codes of the rules added
    TextPool texts;
    std::shared_ptr<const cql::Plan> plan;
    std::vector<cql::NodeIndex> definitions;                  // by index of RulePlan::definitions()
    std::unordered_map<std::string, cql::NodeIndex> by_name;  // every definition of any type
    std::vector<WorklistPlan> worklists;
};

}  // namespace openpcn::services
