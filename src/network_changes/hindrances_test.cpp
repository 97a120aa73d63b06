#include "network_changes/hindrances.h"

#include <gmock/gmock.h>

#include "network_changes/test_changes.h"

namespace openpcn::network_changes {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::vector<std::string> members(const organisations::RegisterView& view, std::string_view text) {
    std::vector<std::string> codes;
    const auto found = view.networks().find(code(text));
    if (found == view.networks().end() || !found->second.is_open) return {"closed"};
    for (const auto& member : found->second.members) codes.push_back(member.text());
    return codes;
}

TEST(RegisterEffects, OfEachKindAreWhatTheRegisterShowsThen) {
    struct Case {
        const char* why;
        ChangeRequest request;
        std::vector<std::string> north;
        std::vector<std::string> south;
        std::int64_t patients;  // of the first network, or the one that follows it
    };
    const std::vector<std::string> all_north{"A81001", "A81002", "A81003"};
    const std::vector<std::string> all_south{"A81004", "A81005", "A81006"};
    for (const auto& [why, request, north, south, patients] : std::vector<Case>{
             {"joins",
              joining("A81007"),
              {"A81001", "A81002", "A81003", "A81007"},
              all_south,
              48'000},
             {"joins already", joining("A81001"), all_north, all_south, 36'000},
             {"leaves", leaving("A81003"), {"A81001", "A81002"}, all_south, 24'000},
             {"leaves another's", leaving("A81004"), all_north, all_south, 36'000},
             {"one goes on", merging("A81001"), {"A81001", "A81003"}, all_south, 36'000},
             {"a new code", merging("Y01234"), {"A81003", "Y01234"}, all_south, 36'000},
             {"into the first",
              merging_networks(code("U00001")),
              {"A81001", "A81002", "A81003", "A81004", "A81005", "A81006"},
              {"closed"},
              72'000},
             {"into the other",
              merging_networks(code("U00002")),
              {"closed"},
              {"A81001", "A81002", "A81003", "A81004", "A81005", "A81006"},
              0},
             {"splits", splitting(), {"A81001"}, all_south, 12'000},
             {"area", asked(ChangeKind::new_area), all_north, all_south, 36'000},
         }) {
        SCOPED_TRACE(why);
        const Worked worked(request);
        EXPECT_EQ(members(worked.after, "U00001"), north);
        EXPECT_EQ(members(worked.after, "U00002"), south);
        EXPECT_EQ(members(worked.before, "U00001"), all_north);
        EXPECT_EQ(worked.after.totals().registered_patients,
                  worked.before.totals().registered_patients)
            << "nobody is lost or counted twice";
        const auto& first = worked.facts.preview.networks.front();
        EXPECT_EQ(first.before->size.patients, 36'000);
        EXPECT_EQ(first.after ? first.after->size.patients : 0, patients);
    }
}

TEST(RegisterEffects, OpenANetworkThatHasNoCodeYetUnderOneThatStandsIn) {
    const Worked worked(merging_networks(std::nullopt));
    ASSERT_EQ(worked.facts.preview.effects.opened.size(), 1U);
    EXPECT_FALSE(worked.facts.preview.effects.opened[0].has_code);
    EXPECT_EQ(worked.facts.preview.networks.back().name, "Both PCN");
    EXPECT_EQ(worked.facts.preview.networks.back().after->members.size(), 6U);
    EXPECT_THAT(worked.ids(Severity::stops_approval), Contains("code:Both PCN"));
    const auto taken = Worked(splitting()).ids(Severity::stops_approval);
    EXPECT_THAT(taken, testing::Not(Contains("code:Middle PCN")));
    auto request = splitting();
    request.new_networks[1].code = code("U00002");
    EXPECT_THAT(Worked(request).ids(Severity::stops_approval), Contains("code:Middle PCN"));
}

TEST(Hindrances, OfEachKindStopWhatTheRulesForbid) {
    struct Case {
        const char* why;
        ChangeRequest request;
        std::vector<std::string> stops_sending;
        std::vector<std::string> stops_approval;
        std::vector<std::string> to_accept;
    };
    auto no_reason = joining("A81007");
    no_reason.reason.clear();
    auto past = joining("A81007");
    past.takes_effect = day("2026-11-26");
    auto no_vote = joining("A81007");
    no_vote.evidence.note.clear();
    auto no_notice = leaving("A81001");
    no_notice.evidence.notice_given_on.reset();
    auto strangers = merging("A81004");
    strangers.practices = {code("A81004"), code("A81005")};
    auto forgotten = splitting();
    forgotten.new_networks[1].practices.pop_back();
    auto with_nobody = merging_networks(code("U00001"));
    with_nobody.networks = {code("U00077")};
    for (const auto& [why, request, sending, approval, accept] : std::vector<Case>{
             {"nothing but the vote in words", joining("A81007"), {}, {}, {"vote"}},
             {"no reason", no_reason, {"reason"}, {}, {"vote"}},
             {"today", past, {}, {}, {"past", "vote"}},
             {"no vote", no_vote, {"vote"}, {}, {}},
             {"of another network", joining("A81004"), {}, {"one_network:A81004"}, {"vote"}},
             {"unknown", joining("A81999"), {"practice"}, {}, {"vote"}},
             {"a member already", joining("A81001"), {"member"}, {}, {"vote"}},
             {"leaves a network too small, and patients without one",
              leaving("A81001"),
              {},
              {},
              {"size:U00001", "coverage"}},
             {"no notice", no_notice, {"notice"}, {}, {"size:U00001", "coverage"}},
             {"none of ours", strangers, {"member"}, {}, {}},
             {"somebody is in no part",
              forgotten,
              {"parts"},
              {},
              {"size:U00001", "size:Middle PCN"}},
             {"no such network", with_nobody, {"networks"}, {}, {}},
             {"too large", merging_networks(code("U00001")), {}, {}, {"size:U00001"}},
             {"nobody accepts the area",
              asked(ChangeKind::new_area),
              {},
              {},
              {"vote", "accepted_by_providers", "accepted_by_people"}},
         }) {
        SCOPED_TRACE(why);
        const Worked worked(request);
        EXPECT_THAT(worked.ids(Severity::stops_sending),
                    testing::UnorderedElementsAreArray(sending));
        EXPECT_THAT(worked.ids(Severity::stops_approval), testing::IsSupersetOf(approval));
        EXPECT_THAT(worked.ids(Severity::to_accept), testing::IsSupersetOf(accept));
    }
}

TEST(Hindrances, NameTheClauseOfTheWindow) {
    auto request = leaving("A81001");
    request.evidence.notice_given_on = day("2024-05-01");
    const Worked late(request, "2024-25");
    EXPECT_THAT(late.ids(Severity::to_accept), Contains("window"));
    for (const Hindrance& one : hindrances_of(late.request, late.facts)) {
        if (one.id == "window") {
            EXPECT_FALSE(one.clause.empty());
        }
    }
    request.evidence.notice_given_on = day("2024-04-30");
    EXPECT_THAT(Worked(request, "2024-25").ids(Severity::to_accept),
                testing::Not(Contains("window")));
}

TEST(Hindrances, HoldOnlyAnAlteredAreaAgainstEveryRule) {
    using networks::AreaOutcome;
    using networks::AreaRuleId;
    Worked worked(splitting());
    AreaPreview middle{code("U00003"), "Middle PCN"};
    middle.findings = {{AreaRuleId::overlap, AreaOutcome::not_met, "It overlaps.", ""},
                       {AreaRuleId::gap, AreaOutcome::met, "None.", ""},
                       {AreaRuleId::sites_inside, AreaOutcome::to_explain, "1 of 2.", ""}};
    worked.facts.areas = {middle};
    const auto ids = [&] {
        std::vector<std::string> found;
        for (const auto& id : worked.ids(Severity::to_accept))
            if (id.starts_with("area")) found.push_back(id);
        return found;
    };
    EXPECT_THAT(ids(), ElementsAre("area_sites_inside:Middle PCN"));
    worked.facts.areas[0].is_altered = true;
    EXPECT_THAT(ids(), ElementsAre("area_overlap:Middle PCN", "area_sites_inside:Middle PCN"));
    // Of a network that goes on, its code; what is not stated is said with the clause of areas.
    AreaPreview north{code("U00001"), "North PCN"};
    north.lacks = "The request does not say which area North PCN has.";
    worked.facts.areas = {north};
    EXPECT_THAT(ids(), ElementsAre("area:U00001"));
    for (const Hindrance& one : hindrances_of(worked.request, worked.facts)) {
        if (one.id == "area:U00001") {
            EXPECT_EQ(one.clause, worked.rules.rule(ChangeKind::new_area).clause);
        }
    }
}

TEST(RegisterEffects, NameTheNewNetworksInTheirOrder) {
    auto request = splitting();
    request.new_networks = {{"One", std::nullopt, {code("A81001")}},
                            {"Two", code("U00009"), {code("A81002")}},
                            {"Three", std::nullopt, {code("A81003")}}};
    const Worked worked(request);
    const auto codes = codes_of_new_networks(request, worked.facts.preview.effects);
    ASSERT_EQ(codes.size(), 3U);
    EXPECT_EQ(codes[1], code("U00009"));
    for (std::size_t i = 0; i < codes.size(); ++i)
        EXPECT_EQ(worked.facts.preview.network(codes[i])->name, request.new_networks[i].name);
    EXPECT_THAT(codes_of_new_networks(request, {}), IsEmpty());
}

TEST(Hindrances, TakeAClosedVoteThatWasCarried) {
    Worked worked(joining("A81007"));
    const auto with = [&](VoteFact fact) {
        worked.facts.vote = std::move(fact);
        return worked.ids(Severity::stops_sending);
    };
    EXPECT_THAT(with({false, false, false, "", ""}), ElementsAre("vote"));
    EXPECT_THAT(with({true, false, true, "Join", ""}), ElementsAre("vote"));
    EXPECT_THAT(with({true, true, false, "Join", "1 of 3."}), ElementsAre("vote"));
    EXPECT_THAT(with({true, true, true, "Join", ""}), IsEmpty());
    EXPECT_THAT(worked.ids(Severity::to_accept), testing::Not(Contains("vote")));
}

TEST(Hindrances, WaitForEverybodyWhoHasToAgree) {
    const auto texts = [](const std::vector<OdsCode>& codes) {
        std::vector<std::string> all;
        for (const auto& one : codes) all.push_back(one.text());
        return all;
    };
    const auto needed = [&](const ChangeRequest& request) {
        const ChangeRules rules = rules_of("2019-20");
        return texts(consents_needed(request, rules.rule(request.kind), code("U00001"),
                                     test_register(day("2027-03-31"))));
    };
    EXPECT_THAT(needed(joining("A81007")), ElementsAre("A81007"));
    EXPECT_THAT(needed(leaving("A81001")), IsEmpty());
    EXPECT_THAT(needed(merging("A81001")), ElementsAre("A81001", "A81002"));
    EXPECT_THAT(needed(merging_networks({})),
                ElementsAre("A81001", "A81002", "A81003", "A81004", "A81005", "A81006"));
    EXPECT_THAT(needed(splitting()), ElementsAre("A81001", "A81002", "A81003"));
    Worked worked(joining("A81007"));
    worked.facts.consents = {{code("A81007"), true, false, {}, {}, false, {}}};
    EXPECT_THAT(worked.ids(Severity::stops_approval), ElementsAre("consents"));
    worked.facts.consents[0].agrees = true;
    EXPECT_THAT(worked.ids(Severity::stops_approval), IsEmpty());
}

TEST(Requests, SayWhatTheyLackBeforeAnythingCanBeWorkedOut) {
    for (const ChangeKind kind : all_change_kinds()) {
        ChangeRequest request;
        request.kind = kind;
        EXPECT_GE(missing_of(request).size(), 2U) << name_of(kind);
    }
    for (const auto& request : {joining("A81007"), leaving("A81001"), merging("A81001"),
                                merging_networks({}), splitting()})
        EXPECT_THAT(missing_of(request), IsEmpty()) << name_of(request.kind);
    auto twice = splitting();
    twice.new_networks[1].practices.push_back(code("A81001"));
    EXPECT_THAT(missing_of(twice), ElementsAre("A81001 is in two of the networks."));
}

}  // namespace
}  // namespace openpcn::network_changes
