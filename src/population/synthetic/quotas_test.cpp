#include "population/synthetic/quotas.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "population/synthetic/draws.h"

namespace openpcn::synthetic {
namespace {

std::array<std::vector<Candidate>, age_band_count> people_with(double probability, int per_band) {
    std::array<std::vector<Candidate>, age_band_count> bands;
    std::uint32_t number = 0;
    for (auto& band : bands) {
        for (int i = 0; i < per_band; ++i, ++number) {
            Draws draws(3, number, Stream::latent);
            band.push_back({number, probability, draws.normal()});
        }
    }
    return bands;
}

TEST(Quotas, MeetTheTotalHoweverSmallTheBandsAre) {
    for (const double total : {1.0, 7.0, 42.0, 95.0})
        EXPECT_EQ(choose_by_quota(people_with(0.05, 10), total).size(), total);
}

TEST(Quotas, ChooseNobodyWhoCannotHaveIt) {
    auto bands = people_with(0.2, 50);
    for (Candidate& candidate : bands[4]) candidate.probability = 0;
    const auto chosen = choose_by_quota(bands, 120);
    EXPECT_TRUE(std::none_of(chosen.begin(), chosen.end(),
                             [](std::uint32_t person) { return person >= 200 && person < 250; }));
}

TEST(Quotas, FavourThoseWithTheHigherChance) {
    auto bands = people_with(0.1, 2000);
    for (auto& band : bands)
        for (Candidate& candidate : band)
            if (candidate.person % 2 == 0) candidate.probability = 0.2;
    const auto chosen = choose_by_quota(bands, 3000);
    const auto even = std::count_if(chosen.begin(), chosen.end(),
                                    [](std::uint32_t person) { return person % 2 == 0; });
    EXPECT_NEAR(static_cast<double>(even) / static_cast<double>(chosen.size()), 2.0 / 3, 0.02);
}

}  // namespace
}  // namespace openpcn::synthetic
