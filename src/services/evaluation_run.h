// A run: what every definition of a pack says of every person on one date.
//
// A run is derived from (records, pack, as-at date, purpose) and named by a hash of them; the same
// inputs give the same run, with one thread or many. It holds the answer per person and
// definition, counts per practice, and the rows of the worklists, but no names.
//
// Not safe to change (reevaluate) while others read; many may read at once.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "population/records/record.h"
#include "services/rule_plan.h"
#include "services/worklist.h"

namespace openpcn::services {

// A practice's people as evaluation reads them, in ascending order of person.
struct PracticeRecords {
    std::string ods_code;
    std::vector<records::PatientRecord> people;
};

enum class Answer : std::uint8_t {
    no,
    yes,
    unknown  // the record does not say
};

struct RunRequest {
    Date as_at;
    std::string purpose = "direct care";
    std::uint64_t records_hash = 0;  // PopulationImage::content_hash()
    unsigned threads = 1;            // 0 counts as 1
};

struct DefinitionCount {
    std::size_t yes = 0;
    std::size_t unknown = 0;
};

// Evaluation failed for this person; their answers are all unknown.
struct PersonError {
    records::PersonId person = 0;
    records::PracticeIndex practice = 0;
    std::string message;  // without identity
};

struct PracticeTotals {
    std::string ods_code;
    std::size_t people = 0;
    std::size_t entries = 0;
    std::size_t bytes = 0;
    std::vector<std::size_t> entries_by_type;  // by records::ResourceType
};

// What one changed record did to the worklists.
struct RunChange {
    std::vector<std::size_t> joined;  // indices of worklists
    std::vector<std::size_t> left;
    std::vector<std::size_t>
        changed;  // on the list before and after, with other reasons or figures
};

class EvaluationRun {
public:
    static EvaluationRun evaluate(std::shared_ptr<const RulePlan> plan,
                                  std::span<const PracticeRecords> practices,
                                  const RunRequest& request);

    const std::string& id() const { return id_; }  // 16 hexadecimal digits
    Date as_at() const { return request_.as_at; }
    const std::string& purpose() const { return request_.purpose; }
    const RulePlan& plan() const { return *plan_; }
    std::span<const PracticeTotals> practices() const { return totals_; }
    std::span<const PersonError> errors() const { return errors_; }

    // By index of RulePlan::definitions(). Every person of the run has an answer; `unknown` for a
    // person who is not in it.
    Answer answer(std::size_t definition, records::PracticeIndex practice,
                  records::PersonId person) const;
    DefinitionCount count(std::size_t definition, records::PracticeIndex practice) const;
    DefinitionCount count(std::size_t definition) const;  // the whole network

    // By index of ContentPack::worklists(), the most urgent first.
    std::span<const WorklistRow> rows(std::size_t worklist) const { return rows_[worklist]; }
    const WorklistRow* row(std::size_t worklist, records::PersonId person) const;

    // Goes on with another binding of the same pack, after new codes came (RulePlan::fits).
    void use(std::shared_ptr<const RulePlan> plan);

    // Evaluates one person anew, after an entry was added. `not_found` where the practice has no
    // such person in this run. The run's id no longer fits the records and becomes empty.
    Result<RunChange> reevaluate(records::PracticeIndex practice,
                                 const records::PatientRecord& record);

private:
    struct PracticeAnswers {
        std::vector<records::PersonId> people;
        std::vector<std::vector<std::uint64_t>> yes;      // by definition, one bit a person
        std::vector<std::vector<std::uint64_t>> unknown;  // the same
    };
    EvaluationRun() = default;
    std::optional<std::size_t> position(records::PracticeIndex practice,
                                        records::PersonId person) const;
    void prepare(std::span<const PracticeRecords> practices);
    void evaluate_all(std::span<const PracticeRecords> practices);

    std::shared_ptr<const RulePlan> plan_;
    RunRequest request_;
    std::string id_;
    std::vector<PracticeTotals> totals_;
    std::vector<PracticeAnswers> answers_;
    std::vector<std::vector<WorklistRow>> rows_;
    std::vector<PersonError> errors_;
};

}  // namespace openpcn::services
