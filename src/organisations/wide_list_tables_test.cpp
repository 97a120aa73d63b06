// List sizes in the shapes of their publications since 2013: columns as each vintage named them.
#include "organisations/test_file.h"

#include <gmock/gmock.h>

#include <vector>

namespace openpcn::organisations {
namespace {

using testing::HasSubstr;

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

struct Vintage {
    std::string name;
    std::string text;
    std::string dated;
    std::string commissioner;
};

// A column for each sex and age, no extract date.
const std::vector<Vintage> wide_vintages{
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
};

// A line for each figure.
const std::vector<Vintage> long_vintages{
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
};

void expect_totals(const Vintage& vintage) {
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
    if (list.bands.empty()) return;
    EXPECT_EQ(band_of(list, "MALE", "0_4"), 50) << vintage.name;
    EXPECT_EQ(band_of(list, "FEMALE", "0_4"), 30) << vintage.name;
    EXPECT_EQ(band_of(list, "MALE", "ALL"), 60) << vintage.name;
    EXPECT_EQ(
        band_of(list, "MALE",
                vintage.dated < "2014" && list.bands.size() == 6 && vintage.name.starts_with("quin")
                    ? "85+"
                    : "95+"),
        10)
        << vintage.name;
}

TEST(ListSizeVintages, GiveTheSameTotalsInEveryShape) {
    for (const Vintage& vintage : wide_vintages) expect_totals(vintage);
    for (const Vintage& vintage : long_vintages) expect_totals(vintage);
}

TEST(ListSizeVintages, OfOneSexAloneAndOfRegionsAreRefused) {
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

}  // namespace
}  // namespace openpcn::organisations
