// Posts, payee, meetings, actions and checklists of a network of two practices.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/test_network.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class NetworkPeople : public testing::Test {
protected:
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
        last_ = response.body;
        return json::parse(response.body);
    }
    json post(int share, const std::string& from) {
        return {{"post",
                 {{"kind", "director"},
                  {"role", "clinical_director"},
                  {"person", "Dr Priya Nair"},
                  {"profession", "gp"},
                  {"share_percent", share},
                  {"from", from},
                  {"method", "election"}}}};
    }

    TestNetwork network_;
    std::string id_ = network_.add_network(networks::Stage::draft, {"A81001", "A81002"});
    std::string last_;
};

TEST_F(NetworkPeople, DirectorsShareTheirPostAndNoGapGoesUnnoticed) {
    EXPECT_EQ(ask("practice_manager", "A81001", "GET", "/people")["findings"][0]["warning"], "gap");
    const json half = ask("practice_manager", "A81001", "POST", "/posts", post(50, "2027-04-01"));
    EXPECT_EQ(half["findings"][0]["what"], "The shares are 50 % = 50 %.");
    const json whole = ask("network_manager", "U00001", "POST", "/posts", post(50, "2027-04-01"));
    EXPECT_TRUE(whole["findings"].empty()) << whole["findings"];
    const std::string first = whole["posts"][0]["id"];
    EXPECT_EQ(network_.audited("network.post", id_), 2);
    json withdrawn = post(50, "2027-04-01");
    withdrawn["post"]["withdrawn"] = 1;
    withdrawn["based_on"] = 1;
    EXPECT_EQ(ask("network_manager", "U00001", "POST", "/posts/" + first,
                  withdrawn)["findings"][0]["warning"],
              "share");
    ask("network_manager", "U00001", "POST", "/posts/" + first, withdrawn, 409);
    ask("commissioner", "QE1", "POST", "/posts", post(50, "2027-04-01"), 403);
    EXPECT_EQ(ask("commissioner", "QE1", "GET", "/people")["posts"].size(), 2U);
}

TEST_F(NetworkPeople, PayeesAreConfirmedByASecondPerson) {
    const json payee = {{"payee",
                         {{"kind", "practice"},
                          {"code", "A81001"},
                          {"name", "First practice"},
                          {"account_holder", "First practice"},
                          {"sort_code", "12-34-56"},
                          {"account_number", "12345678"},
                          {"from", "2027-04-01"},
                          {"reason", "First payee"}}}};
    const json proposed = ask("practice_manager", "A81001", "POST", "/payees", payee);
    EXPECT_FALSE(proposed.contains("payee"));
    const std::string decision =
        "/payees/" + proposed["payees"][0]["id"].get<std::string>() + "/decision";
    const json yes = {{"decision", "confirmed"}, {"because", "Compared with the bank's letter"}};
    ask("practice_manager", "A81001", "POST", decision, yes, 403);
    EXPECT_EQ(ask("practice_manager", "A81002", "GET", "/people")["payees"][0]["account_number"],
              "12345678");
    // Whoever proposed it has nothing to compare, and the commissioner is not told of proposals.
    EXPECT_EQ(proposed["payees"][0]["account_number"], "****5678");
    EXPECT_TRUE(ask("commissioner", "QE1", "GET", "/people")["payees"].empty());
    ask("gp", "A81002", "GET", "/people");
    EXPECT_THAT(last_, Not(HasSubstr("12345678")));
    const json confirmed = ask("practice_manager", "A81002", "POST", decision, yes);
    EXPECT_EQ(confirmed["payee"], confirmed["payees"][0]["id"]);
    EXPECT_EQ(confirmed["payees"][0]["account_number"], "****5678");
    ask("practice_manager", "A81002", "POST", decision, yes, 409);
    ask("practice_manager", "A81001", "POST", decision, {{"decision", "refused"}}, 409);
    ask("commissioner", "QE1", "GET", "/people");
    EXPECT_THAT(last_, HasSubstr("First practice"));
    EXPECT_THAT(last_, Not(HasSubstr("5678")));
    EXPECT_EQ(network_.audited("network.payee.decide", id_), 1);
}

TEST_F(NetworkPeople, PayeesFollowOneAnother) {
    const auto propose = [&](const std::string& from, int status) {
        return ask("practice_manager", "A81001", "POST", "/payees",
                   {{"payee",
                     {{"kind", "company"},
                      {"name", "Payee of " + from},
                      {"account_holder", "Payee"},
                      {"sort_code", "123456"},
                      {"account_number", "12345678"},
                      {"from", from},
                      {"reason", "Agreed"}}}},
                   status);
    };
    EXPECT_THAT(propose("2027-03-31", 400)["what"].get<std::string>(),
                HasSubstr("before the network does on 1 April 2027"));
    const auto confirm = [&](const json& people, const std::string& name, int status) {
        for (const json& each : people["payees"])
            if (each["name"] == name)
                return ask("practice_manager", "A81002", "POST",
                           "/payees/" + each["id"].get<std::string>() + "/decision",
                           {{"decision", "confirmed"}, {"because", "Compared"}}, status);
        return json();
    };
    const json first = propose("2027-04-01", 200);
    const json second = propose("2027-10-01", 200);
    confirm(second, "Payee of 2027-10-01", 200);
    // Proposed in time, but another was confirmed in between.
    EXPECT_THAT(confirm(first, "Payee of 2027-04-01", 400)["what"].get<std::string>(),
                HasSubstr("before Payee of 2027-10-01, who is confirmed from 1 October 2027"));
    propose("2027-09-30", 400);
}

TEST_F(NetworkPeople, RefusesUnknownPostsListsAndItemsAndNamesTheKnown) {
    json wrong = post(100, "2027-04-01");
    wrong["post"]["profession"] = "baker";
    EXPECT_THAT(ask("practice_manager", "A81001", "POST", "/posts", wrong, 400)["remedy"]
                    .get<std::string>(),
                HasSubstr("gp, nurse"));
    wrong["post"]["kind"] = "lead";
    wrong["post"]["profession"] = "gp";
    EXPECT_THAT(ask("practice_manager", "A81001", "POST", "/posts", wrong, 400)["remedy"]
                    .get<std::string>(),
                HasSubstr("health_inequalities"));
    for (const auto& [list, item, known] :
         {std::tuple("wishes", "one_team", "goals, "), std::tuple("goals", "hats", "one_team")}) {
        EXPECT_THAT(ask("network_manager", "U00001", "POST", "/checklists",
                        {{"based_on", 0},
                         {"mark", {{"list", list}, {"item", item}, {"state", "under_way"}}}},
                        400)["remedy"]
                        .get<std::string>(),
                    HasSubstr(known));
    }
}

TEST_F(NetworkPeople, PracticesVoteForThemselvesAndStandAside) {
    json meeting = {
        {"title", "Board"},
        {"date", "2026-11-10"},
        {"state", "held"},
        {"agenda", {{{"title", "The hub"}}}},
        {"motions",
         {{{"title", "Rent the hub"},
           {"item", 1},
           {"rule", {{"weight", "headcount"}, {"percent", 50}, {"quorum_percent", 50}}}}}}};
    const json kept = ask("network_manager", "U00001", "POST", "/meetings", {{"meeting", meeting}});
    const std::string path = "/meetings/" + kept["id"].get<std::string>();
    ask("gp", "A81001", "POST", path + "/motions/1/vote", {{"choice", "in_favour"}});
    const json voted = ask("practice_manager", "A81002", "POST", path + "/motions/1/vote",
                           {{"choice", "against"}});
    EXPECT_EQ(voted["outcomes"][0]["carried"], false);
    EXPECT_THAT(voted["outcomes"][0]["arithmetic"][1].get<std::string>(),
                HasSubstr("1 of 2 practices"));
    // A form that is saved changes no vote; the second practice now stands aside.
    meeting["interests"] = {{{"practice", "A81002"},
                             {"person", "Mrs B"},
                             {"item", 1},
                             {"interest", "Owns the building"},
                             {"stands_aside", 1}}};
    const json aside = ask("network_manager", "U00001", "POST", path,
                           {{"based_on", voted["version"]}, {"meeting", meeting}});
    EXPECT_EQ(aside["outcomes"][0]["carried"], true);
    ask("practice_manager", "A81002", "POST", path + "/motions/1/vote", {{"choice", "against"}},
        409);
    ask("network_manager", "U00001", "POST", path + "/motions/1/record",
        {{"practice", "A81001"}, {"choice", "abstains"}});
    ask("network_manager", "U00001", "POST", path + "/motions/1/record",
        {{"practice", "A81009"}, {"choice", "abstains"}}, 400);
    ask("network_manager", "U00001", "POST", path + "/motions/1/vote", {{"choice", "abstains"}},
        403);
    ask("gp", "A81001", "POST", path + "/motions/7/vote", {{"choice", "abstains"}}, 404);
    EXPECT_EQ(ask("gp", "A81002", "GET", path)["members"].size(), 2U);
    ask("commissioner", "QE1", "GET", path, {}, 403);
    ask("commissioner", "QE1", "GET", "/meetings", {}, 403);
    EXPECT_EQ(ask("gp", "A81001", "GET", "/meetings")[0]["motions"], 1);
}

TEST_F(NetworkPeople, ActionsAndGoalsHaveOwnersAndEvidence) {
    const json action = {
        {"title", "Write the plan"}, {"owner", "Ann"}, {"due", "2026-01-31"}, {"state", "open"}};
    const json list = ask("clinical_director", "U00001", "POST", "/actions", {{"action", action}});
    EXPECT_EQ(list[0]["late"], true);
    json done = action;
    done["state"] = "done";
    EXPECT_EQ(
        ask("clinical_director", "U00001", "POST", "/actions/" + list[0]["id"].get<std::string>(),
            {{"based_on", 1}, {"action", done}})[0]["late"],
        false);
    ask("gp", "A81001", "POST", "/actions", {{"action", action}}, 403);
    const auto mark = [](const std::string& where, const std::string& person) {
        return json{{"based_on", 0},
                    {"mark",
                     {{"list", where},
                      {"item", where == "goals" ? "one_team" : "leading"},
                      {"person", person},
                      {"state", "met"},
                      {"evidence", "Minutes of May"}}}};
    };
    const json goals = ask("network_manager", "U00001", "POST", "/checklists", mark("goals", ""));
    EXPECT_EQ(goals["marks"][0]["evidence"], "Minutes of May");
    ask("network_manager", "U00001", "POST", "/checklists", mark("goals", ""), 409);
    ask("network_manager", "U00001", "POST", "/checklists", mark("programme", ""), 400);
    ask("network_manager", "U00001", "POST", "/checklists", mark("programme", "Dr Priya Nair"));
    EXPECT_EQ(ask("commissioner", "QE1", "GET", "/checklists")["marks"].size(), 2U);
}

}  // namespace
}  // namespace openpcn::api
