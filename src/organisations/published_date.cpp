#include "organisations/published_date.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace openpcn::organisations {
namespace {

constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Runs of digits and runs of letters, with what stands between them left out.
struct Run {
    std::string_view text;
    bool digits = false;
    int number() const {
        int value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    }
};

template <std::size_t N>
std::size_t split_runs(std::string_view text, std::array<Run, N>& runs) {
    std::size_t count = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const bool digits = is_digit(text[at]);
        if (!digits && !is_letter(text[at])) {
            ++at;
            continue;
        }
        const auto begin = at;
        while (at < text.size() && (digits ? is_digit(text[at]) : is_letter(text[at]))) ++at;
        if (count == N) return N + 1;
        runs[count++] = {text.substr(begin, at - begin), digits};
    }
    return count;
}

// 1 to 12, or 0. Takes "Jul" and "July".
int month_of(std::string_view word) {
    if (word.size() < 3) return 0;
    for (std::size_t i = 0; i < months.size(); ++i) {
        bool same = true;
        for (std::size_t c = 0; c < 3; ++c) same = same && (word[c] | 0x20) == months[i][c];
        if (same) return static_cast<int>(i) + 1;
    }
    return 0;
}

// A month with which a word of a name begins or ends, as in PracPopJan26.
int month_within(std::string_view word) {
    if (const int month = month_of(word); month > 0 && word.size() <= 9) return month;
    if (word.size() < 3 || word[word.size() - 3] > 'Z') return 0;
    return month_of(word.substr(word.size() - 3));
}

int full_year(const Run& run) { return run.text.size() == 2 ? 2000 + run.number() : run.number(); }

Result<Date> eight_digits(std::string_view text) {
    const auto part = [&](std::size_t from, std::size_t size) {
        return Run{text.substr(from, size), true}.number();
    };
    return Date::from_ymd(part(0, 4), part(4, 2), part(6, 2));
}

Result<Date> from_runs(const std::array<Run, 3>& runs, std::size_t count) {
    const auto wrong = failure({});
    if (count == 1 && runs[0].digits && runs[0].text.size() == 8) return eight_digits(runs[0].text);
    if (count != 3 || !runs[0].digits || !runs[2].digits) return wrong;
    const bool has_year_last = runs[2].text.size() == 4 || runs[2].text.size() == 2;
    if (!runs[1].digits) {
        const int month = month_of(runs[1].text);
        if (month == 0 || !has_year_last || runs[0].text.size() > 2) return wrong;
        return Date::from_ymd(full_year(runs[2]), month, runs[0].number());
    }
    if (runs[0].text.size() == 4)
        return Date::from_ymd(runs[0].number(), runs[1].number(), runs[2].number());
    if (runs[0].text.size() > 2 || runs[2].text.size() != 4) return wrong;
    return Date::from_ymd(runs[2].number(), runs[1].number(), runs[0].number());
}

}  // namespace

Result<Date> parse_published_date(std::string_view text, CellOrigin origin) {
    // A time may follow, as in 2019-10-01T00:00:00 and 1/10/2019 0:00; and programs that take
    // 20191001 for a number add ".0".
    std::string_view day = text;
    if (const auto colon = day.find(':'); colon != std::string_view::npos)
        day = day.substr(0, day.find_last_of("T ", colon));
    if (day.ends_with(".0")) day.remove_suffix(2);
    std::array<Run, 3> runs;
    const auto count = split_runs(day, runs);
    if (origin == CellOrigin::worksheet && count == 1 && runs[0].digits &&
        runs[0].text.size() == 5 && day.size() == 5) {
        constexpr int serial_of_1970 = 25569;
        return Date::from_days(runs[0].number() - serial_of_1970);
    }
    if (auto date = from_runs(runs, count)) return date;
    return failure({ErrorKind::invalid, fmt::format("\"{}\" is not a date.", text), "",
                    "Dates are written 20190701, 2019-07-01, 01/07/2019 or 01Jul2019."});
}

std::optional<Date> date_in_file_name(std::string_view name) {
    if (const auto slash = name.find_last_of('/'); slash != std::string_view::npos)
        name = name.substr(slash + 1);
    std::array<Run, 24> runs;
    const auto count = split_runs(name, runs);
    if (count > runs.size()) return std::nullopt;
    const auto plausible = [](int year) { return year >= 2013 && year <= 2099; };
    for (std::size_t i = 0; i < count; ++i) {
        const Run& run = runs[i];
        if (run.digits && run.text.size() == 8) {
            if (const auto date = eight_digits(run.text); date && plausible(date->year()))
                return *date;
        }
        // 202607 and 072026.
        if (run.digits && run.text.size() == 6) {
            for (const auto& [year, month] :
                 {std::pair(run.text.substr(0, 4), run.text.substr(4)),
                  std::pair(run.text.substr(2), run.text.substr(0, 2))}) {
                const int of_year = Run{year, true}.number();
                if (!plausible(of_year)) continue;
                if (const auto date = Date::from_ymd(of_year, Run{month, true}.number(), 1))
                    return *date;
            }
        }
        // 04-2014 and 01-04-2014.
        if (run.digits && run.text.size() == 2 && i + 1 < count && runs[i + 1].digits &&
            runs[i + 1].text.size() == 4 && plausible(runs[i + 1].number())) {
            const bool has_day = i > 0 && runs[i - 1].digits && runs[i - 1].text.size() == 2;
            if (const auto date = Date::from_ymd(runs[i + 1].number(), run.number(),
                                                 has_day ? runs[i - 1].number() : 1))
                return *date;
        }
        const bool year_follows = i + 1 < count && runs[i + 1].digits &&
                                  (runs[i + 1].text.size() == 4 || runs[i + 1].text.size() == 2);
        if (!run.digits && month_within(run.text) > 0 && year_follows &&
            plausible(full_year(runs[i + 1]))) {
            const int day = i > 0 && runs[i - 1].digits && runs[i - 1].text.size() <= 2
                                ? runs[i - 1].number()
                                : 1;
            if (const auto date =
                    Date::from_ymd(full_year(runs[i + 1]), month_within(run.text), day))
                return *date;
        }
        if (run.digits && run.text.size() == 4 && plausible(run.number()) && i + 1 < count &&
            runs[i + 1].digits && runs[i + 1].text.size() == 2) {
            const bool has_day = i + 2 < count && runs[i + 2].digits &&
                                 runs[i + 2].text.size() == 2 && runs[i + 2].number() > 0;
            if (const auto date = Date::from_ymd(run.number(), runs[i + 1].number(),
                                                 has_day ? runs[i + 2].number() : 1))
                return *date;
        }
    }
    for (std::size_t i = count; i-- > 0;) {
        if (runs[i].digits && runs[i].text.size() == 4 && plausible(runs[i].number()))
            return *Date::from_ymd(runs[i].number(), 1, 1);
    }
    return std::nullopt;
}

}  // namespace openpcn::organisations
