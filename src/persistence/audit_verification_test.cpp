#include "persistence/audit_verification.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "persistence/audit_log.h"
#include "persistence/test_database.h"

namespace openpcn::persistence {
namespace {

using testing::HasSubstr;

class AuditVerificationTest : public TestDatabase {
protected:
    static constexpr int entries = 12;

    void SetUp() override {
        TestDatabase::SetUp();
        for (int i = 1; i <= entries; ++i) append(i);
        run("CREATE TABLE kept AS SELECT * FROM audit");
        head_ = verify("").head;
    }
    void append(int i) {
        auto transaction = database::Transaction::begin(*connection_);
        ASSERT_TRUE(transaction.has_value());
        ASSERT_TRUE(append_audit(*connection_, {Instant::from_unix_ms(1000 * i), "a.pharmacist",
                                                "clinical_pharmacist", "U00001", "direct care",
                                                "patient.read", fmt::format("PERSON{}", i), "list"})
                        .has_value());
        ASSERT_TRUE(transaction->commit().has_value());
    }
    AuditVerification verify(std::string_view expected_head) {
        auto verified = verify_audit(*connection_, expected_head);
        EXPECT_TRUE(verified.has_value()) << to_string(verified.error());
        return verified ? *verified : AuditVerification{};
    }
    void restore() {
        run("DELETE FROM audit");
        run("INSERT INTO audit SELECT * FROM kept");
    }

    std::string head_;
};

TEST_F(AuditVerificationTest, FindsNothingWhereNothingWasTouched) {
    EXPECT_EQ(verify("").broken, std::nullopt);
    EXPECT_EQ(verify("").entries, entries);
    EXPECT_EQ(verify(head_).broken, std::nullopt);
    append(entries + 1);
    EXPECT_EQ(verify(head_).broken, std::nullopt) << "the log may grow after the head was kept";
}

TEST_F(AuditVerificationTest, FindsAChangedLetterInEveryFieldOfEveryEntry) {
    for (int number = 1; number <= entries; ++number) {
        for (const char* field : {"actor", "role", "organisation", "purpose", "action", "subject",
                                  "detail", "previous_hash", "hash"}) {
            // The first letter becomes another.
            ASSERT_EQ(run(fmt::format("UPDATE audit SET {0} = CASE substr({0}, 1, 1) WHEN '1' THEN "
                                      "'2' ELSE '1' END || substr({0}, 2) WHERE number = {1}",
                                      field, number)),
                      1);
            const auto broken = verify(head_).broken;
            ASSERT_TRUE(broken.has_value()) << field << " of entry " << number;
            if (std::string_view(field) != "hash") {
                EXPECT_THAT(*broken, HasSubstr(fmt::format("Entry {} ", number)));
            }
            restore();
        }
        run(fmt::format("UPDATE audit SET at = '1971-01-01T00:00:00.000Z' WHERE number = {}",
                        number));
        EXPECT_TRUE(verify(head_).broken.has_value()) << "time of entry " << number;
        restore();
    }
}

TEST_F(AuditVerificationTest, FindsEntriesThatWereDeletedInsertedOrReordered) {
    for (int number = 1; number < entries; ++number) {
        run(fmt::format("DELETE FROM audit WHERE number = {}", number));
        EXPECT_TRUE(verify("").broken.has_value()) << "deleted " << number;
        run(fmt::format("UPDATE audit SET number = number - 1 WHERE number > {}", number));
        EXPECT_TRUE(verify("").broken.has_value()) << "deleted and renumbered " << number;
        restore();

        run(fmt::format("UPDATE audit SET number = -number WHERE number IN ({0}, {0} + 1)",
                        number));
        run(fmt::format("UPDATE audit SET number = {0} + number + {0} + 1 WHERE number < 0",
                        number));
        EXPECT_TRUE(verify("").broken.has_value()) << "swapped " << number;
        restore();
    }
    run("INSERT INTO audit SELECT number + 1, at, actor, role, organisation, purpose, action, "
        "'PERSON99', detail, hash, hash FROM kept WHERE number = 12");
    EXPECT_THAT(verify("").broken.value_or(""), HasSubstr("Entry 13 was changed"));
}

TEST_F(AuditVerificationTest, FindsACutEndOnlyThroughAHeadThatWasKeptElsewhere) {
    run("DELETE FROM audit WHERE number > 9");
    EXPECT_EQ(verify("").broken, std::nullopt) << "the rest is a whole chain";
    EXPECT_THAT(verify(head_).broken.value_or(""), HasSubstr("cut off"));
}

TEST_F(AuditVerificationTest, FindsARewrittenLogOnlyThroughAHeadThatWasKeptElsewhere) {
    run("DELETE FROM audit");
    for (int i = 1; i <= entries; ++i) append(100 + i);
    EXPECT_EQ(verify("").broken, std::nullopt);
    EXPECT_THAT(verify(head_).broken.value_or(""), HasSubstr("rewritten"));
}

TEST_F(AuditVerificationTest, RefusesWhatIsNoHead) {
    const auto verified = verify_audit(*connection_, "abc");
    ASSERT_FALSE(verified.has_value());
    EXPECT_EQ(verified.error().what, "The expected head is not 64 hexadecimal digits.");
}

TEST_F(AuditVerificationTest, AnEntryStandsOrFallsWithItsTransaction) {
    {
        auto transaction = database::Transaction::begin(*connection_);
        ASSERT_TRUE(transaction.has_value());
        ASSERT_TRUE(append_audit(*connection_, {}).has_value());
    }
    EXPECT_EQ(verify("").entries, entries);
    EXPECT_EQ(verify(head_).broken, std::nullopt);
}

}  // namespace
}  // namespace openpcn::persistence
