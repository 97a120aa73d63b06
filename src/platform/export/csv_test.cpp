#include "platform/export/csv.h"

#include <gtest/gtest.h>

#include <array>

namespace openpcn::exporting {
namespace {

TEST(Csv, QuotesAsRfc4180Says) {
    const Table table{
        "People",
        {"name", "born", "count", "share"},
        {{std::string("O'Brien, \"Pat\"\nsecond line"), Date::from_days(0), std::int64_t{-5}, 0.25},
         {std::monostate{}, std::monostate{}, std::monostate{}, std::monostate{}}},
        {"not written"}};
    EXPECT_EQ(csv_text(table, ByteOrderMark::none),
              "name,born,count,share\r\n"
              "\"O'Brien, \"\"Pat\"\"\nsecond line\",1970-01-01,-5,0.25\r\n"
              ",,,\r\n");
    EXPECT_TRUE(csv_text(table, ByteOrderMark::utf8).starts_with("\xef\xbb\xbfname"));
}

TEST(Csv, NeutralisesWhatASpreadsheetWouldRun) {
    struct Case {
        std::string text;
        std::string written;
    };
    for (const auto& [text, written] : std::to_array<Case>({
             {"=1+1", "'=1+1"},
             {"+44 113", "'+44 113"},
             {"-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"},
             {"@SUM(A1)", "'@SUM(A1)"},
             {"\t=1", "\"'\t=1\""},
             {"\r=1", "\"'\r=1\""},
             {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""},
             {"plain = text", "plain = text"},
             {"", ""},
         })) {
        const Table table{"", {"a"}, {{text}}, {}};
        EXPECT_EQ(csv_text(table, ByteOrderMark::none), "a\r\n" + written + "\r\n") << text;
    }
}

}  // namespace
}  // namespace openpcn::exporting
