// The mapping in the shapes of the eras of CCGs and ICBs, and as the appointment data have it.
#include "organisations/test_file.h"

#include <gtest/gtest.h>

#include <array>

namespace openpcn::organisations {
namespace {

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

}  // namespace
}  // namespace openpcn::organisations
