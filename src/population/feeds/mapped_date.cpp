#include "population/feeds/mapped_date.h"

#include <array>

namespace openpcn::feeds {

namespace {

constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};
// Longest first where one begins another.
constexpr std::array<std::string_view, 8> parts{"YYYY", "YY", "MMM", "MM", "DD", "hh", "mm", "ss"};

std::string_view part_at(std::string_view pattern) {
    for (const auto part : parts) {
        if (pattern.starts_with(part)) return part;
    }
    return {};
}

bool is_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

char lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
}

std::optional<std::string> month_number(std::string_view name) {
    for (std::size_t i = 0; i < months.size(); ++i) {
        if (lower(name[0]) == months[i][0] && lower(name[1]) == months[i][1] &&
            lower(name[2]) == months[i][2]) {
            return (i < 9 ? "0" : "1") + std::to_string((i + 1) % 10);
        }
    }
    return std::nullopt;
}

struct DateParts {
    std::string year, month, day, hour, minute, second;

    bool put(std::string_view part, std::string_view text) {
        if (part == "MMM") {
            const auto number = month_number(text);
            if (number) month = *number;
            return number.has_value();
        }
        if (!is_digits(text)) return false;
        if (part == "YYYY") {
            year = text;
        } else if (part == "YY") {
            year = (text < "30" ? "20" : "19") + std::string(text);
        } else if (part == "MM") {
            month = text;
        } else if (part == "DD") {
            day = text;
        } else if (part == "hh") {
            hour = text;
        } else if (part == "mm") {
            minute = text;
        } else {
            second = text;
        }
        return true;
    }

    std::string to_iso() const {
        std::string iso = year;
        for (const auto* part : {&month, &day}) {
            if (part->empty()) return iso;
            iso += "-" + *part;
        }
        if (hour.empty()) return iso;
        iso += "T" + hour;
        for (const auto* part : {&minute, &second}) {
            if (part->empty()) return iso;
            iso += ":" + *part;
        }
        return iso;
    }
};

}  // namespace

bool is_date_pattern(std::string_view pattern) {
    bool has_year = false;
    while (!pattern.empty()) {
        const auto part = part_at(pattern);
        has_year = has_year || part.starts_with('Y');
        const char first = pattern[0];
        const bool is_letter = lower(first) >= 'a' && lower(first) <= 'z' && first != 'T';
        if (part.empty() && is_letter) return false;
        pattern.remove_prefix(part.empty() ? 1 : part.size());
    }
    return has_year;
}

std::optional<std::string> iso_date(std::string_view text, std::string_view pattern) {
    DateParts date;
    while (!pattern.empty()) {
        if (text.empty() && !date.day.empty()) break;
        const auto part = part_at(pattern);
        const auto size = part.empty() ? 1 : part.size();
        if (text.size() < size) return std::nullopt;
        if (part.empty() ? text[0] != pattern[0] : !date.put(part, text.substr(0, size))) {
            return std::nullopt;
        }
        text.remove_prefix(size);
        pattern.remove_prefix(size);
    }
    if (!text.empty()) return std::nullopt;
    return date.to_iso();
}

}  // namespace openpcn::feeds
