#include "population/synthetic/line_text.h"

#include <memory>

namespace openpcn::synthetic {

namespace {

constexpr int first_day = -25567;  // 1900-01-01
constexpr int day_count = 73'414;  // to 2100-12-31
using DayTexts = std::array<std::array<char, 10>, day_count>;

std::unique_ptr<DayTexts> all_days() {
    auto days = std::make_unique<DayTexts>();
    for (int i = 0; i < day_count; ++i) {
        const std::string text = Date::from_days(first_day + i).to_string();
        std::memcpy((*days)[static_cast<std::size_t>(i)].data(), text.data(), 10);
    }
    return days;
}

}  // namespace

std::string_view text_of(Date date) {
    static const std::unique_ptr<const DayTexts> days = all_days();
    const int index = date.days() - first_day;
    INVARIANT(index >= 0 && index < day_count);
    return {(*days)[static_cast<std::size_t>(index)].data(), 10};
}

LineText& LineText::tenths(std::int32_t value) {
    if (value < 0) {
        *this << '-';
        value = -value;
    }
    *this << static_cast<std::uint64_t>(value / 10);
    if (value % 10 != 0) *this << '.' << static_cast<char>('0' + value % 10);
    return *this;
}

LineText& LineText::clock(int minute_of_day) {
    const int hour = minute_of_day / 60 % 24, minute = minute_of_day % 60;
    const char text[] = {static_cast<char>('0' + hour / 10), static_cast<char>('0' + hour % 10),
                         ':', static_cast<char>('0' + minute / 10),
                         static_cast<char>('0' + minute % 10)};
    return *this << std::string_view(text, sizeof text) << ":00";
}

LineText& LineText::field(std::string_view text) {
    if (text.find_first_of(",\"\n") == std::string_view::npos) return *this << text;
    *this << '"';
    for (const char c : text) {
        if (c == '"') *this << '"';
        *this << c;
    }
    return *this << '"';
}

}  // namespace openpcn::synthetic
