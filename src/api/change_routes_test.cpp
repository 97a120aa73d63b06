// Changing networks through the API: who may write, read and decide, what the preview says, and
// that what it says is what the register shows once the request is approved.
#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/test_network_changes.h"
#include "persistence/networks.h"
#include "persistence/papers.h"
#include "persistence/register_load.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(NetworkChanges, LetAPracticeJoinFromItsDay) {
    const std::string id = take_in("U10000");
    auto made = begin(id, joining(12));
    // Nobody but the network and its practices learns of a draft.
    as_commissioner({"GET", made.that(), ""}, 404);
    as_practice(practice_code(4), {"GET", made.that(), ""}, 404);
    EXPECT_EQ(as_practice(practice_code(0), {"GET", made.that(), ""})["state"], "draft");
    EXPECT_THAT(as_network({"GET", all(id), ""})["changes"], testing::SizeIs(1));
    EXPECT_THAT(as_commissioner({"GET", all(id), ""})["changes"], IsEmpty());
    send(made);
    send(made, 409);
    as_network(
        {"PUT", made.that(), json{{"based_on", made.version}, {"request", joining(13)}}.dump()},
        409);
    const auto tray = as_commissioner({"GET", "/api/approvals", ""});
    ASSERT_EQ(tray["changes"].size(), 1U);
    EXPECT_EQ(tray["changes"][0]["title"], practice_code(12) + " joins NETWORK U10000");
    EXPECT_THAT(as_commissioner({"GET", made.that(), ""})["may"], ElementsAre("decide"));
    const auto seen = preview(made);
    const auto& network = seen["networks"][0];
    EXPECT_EQ(network["before"]["registered_patients"], 28'500);
    EXPECT_EQ(network["before"]["size"]["outcome"], "below");
    EXPECT_EQ(network["after"]["arithmetic"],
              "9,000 + 9,500 + 10,000 + 15,000 = 43,500 patients, within 30,000 to 50,000.");
    EXPECT_EQ(network["joined"], json({practice_code(12)}));
    EXPECT_EQ(seen["coverage"]["before"]["practices_covered"], 12);
    EXPECT_EQ(seen["coverage"]["after"]["practices_covered"], 13);
    EXPECT_EQ(seen["money"]["kept"], false);
    // Hindrances that are not accepted keep it from being approved.
    auto bare = decision(made, seen);
    bare["accepted"] = json::object();
    as_commissioner({"POST", "/api/approvals/changes/" + made.id, bare.dump()}, 409);
    as_network({"POST", "/api/approvals/changes/" + made.id, bare.dump()}, 403);
    ask("commissioner", "84H", OrganisationKind::commissioner,
        {"POST", "/api/approvals/changes/" + made.id, decision(made, seen).dump()}, 404);
    approve(made, seen);
    approve(made, seen, 409);
    EXPECT_EQ(network_on(effect_.plus_days(-1), 12), "none");
    EXPECT_EQ(network_on(effect_, 12), "U10000");
    EXPECT_EQ(network_on(today_, 12), "none");
    expect_as_previewed(seen);
    EXPECT_EQ(network_.audited("change.approved", id), 1);
    const auto after = as_network({"GET", made.that(), ""});
    EXPECT_EQ(after["state"], "approved");
    EXPECT_EQ(after["in_effect"], false);
    EXPECT_EQ(after["decision"]["minute"], "2026/14");
    EXPECT_EQ(after["history"].size(), 3U);
    EXPECT_THAT(as_commissioner({"GET", "/api/approvals", ""})["changes"], IsEmpty());
}

TEST_F(NetworkChanges, LetAPracticeLeaveAndSayWhoIsLeftOut) {
    const std::string id = take_in("U10000");
    // The practice that leaves writes the request itself.
    const auto begun =
        as_practice(practice_code(1), {"POST", all(id), json{{"request", leaving(1)}}.dump()}, 201);
    Made made{id, begun["id"], begun["version"]};
    made.version = as_practice(practice_code(1),
                               {"POST", made.that() + "/send", R"({"based_on": 1})"})["version"];
    const auto seen = preview(made);
    EXPECT_EQ(seen["coverage"]["left_out"][0]["code"], practice_code(1));
    EXPECT_EQ(seen["coverage"]["left_out_patients"], 9'500);
    EXPECT_EQ(seen["people"]["loses_vote"][0]["practice"], practice_code(1));
    approve(made, seen);
    EXPECT_EQ(network_on(effect_.plus_days(-1), 1), "U10000");
    EXPECT_EQ(network_on(effect_, 1), "none");
    EXPECT_EQ(network_on(today_.plus_days(-100), 1), "U10000");
    expect_as_previewed(seen);
    EXPECT_EQ(on(effect_).totals().unallocated_practices,
              on(today_).totals().unallocated_practices.value() + 1);
    EXPECT_EQ(on(effect_).totals().registered_patients, on(today_).totals().registered_patients);
    // Now another network can take it in from that day.
    const std::string other = take_in("U10001");
    auto joins = begin(other, joining(1), "U10001");
    send(joins, 200, "U10001");
    const auto next = preview(joins);
    EXPECT_THAT(next["one_network"], IsEmpty());
    approve(joins, next);
    EXPECT_EQ(network_on(effect_, 1), "U10001");
    EXPECT_EQ(network_on(effect_.plus_days(-1), 1), "U10000");
}

TEST_F(NetworkChanges, AreNotWrittenByAPracticeThatHasLeft) {
    const std::string id = take_in("U10000");
    auto body = leaving(1);
    body["takes_effect"] = today_.to_string();
    auto made = begin(id, body);
    send(made);
    approve(made, preview(made));
    EXPECT_EQ(network_on(today_, 1), "none");
    EXPECT_EQ(as_network({"GET", made.that(), ""})["in_effect"], true);
    auto draft = begin(id, joining(12));
    as_practice(practice_code(1), {"GET", draft.that(), ""}, 404);
    as_practice(practice_code(1), {"POST", all(id), json{{"request", joining(13)}}.dump()}, 403);
    EXPECT_EQ(as_practice(practice_code(1), {"GET", all(id), ""})["may_write"], false);
    EXPECT_EQ(as_practice(practice_code(1), {"GET", made.that(), ""})["state"], "approved");
}

TEST_F(NetworkChanges, AreNotApprovedForAPracticeOfAnotherNetwork) {
    auto made = begin(take_in("U10000"), joining(5));
    send(made);
    const auto seen = preview(made);
    ASSERT_EQ(seen["one_network"].size(), 1U);
    EXPECT_EQ(seen["one_network"][0]["network"], "U10001");
    const auto refused = approve(made, seen, 409);
    EXPECT_THAT(refused.dump(), HasSubstr("one network at a time"));
    EXPECT_EQ(network_on(effect_, 5), "U10001");
    // Returned, mended, sent again, withdrawn.
    json back{{"based_on", made.version}, {"outcome", "returned"}, {"reason", "See U10001."}};
    made.version =
        as_commissioner({"POST", "/api/approvals/changes/" + made.id, back.dump()})["version"];
    EXPECT_EQ(as_network({"GET", made.that(), ""})["returned_because"], "See U10001.");
    made.version =
        as_network({"PUT", made.that(),
                    json{{"based_on", made.version}, {"request", joining(12)}}.dump()})["version"];
    as_network({"POST", made.that() + "/send", R"({"based_on": 1})"}, 409);
    send(made);
    as_network({"POST", made.that() + "/withdraw",
                json{{"based_on", made.version}, {"reason", ""}}.dump()},
               400);
    as_network({"POST", made.that() + "/withdraw",
                json{{"based_on", made.version}, {"reason", "Not now."}}.dump()});
    EXPECT_EQ(as_commissioner({"GET", made.that(), ""})["state"], "withdrawn");
}

TEST_F(NetworkChanges, SayWhatADraftLacks) {
    const std::string id = take_in("U10000");
    auto made = begin(id, {{"kind", "practice_leaves"}});
    EXPECT_THAT(as_network({"GET", made.that() + "/preview", ""}, 409).dump(),
                HasSubstr("Name the practice."));
    as_network({"POST", all(id), json{{"request", {{"kind", "magic"}}}}.dump()}, 400);
    as_network({"POST", all(id), json{{"request", {{"kind", "new_area"}, {"x", 1}}}}.dump()}, 400);
    auto without = leaving(1);
    without["evidence"].erase("notice_given_on");
    auto other = begin(id, without);
    send(other, 409);
    auto stranger = begin(id, leaving(7));
    send(stranger, 409);
    as_practice(practice_code(7), {"POST", all(id), json{{"request", leaving(1)}}.dump()}, 404);
}

TEST_F(NetworkChanges, TakeAVoteAndEachPracticesOwnAgreement) {
    const std::string id = take_in("U10000");
    json motion{{"title", "A81022 joins"},
                {"item", 1},
                {"rule", {{"weight", "headcount"}}},
                {"votes", json::array()}};
    for (int i = 0; i < 3; ++i)
        motion["votes"].push_back({{"practice", practice_code(i)}, {"choice", "in_favour"}});
    json meeting{{"title", "Board"},
                 {"date", today_.to_string()},
                 {"state", "held"},
                 {"agenda", {{{"title", "Members"}}}},
                 {"motions", {motion}}};
    for (int i = 0; i < 3; ++i)
        meeting["attendance"].push_back(
            {{"practice", practice_code(i)}, {"person", "Dr A"}, {"present", 1}});
    const auto keep = [&](std::int64_t based_on) {
        const auto connection = network_.parts().database.lease().value();
        persistence::Paper paper;
        paper.owner = id;
        paper.kind = "meeting";
        paper.id = "m1";
        paper.body = meeting.dump();
        paper.at = io::now();
        ASSERT_TRUE(persistence::add_paper(*connection, paper, based_on));
    };
    keep(0);
    auto body = request("practices_merge");
    body["practices"] = {practice_code(0), practice_code(1)};
    body["successor"] = {{"code", practice_code(0)}};
    auto merger = begin(id, body);
    send(merger);
    // Both agree with their own account; a third is not asked.
    auto seen = preview(merger);
    EXPECT_THAT(approve(merger, seen, 409).dump(), HasSubstr("2 of 2 practices have not agreed"));
    const json yes{{"based_on", merger.version}, {"agrees", true}};
    as_practice(practice_code(2), {"POST", merger.that() + "/agree", yes.dump()}, 403);
    as_practice(practice_code(5), {"POST", merger.that() + "/agree", yes.dump()}, 404);
    as_network({"POST", merger.that() + "/agree", yes.dump()}, 403);
    as_practice(practice_code(0), {"POST", merger.that() + "/agree", yes.dump()});
    const json old{{"based_on", 1}, {"agrees", true}};
    as_practice(practice_code(1), {"POST", merger.that() + "/agree", old.dump()}, 409);
    as_practice(practice_code(1), {"POST", merger.that() + "/agree", yes.dump()});
    seen = preview(merger);
    approve(merger, seen);
    expect_as_previewed(seen);
    const auto shown = as_network({"GET", merger.that(), ""});
    EXPECT_EQ(shown["consents"].size(), 2U);
    EXPECT_EQ(shown["consents"][0]["how"], "here");
    // The vote: named, closed, carried.
    auto joins = joining(12);
    joins["evidence"].erase("note");
    joins["evidence"]["vote"] = {{"meeting", "m1"}, {"motion", 1}};
    auto made = begin(id, joins);
    send(made, 409);
    meeting["motions"][0]["closed"] = 1;
    keep(1);
    send(made);
    EXPECT_THAT(preview(made)["hindrances"].dump(), testing::Not(HasSubstr("\"vote\"")));
}

TEST_F(NetworkChanges, MergeNetworksUnderACodeThatTheCommissionerGives) {
    const std::string id = take_in("U10000");
    auto body = request("networks_merge");
    body["networks"] = {"U10001"};
    body["new_networks"] = {{{"name", "Merged PCN"}}};
    body["evidence"]["agreed_by"] = json::array();
    for (int i = 0; i < 6; ++i)
        if (i != 4) body["evidence"]["agreed_by"].push_back(agreed(practice_code(i)));
    auto made = begin(id, body);
    // The other network's practices learn of it once it is sent, and agree at the same address.
    as_practice(practice_code(4), {"GET", made.that(), ""}, 404);
    send(made);
    EXPECT_THAT(as_practice(practice_code(4), {"GET", made.that(), ""})["may"],
                ElementsAre("agree"));
    const std::string other = take_in("U10001");
    EXPECT_EQ(as_network({"GET", all(other), ""}, 200, "U10001")["changes"][0]["id"], made.id);
    as_network({"PUT", made.that(), json{{"based_on", made.version}, {"request", body}}.dump()},
               403, "U10001");
    as_practice(practice_code(4), {"POST", made.that() + "/agree",
                                   json{{"based_on", made.version}, {"agrees", true}}.dump()});
    auto seen = preview(made);
    EXPECT_EQ(seen["networks"][2]["code"], "");
    EXPECT_EQ(seen["networks"][2]["name"], "Merged PCN");
    EXPECT_EQ(seen["networks"][2]["after"]["members"].size(), 6U);
    EXPECT_FALSE(seen["networks"][0].contains("after"));
    approve(made, seen, 409);
    auto given = decision(made, seen);
    given["codes"] = {{"Merged PCN", "U20009"}};
    as_commissioner({"POST", "/api/approvals/changes/" + made.id, given.dump()});
    EXPECT_EQ(network_on(effect_.plus_days(-1), 4), "U10001");
    EXPECT_EQ(network_on(effect_, 4), "U20009");
    const auto& view = on(effect_);
    EXPECT_FALSE(view.networks().at(OdsCode::parse("U10000").value()).is_open);
    EXPECT_EQ(view.networks().at(OdsCode::parse("U20009").value()).name, "Merged PCN");
    // The new network's own staff have their part in it.
    EXPECT_EQ(as_network({"GET", "/api/networks", ""}, 200, "U20009").size(), 1U);
    as_commissioner({"GET", "/api/approvals/readiness", ""});
}

TEST_F(NetworkChanges, AreFoundByPracticesThatTheyNameOnceTheyAreSent) {
    const auto named = [&](int practice) {
        return as_practice(practice_code(practice), {"GET", "/api/changes", ""})["changes"];
    };
    const std::string id = take_in("U10000");
    auto body = joining(12);
    body["evidence"].erase("agreed_by");
    auto made = begin(id, body);
    EXPECT_THAT(named(12), IsEmpty()) << "a draft";
    send(made);
    const auto found = named(12);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0]["title"], practice_code(12) + " joins NETWORK U10000");
    EXPECT_EQ(found[0]["network"], id);
    EXPECT_EQ(found[0]["asked"], true);
    EXPECT_EQ(found[0]["agrees"], false);
    EXPECT_THAT(named(13), IsEmpty());
    EXPECT_THAT(named(0), IsEmpty()) << "a member is neither named nor asked";
    EXPECT_THAT(as_commissioner({"GET", "/api/changes", ""})["changes"], IsEmpty());
    as_practice(practice_code(12), {"POST", made.that() + "/agree",
                                    json{{"based_on", made.version}, {"agrees", true}}.dump()});
    EXPECT_EQ(named(12)[0]["agrees"], true);
    // While it is written anew, others see what was sent, and nobody whom only the draft names.
    json back{{"based_on", made.version}, {"outcome", "returned"}, {"reason", "Ask another."}};
    made.version =
        as_commissioner({"POST", "/api/approvals/changes/" + made.id, back.dump()})["version"];
    as_network(
        {"PUT", made.that(), json{{"based_on", made.version}, {"request", joining(13)}}.dump()});
    EXPECT_THAT(named(13), IsEmpty());
    as_practice(practice_code(13), {"GET", made.that(), ""}, 404);
    ASSERT_EQ(named(12).size(), 1U);
    EXPECT_EQ(named(12)[0]["state"], "returned");
    EXPECT_EQ(as_practice(practice_code(12), {"GET", made.that(), ""})["request"]["practice"],
              practice_code(12));
    EXPECT_EQ(as_commissioner({"GET", made.that(), ""})["request"]["practice"], practice_code(12));
    EXPECT_EQ(as_network({"GET", made.that(), ""})["request"]["practice"], practice_code(13));
    const std::string title = practice_code(12) + " joins NETWORK U10000";
    EXPECT_EQ(as_commissioner({"GET", all(id), ""})["changes"][0]["title"], title);
    EXPECT_EQ(as_commissioner({"GET", "/api/approvals/changes", ""})["changes"][0]["title"], title);
}

TEST_F(NetworkChanges, AreFoundByWhoeverMustAgreeAndByNetworksThatTheyName) {
    const auto listed = [&](const json& answer) { return answer["changes"].size(); };
    auto body = request("networks_merge");
    body["networks"] = {"U10001"};
    body["new_networks"] = {{{"name", "Merged PCN"}}};
    auto made = begin(take_in("U10000"), body);
    send(made);
    const TestNetwork::Exchange list{"GET", "/api/changes", ""};
    for (const int member : {0, 2, 3, 5}) {
        const auto found = as_practice(practice_code(member), list);
        ASSERT_EQ(listed(found), 1U) << member;
        EXPECT_EQ(found["changes"][0]["asked"], true) << member;
    }
    EXPECT_EQ(listed(as_practice(practice_code(6), list)), 0U);
    EXPECT_EQ(listed(as_network(list, 200, "U10001")), 1U);
    EXPECT_EQ(listed(as_network(list, 200, "U10002")), 0U);
    EXPECT_EQ(listed(as_network(list, 200, "U10000")), 0U) << "its own are with its changes";
    as_network({"POST", made.that() + "/withdraw",
                json{{"based_on", made.version}, {"reason", "Not now."}}.dump()});
    const auto after = as_practice(practice_code(4), list);
    ASSERT_EQ(listed(after), 1U);
    EXPECT_EQ(after["changes"][0]["state"], "withdrawn");
    EXPECT_EQ(after["changes"][0]["asked"], false);
}

TEST_F(NetworkChanges, AreListedAsTheyStoodOnADay) {
    const std::string id = take_in("U10000");
    const auto keep = [&](std::int64_t based_on, const json& file, const std::string& at) {
        const auto connection = network_.parts().database.lease().value();
        persistence::Paper paper;
        paper.owner = id;
        paper.kind = "network_change";
        paper.id = "c1";
        paper.body = file.dump();
        paper.at = Instant::parse(at).value();
        ASSERT_TRUE(persistence::add_paper(*connection, paper, based_on));
    };
    json file{{"state", "draft"}, {"request", joining(12)}, {"said", "Begun."}};
    keep(0, file, "2026-01-10T09:00:00.000Z");
    file["state"] = "sent";
    file["sent_on"] = "2026-02-10";
    keep(1, file, "2026-02-10T23:59:00.000Z");
    file["state"] = "returned";
    keep(2, file, "2026-03-10T00:00:00.000Z");
    const auto states = [&](const json& answer, const std::string& day) {
        EXPECT_EQ(answer["as_at"], day);
        std::string said;
        for (const auto& row : answer["changes"]) said += row["state"].get<std::string>() + " ";
        return said;
    };
    struct Case {
        std::string day, network, commissioner, tray, practice;
    };
    for (const auto& [day, network, commissioner, tray, practice] : std::vector<Case>{
             {"2026-01-09", "", "", "", ""},
             {"2026-01-10", "draft ", "", "", ""},
             {"2026-02-09", "draft ", "", "", ""},
             {"2026-02-10", "sent ", "sent ", "sent ", "sent "},
             {"2026-03-09", "sent ", "sent ", "sent ", "sent "},
             {"2026-03-10", "returned ", "returned ", "", "returned "},
             {today_.to_string(), "returned ", "returned ", "", "returned "},
         }) {
        const std::string then = "?as_at=" + day;
        EXPECT_EQ(states(as_network({"GET", all(id) + then, ""}), day), network) << day;
        EXPECT_EQ(states(as_commissioner({"GET", all(id) + then, ""}), day), commissioner) << day;
        EXPECT_EQ(states(as_commissioner({"GET", "/api/approvals/changes" + then, ""}), day),
                  commissioner)
            << day;
        EXPECT_EQ(states(as_commissioner({"GET", "/api/approvals" + then, ""}), day), tray) << day;
        EXPECT_EQ(states(as_practice(practice_code(12), {"GET", "/api/changes" + then, ""}), day),
                  practice)
            << day;
    }
    as_network({"GET", all(id) + "?as_at=yesterday", ""}, 400);
}

TEST_F(NetworkChanges, LetNetworksShareADirectorAsAGroup) {
    const std::string id = take_in("U10000");
    const json post{{"kind", "director"},  {"role", "clinical_director"}, {"person", "Dr Ash"},
                    {"profession", "gp"},  {"from", "2026-01-01"},        {"method", "election"},
                    {"share_percent", 100}};
    {
        const auto connection = network_.parts().database.lease().value();
        persistence::Paper paper;
        paper.owner = id;
        paper.kind = "post";
        paper.id = "p1";
        paper.body = post.dump();
        paper.at = io::now();
        ASSERT_TRUE(persistence::add_paper(*connection, paper, 0));
    }
    auto made = begin(id, sharing_a_director());
    send(made);
    const auto seen = preview(made);
    EXPECT_THAT(seen["people"]["posts"].dump(), HasSubstr("Dr Birch"));
    approve(made, seen);
    const auto day = "?as_at=" + effect_.to_string();
    const auto groups = as_commissioner({"GET", "/api/groups" + day, ""});
    ASSERT_EQ(groups["groups"].size(), 1U);
    const auto& group = groups["groups"][0];
    EXPECT_EQ(group["networks"], 3);
    EXPECT_EQ(group["practices"], 9);
    EXPECT_EQ(group["registered_patients"], 99'000);
    const std::string address = "/api/groups/" + group["id"].get<std::string>();
    const auto shown = as_practice(practice_code(7), {"GET", address + day, ""});
    EXPECT_EQ(shown["arithmetic"], "28,500 + 33,000 + 37,500 = 99,000 patients.");
    EXPECT_EQ(shown["networks"][0]["members"].size(), 3U);
    EXPECT_EQ(shown["networks"][0]["open"], true);
    as_practice(practice_code(7),
                {"GET", address + "?as_at=" + effect_.plus_days(-1).to_string(), ""}, 404);
    as_practice(practice_code(10), {"GET", address + day, ""}, 404);
    EXPECT_THAT(as_practice(practice_code(10), {"GET", "/api/groups" + day, ""})["groups"],
                IsEmpty());
    // The post in each network from its day; who held it before stops on its eve.
    const auto people = as_network({"GET", "/api/networks/" + id + "/people", ""});
    EXPECT_THAT(people.dump(), HasSubstr(effect_.plus_days(-1).to_string()));
    EXPECT_THAT(people.dump(), HasSubstr("Dr Birch"));
}

TEST_F(NetworkChanges, EndAGroupWithThePostsOfItsDirector) {
    auto made = begin(take_in("U10000"), sharing_a_director());
    send(made);
    approve(made, preview(made));
    const auto end_post = [&](const std::string& network, Date last) {
        const auto connection = network_.parts().database.lease().value();
        const auto row =
            persistence::find_network_by_code(*connection, OdsCode::parse(network).value()).value();
        auto posts = persistence::papers_of(*connection, row->id, "post").value();
        for (auto& paper : posts) {
            auto kept = json::parse(paper.body);
            if (kept["person"] != "Dr Birch") continue;
            kept["to"] = last.to_string();
            paper.body = kept.dump();
            ASSERT_TRUE(persistence::add_paper(*connection, paper, paper.version));
        }
    };
    const auto group_on = [&](Date as_at) {
        return as_commissioner({"GET", "/api/groups?as_at=" + as_at.to_string(), ""})["groups"];
    };
    EXPECT_FALSE(group_on(effect_)[0].contains("until"));
    end_post("U10002", effect_.plus_days(9));
    EXPECT_EQ(group_on(effect_.plus_days(9))[0]["networks"], 3);
    EXPECT_EQ(group_on(effect_.plus_days(10))[0]["networks"], 2);
    EXPECT_EQ(group_on(effect_.plus_days(10))[0]["practices"], 6);
    end_post("U10000", effect_.plus_days(30));
    EXPECT_EQ(group_on(effect_)[0]["until"], effect_.plus_days(30).to_string());
    EXPECT_EQ(group_on(effect_.plus_days(30)).size(), 1U);
    EXPECT_THAT(group_on(effect_.plus_days(31)), IsEmpty());
    const std::string address = "/api/groups/" + group_on(effect_)[0]["id"].get<std::string>();
    as_commissioner({"GET", address + "?as_at=" + effect_.plus_days(31).to_string(), ""}, 404);
    EXPECT_EQ(as_commissioner({"GET", address + "?as_at=" + effect_.to_string(), ""})["until"],
              effect_.plus_days(30).to_string());
}

}  // namespace
}  // namespace openpcn::api
