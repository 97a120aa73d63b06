#include "cohorts/cohort_answers.h"

#include <fmt/format.h>

#include <exception>

namespace openpcn::cohorts {
namespace {

Found found_of(cql::Truth truth) {
    if (truth == cql::Truth::yes) return Found::yes;
    return truth == cql::Truth::no ? Found::no : Found::unknown;
}

// What is asked of everybody, and where the answers are kept.
struct Asked {
    std::size_t definition = 0;  // index into Plan::definitions
    std::shared_ptr<AnswerColumn> column;
};

struct Columns {
    std::optional<Asked> base;
    std::vector<Asked> clauses;
    std::vector<std::optional<Asked>> definitions;  // nothing: the counted one, or not boolean
};

Columns columns_for(const CohortQuestion& question, KeptAnswers& kept) {
    const auto asked = [&](std::size_t index, const std::string& key) {
        return Asked{index, kept.column(fmt::format("{} {}\n{}", question.as_at.to_string(),
                                                    to_text(question.later), key))};
    };
    Columns columns;
    const CompiledCohort& cohort = *question.cohort;
    if (question.base != nullptr) {
        const CohortDefinition& base = question.base->counted_definition();
        columns.base = asked(base.index, base.key);
    }
    for (const CohortClause& clause : cohort.clauses)
        columns.clauses.push_back(asked(clause.index, clause.key));
    for (std::size_t i = 0; i < cohort.definitions.size(); ++i) {
        const CohortDefinition& definition = cohort.definitions[i];
        if (i == cohort.counted || !definition.is_boolean) {
            columns.definitions.emplace_back();
        } else {
            columns.definitions.emplace_back(asked(definition.index, definition.key));
        }
    }
    return columns;
}

// One thread's share.
class Worker {
public:
    Worker(const CohortQuestion& question, const Columns& columns)
        : question_(&question),
          columns_(&columns),
          cohort_(std::make_unique<PersonAsker>(*question.cohort, question.as_at)),
          record_(std::make_unique<RecordAsAt>()) {
        if (question.base != nullptr)
            base_ = std::make_unique<PersonAsker>(*question.base, question.as_at);
        answers.clauses.resize(columns.clauses.size());
        answers.definitions.resize(columns.definitions.size());
    }

    Found ask(std::size_t number, const PersonAtHand& person) {
        if (question_->practices[person.practice] == 0) return Found::not_asked;
        number_ = number;
        person_ = &person;
        turned_ = false;
        if (columns_->base) {
            const Found in_base = answer(*columns_->base, *base_);
            if (in_base == Found::failed) note_failure(*base_);
            if (in_base != Found::yes) return Found::not_asked;
        }
        const Found found = ask_clauses();
        if (found == Found::failed) note_failure(*cohort_);
        for (std::size_t i = 0; i < columns_->definitions.size(); ++i) {
            if (!columns_->definitions[i]) continue;
            const Found other = answer(*columns_->definitions[i], *cohort_);
            count(answers.definitions[i], other);
        }
        count(answers.definitions[question_->cohort->counted], found);
        return found;
    }

    CohortAnswers answers;  // `found` is not this thread's alone

private:
    records::PersonId id() const { return person_->record.header().person; }

    void count(DefinitionCount& definition, Found found) const {
        if (found == Found::yes) definition.people.add(id());
        if (found == Found::unknown) definition.unknown.add(id());
    }

    // `and` with three values: false if any clause is, else unknown if any is.
    Found ask_clauses() {
        Found whole = Found::yes;
        for (std::size_t i = 0; i < columns_->clauses.size(); ++i) {
            const Found found = answer(columns_->clauses[i], *cohort_);
            if (whole == Found::yes) {
                ClauseCount& count = answers.clauses[i];
                (found == Found::yes ? count.remaining : count.removed).add(id());
                if (found == Found::unknown) count.unknown.add(id());
            }
            if (found == Found::no || found == Found::failed) return found;
            if (found == Found::unknown) whole = Found::unknown;
        }
        return whole;
    }

    Found answer(const Asked& asked, PersonAsker& asker) {
        const Found kept = asked.column->at(number_);
        if (kept != Found::not_asked) return kept;
        if (!turned_) {
            const auto record = question_->later == LaterEntries::leave_out
                                    ? record_->until(person_->record, question_->as_at)
                                    : person_->record;
            cohort_->turn_to(record);
            if (base_) base_->turn_to(record);
            turned_ = true;
        }
        const Found found = asker.ask(asked.definition);
        if (found != Found::failed) asked.column->keep(number_, found);
        return found;
    }

    void note_failure(const PersonAsker& asker) { ++answers.failures[asker.failure()]; }

    const CohortQuestion* question_;
    const Columns* columns_;
    std::unique_ptr<PersonAsker> cohort_;
    std::unique_ptr<PersonAsker> base_;
    std::unique_ptr<RecordAsAt> record_;
    std::size_t number_ = 0;
    const PersonAtHand* person_ = nullptr;
    bool turned_ = false;  // whether the askers were turned to this person
};

void add(CohortAnswers& sum, const CohortAnswers& part) {
    for (std::size_t i = 0; i < sum.clauses.size(); ++i) {
        sum.clauses[i].remaining += part.clauses[i].remaining;
        sum.clauses[i].removed += part.clauses[i].removed;
        sum.clauses[i].unknown += part.clauses[i].unknown;
    }
    for (std::size_t i = 0; i < sum.definitions.size(); ++i) {
        sum.definitions[i].people += part.definitions[i].people;
        sum.definitions[i].unknown += part.definitions[i].unknown;
    }
    for (const auto& [message, people] : part.failures) sum.failures[message] += people;
}

}  // namespace

std::string_view to_text(LaterEntries later) {
    return later == LaterEntries::count ? "count" : "leave_out";
}

PersonAsker::PersonAsker(const CompiledCohort& cohort, Date as_at)
    : cohort_(cohort),
      evaluator_(*cohort.plan, cohort.concepts, cohort.texts, {as_at, 0, std::nullopt}) {}

void PersonAsker::turn_to(const records::PatientRecord& record) {
    record_.emplace(record);
    begun_ = false;
}

Found PersonAsker::ask(std::size_t definition) {
    // One record must not stop the count of everybody.
    try {
        if (!begun_) evaluator_.begin(*record_);
        begun_ = true;
        const std::size_t failures = evaluator_.failures().size();
        const cql::Truth truth = evaluator_.truth(definition);
        if (evaluator_.failures().size() == failures) return found_of(truth);
        failure_ = evaluator_.failures().back().message;
    } catch (const std::exception& error) {
        failure_ = error.what();
        begun_ = false;
    }
    return Found::failed;
}

Found PersonAsker::ask_counted() {
    Found whole = Found::yes;
    for (const CohortClause& clause : cohort_.clauses) {
        const Found found = ask(clause.index);
        if (found == Found::no || found == Found::failed) return found;
        if (found == Found::unknown) whole = Found::unknown;
    }
    return whole;
}

std::optional<CohortAnswers> ask_everybody(const CohortQuestion& question,
                                           const CountingMeans& means) {
    const auto& people = means.kept.people()->people;
    const Columns columns = columns_for(question, means.kept);
    CohortAnswers all;
    all.found.assign(people.size(), Found::not_asked);
    all.clauses.resize(columns.clauses.size());
    all.definitions.resize(columns.definitions.size());
    const auto workers = in_chunks(
        people.size(), means.threads, means.should_stop, [&] { return Worker(question, columns); },
        [&](Worker& worker, std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) all.found[i] = worker.ask(i, people[i]);
        });
    if (workers.empty()) return std::nullopt;
    for (const Worker& worker : workers) add(all, worker.answers);
    return all;
}

}  // namespace openpcn::cohorts
