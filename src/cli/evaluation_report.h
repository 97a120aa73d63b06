// What `openpcn evaluate` prints: a run as tables for people, and as JSON for machines
// (docs/reference/evaluate-json.md).
#pragma once

#include <span>
#include <string>

#include "persistence/population_image.h"
#include "services/evaluation_run.h"

namespace openpcn::cli {

struct EvaluationTiming {
    double seconds = 0;  // of evaluation alone: opening and compiling are not in it
    unsigned threads = 1;
};

std::string evaluation_text(const services::EvaluationRun& run,
                            std::span<const persistence::Practice> practices,
                            const EvaluationTiming& timing);

std::string evaluation_json(const services::EvaluationRun& run,
                            std::span<const persistence::Practice> practices,
                            const EvaluationTiming& timing);

}  // namespace openpcn::cli
