#include "persistence/networks.h"

#include <gmock/gmock.h>

#include "persistence/papers.h"
#include "persistence/test_database.h"

namespace openpcn::persistence {
namespace {

using testing::HasSubstr;

const Instant noon = Instant::parse("2026-11-26T12:00:00Z").value();

NetworkRow row(const std::string& id, const std::string& name) {
    return {id,
            std::nullopt,
            name,
            OdsCode::parse("16C").value(),
            networks::Stage::draft,
            Date::parse("2019-07-01").value(),
            std::nullopt,
            OdsCode::parse("A81001").value(),
            false,
            std::nullopt,
            noon};
}

Paper paper(const std::string& id, const std::string& body) {
    return {"n1", "registration", id, 0, body, noon, "ann", "Ann", "A81001", 0};
}

class KeptNetworks : public TestDatabase {};

TEST_F(KeptNetworks, AreReadBackAsTheyWereKeptAndChanged) {
    ASSERT_TRUE(add_network(*connection_, row("n1", "North")));
    NetworkRow kept = find_network(*connection_, "n1").value().value();
    EXPECT_EQ(kept.name, "North");
    EXPECT_EQ(kept.stage, networks::Stage::draft);
    EXPECT_FALSE(kept.code || kept.ends || kept.live_since || kept.from_register);
    EXPECT_EQ(kept.proposer.text(), "A81001");
    kept.code = OdsCode::parse("U00007").value();
    kept.stage = networks::Stage::closed;
    kept.ends = Date::parse("2020-03-31").value();
    kept.live_since = noon;
    ASSERT_TRUE(change_network(*connection_, kept));
    const NetworkRow changed = find_network(*connection_, "n1").value().value();
    EXPECT_EQ(changed.code->text(), "U00007");
    EXPECT_EQ(changed.stage, networks::Stage::closed);
    EXPECT_EQ(changed.ends->to_string(), "2020-03-31");
    EXPECT_EQ(changed.live_since, noon);
    EXPECT_FALSE(find_network(*connection_, "n2").value());
    EXPECT_EQ(change_network(*connection_, row("n2", "X")).error().kind, ErrorKind::not_found);
}

TEST_F(KeptNetworks, HaveEachTheirOwnCode) {
    NetworkRow first = row("n1", "North");
    first.code = OdsCode::parse("U00007").value();
    NetworkRow second = row("n2", "South");
    ASSERT_TRUE(add_network(*connection_, first));
    ASSERT_TRUE(add_network(*connection_, second));
    ASSERT_TRUE(
        add_network(*connection_, row("n3", "West")));  // two without a code are no conflict
    second.code = first.code;
    const auto refused = change_network(*connection_, second);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
    EXPECT_EQ(all_networks(*connection_).value().size(), 3U);
}

TEST_F(KeptNetworks, KeepTheirMembersWithTheirDays) {
    ASSERT_TRUE(add_network(*connection_, row("n1", "North")));
    const Date start = Date::parse("2019-07-01").value();
    const Date end = Date::parse("2019-12-31").value();
    ASSERT_TRUE(write_network_members(*connection_, "n1",
                                      {{"n1", OdsCode::parse("A81002").value(), start, end, {}},
                                       {"n1", OdsCode::parse("A81001").value(), start, {}, {}}}));
    const auto members = network_members(*connection_, "n1").value();
    ASSERT_EQ(members.size(), 2U);
    EXPECT_EQ(members[0].practice.text(), "A81001");
    EXPECT_TRUE(members[1].is_on(start) && members[1].is_on(end));
    EXPECT_FALSE(members[1].is_on(end.plus_days(1)));
    ASSERT_TRUE(write_network_members(*connection_, "n1", {}));
    EXPECT_TRUE(all_network_members(*connection_).value().empty());
}

TEST_F(KeptNetworks, KeepEveryVersionOfAPaper) {
    EXPECT_EQ(add_paper(*connection_, paper("p1", "{\"a\": 1}"), 0), 1);
    EXPECT_EQ(add_paper(*connection_, paper("p1", "{\"a\": 2}"), 1), 2);
    EXPECT_EQ(add_paper(*connection_, paper("p2", "{}"), 0), 1);
    const auto stale = add_paper(*connection_, paper("p1", "{\"a\": 3}"), 1);
    ASSERT_FALSE(stale);
    EXPECT_EQ(stale.error().kind, ErrorKind::conflict);
    EXPECT_THAT(stale.error().what, HasSubstr("Version 2"));
    EXPECT_EQ(add_paper(*connection_, paper("p1", "{}"), 0).error().kind, ErrorKind::conflict);
    EXPECT_EQ(find_paper(*connection_, "n1", "registration", "p1").value()->body, "{\"a\": 2}");
    EXPECT_FALSE(find_paper(*connection_, "n2", "registration", "p1").value());
    const auto versions = paper_versions(*connection_, "n1", "registration", "p1").value();
    ASSERT_EQ(versions.size(), 2U);
    EXPECT_EQ(versions[1].body, "{\"a\": 1}");
    EXPECT_EQ(versions[0].author_organisation, "A81001");
    const auto newest = papers_of(*connection_, "n1", "registration").value();
    ASSERT_EQ(newest.size(), 2U);
    EXPECT_EQ(newest[0].id, "p2");
    EXPECT_EQ(papers_of_kind(*connection_, "registration").value().size(), 2U);
    EXPECT_EQ(papers_version(*connection_, "registration").value(), 3);
    EXPECT_EQ(papers_version(*connection_, "agreement").value(), 0);
}

}  // namespace
}  // namespace openpcn::persistence
