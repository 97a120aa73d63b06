// Votes of a live network whose members changed: what is counted stays, lists and members are of
// the meeting's day, and whoever has left writes nothing any more.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/test_network.h"
#include "persistence/networks.h"
#include "persistence/papers.h"
#include "platform/auth/secret_text.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr const char* lists =
    "EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
    "2026-01-01,GP,16C,A81001,TS18 1HU,ALL,ALL,3749\n"
    "2026-01-01,GP,16C,A81002,TS18 2AW,ALL,ALL,18649\n";

Date day(std::string_view text) { return *Date::parse(text); }

// A81001 is a member from January on; A81002 left at the end of May.
class NetworkMeetings : public testing::Test {
protected:
    NetworkMeetings() {
        network_.load_register({feeds::text_file("/home/ann/lists.csv", lists)}, day("2026-11-01"));
        const auto code = [](const char* text) { return OdsCode::parse(text).value(); };
        persistence::NetworkRow row{
            auth::random_id(), code("U89999"), "North Network", code("QE1"), networks::Stage::live,
            day("2026-01-01"), std::nullopt,   code("U00001"),  false,       io::now(),
            io::now()};
        id_ = row.id;
        write(row, {{row.id, code("A81001"), day("2026-01-01"), std::nullopt, {}},
                    {row.id, code("A81002"), day("2026-01-01"), day("2026-05-31"), {}}});
    }
    void write(const persistence::NetworkRow& row,
               const std::vector<persistence::NetworkMember>& members) {
        const auto connection = network_.parts().database.lease();
        ASSERT_TRUE(connection && persistence::add_network(**connection, row) &&
                    persistence::write_network_members(**connection, row.id, members));
    }
    // The network ends, as an approved request would have it.
    void end_on(std::string_view last_day) {
        const auto connection = network_.parts().database.lease();
        auto row = persistence::find_network(**connection, id_).value().value();
        row.ends = day(last_day);
        row.stage = networks::Stage::closed;
        ASSERT_TRUE(persistence::change_network(**connection, row));
    }
    json ask(const std::string& role, const std::string& organisation, const std::string& method,
             const std::string& path, const json& body = {}, int status = 200) {
        const auto kind = organisation == "QE1"      ? OrganisationKind::commissioner
                          : organisation == "U00001" ? OrganisationKind::network
                                                     : OrganisationKind::practice;
        const auto session = network_.sign_in(role, organisation, kind);
        const auto response = network_.ask(
            &session,
            {method, "/api/networks/" + id_ + path, body.is_null() ? std::string() : body.dump()});
        EXPECT_EQ(response.status, status) << path << " " << response.body;
        return json::parse(response.body);
    }
    json as_network(const std::string& method, const std::string& path, const json& body = {},
                    int status = 200) {
        return ask("network_manager", "U00001", method, path, body, status);
    }
    // On one item, with one motion by lists.
    static json board(const std::string& date) {
        return {{"title", "Board"},
                {"date", date},
                {"state", "held"},
                {"agenda", {{{"title", "The hub"}}}},
                {"attendance", {{{"practice", "A81001"}, {"person", "Dr A"}, {"present", 1}}}},
                {"motions",
                 {{{"title", "Rent the hub"},
                   {"item", 1},
                   {"rule", {{"weight", "list_size"}, {"percent", 50}, {"quorum_percent", 50}}}}}}};
    }

    TestNetwork network_;
    std::string id_;
};

TEST_F(NetworkMeetings, CountMembersAndListsOfTheirDayAndNameTheSource) {
    const json march = as_network("POST", "/meetings", {{"meeting", board("2026-03-10")}});
    ASSERT_EQ(march["members"].size(), 2U);
    EXPECT_EQ(march["members"][1]["registered_patients"], 18'649);
    EXPECT_EQ(march["members"][1]["list_dated"], "2026-01-01");
    EXPECT_EQ(march["members"][1]["list_source"], "lists.csv");
    EXPECT_THAT(march["outcomes"][0]["arithmetic"],
                Contains("The lists are those of 1 January 2026 (lists.csv)."));
    const std::string path = "/meetings/" + march["id"].get<std::string>();
    // It was a member then; it has left since, so the network's staff record its vote.
    const json recorded = as_network("POST", path + "/motions/1/record",
                                     {{"practice", "A81002"}, {"choice", "against"}});
    EXPECT_EQ(recorded["outcomes"][0]["ballots"][1]["choice"], "against");
    const json july = as_network("POST", "/meetings", {{"meeting", board("2026-07-10")}});
    ASSERT_EQ(july["members"].size(), 1U);
    EXPECT_EQ(july["members"][0]["practice"], "A81001");
    const json refused =
        as_network("POST", "/meetings/" + july["id"].get<std::string>() + "/motions/1/record",
                   {{"practice", "A81002"}, {"choice", "against"}}, 400);
    EXPECT_THAT(refused["what"].get<std::string>(), HasSubstr("A81002 is not a member"));
    // Before any list is known, none weighs, and that is said.
    const json early = as_network("POST", "/meetings", {{"meeting", board("2025-12-01")}});
    EXPECT_FALSE(early["members"][0].contains("list_dated"));
    EXPECT_THAT(early["outcomes"][0]["arithmetic"][0].get<std::string>(),
                HasSubstr("No list of that day is known of A81001"));
}

TEST_F(NetworkMeetings, KeepClosedVotesWhateverAnEditSends) {
    const json meeting = board("2026-03-10");
    const json kept = as_network("POST", "/meetings", {{"meeting", meeting}});
    const std::string path = "/meetings/" + kept["id"].get<std::string>();
    const json voted =
        ask("gp", "A81001", "POST", path + "/motions/1/vote", {{"choice", "in_favour"}});
    json closing = voted["meeting"];
    closing["motions"][0]["closed"] = 1;
    const json closed =
        as_network("POST", path, {{"based_on", voted["version"]}, {"meeting", closing}});
    EXPECT_EQ(closed["outcomes"][0]["carried"], true);
    EXPECT_EQ(closed["outcomes"][0]["closed_by"], "network_manager.U00001");
    EXPECT_EQ(closed["outcomes"][0]["closed_on"], io::today_in_london().to_string());
    EXPECT_FALSE(closed["meeting"]["motions"][0].contains("count"));
    const auto edit = [&](const json& changed, int status) {
        return as_network("POST", path, {{"based_on", closed["version"]}, {"meeting", changed}},
                          status);
    };
    json rule = closed["meeting"];
    rule["motions"][0]["rule"]["percent"] = 100;
    rule["motions"][0]["rule"]["of_all"] = 1;
    EXPECT_THAT(edit(rule, 409)["what"].get<std::string>(),
                HasSubstr("motion 1, \"Rent the hub\", is closed: its rule"));
    json attendance = closed["meeting"];
    attendance["attendance"][0]["present"] = 0;
    EXPECT_THAT(edit(attendance, 409)["what"].get<std::string>(), HasSubstr("who was there"));
    json interest = closed["meeting"];
    interest["interests"] = {{{"practice", "A81001"},
                              {"person", "Dr A"},
                              {"item", 1},
                              {"interest", "Owns it"},
                              {"stands_aside", 1}}};
    EXPECT_THAT(edit(interest, 409)["what"].get<std::string>(), HasSubstr("who stood aside"));
    json opened = closed["meeting"];
    opened["motions"][0].erase("closed");
    EXPECT_THAT(edit(opened, 409)["what"].get<std::string>(), HasSubstr("opened again"));
    ask("gp", "A81001", "POST", path + "/motions/1/vote", {{"choice", "against"}}, 409);
    as_network("POST", path + "/motions/1/record", {{"practice", "A81002"}, {"choice", "against"}},
               409);
    // The minutes are written on; a made-up vote in the same form changes nothing.
    json minutes = closed["meeting"];
    minutes["minutes"] = "Carried.";
    minutes["motions"][0]["votes"] = {{{"practice", "A81002"}, {"choice", "against"}}};
    const json after = edit(minutes, 200);
    EXPECT_EQ(after["meeting"]["minutes"], "Carried.");
    EXPECT_EQ(after["outcomes"], closed["outcomes"]);
    // Lists that are loaded later do not weigh afterwards.
    network_.load_register(
        {feeds::text_file("later.csv",
                          "EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,"
                          "NUMBER_OF_PATIENTS\n2026-03-01,GP,16C,A81001,TS18 1HU,ALL,ALL,1\n")},
        day("2026-11-02"));
    const json later = as_network("GET", path);
    EXPECT_EQ(later["members"][0]["registered_patients"], 1);
    EXPECT_EQ(later["outcomes"], closed["outcomes"]);
}

TEST_F(NetworkMeetings, HaveInterestsInItemsOfTheirAgendaOnly) {
    json meeting = board("2026-03-10");
    meeting["interests"] = {
        {{"practice", "A81001"}, {"person", "Dr A"}, {"item", 2}, {"interest", "Owns it"}}};
    EXPECT_THAT(
        as_network("POST", "/meetings", {{"meeting", meeting}}, 400)["what"].get<std::string>(),
        HasSubstr("item 2, and the agenda has 1"));
}

TEST_F(NetworkMeetings, AndPeopleAreWrittenByTodaysMembersOnly) {
    const json kept = as_network("POST", "/meetings", {{"meeting", board("2026-03-10")}});
    const std::string path = "/meetings/" + kept["id"].get<std::string>();
    const json post = {{"post",
                        {{"kind", "director"},
                         {"role", "clinical_director"},
                         {"person", "Dr A"},
                         {"profession", "gp"},
                         {"from", "2026-01-01"},
                         {"method", "election"}}}};
    const json payee = {{"payee",
                         {{"kind", "practice"},
                          {"code", "A81001"},
                          {"name", "First practice"},
                          {"account_holder", "First practice"},
                          {"sort_code", "123456"},
                          {"account_number", "12345678"},
                          {"from", "2026-01-01"},
                          {"reason", "First payee"}}}};
    const json action = {
        {"action",
         {{"title", "Write"}, {"owner", "Ann"}, {"due", "2026-12-01"}, {"state", "open"}}}};
    const json mark = {{"based_on", 0},
                       {"mark", {{"list", "goals"}, {"item", "one_team"}, {"state", "under_way"}}}};
    const json proposed = as_network("POST", "/payees", payee);
    const std::string decision =
        "/payees/" + proposed["payees"][0]["id"].get<std::string>() + "/decision";
    const json named = as_network("POST", "/posts", post);
    const std::string named_post = "/posts/" + named["posts"][0]["id"].get<std::string>();
    const json again = {{"based_on", 1}, {"post", post["post"]}};
    // Neither today nor as at a day on which it was a member.
    for (const std::string as_at : {"", "?as_at=2026-03-10"}) {
        const auto refused = [&](const std::string& role, const std::string& address,
                                 const json& body) {
            const json said = ask(role, "A81002", "POST", address + as_at, body, 403);
            EXPECT_THAT(said["what"].get<std::string>(), HasSubstr("members today")) << address;
        };
        refused("practice_manager", "/posts", post);
        refused("practice_manager", named_post, again);
        refused("practice_manager", "/payees", payee);
        refused("practice_manager", decision, {{"decision", "confirmed"}, {"because", "Seen"}});
        refused("practice_manager", path + "/motions/1/vote", {{"choice", "against"}});
        refused("clinical_director", "/meetings", {{"meeting", board("2026-03-10")}});
        refused("clinical_director", path, {{"based_on", 1}, {"meeting", board("2026-03-10")}});
        refused("clinical_director", path + "/motions/1/record",
                {{"practice", "A81002"}, {"choice", "against"}});
        refused("clinical_director", "/actions", action);
        refused("clinical_director", "/checklists", mark);
    }
    // What it reads shows no account that it would have to compare, and on a day before the change
    // was proposed no proposal.
    const std::string today = "?as_at=" + io::today_in_london().to_string();
    for (const std::string& as_at : {std::string(), today})
        EXPECT_EQ(ask("practice_manager", "A81002", "GET",
                      "/people" + as_at)["payees"][0]["account_number"],
                  "****5678");
    EXPECT_EQ(ask("practice_manager", "A81002", "GET", "/people?as_at=2026-03-10")["payees"].size(),
              0U);
    // A member's own, whatever day the address names.
    ask("practice_manager", "A81001", "POST", decision + "?as_at=2025-01-01",
        {{"decision", "confirmed"}, {"because", "Compared"}});
    EXPECT_EQ(
        ask("practice_manager", "A81001", "POST", named_post + "?as_at=2025-01-01", again)["as_at"],
        io::today_in_london().to_string());
}

TEST_F(NetworkMeetings, EndWithTheNetworkAsItsPostsDo) {
    const json post = {{"post",
                        {{"kind", "director"},
                         {"role", "clinical_director"},
                         {"person", "Dr A"},
                         {"profession", "gp"},
                         {"from", "2026-01-01"},
                         {"method", "election"}}}};
    const json open = as_network("POST", "/posts", post);
    EXPECT_EQ(open["posts"][0]["holds"], true);
    EXPECT_EQ(open["posts"][0]["ends_with_network"], false);
    end_on("2026-06-30");
    const json over = as_network("GET", "/people");
    EXPECT_EQ(over["posts"][0]["holds"], false);
    EXPECT_EQ(over["posts"][0]["ends_with_network"], true);
    EXPECT_EQ(over["posts"][0]["to"], "2026-06-30");
    EXPECT_TRUE(over["findings"].empty()) << over["findings"];
    EXPECT_EQ(as_network("GET", "/people?as_at=2026-06-30")["posts"][0]["holds"], true);
    json late = post;
    late["post"]["from"] = "2026-07-01";
    EXPECT_THAT(as_network("POST", "/posts", late, 400)["what"].get<std::string>(),
                HasSubstr("after the network ended on 2026-06-30"));
}

TEST_F(NetworkMeetings, DoNotHideAGapInTheDirectorsPost) {
    const json gap = as_network("GET", "")["director_findings"];
    ASSERT_EQ(gap.size(), 1U);
    EXPECT_EQ(gap[0]["warning"], "gap");
    EXPECT_EQ(gap[0]["from"], "2026-01-01");
    EXPECT_EQ(ask("commissioner", "QE1", "GET", "")["director_findings"], gap);
    as_network("POST", "/posts",
               {{"post",
                 {{"kind", "director"},
                  {"role", "clinical_director"},
                  {"person", "Dr A"},
                  {"profession", "gp"},
                  {"from", "2026-01-01"},
                  {"method", "election"}}}});
    EXPECT_TRUE(as_network("GET", "")["director_findings"].empty());
}

}  // namespace
}  // namespace openpcn::api
