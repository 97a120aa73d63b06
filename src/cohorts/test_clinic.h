// A small content pack and a handful of made-up people for the tests of this folder, written as
// clinicians write cases.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "cohorts/cohort_answers.h"
#include "cohorts/surroundings.h"
#include "services/case_record.h"
#include "services/content_case.h"

namespace openpcn::cohorts {

// Records of one case each, in its order; all on the list of practice A81001 but for cases whose
// name ends with "(A81002)".
class TestClinic {
public:
    explicit TestClinic(const char* people = standing_people);

    static const char* const standing_people;
    const std::shared_ptr<const Surroundings>& surroundings() const { return surroundings_; }
    const RecordWords& words() const { return words_; }
    const std::shared_ptr<const NetworkPeople>& people() const { return people_; }
    KeptAnswers& kept() { return *kept_; }

    // Expects the text to have no mistakes.
    std::shared_ptr<const CompiledCohort> compiled(const std::string& text,
                                                   const std::string& definition = "",
                                                   Reach reach = Reach::needed) const;
    std::vector<Mistake> mistakes(const std::string& text) const;
    CohortQuestion question(const std::string& text, const char* as_at = "2026-11-01") const;
    CohortAnswers ask(const CohortQuestion& question, unsigned threads = 1);
    // Names of the cases that the text holds for.
    std::vector<std::string> who(const std::string& text, const char* as_at = "2026-11-01");
    const std::string& name(std::size_t person) const { return names_[person]; }
    records::PersonId id(std::size_t person) const { return person + 1; }

private:
    std::shared_ptr<const Surroundings> surroundings_;
    RecordWords words_;
    std::vector<std::string> names_;
    std::vector<std::vector<std::byte>> bytes_;
    std::shared_ptr<const NetworkPeople> people_;
    std::unique_ptr<KeptAnswers> kept_;
};

}  // namespace openpcn::cohorts
