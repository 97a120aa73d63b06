#include "population/cql/population_count.h"

#include <gtest/gtest.h>

#include "population/cql/compile.h"
#include "population/records/record_builder.h"

namespace openpcn::cql {
namespace {

TEST(PopulationCount, IsTheSameWithOneThreadAndWithThree) {
    ConceptDictionary concepts;
    TextPool texts;
    const std::vector<LibrarySource> sources{
        {"count.cql",
         "library Counting using FHIR version '4.0.1'\n"
         "codesystem \"SCT\": 'http://snomed.info/sct'\n"
         "code \"Hypertension\": '38341003' from \"SCT\"\n"
         "context Patient\n"
         "define \"Has hypertension\": exists [Condition: \"Hypertension\"]\n"
         "define \"Adult\": AgeInYears() >= 18\n"}};
    const ValueSets value_sets;
    const ConceptMaps concept_maps;
    const auto made = compile({sources, value_sets, concept_maps, concepts, texts, {}});
    ASSERT_TRUE(made.plan) << made.errors[0].render();
    // Of 2,000 people every third has the diagnosis; every fourth has no date of birth, the others
    // are children and adults by turns.
    std::vector<std::vector<std::byte>> bytes;
    for (records::PersonId person = 0; person < 2000; ++person) {
        records::RecordBuilder builder(person);
        records::Demographics demographics;
        if (person % 4 != 0)
            demographics.birth =
                *PartialDateTime::parse(person % 2 == 0 ? "1980-01-01" : "2020-01-01");
        builder.demographics(demographics);
        records::Entry entry;
        entry.type = records::ResourceType::condition;
        entry.code = *concepts.find(code_system::snomed, "38341003");
        if (person % 3 == 0) builder.put(1, entry, {});
        bytes.push_back(builder.build());
    }
    std::vector<records::PatientRecord> people;
    for (const auto& record : bytes) people.emplace_back(record);
    const std::vector<std::size_t> definitions{0, 1};
    PopulationCountRequest request{definitions, {*Date::parse("2024-06-15"), 0, {}}, 1};
    const auto one = count_people(*made.plan, concepts, texts, people, request);
    request.threads = 3;
    EXPECT_EQ(count_people(*made.plan, concepts, texts, people, request), one);
    EXPECT_EQ(one[0], (TruthCount{667, 1333, 0}));
    EXPECT_EQ(one[1], (TruthCount{500, 1000, 500}));
}

}  // namespace
}  // namespace openpcn::cql
