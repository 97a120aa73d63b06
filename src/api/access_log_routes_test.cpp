#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/test_network.h"
#include "platform/io/clock.h"
#include "sharing/test_agreement.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr const char* path = "/api/access-log";

class AccessLog : public testing::Test {
protected:
    // What of the practice's audit entries the network's lead may have.
    void share(const char* practice, bool with_audit) {
        sharing::AgreementText text = TestNetwork::agreement(practice, "U00001").text;
        if (with_audit) text.kinds.push_back(sharing::DataKind::audit);
        network_.keep(practice, "U00001", sharing::signed_by_all(text));
    }
    http::Response ask(const SignedIn& who, const std::string& query = "") {
        return network_.ask(&who, {"GET", path + query, ""});
    }
    json read(const SignedIn& who, const std::string& query = "") {
        const auto answer = ask(who, query);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return json::parse(answer.body);
    }
    void look_at(const SignedIn& who, const std::string& patient) {
        ASSERT_EQ(network_.ask(&who, {"GET", "/api/patients/" + patient, ""}).status, 200);
    }
    static std::vector<std::string> actions(const json& log) {
        std::vector<std::string> found;
        for (const json& entry : log.at("entries")) found.push_back(entry.at("action"));
        return found;
    }

    TestNetwork network_;
    SignedIn pharmacist_ =
        network_.sign_in("clinical_pharmacist", "U00001", OrganisationKind::network);
    SignedIn lead_ = network_.sign_in("ig_lead", "U00001", OrganisationKind::network);
    SignedIn own_lead_ =
        network_.sign_in("ig_lead", TestNetwork::own_practice, OrganisationKind::practice);
};

TEST_F(AccessLog, TellsAPracticeWhoLookedAtItsPatients) {
    look_at(pharmacist_, network_.anna());
    look_at(pharmacist_, network_.bert());
    const json log = read(own_lead_);
    ASSERT_EQ(log["practices"].size(), 1u);
    EXPECT_EQ(log["practices"][0]["ods_code"], "A81001");
    ASSERT_GE(log["total"], 2) << "the practice's load and the reading";
    const json& latest = log["entries"][0];
    EXPECT_EQ(latest["action"], "patient.read");
    EXPECT_EQ(latest["action_words"], "Read a record");
    EXPECT_EQ(latest["username"], pharmacist_.asker.username);
    EXPECT_EQ(latest["role"], "Clinical pharmacist");
    EXPECT_EQ(latest["organisation"], "U00001");
    EXPECT_EQ(latest["patient"], network_.anna());
    EXPECT_EQ(latest["practices"][0]["patients"], 1);
    EXPECT_THAT(log.dump(), Not(HasSubstr(network_.bert())))
        << "another practice's patients are not its affair";
    EXPECT_THAT(actions(log), testing::Contains("load"));
}

TEST_F(AccessLog, TellsOfAListOnlyHowManyOfThePracticesPatientsWereOnIt) {
    const auto list =
        network_.ask(&pharmacist_, {"GET", "/api/worklists/cvd-prevention/items", ""});
    ASSERT_EQ(json::parse(list.body).at("total"), 2);
    const json log = read(own_lead_);
    EXPECT_EQ(log["entries"][0]["action"], "worklist.read");
    EXPECT_EQ(log["entries"][0]["practices"][0]["patients"], 1);
    EXPECT_EQ(log["entries"][0]["practices"].size(), 1u);
}

TEST_F(AccessLog, IsEmptyForTheNetworkUntilAPracticeSharesIt) {
    look_at(pharmacist_, network_.anna());
    look_at(pharmacist_, network_.bert());
    EXPECT_EQ(read(lead_)["total"], 0);
    EXPECT_EQ(ask(lead_, "?practice=A81001").status, 404);
    EXPECT_EQ(ask(lead_, "?patient=" + network_.anna()).status, 404);

    share(TestNetwork::own_practice, true);
    const json log = read(lead_);
    ASSERT_EQ(log["practices"].size(), 1u);
    EXPECT_THAT(actions(log), testing::Contains("patient.read"));
    EXPECT_THAT(log.dump(), Not(HasSubstr(network_.bert())));
    EXPECT_EQ(ask(lead_, "?practice=A81002").status, 404);

    share(TestNetwork::own_practice, false);
    EXPECT_EQ(read(lead_)["total"], 0) << "taking the kind out of the agreement ends it at once";
}

TEST_F(AccessLog, IsReadForOnePatientForSomeDaysInPages) {
    const std::string today = io::today_in_london().to_string();
    const std::string yesterday = io::today_in_london().plus_days(-1).to_string();
    for (int i = 0; i < 60; ++i) look_at(pharmacist_, network_.anna());
    const std::string about = "?patient=" + network_.anna();
    const json first = read(own_lead_, about);
    EXPECT_EQ(first["total"], 60);
    EXPECT_EQ(first["entries"].size(), 50u);
    const json second = read(own_lead_, about + "&page=2");
    EXPECT_EQ(second["entries"].size(), 10u);
    EXPECT_LT(second["entries"][0]["number"], first["entries"][49]["number"]);
    EXPECT_EQ(read(own_lead_, about + "&from=" + today)["total"], 60);
    EXPECT_EQ(read(own_lead_, about + "&to=" + yesterday)["total"], 0);
    for (const char* wrong :
         {"?from=yesterday", "?from=2026-03-02&to=2026-03-01", "?from=2026-01-01&to=2026-12-01"})
        EXPECT_EQ(ask(own_lead_, wrong).status, 400) << wrong;
}

TEST_F(AccessLog, IsTakenAsAFileAndEntersBoth) {
    look_at(pharmacist_, network_.anna());
    const auto csv = ask(own_lead_, "/export?format=csv");
    ASSERT_EQ(csv.status, 200) << csv.body;
    EXPECT_THAT(csv.body, HasSubstr("Read a record"));
    EXPECT_THAT(csv.body, Not(HasSubstr(network_.anna()))) << "a file tells of no single person";
    EXPECT_EQ(ask(own_lead_, "/export?format=xlsx").status, 200);
    EXPECT_EQ(ask(own_lead_, "/export?format=pdf").status, 400);
    read(own_lead_);
    EXPECT_EQ(network_.audited("audit.export", "A81001"), 2);
    EXPECT_EQ(network_.audited("audit.read", "A81001"), 1);
    const json log = read(own_lead_);
    EXPECT_THAT(actions(log), testing::Contains("audit.export"));
}

TEST_F(AccessLog, IsClosedToOtherRoles) {
    EXPECT_EQ(ask(pharmacist_).status, 403);
    EXPECT_EQ(ask(pharmacist_, "/export?format=csv").status, 403);
    const auto commissioner = network_.sign_in("ig_lead", "QE1", OrganisationKind::commissioner);
    EXPECT_EQ(ask(commissioner).status, 403);
}

}  // namespace
}  // namespace openpcn::api
