#include "platform/export/xlsx.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace openpcn::exporting {
namespace {

// One part of the workbook, unpacked by Python, a reader that is not ours.
std::string part(const std::string& bytes, const std::string& name) {
    std::string folder = testing::TempDir() + "xlsx-XXXXXX";
    if (::mkdtemp(folder.data()) == nullptr) return "no folder";
    const std::string path = folder + "/a.xlsx";
    std::ofstream(path, std::ios::binary) << bytes;
    const std::string command =
        "python3 -c \"import zipfile,sys; "
        "sys.stdout.write(zipfile.ZipFile('" +
        path + "').read('" + name + "').decode())\"";
    std::string text;
    FILE* pipe = ::popen(command.c_str(), "r");
    char block[4096];
    for (std::size_t got = 0; (got = std::fread(block, 1, sizeof block, pipe)) > 0;) {
        text.append(block, got);
    }
    ::pclose(pipe);
    std::filesystem::remove_all(folder);
    return text;
}

const Table table{
    "Reviews: due/open",
    {"name", "due", "count", "reference"},
    {{std::string("=cmd()"), Date::from_days(20'000), std::int64_t{7}, std::int64_t{1} << 60},
     {std::string("Zoë & <b>"), Date::parse("1899-12-31").value(), 0.5, std::monostate{}}},
    {"As at 2024-10-04."}};

TEST(Xlsx, KeepsTextsNumbersAndDatesApartAndWritesNoFormula) {
    const auto bytes = xlsx_bytes(table);
    ASSERT_TRUE(bytes.has_value()) << to_string(bytes.error());
    const std::string sheet = part(*bytes, "xl/worksheets/sheet1.xml");
    EXPECT_EQ(sheet.find("<f>"), std::string::npos) << sheet;
    EXPECT_NE(sheet.find("=cmd()"), std::string::npos) << sheet;
    EXPECT_NE(sheet.find("<v>45569</v>"), std::string::npos) << "2024-10-04 as a serial number";
    EXPECT_NE(sheet.find("<v>7</v>"), std::string::npos);
    EXPECT_NE(sheet.find("1152921504606846976"), std::string::npos) << "too large for a double";
    EXPECT_NE(sheet.find("1899-12-31"), std::string::npos);
    EXPECT_NE(sheet.find("Zoë &amp; &lt;b&gt;"), std::string::npos);
    EXPECT_NE(part(*bytes, "xl/worksheets/sheet2.xml").find("As at 2024-10-04."),
              std::string::npos);
    EXPECT_NE(part(*bytes, "xl/workbook.xml").find("name=\"Reviews  due open\""),
              std::string::npos);
}

TEST(Xlsx, SaysWhatASheetCannotHold) {
    const auto refused = xlsx_bytes({"Long", {"a"}, {{std::string(40'000, 'x')}}, {}});
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, ErrorKind::unsupported);
    EXPECT_EQ(refused.error().remedy, "Export as CSV.");
}

}  // namespace
}  // namespace openpcn::exporting
