#include "platform/audit/audit_chain.h"

#include <gtest/gtest.h>

#include <functional>

namespace openpcn::audit {
namespace {

std::vector<AuditRecord> chain_of(int count) {
    std::vector<AuditRecord> chain;
    std::string head = genesis_hash;
    for (int i = 0; i < count; ++i) {
        AuditEvent event{Instant::from_unix_ms(1000 * i),
                         "a.pharmacist",
                         "clinical_pharmacist",
                         "U00001",
                         "direct care",
                         "patient.read",
                         std::to_string(i),
                         ""};
        chain.push_back(next_record(i, head, event));
        head = chain.back().hash;
    }
    return chain;
}

ChainCheck check(const std::vector<AuditRecord>& chain) {
    ChainCheck result;
    for (const AuditRecord& record : chain) result.add(record);
    return result;
}

TEST(AuditChain, HoldsWhenNothingWasTouched) {
    const auto chain = chain_of(50);
    EXPECT_FALSE(check(chain).broken());
    EXPECT_EQ(check(chain).head(), chain.back().hash);
    EXPECT_FALSE(check({}).broken());
}

TEST(AuditChain, BreaksAtEveryChangeOfEveryField) {
    const std::function<void(AuditRecord&)> changes[] = {
        [](AuditRecord& r) { r.event.actor += "x"; },
        [](AuditRecord& r) { r.event.role = "gp"; },
        [](AuditRecord& r) { r.event.organisation = ""; },
        [](AuditRecord& r) { r.event.purpose = "planning"; },
        [](AuditRecord& r) { r.event.action += "."; },
        [](AuditRecord& r) { r.event.subject += "x"; },
        [](AuditRecord& r) { r.event.detail = "d"; },
        [](AuditRecord& r) { r.hash[5] ^= 1; },
        [](AuditRecord& r) { r.previous_hash[0] ^= 1; },
        [](AuditRecord& r) { r.number += 1; },
        [](AuditRecord& r) { r.event.at = r.event.at.plus_seconds(1); },
        [](AuditRecord& r) {  // moving text between fields
            r.event.action = "patient.rea";
            r.event.subject = "d" + r.event.subject;
        }};
    for (std::size_t i = 0; i < 20; ++i) {
        for (const auto& change : changes) {
            auto chain = chain_of(20);
            change(chain[i]);
            // A change of the last hash alone is seen against the head that was kept elsewhere.
            EXPECT_TRUE(check(chain).broken() || check(chain).head() != chain_of(20).back().hash)
                << i;
        }
    }
}

TEST(AuditChain, BreaksWhenEntriesAreRemovedAddedOrReordered) {
    for (std::size_t i = 0; i < 19; ++i) {
        auto chain = chain_of(20);
        chain.erase(chain.begin() + static_cast<long>(i));
        EXPECT_TRUE(check(chain).broken()) << i;
        chain = chain_of(20);
        std::swap(chain[i], chain[i + 1]);
        EXPECT_TRUE(check(chain).broken()) << i;
        chain = chain_of(20);
        chain.insert(chain.begin() + static_cast<long>(i), chain[i]);
        EXPECT_TRUE(check(chain).broken()) << i;
    }
    auto cut = chain_of(20);
    cut.pop_back();
    EXPECT_NE(check(cut).head(), chain_of(20).back().hash);
}

}  // namespace
}  // namespace openpcn::audit
