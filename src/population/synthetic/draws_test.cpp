#include "population/synthetic/draws.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

namespace openpcn::synthetic {
namespace {

TEST(Draws, AreTheSameForTheSameSeedPersonAndStream) {
    Draws a(7, 4711, Stream::medicines), b(7, 4711, Stream::medicines);
    for (int i = 0; i < 100; ++i) EXPECT_EQ(a.next(), b.next());
}

TEST(Draws, DifferBySeedPersonAndStream) {
    const std::uint64_t one = Draws(7, 4711, Stream::medicines).next();
    EXPECT_NE(one, Draws(8, 4711, Stream::medicines).next());
    EXPECT_NE(one, Draws(7, 4712, Stream::medicines).next());
    EXPECT_NE(one, Draws(7, 4711, Stream::bloods).next());
}

TEST(Draws, HaveTheMeanAndSpreadTheyPromise) {
    Draws draws(1, 1, Stream::people);
    constexpr int count = 200'000;
    double uniform = 0, normal = 0, square = 0, poisson = 0;
    for (int i = 0; i < count; ++i) {
        uniform += draws.uniform();
        const double z = draws.normal();
        normal += z;
        square += z * z;
        poisson += draws.poisson(5.2);
    }
    EXPECT_NEAR(uniform / count, 0.5, 0.003);
    EXPECT_NEAR(normal / count, 0, 0.01);
    EXPECT_NEAR(square / count, 1, 0.02);
    EXPECT_NEAR(poisson / count, 5.2, 0.03);
}

TEST(Draws, ChooseInProportionToTheWeights) {
    Draws draws(1, 2, Stream::people);
    const std::array<double, 3> weights = {1, 0, 3};
    std::array<int, 3> chosen{};
    for (int i = 0; i < 40'000; ++i) ++chosen[draws.choose(weights)];
    EXPECT_EQ(chosen[1], 0);
    EXPECT_NEAR(chosen[2] / 40'000.0, 0.75, 0.01);
}

TEST(NormalQuantile, AgreesWithTables) {
    EXPECT_NEAR(normal_quantile(0.5), 0, 1e-9);
    EXPECT_NEAR(normal_quantile(0.975), 1.959963985, 1e-6);
    EXPECT_NEAR(normal_quantile(0.001), -3.090232306, 1e-6);
}

}  // namespace
}  // namespace openpcn::synthetic
