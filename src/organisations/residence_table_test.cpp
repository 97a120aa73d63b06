// Residence as it came before 2017.
#include "organisations/test_file.h"

#include <gtest/gtest.h>

namespace openpcn::organisations {
namespace {

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

}  // namespace
}  // namespace openpcn::organisations
