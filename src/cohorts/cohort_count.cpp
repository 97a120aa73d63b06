#include "cohorts/cohort_count.h"

#include <algorithm>

namespace openpcn::cohorts {
namespace {

void add(GroupCount& count, records::PersonId person, Found found) {
    count.of.add(person);
    if (found == Found::yes) count.people.add(person);
    if (found == Found::unknown) count.unknown.add(person);
    if (found == Found::failed) count.failed.add(person);
}

void add(SexCount& count, const records::RecordHeader& header) {
    (header.sex == records::Sex::female ? count.female
     : header.sex == records::Sex::male ? count.male
                                        : count.other)
        .add(header.person);
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
        add(count.all, header.person, found);
        add(count.practices[person.practice], header.person, found);
        add(count.deciles[person.deprivation_decile], header.person, found);
        AgeCount* age = &count.age_unknown;
        if (header.birth.has_value()) {
            const int years = completed_years(header.birth.date(), as_at);
            age = &count.ages[static_cast<std::size_t>(
                std::clamp(years, 0, static_cast<int>(age_years_max)))];
        }
        add(age->of, header);
        if (found == Found::yes) add(age->people, header);
    }
    return count;
}

}  // namespace openpcn::cohorts
