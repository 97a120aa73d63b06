#include "base/partial_date_time.h"

#include <fmt/format.h>

#include "base/invariant.h"

namespace openpcn {
namespace {

using Precision = PartialDateTime::Precision;

Error not_a_date_time(std::string_view text) {
    return {ErrorKind::invalid, fmt::format("\"{}\" is not a date or date-time.", text), "",
            "Write it as ISO 8601, for example 2026-11-23 or 2026-11-23T09:30:00Z."};
}

// Reads exactly `digits` digits at `at`; -1 if they are not there.
int read_digits(std::string_view text, std::size_t at, std::size_t digits) {
    if (at + digits > text.size()) return -1;
    int value = 0;
    for (std::size_t i = at; i < at + digits; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

struct Clock {
    std::int64_t ms = 0;
    Precision precision = Precision::hour;
    std::optional<int> offset;
};

// The part after "T".
std::optional<Clock> read_clock(std::string_view text) {
    Clock clock;
    std::size_t at = 0;
    const int hour = read_digits(text, at, 2);
    if (hour < 0 || hour > 23) return std::nullopt;
    clock.ms = hour * 3'600'000LL;
    at += 2;
    if (at < text.size() && text[at] == ':') {
        const int minute = read_digits(text, at + 1, 2);
        if (minute < 0 || minute > 59) return std::nullopt;
        clock.ms += minute * 60'000LL;
        clock.precision = Precision::minute;
        at += 3;
        if (at < text.size() && text[at] == ':') {
            int second = read_digits(text, at + 1, 2);
            if (second < 0 || second > 60) return std::nullopt;
            if (second == 60) second = 59;  // a leap second is the last of its minute
            clock.ms += second * 1000LL;
            clock.precision = Precision::second;
            at += 3;
            if (at < text.size() && text[at] == '.') {
                ++at;
                int scale = 100;
                const std::size_t first = at;
                while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
                    clock.ms += (text[at] - '0') * scale;
                    scale /= 10;
                    ++at;
                }
                if (at == first) return std::nullopt;
                clock.precision = Precision::millisecond;
            }
        }
    }
    if (at == text.size()) return clock;
    if (text[at] == 'Z' && at + 1 == text.size()) {
        clock.offset = 0;
        return clock;
    }
    if ((text[at] != '+' && text[at] != '-') || at + 6 != text.size() || text[at + 3] != ':') {
        return std::nullopt;
    }
    const int hours = read_digits(text, at + 1, 2);
    const int minutes = read_digits(text, at + 4, 2);
    if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 840) return std::nullopt;
    clock.offset = (text[at] == '-' ? -1 : 1) * (hours * 60 + minutes);
    return clock;
}

}  // namespace

PartialDateTime PartialDateTime::from_date(Date date) {
    return from_local((date.days() + std::int64_t{days_to_1970}) * ms_per_day, Precision::day,
                      std::nullopt);
}

PartialDateTime PartialDateTime::from_local(std::int64_t local_ms, Precision precision,
                                            std::optional<int> offset_minutes) {
    INVARIANT(local_ms >= 0 && local_ms < (std::int64_t{1} << 49));
    INVARIANT(!offset_minutes || (*offset_minutes >= -840 && *offset_minutes <= 840));
    const std::int64_t offset = offset_minutes ? *offset_minutes + 1024 : 0;
    return from_bits((local_ms << 14) | (static_cast<std::int64_t>(precision) << 11) | offset);
}

Result<PartialDateTime> PartialDateTime::parse(std::string_view text) {
    const std::size_t t = text.find('T');
    const std::string_view day_text = text.substr(0, t);
    const int year = read_digits(text, 0, 4);
    int month = 1;
    int day = 1;
    Precision precision = Precision::year;
    if (day_text.size() >= 7 && day_text[4] == '-') {
        month = read_digits(text, 5, 2);
        precision = Precision::month;
    }
    if (day_text.size() == 10 && day_text[7] == '-') {
        day = read_digits(text, 8, 2);
        precision = Precision::day;
    }
    const std::size_t expected = precision == Precision::year    ? 4u
                                 : precision == Precision::month ? 7u
                                                                 : 10u;
    if (day_text.size() != expected) return failure(not_a_date_time(text));
    const auto date = Date::from_ymd(year, month, day);
    if (!date) return failure(not_a_date_time(text));
    const std::int64_t local = (date->days() + std::int64_t{days_to_1970}) * ms_per_day;
    if (t == std::string_view::npos) return from_local(local, precision, std::nullopt);
    if (precision != Precision::day) return failure(not_a_date_time(text));
    const auto clock = read_clock(text.substr(t + 1));
    if (!clock) return failure(not_a_date_time(text));
    return from_local(local + clock->ms, clock->precision, clock->offset);
}

std::optional<int> PartialDateTime::offset_minutes() const {
    const auto stored = static_cast<int>(bits_ & 0x7ff);
    if (stored == 0) return std::nullopt;
    return stored - 1024;
}

std::string PartialDateTime::to_string() const {
    if (!has_value()) return "";
    const std::string day = date().to_string();
    const Precision p = precision();
    if (p == Precision::year) return day.substr(0, 4);
    if (p == Precision::month) return day.substr(0, 7);
    if (p == Precision::day) return day;
    const auto ms = static_cast<int>(local_ms() % ms_per_day);
    std::string text = fmt::format("{}T{:02}", day, ms / 3'600'000);
    if (p >= Precision::minute) text += fmt::format(":{:02}", ms / 60'000 % 60);
    if (p >= Precision::second) text += fmt::format(":{:02}", ms / 1000 % 60);
    if (p >= Precision::millisecond) text += fmt::format(".{:03}", ms % 1000);
    if (const auto offset = offset_minutes()) {
        const int size = *offset < 0 ? -*offset : *offset;
        text += *offset == 0
                    ? "Z"
                    : fmt::format("{}{:02}:{:02}", *offset < 0 ? '-' : '+', size / 60, size % 60);
    }
    return text;
}

}  // namespace openpcn
