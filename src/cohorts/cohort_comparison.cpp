#include "cohorts/cohort_comparison.h"

#include <algorithm>

#include "cohorts/membership.h"

namespace openpcn::cohorts {
namespace {

bool same_base(const ComparedQuestions& questions) {
    const auto& before = questions.before.base;
    const auto& after = questions.after.base;
    if (before == nullptr || after == nullptr) return before == after;
    return before->counted_definition().key == after->counted_definition().key;
}

// Finds causes, one person after another; one for each thread.
class CauseFinder {
public:
    explicit CauseFinder(const ComparedQuestions& questions)
        : questions_(questions),
          of_texts_(cause_of_texts(questions)),
          then_(questions.after, questions.before.as_at),
          now_(questions.after, questions.after.as_at) {}

    ChangeCause cause(const records::PatientRecord& record, Movement movement) {
        const bool second = movement == Movement::joined;  // the second answer: in or not
        const auto as_then = then_.record_on(record, questions_.before.as_at);
        if (then_.is_member(as_then) == second) return of_texts_;
        const bool was_in_base = then_.is_in_base(as_then);
        if (now_.is_in_base(now_.record_on(record, questions_.after.as_at)) != was_in_base)
            return ChangeCause::registration;
        if (now_.is_member(as_then) != second) return ChangeCause::data;
        const std::int32_t days = questions_.after.as_at.days() - questions_.before.as_at.days();
        if (now_.is_member(younger_.born_later(record, last_day(), days)) != second)
            return ChangeCause::age;
        return ChangeCause::time;
    }

private:
    // Of the entries that the second answer saw.
    Date last_day() const {
        return questions_.after.later == LaterEntries::leave_out ? questions_.after.as_at
                                                                 : *Date::parse("9999-12-31");
    }

    const ComparedQuestions& questions_;
    ChangeCause of_texts_;
    MembershipAsker then_;  // the second text on the first date
    MembershipAsker now_;
    RecordAsAt younger_;
};

std::vector<CohortChange> changes_between(const CohortAnswers& before, const CohortAnswers& after) {
    std::vector<CohortChange> changes;
    for (std::size_t i = 0; i < after.found.size(); ++i) {
        const bool was = before.found[i] == Found::yes;
        const bool is = after.found[i] == Found::yes;
        if (was != is)
            changes.push_back({i, is ? Movement::joined : Movement::left, ChangeCause::time});
    }
    return changes;
}

void add(MovementCount& count, records::PersonId person, bool was, bool is) {
    if (was) count.before.add(person);
    if (is) count.after.add(person);
    if (was && is) count.stayed.add(person);
    if (is && !was) count.joined.add(person);
    if (was && !is) count.left.add(person);
}

void count_movements(CohortComparison& made, const NetworkPeople& people) {
    made.practices.resize(people.practices.size());
    for (std::size_t i = 0; i < people.people.size(); ++i) {
        const bool was = made.before.found[i] == Found::yes;
        const bool is = made.after.found[i] == Found::yes;
        const PersonAtHand& person = people.people[i];
        add(made.all, person.record.header().person, was, is);
        add(made.practices[person.practice], person.record.header().person, was, is);
    }
    for (const CohortChange& change : made.changes) {
        CauseCount& count = made.causes[static_cast<std::size_t>(change.cause)];
        (change.movement == Movement::joined ? count.joined : count.left)
            .add(people.people[change.person].record.header().person);
    }
}

}  // namespace

std::string_view to_text(ChangeCause cause) {
    constexpr std::array<std::string_view, change_cause_count> names{
        "data", "age", "time", "registration", "rule", "value_set"};
    return names[static_cast<std::size_t>(cause)];
}

ChangeCause cause_of_texts(const ComparedQuestions& questions) {
    if (!same_base(questions)) return ChangeCause::rule;
    const auto keys = [](const CohortQuestion& question) {
        std::vector<std::string> masked;
        for (const CohortClause& clause : question.cohort->clauses)
            masked.push_back(clause.masked_key);
        return masked;
    };
    return keys(questions.before) == keys(questions.after) ? ChangeCause::value_set
                                                           : ChangeCause::rule;
}

std::optional<CohortComparison> compare_cohorts(const ComparedQuestions& questions,
                                                const CountingMeans& means) {
    auto before = ask_everybody(questions.before, means);
    if (!before) return std::nullopt;
    auto after = ask_everybody(questions.after, means);
    if (!after) return std::nullopt;
    CohortComparison made;
    made.before = std::move(*before);
    made.after = std::move(*after);
    made.changes = changes_between(made.before, made.after);
    const NetworkPeople& people = *means.kept.people();
    const auto workers = in_chunks(
        made.changes.size(), means.threads, means.should_stop,
        [&] { return std::make_unique<CauseFinder>(questions); },
        [&](std::unique_ptr<CauseFinder>& finder, std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                CohortChange& change = made.changes[i];
                change.cause = finder->cause(people.people[change.person].record, change.movement);
            }
        });
    if (workers.empty()) return std::nullopt;
    count_movements(made, people);
    return made;
}

}  // namespace openpcn::cohorts
