#include "population/terminology/concept_dictionary.h"

#include <gtest/gtest.h>

namespace openpcn {
namespace {

TEST(ConceptDictionary, GivesEachCodeOneIndexForEver) {
    ConceptDictionary dictionary;
    std::vector<ConceptIndex> indices;
    for (int i = 0; i < 50000; ++i) {
        indices.push_back(dictionary.intern({code_system::snomed, std::to_string(i * 7), ""}));
    }
    for (int i = 0; i < 50000; ++i) {
        const std::string code = std::to_string(i * 7);
        EXPECT_EQ(dictionary.find(code_system::snomed, code), indices[static_cast<size_t>(i)]);
        EXPECT_EQ(dictionary.at(indices[static_cast<size_t>(i)]).code, code);
    }
    EXPECT_EQ(dictionary.find(code_system::snomed, "1"), std::nullopt);
    EXPECT_EQ(dictionary.find(code_system::loinc, "7"), std::nullopt);
}

TEST(ConceptDictionary, TreatsDmdAndSnomedAsOneSystem) {
    ConceptDictionary dictionary;
    const auto index = dictionary.intern({code_system::dmd, "703907006", "Apixaban 2.5mg tablets"});
    EXPECT_EQ(dictionary.find(code_system::snomed, "703907006"), index);
}

TEST(ConceptDictionary, FillsAnEmptyDisplayAndKeepsTheFirst) {
    ConceptDictionary dictionary;
    const auto index = dictionary.intern({code_system::snomed, "38341003", ""});
    dictionary.intern({code_system::snomed, "38341003", "Hypertension"});
    dictionary.intern({code_system::snomed, "38341003", "High blood pressure"});
    EXPECT_EQ(dictionary.at(index).display, "Hypertension");
}

TEST(ConceptDictionary, StandsOverAnotherOneWithoutChangingIt) {
    auto below = std::make_shared<ConceptDictionary>();
    const auto known = below->intern({code_system::snomed, "38341003", ""});
    auto over = ConceptDictionary::over(below);
    EXPECT_EQ(over.size(), below->size());
    EXPECT_EQ(over.intern({code_system::dmd, "38341003", "Hypertension"}), known);
    EXPECT_EQ(over.at(known).display, "") << "the records' dictionary stays as it was";
    std::vector<ConceptIndex> added;
    for (int i = 0; i < 5000; ++i)
        added.push_back(over.intern({code_system::loinc, std::to_string(i), ""}));
    EXPECT_EQ(added[0], below->size());
    EXPECT_EQ(over.size(), below->size() + 5000);
    EXPECT_EQ(over.intern({code_system::loinc, "7", "Seven"}), added[7]);
    EXPECT_EQ(over.at(added[7]).display, "Seven");
    EXPECT_EQ(over.find(code_system::loinc, "4999"), added[4999]);
    EXPECT_EQ(over.find(code_system::snomed, "38341003"), known);
    EXPECT_EQ(below->find(code_system::loinc, "7"), std::nullopt);
}

}  // namespace
}  // namespace openpcn
