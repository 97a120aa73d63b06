#include "cohorts/cohort_cases.h"

#include <fmt/format.h>

#include <exception>

#include "cohorts/cohort_answers.h"
#include "population/cql/value_text.h"
#include "services/case_record.h"

namespace openpcn::cohorts {
namespace {

struct CasePerson {
    services::ContentCase one;
    std::vector<std::byte> bytes;
};

CohortCaseReport impossible(std::string problem) {
    CohortCaseReport report;
    report.problem = std::move(problem);
    return report;
}

std::string sentence_of(const Error& error) {
    return fmt::format("{} ({})", error.what, error.where);
}

class CaseRun {
public:
    CaseRun(const CompiledCohort& cohort, CohortCaseReport& report)
        : cohort_(cohort),
          report_(report),
          evaluator_(*cohort.plan, cohort.concepts, cohort.texts, {Date(), 0, std::nullopt}) {}

    // False where it was stopped.
    bool check(const CasePerson& person, const ShouldStop& should_stop) {
        const records::PatientRecord record(person.bytes);
        evaluator_.move_to(person.one.as_at);
        for (const services::CaseExpectation& expectation : person.one.expectations) {
            if (should_stop && should_stop()) return false;
            ++report_.expectations;
            // Anew for each, since a failure may leave an evaluation half way.
            const auto [given, explanation] = answer(record, expectation);
            if (given != expectation.expected)
                report_.failures.push_back({expectation.line, person.one.name,
                                            shown_name(expectation.definition),
                                            expectation.expected, given, explanation});
        }
        return true;
    }

private:
    struct Given {
        std::string answer;
        std::string explanation;
    };

    // Without a library before it, a name is the text's own.
    static std::string shown_name(const std::string& definition) {
        return definition.starts_with('.') ? definition.substr(1) : definition;
    }

    std::optional<std::size_t> find(const std::string& definition) const {
        const std::size_t dot = definition.find('.');
        const std::string library = definition.substr(0, dot);
        const std::string name = definition.substr(dot + 1);
        const bool own = library.empty() || library == cohort_.library;
        const auto found = cohort_.plan->find(own ? cohort_.text->tree.name : library, name);
        if (!found) return std::nullopt;
        return *found;
    }

    Given answer(const records::PatientRecord& record,
                 const services::CaseExpectation& expectation) {
        const auto index = find(expectation.definition);
        if (!index)
            return {"not defined",
                    "Neither the text nor a library that it uses has such a definition."};
        try {
            evaluator_.begin(record);
            const std::size_t failed = evaluator_.failures().size();
            const std::string given = value_text(*index);
            if (evaluator_.failures().size() > failed)
                return {"unknown", evaluator_.failures().back().message};
            return {given, given == expectation.expected ? "" : clauses(*index)};
        } catch (const std::exception& error) {
            return {"unknown", error.what()};
        }
    }

    std::string value_text(std::size_t index) {
        if (cohort_.plan->definitions[index].is_boolean)
            return std::string(word(evaluator_.truth(index)));
        const cql::Value value = evaluator_.value(index);
        if (value.is_null()) return "unknown";
        if (value.kind == cql::ValueKind::boolean) return value.is_true() ? "yes" : "no";
        const bool whole = value.kind == cql::ValueKind::list ||
                           value.kind == cql::ValueKind::tuple ||
                           value.kind == cql::ValueKind::interval;
        return whole ? cql::to_text(value, {*cohort_.plan, cohort_.concepts, cohort_.texts})
                     : cql::to_plain_text(value, cohort_.texts);
    }

    static std::string_view word(cql::Truth truth) {
        return truth == cql::Truth::yes ? "yes" : truth == cql::Truth::no ? "no" : "unknown";
    }

    // What each clause of the counted definition came to.
    std::string clauses(std::size_t index) {
        if (index != cohort_.counted_definition().index) return {};
        std::string text;
        for (const CohortClause& clause : cohort_.clauses)
            text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", clause.text,
                                word(evaluator_.truth(clause.index)));
        return text;
    }

    const CompiledCohort& cohort_;
    CohortCaseReport& report_;
    cql::Evaluator evaluator_;
};

Result<std::vector<CasePerson>> people_of_cases(const std::string& cases,
                                                const ValueSets& value_sets,
                                                ConceptDictionary& concepts, TextPool& texts) {
    TRY_ASSIGN(auto parsed, services::parse_cases(cases, "the cases"));
    if (parsed.size() > cases_max)
        return failure(
            {ErrorKind::invalid,
             fmt::format("There are {} cases; at most {} are run.", parsed.size(), cases_max),
             "the cases", "Keep those that show something."});
    std::vector<CasePerson> people;
    for (services::ContentCase& one : parsed) {
        // Cases stay as they are while days go by, so each says on which day it is asked.
        if (one.as_at == Date())
            return failure({ErrorKind::invalid,
                            "The case has no date: begin with a line such as \"as at 2026-03-31\".",
                            fmt::format("the cases, line {}.", one.line), "Add the line."});
        TRY_ASSIGN(auto bytes, services::record_of(one, value_sets, concepts, texts));
        people.push_back({std::move(one), std::move(bytes)});
    }
    return people;
}

}  // namespace

CohortCaseReport run_cohort_cases(const std::string& cases, const std::string& text,
                                  const std::string& definition, const Surroundings& surroundings,
                                  const ShouldStop& should_stop) {
    auto concepts = std::make_shared<ConceptDictionary>();
    auto texts = std::make_shared<TextPool>();
    const auto people = people_of_cases(cases, surroundings.lists().value_sets, *concepts, *texts);
    if (!people) return impossible(sentence_of(people.error()));
    CohortCaseReport report;
    report.cases = people->size();
    if (people->empty()) return report;
    const auto compiled =
        compile_cohort({text, definition, Reach::all}, surroundings, {concepts, texts});
    if (!compiled.cohort)
        return impossible(fmt::format("The text has a mistake: {} (line {})",
                                      compiled.mistakes.front().message,
                                      compiled.mistakes.front().place.line));
    CaseRun run(*compiled.cohort, report);
    for (const CasePerson& person : *people)
        if (!run.check(person, should_stop))
            return impossible("Running the cases took too long and was stopped.");
    return report;
}

}  // namespace openpcn::cohorts
