// The people of a cohort through the routes: who sees whom, what is on record.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/test_network.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class CohortsPeople : public testing::Test {
protected:
    http::Response post(const SignedIn& who, const std::string& address, const json& body) {
        return network_.ask(&who, {"POST", address, body.dump()});
    }
    json people(const SignedIn& who, const json& more = json::object()) {
        json question{{"text", "exists [Condition: \"Hypertension\"]"}};
        question.update(more);
        const auto response = post(who, "/api/cohorts/people", question);
        EXPECT_EQ(response.status, 200) << response.body;
        return json::parse(response.body, nullptr, false);
    }

    TestNetwork network_;
    SignedIn me_ = network_.sign_in("clinical_pharmacist", "U00001", OrganisationKind::network);
    SignedIn gp_ = network_.sign_in("gp", TestNetwork::own_practice, OrganisationKind::practice);
    SignedIn analyst_ = network_.sign_in("analyst", "U00001", OrganisationKind::network);
};

TEST_F(CohortsPeople, AreNamedByPracticeAndNameAndTheReadingIsOnRecord) {
    const json page = people(me_);
    EXPECT_EQ(page["total"], 2);
    ASSERT_EQ(page["items"].size(), 2u);
    EXPECT_EQ(page["items"][0]["family_name"], "Ashdownish");
    EXPECT_EQ(page["items"][1]["family_name"], "Birchwoodish");
    EXPECT_EQ(network_.audited("cohort.read", network_.anna()), 1);
    EXPECT_EQ(network_.audited("cohort.read", network_.bert()), 1);
    EXPECT_TRUE(people(me_, {{"page", 2}})["items"].empty());
    EXPECT_EQ(network_.audited("cohort.read", network_.anna()), 1) << "nobody was on that page";
    EXPECT_EQ(people(me_, {{"as_at", "2014-12-31"}})["total"], 0);
    EXPECT_EQ(people(me_, {{"practice", TestNetwork::other_practice}})["items"][0]["family_name"],
              "Birchwoodish");
}

TEST_F(CohortsPeople, AreThoseOfTheAskersOwnPractice) {
    const json page = people(gp_);
    EXPECT_EQ(page["total"], 1);
    EXPECT_EQ(page["items"][0]["family_name"], "Ashdownish");
}

TEST_F(CohortsPeople, AreRefusedToRolesThatReadNoRecordsAndForWrongQuestions) {
    EXPECT_EQ(post(analyst_, "/api/cohorts/people", {{"text", "true"}}).status, 403);
    EXPECT_EQ(post(me_, "/api/cohorts/people", {{"text", "AgeInYeers() > 1"}}).status, 422);
    EXPECT_EQ(post(me_, "/api/cohorts/people", {{"text", "true"}, {"page", 0}}).status, 400);
    EXPECT_EQ(post(me_, "/api/cohorts/people", {{"text", "true"}, {"colour", 1}}).status, 400);
}

TEST_F(CohortsPeople, AreExportedByWhoeverMayReadAndExport) {
    const json question{{"text", "exists [Condition: \"Hypertension\"]"}};
    const std::string address = "/api/cohorts/people/export?format=";
    const auto csv = post(me_, address + "csv", question);
    EXPECT_EQ(csv.status, 200);
    EXPECT_THAT(csv.body, HasSubstr("Ashdownish"));
    EXPECT_EQ(post(me_, address + "xlsx", question).status, 200);
    EXPECT_EQ(post(me_, address + "pdf", question).status, 400);
    EXPECT_EQ(network_.audited("cohort.export", network_.anna()), 2);
    const auto manager = network_.sign_in("network_manager", "U00001", OrganisationKind::network);
    const auto refused = post(manager, address + "csv", question);
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(refused.body, Not(HasSubstr("Ashdownish")));
}

}  // namespace
}  // namespace openpcn::api
