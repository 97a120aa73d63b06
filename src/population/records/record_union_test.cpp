#include "population/records/record_union.h"

#include <gtest/gtest.h>

#include "population/records/record_builder.h"

namespace openpcn::records {
namespace {

struct Sketch {
    EntryKey key;
    ResourceType type;
    ConceptIndex code;
    const char* when;
    std::int64_t value;
};

std::vector<std::byte> record_at(PracticeIndex practice, Sex sex, std::vector<Sketch> sketches) {
    RecordBuilder builder(5);
    builder.demographics({sex, *PartialDateTime::parse("1950"), false, {}});
    builder.practice(practice);
    for (const Sketch& sketch : sketches) {
        Entry entry;
        entry.type = sketch.type;
        entry.code = sketch.code;
        entry.practice = practice;
        entry.when = *PartialDateTime::parse(sketch.when);
        entry.value = sketch.value;
        entry.value_kind = ValueKind::integer;
        builder.put(sketch.key, entry, {});
    }
    return builder.build();
}

std::vector<std::byte> united(const std::vector<std::vector<std::byte>>& parts) {
    std::vector<PatientRecord> views;
    for (const auto& part : parts) views.emplace_back(part);
    return unite_records(views, views.front().header().practice);
}

TEST(RecordUnion, KeepsAnEntryThatTwoPracticesHoldOnce) {
    const auto home = record_at(1, Sex::female,
                                {{10, ResourceType::condition, 7, "2019-02-03", 0},
                                 {11, ResourceType::observation, 8, "2020-01-01", 140}});
    const auto other = record_at(0, Sex::male,
                                 {{20, ResourceType::condition, 7, "2019-02-03", 0},
                                  {21, ResourceType::observation, 8, "2020-01-01", 150},
                                  {22, ResourceType::observation, 8, "2020-01-02", 140}});
    const auto bytes = united({home, other});
    const auto record = PatientRecord::check(bytes);
    ASSERT_TRUE(record.has_value());
    EXPECT_EQ(record->header().practice, 1);
    EXPECT_EQ(record->header().sex, Sex::female);
    ASSERT_EQ(record->entries(ResourceType::condition).size(), 1u);
    EXPECT_EQ(record->entries(ResourceType::condition)[0].practice, 1);
    EXPECT_EQ(record->entries(ResourceType::observation).size(), 3u)
        << "another value or another day is another reading";
}

TEST(RecordUnion, KeepsWhatOnePracticeHoldsTwice) {
    const auto home = record_at(1, Sex::female,
                                {{10, ResourceType::observation, 8, "2020-01-01", 140},
                                 {11, ResourceType::observation, 8, "2020-01-01", 140}});
    const auto other = record_at(
        0, Sex::female,
        {{20, ResourceType::condition, 7, "2019", 0}, {21, ResourceType::condition, 7, "2019", 0}});
    const auto bytes = united({home, other});
    EXPECT_EQ(PatientRecord(bytes).entries().size(), 4u);
}

TEST(RecordUnion, HasOnePatientAndEveryRegistration) {
    const auto home = record_at(1, Sex::female,
                                {{1, ResourceType::patient, 0, "1950", 0},
                                 {2, ResourceType::episode_of_care, 0, "2022-01-01", 0}});
    const auto other = record_at(0, Sex::female,
                                 {{3, ResourceType::patient, 0, "1950", 0},
                                  {4, ResourceType::episode_of_care, 0, "2022-01-01", 0}});
    const auto bytes = united({home, other});
    EXPECT_EQ(PatientRecord(bytes).entries(ResourceType::patient).size(), 1u);
    EXPECT_EQ(PatientRecord(bytes).entries(ResourceType::episode_of_care).size(), 2u);
}

TEST(RecordUnion, OfOnePracticeIsThatRecord) {
    const auto home = record_at(1, Sex::other, {{1, ResourceType::condition, 5, "2001-03", 0}});
    EXPECT_EQ(united({home}), home);
}

}  // namespace
}  // namespace openpcn::records
