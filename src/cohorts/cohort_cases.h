// A cohort's own cases: made-up people and the answers that its definitions must give, in the form
// of the content's cases (services/content_case.h; docs/guides/rules.md).
//
// "-> Name: yes" asks about a definition of the text, "-> Registers.Diabetes register: no" about
// one of a library that the text uses. The base population is not asked. Text from outside.
#pragma once

#include "cohorts/compiled_cohort.h"
#include "cohorts/people_in_chunks.h"

namespace openpcn::cohorts {

inline constexpr std::size_t case_bytes_max = 256 * 1024;
inline constexpr std::size_t cases_max = 500;

struct CohortCaseFailure {
    int line = 0;  // of the cases' text
    std::string case_name;
    std::string definition;
    std::string expected;
    std::string given;        // "yes", "no", "unknown", a value, or "not defined"
    std::string explanation;  // of a definition with clauses: what each came to; may be empty
};

struct CohortCaseReport {
    std::size_t cases = 0;
    std::size_t expectations = 0;
    std::vector<CohortCaseFailure> failures;
    // Why they could not be run at all, with the line; then the rest is empty.
    std::string problem;

    bool passed() const { return failures.empty() && problem.empty(); }
};

// The codes of the records are not needed: cases bring their own. A text with mistakes is a
// problem of the report, and so is being stopped; `should_stop` is asked before each answer.
CohortCaseReport run_cohort_cases(const std::string& cases, const std::string& text,
                                  const std::string& definition, const Surroundings& surroundings,
                                  const ShouldStop& should_stop = {});

}  // namespace openpcn::cohorts
