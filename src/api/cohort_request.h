// What somebody asks of a text: the body of the cohort routes, read and made ready to count.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "api/api_parts.h"
#include "api/cohort_desk.h"

namespace openpcn::api {

// CohortQuestion of openapi.yaml. The practice is one that may be counted for the asker.
struct CohortAsk {
    std::string text;
    std::string definition;
    std::string base = "registered";
    std::string practice;
    std::string editor;
    Date as_at;
    cohorts::LaterEntries later = cohorts::LaterEntries::leave_out;
};
inline constexpr std::size_t cohort_body_bytes_max = 512 * 1024;

// `invalid` where the object has another field than these, or is none.
Result<void> check_fields(const nlohmann::json& object,
                          std::initializer_list<std::string_view> allowed);

// `invalid`, naming the field.
Result<CohortAsk> cohort_ask_of(const nlohmann::json& object, const Call& call,
                                const CohortMoment& moment);
// The optional fields of it that comparisons have too; those of `object` that are not there keep
// what is in `ask`.
Result<void> read_side(const nlohmann::json& object, CohortAsk& ask);
Result<cohorts::LaterEntries> later_entries_of(const nlohmann::json& object);

// Answers the practices that are counted, by index: those the asker may, or the one asked for.
Result<std::vector<char>> counted_practices(const std::string& practice, const Call& call,
                                            const CohortMoment& moment);

struct CohortBase {
    std::string name;   // as it was asked for
    std::string title;  // for people
    std::string text;   // of the cohort that it is; empty: everybody
};
Result<CohortBase> cohort_base_of(const std::string& name);

// An ask compiled. Either the question, or the mistakes of its text.
struct PreparedCohort {
    std::shared_ptr<const cohorts::CohortCompilation> compilation;
    bool compiled_before = false;
    std::optional<cohorts::CohortQuestion> question;  // nothing where there are mistakes
    CohortBase base;
};
Result<PreparedCohort> prepare_cohort(ApiParts& parts, const Call& call, const CohortMoment& moment,
                                      const CohortAsk& ask);

// Whoever sees no people chooses whom a number counts, so that is on record: once for each text.
Result<void> audit_planning(ApiParts& parts, const Call& call, const CohortMoment& moment,
                            const CohortAsk& ask, const PreparedCohort& prepared);

// Asks everybody, as the turn allows.
cohorts::CountingMeans counting_means(ApiParts& parts, const CohortMoment& moment,
                                      const CohortDesk::Turn& turn);
Result<cohorts::CohortAnswers> answers_to(ApiParts& parts, const cohorts::CohortQuestion& question,
                                          const CohortMoment& moment, const CohortDesk::Turn& turn);

// 422 with every mistake.
http::Response cohort_mistakes(const cohorts::CohortCompilation& compilation,
                               std::string_view side = "");
nlohmann::ordered_json mistakes_json(const std::vector<cohorts::Mistake>& mistakes);

}  // namespace openpcn::api
