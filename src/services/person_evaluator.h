// Asks a rule plan about one person after another. Belongs to one thread; the plan outlives it.
#pragma once

#include <memory>
#include <optional>

#include "base/date.h"
#include "population/records/record.h"
#include "services/evaluation_run.h"
#include "services/rule_plan.h"

namespace openpcn::services {

class PersonEvaluator {
public:
    PersonEvaluator(const RulePlan& plan, Date as_at);
    ~PersonEvaluator();

    // The record that the questions below are about; it must live until the next start().
    // `internal` where evaluation failed, for example by exhausting its memory; then every answer
    // is unknown.
    Result<void> start(const records::PatientRecord& record);

    Answer answer(std::size_t definition) const;  // by index of RulePlan::definitions()
    // Of any definition, by its full name; without value where there is none.
    DefinitionValue value(std::string_view definition);

    // The person's row of a worklist, by index of ContentPack::worklists(); nothing where they are
    // not on it. `practice` is copied into the row.
    std::optional<WorklistRow> row(std::size_t worklist, records::PracticeIndex practice);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace openpcn::services
