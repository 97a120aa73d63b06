#include "cohorts/cohort_count.h"

#include <algorithm>

namespace openpcn::cohorts {
namespace {

void add(GroupCount& count, Found found) {
    ++count.of;
    count.people += found == Found::yes ? 1 : 0;
    count.unknown += found == Found::unknown ? 1 : 0;
    count.failed += found == Found::failed ? 1 : 0;
}

void add(SexCount& count, records::Sex sex) {
    ++(sex == records::Sex::female ? count.female
       : sex == records::Sex::male ? count.male
                                   : count.other);
}

}  // namespace

CohortCount count_of(const CohortAnswers& answers, const NetworkPeople& people, Date as_at) {
    CohortCount count;
    count.practices.resize(people.practices.size());
    for (std::size_t i = 0; i < people.people.size(); ++i) {
        const Found found = answers.found[i];
        if (found == Found::not_asked) continue;
        const PersonAtHand& person = people.people[i];
        const records::RecordHeader& header = person.record.header();
        add(count.all, found);
        add(count.practices[person.practice], found);
        add(count.deciles[person.deprivation_decile], found);
        AgeCount* age = &count.age_unknown;
        if (header.birth.has_value()) {
            const int years = completed_years(header.birth.date(), as_at);
            age = &count.ages[static_cast<std::size_t>(
                std::clamp(years, 0, static_cast<int>(age_years_max)))];
        }
        add(age->of, header.sex);
        if (found == Found::yes) add(age->people, header.sex);
    }
    return count;
}

}  // namespace openpcn::cohorts
