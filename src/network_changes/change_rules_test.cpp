#include "network_changes/change_rules.h"

#include <gmock/gmock.h>

#include "network_changes/test_changes.h"

namespace openpcn::network_changes {
namespace {

using testing::HasSubstr;

TEST(ChangeRules, OfContentHaveEveryKindWithItsSource) {
    for (const char* id : {"2019-20", "2021-22", "2024-25", "2025-26"}) {
        const ChangeRules rules = rules_of(id);
        EXPECT_EQ(rules.id, id);
        for (const ChangeKind kind : all_change_kinds())
            EXPECT_FALSE(rules.rule(kind).source.empty()) << id << name_of(kind);
        for (const char* hindrance : {"one_network", "cover", "agreement"})
            EXPECT_NE(rules.clause(hindrance), nullptr) << id << hindrance;
    }
    EXPECT_EQ(rules_of("2019-20").rule(ChangeKind::practice_leaves).window, std::nullopt);
}

TEST(ChangeRules, AreThoseOfTheDay) {
    const std::vector<ChangeRules> all{rules_of("2019-20"), rules_of("2024-25")};
    EXPECT_EQ(change_rules_on(all, day("2019-07-01")).rules->id, "2019-20");
    EXPECT_EQ(change_rules_on(all, day("2024-04-01")).rules->id, "2024-25");
    EXPECT_THAT(change_rules_on(all, day("2024-04-01")).note, "");
    EXPECT_THAT(change_rules_on(all, day("2022-04-01")).note, HasSubstr("ended on 31 March 2021"));
    EXPECT_THAT(change_rules_on(all, day("2018-04-01")).note, HasSubstr("begins on"));
    EXPECT_EQ(change_rules_on({}, day("2018-04-01")).rules, nullptr);
}

TEST(ChangeRules, NameTheMemberThatIsMissing) {
    std::string text = content_file("network_changes/2019-20.json");
    text.replace(text.find("\"new_area\""), 10, "\"an_area\"");
    const auto read = parse_change_rules(text, "x.json");
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().what, HasSubstr("new_area"));
    EXPECT_THAT(read.error().where, HasSubstr("x.json"));
}

}  // namespace
}  // namespace openpcn::network_changes
