#include "population/cql/overloads.h"

#include <gtest/gtest.h>

#include <array>

namespace openpcn::cql {
namespace {

class Overloads : public testing::Test {
protected:
    TypeTable types_;
    static constexpr TypeId integer_ = TypeTable::simple(TypeKind::integer);
    static constexpr TypeId decimal_ = TypeTable::simple(TypeKind::decimal);
    static constexpr TypeId quantity_ = TypeTable::simple(TypeKind::quantity);
    static constexpr TypeId string_ = TypeTable::simple(TypeKind::string);
    static constexpr TypeId date_ = TypeTable::simple(TypeKind::date);
    static constexpr TypeId date_time_ = TypeTable::simple(TypeKind::date_time);
    static constexpr TypeId null_ = TypeTable::simple(TypeKind::any);

    // "(Integer, Integer) Integer", or why none fits.
    std::string chosen(std::string_view name, std::vector<TypeId> arguments) {
        const auto overload = resolve_overload(types_, name, arguments);
        if (!overload) return explain_mismatch(types_, name, arguments).message;
        std::string text = "(";
        for (const TypeId operand : overload->operands)
            text += (text.size() > 1 ? ", " : "") + types_.name(operand);
        return text + ") " + types_.name(overload->result);
    }
};

TEST_F(Overloads, TakeTheLeastConversion) {
    EXPECT_EQ(chosen("+", {integer_, integer_}), "(Integer, Integer) Integer");
    EXPECT_EQ(chosen("+", {integer_, decimal_}), "(Decimal, Decimal) Decimal");
    EXPECT_EQ(chosen("*", {quantity_, integer_}), "(Quantity, Quantity) Quantity");
    EXPECT_EQ(chosen("+", {date_, quantity_}), "(Date, Quantity) Date");
    EXPECT_EQ(chosen("/", {integer_, integer_}), "(Decimal, Decimal) Decimal");
    EXPECT_EQ(chosen("Round", {integer_}), "(Decimal) Decimal");
}

TEST_F(Overloads, GiveNullTheTypeOfTheOther) {
    EXPECT_EQ(chosen("+", {integer_, null_}), "(Integer, Integer) Integer");
    EXPECT_EQ(chosen("<", {null_, date_}), "(Date, Date) Boolean");
    EXPECT_EQ(chosen("Log", {null_, null_}), "(Decimal, Decimal) Decimal");
}

TEST_F(Overloads, MakeOneTypeOfT) {
    const TypeId numbers = types_.list_of(integer_);
    const TypeId days = types_.interval_of(date_);
    EXPECT_EQ(chosen("=", {integer_, decimal_}), "(Decimal, Decimal) Boolean");
    EXPECT_EQ(chosen("in", {decimal_, numbers}), "(Decimal, List<Decimal>) Boolean");
    EXPECT_EQ(chosen("in", {date_time_, days}), "(DateTime, Interval<DateTime>) Boolean");
    EXPECT_EQ(chosen("First", {numbers}), "(List<Integer>) Integer");
    EXPECT_EQ(chosen("union", {numbers, types_.list_of(string_)}),
              "(List<Choice<Integer, String>>, List<Choice<Integer, String>>) "
              "List<Choice<Integer, String>>");
}

TEST_F(Overloads, TellListsFromTheirElements) {
    const TypeId numbers = types_.list_of(integer_);
    EXPECT_EQ(chosen("includes", {numbers, integer_}), "(List<Integer>, Integer) Boolean");
    EXPECT_EQ(chosen("includes", {numbers, numbers}), "(List<Integer>, List<Integer>) Boolean");
    EXPECT_EQ(chosen("properly includes", {null_, numbers}),
              "(List<Integer>, List<Integer>) Boolean");
    EXPECT_EQ(chosen("properly includes", {numbers, null_}), "(List<Integer>, Integer) Boolean");
    EXPECT_EQ(chosen("Count", {types_.list_of(numbers)}), "(List<List<Integer>>) Integer");
}

TEST_F(Overloads, SayWhatWasExpected) {
    EXPECT_EQ(chosen("and", {integer_, null_}), "\"and\" needs a Boolean, not Integer.");
    EXPECT_EQ(chosen("=", {integer_, string_}), "Integer cannot be compared with String.");
    EXPECT_EQ(chosen("Count", {integer_}), "Count needs a list, not Integer.");
    EXPECT_EQ(chosen("start of", {integer_}), "\"start of\" needs an interval, not Integer.");
    EXPECT_EQ(chosen("Substring", {string_}), "Substring takes 2 to 3 arguments, not 1.");
    EXPECT_EQ(chosen("div", {string_, integer_}),
              "\"div\" does not work on String and Integer. It takes (Integer, Integer), "
              "(Long, Long), (Decimal, Decimal), (Quantity, Quantity).");
}

TEST(Signatures, AreReadFromTheirTable) {
    std::size_t count = 0;
    for (const std::string& name : system_function_names()) count += signatures_of(name).size();
    EXPECT_GT(count, 150u);
    EXPECT_TRUE(signatures_of("Nothing").empty());
    EXPECT_TRUE(is_system_function("Count"));
    EXPECT_FALSE(is_system_function("start of"));
}

}  // namespace
}  // namespace openpcn::cql
