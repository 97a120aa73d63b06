#include "partners/directory_file.h"

#include <gtest/gtest.h>

#include <array>

#include "partners/test_catalogue.h"

namespace openpcn::partners {
namespace {

Result<DirectoryFile> read(std::string text) {
    return read_directory_file(std::move(text), "partners.csv", test_catalogue(),
                               day("2026-11-26"));
}

TEST(DirectoryFile, MakesOnePartnerOfTheRowsOfAnOrganisation) {
    const auto file = read(
        "Name,Kind,ODS code,Telephone,Service,Eligibility,Site,Postcode\r\n"
        "Age UK,Wizard,,,,,,\r\n"
        "Age UK,voluntary,,01642 1,Befriending,\"Over 65, alone\",Hub,TS18 1HU\r\n"
        " age uk ,voluntary,,,Benefits,,Hub,TS18 1HU\r\n"
        "Age UK,voluntary,,,Lunch club,,,\r\n"
        "Boots,Community pharmacy,FA002,,,,,\r\n");
    ASSERT_TRUE(file) << to_string(file.error());
    ASSERT_EQ(file->partners.size(), 2U);
    EXPECT_EQ(file->rows, 5U);
    EXPECT_EQ(file->partners[0].services.size(), 3U);
    EXPECT_EQ(file->partners[0].services[0].eligibility, "Over 65, alone");
    EXPECT_EQ(file->partners[0].time.from, day("2026-11-26"));
    EXPECT_EQ(file->partners[1].kind, "pharmacy");
    ASSERT_EQ(file->rejects.size(), 1U);
    EXPECT_EQ(file->rejects[0].line, 2U);
    EXPECT_EQ(file->rejects[0].original, "Age UK,Wizard,,,,,,");
}

TEST(DirectoryFile, RejectsARowWithItsLineReasonAndText) {
    struct Case {
        std::string row;
        std::string reason;
    };
    for (const auto& [row, reason] : std::to_array<Case>({
             {",voluntary,,,,,,", "\"name\" must be a text."},
             {"A,wizard,,,,,,", "\"kind\" must be a kind of partner that the content names."},
             {"A,pharmacy,RVW,,,,,",
              "\"ods_code\" must be an ODS code of the kind \"Community "
              "pharmacy\", which look like F****."},
             {"A,council,,,,9 to 5,,",
              "It tells of a service that has no name: fill the column \"service\"."},
             {"A,council,,,,,31/03/2026,", "\"from\" must be a date (YYYY-MM-DD)."},
             {"A,council,,,,,2026-04-01,2026-03-31",
              "\"to\" must be the last day, not before \"from\"."},
             {"First,council,,01642 2,,,,",
              "An earlier row says something else of the same organisation."},
         })) {
        const auto file = read(
            "name,kind,ods_code,telephone,service,hours,from,to\n"
            "First,council,,01642 1,,,,\n" +
            row + "\n");
        ASSERT_TRUE(file) << to_string(file.error());
        ASSERT_EQ(file->rejects.size(), 1U) << row;
        EXPECT_EQ(file->rejects[0].reason, reason) << row;
        EXPECT_EQ(file->rejects[0].line, 3U);
        EXPECT_EQ(file->rejects[0].original, row);
        EXPECT_EQ(file->partners.size(), 1U);
    }
}

TEST(DirectoryFile, NeedsHeadingsThatItKnows) {
    struct Case {
        std::string text;
        std::string what;
    };
    for (const auto& [text, what] : std::to_array<Case>({
             {"", "The file is empty."},
             {"name,telephone\nA,1\n", "The columns \"name\" and \"kind\" must be there."},
             {"name,kind,nhs number\nA,council,1\n",
              "\"nhs_number\" is not a column of a directory."},
         })) {
        const auto file = read(text);
        ASSERT_FALSE(file) << text;
        EXPECT_EQ(file.error().what, what);
        EXPECT_TRUE(file.error().where.starts_with("partners.csv"));
    }
}

TEST(DirectoryFile, IsTheSameAfterItWasWrittenAndReadAgain) {
    std::vector<Partner> partners;
    for (const char* json :
         {R"({"name": "Age UK, \"Tees\"", "kind": "voluntary", "from": "2026-01-01", "about": "A",
              "services": [{"name": "B", "hours": "9"}, {"name": "C", "place": "P"}],
              "sites": [{"name": "S", "address": "1 Road", "telephone": "1"}],
              "contacts": [{"role": "R"}, {"role": "Q", "name": "N"}, {"role": "T"}]})",
          R"({"name": "Boots", "kind": "pharmacy", "ods_code": "FA002", "from": "2026-01-01",
              "to": "2027-01-01"})"})
        partners.push_back(read_partner(json, test_catalogue()).value());
    std::string text;
    const auto line = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            text += i == 0 ? "\"" : ",\"";
            for (const char c : cells[i])
                text += c == '"' ? std::string("\"\"") : std::string(1, c);
            text += "\"";
        }
        text += "\n";
    };
    line(directory_columns());
    for (const auto& row : directory_rows(partners)) line(row);
    const auto file = read(text);
    ASSERT_TRUE(file) << to_string(file.error());
    EXPECT_TRUE(file->rejects.empty());
    ASSERT_EQ(file->partners.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i)
        EXPECT_EQ(partner_json(file->partners[i]), partner_json(partners[i]));
}

}  // namespace
}  // namespace openpcn::partners
