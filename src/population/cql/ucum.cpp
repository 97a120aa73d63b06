#include "population/cql/ucum.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/invariant.h"
#include "population/cql/ucum_units.h"

namespace openpcn::ucum {
namespace {

constexpr std::size_t code_length_max = 256;
constexpr int depth_max = 16;
constexpr int exponent_max = 32;
constexpr std::uint16_t arbitrary_base = 100;  // the first; base units come before

struct Atom {
    Unit unit;
    Prefixes prefixes = Prefixes::none;
};
using AtomTable = std::map<std::string_view, Atom, std::less<>>;

bool multiply(Unit& unit, const Unit& other, int exponent) {
    // A scale with another zero has no powers and no products.
    const bool plain = unit.terms.empty() && unit.dimensions.empty() && exponent == 1;
    if (other.scale != Scale::proportional && !plain) return false;
    if (unit.scale != Scale::proportional) return false;
    const auto factor = cql::power(other.factor, exponent);
    if (!factor) return false;
    const auto whole = cql::product(unit.factor, *factor);
    if (!whole) return false;
    unit.factor = *whole;
    unit.scale = other.scale;
    for (const Dimension& dimension : other.dimensions) {
        const auto place =
            std::find_if(unit.dimensions.begin(), unit.dimensions.end(),
                         [&](const Dimension& d) { return d.base >= dimension.base; });
        const int added = dimension.exponent * exponent;
        if (place == unit.dimensions.end() || place->base != dimension.base) {
            unit.dimensions.insert(place, {dimension.base, static_cast<std::int16_t>(added)});
        } else if (place->exponent + added == 0) {
            unit.dimensions.erase(place);
        } else {
            place->exponent = static_cast<std::int16_t>(place->exponent + added);
        }
    }
    return true;
}

void add_term(std::vector<Term>& terms, std::string_view code, int exponent) {
    const auto same = std::find_if(terms.begin(), terms.end(),
                                   [&](const Term& term) { return term.code == code; });
    if (same == terms.end()) {
        terms.push_back({std::string(code), exponent});
    } else if (same->exponent += exponent; same->exponent == 0) {
        terms.erase(same);
    }
}

// Reads a code by UCUM's grammar, left to right, with the atoms that are known so far.
class CodeReader {
public:
    CodeReader(std::string_view code, const AtomTable& atoms) : rest_(code), atoms_(atoms) {}

    std::optional<Unit> read() {
        if (rest_.empty() || rest_.size() > code_length_max) return std::nullopt;
        Unit unit;
        if (!main_term(unit, 1) || !rest_.empty()) return std::nullopt;
        return unit;
    }

private:
    bool take(char c) {
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    // [/] component { (. | /) component }; all exponents times `sign`.
    bool main_term(Unit& unit, int sign) {
        int direction = take('/') ? -sign : sign;
        while (true) {
            if (!component(unit, direction)) return false;
            if (take('.')) {
                direction = sign;
            } else if (take('/')) {
                direction = -sign;
            } else {
                return true;
            }
        }
    }

    bool component(Unit& unit, int direction) {
        if (take('(')) {
            if (++depth_ > depth_max) return false;
            const bool inside = main_term(unit, direction) && take(')');
            --depth_;
            return inside && annotation();
        }
        if (rest_.starts_with('{')) return annotation();
        return simple_unit(unit, direction) && annotation();
    }

    // {of whatever}: says what is counted and changes nothing.
    bool annotation() {
        if (!take('{')) return true;
        const std::size_t end = rest_.find('}');
        if (end == std::string_view::npos) return false;
        rest_.remove_prefix(end + 1);
        return true;
    }

    // Up to the next operator outside square brackets.
    std::string_view word() const {
        bool bracket = false;
        std::size_t at = 0;
        for (; at < rest_.size(); ++at) {
            const char c = rest_[at];
            if (c == '[') bracket = true;
            if (c == ']') bracket = false;
            if (!bracket && std::string_view("./(){}").find(c) != std::string_view::npos) break;
        }
        return rest_.substr(0, at);
    }

    bool simple_unit(Unit& unit, int direction) {
        std::string_view code = word();
        rest_.remove_prefix(code.size());
        if (code.empty()) return false;
        std::size_t digits = code.size();
        while (digits > 0 && code[digits - 1] >= '0' && code[digits - 1] <= '9') --digits;
        if (digits == 0) return number(unit, code, direction);
        int exponent = 1;
        if (digits < code.size()) {
            std::string_view text = code.substr(digits);
            const bool has_sign = code[digits - 1] == '-' || code[digits - 1] == '+';
            const auto [end, error] =
                std::from_chars(text.data(), text.data() + text.size(), exponent);
            if (error != std::errc() || exponent > exponent_max) return false;
            if (has_sign && code[digits - 1] == '-') exponent = -exponent;
            code = code.substr(0, digits - (has_sign ? 1 : 0));
        }
        const auto known = find(code);
        if (!known || !multiply(unit, *known, exponent * direction)) return false;
        add_term(unit.terms, code, exponent * direction);
        return true;
    }

    bool number(Unit& unit, std::string_view digits, int direction) {
        auto value = cql::parse_ratio(digits);
        if (!value) return false;
        if (direction < 0) value = cql::inverse(*value);
        Unit plain;
        plain.factor = *value;
        const auto numbers = cql::product(unit.number, *value);
        if (!numbers || !multiply(unit, plain, 1)) return false;
        unit.number = *numbers;
        return true;
    }

    // An atom, or a prefix and one that takes prefixes.
    std::optional<Unit> find(std::string_view code) const {
        if (const auto atom = atoms_.find(code); atom != atoms_.end()) return atom->second.unit;
        for (const PrefixRow& prefix : prefix_rows()) {
            if (!code.starts_with(prefix.code)) continue;
            const auto atom = atoms_.find(code.substr(prefix.code.size()));
            if (atom == atoms_.end() || atom->second.prefixes != Prefixes::metric ||
                atom->second.unit.scale != Scale::proportional)
                continue;
            const auto factor =
                cql::product(*cql::parse_ratio(prefix.factor), atom->second.unit.factor);
            if (!factor) return std::nullopt;
            Unit unit = atom->second.unit;
            unit.factor = *factor;
            return unit;
        }
        return std::nullopt;
    }

    std::string_view rest_;
    const AtomTable& atoms_;
    int depth_ = 0;
};

Scale scale_of(std::string_view code) {
    if (code == "Cel") return Scale::celsius;
    if (code == "[degF]") return Scale::fahrenheit;
    return code == "[degRe]" ? Scale::reaumur : Scale::logarithmic;
}

// Scales of temperature are counted in kelvins; logarithms are of a kind of their own.
Unit special_unit(std::string_view code, std::uint16_t own_base) {
    Unit unit;
    unit.scale = scale_of(code);
    constexpr std::uint16_t kelvin = 4;
    unit.dimensions.push_back({unit.scale == Scale::logarithmic ? own_base : kelvin, 1});
    return unit;
}

// Whether the row could be defined with what is there.
bool define(const UnitRow& row, std::size_t place, AtomTable& atoms) {
    Atom atom{{}, row.prefixes};
    const auto base = static_cast<std::uint16_t>(place);
    if (row.definition == "base") {
        atom.unit.dimensions.push_back({base, 1});
    } else if (row.definition == "arbitrary") {
        atom.unit.dimensions.push_back({static_cast<std::uint16_t>(arbitrary_base + base), 1});
    } else if (row.definition == "special") {
        atom.unit = special_unit(row.code, static_cast<std::uint16_t>(arbitrary_base + base));
    } else {
        const std::size_t blank = row.definition.find(' ');
        const auto number = cql::parse_ratio(row.definition.substr(0, blank));
        INVARIANT(number.has_value());
        const auto unit = CodeReader(row.definition.substr(blank + 1), atoms).read();
        if (!unit) return false;
        const auto factor = cql::product(*number, unit->factor);
        INVARIANT(factor.has_value());
        atom.unit.factor = *factor;
        atom.unit.dimensions = unit->dimensions;
    }
    atoms.emplace(row.code, std::move(atom));
    return true;
}

// Rows may name units that stand further down.
AtomTable read_table() {
    AtomTable atoms;
    const auto rows = unit_rows();
    std::size_t missing = rows.size();
    while (missing > 0) {
        const std::size_t before = missing;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!atoms.contains(rows[i].code) && define(rows[i], i, atoms)) --missing;
        }
        INVARIANT(missing < before);
    }
    return atoms;
}

const AtomTable& atom_table() {
    static const AtomTable table = read_table();
    return table;
}

// What a value of 0 on the scale is in kelvins, and the size of its degree.
struct Degrees {
    Ratio zero;
    Ratio size;
};
Degrees degrees_of(Scale scale) {
    switch (scale) {
        case Scale::fahrenheit:
            return {{45967, 180, 0}, {5, 9, 0}};  // 459.67 * 5 / 9
        case Scale::reaumur:
            return {{27315, 1, -2}, {5, 4, 0}};
        default:
            return {{27315, 1, -2}, {1, 1, 0}};
    }
}

constexpr Wide extra_digits = 1'000'000'000;

// In units of 10^-17 kelvin, so that two conversions round once.
std::optional<Wide> to_kelvin(Wide value, const Unit& unit) {
    if (unit.scale == Scale::proportional) return cql::scaled(value * extra_digits, unit.factor);
    const Degrees degrees = degrees_of(unit.scale);
    const auto above_zero = cql::scaled(value * extra_digits, degrees.size);
    const auto zero = cql::scaled(cql::wide_one * extra_digits, degrees.zero);
    if (!above_zero || !zero) return std::nullopt;
    return *above_zero + *zero;
}

std::optional<Wide> from_kelvin(Wide kelvin, const Unit& unit) {
    const Ratio fewer_digits{1, 1, -9};
    if (unit.scale != Scale::proportional)
        kelvin -= *cql::scaled(cql::wide_one * extra_digits, degrees_of(unit.scale).zero);
    const Ratio size =
        unit.scale == Scale::proportional ? unit.factor : degrees_of(unit.scale).size;
    const auto ratio = cql::product(cql::inverse(size), fewer_digits);
    return ratio ? cql::scaled(kelvin, *ratio) : std::nullopt;
}

// Temperatures of more digits than these are none.
bool is_temperature(Wide value) {
    constexpr Wide most = cql::wide_one * 10'000'000'000;
    return value < most && value > -most;
}

}  // namespace

std::optional<Unit> parse(std::string_view code) { return CodeReader(code, atom_table()).read(); }

bool commensurable(const Unit& a, const Unit& b) {
    if (a.scale == Scale::logarithmic || b.scale == Scale::logarithmic)
        return a.terms == b.terms && a.scale == b.scale;
    return a.dimensions == b.dimensions;
}

std::optional<Wide> convert(Wide value, const Unit& from, const Unit& to) {
    if (!commensurable(from, to)) return std::nullopt;
    if (from.scale == to.scale && from.factor == to.factor) return value;
    if (from.scale != Scale::proportional || to.scale != Scale::proportional) {
        if (!is_temperature(value)) return std::nullopt;
        const auto kelvin = to_kelvin(value, from);
        return kelvin ? from_kelvin(*kelvin, to) : std::nullopt;
    }
    const auto ratio = cql::product(from.factor, cql::inverse(to.factor));
    return ratio ? cql::scaled(value, *ratio) : std::nullopt;
}

std::optional<int> compare(Wide a, const Unit& unit_of_a, Wide b, const Unit& unit_of_b) {
    if (!commensurable(unit_of_a, unit_of_b)) return std::nullopt;
    if (unit_of_a.scale == unit_of_b.scale && unit_of_a.factor == unit_of_b.factor)
        return a < b ? -1 : a > b ? 1 : 0;
    if (unit_of_a.scale != Scale::proportional || unit_of_b.scale != Scale::proportional) {
        if (!is_temperature(a) || !is_temperature(b)) return std::nullopt;
        const auto x = to_kelvin(a, unit_of_a);
        const auto y = to_kelvin(b, unit_of_b);
        if (!x || !y) return std::nullopt;
        return *x < *y ? -1 : *x > *y ? 1 : 0;
    }
    const auto ratio = cql::product(unit_of_a.factor, cql::inverse(unit_of_b.factor));
    if (!ratio) return std::nullopt;
    return cql::compare_scaled(a, *ratio, b);
}

std::string combined_code(const Unit& a, const Unit& b, Combination how) {
    std::vector<Term> terms = a.terms;
    for (const Term& term : b.terms)
        add_term(terms, term.code, how == Combination::product ? term.exponent : -term.exponent);
    std::string above;
    std::string below;
    for (const Term& term : terms) {
        const int size = term.exponent < 0 ? -term.exponent : term.exponent;
        std::string& text = term.exponent < 0 ? below : above;
        if (term.exponent < 0) {
            text += "/";
        } else if (!text.empty()) {
            text += ".";
        }
        text += term.code;
        if (size != 1) text += std::to_string(size);
    }
    const std::string whole = above + below;
    return whole.empty() ? "1" : whole;
}

}  // namespace openpcn::ucum
