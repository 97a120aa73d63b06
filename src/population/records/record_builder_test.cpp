#include "population/records/record_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace openpcn::records {
namespace {

Entry entry_of(ResourceType type, ConceptIndex code, const char* when) {
    Entry entry;
    entry.type = type;
    entry.code = code;
    entry.when = *PartialDateTime::parse(when);
    return entry;
}

Element element_of(ElementPath path, std::int64_t value) {
    Element element;
    element.path = path;
    element.kind = ValueKind::integer;
    element.value = value;
    return element;
}

TEST(Record, SortsByTypeAndTimeAndFindsElements) {
    RecordBuilder builder(77);
    builder.demographics({Sex::female, *PartialDateTime::parse("1950-02"), false, {}});
    const Element elements[] = {element_of(ElementPath::dispense_days, 28),
                                element_of(ElementPath::category, 1)};
    builder.put(3, entry_of(ResourceType::medication_request, 9, "2024-05-01"), elements);
    builder.put(2, entry_of(ResourceType::condition, 5, "2024-01-01"), {});
    builder.put(1, entry_of(ResourceType::condition, 4, "2019-01-01"), {});
    const auto bytes = builder.build();
    const auto record = PatientRecord::check(bytes);
    ASSERT_TRUE(record.has_value()) << to_string(record.error());
    EXPECT_EQ(record->header().person, 77u);
    ASSERT_EQ(record->entries(ResourceType::condition).size(), 2u);
    EXPECT_EQ(record->entries(ResourceType::condition)[0].code, 4u);
    EXPECT_TRUE(record->entries(ResourceType::observation).empty());
    const Entry& medicine = record->entries(ResourceType::medication_request)[0];
    ASSERT_NE(record->find(medicine, ElementPath::dispense_days), nullptr);
    EXPECT_EQ(record->find(medicine, ElementPath::dispense_days)->value, 28);
    EXPECT_EQ(record->find(medicine, ElementPath::note), nullptr);
}

TEST(Record, GivesTheSameBytesWhateverTheOrder) {
    std::mt19937 random(20261123);
    std::vector<EntryKey> keys(200);
    for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = random();
    std::vector<std::byte> first;
    for (int round = 0; round < 5; ++round) {
        std::shuffle(keys.begin(), keys.end(), random);
        RecordBuilder builder(1);
        for (const EntryKey key : keys) {
            const Element element = element_of(ElementPath::note, static_cast<std::int64_t>(key));
            builder.put(key, entry_of(static_cast<ResourceType>(key % 5), key % 17, "2020"),
                        std::span(&element, 1));
        }
        const auto bytes = builder.build();
        if (round == 0) first = bytes;
        EXPECT_EQ(bytes, first);
        EXPECT_EQ(RecordBuilder(PatientRecord(bytes)).build(), bytes);
    }
}

TEST(Record, ReplacesAndRemovesByKey) {
    RecordBuilder builder(1);
    builder.put(1, entry_of(ResourceType::condition, 4, "2019"), {});
    builder.put(2, entry_of(ResourceType::condition, 5, "2019"), {});
    builder.put(1, entry_of(ResourceType::condition, 6, "2019"), {});
    EXPECT_EQ(builder.size(), 2u);
    EXPECT_TRUE(builder.remove(1));
    EXPECT_FALSE(builder.remove(1));
    const auto bytes = builder.build();
    ASSERT_EQ(PatientRecord(bytes).entries().size(), 1u);
    EXPECT_EQ(PatientRecord(bytes).entries()[0].code, 5u);
}

TEST(Record, RefusesDamagedBytes) {
    RecordBuilder builder(1);
    builder.put(1, entry_of(ResourceType::condition, 4, "2019"), {});
    const auto good = builder.build();
    EXPECT_FALSE(PatientRecord::check(std::span(good).first(good.size() - 8)).has_value());
    EXPECT_FALSE(PatientRecord::check(std::span(good).first(8)).has_value());
    auto bad = good;
    reinterpret_cast<RecordHeader*>(bad.data())->type_start[3] = 9;
    EXPECT_FALSE(PatientRecord::check(bad).has_value());
    bad = good;
    reinterpret_cast<Entry*>(bad.data() + sizeof(RecordHeader))->first_element = 5;
    EXPECT_FALSE(PatientRecord::check(bad).has_value());
}

TEST(EntryKey, DiffersBetweenTypesWhoseNumbersAreAlike) {
    // Regression: the type was mixed into the first character, so practice systems that count each
    // table from 1 lost entries.
    EXPECT_NE(entry_key(ResourceType::observation, "3"),
              entry_key(ResourceType::medication_request, "4"));
    EXPECT_NE(entry_key(ResourceType::condition, "21234"),
              entry_key(ResourceType::observation, "31234"));
}

}  // namespace
}  // namespace openpcn::records
