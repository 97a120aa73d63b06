#include "population/terminology/value_set.h"

#include <gtest/gtest.h>

#include "population/terminology/concept_map.h"

namespace openpcn {
namespace {

constexpr std::string_view head = "# name: Hypertension\n# url: https://x.org/h\n# source: S\n";

TEST(ValueSet, IsReadWithItsHeadingsAndQuotedText) {
    const auto set = parse_value_set(std::string(head) +
                                         "system,code,display\nhttp://snomed.info/"
                                         "sct,38341003,\"High, \"\"raised\"\" pressure\"\r\n",
                                     "h.csv");
    ASSERT_TRUE(set.has_value()) << to_string(set.error());
    EXPECT_EQ(set->name, "Hypertension");
    ASSERT_EQ(set->codes.size(), 1u);
    EXPECT_EQ(set->codes[0].display, "High, \"raised\" pressure");
    ValueSets sets;
    ASSERT_TRUE(sets.add(*set));
    EXPECT_NE(sets.find("https://x.org/h|2026"), nullptr);
    EXPECT_NE(sets.find("Hypertension"), nullptr);
    EXPECT_EQ(sets.find("Other"), nullptr);
    EXPECT_EQ(sets.add(*set).error().kind, ErrorKind::conflict);
}

TEST(ValueSet, ErrorsSayFileAndLine) {
    struct Case {
        std::string text;
        std::string_view says;
    };
    for (const auto& [text, says] :
         {Case{std::string(head) + "system,code,display\na,b\n", "h.csv, line 5"},
          Case{std::string(head) + "code,system\n", "first columns"},
          Case{std::string(head) + "system,code,display\na,\"b,c\n", "not closed"},
          Case{std::string(head) + "system,code,display\n,1,c\n", "empty"},
          Case{"system,code,display\na,b,c\n", "needs a name"}, Case{"", "no heading"}}) {
        const auto set = parse_value_set(text, "h.csv");
        ASSERT_FALSE(set.has_value()) << text;
        EXPECT_NE(to_string(set.error()).find(says), std::string::npos) << to_string(set.error());
    }
}

TEST(ConceptMap, FindsAPropertyByTheNameOfAFunction) {
    auto map = parse_concept_map(
        "system,code,display,bnf_code,chemical_substance\nd,1,A,0208,0208020Z0\n", "m.csv");
    ASSERT_TRUE(map.has_value()) << to_string(map.error());
    ConceptMaps maps;
    maps.add(std::move(*map));
    const auto found = maps.find_property("ChemicalSubstance");
    ASSERT_NE(found.map, nullptr);
    EXPECT_EQ(found.map->rows[0].properties[found.column], "0208020Z0");
    EXPECT_EQ(maps.find_property("Strength").map, nullptr);
}

}  // namespace
}  // namespace openpcn
