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

// Entries, keys and elements, whatever lies between them.
void expect_same(const PatientRecord& variant, const PatientRecord& built) {
    ASSERT_EQ(variant.entries().size(), built.entries().size());
    for (std::size_t i = 0; i < built.entries().size(); ++i) {
        EXPECT_EQ(variant.keys()[i], built.keys()[i]);
        EXPECT_EQ(variant.entries()[i].when, built.entries()[i].when);
        const auto own = variant.elements(variant.entries()[i]);
        const auto expected = built.elements(built.entries()[i]);
        ASSERT_EQ(own.size(), expected.size());
        for (std::size_t e = 0; e < own.size(); ++e) EXPECT_EQ(own[e].value, expected[e].value);
    }
    for (std::size_t t = 0; t <= resource_type_count; ++t)
        EXPECT_EQ(variant.header().type_start[t], built.header().type_start[t]);
}

TEST_F(Variant, WithoutChangesReadsAsTheRecordItself) {
    const PatientRecord record(bytes_);
    RecordVariant variant(record);
    expect_same(variant.make({}, {}, record.header()), record);
}

TEST_F(Variant, ReadsAsARecordBuiltWithoutTheEntriesLeftOut) {
    const PatientRecord record(bytes_);
    RecordVariant variant(record);
    const std::vector<std::uint8_t> left_out{0, 1, 1, 0};
    builder_.remove(2);
    builder_.remove(3);
    const auto built = builder_.build();
    expect_same(variant.make(left_out, {}, record.header()), PatientRecord(built));
}

TEST_F(Variant, PutsNewEntriesWhereABuilderWould) {
    const PatientRecord record(bytes_);
    RecordVariant variant(record);
    const Element element = element_of(9);
    std::vector<Entry> added{entry_of(ResourceType::procedure, "2019-05-05", 3),
                             entry_of(ResourceType::condition, "2020-01-02", 1),
                             entry_of(ResourceType::patient, "2020-01-02", 1)};
    std::vector<RecordItem> items;
    for (std::size_t i = 0; i < added.size(); ++i) {
        added[i].element_count = 1;
        items.push_back({10 + i, &added[i], &element});
        builder_.put(10 + i, added[i], std::span(&element, 1));
    }
    const auto built = builder_.build();
    expect_same(variant.make({}, items, record.header()), PatientRecord(built));
}

}  // namespace
}  // namespace openpcn::records
