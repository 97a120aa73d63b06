#include "population/cql/compare.h"

#include <algorithm>

#include "population/cql/document.h"
#include "population/cql/evaluation_failure.h"
#include "population/cql/interval_operations.h"
#include "population/cql/text_characters.h"

namespace openpcn::cql {

void Comparison::fail_for_work() {
    throw EvaluationFailure("Working this out takes too many steps for one person.");
}

namespace {

std::span<const Value> codes_of(const Value& value) {
    return value.kind == ValueKind::concept_ ? value.items() : std::span(&value, 1);
}

bool has_items(const Value& value) {
    return value.kind == ValueKind::list || value.kind == ValueKind::tuple ||
           value.kind == ValueKind::ratio;
}

Truth equal_items(const Value& a, const Value& b, const Comparison& with) {
    const auto x = a.items();
    const auto y = b.items();
    if (x.size() != y.size()) return Truth::no;
    Truth all = Truth::yes;
    for (std::size_t i = 0; i < x.size(); ++i) {
        // Elements that are both null are taken as equal; one null leaves it open.
        const Truth one = x[i].is_null() && y[i].is_null() ? Truth::yes : equal(x[i], y[i], with);
        // A tuple with one element open is open, whatever the others say.
        if (a.kind == ValueKind::tuple && one == Truth::unknown) return one;
        all = both(all, one);
        if (all == Truth::no && a.kind != ValueKind::tuple) break;
    }
    return all;
}

// One and the same element of a document, or one with the same parts.
Truth equal_elements(const Value& a, const Value& b, const Comparison& with) {
    if (a.number == b.number) return Truth::yes;
    const Element& x = element_of(a);
    const Element& y = element_of(b);
    if (x.class_number != y.class_number || !std::ranges::equal(x.all_names(), y.all_names()))
        return Truth::no;
    Truth all = Truth::yes;
    for (std::uint16_t i = 0; i < x.count && all != Truth::no; ++i)
        all = both(all, equal(x.values[i], y.values[i], with));
    return all;
}

}  // namespace

bool is_number(const Value& value) {
    return value.kind == ValueKind::integer || value.kind == ValueKind::long_integer ||
           value.kind == ValueKind::decimal || value.kind == ValueKind::quantity;
}

bool is_moment(const Value& value) {
    return value.kind == ValueKind::date || value.kind == ValueKind::date_time ||
           value.kind == ValueKind::time;
}

Wide as_wide(const Value& value) {
    if (value.kind == ValueKind::integer || value.kind == ValueKind::long_integer) {
        return static_cast<Wide>(value.number) * wide_one;
    }
    return value.wide();
}

std::optional<int> order(const Value& a, const Value& b, Precision precision,
                         const Comparison& with) {
    if (is_number(a) && is_number(b)) {
        if (a.kind == ValueKind::quantity && b.kind == ValueKind::quantity)
            return compare_quantities(a, b, with.units());
        const Wide x = as_wide(a);
        const Wide y = as_wide(b);
        return x < y ? -1 : x > y ? 1 : 0;
    }
    if (a.kind == ValueKind::string && b.kind == ValueKind::string) {
        const int sign = a.text().compare(b.text());
        return sign < 0 ? -1 : sign > 0 ? 1 : 0;
    }
    if (is_moment(a) && is_moment(b) &&
        (a.kind == ValueKind::time) == (b.kind == ValueKind::time)) {
        return compare_moments(a, b, precision, with.default_offset_minutes);
    }
    return std::nullopt;
}

const Value& least_of(const Value& value) {
    return value.kind == ValueKind::uncertain ? value.items()[0] : value;
}

const Value& most_of(const Value& value) {
    return value.kind == ValueKind::uncertain ? value.items()[1] : value;
}

Signs signs(const Value& a, const Value& b, Precision precision, const Comparison& with) {
    const auto of_certain = [&](const Value& x, const Value& y) {
        const auto sign = order(x, y, precision, with);
        if (!sign) return Signs(Signs::any);
        return Signs(*sign < 0 ? Signs::less : *sign > 0 ? Signs::greater : Signs::same);
    };
    if (a.kind != ValueKind::uncertain && b.kind != ValueKind::uncertain) return of_certain(a, b);
    const Signs lowest = of_certain(least_of(a), most_of(b));
    const Signs highest = of_certain(most_of(a), least_of(b));
    std::uint8_t possible = 0;
    if (lowest.may(Signs::less)) possible |= Signs::less;
    if (highest.may(Signs::greater)) possible |= Signs::greater;
    if (lowest.may(Signs::less | Signs::same) && highest.may(Signs::greater | Signs::same))
        possible |= Signs::same;
    return Signs(possible);
}

namespace {

// Codes that a rule wrote out are equal in all their parts; those of records have a code and a
// system, so a version leaves it open.
Truth equal_codes(const Value& a, const Value& b, const Comparison& with) {
    const auto x = a.code_parts();
    const auto y = b.code_parts();
    if (x.empty() && y.empty()) return truth_of(a.extra == b.extra);
    if (x.empty() || y.empty()) {
        if (a.extra != b.extra) return Truth::no;
        return (x.empty() ? y : x)[3].is_null() ? Truth::yes : Truth::unknown;
    }
    Truth all = Truth::yes;
    for (std::size_t i = 0; i < x.size(); ++i) {
        all = both(all, x[i].is_null() && y[i].is_null() ? Truth::yes : equal(x[i], y[i], with));
    }
    return all;
}

// "The version and display elements are ignored."
bool equivalent_codes(const Value& a, const Value& b) {
    if (a.extra != 0 || b.extra != 0) return a.extra == b.extra;
    const auto x = a.code_parts();
    const auto y = b.code_parts();
    return !x.empty() && !y.empty() && x[0].text() == y[0].text() && x[1].text() == y[1].text();
}

}  // namespace

Truth equal(const Value& a, const Value& b, const Comparison& with) {
    if (a.is_null() || b.is_null()) return Truth::unknown;
    if (a.kind == ValueKind::uncertain || b.kind == ValueKind::uncertain)
        return signs(a, b, Precision::none, with).are(Signs::same);
    if ((is_number(a) && is_number(b)) || (is_moment(a) && is_moment(b)) ||
        (a.kind == ValueKind::string && b.kind == ValueKind::string)) {
        const auto sign = order(a, b, Precision::none, with);
        return sign ? truth_of(*sign == 0) : Truth::unknown;
    }
    if (a.kind == ValueKind::concept_ || b.kind == ValueKind::concept_) {
        if (a.kind != b.kind) return equivalent(a, b, with);
        const Value x = a.concept_display();
        const Value y = b.concept_display();
        const Truth displays = x.is_null() && y.is_null() ? Truth::yes : equal(x, y, with);
        return both(equal_items(a, b, with), displays);
    }
    if (a.kind != b.kind) return Truth::no;
    if (a.kind == ValueKind::code) return equal_codes(a, b, with);
    if (a.kind == ValueKind::element) return equal_elements(a, b, with);
    if (a.kind == ValueKind::interval)
        return interval_relation(Operation::same_as, a, b, Precision::none, with);
    if (has_items(a)) return equal_items(a, b, with);
    return truth_of(a.number == b.number && a.extra == b.extra && a.path == b.path);
}

Truth equivalent(const Value& a, const Value& b, const Comparison& with) {
    if (a.is_null() || b.is_null()) return truth_of(a.is_null() && b.is_null());
    const bool code_a = a.kind == ValueKind::code || a.kind == ValueKind::concept_;
    const bool code_b = b.kind == ValueKind::code || b.kind == ValueKind::concept_;
    if (code_a && code_b) {
        for (const Value& x : codes_of(a)) {
            for (const Value& y : codes_of(b)) {
                if (equivalent_codes(x, y)) return Truth::yes;
            }
        }
        return Truth::no;
    }
    if (a.kind == ValueKind::string && b.kind == ValueKind::string)
        return truth_of(equivalent_texts(a.text(), b.text()));
    if (a.kind == ValueKind::quantity && b.kind == ValueKind::quantity)
        return truth_of(equivalent_quantities(a, b, with.units()));
    if (a.kind == ValueKind::ratio && b.kind == ValueKind::ratio)
        return truth_of(equivalent_ratios(a, b, with.units()));
    if (is_number(a) && is_number(b) &&
        (a.kind == ValueKind::decimal || b.kind == ValueKind::decimal))
        return truth_of(equivalent_decimals(as_wide(a), as_wide(b)));
    if (a.kind == ValueKind::interval && b.kind == ValueKind::interval)
        return interval_equivalent(a, b, with);
    if (a.kind == ValueKind::uncertain && b.kind == ValueKind::uncertain) {
        return both(equivalent(least_of(a), least_of(b), with),
                    equivalent(most_of(a), most_of(b), with));
    }
    if (has_items(a) && a.kind == b.kind) {
        const auto x = a.items();
        const auto y = b.items();
        if (x.size() != y.size()) return Truth::no;
        for (std::size_t i = 0; i < x.size(); ++i) {
            if (equivalent(x[i], y[i], with) != Truth::yes) return Truth::no;
        }
        return Truth::yes;
    }
    return truth_of(equal(a, b, with) == Truth::yes);
}

}  // namespace openpcn::cql
