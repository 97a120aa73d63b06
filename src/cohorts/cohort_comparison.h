// Who joined a cohort and who left it, between two texts, two dates, or both; and why.
//
// A cause is found by trying, in this order, and the first that holds is taken:
//
//   rule          the second text alone, on the first date, gives the second answer already
//   value_set     the same, where the texts differ in the value sets they name and in nothing else
//   registration  the person is in the base population on one of the dates only
//   data          without the entries dated between the two dates the second answer would not be
//   age           nor would it be for somebody who is as old as the person was on the first date
//   time          what is left: something became older, or newer, than the rule allows
//
// Each is what the rule itself says of a changed copy of the record, so none is a guess; where two
// causes were needed together, the first of the list is named. Goes by clinical dates, as
// record_as_at.h says.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "cohorts/cohort_answers.h"

namespace openpcn::cohorts {

enum class ChangeCause : std::uint8_t {
    data,
    age,
    time,
    registration,
    rule,
    value_set
};
inline constexpr std::size_t change_cause_count = 6;
std::string_view to_text(ChangeCause cause);

enum class Movement : std::uint8_t {
    joined,
    left
};

struct CohortChange {
    std::size_t person = 0;  // by number, as CohortAnswers::found
    Movement movement = Movement::joined;
    ChangeCause cause = ChangeCause::time;
    bool operator==(const CohortChange&) const = default;
};

// Both sides count later entries, and the practices, alike.
struct ComparedQuestions {
    CohortQuestion before;
    CohortQuestion after;
};

struct MovementCount {
    Tally before;
    Tally after;
    Tally stayed;
    Tally joined;
    Tally left;
};

struct CauseCount {
    Tally joined;
    Tally left;
};

struct CohortComparison {
    CohortAnswers before;
    CohortAnswers after;
    std::vector<CohortChange> changes;  // by number of the person
    MovementCount all;
    std::vector<MovementCount> practices;                 // by index
    std::array<CauseCount, change_cause_count> causes{};  // by ChangeCause
};

// Nothing where it was stopped. `means.kept` is of both sides.
std::optional<CohortComparison> compare_cohorts(const ComparedQuestions& questions,
                                                const CountingMeans& means);

// What the two texts make of one cause: `value_set` where nothing but value sets differs.
ChangeCause cause_of_texts(const ComparedQuestions& questions);

}  // namespace openpcn::cohorts
