// The commissioner's programme through the routes: who writes, who reads, what becomes of a request
// for support.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/test_network.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class NetworkProgramme : public testing::Test {
protected:
    json ask(const SignedIn& session, const TestNetwork::Exchange& exchange, int status = 200) {
        const auto response = network_.ask(&session, exchange);
        EXPECT_EQ(response.status, status) << exchange.address << "\n" << response.body;
        return json::parse(response.body, nullptr, false);
    }
    json get(const SignedIn& session, const std::string& address, int status = 200) {
        return ask(session, {"GET", "/api/programme" + address, ""}, status);
    }
    json send(const SignedIn& session, const std::string& method, const std::string& address,
              const json& body, int status = 200) {
        return ask(session, {method, "/api/programme" + address, body.dump()}, status);
    }
    std::string add(const std::string& address, const json& body) {
        return send(commissioner_, "POST", address, body)["id"];
    }
    std::string add_team(const std::string& network) {
        return add("/teams", {{"team",
                               {{"name", "East team"},
                                {"localities", json::array()},
                                {"networks", {network}},
                                {"practices", json::array()},
                                {"members", {{{"name", "Jo Lead"}, {"telephone", "0121 1"}}}},
                                {"from", "2026-01-01"}}}});
    }
    std::vector<std::string> findings(const std::string& as_at = "") {
        std::vector<std::string> all;
        const json seen = get(commissioner_, as_at);
        for (const auto& each : seen["findings"]) all.push_back(each["what"]);
        return all;
    }

    TestNetwork network_;
    std::string id_ = network_.add_network(networks::Stage::draft, {"A81001"});
    SignedIn manager_ = network_.sign_in("network_manager", "U00001", OrganisationKind::network);
    SignedIn practice_ = network_.sign_in("practice_manager", "A81001", OrganisationKind::practice);
    SignedIn reception_ = network_.sign_in("receptionist", "A81001", OrganisationKind::practice);
    SignedIn stranger_ = network_.sign_in("network_manager", "U00002", OrganisationKind::network);
    SignedIn commissioner_ =
        network_.sign_in("commissioner", "QE1", OrganisationKind::commissioner);
    SignedIn other_ = network_.sign_in("commissioner", "QE2", OrganisationKind::commissioner);
};

const json group{
    {"group",
     {{"kind", "task_and_finish"},
      {"name", "Network group"},
      {"members",
       {{{"name", "Rose Ash"}, {"body", "lmc"}, {"seat", "member"}, {"from", "2026-03-01"}}}},
      {"from", "2026-02-01"}}}};

TEST_F(NetworkProgramme, HasGroupsWhoseMissingSeatsAreToldAsAtTheDay) {
    const std::string id = add("/groups", group);
    EXPECT_EQ(network_.audited("programme_group.add", id), 1);
    const auto before = get(commissioner_, "/groups?as_at=2026-02-28")["groups"][0];
    EXPECT_EQ(before["missing"], json({"lmc"}));
    EXPECT_EQ(get(commissioner_, "/groups?as_at=2026-03-01")["groups"][0]["missing"],
              json::array());
    EXPECT_THAT(
        findings("?as_at=2026-02-28"),
        testing::Contains("Network group: nobody sits in it for the local medical committee."));
    json next = group;
    next["group"]["name"] = "Networks group";
    next["based_on"] = 1;
    EXPECT_EQ(send(commissioner_, "PUT", "/groups/" + id, next)["version"], 2);
    send(commissioner_, "PUT", "/groups/" + id, next, 409);
    send(commissioner_, "PUT", "/groups/none", next, 404);
    json wrong = group;
    wrong["group"]["kind"] = "cabinet";
    EXPECT_THAT(send(commissioner_, "POST", "/groups", wrong, 400)["what"],
                HasSubstr("a kind of group"));
}

TEST_F(NetworkProgramme, KeepsMeetingsAndTheActionsThatComeOfThem) {
    const std::string id = add("/groups", group);
    json meeting{{"meeting",
                  {{"group", id},
                   {"date", "2026-04-25"},
                   {"state", "held"},
                   {"agenda", {{{"title", "Areas"}, {"papers", "Paper 4"}}}},
                   {"present", {"Rose Ash"}},
                   {"apologies", json::array()},
                   {"decisions", {{{"what", "North is recommended"}, {"minute", "4.2"}}}}}}};
    const std::string held = add("/meetings", meeting);
    meeting["meeting"]["group"] = "none";
    send(commissioner_, "POST", "/meetings", meeting, 400);
    json action{{"action",
                 {{"title", "Ring the practices"},
                  {"owner", "Ann"},
                  {"due", "2099-05-01"},
                  {"state", "open"},
                  {"meeting", held}}}};
    const std::string to_do = add("/actions", action);
    EXPECT_EQ(get(commissioner_, "/groups?as_at=2099-05-01")["actions"][0]["late"], false);
    EXPECT_EQ(get(commissioner_, "/groups?as_at=2099-05-02")["actions"][0]["late"], true);
    meeting["meeting"]["group"] = id;
    meeting["meeting"]["notes"] = "The next is in May.";
    meeting["based_on"] = 1;
    send(commissioner_, "PUT", "/meetings/" + held, meeting);
    EXPECT_EQ(get(commissioner_, "/groups")["meetings"][0]["meeting"]["notes"],
              "The next is in May.");
    action["based_on"] = 1;
    action["action"]["state"] = "done";
    send(commissioner_, "PUT", "/actions/" + to_do, action);
    EXPECT_EQ(get(commissioner_, "/groups?as_at=2099-05-02")["actions"][0]["late"], false);
    action["action"]["meeting"] = "none";
    send(commissioner_, "POST", "/actions", action, 400);
}

TEST_F(NetworkProgramme, NamesOneOwnerForEachWorkstreamWhomItsNetworksSee) {
    EXPECT_THAT(findings(),
                testing::Contains("Commissioning: there is no workstream, so nobody owns it."));
    json workstream{{"workstream",
                     {{"title", "Commissioning networks"},
                      {"track", "commissioning"},
                      {"from", "2026-01-01"},
                      {"owners",
                       {{{"name", "Ann"}, {"from", "2026-01-01"}, {"to", "2026-06-30"}},
                        {{"name", "Bo"}, {"post", "Director"}, {"from", "2026-07-01"}}}}}}};
    const std::string id = add("/workstreams", workstream);
    const auto seen = get(reception_, "?as_at=2026-07-01");
    EXPECT_EQ(seen["part"], "supported");
    EXPECT_EQ(seen["commissioner"]["code"], "QE1");
    EXPECT_EQ(seen["workstreams"][0]["owner"]["name"], "Bo");
    EXPECT_EQ(get(manager_, "?as_at=2026-06-30")["workstreams"][0]["owner"]["name"], "Ann");
    EXPECT_FALSE(seen.contains("findings")) << "the commissioner's own housekeeping";
    workstream["workstream"]["owners"][0].erase("to");
    EXPECT_THAT(send(commissioner_, "POST", "/workstreams", workstream, 400)["what"],
                HasSubstr("one owner at a time"));
    EXPECT_EQ(get(other_, "")["workstreams"].size(), 0U);
    workstream["workstream"]["owners"][0]["to"] = "2026-06-30";
    workstream["workstream"]["to"] = "2026-12-31";
    workstream["based_on"] = 1;
    send(commissioner_, "PUT", "/workstreams/" + id, workstream);
    EXPECT_EQ(get(manager_, "?as_at=2027-01-01")["workstreams"].size(), 0U) << "it has ended";
    EXPECT_EQ(get(commissioner_, "?as_at=2027-01-01")["workstreams"].size(), 1U);
}

TEST_F(NetworkProgramme, ProposesPrinciplesUntilAGroupAdoptsItsOwnFromItsDayOn) {
    EXPECT_EQ(get(practice_, "")["principles"]["adopted"], false);
    EXPECT_GT(get(practice_, "")["principles"]["list"].size(), 5U);
    json principles{{"based_on", 0},
                    {"principles",
                     {{"adopted_on", "2026-04-25"},
                      {"adopted_by", "Network group, 4.1"},
                      {"list", {{{"title", "Nobody is left out"}, {"text", "All practices"}}}}}}};
    send(commissioner_, "PUT", "/principles", principles);
    send(commissioner_, "PUT", "/principles", principles, 409);
    EXPECT_EQ(get(practice_, "?as_at=2026-04-24")["principles"]["adopted"], false);
    const auto adopted = get(practice_, "?as_at=2026-04-25")["principles"];
    EXPECT_EQ(adopted["adopted_by"], "Network group, 4.1");
    EXPECT_EQ(adopted["list"].size(), 1U);
    EXPECT_EQ(adopted["version"], 1);
}

TEST_F(NetworkProgramme, GivesRequestsForSupportToALocalityTeamWhichAnswers) {
    const std::string team = add_team(id_);
    EXPECT_EQ(get(practice_, "")["teams"][0]["supports_you"], true);
    const json question{{"request",
                         {{"subject", "Our area"},
                          {"topic", "area"},
                          {"question", "Who draws it?"},
                          {"network", id_}}}};
    const std::string id = send(practice_, "POST", "/support", question)["id"];
    auto seen = get(commissioner_, "/support")["requests"][0];
    EXPECT_EQ(seen["state"], "asked");
    EXPECT_EQ(seen["network_name"], "Test network of practices");
    EXPECT_EQ(seen["suggested_teams"], json({team}));
    EXPECT_EQ(seen["open_steps"], json({"assign"}));
    EXPECT_THAT(findings(), testing::Contains("\"Our area\" was asked 0 days ago and no team has "
                                              "it."));
    const std::string steps = "/support/" + id + "/steps";
    json step{{"based_on", 1}, {"step", {{"kind", "answer"}, {"note", "Here."}}}};
    send(commissioner_, "POST", steps, step, 409);
    step["step"] = {{"kind", "assign"}, {"team", "none"}};
    send(commissioner_, "POST", steps, step, 400);
    step["step"]["team"] = team;
    send(commissioner_, "POST", steps, step);
    send(commissioner_, "POST", steps, step, 409);
    step = {{"based_on", 2}, {"step", {{"kind", "answer"}, {"note", "Jo will ring."}}}};
    send(commissioner_, "POST", steps, step);
    seen = get(manager_, "/support")["requests"][0];
    EXPECT_EQ(seen["state"], "answered") << "the network's manager sees what is for the network";
    EXPECT_EQ(seen["team"]["name"], "East team");
    EXPECT_EQ(seen["open_steps"], json({"reopen", "close"}));
    EXPECT_EQ(seen["request"]["steps"][1]["note"], "Jo will ring.");
    step = {{"based_on", 3}, {"step", {{"kind", "close"}}}};
    send(practice_, "POST", "/support/" + id + "/reply", step);
    EXPECT_EQ(network_.audited("support_request.close", id), 1);
    EXPECT_EQ(get(practice_, "/support?as_at=2026-01-01")["requests"].size(), 0U);
}

TEST_F(NetworkProgramme, IsWrittenByTheCommissionerAloneAndReadByItsOwn) {
    const std::string team = add_team(id_);
    const json question{
        {"request", {{"subject", "Leaving"}, {"topic", "change"}, {"question", "How?"}}}};
    const std::string id = send(practice_, "POST", "/support", question)["id"];
    // Of the practice alone: not its network's, nor its reception's.
    EXPECT_EQ(get(manager_, "/support")["requests"].size(), 0U);
    get(reception_, "/support", 403);
    send(reception_, "POST", "/support", question, 403);
    EXPECT_EQ(get(other_, "/support")["requests"].size(), 0U);
    const json close{{"based_on", 1}, {"step", {{"kind", "withdraw"}}}};
    send(manager_, "POST", "/support/" + id + "/reply", close, 404);
    send(commissioner_, "POST", "/support/" + id + "/reply", close, 403);
    send(practice_, "POST", "/support/" + id + "/steps", close, 403);
    const json assign{{"based_on", 1}, {"step", {{"kind", "assign"}, {"team", team}}}};
    send(other_, "POST", "/support/" + id + "/steps", assign, 404);
    json foreign = question;
    foreign["request"]["network"] = id_;
    send(stranger_, "POST", "/support", foreign, 404);
    get(stranger_, "", 404);
    for (const auto& reader : {manager_, practice_}) {
        get(reader, "/groups", 403);
        send(reader, "POST", "/groups", group, 403);
        send(reader, "POST", "/teams", group, 403);
        send(reader, "PUT", "/principles", group, 403);
    }
    json elsewhere{{"team",
                    {{"name", "X"},
                     {"localities", json::array()},
                     {"networks", {"none"}},
                     {"practices", json::array()},
                     {"members", json::array()},
                     {"from", "2026-01-01"}}}};
    send(commissioner_, "POST", "/teams", elsewhere, 400);
    elsewhere["team"]["networks"] = {id_};
    elsewhere["based_on"] = 1;
    send(other_, "PUT", "/teams/" + team, elsewhere, 404);
    send(commissioner_, "PUT", "/teams/" + team, elsewhere);
    EXPECT_EQ(get(practice_, "")["teams"][0]["team"]["name"], "X");
}

TEST_F(NetworkProgramme, OfAPracticeWithoutANetworkIsFoundInTheRegister) {
    network_.load_register(
        {feeds::text_file(
            "map.csv",
            "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
            "SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,SUPPLIER_NAME\n"
            "01Jan2026,A81009,ANOTHER,TS18 1HU,U,,16C,NHS NE,QHM,NE,EMIS\n")},
        *Date::parse("2026-11-01"));
    const auto alone = network_.sign_in("practice_manager", "A81009", OrganisationKind::practice);
    EXPECT_EQ(get(alone, "")["commissioner"]["code"], "16C");
    const json question{
        {"request", {{"subject", "Alone"}, {"topic", "members"}, {"question", "Who?"}}}};
    send(alone, "POST", "/support", question);
    const auto planner = network_.sign_in("commissioner", "16C", OrganisationKind::commissioner);
    const auto seen = get(planner, "/support")["requests"];
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen[0]["organisation_name"], "ANOTHER");
    std::vector<std::string> all;
    const json overview = get(planner, "");
    for (const auto& each : overview["findings"]) all.push_back(each["what"]);
    EXPECT_THAT(all, testing::Contains(HasSubstr("No locality team supports 1 of 1: ANOTHER")));
}

}  // namespace
}  // namespace openpcn::api
