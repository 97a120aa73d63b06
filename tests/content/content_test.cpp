// Every rule of content/ against the cases beside it, and what must hold of a whole pack.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

#include "content_files.h"
#include "insight/population_overview.h"
#include "population/records/record_builder.h"
#include "services/case_record.h"
#include "services/evaluation_run.h"
#include "services/explanation.h"

namespace openpcn::services {
namespace {

std::shared_ptr<const ContentPack> pack() { return content_pack(); }

const CaseReport& report() {
    static const CaseReport ran = [] {
        auto made = run_cases(pack());
        EXPECT_TRUE(made.has_value()) << to_string(made.error());
        return made ? std::move(*made) : CaseReport{};
    }();
    return ran;
}

TEST(Content, GivesTheExpectedAnswerInEveryCase) {
    EXPECT_GT(report().cases, 300u);
    for (const CaseFailure& failure : report().failures) ADD_FAILURE() << to_text(failure);
}

TEST(Content, HasACaseForEveryNumberedRule) {
    EXPECT_THAT(report().without_case, testing::IsEmpty());
}

TEST(Content, IsNotAssuredUntilSomebodySaysSo) {
    EXPECT_EQ(pack()->facts().assurance, Assurance::not_assured);
    EXPECT_THAT(pack()->facts().assurance_statement, testing::HasSubstr("No rule"));
}

TEST(Content, OffersOutcomesOnEveryWorklist) {
    ASSERT_EQ(pack()->worklists().size(), 2u);
    for (const WorklistDefinition& worklist : pack()->worklists()) {
        EXPECT_FALSE(worklist.outcomes.empty()) << worklist.title;
        EXPECT_FALSE(worklist.snooze_reasons.empty()) << worklist.title;
    }
}

// A few hundred people made of the cases themselves, in two practices.
class Network : public testing::Test {
protected:
    void SetUp() override {
        ValueSets value_sets;
        for (const ContentFile& file : pack()->files())
            if (file.path.starts_with("value_sets/") && file.path.ends_with(".csv")) {
                ASSERT_TRUE(value_sets.add(parse_value_set(file.text, file.path).value()));
            }
        practices_ = {{"A81001", {}}, {"A81002", {}}};
        for (const ContentFile& file : pack()->files()) {
            if (file.path.find("/cases/") == std::string::npos) continue;
            const auto cases = parse_cases(file.text, file.path);
            for (const ContentCase& one : *cases) add(one, value_sets);
        }
        plan_ = RulePlan::bind(pack(), concepts_, texts_).value();
    }

    void add(const ContentCase& one, const ValueSets& value_sets) {
        const auto as_case = record_of(one, value_sets, concepts_, texts_).value();
        // The same entries under a number of their own.
        const records::PatientRecord from(as_case);
        records::RecordBuilder builder(++people_);
        builder.demographics(
            {from.header().sex, from.header().birth, from.header().deceased, from.header().death});
        for (std::size_t i = 0; i < from.entries().size(); ++i)
            builder.put(from.keys()[i], from.entries()[i], from.elements(from.entries()[i]));
        bytes_.push_back(builder.build());
        practices_[people_ % 2].people.emplace_back(bytes_.back());
    }

    EvaluationRun run(unsigned threads) const {
        RunRequest request;
        request.as_at = Date::parse("2020-03-31").value();
        request.threads = threads;
        return EvaluationRun::evaluate(plan_, practices_, request);
    }

    std::deque<std::vector<std::byte>> bytes_;
    records::PersonId people_ = 0;
    ConceptDictionary concepts_;
    TextPool texts_;
    std::vector<PracticeRecords> practices_;
    std::shared_ptr<const RulePlan> plan_;
};

TEST_F(Network, GivesTheSameRunWithOneThreadAndWithFour) {
    const EvaluationRun one = run(1), four = run(4);
    EXPECT_EQ(one.id(), four.id());
    for (std::size_t d = 0; d < plan_->definitions().size(); ++d) {
        EXPECT_EQ(one.count(d).yes, four.count(d).yes) << plan_->definitions()[d].name;
        EXPECT_EQ(one.count(d).unknown, four.count(d).unknown) << plan_->definitions()[d].name;
    }
    for (std::size_t w = 0; w < pack()->worklists().size(); ++w) {
        ASSERT_EQ(one.rows(w).size(), four.rows(w).size());
        EXPECT_GT(one.rows(w).size(), 20u);
        for (std::size_t i = 0; i < one.rows(w).size(); ++i) {
            EXPECT_EQ(one.rows(w)[i].person, four.rows(w)[i].person);
            EXPECT_EQ(one.rows(w)[i].facts, four.rows(w)[i].facts);
        }
    }
}

TEST_F(Network, GivesAReasonWithoutGapsOnEveryRow) {
    const EvaluationRun evaluated = run(1);
    EXPECT_TRUE(evaluated.errors().empty());
    for (std::size_t w = 0; w < pack()->worklists().size(); ++w) {
        for (const WorklistRow& row : evaluated.rows(w)) {
            EXPECT_FALSE(row.reasons.empty()) << pack()->worklists()[w].title << row.person;
            for (const RowReason& reason : row.reasons)
                EXPECT_THAT(reason.sentence, testing::Not(testing::HasSubstr("unknown")));
        }
    }
}

TEST_F(Network, MovesAPersonOffTheListWhenTheReviewIsRecorded) {
    EvaluationRun evaluated = run(1);
    const std::size_t reviews =
        pack()->worklist("structured-medication-review") == &pack()->worklists()[0] ? 0u : 1u;
    const WorklistRow first = evaluated.rows(reviews)[0];
    const auto& people = practices_[first.practice].people;
    const auto before = std::find_if(people.begin(), people.end(), [&](const auto& record) {
        return record.header().person == first.person;
    });
    records::RecordBuilder builder(*before);
    records::Entry review;
    review.type = records::ResourceType::procedure;
    review.status = records::Status::completed;
    review.code = concepts_.find(code_system::snomed, "1239511000000100").value();
    review.when = PartialDateTime::from_date(evaluated.as_at());
    builder.put(records::entry_key(review.type, "new"), review, {});
    const auto bytes = builder.build();
    const auto change = evaluated.reevaluate(first.practice, records::PatientRecord(bytes));
    ASSERT_TRUE(change.has_value()) << to_string(change.error());
    EXPECT_THAT(change->left, testing::ElementsAre(reviews));
    EXPECT_THAT(change->joined, testing::IsEmpty());
    EXPECT_EQ(evaluated.row(reviews, first.person), nullptr);
    EXPECT_EQ(evaluated.rows(reviews).size(), run(1).rows(reviews).size() - 1);
    // Back again, as an undo does.
    const auto back = evaluated.reevaluate(first.practice, *before);
    ASSERT_TRUE(back.has_value());
    EXPECT_THAT(back->joined, testing::ElementsAre(reviews));
    EXPECT_EQ(evaluated.rows(reviews)[0].person, first.person);
}

TEST_F(Network, ExplainsEveryAnswerAsTheRunGivesIt) {
    const EvaluationRun evaluated = run(2);
    const std::vector<std::string> codes{"A81001", "A81002"};
    for (std::size_t p = 0; p < practices_.size(); ++p) {
        const auto practice = static_cast<records::PracticeIndex>(p);
        for (std::size_t i = 0; i < practices_[p].people.size(); i += 149) {
            const records::PatientRecord& record = practices_[p].people[i];
            for (std::size_t d = 0; d < plan_->definitions().size(); ++d) {
                const auto why = explain(*plan_, plan_->definitions()[d].name, record,
                                         evaluated.as_at(), {concepts_, texts_, codes});
                ASSERT_TRUE(why.has_value()) << to_string(why.error());
                EXPECT_EQ(why->answer, evaluated.answer(d, practice, record.header().person))
                    << plan_->definitions()[d].name;
            }
        }
    }
}

TEST_F(Network, IsComparedWithNationalFigures) {
    const auto figures = insight::parse_national_prevalence(
        *pack()->text_of("figures/national_prevalence.csv"), "figures/national_prevalence.csv");
    ASSERT_TRUE(figures.has_value()) << to_string(figures.error());
    EXPECT_EQ(figures->conditions.size(), 21u);
    const EvaluationRun evaluated = run(1);
    const auto overview = insight::overview_of(evaluated, practices_, *figures);
    ASSERT_TRUE(overview.has_value()) << to_string(overview.error());
    const std::size_t listed = plan_->find("Population.On the list").value();
    EXPECT_EQ(overview->network.registered, evaluated.count(listed).yes);
    EXPECT_EQ(overview->network.conditions[0].people,
              evaluated.count(plan_->find("Registers.Hypertension register").value()).yes);
    EXPECT_GT(overview->network.conditions[0].expected, 10.0);
    EXPECT_EQ(overview->practices.size(), 2u);
}

}  // namespace
}  // namespace openpcn::services
