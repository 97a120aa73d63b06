#include "organisations/register_view.h"

#include <gtest/gtest.h>

#include "organisations/register_changes.h"
#include "organisations/register_search.h"

namespace openpcn::organisations {
namespace {

OdsCode code(std::string_view text) { return *OdsCode::parse(text); }
Date day(std::string_view text) { return *Date::parse(text); }

LoadedFile file(std::int64_t id, FileKind kind, std::string_view dated) {
    const bool is_networks = kind == FileKind::networks;
    return {
        id, "file", kind, day(dated), Review::accepted, is_networks ? 1 : 0, is_networks ? 1 : 0};
}

MembershipFact membership(std::string_view practice, std::string_view network,
                          std::string_view start, std::string_view end = "") {
    return {code(practice),
            std::string(practice) + " SURGERY",
            code("16C"),
            code(network),
            std::string(network) + " PCN",
            code("16C"),
            {day(start), end.empty() ? std::nullopt : std::optional(day(end))},
            1};
}

NetworkFact network(std::string_view text, std::string_view closed = "") {
    return {code(text),
            std::string(text) + " PCN",
            code("16C"),
            {day("2019-07-01"), closed.empty() ? std::nullopt : std::optional(day(closed))},
            "",
            "TS18 1HU",
            1};
}

MappedPracticeFact mapped(std::string_view practice, std::string_view network,
                          std::string_view commissioner = "16C") {
    return {code(practice),
            std::string(practice) + " SURGERY",
            "TS18 1HU",
            network.empty() ? std::nullopt : std::optional(code(network)),
            std::string(network) + " PCN",
            code(commissioner),
            "TPP",
            1};
}

ListTotal list(std::string_view practice, std::string_view extracted, std::int64_t patients,
               std::string_view commissioner = "16C") {
    return {code(practice), day(extracted), code(commissioner), "", patients, 9};
}

TEST(Basis, IsTheNewestFileOfTheDayOrBefore) {
    const std::vector<LoadedFile> files{file(1, FileKind::networks, "2025-01-01"),
                                        file(2, FileKind::networks, "2022-04-01"),
                                        file(3, FileKind::practice_mapping, "2026-07-01")};
    EXPECT_EQ(choose_basis(files, day("2026-08-01")).mapping->id, 3);
    EXPECT_FALSE(choose_basis(files, day("2026-06-30")).mapping.has_value());
    EXPECT_EQ(choose_basis(files, day("2026-06-30")).memberships->id, 1);
    EXPECT_EQ(choose_basis(files, day("2024-12-31")).memberships->id, 2);
    // Before the first file its dated intervals answer.
    EXPECT_EQ(choose_basis(files, day("2020-01-01")).memberships->id, 2);
}

TEST(Basis, PrefersTheNewerOfMembershipsAndMapping) {
    const std::vector<LoadedFile> files{file(1, FileKind::networks, "2026-10-01"),
                                        file(2, FileKind::practice_mapping, "2026-07-01")};
    EXPECT_TRUE(choose_basis(files, day("2026-08-01")).mapping.has_value());
    EXPECT_FALSE(choose_basis(files, day("2026-11-01")).mapping.has_value());
}

BasisFacts dated_facts() {
    BasisFacts facts;
    facts.basis.networks = file(1, FileKind::networks, "2025-01-01");
    facts.basis.memberships = facts.basis.networks;
    facts.networks = {network("U11111"), network("U22222", "2024-03-31"), network("U33333")};
    facts.memberships = {membership("A81001", "U22222", "2019-07-01", "2024-03-31"),
                         membership("A81001", "U11111", "2024-04-01"),
                         membership("A81002", "U11111", "2019-07-01")};
    return facts;
}

TEST(RegisterView, FollowsTheDatesOfMembershipsAndNetworks) {
    const auto before = RegisterView::build(dated_facts(), day("2024-03-31"));
    EXPECT_EQ(before.practices().at(code("A81001")).network, code("U22222"));
    EXPECT_EQ(before.totals().open_networks, 3);
    const auto after = RegisterView::build(dated_facts(), day("2024-04-01"));
    EXPECT_EQ(after.practices().at(code("A81001")).network, code("U11111"));
    EXPECT_EQ(after.totals().open_networks, 2);
    EXPECT_EQ(after.totals().practices, 2);
    // A network without members is open as long as the file says so.
    EXPECT_TRUE(after.networks().at(code("U33333")).members.empty());
    EXPECT_FALSE(after.totals().unallocated_practices.has_value());
    EXPECT_FALSE(after.totals().registered_patients.has_value());
    EXPECT_EQ(after.memberships_of(code("A81001")).size(), 2U);
}

TEST(RegisterView, CountsPracticesWithAListAndNoNetworkAsUnallocated) {
    BasisFacts facts = dated_facts();
    facts.lists = {list("A81001", "2025-01-01", 100), list("A81009", "2025-01-01", 7)};
    const auto view = RegisterView::build(std::move(facts), day("2025-02-01"));
    EXPECT_EQ(view.totals().unallocated_practices, 1);
    EXPECT_EQ(view.totals().practices, 2);
    EXPECT_EQ(view.totals().registered_patients, 107);
    EXPECT_EQ(view.networks().at(code("U11111")).patients, 100);
}

TEST(RegisterView, TakesThePracticesOfTheMapping) {
    BasisFacts facts = dated_facts();
    facts.basis.mapping = file(3, FileKind::practice_mapping, "2026-07-01");
    facts.mapped = {mapped("A81001", "U11111"), mapped("A81003", ""),
                    mapped("A81004", "U44444", "17A"), mapped("A81005", "U44444", "16C")};
    facts.lists = {list("A81004", "2026-07-01", 10, "17A"), list("A81005", "2026-07-01", 90)};
    const auto view = RegisterView::build(std::move(facts), day("2026-08-01"));
    EXPECT_EQ(view.totals().practices, 4);
    EXPECT_EQ(view.totals().unallocated_practices, 1);
    EXPECT_EQ(view.totals().open_networks, 2);
    // A network in two commissioners is of the one with most of its patients.
    EXPECT_EQ(view.networks().at(code("U44444")).commissioner, code("16C"));
    EXPECT_EQ(view.commissioner(code("17A"))->totals.practices, 1);
    EXPECT_EQ(view.commissioner(code("17A"))->totals.registered_patients, 10);
    EXPECT_EQ(view.practices().at(code("A81001")).member_since, day("2024-04-01"));
}

TEST(ListsInUse, EndWhereANewerExtractCoversTheAreaAndKeepWhereItDoesNot) {
    BasisFacts facts;
    facts.lists = {list("A81001", "2026-01-01", 1), list("A81002", "2026-01-01", 2),
                   list("L81001", "2026-01-01", 4, "15C"), list("A81001", "2026-07-01", 8)};
    const auto view = RegisterView::build(std::move(facts), day("2026-08-01"));
    // A81002 closed: its commissioner's other practice is in July's extract. L81001 is of another
    // region, whose July lists are not loaded.
    EXPECT_EQ(view.totals().registered_patients, 12);
    EXPECT_FALSE(view.practices().contains(code("A81002")));
}

TEST(Changes, AreNewClosedMovedAndRenamed) {
    const auto before = RegisterView::build(dated_facts(), day("2026-08-01"));
    BasisFacts facts;
    facts.basis.mapping = file(3, FileKind::practice_mapping, "2026-07-01");
    facts.mapped = {mapped("A81001", "U44444"), mapped("A81003", "")};
    facts.mapped[0].name = "Densham  surgery";
    const auto after = RegisterView::build(std::move(facts), day("2026-08-01"));
    std::vector<std::string> found;
    for (const auto& change : changes_between(before, after)) {
        found.push_back(std::string(name_of(change.subject_kind)) + " " + change.subject.text() +
                        " " + std::string(name_of(change.kind)) + " " + change.before + ">" +
                        change.after);
    }
    const std::vector<std::string> wanted{"network U11111 closed >",
                                          "network U33333 closed >",
                                          "network U44444 new >",
                                          "practice A81001 renamed A81001 SURGERY>Densham  surgery",
                                          "practice A81001 moved U11111>U44444",
                                          "practice A81002 closed >",
                                          "practice A81003 new >"};
    EXPECT_EQ(found, wanted);
}

TEST(Changes, CanBeAdoptedOneByOne) {
    auto view = RegisterView::build(dated_facts(), day("2026-08-01"));
    BasisFacts facts;
    facts.basis.mapping = file(3, FileKind::practice_mapping, "2026-07-01");
    facts.mapped = {mapped("A81001", "U33333")};
    const auto other = RegisterView::build(std::move(facts), day("2026-08-01"));
    view.adopt(other, {code("A81001")}, {});
    EXPECT_EQ(view.practices().at(code("A81001")).network, code("U33333"));
    EXPECT_EQ(view.practices().at(code("A81002")).network, code("U11111"));
    EXPECT_EQ(view.networks().at(code("U33333")).members.size(), 1U);
    EXPECT_EQ(view.totals().practices, 2);
    view.adopt(other, {code("A81002")}, {});  // gone there
    EXPECT_EQ(view.totals().practices, 1);
    EXPECT_NE(view.file(3), nullptr);
}

TEST(Search, FindsByCodeNameAndPostcodeWhileTyping) {
    const RegisterSearch search(RegisterView::build(dated_facts(), day("2024-05-01")));
    const auto codes = [&](std::string_view question) {
        std::string all;
        for (const auto& hit : search.find(question, 10)) all += hit.code.text() + " ";
        return all;
    };
    EXPECT_EQ(codes("u222"), "U22222 ");
    EXPECT_EQ(codes("a81001 surg"), "A81001 ");
    EXPECT_EQ(codes("surg"), "A81001 A81002 ");
    EXPECT_EQ(codes("ts181h"), "U11111 U33333 U22222 ");  // the closed one last
    EXPECT_EQ(codes("TS18 1HU pcn"), "U11111 U33333 U22222 ");
    EXPECT_EQ(codes("urgery"), "");
    EXPECT_EQ(codes("  "), "");
}

DecidedNetwork decided(std::string_view text, std::string_view start, std::string_view end,
                       std::vector<DecidedMember> members, bool from_register = false) {
    return {code(text),    "NEW PCN",
            code("16C"),   {day(start), end.empty() ? std::nullopt : std::optional(day(end))},
            from_register, std::move(members)};
}

DecidedMember member(std::string_view practice, std::string_view start, std::string_view end = "") {
    return {code(practice), {day(start), end.empty() ? std::nullopt : std::optional(day(end))}};
}

RegisterView mapped_register(std::string_view as_at) {
    BasisFacts facts;
    facts.basis.mapping = file(1, FileKind::practice_mapping, "2026-01-01");
    facts.mapped = {mapped("A81001", "U00001"), mapped("A81002", "U00001"), mapped("A81003", ""),
                    mapped("A81004", "")};
    facts.lists = {list("A81003", "2026-01-01", 30'000), list("A81004", "2026-01-01", 2'000)};
    return RegisterView::build(std::move(facts), day(as_at));
}

TEST(DecisionsLaidOver, FormANetworkFromItsFirstDayAndNotBefore) {
    const auto formed = decided("U00009", "2027-04-01", "", {member("A81003", "2027-04-01")});
    auto before = mapped_register("2027-03-31");
    before.lay_over({formed});
    EXPECT_FALSE(before.networks().contains(code("U00009")));
    EXPECT_EQ(before.practices().at(code("A81003")).standing, Standing::unallocated);
    EXPECT_EQ(before.totals().unallocated_practices, 2);
    auto after = mapped_register("2027-04-01");
    after.lay_over({formed});
    const NetworkEntry& network = after.networks().at(code("U00009"));
    EXPECT_TRUE(network.is_open && network.decided_here);
    EXPECT_EQ(network.members, std::vector{code("A81003")});
    EXPECT_EQ(network.patients, 30'000);
    EXPECT_EQ(after.practices().at(code("A81003")).member_since, day("2027-04-01"));
    EXPECT_EQ(after.totals().unallocated_practices, 1);
    EXPECT_EQ(after.totals().open_networks, before.totals().open_networks + 1);
}

TEST(DecisionsLaidOver, MoveAPracticeOnTheDayAfterItsLast) {
    const auto left =
        decided("U00001", "2019-07-01", "", {member("A81002", "2019-07-01", "2027-03-31")}, true);
    const auto joined = decided("U00009", "2026-04-01", "", {member("A81002", "2027-04-01")});
    auto last = mapped_register("2027-03-31");
    last.lay_over({joined, left});
    EXPECT_EQ(last.practices().at(code("A81002")).network, code("U00001"));
    auto next = mapped_register("2027-04-01");
    next.lay_over({joined, left});
    EXPECT_EQ(next.practices().at(code("A81002")).network, code("U00009"));
    EXPECT_EQ(next.networks().at(code("U00001")).members, std::vector{code("A81001")});
    auto gone = mapped_register("2027-04-01");
    gone.lay_over({left});
    EXPECT_EQ(gone.practices().at(code("A81002")).standing, Standing::unallocated);
    EXPECT_FALSE(gone.practices().at(code("A81002")).network);
}

TEST(DecisionsLaidOver, CloseANetworkAfterItsLastDay) {
    const auto closed = decided("U00001", "2019-07-01", "2027-03-31", {}, true);
    auto last = mapped_register("2027-03-31");
    last.lay_over({closed});
    EXPECT_TRUE(last.networks().at(code("U00001")).is_open);
    auto next = mapped_register("2027-04-01");
    next.lay_over({closed});
    EXPECT_FALSE(next.networks().at(code("U00001")).is_open);
    EXPECT_EQ(next.networks().at(code("U00001")).name, "U00001 PCN");
}

TEST(DecisionsLaidOver, CountTheListsOfPracticesThatMergedOnce) {
    const std::vector<DecidedMerger> merger{{code("A81003"), code("A81004"), day("2027-04-01")}};
    const auto joined = decided("U00001", "2019-07-01", "", {member("A81004", "2027-04-01")}, true);
    auto last = mapped_register("2027-03-31");
    last.lay_over({joined}, merger);
    EXPECT_EQ(last.practices().at(code("A81004")).list->patients, 2'000);
    auto next = mapped_register("2027-04-01");
    next.lay_over({joined}, merger);
    EXPECT_EQ(next.practices().at(code("A81004")).list->patients, 32'000);
    EXPECT_FALSE(next.practices().at(code("A81003")).list);
    EXPECT_EQ(next.practices().at(code("A81003")).standing, Standing::not_counted);
    EXPECT_EQ(next.totals().registered_patients, last.totals().registered_patients);
    EXPECT_EQ(next.totals().practices, last.totals().practices - 1);
    EXPECT_EQ(next.networks().at(code("U00001")).patients, 32'000);
}

TEST(DecisionsLaidOver, BelieveAListAfterTheMerger) {
    BasisFacts facts;
    facts.basis.mapping = file(1, FileKind::practice_mapping, "2027-04-10");
    facts.mapped = {mapped("A81003", "U00001"), mapped("A81004", "U00001")};
    facts.lists = {list("A81003", "2027-01-01", 30'000), list("A81004", "2027-04-05", 31'500)};
    auto view = RegisterView::build(std::move(facts), day("2027-05-01"));
    view.lay_over({}, {{code("A81003"), code("A81004"), day("2027-04-01")}});
    EXPECT_EQ(view.totals().registered_patients, 31'500);
    EXPECT_EQ(view.networks().at(code("U00001")).members, std::vector{code("A81004")});
}

}  // namespace
}  // namespace openpcn::organisations
