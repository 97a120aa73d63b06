#include "population/cql/quantity.h"

#include <fmt/format.h>

#include <array>

#include "population/cql/arithmetic.h"
#include "population/cql/literals.h"
#include "population/cql/value_text.h"

namespace openpcn::cql {
namespace {

using ucum::Scale;

// Months and years of the calendar count months, a base that UCUM does not have.
constexpr std::uint16_t calendar_month = 99;

ucum::Unit calendar_months(unsigned count) {
    ucum::Unit unit;
    unit.factor.numerator = count;
    unit.dimensions.push_back({calendar_month, 1});
    return unit;
}

// UCUM's code for a calendar word, by CalendarUnit.
constexpr std::array<std::string_view, 9> definite{"", "a", "mo", "wk", "d", "h", "min", "s", "ms"};

// The word itself, not UCUM's "a" or "d".
CalendarUnit calendar_word(std::string_view text) {
    const CalendarUnit unit = calendar_unit(text);
    return text == definite[static_cast<std::size_t>(unit)] ? CalendarUnit::none : unit;
}

bool is_special(const Units::Meaning& meaning) {
    return !meaning.unit || meaning.unit->scale != Scale::proportional;
}

bool is_one(std::string_view text) { return text.empty() || text == "1"; }

Value with_unit(const Value& number, TextIndex unit) {
    return number.is_null() ? number : Value::of_wide(ValueKind::quantity, number.wide(), unit);
}

// Both in the finer of their units.
struct Aligned {
    Wide a = 0;
    Wide b = 0;
    TextIndex unit = 0;
};

std::optional<Aligned> aligned(const Value& a, const Value& b, Units& units) {
    if (a.extra == b.extra) return Aligned{a.wide(), b.wide(), a.extra};
    const Units::Meaning& x = units.of(a.extra);
    const Units::Meaning& y = units.of(b.extra);
    if (is_special(x) || is_special(y) || !ucum::commensurable(*x.unit, *y.unit))
        return std::nullopt;
    const auto coarser = ucum::compare(wide_one, *x.unit, wide_one, *y.unit);
    if (!coarser) return std::nullopt;
    if (*coarser > 0) {
        const auto converted = ucum::convert(a.wide(), *x.unit, *y.unit);
        return converted ? std::optional(Aligned{*converted, b.wide(), b.extra}) : std::nullopt;
    }
    const auto converted = ucum::convert(b.wide(), *y.unit, *x.unit);
    return converted ? std::optional(Aligned{a.wide(), *converted, a.extra}) : std::nullopt;
}

Value sum_or_rest(Operation operation, const Value& a, const Value& b, Units& units) {
    if (a.extra == b.extra && units.of(a.extra).unit && is_special(units.of(a.extra))) return {};
    const auto both = aligned(a, b, units);
    if (!both) return {};
    const Value number = decimal_arithmetic(operation, Value::of_wide(ValueKind::decimal, both->a),
                                            Value::of_wide(ValueKind::decimal, both->b));
    return with_unit(number, both->unit);
}

Value scaled_by(Operation operation, const Value& a, const Value& b, TextIndex unit) {
    return with_unit(decimal_arithmetic(operation, Value::of_wide(ValueKind::decimal, a.wide()),
                                        Value::of_wide(ValueKind::decimal, b.wide())),
                     unit);
}

// Of factors that can be expressed in one unit both are: 2 'cm' * 3 'm' is 600 'cm2'.
Value combined(Operation operation, const Value& a, const Value& b, Units& units) {
    const auto how =
        operation == Operation::multiply ? ucum::Combination::product : ucum::Combination::quotient;
    const auto one = units.index("1");
    if (is_one(units.text(b.extra))) return scaled_by(operation, a, b, a.extra);
    if (is_one(units.text(a.extra)) && operation == Operation::multiply)
        return scaled_by(operation, a, b, b.extra);
    if (a.extra == b.extra && operation == Operation::divide)
        return one ? scaled_by(operation, a, b, *one) : Value{};
    const Units::Meaning& x = units.of(a.extra);
    const Units::Meaning& y = units.of(b.extra);
    if (is_special(x) || is_special(y)) return {};
    if (x.unit->dimensions == y.unit->dimensions && !x.unit->dimensions.empty() &&
        x.unit->factor != y.unit->factor) {
        const auto both = aligned(a, b, units);
        if (!both) return {};
        return combined(operation, Value::of_wide(ValueKind::quantity, both->a, both->unit),
                        Value::of_wide(ValueKind::quantity, both->b, both->unit), units);
    }
    const auto left = ucum::parse(x.code);
    const auto right = ucum::parse(y.code);
    if (!left || !right) return {};
    const auto unit = units.index(ucum::combined_code(*left, *right, how));
    if (!unit) return {};
    // Numbers in the codes, as in "100.mL", go into the value.
    const auto numbers = product(
        left->number, how == ucum::Combination::product ? right->number : inverse(right->number));
    Value result = scaled_by(operation, a, b, *unit);
    if (result.is_null() || !numbers) return {};
    const auto scaled_value = scaled(result.wide(), *numbers);
    return scaled_value ? with_unit(decimal_or_null(*scaled_value), *unit) : Value{};
}

// "div" gives the whole part in the first unit, as the official tests have it.
Value whole_part(const Value& a, const Value& b, Units& units) {
    if (is_one(units.text(b.extra))) return scaled_by(Operation::div, a, b, a.extra);
    if (const auto both = aligned(a, b, units)) {
        return with_unit(
            decimal_arithmetic(Operation::div, Value::of_wide(ValueKind::decimal, both->a),
                               Value::of_wide(ValueKind::decimal, both->b)),
            a.extra);
    }
    const Value quotient = combined(Operation::divide, a, b, units);
    if (quotient.is_null()) return {};
    return with_unit(decimal_or_null(quotient.wide() / wide_one * wide_one), quotient.extra);
}

// A year of the calendar as one of UCUM, or as 365 days, as the other side asks.
std::optional<ucum::Unit> definite_unit(const Units::Meaning& meaning,
                                        const Units::Meaning& other) {
    if (meaning.word == CalendarUnit::none || meaning.word > CalendarUnit::month)
        return meaning.unit;
    const bool averages = other.code == "a" || other.code == "mo" || other.code == "a_j" ||
                          other.code == "mo_j" || other.code == "a_g" || other.code == "mo_g";
    if (averages) return ucum::parse(meaning.code);
    return ucum::parse(meaning.word == CalendarUnit::year ? "365.d" : "30.d");
}

int digits_after_point(Wide units) {
    int digits = 8;
    for (; digits > 0 && units % 10 == 0; --digits) units /= 10;
    return digits;
}

}  // namespace

const Units::Meaning& Units::of(TextIndex unit) {
    const auto [place, added] = known_.try_emplace(unit);
    Meaning& meaning = place->second;
    if (!added) return meaning;
    const std::string_view text = texts_.at(unit);
    meaning.word = calendar_word(text);
    meaning.code = meaning.word == CalendarUnit::none
                       ? (text.empty() ? "1" : std::string(text))
                       : std::string(definite[static_cast<std::size_t>(meaning.word)]);
    if (meaning.word == CalendarUnit::year || meaning.word == CalendarUnit::month) {
        meaning.unit = calendar_months(meaning.word == CalendarUnit::year ? 12 : 1);
    } else {
        meaning.unit = ucum::parse(meaning.code);
    }
    return meaning;
}

std::optional<int> compare_quantities(const Value& a, const Value& b, Units& units) {
    const Wide x = a.wide();
    const Wide y = b.wide();
    if (a.extra == b.extra) return x < y ? -1 : x > y ? 1 : 0;
    const Units::Meaning& left = units.of(a.extra);
    const Units::Meaning& right = units.of(b.extra);
    if (!left.unit || !right.unit) return std::nullopt;
    return ucum::compare(x, *left.unit, y, *right.unit);
}

bool equivalent_decimals(Wide a, Wide b) {
    const int digits = std::min(digits_after_point(a), digits_after_point(b));
    const auto rounded = [&](Wide value) {
        return round_to(Value::of_wide(ValueKind::decimal, value), digits).wide();
    };
    return rounded(a) == rounded(b);
}

bool equivalent_quantities(const Value& a, const Value& b, Units& units) {
    if (a.extra == b.extra) return equivalent_decimals(a.wide(), b.wide());
    const Units::Meaning& left = units.of(a.extra);
    const Units::Meaning& right = units.of(b.extra);
    if (!left.unit || !right.unit) return false;
    auto x = left.unit;
    auto y = right.unit;
    if (!ucum::commensurable(*x, *y)) {
        x = definite_unit(left, right);
        y = definite_unit(right, left);
        if (!x || !y || !ucum::commensurable(*x, *y)) return false;
    }
    if (x->scale == Scale::logarithmic) return equivalent_decimals(a.wide(), b.wide());
    // "Convert to the least granular unit."
    const auto sign = ucum::compare(wide_one, *x, wide_one, *y);
    if (!sign) return false;
    const auto converted =
        *sign >= 0 ? ucum::convert(b.wide(), *y, *x) : ucum::convert(a.wide(), *x, *y);
    return converted && equivalent_decimals(*converted, *sign >= 0 ? a.wide() : b.wide());
}

bool equivalent_ratios(const Value& a, const Value& b, Units& units) {
    const Value left = quantity_arithmetic(Operation::multiply, a.items()[0], b.items()[1], units);
    const Value right = quantity_arithmetic(Operation::multiply, b.items()[0], a.items()[1], units);
    return !left.is_null() && !right.is_null() && equivalent_quantities(left, right, units);
}

Value quantity_arithmetic(Operation operation, const Value& a, const Value& b, Units& units) {
    switch (operation) {
        case Operation::multiply:
        case Operation::divide:
            return combined(operation, a, b, units);
        case Operation::div:
            return whole_part(a, b, units);
        default:
            return sum_or_rest(operation, a, b, units);
    }
}

Value convert_quantity(const Value& quantity, std::string_view unit, Units& units) {
    const auto index = units.index(unit);
    if (!index) return {};
    if (*index == quantity.extra) return quantity;
    const Units::Meaning& from = units.of(quantity.extra);
    const Units::Meaning& to = units.of(*index);
    if (!from.unit || !to.unit) return {};
    const auto converted = ucum::convert(quantity.wide(), *from.unit, *to.unit);
    return converted ? with_unit(decimal_or_null(*converted), *index) : Value{};
}

std::optional<Value> parse_quantity(std::string_view text, Units& units) {
    const std::size_t length = std::min(text.find_first_not_of("+-.0123456789"), text.size());
    const auto number = parse_rounded_decimal(text.substr(0, length));
    if (!number) return std::nullopt;
    std::string_view unit = text.substr(length);
    while (unit.starts_with(' ')) unit.remove_prefix(1);
    while (unit.ends_with(' ')) unit.remove_suffix(1);
    if (unit.empty()) {
        unit = "1";
    } else if (unit.size() > 2 && unit.starts_with('\'') && unit.ends_with('\'')) {
        unit = unit.substr(1, unit.size() - 2);
    } else if (calendar_word(unit) == CalendarUnit::none) {
        return std::nullopt;
    }
    const auto index = units.index(unit);
    if (!index || !units.of(*index).unit) return std::nullopt;
    return Value::of_wide(ValueKind::quantity, *number, *index);
}

std::string quantity_text(const Value& quantity, const TextPool& texts) {
    std::string number = decimal_text(quantity.wide());
    if (number.ends_with(".0")) number.resize(number.size() - 2);
    const std::string_view unit = texts.at(quantity.extra);
    if (calendar_word(unit) != CalendarUnit::none) return fmt::format("{} {}", number, unit);
    return fmt::format("{} '{}'", number, unit);
}

}  // namespace openpcn::cql
