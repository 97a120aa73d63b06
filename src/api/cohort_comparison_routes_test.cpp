// Who joined and who left, through the routes: numbers, people, files, and who is told what.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/test_network.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class CohortsCompared : public testing::Test {
protected:
    json asked(const SignedIn& who, const std::string& address, const json& body,
               int status = 200) {
        const auto response = network_.ask(&who, {"POST", address, body.dump()});
        EXPECT_EQ(response.status, status) << address << ": " << response.body;
        return json::parse(response.body, nullptr, false);
    }
    // Both were diagnosed on 1 January 2015, and both are registered since 2001.
    static json over_time() {
        const char* text = "exists [Condition: \"Hypertension\"]";
        return {{"before", {{"text", text}, {"as_at", "2014-12-31"}}}, {"after", {{"text", text}}}};
    }
    static json with(json question, const json& more) {
        question.update(more);
        return question;
    }

    TestNetwork network_;
    SignedIn me_ = network_.sign_in("clinical_pharmacist", "U00001", OrganisationKind::network);
    SignedIn gp_ = network_.sign_in("gp", TestNetwork::own_practice, OrganisationKind::practice);
    SignedIn analyst_ = network_.sign_in("analyst", "U00001", OrganisationKind::network);
    const std::string today_ = io::today_in_london().to_string();
};

TEST_F(CohortsCompared, TellWhoJoinedAndWhoLeftInNumbers) {
    const json made = asked(me_, "/api/cohorts/compare", over_time());
    EXPECT_EQ(made["before"]["people"], 0);
    EXPECT_EQ(made["before"]["of"], 2);
    EXPECT_EQ(made["before"]["as_at"], "2014-12-31");
    EXPECT_EQ(made["after"]["people"], 2);
    EXPECT_EQ(made["after"]["as_at"], today_);
    EXPECT_EQ(made["joined"], 2);
    EXPECT_EQ(made["left"], 0);
    EXPECT_EQ(made["stayed"], 0);
    EXPECT_EQ(made["causes"], json::array({{{"cause", "data"}, {"joined", 2}, {"left", 0}}}));
    ASSERT_EQ(made["by_practice"].size(), 2u);
    EXPECT_EQ(made["by_practice"][0]["joined"], 1);
    EXPECT_EQ(made["lines"][0]["kind"], "same");
    EXPECT_EQ(made["disclosure"], "exact");
    const json backwards =
        asked(me_, "/api/cohorts/compare",
              {{"before", over_time()["after"]}, {"after", over_time()["before"]}});
    EXPECT_EQ(backwards["left"], 2);
    EXPECT_EQ(backwards["joined"], 0);
}

TEST_F(CohortsCompared, CountOnlyWhatTheAskerMayAndAskedFor) {
    EXPECT_EQ(asked(gp_, "/api/cohorts/compare", over_time())["joined"], 1);
    EXPECT_EQ(asked(me_, "/api/cohorts/compare",
                    with(over_time(), {{"practice", TestNetwork::other_practice}}))["joined"],
              1);
    asked(gp_, "/api/cohorts/compare",
          with(over_time(), {{"practice", TestNetwork::other_practice}}), 404);
    EXPECT_EQ(asked(me_, "/api/cohorts/compare",
                    with(over_time(), {{"later_entries", "count"}}))["joined"],
              0)
        << "the diagnoses of later are there on both dates";
}

TEST_F(CohortsCompared, TakeSavedVersions) {
    const auto saved = asked(
        analyst_, "/api/cohorts",
        {{"name", "Hypertension"},
         {"description", ""},
         {"version", {{"text", "exists [Condition: \"Hypertension\"]"}, {"reason", "First"}}}});
    const std::string id = saved["id"];
    asked(analyst_, "/api/cohorts/" + id + "/versions",
          {{"based_on", 1}, {"text", "AgeInYears() > 200"}, {"reason", "Nobody"}});
    const json made =
        asked(me_, "/api/cohorts/compare",
              {{"before", {{"cohort", id}, {"version", 1}}}, {"after", {{"cohort", id}}}});
    EXPECT_EQ(made["before"]["name"], "Hypertension");
    EXPECT_EQ(made["before"]["version"], 1);
    EXPECT_EQ(made["after"]["version"], 2) << "the newest";
    EXPECT_EQ(made["left"], 2);
    EXPECT_EQ(made["causes"][0]["cause"], "rule");
    ASSERT_EQ(made["lines"].size(), 2u);
    EXPECT_EQ(made["lines"][0]["kind"], "removed");
    EXPECT_EQ(made["lines"][1]["kind"], "added");
    for (const json& side : {json{{"cohort", id}, {"version", 3}}, json{{"cohort", "none"}}})
        asked(me_, "/api/cohorts/compare", {{"before", side}, {"after", side}}, 404);
    asked(gp_, "/api/cohorts/compare", {{"before", {{"cohort", id}}}, {"after", {{"cohort", id}}}},
          404);
}

TEST_F(CohortsCompared, AreRefusedWhereTheQuestionIsWrong) {
    for (const json& wrong :
         {json{{"before", json::object()}}, json{{"before", {{"text", "true"}, {"cohort", "c"}}}},
          json{{"before", {{"cohort", "c"}, {"base", "everybody"}}}},
          json{{"before", {{"text", "true"}, {"as_at", "soon"}}}}, json{{"before", "text"}},
          json{{"colour", "red"}}, json{{"later_entries", "perhaps"}}})
        asked(me_, "/api/cohorts/compare", with(over_time(), wrong), 400);
    const json mistaken =
        asked(me_, "/api/cohorts/compare",
              with(over_time(), {{"after", {{"text", "AgeInYeers() > 1"}}}}), 422);
    EXPECT_EQ(mistaken["side"], "after");
    asked(me_, "/api/cohorts/compare/people", with(over_time(), {{"change", "stayed"}}), 400);
    asked(me_, "/api/cohorts/compare/people",
          with(over_time(), {{"change", "joined"}, {"page", 0}}), 400);
}

TEST_F(CohortsCompared, NameThePeopleWithTheReasonToWhoeverMayReadThem) {
    const json question = with(over_time(), {{"change", "joined"}});
    const json page = asked(me_, "/api/cohorts/compare/people", question);
    EXPECT_EQ(page["total"], 2);
    EXPECT_EQ(page["page"], 1);
    ASSERT_EQ(page["items"].size(), 2u);
    const json& first = page["items"][0];
    EXPECT_EQ(first["patient"]["family_name"], "Ashdownish");
    EXPECT_EQ(first["cause"], "data");
    EXPECT_THAT(first["sentence"].get<std::string>(),
                HasSubstr("Joined: by an entry of 2015-01-01."));
    ASSERT_EQ(first["entries"].size(), 1u);
    EXPECT_EQ(first["entries"][0]["term"], "Hypertension");
    EXPECT_EQ(network_.audited("cohort.read", network_.anna()), 1);
    EXPECT_EQ(network_.audited("cohort.read", network_.bert()), 1);
    const json second = asked(me_, "/api/cohorts/compare/people", with(question, {{"page", 2}}));
    EXPECT_TRUE(second["items"].empty());
    EXPECT_EQ(second["total"], 2);
    const json own = asked(gp_, "/api/cohorts/compare/people", question);
    EXPECT_EQ(own["total"], 1);
    EXPECT_EQ(own["items"][0]["patient"]["family_name"], "Ashdownish");
    asked(analyst_, "/api/cohorts/compare/people", question, 403);
}

TEST_F(CohortsCompared, AreExportedByWhoeverMayReadAndExport) {
    const json question = with(over_time(), {{"change", "joined"}});
    const std::string address = "/api/cohorts/compare/people/export?format=";
    const auto csv = network_.ask(&me_, {"POST", address + "csv", question.dump()});
    EXPECT_EQ(csv.status, 200);
    EXPECT_THAT(csv.body, HasSubstr("Ashdownish"));
    EXPECT_THAT(csv.body, HasSubstr("Joined: by entries between 2014-12-31 and "));
    EXPECT_EQ(network_.ask(&me_, {"POST", address + "xlsx", question.dump()}).status, 200);
    EXPECT_EQ(network_.audited("cohort.export", network_.anna()), 2);
    EXPECT_EQ(network_.ask(&me_, {"POST", address + "pdf", question.dump()}).status, 400);
    const auto manager = network_.sign_in("network_manager", "U00001", OrganisationKind::network);
    const auto refused = network_.ask(&manager, {"POST", address + "csv", question.dump()});
    EXPECT_EQ(refused.status, 403) << "exports lists, but reads no records";
    EXPECT_THAT(refused.body, Not(HasSubstr("Ashdownish")));
}

// Two people joined, which is too few to say; nor may a row of causes say it by being there.
TEST_F(CohortsCompared, SuppressSmallNumbersForRolesThatSeeNoPeople) {
    const json made = asked(analyst_, "/api/cohorts/compare", over_time());
    EXPECT_EQ(made["disclosure"], "small_numbers_suppressed");
    EXPECT_EQ(made["joined"], 0);
    EXPECT_EQ(made["after"]["people"], 0);
    EXPECT_EQ(made["after"]["of"], 0);
    EXPECT_TRUE(made["causes"].empty());
    EXPECT_EQ(made["by_practice"][0]["joined"], 0);
    EXPECT_EQ(network_.audited("cohort.count", ""), 1) << "one text, asked on two dates";
}

}  // namespace
}  // namespace openpcn::api
