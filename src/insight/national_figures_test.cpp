#include "insight/national_figures.h"

#include <gtest/gtest.h>

namespace openpcn::insight {
namespace {

std::string line_of(const std::string& last) {
    std::string line = "hypertension,Hypertension,Registers.Hypertension register,14.1,0";
    for (std::size_t i = 0; i + 1 < age_band_count; ++i) line += ",1.5";
    return line + "," + last + "\n";
}

TEST(NationalFigures, AreReadWithTheirSource) {
    const auto figures =
        parse_national_prevalence("# source: QOF 2019/20\nheading\n" + line_of("52.4"), "f.csv");
    ASSERT_TRUE(figures.has_value()) << to_string(figures.error());
    EXPECT_EQ(figures->source, "QOF 2019/20");
    ASSERT_EQ(figures->conditions.size(), 1u);
    EXPECT_DOUBLE_EQ(figures->conditions[0].share, 0.141);
    EXPECT_DOUBLE_EQ(figures->conditions[0].share_by_band[18], 0.524);
}

TEST(NationalFigures, SayWhichLineIsWrong) {
    const auto figures = parse_national_prevalence("heading\n" + line_of("many"), "f.csv");
    ASSERT_FALSE(figures.has_value());
    EXPECT_EQ(figures.error().what, "\"many\" is not a number.");
    EXPECT_EQ(figures.error().where, "f.csv, line 2.");
    EXPECT_FALSE(parse_national_prevalence("heading\na,b\n", "f.csv").has_value());
    EXPECT_FALSE(parse_national_prevalence("", "f.csv").has_value());
}

TEST(NationalFigures, BandsHaveFiveYearsUpToNinety) {
    EXPECT_EQ(age_band_label(age_band_of(0)), "0-4");
    EXPECT_EQ(age_band_label(age_band_of(4)), "0-4");
    EXPECT_EQ(age_band_label(age_band_of(5)), "5-9");
    EXPECT_EQ(age_band_label(age_band_of(89)), "85-89");
    EXPECT_EQ(age_band_label(age_band_of(90)), "90+");
    EXPECT_EQ(age_band_label(age_band_of(104)), "90+");
}

}  // namespace
}  // namespace openpcn::insight
