// Boundaries whatever their properties are called.
#include "organisations/test_file.h"

#include <gtest/gtest.h>

namespace openpcn::organisations {
namespace {

TEST(BoundaryVintages, TakeTheSmallestAreaOfAFeatureWhateverItsPropertiesAreCalled) {
    for (
        const std::string properties :
        {R"("FID":1,"LSOA21CD":"E01019970","LSOA21NM":"Exeter 001A","LAD22CD":"E07000041")",
         R"("LAD22CD":"E07000041","LAD22NM":"Exe","LSOA11CD":"E01019970","LSOA11NM":"Exeter 001A")",
         R"("rgn":"E12000009","lsoa_code":"e01019970","lsoa_name":"Exeter 001A")",
         R"("code":"E01019970","name":"Exeter 001A")"}) {
        const FileFacts facts = facts_of(
            "\xEF\xBB\xBF"
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

}  // namespace
}  // namespace openpcn::organisations
