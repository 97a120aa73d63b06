#include "population/synthetic/network_plan.h"

#include <gtest/gtest.h>

#include <set>

#include "base/nhs_number.h"
#include "population/synthetic/identity.h"

namespace openpcn::synthetic {
namespace {

NetworkOptions small_network() { return {11, 3000, 4, *Date::from_ymd(2026, 11, 1), 0}; }

TEST(NetworkPlan, GivesEverybodyAValidNhsNumberFromTheSyntheticRange) {
    const auto plan = plan_network(small_network());
    ASSERT_TRUE(plan);
    std::set<std::uint64_t> seen;
    for (const PlannedPerson& person : plan->people) {
        const auto number = NhsNumber::parse(std::to_string(person.nhs_number));
        ASSERT_TRUE(number) << "person " << person.number;
        EXPECT_TRUE(number->is_synthetic());
        EXPECT_TRUE(seen.insert(person.nhs_number).second) << "twice: person " << person.number;
    }
}

TEST(NetworkPlan, HasExactlyThePeopleAskedForOnTheLists) {
    const auto plan = plan_network(small_network());
    ASSERT_TRUE(plan);
    int registered = 0;
    for (const PlannedPerson& person : plan->people)
        registered += person.membership == Membership::registered;
    EXPECT_EQ(registered, 3000);
    EXPECT_EQ(plan->practices.size(), 4u);
}

TEST(NetworkPlan, KeepsEverybodysDaysInOrder) {
    const auto plan = plan_network(small_network());
    ASSERT_TRUE(plan);
    for (const PlannedPerson& person : plan->people) {
        EXPECT_LE(person.birth, person.registered) << "person " << person.number;
        EXPECT_LE(person.registered, person.until) << "person " << person.number;
        EXPECT_LE(person.until, plan->options.as_at) << "person " << person.number;
        EXPECT_EQ(person.age, completed_years(person.birth, person.until));
    }
}

TEST(NetworkPlan, ListsWhoMovedWithinTheNetworkAtBothPractices) {
    const auto plan = plan_network(small_network());
    ASSERT_TRUE(plan);
    std::size_t moved = 0, listed = 0;
    for (const PlannedPerson& person : plan->people) {
        moved += person.former_practice.has_value();
        EXPECT_NE(person.former_practice, person.practice);
    }
    for (const PlannedPractice& practice : plan->practices) listed += practice.moved_on.size();
    EXPECT_GT(moved, 10u);
    EXPECT_EQ(moved, listed);
}

TEST(NetworkPlan, LetsCareHomesHoldTheOldestAndFrailest) {
    const auto plan = plan_network({11, 20'000, 4, *Date::from_ymd(2026, 11, 1), 0});
    ASSERT_TRUE(plan);
    int residents = 0, with_dementia = 0, over_ninety = 0, over_ninety_resident = 0;
    for (const PlannedPerson& person : plan->people) {
        if (person.membership != Membership::registered) continue;
        const bool resident = person.residence == Residence::care_home;
        residents += resident;
        with_dementia += resident && person.has(Condition::dementia);
        over_ninety += person.age >= 90;
        over_ninety_resident += resident && person.age >= 90;
    }
    EXPECT_NEAR(100.0 * over_ninety_resident / over_ninety, 22, 2);
    EXPECT_GT(3 * with_dementia, residents);
}

TEST(NetworkPlan, SaysWhatItCannotMake) {
    NetworkOptions options = small_network();
    options.people = 50;
    const auto few = plan_network(options);
    ASSERT_FALSE(few);
    EXPECT_EQ(few.error().kind, ErrorKind::invalid);
    EXPECT_EQ(few.error().what, "50 people cannot be made.");
    options = small_network();
    options.as_at = *Date::from_ymd(2019, 3, 31);
    const auto early = plan_network(options);
    ASSERT_FALSE(early);
    EXPECT_EQ(early.error().what, "2019-03-31 is no day that a network can be made for.");
    options = small_network();
    options.practices = 0;
    const auto none = plan_network(options);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().what, "0 practices cannot be made.");
}

TEST(Identity, IsOfNobodyWhoCouldExist) {
    const auto plan = plan_network(small_network());
    ASSERT_TRUE(plan);
    for (const PlannedPerson& person : plan->people) {
        const Identity identity = identity_of(*plan, person);
        EXPECT_TRUE(identity.postcode.starts_with("QX")) << identity.postcode;
        EXPECT_TRUE(identity.phone.starts_with("07700 90") ||
                    identity.phone.starts_with("01632 96"));
        EXPECT_TRUE(identity.small_area.starts_with("E019")) << identity.small_area;
        EXPECT_EQ((identity.deprivation_decile + 1) / 2, person.deprivation_quintile);
    }
}

}  // namespace
}  // namespace openpcn::synthetic
