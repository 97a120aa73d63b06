// Deprivation, lookups and places in the shapes of several years and publishers.
#include "organisations/test_file.h"

#include <gtest/gtest.h>

#include <array>

namespace openpcn::organisations {
namespace {

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

TEST(LookupVintages, NeedToSayOfWhichCensusTheirAreasAre) {
    const FileFacts facts =
        facts_of("LSOA code (2021),PCN code\nE01019970,U12345\n", "footprints-2024-10.csv");
    ASSERT_EQ(facts.area_links.size(), 1U);
    EXPECT_EQ(facts.area_links[0].vintage, 2021);
    EXPECT_EQ(facts.area_links[0].network->text(), "U12345");
    const auto untold = read("LSOA_CODE,PCN_CODE\nE01019970,U12345\n", "footprints.csv");
    ASSERT_FALSE(untold.has_value());
    EXPECT_EQ(untold.error().kind, ErrorKind::unsupported);
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

}  // namespace
}  // namespace openpcn::organisations
