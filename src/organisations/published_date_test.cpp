#include "organisations/published_date.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace openpcn::organisations {
namespace {

TEST(PublishedDate, IsReadInEveryFormThatPublicationsUse) {
    struct Case {
        std::string_view text;
        std::string_view date;
    };
    for (const auto& [text, date] : std::to_array<Case>({
             {"20190701", "2019-07-01"},
             {"2019-07-01", "2019-07-01"},
             {"2019-07-01T00:00:00Z", "2019-07-01"},
             {"01/07/2019", "2019-07-01"},
             {"1/7/2019", "2019-07-01"},
             {"01Jul2026", "2026-07-01"},
             {"01JUL2026", "2026-07-01"},
             {"01-Apr-17", "2017-04-01"},
             {"1 July 2019", "2019-07-01"},
             {"1/7/2019 0:00", "2019-07-01"},
             {"2019-07-01 00:00:00", "2019-07-01"},
             {"20190701.0", "2019-07-01"},
         })) {
        const auto read = parse_published_date(text);
        ASSERT_TRUE(read.has_value()) << text;
        EXPECT_EQ(read->to_string(), date) << text;
    }
}

TEST(PublishedDate, IsRefusedWhereTheCalendarHasNoSuchDay) {
    for (const std::string_view text : {"", "20190231", "2019", "45566", "31/02/2019", "01Foo2019",
                                        "Spring", "1-2-3-4", "2019-13-01"}) {
        const auto read = parse_published_date(text);
        ASSERT_FALSE(read.has_value()) << text;
        EXPECT_EQ(read.error().what, "\"" + std::string(text) + "\" is not a date.");
    }
}

TEST(PublishedDate, MayBeASerialNumberInAWorksheetOnly) {
    EXPECT_EQ(parse_published_date("45566", CellOrigin::worksheet)->to_string(), "2024-10-01");
}

TEST(PublishedDate, StandsInFileNames) {
    struct Case {
        std::string_view name;
        std::string_view date;  // empty: none
    };
    for (const auto& [name, date] : std::to_array<Case>({
             {"ods/epcn-2022-04-core-partners.csv.gz", "2022-04-01"},
             {"ePCN-2025-01.xlsx", "2025-01-01"},
             {"epraccur_20260213.csv", "2026-02-13"},
             {"epraccur 2026-02-13.csv", "2026-02-13"},
             {"PracPopJan2026.csv", "2026-01-01"},
             {"gp-reg-patients-04-2014-totals-lsoa-alt.csv", "2014-04-01"},
             {"epraccur 13-02-2024.csv", "2024-02-13"},
             {"201504_gp-reg-patients-lsoa-alt-tall.csv", "2015-04-01"},
             {"PCNWFIndividualCSV.062026.csv", "2026-06-01"},
             {"gp-reg-pat-prac-lsoa-male-female-April-22.zip", "2022-04-01"},
             {"report-123456.csv", ""},
             {"epcn_Feb26.csv", "2026-02-01"},
             {"2024-05/epraccur.csv", ""},
             {"practice-coordinates-nhsuk-2019.csv.gz", "2019-01-01"},
             {"ePCN.xlsx", ""},
             {"imd1999.csv", ""},
         })) {
        const auto found = date_in_file_name(name);
        EXPECT_EQ(found ? found->to_string() : "", date) << name;
    }
}

}  // namespace
}  // namespace openpcn::organisations
