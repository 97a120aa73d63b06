// Cohorts through the routes: writing, counting, who is told what.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/test_network.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class Cohorts : public testing::Test {
protected:
    http::Response post(const SignedIn& who, const std::string& address, const json& body) {
        return network_.ask(&who, {"POST", address, body.dump()});
    }
    json answered(const SignedIn& who, const std::string& address, const json& body,
                  int status = 200) {
        const auto response = post(who, address, body);
        EXPECT_EQ(response.status, status) << address << ": " << response.body;
        return json::parse(response.body, nullptr, false);
    }
    json count(const json& question) { return answered(me_, "/api/cohorts/count", question); }

    TestNetwork network_;
    SignedIn me_ = network_.sign_in("clinical_pharmacist", "U00001", OrganisationKind::network);
    SignedIn gp_ = network_.sign_in("gp", TestNetwork::own_practice, OrganisationKind::practice);
    SignedIn commissioner_ =
        network_.sign_in("commissioner", "QE1", OrganisationKind::commissioner);
    const std::string today_ = io::today_in_london().to_string();
};

TEST_F(Cohorts, AreCountedWhileTheyAreWritten) {
    const json made = count({{"text",
                              "exists [Condition: \"Hypertension\"]\n  and "
                              "AgeInYears() >= 65\n  and Registers.\"Hypertension "
                              "register\""}});
    EXPECT_EQ(made["people"], 2);
    EXPECT_EQ(made["of"], 2);
    EXPECT_EQ(made["form"], "expression");
    EXPECT_EQ(made["as_at"], today_);
    EXPECT_EQ(made["disclosure"], "exact");
    EXPECT_EQ(made["compiled_before"], false);
    ASSERT_EQ(made["steps"].size(), 3u);
    EXPECT_EQ(made["steps"][1]["text"], "AgeInYears() >= 65");
    EXPECT_EQ(made["steps"][1]["line"], 2);
    EXPECT_EQ(made["steps"][1]["column"], 7);
    EXPECT_EQ(made["steps"][1]["remaining"], 2);
    ASSERT_EQ(made["by_practice"].size(), 2u);
    EXPECT_EQ(made["by_practice"][0]["people"], 1);
    EXPECT_EQ(made["by_deprivation_decile"][2]["people"], 2);
    for (const json& band : made["by_age_band"])
        EXPECT_EQ(band["people"]["female"], band["label"] == "70-74" ? 2 : 0) << band.dump();
    EXPECT_EQ(made["definitions"][0]["people"], 2);
    const json again = count({{"text",
                               "exists [Condition: \"Hypertension\"]\n  and "
                               "AgeInYears() >= 65\n  and Registers.\"Hypertension "
                               "register\""}});
    EXPECT_EQ(again["compiled_before"], true);
    EXPECT_EQ(again["people"], 2);
}

TEST_F(Cohorts, AreCountedOnADateAmongABaseInAPractice) {
    const json text = {{"text", "exists [Condition: \"Hypertension\"]"}};
    json before = text;
    before["as_at"] = "2014-12-31";
    EXPECT_EQ(count(before)["people"], 0) << "both were diagnosed on 1 January 2015";
    before["later_entries"] = "count";
    EXPECT_EQ(count(before)["people"], 2);
    json practice = text;
    practice["practice"] = TestNetwork::own_practice;
    EXPECT_EQ(count(practice)["people"], 1);
    EXPECT_EQ(count(practice)["of"], 1);
    json base = text;
    base["base"] = "everybody";
    EXPECT_EQ(count(base)["of"], 2);
    base["base"] = "Registers.Hypertension register";
    EXPECT_EQ(count(base)["base"]["title"], "Hypertension register");
    for (const json& wrong : {json{{"base", "Registers.Nothing"}}, json{{"base", "x\"y.z"}},
                              json{{"as_at", "yesterday"}}, json{{"later_entries", "perhaps"}},
                              json{{"color", "red"}}}) {
        json question = text;
        question.update(wrong);
        EXPECT_EQ(post(me_, "/api/cohorts/count", question).status, 400) << wrong.dump();
    }
    practice["practice"] = "Z99999";
    EXPECT_EQ(post(me_, "/api/cohorts/count", practice).status, 404);
}

TEST_F(Cohorts, ReportEveryMistakeWhereItStands) {
    const json refused = answered(me_, "/api/cohorts/count",
                                  {{"text",
                                    "exists [Condition: \"Hypertensio\"]\n  and "
                                    "AgeInYeers() >= 65"}},
                                  422);
    EXPECT_EQ(refused["kind"], "invalid");
    ASSERT_EQ(refused["diagnostics"].size(), 2u) << refused.dump();
    EXPECT_EQ(refused["diagnostics"][0]["near"][0], "Hypertension");
    EXPECT_EQ(refused["diagnostics"][1]["line"], 2);
    EXPECT_EQ(refused["diagnostics"][1]["column"], 7);
    const json checked =
        answered(me_, "/api/cohorts/check", {{"text", "exists [Condition: \"Hypertensio\"]"}});
    EXPECT_EQ(checked["diagnostics"].size(), 1u);
    EXPECT_TRUE(checked["definitions"].empty());
    const json right = answered(me_, "/api/cohorts/check",
                                {{"text",
                                  "define A: AgeInYears()\n"
                                  "define B: A > 3"}});
    EXPECT_EQ(right["definition"], "B");
    EXPECT_EQ(right["definitions"][0]["type"], "Integer");
    EXPECT_TRUE(right["diagnostics"].empty());
}

TEST_F(Cohorts, CountOnlyTheAskersOwnPracticeForPracticeStaff) {
    const json text = {{"text", "AgeInYears() > 0"}};
    EXPECT_EQ(answered(gp_, "/api/cohorts/count", text)["of"], 1);
    json other = text;
    other["practice"] = TestNetwork::other_practice;
    EXPECT_EQ(post(gp_, "/api/cohorts/count", other).status, 404);
}

TEST_F(Cohorts, SuppressSmallNumbersForRolesThatSeeNoPeople) {
    const json text = {{"text", "exists [Condition: \"Hypertension\"] and AgeInYears() > 0"}};
    const json shown = answered(commissioner_, "/api/cohorts/count", text);
    EXPECT_EQ(shown["disclosure"], "small_numbers_suppressed");
    EXPECT_EQ(shown["people"], 0);
    EXPECT_EQ(shown["of"], 0) << "two people are too few to say";
    EXPECT_EQ(shown["steps"][0]["remaining"], 0);
    EXPECT_EQ(shown["by_practice"][0]["of"], 0);
    EXPECT_EQ(shown["definitions"][0]["people"], 0);
    EXPECT_EQ(network_.audited("cohort.count", ""), 1) << "which text was counted is on record";
    const json failing = {{"text",
                           "Message(true, true, '1', 'Error', "
                           "ToString(Patient.birthDate))"}};
    const auto told = post(commissioner_, "/api/cohorts/count", failing);
    EXPECT_THAT(told.body, Not(HasSubstr("1956"))) << "a failure may quote the record";
    EXPECT_THAT(post(me_, "/api/cohorts/count", failing).body, HasSubstr("1956"));
}

TEST_F(Cohorts, AreExportedAsTables) {
    const json text = {{"text", "exists [Condition: \"Hypertension\"] and AgeInYears() > 0"}};
    const auto csv = post(me_, "/api/cohorts/count/export?format=csv", text);
    EXPECT_EQ(csv.status, 200);
    EXPECT_THAT(csv.body, HasSubstr("Breakdown,Group,Sex,People,Of\r\nAll,On a practice's list "
                                    "and alive,All,2,2\r\n"));
    EXPECT_THAT(csv.body, HasSubstr("Practice,First practice,All,1,1\r\n"));
    EXPECT_EQ(post(me_, "/api/cohorts/count/export?format=xlsx", text).status, 200);
    EXPECT_EQ(post(me_, "/api/cohorts/count/export?format=pdf", text).status, 400);
    EXPECT_EQ(network_.audited("cohort.export", ""), 2);
}

TEST_F(Cohorts, StopCountingWhenItTakesTooLongOrANewerCountComes) {
    auto& desk = network_.parts().cohorts;
    const auto older = desk.take_turn("a page");
    ASSERT_TRUE(older.has_value());
    EXPECT_FALSE((*older)->should_stop());
    const auto other = desk.take_turn("another page");
    EXPECT_FALSE((*older)->should_stop());
    const auto newer = desk.take_turn("a page");
    EXPECT_TRUE((*older)->should_stop());
    EXPECT_EQ((*older)->why().kind, ErrorKind::conflict);
    EXPECT_FALSE((*newer)->should_stop());
    desk.set_limits({std::chrono::milliseconds(0), 3});
    const auto refused = post(me_, "/api/cohorts/count", {{"text", "AgeInYears() > 1"}});
    EXPECT_EQ(refused.status, 503);
    EXPECT_THAT(refused.body, HasSubstr("Counting took longer than 0 s and was stopped."));
    desk.set_limits({std::chrono::milliseconds(5000), 1});
    EXPECT_THAT(post(me_, "/api/cohorts/count", {{"text", "AgeInYears() > 2"}}).body,
                HasSubstr("Others are counting at this moment."));
}

}  // namespace
}  // namespace openpcn::api
