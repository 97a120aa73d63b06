#include "population/records/record_variant.h"

#include <gtest/gtest.h>

#include "population/records/record_builder.h"

namespace openpcn::records {
namespace {

Entry entry_of(ResourceType type, std::string_view day, ConceptIndex code) {
    Entry entry;
    entry.type = type;
    entry.code = code;
    entry.when = PartialDateTime::parse(day).value();
    return entry;
}

Element element_of(std::int64_t value) {
    return {ElementPath::severity, 0, ValueKind::integer, {}, 0, 0, value};
}

class Variant : public testing::Test {
protected:
    void SetUp() override {
        for (int i = 1; i <= 4; ++i) {
            const Element element = element_of(i);
            builder_.put(static_cast<EntryKey>(i),
                         entry_of(i < 3 ? ResourceType::condition : ResourceType::procedure,
                                  "2020-01-0" + std::to_string(i), 7),
                         std::span(&element, 1));
        }
        bytes_ = builder_.build();
    }
    RecordBuilder builder_{1};
    std::vector<std::byte> bytes_;
};

// What a reader of the copy sees, in the order of builders, is what a built record holds.
void expect_same(const RecordVariant& variant, const PatientRecord& built) {
    const PatientRecord copy = variant.record();
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < variant.first_put_in() + variant.put_in_count(); ++i) {
        if (i >= variant.first_put_in() || !variant.is_left_out(i)) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return variant.comes_before(a, b); });
    ASSERT_EQ(order.size(), built.entries().size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        EXPECT_EQ(copy.keys()[order[i]], built.keys()[i]);
        EXPECT_EQ(copy.entries()[order[i]].when, built.entries()[i].when);
        const auto own = copy.elements(copy.entries()[order[i]]);
        const auto expected = built.elements(built.entries()[i]);
        ASSERT_EQ(own.size(), expected.size());
        for (std::size_t e = 0; e < own.size(); ++e) EXPECT_EQ(own[e].value, expected[e].value);
    }
    EXPECT_EQ(copy.header().birth, built.header().birth);
    EXPECT_EQ(copy.header().sex, built.header().sex);
}

TEST_F(Variant, WithoutChangesReadsAsTheRecordItself) {
    const PatientRecord record(bytes_);
    expect_same(RecordVariant(record), record);
}

TEST_F(Variant, ReadsAsARecordBuiltWithoutTheEntriesLeftOut) {
    const PatientRecord record(bytes_);
    RecordVariant variant(record);
    const std::vector<std::uint8_t> left_out{0, 1, 1, 0};
    variant.make(left_out, {}, record.header());
    builder_.remove(2);
    builder_.remove(3);
    const auto built = builder_.build();
    expect_same(variant, PatientRecord(built));
    variant.make({}, {}, record.header());
    expect_same(variant, record);
}

TEST_F(Variant, ReadsAsARecordBuiltWithTheEntriesPutInHoweverMany) {
    for (const std::size_t count : {1u, 3u, 40u}) {
        const PatientRecord record(bytes_);
        RecordVariant variant(record);
        const Element element = element_of(9);
        RecordBuilder builder(record);
        std::vector<Entry> added;
        for (std::size_t i = 0; i < count; ++i) {
            static constexpr ResourceType types[] = {
                ResourceType::procedure, ResourceType::condition, ResourceType::patient};
            added.push_back(entry_of(types[i % 3], i % 2 == 0 ? "2019-05-05" : "2020-01-02",
                                     static_cast<ConceptIndex>(1 + i % 5)));
        }
        std::vector<RecordItem> items;
        for (std::size_t i = 0; i < count; ++i) {
            added[i].element_count = 1;
            items.push_back({10 + i, &added[i], &element});
            builder.put(10 + i, added[i], std::span(&element, 1));
        }
        variant.make({}, items, record.header());
        const auto built = builder.build();
        expect_same(variant, PatientRecord(built));
    }
}

TEST_F(Variant, TakesDemographicsOfTheCopy) {
    const PatientRecord record(bytes_);
    RecordVariant variant(record);
    RecordHeader header = record.header();
    header.birth = PartialDateTime::parse("1950-02-03").value();
    variant.make({}, {}, header);
    EXPECT_EQ(variant.record().header().birth, header.birth);
}

}  // namespace
}  // namespace openpcn::records
