#include "api/disclosure.h"

#include <gtest/gtest.h>

#include "sharing/test_agreement.h"

namespace openpcn::api {
namespace {

// Of the two practices of the test agreement; the network may have these kinds of the second.
Reach reach_of(const char* role, const char* organisation, OrganisationKind kind,
               std::vector<sharing::DataKind> of_second) {
    std::vector<sharing::KeptAgreement> kept;
    for (const char* practice : {"A81001", "A81002"}) {
        sharing::AgreementText text = sharing::test_text();
        text.disclosers = {sharing::code(practice)};
        text.receivers = {sharing::code(organisation)};
        if (practice == std::string_view("A81002")) text.kinds = of_second;
        kept.push_back(
            {practice, organisation, 1, sharing::signed_by_all(text), sharing::hash_of(text)});
    }
    return {{"u", "U", role, organisation, kind},
            std::make_shared<const sharing::AgreementBook>(std::move(kept)),
            sharing::day("2026-06-01"),
            {"A81001", "A81002"}};
}

using sharing::DataKind;
const Reach commissioner =
    reach_of("commissioner", "QE1", OrganisationKind::commissioner, {DataKind::numbers});
const Reach pharmacist = reach_of("clinical_pharmacist", "U00001", OrganisationKind::network,
                                  {DataKind::identity, DataKind::numbers});

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

TEST(Disclosure, IsExactOnlyWhereEverybodyWhoIsCountedMayBeSeen) {
    const auto shown = [](std::vector<DataKind> of_second) {
        return Disclosure(reach_of("clinical_pharmacist", "U00001", OrganisationKind::network,
                                   std::move(of_second)))
            .is_exact();
    };
    EXPECT_FALSE(shown({DataKind::numbers})) << "numbers of people who may not be seen";
    EXPECT_TRUE(shown({DataKind::numbers, DataKind::identity}));
    EXPECT_TRUE(shown({DataKind::feeds})) << "nobody of it is counted";
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
