// epraccur with settings and with roles, with headings and without.
#include "organisations/test_file.h"

#include <gtest/gtest.h>

namespace openpcn::organisations {
namespace {

std::string directory_row(std::string_view code, std::string_view status,
                          std::string_view setting) {
    return std::string(code) + ",\"A SURGERY\",Y58,QJK,1 HIGH STREET,,,EXETER,,EX1 1AA,19740401,," +
           std::string(status) + ",B,15N,20130401,,01392,,,,0,,15N,," + std::string(setting) +
           ",\r\n";
}

TEST(DirectoryVintages, KnowGpPracticesBySettingAndByRoles) {
    const std::string headings =
        "Organisation Code,Name,National Grouping,High Level Health Geography,Address Line 1,"
        "Address Line 2,Address Line 3,Address Line 4,Address Line 5,Postcode,Open Date,Close Date,"
        "Status Code,Organisation Sub-Type Code,Commissioner,Join Provider/Purchaser Date,"
        "Left Provider/Purchaser Date,Contact Telephone Number,Null,Null,Null,"
        "Amended Record Indicator,Null,Provider/Purchaser,Null,Prescribing Setting,Null\r\n";
    const std::string rows = directory_row("L83001", "A", "4") +
                             directory_row("L83002", "ACTIVE", "RO76|RO268") +
                             directory_row("L83003", "ACTIVE", "RO80|RO87") +
                             directory_row("L83004", "D", "0") + directory_row("L83005", "P", "4");
    for (const std::string& text : {rows, headings + rows}) {
        const FileFacts facts = facts_of(text, "epraccur-2024-08.csv");
        ASSERT_EQ(facts.directory.size(), 5U);
        EXPECT_EQ(facts.rows, 5U);
        EXPECT_EQ(facts.directory[0].kind, PracticeKind::gp_practice);
        EXPECT_EQ(facts.directory[1].kind, PracticeKind::gp_practice);
        EXPECT_EQ(facts.directory[1].setting, "RO76|RO268");
        EXPECT_EQ(facts.directory[2].kind, PracticeKind::other_prescribing_site);
        EXPECT_EQ(facts.directory[3].status, PracticeStatus::dormant);
        EXPECT_EQ(facts.directory[4].status, PracticeStatus::proposed);
        EXPECT_EQ(facts.directory[0].commissioner->text(), "15N");
        EXPECT_EQ(facts.directory[0].address, "1 HIGH STREET, EXETER");
    }
    const FileFacts other_order = facts_of(
        "Prescribing Setting,Status Code,Organisation Code,Name,Postcode,Open Date,Close Date,"
        "Commissioner\n4,A,L83001,A SURGERY,EX1 1AA,01/04/1974,,15N\n",
        "practices-2024-08.csv");
    ASSERT_EQ(other_order.directory.size(), 1U);
    EXPECT_EQ(other_order.directory[0].kind, PracticeKind::gp_practice);
    EXPECT_EQ(other_order.directory[0].open.start->to_string(), "1974-04-01");
}

TEST(DirectoryVintages, TellWrongRowsBeforeTheFirstRightOne) {
    const FileFacts facts =
        facts_of(directory_row("L83001", "X", "4") + directory_row("L83002", "A", "4"),
                 "epraccur-2024-08.csv");
    EXPECT_EQ(facts.rows, 2U);
    ASSERT_EQ(facts.directory.size(), 1U);
    ASSERT_EQ(facts.rejects.size(), 1U);
    EXPECT_EQ(facts.rejects[0].line, 1U);
    EXPECT_EQ(facts.rejects[0].reason, "\"X\" is not a status of the directory.");
}

// egpcur, general practitioners: 27 columns too, with a status, but no prescribing setting.
TEST(DirectoryVintages, AreNotMistakenInOtherReportsOfTheService) {
    const auto doctors = read(directory_row("G1234567", "A", ""), "egpcur-2024-08.csv");
    ASSERT_FALSE(doctors.has_value());
    EXPECT_EQ(doctors.error().kind, ErrorKind::unsupported);
}

}  // namespace
}  // namespace openpcn::organisations
