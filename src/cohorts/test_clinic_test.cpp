#include "cohorts/test_clinic.h"

#include <gmock/gmock.h>

namespace openpcn::cohorts {
namespace {

constexpr const char* facts = R"({"id": "small", "version": "1", "effective_from": "2019-07-01"})";

std::string value_set(const std::string& name, const std::string& id, const std::string& code) {
    return "# name: " + name + "\n# url: https://openpcn.org/value-set/" + id +
           "\n# source: test\n# version: 1\n# mark: S\nsystem,code,display\n" +
           "http://snomed.info/sct," + code + "," + name + "\n";
}

constexpr const char* registers = R"(library Registers version '1.0.0'
using FHIR version '4.0.1'
include FHIRHelpers version '4.0.1'
include Days version '1.0.0' called Days
valueset "Diabetes": 'https://openpcn.org/value-set/diabetes'
context Patient

define "On the list": exists ([EpisodeOfCare] E where E.period overlaps day of
  Interval[Today(), Today()])

// REG-05: diabetes that was diagnosed by the date
define "Diabetes register": exists ("Diabetes diagnoses")

define "Diabetes diagnoses": [Condition: "Diabetes"] C where C.onDay() on or before Today()
)";

constexpr const char* days = R"(library Days version '1.0.0'
using FHIR version '4.0.1'
include FHIRHelpers version '4.0.1'
context Patient
define fluent function onDay(condition FHIR.Condition):
  date from (condition.onset as FHIR.dateTime)
)";

template <typename T>
T must(Result<T> result) {
    if (!result) ADD_FAILURE() << to_string(result.error());
    return std::move(result).value();
}

std::shared_ptr<const Surroundings> small_surroundings() {
    auto pack = must(services::ContentPack::build(
        {{"pack.json", facts},
         {"value_sets/diabetes.csv", value_set("Diabetes", "diabetes", "73211009")},
         {"value_sets/hypertension.csv", value_set("Hypertension", "hypertension", "38341003")},
         {"value_sets/statin.csv", value_set("Statin", "statin", "96302009")},
         {"services/common/days.cql", days},
         {"services/registers/registers.cql", registers}}));
    return must(Surroundings::of(std::make_shared<const services::ContentPack>(std::move(pack))));
}

}  // namespace

const char* const TestClinic::standing_people = R"(as at 2026-11-01

case Anna
  born 1950-03-31 female
  diagnosis diabetes 2015-01-01
  issue statin 2026-05-01

case Bert
  born 1961-12-01 male
  diagnosis diabetes 2026-03-04

case Carl
  born 1990-06-15 male
  diagnosis hypertension 2019-01-01

case Dora (A81002)
  born 1940-01-01 female
  diagnosis diabetes 2010-01-01
  diagnosis hypertension 2012-01-01

case Emil
  born 1955-01-01 male
  registered nowhere
  diagnosis diabetes 2011-01-01
)";

TestClinic::TestClinic(const char* people) : surroundings_(small_surroundings()) {
    auto concepts = std::make_shared<ConceptDictionary>();
    auto texts = std::make_shared<TextPool>();
    std::vector<services::PracticeRecords> practices{{"A81001", {}}, {"A81002", {}}};
    auto cases = must(services::parse_cases(people, "people"));
    // By practice, as an image has them.
    std::stable_partition(cases.begin(), cases.end(), [](const services::ContentCase& one) {
        return !one.name.ends_with("(A81002)");
    });
    for (const services::ContentCase& one : cases) {
        bytes_.push_back(
            must(services::record_of(one, surroundings_->lists().value_sets, *concepts, *texts)));
        auto& header = *reinterpret_cast<records::RecordHeader*>(bytes_.back().data());
        header.person = names_.size() + 1;
        header.practice = one.name.ends_with("(A81002)") ? 1 : 0;
        practices[header.practice].people.emplace_back(bytes_.back());
        names_.push_back(one.name.substr(0, one.name.find(' ')));
    }
    words_ = {std::move(concepts), std::move(texts)};
    people_ = people_of(nullptr, practices);
    kept_ = std::make_unique<KeptAnswers>(people_);
}

std::shared_ptr<const CompiledCohort> TestClinic::compiled(const std::string& text,
                                                           const std::string& definition,
                                                           Reach reach) const {
    auto made = compile_cohort({text, definition, reach}, *surroundings_, words_);
    for (const Mistake& mistake : made.mistakes)
        ADD_FAILURE() << mistake.place.line << ":" << mistake.place.column << " "
                      << mistake.message;
    return std::move(made.cohort);
}

std::vector<Mistake> TestClinic::mistakes(const std::string& text) const {
    auto made = compile_cohort({text, "", Reach::needed}, *surroundings_, words_);
    EXPECT_EQ(made.cohort == nullptr, !made.mistakes.empty());
    return std::move(made.mistakes);
}

CohortQuestion TestClinic::question(const std::string& text, const char* as_at) const {
    return {compiled(text),
            compiled("Registers.\"On the list\""),
            Date::parse(as_at).value(),
            LaterEntries::leave_out,
            {1, 1}};
}

CohortAnswers TestClinic::ask(const CohortQuestion& question, unsigned threads) {
    return ask_everybody(question, {*kept_, threads, {}}).value();
}

std::vector<std::string> TestClinic::who(const std::string& text, const char* as_at) {
    const auto answers = ask(question(text, as_at));
    std::vector<std::string> found;
    for (std::size_t i = 0; i < answers.found.size(); ++i)
        if (answers.found[i] == Found::yes) found.push_back(names_[i]);
    return found;
}

}  // namespace openpcn::cohorts
