#include "api/disclosure.h"

#include <gtest/gtest.h>

namespace openpcn::api {
namespace {

const Asker commissioner{"c", "C", "commissioner", "QE1", OrganisationKind::commissioner};
const Asker pharmacist{"p", "P", "clinical_pharmacist", "U1", OrganisationKind::network};

cohorts::Tally people(std::uint64_t first, std::size_t count) {
    cohorts::Tally tally;
    for (std::size_t i = 0; i < count; ++i) tally.add(first + i);
    return tally;
}

TEST(Disclosure, IsExactForWhoeverMaySeePeople) {
    const Disclosure shown(pharmacist, 1);
    EXPECT_EQ(shown(3), 3u);
    EXPECT_EQ(shown(people(100, 53)), 53u);
}

TEST(Disclosure, SuppressesSmallNumbersAndRoundsOthersForWhoeverMayNot) {
    const Disclosure shown(commissioner, 1);
    for (std::size_t count = 0; count <= 7; ++count) {
        EXPECT_EQ(shown(count), 0u);
        EXPECT_EQ(shown(people(100, count)), 0u);
    }
    EXPECT_EQ(shown(8), 10u);
    EXPECT_EQ(shown(52), 50u);
    EXPECT_EQ(shown(53), 55u);
    for (std::size_t count = 8; count < 100; ++count) {
        const std::size_t given = shown(people(7, count));
        EXPECT_EQ(given % 5, 0u);
        EXPECT_LT(given > count ? given - count : count - given, 5u);
        EXPECT_EQ(shown(people(7, count)), given) << "asking again tells nothing new";
    }
}

TEST(Disclosure, DoesNotTellWhetherOnePersonMoreIsCounted) {
    // Groups of 52 that somebody chose, with and without one more person: rounding to the nearest
    // would answer 50 and 55 every time.
    const Disclosure shown(commissioner, 12345);
    int rose = 0, fell = 0, up = 0;
    constexpr int groups = 2000;
    for (int i = 0; i < groups; ++i) {
        auto group = people(static_cast<std::uint64_t>(i) * 1000, 52);
        const std::size_t without = shown(group);
        group.add(999'999'999);
        const std::size_t with = shown(group);
        rose += with > without;
        fell += with < without;
        up += without == 55;
    }
    EXPECT_NEAR(up, groups * 2 / 5, groups / 20) << "unbiased";
    EXPECT_GT(fell, groups / 8) << "one person more often makes the number smaller";
    EXPECT_LT(rose, groups / 2);
}

TEST(Disclosure, HangsOnTheServersSecret) {
    int different = 0;
    for (std::uint64_t i = 0; i < 200; ++i)
        different += Disclosure(commissioner, 1)(people(i * 100, 52)) !=
                     Disclosure(commissioner, 2)(people(i * 100, 52));
    EXPECT_GT(different, 50);
}

}  // namespace
}  // namespace openpcn::api
