#include "population/cql/ucum.h"

#include <gtest/gtest.h>

#include <array>

#include "population/cql/literals.h"
#include "population/cql/ucum_units.h"
#include "population/cql/value_text.h"

namespace openpcn::ucum {
namespace {

std::string converted(std::string_view value, std::string_view from, std::string_view to) {
    const auto a = parse(from);
    const auto b = parse(to);
    if (!a || !b) return "no unit";
    const auto result = convert(*cql::parse_decimal(value), *a, *b);
    return result ? cql::decimal_text(*result) : "none";
}

TEST(Ucum, ConvertsExactlyWithinADimension) {
    struct Case {
        std::string_view value, from, to, result;
    };
    for (const auto& [value, from, to, result] : std::to_array<Case>({
             {"1", "m", "cm", "100.0"},
             {"5", "mg", "g", "0.005"},
             {"1", "[in_i]", "cm", "2.54"},
             {"1", "[lb_av]", "g", "453.59237"},
             {"11", "[stone_av]", "kg", "69.85322498"},
             {"1", "wk", "d", "7.0"},
             {"1", "a", "d", "365.25"},
             {"120", "mm[Hg]", "kPa", "15.99864"},
             {"1", "[gal_br]", "mL", "4546.09"},
             {"4.5", "10*9/L", "10*6/mL", "4.5"},
             {"4.5", "10*9/L", "/uL", "4500.0"},
             {"1", "mol/L", "mmol/L", "1000.0"},
             {"1", "meq/L", "mmol/L", "1.0"},
             {"7", "%", "1", "0.07"},
             {"1", "kcal_th", "J", "4184.0"},
             {"180", "deg", "rad", "3.14159265"},
             {"1", "10*3.ug", "mg", "1.0"},
             {"3", "mL/min/{1.73_m2}", "mL/min", "3.0"},
             {"1", "L/(min.m2)", "mL/min/m2", "1000.0"},
             {"1", "[iU]/L", "m[iU]/mL", "1.0"},
             {"2", "N", "kg.m/s2", "2.0"},
             {"1", "J", "N.m", "1.0"},
             {"1", "feet", "m", "no unit"},
             {"1", "m", "g", "none"},
             {"1", "[iU]", "[arb'U]", "none"},
             {"1", "m2", "m", "none"},
         })) {
        EXPECT_EQ(converted(value, from, to), result) << value << " " << from << " in " << to;
    }
}

TEST(Ucum, ConvertsTemperaturesByTheirZero) {
    EXPECT_EQ(converted("37", "Cel", "[degF]"), "98.6");
    EXPECT_EQ(converted("98.6", "[degF]", "Cel"), "37.0");
    EXPECT_EQ(converted("-40", "Cel", "[degF]"), "-40.0");
    EXPECT_EQ(converted("0", "K", "Cel"), "-273.15");
    EXPECT_EQ(converted("100", "Cel", "[degRe]"), "80.0");
    EXPECT_EQ(converted("7", "[pH]", "mol/L"), "none");
    EXPECT_EQ(converted("7", "[pH]", "[pH]"), "7.0");
    EXPECT_FALSE(parse("Cel2").has_value());
    EXPECT_FALSE(parse("W/Cel").has_value());
}

TEST(Ucum, ComparesWithoutRounding) {
    const auto sign = [](std::string_view a, std::string_view unit_a, std::string_view b,
                         std::string_view unit_b) {
        return compare(*cql::parse_decimal(a), *parse(unit_a), *cql::parse_decimal(b),
                       *parse(unit_b));
    };
    EXPECT_EQ(sign("1", "cm", "0.01", "m"), 0);
    EXPECT_EQ(sign("1", "[ft_i]", "0.3048", "m"), 0);
    EXPECT_EQ(sign("0.00000001", "nm", "0", "m"), 1);
    EXPECT_EQ(sign("-1", "m", "-1", "cm"), -1);
    EXPECT_EQ(sign("99999999999999999999", "Ym", "1", "ym"), 1);
    EXPECT_EQ(sign("37", "Cel", "98.6", "[degF]"), 0);
    EXPECT_EQ(sign("1", "m", "1", "s"), std::nullopt);
}

TEST(Ucum, CombinesCodes) {
    const auto code = [](std::string_view a, std::string_view b, Combination how) {
        return combined_code(*parse(a), *parse(b), how);
    };
    EXPECT_EQ(code("cm", "cm", Combination::product), "cm2");
    EXPECT_EQ(code("cm2", "cm", Combination::product), "cm3");
    EXPECT_EQ(code("cm2", "cm", Combination::quotient), "cm");
    EXPECT_EQ(code("mg", "mL", Combination::quotient), "mg/mL");
    EXPECT_EQ(code("mg/mL", "mL", Combination::product), "mg");
    EXPECT_EQ(code("g/cm3", "g/cm3", Combination::quotient), "1");
    EXPECT_EQ(code("1", "s", Combination::quotient), "/s");
    EXPECT_EQ(code("1", "mL", Combination::product), "mL");
}

TEST(Ucum, RefusesWhatIsNoCode) {
    for (const std::string_view code :
         {"", " ", "foo", "m ", "m.", "/", "m//s", "(m", "m)", "{open", "m-", "kft", "k[ft_i]",
          "2x", "m99", "m4294967296", "Mkg", "((((((((((((((((((m))))))))))))))))))"}) {
        EXPECT_FALSE(parse(code).has_value()) << code;
    }
    EXPECT_FALSE(parse(std::string(300, 'm')).has_value());
    EXPECT_FALSE(parse("Ym32.Ym32").has_value()) << "too large for any value";
    EXPECT_TRUE(parse("{score}").has_value());
    EXPECT_TRUE(parse("10*-3").has_value());
}

TEST(Ucum, DefinesAllItsUnits) {
    for (const UnitRow& row : unit_rows()) EXPECT_TRUE(parse(row.code).has_value()) << row.code;
}

}  // namespace
}  // namespace openpcn::ucum
