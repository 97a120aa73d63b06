// A cohort asked about everybody: who is in it, and how many each clause left.
//
// Only the base population is asked. Clauses are asked in their order and each only of those whom
// the ones before it left, as a reader counts them; answers are kept for the next question
// (kept_answers.h). The same for any number of threads.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cohorts/compiled_cohort.h"
#include "cohorts/kept_answers.h"
#include "cohorts/people_in_chunks.h"
#include "cohorts/record_as_at.h"
#include "cohorts/tally.h"
#include "population/cql/evaluator.h"

namespace openpcn::cohorts {

enum class LaterEntries {
    leave_out,  // entries dated after the as-at date
    count       // as rules over the whole record do
};
std::string_view to_text(LaterEntries later);

struct CohortQuestion {
    std::shared_ptr<const CompiledCohort> cohort;
    std::shared_ptr<const CompiledCohort> base;  // among whom; null: everybody
    Date as_at;
    LaterEntries later = LaterEntries::leave_out;
    std::vector<char> practices;  // by index: whether its people are asked about
};

struct CountingMeans {
    KeptAnswers& kept;
    unsigned threads = 1;
    ShouldStop should_stop;  // may be empty
};

struct ClauseCount {
    Tally remaining;
    Tally removed;
    Tally unknown;  // of those removed
    bool operator==(const ClauseCount&) const = default;
};

struct DefinitionCount {
    Tally people;
    Tally unknown;
    bool operator==(const DefinitionCount&) const = default;
};

struct CohortAnswers {
    std::vector<Found> found;  // by number of the person; not_asked: not in the base population
    std::vector<ClauseCount> clauses;             // by index of CompiledCohort::clauses
    std::vector<DefinitionCount> definitions;     // by index of CompiledCohort::definitions
    std::map<std::string, std::size_t> failures;  // people by what failed
};

// Nothing where it was stopped.
std::optional<CohortAnswers> ask_everybody(const CohortQuestion& question,
                                           const CountingMeans& means);

// One cohort's evaluator on one thread, begun with a person only when something is asked.
class PersonAsker {
public:
    PersonAsker(const CompiledCohort& cohort, Date as_at);
    // `record` must live until the next call.
    void turn_to(const records::PatientRecord& record);
    Found ask(std::size_t definition);  // index into Plan::definitions
    // All clauses of the counted definition.
    Found ask_counted();
    const std::string& failure() const { return failure_; }  // of the latest that failed

private:
    const CompiledCohort& cohort_;
    cql::Evaluator evaluator_;
    std::optional<records::PatientRecord> record_;
    bool begun_ = false;
    std::string failure_;
};

}  // namespace openpcn::cohorts
