#include "population/feeds/csv_scanner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openpcn::feeds {
namespace {

using testing::ElementsAre;

// Each row as "line: field|field", a fault as "line! why <original>".
std::vector<std::string> scanned(const std::string& text, std::size_t chunk_bytes,
                                 std::size_t row_bytes_max = 1 << 20) {
    CsvScanner scanner(text_source(text, chunk_bytes), "test.csv", ',', row_bytes_max);
    std::vector<std::string> rows;
    CsvRow row;
    for (;;) {
        const auto more = scanner.next(row);
        if (!more) {
            rows.push_back("error: " + more.error().what + " " + more.error().where);
            return rows;
        }
        if (!*more) break;
        std::string shown = std::to_string(row.line);
        if (row.fault != nullptr) {
            shown += std::string("! ") + row.fault + " <" + std::string(row.original) + ">";
        } else {
            for (std::size_t i = 0; i < row.fields.size(); ++i) {
                shown += (i == 0 ? ": " : "|") + std::string(row.fields[i]);
            }
        }
        rows.push_back(shown);
    }
    EXPECT_EQ(scanner.bytes_consumed(), text.size());
    return rows;
}

TEST(CsvScanner, TakesRowsApartAsRfc4180Says) {
    struct Case {
        std::string text;
        std::vector<std::string> rows;
        const char* why;
    };
    for (const auto& [text, rows, why] : std::vector<Case>{
             {"a,b\nc,d\n", {"1: a|b", "2: c|d"}, "plain"},
             {"a,b\r\nc,d", {"1: a|b", "2: c|d"}, "CRLF, and no line end at the end"},
             {"a,,\n,\n", {"1: a||", "2: |"}, "empty fields"},
             {"\"a,b\",\"c\"\"d\"\n", {"1: a,b|c\"d"}, "comma and quote inside quotes"},
             {"\"a\nb\",c\nd,e\n", {"1: a\nb|c", "3: d|e"}, "line end inside quotes"},
             {"a\"b,c\n", {"1: a\"b|c"}, "a quote inside an unquoted field stands for itself"},
             {"\xEF\xBB\xBF"
              "a,b\n",
              {"1: a|b"},
              "byte order mark"},
             {"a,b\n\n\r\nc,d\n", {"1: a|b", "4: c|d"}, "empty lines"},
             {"\"\",x\n", {"1: |x"}, "quoted nothing"},
             {"", {}, "nothing"},
         }) {
        for (std::size_t chunk = 1; chunk <= text.size() + 1; ++chunk) {
            EXPECT_EQ(scanned(text, chunk), rows) << why << ", in chunks of " << chunk;
        }
    }
}

TEST(CsvScanner, RejectsALineWithWrongQuotesAndGoesOnBehindIt) {
    for (const std::size_t chunk : {1, 2, 3, 5, 100}) {
        EXPECT_THAT(
            scanned("\"a\"b,c\nd,e\n", chunk),
            ElementsAre("1! A quoted field goes on after its closing quote. <\"a\"b,c>", "2: d|e"));
        EXPECT_THAT(scanned("a,\"b\nc,d\n", chunk),
                    ElementsAre("1! A quoted field is never closed. <a,\"b>", "2: c|d"));
    }
}

TEST(CsvScanner, DoesNotLetAnOpenQuoteSwallowTheFile) {
    std::string text = "a,\"b\n";
    for (int i = 0; i < 20; ++i) text += "c,d\n";
    for (const std::size_t chunk : {1, 7, 1000}) {
        const auto rows = scanned(text, chunk, 40);
        ASSERT_EQ(rows.size(), 21u);
        EXPECT_EQ(rows[0], "1! A quoted field is not closed within the length of a row. <a,\"b>");
        EXPECT_EQ(rows[20], "21: c|d");
    }
}

TEST(CsvScanner, StopsAtALineWithoutEnd) {
    EXPECT_THAT(scanned(std::string(9000, 'x'), 100, 2000),
                ElementsAre("error: A line is longer than 2000 bytes. In test.csv, line 1."));
}

}  // namespace
}  // namespace openpcn::feeds
