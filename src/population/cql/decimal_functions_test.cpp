#include "population/cql/decimal_functions.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "population/cql/exact_ratio.h"
#include "population/cql/literals.h"
#include "population/cql/value_text.h"

namespace openpcn::cql {
namespace {

Wide units(std::string_view text) { return *parse_decimal(text); }
std::string text(const std::optional<Wide>& value) { return value ? decimal_text(*value) : "none"; }

// The last digits were checked with a computer algebra system.
TEST(DecimalFunctions, AreRightToTheEighthDigitAtAnySize) {
    struct Case {
        std::string_view argument, exponential, logarithm;
    };
    for (const auto& [argument, grown, logarithm] : std::to_array<Case>({
             {"1", "2.71828183", "0.0"},
             {"-1", "0.36787944", "none"},
             {"0", "1.0", "none"},
             {"0.00000001", "1.00000001", "-18.42068074"},
             {"10", "22026.46579481", "2.30258509"},
             {"40", "235385266837019985.40789991", "3.68887945"},
             {"-20", "0.0", "none"},
             {"1000", "none", "6.90775528"},
             {"9999999999999999999999999999.99999999", "none", "64.4723826"},
         })) {
        EXPECT_EQ(text(exponential(units(argument))), grown) << "exp " << argument;
        EXPECT_EQ(text(natural_logarithm(units(argument))), logarithm) << "ln " << argument;
    }
}

TEST(DecimalFunctions, RaiseToWholeAndBrokenPowers) {
    struct Case {
        std::string_view base, exponent, power;
    };
    for (const auto& [base, exponent, power] : std::to_array<Case>({
             {"2", "10", "1024.0"},
             {"2", "-2", "0.25"},
             {"-2", "3", "-8.0"},
             {"-2", "0.5", "none"},
             {"2", "0.5", "1.41421356"},
             {"1.1", "100", "13780.61233982"},
             {"10", "27", "1000000000000000000000000000.0"},
             {"10", "40", "none"},
             {"0.5", "2000", "0.0"},
             {"0.1", "-30", "none"},
             {"0", "0", "1.0"},
             {"0", "-1", "none"},
             {"1", "999999999", "1.0"},
             {"10", "-9", "0.0"},
         })) {
        EXPECT_EQ(text(raised(units(base), units(exponent))), power) << base << "^" << exponent;
    }
    EXPECT_EQ(text(logarithm(units("0.125"), units("2"))), "-3.0");
    EXPECT_EQ(text(logarithm(units("8"), units("0.5"))), "-3.0");
    EXPECT_EQ(text(logarithm(units("8"), units("1"))), "none");
}

TEST(DecimalFunctions, SpreadIsExactWhereTheValuesAreLarge) {
    // With binary floating point the variance of these would be 0 or far off.
    const std::vector<Wide> large{units("10000000000000000001"), units("10000000000000000002"),
                                  units("10000000000000000003")};
    EXPECT_EQ(text(spread(large, 2, Spread::variance)), "1.0");
    EXPECT_EQ(text(spread(large, 3, Spread::variance)), "0.66666667");
    EXPECT_EQ(text(spread(large, 3, Spread::deviation)), "0.81649658");
    const std::vector<Wide> pair{units("2"), units("8")};
    EXPECT_EQ(text(geometric_mean(pair)), "4.0");
    EXPECT_EQ(text(root_of_quotient(2, 1)), "1.41421356");
}

TEST(ExactRatio, MultipliesAndDividesBeyond128Bits) {
    const Wide most = decimal_literal_max;
    EXPECT_EQ(multiplied_and_divided(most, most, most), most);
    EXPECT_EQ(multiplied_and_divided(-most, 3, 6), -(most + 1) / 2);
    EXPECT_EQ(multiplied_and_divided(most, most, 1), std::nullopt);
    EXPECT_EQ(multiplied_and_divided(5, 1, 2), 3) << "halves away from zero";
    EXPECT_EQ(multiplied_and_divided(-5, 1, 2), -3);
    EXPECT_EQ(scaled(units("1"), {1, 3, 0}), units("0.33333333"));
    EXPECT_EQ(scaled(units("1"), {1, 1, 40}), std::nullopt);
    EXPECT_EQ(compare_scaled(1, {1, 1, 80}, most), 1);
    EXPECT_EQ(compare_scaled(-1, {1, 1, -80}, 0), -1);
}

}  // namespace
}  // namespace openpcn::cql
