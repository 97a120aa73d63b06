#include "formation/take_step.h"

#include <gmock/gmock.h>

#include <random>

#include "formation/test_formation.h"
#include "formation/timetable.h"

namespace openpcn::formation {
namespace {

using networks::Stage;
using testing::Contains;
using testing::HasSubstr;

struct World {
    Registration registration = good_registration();
    Surroundings all{registration};
    FormationRules rules = rules_of_2019();
    std::vector<Finding> findings = all.check(registration);
    bool agreement_is_complete = false;
    Date today = day("2019-05-20");
    StepFacts facts() const {
        StepFacts made;
        made.today = today;
        made.planned_start = day("2019-07-01");
        made.rules = &rules;
        made.findings = findings;
        made.members = registration.members;
        made.agreement =
            AgreementFacts{true, agreement_is_complete, {}, {"A81001 has not signed."}};
        return made;
    }
};

std::vector<Variation> variations(const World& world) {
    std::vector<Variation> rows;
    for (const OdsCode& practice : world.registration.members)
        rows.push_back({practice, ContractType::gms, true, world.today, "V1"});
    return rows;
}

AgreeInPrinciple agreed(const World& world) {
    return {"PCCC", world.today, "M1", "ICS", {}, {}, ""};
}

ReviewCase after(const ReviewCase& review, const ReviewStep& step, const World& world) {
    const auto next = take_step(review, step, world.facts());
    EXPECT_TRUE(next) << name_of(kind_of(step)) << ": " << (next ? "" : next.error().what);
    return next.value_or(review);
}

TEST(TakeStep, LeadsFromDraftToLiveThroughEveryGate) {
    World world;
    ReviewCase review;
    review = after(review, Submit{1, true}, world);
    review = after(review, StartReview{}, world);
    review = after(review, ReturnToPractices{{"The map is missing."}}, world);
    EXPECT_EQ(review.stage, Stage::returned);
    review = after(review, Submit{2, true}, world);
    review = after(review, StartReview{}, world);
    review =
        after(review, Recommendation{"Panel", "LMC", Advice::approve, "Fine", world.today}, world);
    review = after(review, agreed(world), world);
    review = after(review, VaryContracts{variations(world)}, world);
    EXPECT_EQ(review.stage, Stage::contract_varied);
    EXPECT_THAT(hindrances(StepKind::confirm_agreement, review, world.facts()),
                Contains("A81001 has not signed."));
    world.agreement_is_complete = true;
    review = after(review, ConfirmAgreement{}, world);
    EXPECT_THAT(gates_to_live(review, world.facts()), Contains("Its first day is 1 July 2019."));
    EXPECT_FALSE(take_step(review, GoLive{}, world.facts()));
    world.today = day("2019-07-03");
    EXPECT_FALSE(take_step(review, GoLive{}, world.facts())) << "without an ODS code";
    review = after(review, RecordCode{code("U89141")}, world);
    EXPECT_FALSE(take_step(review, GoLive{day("2019-06-30")}, world.facts()));
    EXPECT_FALSE(take_step(review, GoLive{day("2019-07-04")}, world.facts()));
    review = after(review, GoLive{day("2019-07-01")}, world);
    EXPECT_EQ(review.stage, Stage::live);
    const std::string text = review_case_json(review);
    const auto read = parse_review_case(text);
    ASSERT_TRUE(read);
    EXPECT_EQ(review_case_json(*read), text);
}

TEST(TakeStep, OffersNoRefusalForTheAgreementsContent) {
    const World world;
    ReviewCase review;
    review.stage = Stage::under_review;
    const auto refused = take_step(
        review, Refuse{"agreement", "We dislike it.", "PCCC", world.today, "M1"}, world.facts());
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().remedy,
                HasSubstr("may not refuse a network because of the content"));
    for (const RefusalGround& ground : world.rules.refusal_grounds) {
        EXPECT_NE(ground.id, "agreement");
        EXPECT_EQ(after(review, Refuse{ground.id, "why", "PCCC", world.today, "M1"}, world).stage,
                  Stage::closed);
    }
}

TEST(TakeStep, NeedsAWaiverBelowTheSizeAndANamedReasonForWhatIsExplained) {
    World world;
    world.registration.members.pop_back();
    world.registration.lists->rows.pop_back();
    world.registration.lists->total = 22'000;
    world.registration.waiver_reason = "A rural valley.";
    world.findings = world.all.check(world.registration);
    ReviewCase review;
    review.stage = Stage::under_review;
    EXPECT_THAT(hindrances(StepKind::agree_in_principle, review, world.facts()),
                Contains("It is below the size, and no waiver is granted."));
    auto refused = after(review, SizeWaiver{false, "It is not rural.", world.today}, world);
    EXPECT_FALSE(take_step(refused, agreed(world), world.facts()));
    review = after(review, SizeWaiver{true, "A rural valley.", world.today}, world);
    EXPECT_EQ(after(review, agreed(world), world).stage, Stage::agreed_in_principle);
    world.findings.push_back(
        {"area_overlap", Task::area, Severity::to_decide, "Overlap", "", "", "", "", {}, "Shared"});
    const auto unnamed = take_step(review, agreed(world), world.facts());
    ASSERT_FALSE(unnamed);
    EXPECT_EQ(unnamed.error().where, "accepted.area_overlap");
    AgreeInPrinciple named = agreed(world);
    named.accepted["area_overlap"] = "Both agree.";
    EXPECT_EQ(after(review, named, world).stage, Stage::agreed_in_principle);
}

TEST(TakeStep, KeepsTheLogOfADisputeAndAssignsOnlyWhereTheYearAllows) {
    World world;
    ReviewCase review;
    review.stage = Stage::under_review;
    review = after(review,
                   OpenIssue{IssueKind::practice_without_network, "A81004 is left", {"LMC", "CCG"}},
                   world);
    EXPECT_EQ(review.stage, Stage::in_dispute);
    review = after(review, AddIssueStep{1, {world.today, "LMC", "Met the partners"}}, world);
    EXPECT_FALSE(take_step(review, agreed(world), world.facts()));
    const Assignment assignment{code("A81004"),    day("2020-04-01"), "LMC",
                                day("2019-05-01"), "failed",          "Coverage"};
    EXPECT_FALSE(take_step(review, assignment, world.facts())) << "2019/20 has no such rule";
    world.rules = parse_formation_rules(content_file("network_formation/2020-21.json"), "").value();
    Assignment early = assignment;
    early.from = day("2020-03-31");
    EXPECT_FALSE(take_step(review, early, world.facts()));
    review = after(review, assignment, world);
    EXPECT_EQ(review.assignments.size(), 1U);
    review = after(review, CloseIssue{1, "Assigned"}, world);
    EXPECT_FALSE(take_step(review, CloseIssue{1, "again"}, world.facts()));
    EXPECT_EQ(after(review, agreed(world), world).stage, Stage::agreed_in_principle);
}

TEST(TakeStep, LetsAPracticeLeaveAndTheOthersSubmitAgain) {
    World world;
    ReviewCase review;
    review = after(review, Leave{code("A81003"), "We stay as we are."}, world);
    EXPECT_EQ(review.stage, Stage::draft);
    EXPECT_TRUE(review.has_left(code("A81003")));
    world.registration.members.pop_back();
    EXPECT_FALSE(take_step(review, Leave{code("A81003"), "again"}, world.facts()));
    review = after(review, Submit{1, false}, world);
    review = after(review, StartReview{}, world);
    ReviewCase assigned = review;
    assigned.assignments.push_back(
        {code("A81002"), world.today, "LMC", world.today, "failed", "Coverage"});
    EXPECT_FALSE(take_step(assigned, Leave{code("A81002"), "x"}, world.facts()));
    EXPECT_FALSE(take_step(assigned, Leave{code("A81001"), "x"}, world.facts()))
        << "only the assigned practice would be left";
    review = after(review, Leave{code("A81002"), "Our partners voted against it."}, world);
    EXPECT_EQ(review.stage, Stage::returned);
    ASSERT_EQ(review.departures.size(), 2U);
    EXPECT_EQ(review.departures[1].submission, 1);
    EXPECT_EQ(review.said, "A81002 left it: Our partners voted against it.");
    world.registration.members.pop_back();
    const auto last = take_step(review, Leave{code("A81001"), "x"}, world.facts());
    ASSERT_FALSE(last);
    EXPECT_EQ(last.error().remedy, "Withdraw the registration as a whole.");
    review.stage = Stage::agreed_in_principle;
    EXPECT_FALSE(take_step(review, Leave{code("A81001"), "x"}, world.facts()));
}

// Any step, with whatever it says.
ReviewStep random_step(std::mt19937& random, const World& world) {
    const auto rows = [&] {
        auto all = variations(world);
        const auto kept = static_cast<std::ptrdiff_t>(1 + random() % all.size());
        all.erase(all.begin() + kept, all.end());
        if (random() % 4 == 0) all.front().is_approved = false;
        return all;
    };
    switch (random() % step_count) {
        case 0:
            return Submit{1, false};
        case 1:
            return Withdraw{"reason"};
        case 2:
            return Leave{world.registration.members.front(), "reason"};
        case 3:
            return StartReview{};
        case 4:
            return ReturnToPractices{{"reason"}};
        case 5:
            return Recommendation{"Panel", "", Advice::do_not_approve, "text", world.today};
        case 6:
            return SizeWaiver{random() % 2 == 0, "reason", world.today};
        case 7: {
            AgreeInPrinciple step = agreed(world);
            if (random() % 2 == 0) step.conditions = {"A condition"};
            return step;
        }
        case 8:
            return Refuse{"size", "reason", "PCCC", world.today, "M"};
        case 9:
            return OpenIssue{IssueKind::gap, "Gap", {}};
        case 10:
            return AddIssueStep{1 + random() % 2, {world.today, "LMC", "text"}};
        case 11:
            return CloseIssue{1 + random() % 2, "Settled"};
        case 12:
            return Assignment{code("A81004"), day("2020-04-01"), "LMC", world.today, "x", "y"};
        case 13:
            return VaryContracts{rows()};
        case 14:
            return MeetCondition{1 + random() % 2, "Met"};
        case 15:
            return ConfirmAgreement{};
        case 16:
            return RecordCode{code(random() % 3 == 0 ? "A81001" : "U89141")};
        default:
            return GoLive{};
    }
}

// What must hold of a network that is live, said apart from the code that decides it.
void expect_gates(const ReviewCase& live, const World& world) {
    EXPECT_TRUE(live.decision && live.decision->is_agreed);
    const auto conditions = live.decision ? live.decision->conditions : std::vector<Condition>();
    for (const Condition& one : conditions) EXPECT_TRUE(one.met_on) << one.text;
    EXPECT_FALSE(live.has_open_issue());
    EXPECT_TRUE(world.agreement_is_complete);
    EXPECT_TRUE(live.code && live.code->text() == "U89141");
    EXPECT_GE(world.today, day("2019-07-01"));
    std::set<OdsCode> approved;
    for (const Variation& one : live.variations)
        if (one.is_approved) approved.insert(one.practice);
    for (const OdsCode& practice : world.registration.members)
        EXPECT_TRUE(approved.contains(practice));
    EXPECT_FALSE(has_blocking(world.findings));
}

TEST(TakeStep, NeverLetsAnySequenceOfStepsReachLiveWithoutItsGates) {
    std::mt19937 random(20190701);
    World world;
    const std::vector<Finding> good = world.findings;
    world.all.people.payees.clear();
    const std::vector<Finding> bad = world.all.check(world.registration);
    int live = 0;
    for (int walk = 0; walk < 4'000; ++walk) {
        ReviewCase review;
        world.agreement_is_complete = false;
        for (int i = 0; i < 300 && review.stage != Stage::closed; ++i) {
            if (random() % 10 == 0) world.agreement_is_complete = random() % 3 != 0;
            if (random() % 15 == 0)
                world.today = random() % 3 == 0 ? day("2019-05-20") : day("2019-07-02");
            if (random() % 20 == 0) world.findings = random() % 4 == 0 ? bad : good;
            const ReviewStep step = random_step(random, world);
            // Walks that withdraw, leave or refuse at once say little.
            const StepKind kind = kind_of(step);
            if ((kind == StepKind::withdraw || kind == StepKind::refuse ||
                 kind == StepKind::leave) &&
                random() % 20 != 0)
                continue;
            const auto next = take_step(review, step, world.facts());
            if (!next) continue;
            EXPECT_TRUE(next->stage == review.stage ||
                        networks::may_follow(review.stage, next->stage))
                << networks::name_of(review.stage) << " to " << networks::name_of(next->stage);
            if (next->stage == Stage::live && review.stage != Stage::live) {
                expect_gates(*next, world);
                ++live;
            }
            review = *next;
        }
    }
    EXPECT_GT(live, 20) << "the walks must reach live often enough to mean something";
}

TEST(Timetable, TellsWhatIsDueLateAndDone) {
    const World world;
    ReviewCase review;
    review = after(review, Submit{1, true}, world);
    const auto standings =
        timetable_of(world.rules, {}, progress_of(review, day("2019-03-01")), world.today);
    const auto state = [&](std::string_view id) {
        for (const auto& one : standings)
            if (one.milestone.id == id) return one.state;
        ADD_FAILURE() << id;
        return MilestoneState::passed;
    };
    EXPECT_EQ(state("registration"), MilestoneState::done_late) << "15 May, done on 20 May";
    EXPECT_EQ(state("template"), MilestoneState::passed);
    EXPECT_EQ(state("areas"), MilestoneState::to_come);
    const auto later =
        timetable_of(world.rules, {}, progress_of(review, std::nullopt), day("2019-06-01"));
    EXPECT_EQ(later[3].milestone.id, "areas");
    EXPECT_EQ(later[3].state, MilestoneState::late);
    const auto waiting = waiting_for(review, world.rules, {}, day("2019-07-01"), day("2019-06-01"));
    ASSERT_EQ(waiting.size(), 1U);
    EXPECT_EQ(waiting[0].whom, Taker::commissioner);
    EXPECT_TRUE(waiting[0].is_late);
}

TEST(FormationRules, AreThereForEveryYearAndHaveNoTimetableTheyDoNotKnow) {
    std::vector<FormationRules> all;
    for (const char* year : {"2019-20", "2020-21", "2021-22", "2024-25", "2025-26"}) {
        const std::string file = std::string("network_formation/") + year + ".json";
        auto rules = parse_formation_rules(content_file(file), file);
        ASSERT_TRUE(rules) << rules.error().what << rules.error().where;
        all.push_back(std::move(*rules));
    }
    EXPECT_EQ(formation_rules_for(all, day("2018-01-01"))->id, "2019-20");
    EXPECT_EQ(formation_rules_for(all, day("2020-03-31"))->id, "2019-20");
    EXPECT_EQ(formation_rules_for(all, day("2023-04-01"))->id, "2021-22");
    EXPECT_EQ(formation_rules_for(all, day("2027-04-01"))->id, "2025-26");
    EXPECT_TRUE(all[4].milestones.empty());
    EXPECT_FALSE(all[4].timetable_note.empty());
    EXPECT_FALSE(all[0].assignment);
    const auto broken = parse_formation_rules(R"({"id": "x"})", "x.json");
    ASSERT_FALSE(broken);
    EXPECT_THAT(broken.error().where, HasSubstr("x.json"));
}

}  // namespace
}  // namespace openpcn::formation
