// The shapes in which the same publications came over the years, hand-made: columns as each vintage
// named them, with codes of places that are in no other test. What a reader does not take must say
// so and must not be counted wrongly.
#include <gmock/gmock.h>

#include <array>

#include "organisations/register_file.h"

namespace openpcn::organisations {
namespace {

using testing::HasSubstr;

Result<FileFacts> read(const std::string& text, const std::string& name) {
    return read_register_file({name, text, std::nullopt, *Date::parse("2026-11-01")});
}

FileFacts facts_of(const std::string& text, const std::string& name = "file-2024-10.csv") {
    auto facts = read(text, name);
    EXPECT_TRUE(facts.has_value()) << (facts ? "" : to_string(facts.error()));
    return facts.value_or(FileFacts{});
}

std::int64_t patients_of(const FileFacts& facts) {
    std::int64_t patients = 0;
    for (const ListSizeFact& list : facts.list_sizes) patients += list.patients;
    return patients;
}

std::int64_t band_of(const ListSizeFact& list, std::string_view sex, std::string_view band) {
    for (const BandCount& count : list.bands)
        if (count.sex == sex && count.band == band) return count.patients;
    return -1;
}

TEST(ListSizeVintages, GiveTheSameTotalsInEveryShape) {
    struct Vintage {
        std::string name;
        std::string text;
        std::string dated;
        std::string commissioner;
    };
    for (
        const Vintage& vintage : std::to_array<Vintage>({
            {"quin-age-apr-2013.csv",
             "GP_PRACTICE_CODE,CCG_CODE,NHSE_AREA_TEAM_CODE,NHSE_REGION_CODE,Total_All,Total_Male,"
             "Total_Females,Male_0-4,Male_85+,Female_0-4,Female_85+\r\n"
             "L83001,99P,Q80,Y57,100,60,40,50,10,30,10\r\nL83002,99P,Q80,Y57,7,4,3,4,0,3,0\r\n",
             "2013-04-01", "99P"},
            {"gp-reg-patients-prac-quin-age-01-10-2014.csv",
             "GP_PRACTICE_CODE,POSTCODE,CCG_CODE,NHSE_AREA_TEAM_CODE,NHSE_REGION_CODE,Total_All,"
             "Total_Male,Total_Females,Male_0-4,Male_95+,Female_0-4,Female_95+\r\n"
             "L83001,EX1 1AA,99P,Q80,Y57,100,60,40,50,10,30,10\r\n"
             "L83002,EX1 1AB,99P,Q80,Y57,7,4,3,4,0,3,0\r\n",
             "2014-10-01", "99P"},
            {"gp-reg-patients-prac-sing-year-age-jan-2016.csv",
             "PRACTICE_CODE,POSTCODE,CCG_CODE,ONS_CCG_CODE,NHSE_REGION_CODE,ONS_REGION_CODE,"
             "NHSE_COMM_REGION_CODE,ONS_COMM_REGION_CODE,TOTAL_ALL,TOTAL_MALE,TOTAL_FEMALE,"
             "MALE_0_1,MALE_4,MALE_95+,FEMALE_0_1,FEMALE_4_5,FEMALE_95+\r\n"
             "L83001,EX1 1AA,99P,E38000129,Q80,E39000035,Y57,E40000004,100,60,40,20,30,10,15,15,"
             "10\r\nL83002,EX1 1AB,99P,E38000129,Q80,E39000035,Y57,E40000004,7,4,3,4,0,0,3,0,0\r\n",
             "2016-01-01", "99P"},
            {"gp-reg-patients-prac-sing-year-age-oct-2013.csv",
             "PRACTICE_CODE,POSTCODE,PARENT_ORGANISATION_CODE,NHSE_AREA_TEAM,NHSE_REGION,TOTAL_ALL,"
             "TOTAL_MALE,TOTAL_FEMALE,MALE_0_1,MALE_4,MALE_95+,FEMALE_0_1,FEMALE_4_5,FEMALE_95+\r\n"
             "L83001,EX1 1AA,99P,Q80,Y57,100,60,40,20,30,10,15,15,10\r\n"
             "L83002,EX1 1AB,99P,Q80,Y57,\"7\",4,3,4,0,0,3,0,0\r\n",
             "2013-10-01", "99P"},
            {"gp-reg-pat-prac-quin-age.csv",
             "PUBLICATION,EXTRACT_DATE,ORG_TYPE,ORG_CODE,POSTCODE,SEX,AGE_GROUP_5,"
             "NUMBER_OF_PATIENTS\r\n"
             "GP_PRAC_PAT_LIST,01-Jun-17,STP,QOX,,ALL,ALL,107\r\n"
             "GP_PRAC_PAT_LIST,01-Jun-17,GP,L83001,EX1 1AA,MALE,0_4,50\r\n"
             "GP_PRAC_PAT_LIST,01-Jun-17,GP,L83001,EX1 1AA,MALE,95+,10\r\n"
             "GP_PRAC_PAT_LIST,01-Jun-17,GP,L83001,EX1 1AA,MALE,ALL,60\r\n"
             "GP_PRAC_PAT_LIST,01-Jun-17,GP,L83001,EX1 1AA,FEMALE,0_4,30\r\n"
             "GP_PRAC_PAT_LIST,01-Jun-17,GP,L83001,EX1 1AA,FEMALE,95+,10\r\n"
             "GP_PRAC_PAT_LIST,01-Jun-17,GP,L83001,EX1 1AA,FEMALE,ALL,40\r\n"
             "GP_PRAC_PAT_LIST,01-Jun-17,GP,L83002,EX1 1AB,FEMALE,ALL,3\r\n"
             "GP_PRAC_PAT_LIST,01-Jun-17,GP,L83002,EX1 1AB,MALE,ALL,4\r\n",
             "2017-06-01", ""},
            {"both-sexes.csv",
             "EXTRACT_DATE,CCG_CODE,ONS_CCG_CODE,ORG_CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\r\n"
             "01APR2019,15N,E38000230,L83001,EX1 1AA,MALE,ALL,60\r\n"
             "01APR2019,15N,E38000230,L83001,EX1 1AA,MALE,0,20\r\n"
             "01APR2019,15N,E38000230,L83001,EX1 1AA,MALE,4,30\r\n"
             "01APR2019,15N,E38000230,L83001,EX1 1AA,MALE,95+,10\r\n"
             "01APR2019,15N,E38000230,L83001,EX1 1AA,FEMALE,ALL,40\r\n"
             "01APR2019,15N,E38000230,L83001,EX1 1AA,FEMALE,3,30\r\n"
             "01APR2019,15N,E38000230,L83001,EX1 1AA,FEMALE,95,10\r\n"
             "01APR2019,15N,E38000230,L83002,EX1 1AB,FEMALE,ALL,3\r\n"
             "01APR2019,15N,E38000230,L83002,EX1 1AB,MALE,ALL,4\r\n",
             "2019-04-01", "15N"},
            {"tabs.txt",
             "PUBLICATION\tEXTRACT_DATE\tTYPE\tSUB_ICB_LOCATION_CODE\tONS_SUB_ICB_LOCATION_CODE\t"
             "CODE\tPOSTCODE\tSEX\tAGE\tNUMBER_OF_PATIENTS\n"
             "GP_PRAC_PAT_LIST\t2026-03-01\tGP\t15N\tE38000230\tL83001\tEX1 1AA\tALL\tALL\t100\n"
             "GP_PRAC_PAT_LIST\t2026-03-01\tGP\t15N\tE38000230\tL83002\tEX1 1AB\tALL\tALL\t7\n",
             "2026-03-01", "15N"},
        })) {
        const FileFacts facts = facts_of(vintage.text, vintage.name);
        EXPECT_EQ(facts.kind, FileKind::list_sizes) << vintage.name;
        ASSERT_EQ(facts.list_sizes.size(), 2U) << vintage.name;
        EXPECT_EQ(patients_of(facts), 107) << vintage.name;
        EXPECT_EQ(facts.dated.to_string(), vintage.dated) << vintage.name;
        EXPECT_TRUE(facts.rejects.empty() && facts.doubts.empty()) << vintage.name;
        const ListSizeFact& list = facts.list_sizes[0];
        EXPECT_EQ(list.extracted.to_string(), vintage.dated) << vintage.name;
        EXPECT_EQ(list.commissioner ? list.commissioner->text() : "", vintage.commissioner)
            << vintage.name;
        if (list.bands.empty()) continue;
        EXPECT_EQ(band_of(list, "MALE", "0_4"), 50) << vintage.name;
        EXPECT_EQ(band_of(list, "FEMALE", "0_4"), 30) << vintage.name;
        EXPECT_EQ(band_of(list, "MALE", "ALL"), 60) << vintage.name;
        EXPECT_EQ(band_of(list, "MALE",
                          vintage.dated < "2014" && list.bands.size() == 6 &&
                                  vintage.name.starts_with("quin")
                              ? "85+"
                              : "95+"),
                  10)
            << vintage.name;
    }
}

TEST(ListSizeVintages, OfOneSexAloneAreRefusedAndBothInOneArchiveAreRead) {
    const auto alone = read(
        "EXTRACT_DATE,SUB_ICB_LOCATION_CODE,ONS_SUB_ICB_LOCATION_CODE,ORG_CODE,POSTCODE,SEX,AGE,"
        "NUMBER_OF_PATIENTS\n2023-03-01,15N,E38000230,L83001,EX1 1AA,MALE,ALL,60\n"
        "2023-03-01,15N,E38000230,L83001,EX1 1AA,MALE,0,60\n",
        "gp-reg-pat-prac-sing-age-male.csv");
    ASSERT_FALSE(alone.has_value());
    EXPECT_EQ(alone.error().what,
              "The file counts MALE patients only; a practice's list is of both sexes.");
    EXPECT_THAT(alone.error().remedy, HasSubstr("gp-reg-pat-prac-quin-age"));
    const auto regions = read(
        "PUBLICATION,EXTRACT_DATE,ORG_TYPE,ORG_CODE,ONS_CODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
        "GP_PRAC_PAT_LIST,01-Apr-19,CCG,15N,E38000230,MALE,0,60\n",
        "gp-reg-pat-prac-sing-age-regions.csv");
    ASSERT_FALSE(regions.has_value());
    EXPECT_THAT(regions.error().where, HasSubstr("1 lines were passed over (Sum over practices"));
}

TEST(ListSizeVintages, SayWhatThePublisherSuppressed) {
    const FileFacts facts = facts_of(
        "PRACTICE_CODE,POSTCODE,CCG_CODE,TOTAL_ALL,TOTAL_MALE,TOTAL_FEMALE,MALE_0_1,FEMALE_0_1\n"
        "L83001,EX1 1AA,99P,*,*,*,*,*\nL83002,EX1 1AB,99P,1,,,,\nL83003,EX1 1AB,99P,5,2,3,2,x\n"
        "L83002,EX1 1AB,99P,1,1,0,1,0\n",
        "sing-age-2015-07.csv");
    ASSERT_EQ(facts.list_sizes.size(), 1U);
    EXPECT_TRUE(facts.list_sizes[0].bands.empty());
    EXPECT_EQ(facts.passed_over.at("Suppressed by the publisher"), 1U);
    ASSERT_EQ(facts.rejects.size(), 2U);
    EXPECT_EQ(facts.rejects[0].reason, "\"x\" is not a number of patients.");
    EXPECT_EQ(facts.rejects[1].reason, "L83002 stands on line 3 already.");
}

TEST(MappingVintages, AreReadInTheShapesOfEveryEra) {
    struct Vintage {
        std::string text;
        std::string dated;
        std::string system;
    };
    for (const Vintage& vintage : std::to_array<Vintage>({
             {"PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,"
              "PCN_NAME,ONS_CCG_CODE,CCG_CODE,CCG_NAME,ONS_STP_CODE,STP_CODE,STP_NAME,"
              "ONS_COMM_REGION_CODE,COMM_REGION_CODE,COMM_REGION_NAME\n"
              "GP_PRAC_PAT_LIST,01-Sep-20,L83001,A SURGERY,EX1 1AA,U12345,EXE PCN,E38000230,15N,"
              "NHS Devon CCG,E54000037,QJK,Devon,E40000006,Y58,South West\n"
              "GP_PRAC_PAT_LIST,01-Sep-20,L83002,B SURGERY,EX1 1AB,U,UNALLOCATED,E38000230,15N,"
              "NHS Devon CCG,E54000037,QJK,Devon,E40000006,Y58,South West\n",
              "2020-09-01", "Devon"},
             {"\xEF\xBB\xBF\"PUBLICATION\",\"EXTRACT_DATE\",\"PRACTICE_CODE\",\"PRACTICE_NAME\","
              "\"PRACTICE_POSTCODE\",\"PCN_CODE\",\"PCN_NAME\",\"ONS_SUB_ICB_LOCATION_CODE\","
              "\"SUB_ICB_LOCATION_CODE\",\"SUB_ICB_LOCATION_NAME\",\"ONS_ICB_CODE\",\"ICB_CODE\","
              "\"ICB_NAME\",\"ONS_COMM_REGION_CODE\",\"COMM_REGION_CODE\",\"COMM_REGION_NAME\"\r\n"
              "\"X\",\"01Aug2022\",\"L83001\",\"A SURGERY, EXETER\",\"EX1 1AA\",\"U12345\",\"EXE\","
              "\"E38000230\",\"15N\",\"NHS Devon\",\"E54000037\",\"QJK\",\"NHS Devon ICB\","
              "\"E40000006\",\"Y58\",\"South West\"\r\n"
              "\"X\",\"01Aug2022\",\"L83002\",\"B\",\"EX1 1AB\",\"\",\"\",\"E38000230\",\"15N\","
              "\"NHS Devon\",\"E54000037\",\"QJK\",\"NHS Devon ICB\",\"E40000006\",\"Y58\","
              "\"South West\"\r\n,,,,,,,,,,,,,,,\r\n\r\n",
              "2022-08-01", "NHS Devon ICB"},
             // The appointment data's mapping, and columns in another order with one more.
             {"PCN_CODE,GP_CODE,GP_NAME,PCN_NAME,SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,"
              "ICB_CODE,ICB_NAME,REGION_CODE,REGION_NAME,SUPPLIER,EXTRACT_DATE,LATEST\n"
              "U12345,L83001,A SURGERY,EXE,15N,NHS Devon,QJK,NHS Devon ICB,Y58,South West,EMIS,"
              "01/10/2023,1\n"
              "Unmapped,L83002,B,,15N,NHS Devon,QJK,NHS Devon ICB,Y58,South "
              "West,TPP,01/10/2023,1\n",
              "2023-10-01", "NHS Devon ICB"},
         })) {
        const FileFacts facts = facts_of(vintage.text, "mapping.csv");
        EXPECT_EQ(facts.kind, FileKind::practice_mapping);
        EXPECT_EQ(facts.dated.to_string(), vintage.dated);
        ASSERT_EQ(facts.mapped.size(), 2U) << vintage.dated;
        EXPECT_EQ(facts.mapped[0].network->text(), "U12345");
        EXPECT_EQ(facts.mapped[0].commissioner->text(), "15N");
        EXPECT_FALSE(facts.mapped[1].network.has_value());
        ASSERT_EQ(facts.commissioners.size(), 3U);
        EXPECT_EQ(facts.commissioners[1].name, vintage.system);
        EXPECT_TRUE(facts.rejects.empty());
    }
}

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

TEST(ResidenceVintages, AreReadWithSexesAsColumnsAndWithoutADate) {
    const FileFacts facts = facts_of(
        "PRACTICE_CODE,ORG_NAME,LSOA_CODE,Male Patients,Female Patients,All Patients\n"
        "L83001,A SURGERY,E01019970,3,4,7\nL83001,A SURGERY,NO2011,1,1,2\n"
        "L83001,A SURGERY,CLOSED,0,1,1\nL83001,A SURGERY,NO2011,1,1,2\n",
        "gp-reg-patients-04-2014-totals-lsoa-alt.csv");
    EXPECT_EQ(facts.kind, FileKind::residence);
    EXPECT_EQ(facts.dated.to_string(), "2014-04-01");
    ASSERT_EQ(facts.residence.size(), 1U);
    EXPECT_EQ(facts.residence[0].extracted.to_string(), "2014-04-01");
    ASSERT_EQ(facts.residence[0].areas.size(), 2U);
    EXPECT_EQ(facts.residence[0].areas[0].patients, 7);
    EXPECT_EQ(facts.residence[0].areas[1].patients, 3);
    ASSERT_EQ(facts.rejects.size(), 1U);
    EXPECT_EQ(facts.rejects[0].reason, "NO2011 of L83001 stands in the file already.");
}

TEST(DeprivationVintages, AreToldApart) {
    struct Vintage {
        std::string text;
        int year;
    };
    for (const Vintage& vintage : std::to_array<Vintage>({
             {"LSOA code (2011),LSOA name (2011),Local Authority District code (2013),"
              "Local Authority District name (2013),Index of Multiple Deprivation (IMD) Score,"
              "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),"
              "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)\n"
              "E01019970,Exeter 001A,E07000041,Exeter,12.5,20000,6\n",
              2015},
             {"LSOA code (2011),LSOA name (2011),Local Authority District code (2019),"
              "Local Authority District name (2019),Index of Multiple Deprivation (IMD) Score,"
              "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),"
              "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)\n"
              "E01019970,Exeter 001A,E07000041,Exeter,12.5,\"20,000\",6\n",
              2019},
             {"LSOA code (2021),LSOA name (2021),Local Authority District code (2024),"
              "Local Authority District name (2024),Index of Multiple Deprivation (IMD) Score,"
              "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),"
              "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)\n"
              "E01019970,Exeter 001A,E07000041,Exeter,12.5,20000,6\n",
              2025},
             {"FID,lsoa11cd,lsoa11nm,IMD_Rank,IMD_Decile,LSOA01NM,LADcd,LADnm,IMDScore,IMDRank0,"
              "IMDDec0\n1,E01019970,Exeter 001A,20000,6,Exeter "
              "001A,E07000041,Exeter,12.5,20000,6\n",
              2019},
         })) {
        const FileFacts facts = facts_of(vintage.text, "imd.csv");
        ASSERT_EQ(facts.deprivation.size(), 1U) << vintage.year;
        EXPECT_EQ(facts.deprivation[0].index_year, vintage.year);
        EXPECT_EQ(facts.deprivation[0].decile, 6);
        EXPECT_EQ(facts.deprivation[0].rank, 20000);
        EXPECT_DOUBLE_EQ(*facts.deprivation[0].score, 12.5);
    }
}

TEST(LookupVintages, AreReadAsTheOpenGeographyPortalNamesTheirColumns) {
    const FileFacts facts = facts_of(
        "FID,LSOA11CD,LSOA11NM,CCG20CD,CCG20CDH,CCG20NM,STP20CD,STP20NM,CAL20CD,CAL20NM,LAD20CD,"
        "LAD20NM\n1,E01019970,Exeter 001A,E38000230,15N,NHS Devon,E54000037,Devon,E56000015,"
        "Peninsula,E07000041,Exeter\n",
        "lookup.csv");
    ASSERT_EQ(facts.area_links.size(), 1U);
    EXPECT_EQ(facts.area_links[0].commissioner->text(), "15N");
    EXPECT_EQ(facts.area_links[0].commissioner_ons, "E38000230");
    EXPECT_EQ(facts.area_links[0].district, "E07000041");
}

TEST(PlaceVintages, AreReadFromTheListOfNhsChoices) {
    const FileFacts facts = facts_of(
        "OrganisationID\xC2\xACOrganisationCode\xC2\xACOrganisationType\xC2\xACOrganisationName"
        "\xC2\xACPostcode\xC2\xACLatitude\xC2\xACLongitude\n"
        "17914\xC2\xACL83001\xC2\xACGP Practice\xC2\xAC"
        "A Surgery, Exeter\xC2\xAC"
        "EX1 1AA"
        "\xC2\xAC"
        "50.72\xC2\xAC-3.53\n",
        "GP-2019-05.csv");
    ASSERT_EQ(facts.places.size(), 1U);
    EXPECT_EQ(facts.places[0].name, "A Surgery, Exeter");
}

TEST(BoundaryVintages, TakeTheSmallestAreaOfAFeatureWhateverItsPropertiesAreCalled) {
    for (
        const std::string properties :
        {R"("FID":1,"LSOA21CD":"E01019970","LSOA21NM":"Exeter 001A","LAD22CD":"E07000041")",
         R"("LAD22CD":"E07000041","LAD22NM":"Exeter","LSOA11CD":"E01019970","LSOA11NM":"Exeter 001A")",
         R"("rgn":"E12000009","lsoa_code":"e01019970","lsoa_name":"Exeter 001A")",
         R"("code":"E01019970","name":"Exeter 001A")"}) {
        const FileFacts facts = facts_of(
            R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{)" +
                properties +
                R"(},"geometry":{"type":"Polygon","coordinates":[[[-3.5,50.7],[-3.4,50.7],)"
                R"([-3.4,50.8],[-3.5,50.7]]]}}]})",
            "areas-2021.geojson");
        ASSERT_EQ(facts.boundaries.size(), 1U) << properties;
        EXPECT_EQ(facts.boundaries[0].code, "E01019970") << properties;
        EXPECT_EQ(facts.boundaries[0].name, "Exeter 001A") << properties;
    }
}

TEST(UnreadForms, AreNamedWithWhatToDo) {
    struct Case {
        std::string text;
        std::string what;
        std::string remedy;
    };
    for (const auto& [text, what, remedy] : std::to_array<Case>({
             {"%PDF-1.7", "This is a PDF document.", "figures"},
             {"\xD0\xCF\x11\xE0\xA1\xB1",
              "This is an Excel workbook of the form before 2007 (.xls).", "save it as .xlsx"},
             {"<!DOCTYPE html><html><body>Sign in</body></html>", "This is a web page.",
              "Download"},
             {"<?xml version=\"1.0\"?>\n<kml xmlns=\"x\"></kml>", "This is KML.", "ogr2ogr"},
             {std::string("\x00\x00\x27\x0a\x00", 5), "This is a shapefile.", "ogr2ogr"},
             {std::string("\xFF\xFEP\x00", 4), "This is text in UTF-16.", "UTF-8"},
             {R"({"type":"Topology","objects":{}})", "This is TopoJSON.", "GeoJSON"},
             {R"({"geometryType":"esriGeometryPolygon","features":[]})",
              "This is the JSON of ArcGIS.", "f=geojson"},
             {R"({"type":"FeatureCollection","features":[{"properties":{"code":"E38000006"},)"
              R"("geometry":{"type":"Polygon","coordinates":[[[291000,92000],[291000,93000],)"
              R"([292000,93000],[291000,92000]]]}}]})",
              "The coordinates are metres of a national grid, not longitude and latitude.",
              "EPSG:4326"},
             {"PRACTICE_CODE,PRACTICE_NAME,ONS_CCG_CODE,CCG_CODE,CCG_NAME\nL83001,A,E38000230,15N,"
              "D\n",
              "This looks like the practice mapping (gp-reg-pat-prac-map), but lacks the network's "
              "code (PCN_CODE).",
              "headings"},
         })) {
        const auto read_file = read(text, "file");
        ASSERT_FALSE(read_file.has_value()) << what;
        EXPECT_EQ(read_file.error().what, what);
        EXPECT_THAT(read_file.error().remedy, HasSubstr(remedy));
        EXPECT_THAT(read_file.error().where, HasSubstr("In file")) << what;
    }
}

TEST(Encodings, KeepTheQuotationMarksOfTheWindowsCodePage) {
    const FileFacts facts = facts_of(
        "PCN Code,PCN Name,Open Date,Close Date\nU12345,ST MARY\x92S \x96 EXE,20191001.0,"
        "NULL\n");
    ASSERT_EQ(facts.networks.size(), 1U);
    EXPECT_EQ(facts.networks[0].name, "ST MARY\xE2\x80\x99S \xE2\x80\x93 EXE");
    EXPECT_EQ(facts.networks[0].open.start->to_string(), "2019-10-01");
    EXPECT_FALSE(facts.networks[0].open.end.has_value());
}

}  // namespace
}  // namespace openpcn::organisations
