#include "base/date.h"

#include <gtest/gtest.h>

#include <array>

namespace openpcn {
namespace {

TEST(Date, PrintsWhatItRead) {
    for (int days = -719162; days < 2932896; days += 97) {
        const Date date = Date::from_days(days);
        EXPECT_EQ(Date::parse(date.to_string()).value(), date) << date.to_string();
    }
}

TEST(Date, RefusesDaysTheCalendarDoesNotHave) {
    for (const char* text : {"2023-02-29", "2023-13-01", "2023-00-10", "2023-04-31", "23-04-30",
                             "2023/04/30", "2023-4-30", "0000-01-01", "2023-04-3a", ""}) {
        const auto date = Date::parse(text);
        ASSERT_FALSE(date.has_value()) << text;
        EXPECT_EQ(date.error().kind, ErrorKind::invalid);
        EXPECT_NE(date.error().remedy.find("YYYY-MM-DD"), std::string::npos);
    }
}

TEST(Date, AddsMonthsToTheLastDayOfAShorterMonth) {
    EXPECT_EQ(Date::parse("2020-01-31")->plus_months(1).to_string(), "2020-02-29");
    EXPECT_EQ(Date::parse("2019-03-31")->plus_months(-1).to_string(), "2019-02-28");
    EXPECT_EQ(Date::parse("2019-12-15")->plus_months(-24).to_string(), "2017-12-15");
}

TEST(Date, CountsCompletedYears) {
    struct Case {
        const char* birth;
        const char* on;
        int years;
    };
    for (const auto& [birth, on, years] : std::to_array<Case>({
             {"2000-06-15", "2020-06-14", 19},
             {"2000-06-15", "2020-06-15", 20},
             {"2004-02-29", "2023-02-28", 18},
             {"2004-02-29", "2023-03-01", 19},
             {"2020-01-01", "2019-12-31", -1},
         })) {
        EXPECT_EQ(completed_years(*Date::parse(birth), *Date::parse(on)), years) << birth << on;
    }
}

}  // namespace
}  // namespace openpcn
