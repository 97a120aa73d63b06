#include "governance/vote.h"

#include <gmock/gmock.h>

#include <random>

namespace openpcn::governance {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Ballot ballot(std::string_view practice, Choice choice, std::int64_t list = 1'000,
              bool aside = false) {
    return {*OdsCode::parse(practice), choice != Choice::not_voted, aside, choice, list};
}

constexpr VotingRule majority{};
constexpr VotingRule two_thirds_of_all{Weight::headcount, 66, false, true, 75};
constexpr VotingRule by_list{Weight::list_size, 50, true, false, 50};

TEST(Vote, IsCountedByHeads) {
    const auto outcome = count_votes(
        majority,
        std::vector{ballot("A81001", Choice::in_favour), ballot("A81002", Choice::in_favour),
                    ballot("A81003", Choice::against), ballot("A81004", Choice::abstains)});
    EXPECT_TRUE(outcome.is_carried && outcome.is_quorate);
    EXPECT_THAT(
        outcome.arithmetic,
        ElementsAre("4 of 4 practices that may vote are there (100.00 %); the quorum is 50 %: met.",
                    "2 of 3 practices that voted are in favour: 66.66 %, and more than 50 % is "
                    "needed: enough."));
}

TEST(Vote, IsCountedByLists) {
    const auto outcome =
        count_votes(by_list, std::vector{ballot("A81001", Choice::in_favour, 31'200),
                                         ballot("A81002", Choice::against, 5'000),
                                         ballot("A81003", Choice::against, 4'850)});
    EXPECT_TRUE(outcome.is_carried);
    EXPECT_THAT(outcome.arithmetic.front(),
                HasSubstr("No list of that day is known of A81001, A81002, A81003: weighs 0."));
    EXPECT_THAT(
        outcome.arithmetic.back(),
        HasSubstr("31,200 of 41,050 registered patients that voted are in favour: 76.00 %"));
}

TEST(Vote, NamesTheListsThatWeigh) {
    std::vector ballots{ballot("A81001", Choice::in_favour, 31'200),
                        ballot("A81002", Choice::against, 5'000),
                        ballot("A81003", Choice::against, 7'000, true)};
    for (Ballot& each : ballots) {
        each.list_dated = Date::parse("2019-01-01").value();
        each.list_source = "january.csv";
    }
    EXPECT_THAT(count_votes(by_list, ballots).arithmetic,
                testing::Contains("The lists are those of 1 January 2019 (january.csv)."));
    ballots[1].list_dated = Date::parse("2019-04-01").value();
    ballots[1].list_source = "april.csv";
    EXPECT_THAT(
        count_votes(by_list, ballots).arithmetic,
        testing::IsSupersetOf({"The lists of A81001 are those of 1 January 2019 (january.csv).",
                               "The lists of A81002 are those of 1 April 2019 (april.csv)."}));
    // By heads no list is named.
    EXPECT_THAT(count_votes(majority, ballots).arithmetic,
                testing::Not(testing::Contains(HasSubstr("csv"))));
}

TEST(Vote, IsNotCarriedByATieNorJustBelow) {
    const std::vector tie{ballot("A81001", Choice::in_favour), ballot("A81002", Choice::against)};
    EXPECT_FALSE(count_votes(majority, tie).is_carried);
    VotingRule half = majority;
    half.more_than = false;
    EXPECT_TRUE(count_votes(half, tie).is_carried);
    // 65 of 99 is below, 66 of 100 just reaches.
    VotingRule lists = by_list;
    lists.percent = 66;
    lists.more_than = false;
    EXPECT_FALSE(count_votes(lists, std::vector{ballot("A81001", Choice::in_favour, 659'999),
                                                ballot("A81002", Choice::against, 340'001)})
                     .is_carried);
    EXPECT_TRUE(count_votes(lists, std::vector{ballot("A81001", Choice::in_favour, 660'000),
                                               ballot("A81002", Choice::against, 340'000)})
                    .is_carried);
}

TEST(Vote, NeedsItsQuorum) {
    const std::vector few{ballot("A81001", Choice::in_favour), ballot("A81002", Choice::in_favour),
                          ballot("A81003", Choice::not_voted), ballot("A81004", Choice::not_voted)};
    EXPECT_TRUE(count_votes(majority, few).is_carried);
    const auto outcome = count_votes(two_thirds_of_all, few);
    EXPECT_FALSE(outcome.is_quorate || outcome.is_carried);
    EXPECT_THAT(outcome.arithmetic[1], HasSubstr("2 of 4 practices that may vote"));
    EXPECT_FALSE(count_votes(majority, {}).is_carried);
}

TEST(Vote, LeavesOutWhoStandsAside) {
    const auto outcome =
        count_votes(two_thirds_of_all, std::vector{ballot("A81001", Choice::in_favour),
                                                   ballot("A81002", Choice::in_favour),
                                                   ballot("A81003", Choice::against, 1'000, true)});
    EXPECT_TRUE(outcome.is_carried);
    EXPECT_EQ(outcome.practices_entitled, 2);
    EXPECT_EQ(outcome.against, 0);
    EXPECT_THAT(outcome.arithmetic.front(), HasSubstr("A81003 stands aside"));
}

// The weights of all choices are the whole, and somebody who changes to "in favour" never makes a
// carried motion fail.
TEST(Vote, AddsUpAndIsMonotone) {
    std::mt19937 random(1);
    for (int round = 0; round < 5'000; ++round) {
        VotingRule rule{static_cast<Weight>(random() % 2), static_cast<int>(random() % 101),
                        random() % 2 == 0, random() % 2 == 0, static_cast<int>(random() % 101)};
        std::vector<Ballot> ballots;
        std::int64_t not_voted = 0;
        for (int i = 0; i < 8; ++i) {
            ballots.push_back(ballot("A8100" + std::to_string(i), static_cast<Choice>(random() % 4),
                                     static_cast<std::int64_t>(random() % 30'000),
                                     random() % 5 == 0));
            if (!ballots.back().stands_aside && ballots.back().choice == Choice::not_voted)
                not_voted += rule.weight == Weight::headcount ? 1 : ballots.back().list_size;
        }
        const auto outcome = count_votes(rule, ballots);
        EXPECT_EQ(outcome.in_favour + outcome.against + outcome.abstained + not_voted,
                  outcome.entitled);
        for (Ballot& each : ballots) each.choice = Choice::in_favour;
        if (outcome.is_carried) {
            EXPECT_TRUE(count_votes(rule, ballots).is_carried);
        }
    }
}

}  // namespace
}  // namespace openpcn::governance
