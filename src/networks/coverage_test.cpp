#include "networks/coverage.h"

#include <gtest/gtest.h>

namespace openpcn::networks {
namespace {

using organisations::BasisFacts;
using organisations::FileKind;
using organisations::RegisterView;

OdsCode code(std::string_view text) { return *OdsCode::parse(text); }
Date day(std::string_view text) { return *Date::parse(text); }

// Commissioner 16C: A81001 (10,000) and A81002 (5,000) in U11111, A81003 (2,000) in none; 26A:
// A81004 (4,000) in U11111 too, A81005 without a list in U22222.
RegisterView england() {
    BasisFacts facts;
    facts.basis.mapping = organisations::LoadedFile{1,
                                                    "mapping",
                                                    FileKind::practice_mapping,
                                                    day("2026-07-01"),
                                                    organisations::Review::accepted,
                                                    0,
                                                    0};
    const auto mapped = [&](std::string_view practice, std::string_view network,
                            std::string_view commissioner) {
        facts.mapped.push_back({code(practice), std::string(practice) + " SURGERY", "TS18 1HU",
                                network.empty() ? std::nullopt : std::optional(code(network)),
                                std::string(network) + " PCN", code(commissioner), "TPP", 1});
    };
    mapped("A81001", "U11111", "16C");
    mapped("A81002", "U11111", "16C");
    mapped("A81003", "", "16C");
    mapped("A81004", "U11111", "26A");
    mapped("A81005", "U22222", "26A");
    const auto list = [&](std::string_view practice, std::int64_t patients) {
        facts.lists.push_back({code(practice), day("2026-07-01"), std::nullopt, "", patients, 9});
    };
    list("A81001", 10'000);
    list("A81002", 5'000);
    list("A81003", 2'000);
    list("A81004", 4'000);
    return RegisterView::build(std::move(facts), day("2026-08-01"));
}

CoverageRule all_by_june() { return {100, day("2019-06-30"), "", ""}; }

TEST(Coverage, CountsACommissionersPracticesAndNamesWhoIsMissing) {
    const RegisterView view = england();
    const Coverage coverage = coverage_of(view, code("16C"));
    EXPECT_EQ(coverage.arithmetic,
              "2 of 3 practices (66.66 %), 15,000 of 17,000 patients (88.23 %) are in an open "
              "network.");
    ASSERT_EQ(coverage.not_covered.size(), 1u);
    EXPECT_EQ(coverage.not_covered[0].practice->code.text(), "A81003");
    EXPECT_FALSE(coverage.meets(all_by_june()));
    EXPECT_TRUE(coverage.meets({66, day("2019-06-30"), "", ""}));
}

TEST(Coverage, IsNotMetWhileAListIsNotKnown) {
    const RegisterView view = england();
    const Coverage coverage = coverage_of(view, code("26A"));
    EXPECT_EQ(coverage.practices_covered, 2);
    EXPECT_EQ(coverage.lists_missing, 1);
    EXPECT_FALSE(coverage.meets(all_by_june()));
    EXPECT_EQ(coverage_of(view, std::nullopt).practices, 5);
}

TEST(Coverage, OfNobodyIsSaidSo) {
    const RegisterView view = england();
    EXPECT_EQ(coverage_of(view, code("99Z")).arithmetic,
              "0 of 0 practices (none), 0 of 0 patients (none) are in an open network.");
}

TEST(CrossBorder, IsSeenFromBothSides) {
    const RegisterView view = england();
    for (const auto& commissioner :
         {std::optional(code("16C")), std::optional(code("26A")), std::optional<OdsCode>()}) {
        const auto found = cross_border_of(view, commissioner);
        ASSERT_EQ(found.size(), 1u);
        EXPECT_EQ(found[0].practice->code.text(), "A81004");
        EXPECT_EQ(found[0].network->code.text(), "U11111");
    }
}

TEST(SeveralNetworks, AreFoundWhereMembershipsOverlap) {
    BasisFacts facts;
    facts.basis.networks = organisations::LoadedFile{
        1, "epcn", FileKind::networks, day("2025-01-01"), organisations::Review::accepted, 1, 1};
    facts.basis.memberships = facts.basis.networks;
    for (const std::string_view network : {"U11111", "U22222"}) {
        facts.networks.push_back(
            {code(network), "PCN", code("16C"), {day("2019-07-01"), {}}, "", "", 1});
        facts.memberships.push_back({code("A81001"),
                                     "SURGERY",
                                     code("16C"),
                                     code(network),
                                     "PCN",
                                     code("16C"),
                                     {day("2019-07-01"), {}},
                                     1});
    }
    const RegisterView view = RegisterView::build(std::move(facts), day("2025-02-01"));
    const auto found = in_several_networks(view, std::nullopt);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].networks, (std::vector<OdsCode>{code("U11111"), code("U22222")}));
}

}  // namespace
}  // namespace openpcn::networks
