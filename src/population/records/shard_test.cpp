#include "population/records/shard.h"

#include <gtest/gtest.h>

#include <random>

#include "population/records/record_builder.h"

namespace openpcn::records {
namespace {

std::vector<std::vector<std::byte>> some_records(std::size_t count) {
    std::vector<std::vector<std::byte>> records;
    for (std::size_t i = 0; i < count; ++i) {
        RecordBuilder builder(1000 + i * 3);
        for (std::size_t n = 0; n < i % 5; ++n) {
            Entry entry;
            entry.type = ResourceType::condition;
            entry.code = static_cast<ConceptIndex>(n + 1);
            Element element;
            element.path = ElementPath::note;
            builder.put(n, entry, std::span(&element, n % 2));
        }
        records.push_back(builder.build());
    }
    return records;
}

TEST(Shard, GivesBackEveryRecordAndFindsPeople) {
    const auto records = some_records(200);
    const auto bytes = write_shard("A81001", records);
    const auto shard = Shard::open(bytes);
    ASSERT_TRUE(shard.has_value()) << to_string(shard.error());
    EXPECT_EQ(shard->practice(), "A81001");
    ASSERT_EQ(shard->size(), records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto record = shard->at(i).bytes();
        EXPECT_TRUE(std::equal(record.begin(), record.end(), records[i].begin(), records[i].end()));
        EXPECT_EQ(shard->find(1000 + i * 3), i);
        EXPECT_EQ(shard->find(1001 + i * 3), std::nullopt);
    }
    EXPECT_EQ(shard->find(0), std::nullopt);
}

TEST(Shard, MayBeEmpty) {
    const auto bytes = write_shard("A81001", {});
    const auto shard = Shard::open(bytes);
    ASSERT_TRUE(shard.has_value()) << to_string(shard.error());
    EXPECT_EQ(shard->size(), 0u);
    EXPECT_EQ(shard->find(1), std::nullopt);
}

TEST(Shard, IsNamedByItsContent) {
    auto records = some_records(20);
    const auto before = write_shard("A81001", records);
    EXPECT_EQ(write_shard("A81001", records), before);
    records.pop_back();
    const auto after = write_shard("A81001", records);
    EXPECT_NE(Shard::open(after)->content_hash(), Shard::open(before)->content_hash());
    const auto elsewhere = write_shard("A81002", records);
    EXPECT_NE(Shard::open(after)->content_hash(), Shard::open(elsewhere)->content_hash());
}

TEST(Shard, RefusesEveryShorterLength) {
    const auto bytes = write_shard("A81001", some_records(6));
    for (std::size_t size = 0; size < bytes.size(); size += 8) {
        EXPECT_FALSE(Shard::open(std::span(bytes).first(size)).has_value()) << size;
    }
}

TEST(Shard, RefusesAChangedBitAnywhere) {
    const auto good = write_shard("A81001", some_records(12));
    std::mt19937 random(20261123);
    for (int round = 0; round < 2000; ++round) {
        auto bad = good;
        const std::size_t at = random() % bad.size();
        bad[at] ^= static_cast<std::byte>(1u << (random() % 8));
        EXPECT_FALSE(Shard::open(bad).has_value()) << "byte " << at;
    }
}

TEST(Shard, RefusesPeopleOutOfOrder) {
    auto records = some_records(3);
    std::swap(records[0], records[2]);
    const auto bytes = write_shard("A81001", records);
    const auto shard = Shard::open(bytes);
    ASSERT_FALSE(shard.has_value());
    EXPECT_EQ(shard.error().what, "A practice image is damaged: its people are not in order.");
}

}  // namespace
}  // namespace openpcn::records
