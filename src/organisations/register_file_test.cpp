// Each kind of file in its published shape, hand-made: a few lines with real codes, and the quirks
// that publications really have.
#include "organisations/register_file.h"

#include <gmock/gmock.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace openpcn::organisations {
namespace {

using testing::HasSubstr;

Result<FileFacts> read(const std::string& text, const std::string& name = "file.csv") {
    return read_register_file({name, text, std::nullopt, *Date::parse("2026-11-01")});
}

FileFacts facts_of(const std::string& text, const std::string& name = "file.csv") {
    auto facts = read(text, name);
    EXPECT_TRUE(facts.has_value()) << (facts ? "" : to_string(facts.error()));
    return facts.value_or(FileFacts{});
}

TEST(NetworkFile, IsReadInBothErasWhateverTheHeadingsLookLike) {
    const std::string sub_icb =
        "PCN Code,PCN Name,Current Sub ICB Loc Code,Sub ICB Location,Open Date,Close Date,"
        "Address Line 1,Address Line 2,Address Line 3,Address Line 4,Address Line 5,Postcode\n"
        "U89141,STOCKTON PCN,16C,NHS NORTH EAST AND NORTH CUMBRIA ICB - 16C,20191001,,"
        "TENNANT STREET,,,STOCKTON-ON-TEES,,TS18 2AT\n";
    const std::string ccg =
        "\xEF\xBB\xBFPCN CODE,\"PCN\nName\",Current Clinical Commissioning Group Code,"
        "Clinical Commissioning Group Name,Open Date,\"Close\n Date \",Address Line 1,"
        "Address Line 2,Address Line 3,Address Line 4,Address Line 5,Postcode \r\n"
        "u89141 , STOCKTON PCN,16C,NHS TEES VALLEY CCG,01/10/2019,,TENNANT STREET,,,"
        "STOCKTON-ON-TEES,,ts18 2at\r\n";
    for (const std::string& text : {sub_icb, ccg}) {
        const FileFacts facts = facts_of(text, "epcn-2025-01.csv");
        EXPECT_EQ(facts.kind, FileKind::networks);
        EXPECT_EQ(facts.dated.to_string(), "2025-01-01");
        EXPECT_EQ(facts.dated_by, DateGround::name);
        ASSERT_EQ(facts.networks.size(), 1U);
        const NetworkFact& network = facts.networks[0];
        EXPECT_EQ(network.code.text(), "U89141");
        EXPECT_EQ(network.name, "STOCKTON PCN");
        EXPECT_EQ(network.commissioner->text(), "16C");
        EXPECT_EQ(network.open.start->to_string(), "2019-10-01");
        EXPECT_FALSE(network.open.end.has_value());
        EXPECT_EQ(network.address, "TENNANT STREET, STOCKTON-ON-TEES");
        EXPECT_EQ(network.postcode, "TS18 2AT");
        ASSERT_EQ(facts.commissioners.size(), 1U);
    }
}

constexpr const char* partners =
    "Partner Organisation Code,Partner Name,Practice Parent Sub ICB Loc Code,Practice Parent Sub "
    "ICB Loc Name,PCN Code,PCN Name,PCN Parent Sub ICB Loc Code,PCN Parent Sub ICB Loc "
    "Name,Practice to PCN Relationship Start Date,Practice to PCN Relationship End Date,Practice "
    "Sub ICB Loc and PCN Sub ICB Loc Match \n"
    "A81001,THE DENSHAM SURGERY,16C,NHS NE,U89141,STOCKTON PCN,16C,NHS NE,20191001,,TRUE\n"
    "A81002,QUEENS PARK,16C,NHS NE,U07032,NORTH STOCKTON PCN,16C,NHS NE,20191001,20200331,TRUE\n";

TEST(CorePartnerFile, GivesMembershipsWithTheirDates) {
    const FileFacts facts = facts_of(partners);
    EXPECT_EQ(facts.dated_by, DateGround::newest);
    ASSERT_EQ(facts.memberships.size(), 2U);
    EXPECT_TRUE(facts.memberships[0].period.holds_on(*Date::parse("2026-01-01")));
    EXPECT_TRUE(facts.memberships[1].period.holds_on(*Date::parse("2020-03-31")));
    EXPECT_FALSE(facts.memberships[1].period.holds_on(*Date::parse("2020-04-01")));
    EXPECT_EQ(facts.memberships[1].line, 3U);
}

TEST(NetworkTables, AreKnownWithoutHeadingsAsTheReportsOfOdsCome) {
    const FileFacts details = facts_of(
        "\"U89141\",\"STOCKTON PCN\",\"16C\",\"NHS NE\",\"20191001\",\"\",\"TENNANT STREET\",\"\","
        "\"\",\"\",\"\",\"TS18 2AT\"\r\n");
    ASSERT_EQ(details.networks.size(), 1U);
    EXPECT_EQ(details.networks[0].postcode, "TS18 2AT");
    EXPECT_EQ(details.rows, 1U);
    const FileFacts members = facts_of(
        "\"A81001\",\"THE DENSHAM SURGERY\",\"16C\",\"NHS NE\",\"U89141\",\"STOCKTON PCN\",\"16C\","
        "\"NHS NE\",\"20191001\",\"20200331\",\"TRUE\"\r\n");
    ASSERT_EQ(members.memberships.size(), 1U);
    EXPECT_EQ(members.memberships[0].period.end->to_string(), "2020-03-31");
}

TEST(NetworkTables, AreReadInTheWindowsCodePageToo) {
    const FileFacts facts =
        facts_of("PCN Code,PCN Name,Open Date,Close Date\nU89141,CAF\xC9 PCN\xA0,20191001,\n");
    ASSERT_EQ(facts.networks.size(), 1U);
    EXPECT_EQ(facts.networks[0].name, "CAF\xC3\x89 PCN");
}

TEST(CorePartnerFile, RejectsWrongLinesWithTheirReasonAndKeepsTheRest) {
    const std::string text = std::string(partners) +
                             "A8!001,X,16C,N,U89141,P,16C,N,20191001,,TRUE\n"
                             "A81003,X,16C,N,U89141,P,16C,N,20191301,,TRUE\n"
                             "A81003,X,16C,N,,P,16C,N,20191001,,TRUE\n"
                             "A81003,X,16C,N,U89141,P,16C,N,20201001,20191001,TRUE\n"
                             "A81003,X, LTD,16C,N,U89141,P,16C,N,20191001,,TRUE\n"
                             "A81003,X\n";
    const FileFacts facts = facts_of(text);
    EXPECT_EQ(facts.memberships.size(), 2U);
    ASSERT_EQ(facts.rejects.size(), 6U);
    EXPECT_EQ(facts.rejects[0].line, 4U);
    EXPECT_EQ(facts.rejects[0].reason, "\"A8!001\" is not an ODS code.");
    EXPECT_EQ(facts.rejects[1].reason, "\"20191301\" is not a date.");
    EXPECT_EQ(facts.rejects[2].reason, "The network has no code.");
    EXPECT_EQ(facts.rejects[3].reason, "The relationship ends before it starts.");
    EXPECT_EQ(facts.rejects[4].reason, "The line has 12 columns, the headings 11.");
    EXPECT_EQ(facts.rejects[5].reason, "The line has 2 columns, the headings 11.");
    EXPECT_EQ(facts.rows, 8U);
    EXPECT_EQ(facts.facts(), 2U);
}

// The workbook as it is published: line breaks in headings, an empty cell or empty text where a
// date is missing, a date that became a serial number, and a page of notes in front.
TEST(NetworkWorkbook, IsReadSheetBySheet) {
    const auto path = std::filesystem::temp_directory_path() /
                      ("openpcn_register_" + std::to_string(::getpid()) + ".xlsx");
    lxw_workbook* book = workbook_new(path.c_str());
    lxw_worksheet* notes = workbook_add_worksheet(book, "Notes");
    worksheet_write_string(notes, 0, 0, "Issued monthly & free of charge", nullptr);
    lxw_worksheet* details = workbook_add_worksheet(book, "PCNDetails");
    const char* headings[] = {"PCN Code",         "PCN Name",  "Current \nSub ICB Loc Code",
                              "Sub ICB Location", "Open Date", "Close Date",
                              "Postcode"};
    for (lxw_col_t i = 0; i < 7; ++i) worksheet_write_string(details, 0, i, headings[i], nullptr);
    worksheet_write_string(details, 1, 0, "U89141", nullptr);
    worksheet_write_string(details, 1, 1, "STOCKTON & DISTRICT PCN", nullptr);
    worksheet_write_string(details, 1, 2, "16C", nullptr);
    worksheet_write_number(details, 1, 4, 45566, nullptr);
    worksheet_write_string(details, 1, 5, "", nullptr);
    lxw_worksheet* members = workbook_add_worksheet(book, "PCN Core Partner Details");
    const char* columns[] = {"Partner\nOrganisation\nCode", "Partner Name", "PCN Code",
                             "Practice to PCN \nRelationship Start Date",
                             "Practice to PCN Relationship\nEnd Date "};
    for (lxw_col_t i = 0; i < 5; ++i) worksheet_write_string(members, 0, i, columns[i], nullptr);
    worksheet_write_string(members, 1, 0, "A81001", nullptr);
    worksheet_write_string(members, 1, 1, "THE DENSHAM SURGERY", nullptr);
    worksheet_write_string(members, 1, 2, "U89141", nullptr);
    worksheet_write_number(members, 1, 3, 20241001, nullptr);
    ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
    std::ifstream in(path, std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    std::filesystem::remove(path);

    const FileFacts facts = facts_of(bytes.str(), "ePCN.xlsx");
    EXPECT_EQ(facts.dated_by, DateGround::workbook);
    ASSERT_EQ(facts.networks.size(), 1U);
    EXPECT_EQ(facts.networks[0].name, "STOCKTON & DISTRICT PCN");
    EXPECT_EQ(facts.networks[0].open.start->to_string(), "2024-10-01");
    EXPECT_EQ(facts.networks[0].line, 2U);
    ASSERT_EQ(facts.memberships.size(), 1U);
    EXPECT_EQ(facts.memberships[0].period.start->to_string(), "2024-10-01");
    EXPECT_TRUE(facts.rejects.empty());

    // Cut anywhere, it is an error and nothing else.
    for (const std::size_t size :
         {std::size_t{40}, bytes.str().size() / 2, bytes.str().size() - 4}) {
        const auto cut = read(bytes.str().substr(0, size), "ePCN.xlsx");
        ASSERT_FALSE(cut.has_value());
        EXPECT_EQ(cut.error().kind, ErrorKind::invalid);
        EXPECT_THAT(cut.error().what, HasSubstr("archive"));
    }
}

TEST(PracticeDirectory, IsReadInTheShapesBeforeAndSince2026) {
    const std::string before =
        "\"A81044\",\"MCKENZIE HOUSE SURGERY\",\"Y54\",\"Q74\",\"MCKENZIE "
        "HOUSE\",\"\",\"\",\"\",\"\","
        "\"TS25 1QU\",\"19740401\",\"\",\"A\",\"B\",\"00K\",\"20130401\",\"\",\"\",\"\",\"\",\"\","
        "\"1\",\"\",\"00K\",\"\",\"4\",\"\"\n"
        "\"A81999\",\"A CLINIC\",\"Y54\",\"Q74\",\"\",\"\",\"\",\"\",\"\",\"TS25 "
        "1QU\",\"19740401\","
        "\"20200101\",\"C\",\"B\",\"00K\",\"20130401\",\"\",\"\",\"\",\"\",\"\",\"1\",\"\",\"00K\","
        "\"\",\"9\",\"\"\n"
        "\"A81998\",\"NO STATUS\",\"Y54\",\"Q74\",\"\",\"\",\"\",\"\",\"\",\"TS25 "
        "1QU\",\"19740401\","
        "\"\",\"X\",\"B\",\"00K\",\"20130401\",\"\",\"\",\"\",\"\",\"\",\"1\",\"\",\"00K\",\"\","
        "\"9\",\"\"\n";
    const std::string since =
        "\"A81044\",\"MCKENZIE HOUSE SURGERY\",\"Y63\",\"QHM\",\"MCKENZIE HOUSE\",\"\",\"\",\"\","
        "\"\",\"TS25 1QU\",\"19740401\",\"\",\"ACTIVE\",\"B\",\"16C\",\"20200401\",\"\",\"01429\","
        "\"\",\"\",\"\",\"1\",\"\",\"16C\",\"\",\"RO76\",\"\"\r\n"
        "\"A81999\",\"A CLINIC\",\"Y63\",\"QHM\",\"\",\"\",\"\",\"\",\"\",\"\",\"19740401\",\"\","
        "\"INACTIVE\",\"B\",\"16C\",\"20200401\",\"\",\"\",\"\",\"\",\"\",\"1\",\"\",\"16C\",\"\","
        "\"RO247\",\"\"\r\n";
    for (const std::string& text : {before, since}) {
        const FileFacts facts = facts_of(text, "epraccur-2026-02.csv");
        EXPECT_EQ(facts.kind, FileKind::practice_directory);
        ASSERT_EQ(facts.directory.size(), 2U);
        EXPECT_EQ(facts.directory[0].kind, PracticeKind::gp_practice);
        EXPECT_EQ(facts.directory[0].status, PracticeStatus::active);
        EXPECT_EQ(facts.directory[0].postcode, "TS25 1QU");
        EXPECT_EQ(facts.directory[1].kind, PracticeKind::other_prescribing_site);
        EXPECT_EQ(facts.directory[1].status, PracticeStatus::closed);
    }
    const FileFacts facts = facts_of(before);
    ASSERT_EQ(facts.rejects.size(), 1U);
    EXPECT_EQ(facts.rejects[0].reason, "\"X\" is not a status of the directory.");
}

TEST(PracticeMapping, TellsWhoIsInNoNetwork) {
    const FileFacts facts = facts_of(
        "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
        "ONS_SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ONS_ICB_CODE,"
        "ICB_CODE,ICB_NAME,ONS_COMM_REGION_CODE,COMM_REGION_CODE,COMM_REGION_NAME,SUPPLIER_NAME\r\n"
        "GP_PRAC_PAT_LIST,01Jul2026,A81001,THE DENSHAM SURGERY,TS18 1HU,U89141,STOCKTON PCN,"
        "E38000247,16C,NHS NE - 16C,E54000050,QHM,NHS NE,E40000012,Y63,North East,TPP\r\n"
        "GP_PRAC_PAT_LIST,01Jul2026,A81002,QUEENS PARK,TS18 2AW,U,Unallocated,"
        "E38000247,16C,NHS NE - 16C,E54000050,QHM,NHS NE,E40000012,Y63,North East,TPP\r\n"
        "GP_PRAC_PAT_LIST,01Aug2026,A81003,LATE,TS18 2AW,,,"
        "E38000247,16C,NHS NE - 16C,E54000050,QHM,NHS NE,E40000012,Y63,North East,TPP\r\n");
    EXPECT_EQ(facts.kind, FileKind::practice_mapping);
    EXPECT_EQ(facts.dated.to_string(), "2026-07-01");
    EXPECT_EQ(facts.dated_by, DateGround::content);
    ASSERT_EQ(facts.mapped.size(), 2U);
    EXPECT_EQ(facts.mapped[0].network->text(), "U89141");
    EXPECT_FALSE(facts.mapped[1].network.has_value());
    ASSERT_EQ(facts.commissioners.size(), 3U);
    EXPECT_EQ(facts.commissioners[0].parent->text(), "QHM");
    ASSERT_EQ(facts.rejects.size(), 1U);
    EXPECT_EQ(facts.rejects[0].reason, "The line is of another extract date than those before.");
}

TEST(ListSizes, KeepTotalsBandsAndSexes) {
    const FileFacts facts = facts_of(
        "PUBLICATION,EXTRACT_DATE,ORG_TYPE,ORG_CODE,ONS_CODE,POSTCODE,SEX,AGE_GROUP_5,"
        "NUMBER_OF_PATIENTS\r\n"
        "GP_PRAC_PAT_LIST,2026-07-01,Comm Region,Y63,E40000012,,ALL,ALL,30\r\n"
        "GP_PRAC_PAT_LIST,2026-07-01,GP,A81001,,TS18 1HU,ALL,ALL,30\r\n"
        "GP_PRAC_PAT_LIST,2026-07-01,GP,A81001,,TS18 1HU,FEMALE,ALL,20\r\n"
        "GP_PRAC_PAT_LIST,2026-07-01,GP,A81001,,TS18 1HU,FEMALE,0_4,20\r\n"
        "GP_PRAC_PAT_LIST,2026-07-01,GP,A81001,,TS18 1HU,MALE,95+,10\r\n"
        "GP_PRAC_PAT_LIST,2026-07-01,GP,A81002,,TS18 2AW,ALL,ALL,5\r\n"
        "GP_PRAC_PAT_LIST,2026-07-01,GP,A81002,,TS18 2AW,MALE,0_4,4\r\n"
        "GP_PRAC_PAT_LIST,2026-07-01,GP,A81002,,TS18 2AW,MALE,0_4,4\r\n"
        "GP_PRAC_PAT_LIST,2026-07-01,GP,A81002,,TS18 2AW,MALE,0_9,4\r\n"
        "GP_PRAC_PAT_LIST,2026-07-01,GP,A81003,,TS18 2AW,MALE,ALL,-1\r\n");
    EXPECT_EQ(facts.kind, FileKind::list_sizes);
    ASSERT_EQ(facts.list_sizes.size(), 2U);
    EXPECT_EQ(facts.list_sizes[0].patients, 30);
    EXPECT_EQ(facts.list_sizes[0].bands.size(), 3U);
    EXPECT_EQ(facts.passed_over.at("Sum over practices: Comm Region"), 1U);
    ASSERT_EQ(facts.rejects.size(), 3U);
    EXPECT_EQ(facts.rejects[0].reason, "Sex and age of this practice stand in the file already.");
    EXPECT_EQ(facts.rejects[1].reason, "\"0_9\" is not an age or age band.");
    EXPECT_EQ(facts.rejects[2].reason, "\"-1\" is not a number of patients.");
    ASSERT_EQ(facts.doubts.size(), 1U);
    EXPECT_EQ(facts.doubts[0].reason,
              "The age bands of A81002 come to 4, its total is 5; both are kept.");
}

TEST(ListTotals, AreReadInTheShapesOfEveryEra) {
    for (const std::string codes :
         {"SUB_ICB_LOCATION_CODE,ONS_SUB_ICB_LOCATION_CODE,", "CCG_CODE,ONS_CCG_CODE,", ""}) {
        const std::string values = codes.empty() ? "" : "16C,E38000247,";
        const FileFacts facts = facts_of("PUBLICATION,EXTRACT_DATE,TYPE," + codes +
                                         "CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
                                         "GP_PRAC_PAT_LIST,01-Apr-20,GP," +
                                         values + "A81001,TS18 1HU,ALL,ALL,3827\n");
        ASSERT_EQ(facts.list_sizes.size(), 1U) << codes;
        EXPECT_EQ(facts.list_sizes[0].patients, 3827);
        EXPECT_EQ(facts.dated.to_string(), "2020-04-01");
        EXPECT_EQ(facts.list_sizes[0].commissioner.has_value(), !codes.empty());
    }
}

TEST(AreaFiles, GiveDeprivationLinksAndPlaces) {
    const FileFacts imd = facts_of(
        "\"lsoa21_code\",\"IMD_decile\",\"Income_decile\",\"IMD_rank\",\"IMD_score\"\n"
        "\"E01000001\",8,10,26525,8.742\n\"E01000002\",11,10,26525,8.742\n");
    ASSERT_EQ(imd.deprivation.size(), 1U);
    EXPECT_EQ(imd.deprivation[0].index_year, 2025);
    EXPECT_EQ(imd.deprivation[0].rank, 26525);
    EXPECT_EQ(imd.deprivation[0].domains[0].first, "Income_decile");
    ASSERT_EQ(imd.rejects.size(), 1U);
    const FileFacts ministry = facts_of(
        "LSOA code (2011),LSOA name (2011),Local Authority District code (2019),"
        "\"Index of Multiple Deprivation (IMD) Rank\","
        "\"Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived)\"\n"
        "E01000001,City of London 001A,E09000001,29199,9\n");
    ASSERT_EQ(ministry.deprivation.size(), 1U);
    EXPECT_EQ(ministry.deprivation[0].index_year, 2019);
    EXPECT_EQ(ministry.deprivation[0].decile, 9);

    const FileFacts lookup = facts_of(
        "\"lsoa11_name\",\"lsoa11_code\",\"sicbl22_name\",\"sicbl22_code\",\"sicbl22_code_h\","
        "\"icb22_name\",\"icb22_code\",\"icb22_code_h\",\"ltla22_name\",\"ltla22_code\"\n"
        "\"Halton 007A\",\"E01012367\",\"NHS CM - 01F\",\"E38000068\",\"01F\",\"NHS CM\","
        "\"E54000008\",\"QYG\",\"Halton\",\"E06000006\"\n",
        "lookup-2022-07.csv");
    ASSERT_EQ(lookup.area_links.size(), 1U);
    EXPECT_EQ(lookup.area_links[0].commissioner->text(), "01F");
    EXPECT_EQ(lookup.area_links[0].commissioner_ons, "E38000068");
    EXPECT_EQ(lookup.area_links[0].system->text(), "QYG");
    EXPECT_EQ(lookup.area_links[0].district, "E06000006");
    EXPECT_EQ(lookup.area_links[0].vintage, 2011);
    const FileFacts change = facts_of(
        "lsoa11_name,lsoa11_code,change_code,lsoa21_name,lsoa21_code,ltla22_name,ltla22_code\n"
        "Hartlepool 009A,E01011949,S,Hartlepool 009F,E01035183,Hartlepool,E06000001\n",
        "lookup-2022-07.csv");
    ASSERT_EQ(change.area_links.size(), 1U);
    EXPECT_EQ(change.area_links[0].successor, "E01035183");
    EXPECT_EQ(change.area_links[0].change, "S");

    const FileFacts places = facts_of(
        "practice_code,practice_name,postcode,lat,lon,status\n"
        "A81001,The Densham Surgery,TS18 1HU,54.561626,-1.318970,Visible\n"
        "A81002,Nowhere,TS18 1HU,0,0,Visible\n",
        "coordinates-2019-05.csv");
    ASSERT_EQ(places.places.size(), 1U);
    ASSERT_EQ(places.rejects.size(), 1U);
    EXPECT_EQ(places.rejects[0].reason, "The coordinates lie outside the United Kingdom.");
}

TEST(Boundaries, KeepTheirGeometryAndGetABox) {
    const FileFacts facts = facts_of(
        R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"E38000006","name":"NHS SY"},"geometry":{"type":
        "Polygon","coordinates":[[[-1.5,53.5],[-1.2,53.6],[-1.3,53.8],[-1.5,53.5]]]}},
        {"type":"Feature","properties":{"name":"No code"},"geometry":null},
        {"type":"Feature","properties":{"code":"E38000007"},"geometry":{"type":"Point",
        "coordinates":[1,2]}}]})",
        "sub-icbs-2023-04.geojson");
    ASSERT_EQ(facts.boundaries.size(), 1U);
    EXPECT_EQ(facts.boundaries[0].code, "E38000006");
    EXPECT_EQ(facts.boundaries[0].name, "NHS SY");
    EXPECT_DOUBLE_EQ(facts.boundaries[0].box.west, -1.5);
    EXPECT_DOUBLE_EQ(facts.boundaries[0].box.north, 53.8);
    EXPECT_EQ(
        facts.boundaries[0].geometry,
        R"({"type":"Polygon","coordinates":[[[-1.5,53.5],[-1.2,53.6],[-1.3,53.8],[-1.5,53.5]]]})");
    ASSERT_EQ(facts.rejects.size(), 2U);
    EXPECT_EQ(facts.rejects[0].reason, "No property of the feature is an area's code.");
    EXPECT_EQ(facts.rejects[1].reason,
              "A Point is no boundary: only Polygon and MultiPolygon are.");
}

TEST(CareHomeDirectory, CountsWhatIsNoCareHome) {
    const FileFacts facts = facts_of(
        "Care directory\nOne line of notes\n"
        "Location ID,Location Name,Care home?,Care homes beds,Location Postal Code,Provider Name\n"
        "1-123456789,ROSE COTTAGE,Y,32,TS18 1AA,ROSE LTD\n"
        "1-123456780,A DENTIST,N,0,TS18 1AB,TEETH LTD\n"
        "1-123456781,ELM HOUSE,Y,many,TS18 1AA,ELM LTD\n",
        "directory-2026-06.csv");
    ASSERT_EQ(facts.care_homes.size(), 1U);
    EXPECT_EQ(facts.care_homes[0].beds, 32);
    EXPECT_EQ(facts.passed_over.at("Not a care home"), 1U);
    ASSERT_EQ(facts.rejects.size(), 1U);
    EXPECT_EQ(facts.rejects[0].reason, "\"many\" is not a number of beds.");
}

TEST(CareHomeDirectory, SaysWhoCommissionsWhereItDoes) {
    const FileFacts facts = facts_of(
        "Location ID,Location Name,Care home?,Care homes beds,Location Postal Code,Provider Name,"
        "Location ONSPD CCG Code,Location ONSPD CCG,Location Commissioning CCG Code,"
        "Location Latitude,Location Longitude\n"
        "1-123456789,ROSE COTTAGE,Y,32,TS18 1AA,ROSE LTD,E38000162,TEES,16c,54.5,-1.3\n"
        "1-123456788,ELM HOUSE,Y,,TS18 1AB,ELM LTD,E38000162,TEES,,,\n",
        "directory-2026-06.csv");
    ASSERT_EQ(facts.care_homes.size(), 2U);
    EXPECT_EQ(facts.care_homes[0].commissioner, "16C");
    EXPECT_DOUBLE_EQ(*facts.care_homes[0].latitude, 54.5);
    EXPECT_EQ(facts.care_homes[1].commissioner, "");
    EXPECT_FALSE(facts.care_homes[1].longitude.has_value());
}

TEST(Residence, IsReadByPracticeAndSmallArea) {
    const FileFacts facts = facts_of(
        "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,Number of Patients\n"
        "GP_PRAC_PAT_LIST,04JAN2021,A81001,THE DENSHAM SURGERY,E01011959,ALL,7\n"
        "GP_PRAC_PAT_LIST,04JAN2021,A81001,THE DENSHAM SURGERY,E01011959,FEMALE,3\n"
        "GP_PRAC_PAT_LIST,04JAN2021,A81001,THE DENSHAM SURGERY,NO2011,ALL,2\n"
        "GP_PRAC_PAT_LIST,04JAN2021,A81002,QUEENS PARK,E01011959,ALL,\"1,200\"\n"
        "GP_PRAC_PAT_LIST,04JAN2021,A81001,THE DENSHAM SURGERY,E01011959,ALL,8\n"
        "GP_PRAC_PAT_LIST,04JAN2021,A81001,THE DENSHAM SURGERY,TS18 1HU,ALL,8\n"
        "GP_PRAC_PAT_LIST,04JAN2021,A81001,THE DENSHAM SURGERY,E01011960,ALL,some\n"
        "GP_PRAC_PAT_LIST,04FEB2021,A81001,THE DENSHAM SURGERY,E01011961,ALL,8\n",
        "gp-reg-pat-prac-lsoa-all.csv");
    EXPECT_EQ(facts.kind, FileKind::residence);
    EXPECT_EQ(facts.dated.to_string(), "2021-01-04");
    ASSERT_EQ(facts.residence.size(), 2U);
    EXPECT_EQ(facts.residence[0].areas.size(), 2U);
    EXPECT_EQ(facts.residence[0].areas[1].area, "");
    EXPECT_EQ(facts.residence[1].areas[0].patients, 1200);
    EXPECT_EQ(facts.passed_over.at("A part by sex"), 1U);
    ASSERT_EQ(facts.rejects.size(), 4U);
    EXPECT_EQ(facts.rejects[0].reason, "E01011959 of A81001 stands in the file already.");
    EXPECT_EQ(facts.rejects[1].reason, "\"TS18 1HU\" is not the code of a small area (LSOA).");
    EXPECT_EQ(facts.rejects[2].reason, "\"some\" is not a number of patients.");
    EXPECT_EQ(facts.rejects[3].reason, "The line is of another extract than those before it.");
}

TEST(RuralUrban, IsReadOfEitherCensus) {
    const FileFacts now = facts_of(
        "lsoa21_code,ruc21_code,classification,ruc\n"
        "E01000001,UN1,Urban: Nearer to a major town or city,Urban\n"
        "E01000002,RSF1,Rural: Further from a major town or city,Rural\n"
        "W01000002,RSF1,Rural,Rural\nE01000002,UN1,Urban,Urban\nE01000003,X,Sea,Sea\n",
        "ruc21.csv");
    EXPECT_EQ(now.kind, FileKind::rural_urban);
    EXPECT_EQ(now.dated.to_string(), "2021-01-01");
    ASSERT_EQ(now.area_classes.size(), 2U);
    EXPECT_FALSE(now.area_classes[0].is_rural);
    EXPECT_TRUE(now.area_classes[1].is_rural);
    EXPECT_EQ(now.passed_over.at("A small area of Wales"), 1U);
    ASSERT_EQ(now.rejects.size(), 2U);
    EXPECT_EQ(now.rejects[1].reason, "\"Sea\" is neither rural nor urban.");
    const FileFacts before = facts_of(
        "LSOA11CD,LSOA11NM,RUC11CD,RUC11\n"
        "E01000001,A,D1,Rural town and fringe\n",
        "ruc11-2013-08.csv");
    EXPECT_EQ(before.kind, FileKind::rural_urban);
    EXPECT_TRUE(before.area_classes.at(0).is_rural);
}

TEST(RegisterFile, SaysWhatItFoundWhereItIsNoneOfTheKinds) {
    const auto unknown = read("patient_id,code,date\n1,2,3\n", "extract.csv");
    ASSERT_FALSE(unknown.has_value());
    EXPECT_EQ(unknown.error().kind, ErrorKind::unsupported);
    EXPECT_EQ(unknown.error().where, "In extract.csv, which begins: patient_id, code, date");
    const auto empty = read("", "empty.csv");
    ASSERT_FALSE(empty.has_value());
    EXPECT_THAT(empty.error().where, HasSubstr("(nothing)"));
    const auto undated = read("PCN Code,PCN Name,Open Date,Close Date\nU89141,X,,\n", "epcn.csv");
    ASSERT_FALSE(undated.has_value());
    EXPECT_EQ(undated.error().what, "Neither the file nor its name says of which day it is.");
    const auto nothing =
        read("PCN Code,PCN Name,Open Date,Close Date\nU1,X,nonsense,\n", "epcn-2025-01.csv");
    ASSERT_FALSE(nothing.has_value());
    EXPECT_THAT(nothing.error().where, HasSubstr("line 2: \"U1\" is not an ODS code."));
}

}  // namespace
}  // namespace openpcn::organisations
