// A pharmacist's work through the routes: find, read, claim, record, undo; and what is audited.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "api/account_setup.h"
#include "api/test_network.h"
#include "persistence/audit_verification.h"
#include "platform/auth/totp.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class PharmacistDay : public testing::Test {
protected:
    json get(const std::string& address) { return asked(me_, {"GET", address, ""}); }
    json post(const std::string& address, const json& body) {
        return asked(me_, {"POST", address, body.dump()});
    }
    json asked(const SignedIn& who, const TestNetwork::Exchange& exchange) {
        const auto response = network_.ask(&who, exchange);
        EXPECT_EQ(response.status, 200) << exchange.address << ": " << response.body;
        return json::parse(response.body, nullptr, false);
    }
    int status(const SignedIn& who, const std::string& address, const json& body) {
        return network_.ask(&who, {"POST", address, body.dump()}).status;
    }

    TestNetwork network_;
    SignedIn me_ = network_.sign_in("clinical_pharmacist", "U00001", OrganisationKind::network);
    SignedIn colleague_ = network_.sign_in("gp", "U00001", OrganisationKind::network);
    const std::string list_ = std::string("/api/worklists/") + TestNetwork::list;
    const std::string anna_ = list_ + "/items/" + network_.anna();
    const std::string today_ = io::today_in_london().to_string();
};

TEST_F(PharmacistDay, FindsThePatientAndReadsWhy) {
    const json page = get(list_ + "/items?sort=name&page_size=1");
    EXPECT_EQ(page["total"], 2);
    ASSERT_EQ(page["items"].size(), 1u);
    EXPECT_EQ(page["items"][0]["patient"]["family_name"], "Ashdownish");
    EXPECT_EQ(page["items"][0]["reasons"][0]["rule"], "CVD-05");
    const json filtered = get(list_ + "/items?practice=A81002&reason=no-reading");
    EXPECT_EQ(filtered["total"], 1);
    EXPECT_EQ(filtered["unfiltered"], 2);

    const json why = get("/api/patients/" + network_.anna() +
                         "/explanation?definition=HighBloodPressure.Hypertension+without+a+"
                         "reading+in+12+months");
    EXPECT_EQ(why["answer"], "yes");
    EXPECT_THAT(why.dump(), HasSubstr("38341003"));
    const json summary = get("/api/patients/" + network_.anna());
    EXPECT_EQ(summary["conditions"][0]["code"], "38341003");
    const json found = post("/api/patients/search", {{"family_name", "ashdown"}});
    EXPECT_EQ(found["total"], 1);
    for (const char* address : {"/api/session", "/api/my-work", "/api/practices", "/api/worklists",
                                "/api/definitions", "/api/population", "/api/feeds"})
        get(address);
    get(list_);
    get(anna_);

    for (const char* action : {"worklist.read", "patient.read", "patient.find"})
        EXPECT_GE(network_.audited(action, network_.anna()), 1) << action;
}

TEST_F(PharmacistDay, RecordsAnOutcomeThatMovesTheCountAndGoesBackToThePractice) {
    EXPECT_EQ(post(anna_ + "/claim", json::object())["counts"]["mine"], 1);
    EXPECT_EQ(get("/api/my-work")["claimed"].size(), 1u);
    EXPECT_EQ(status(colleague_, anna_ + "/claim", json::object()), 409);
    const json done = post(anna_ + "/outcome", {{"outcome", "risk-assessed"}, {"done_on", today_}});
    EXPECT_EQ(done["item"]["state"], "done");
    EXPECT_EQ(done["counts"]["open"], 1);
    EXPECT_EQ(done["counts"]["done"], 1);
    EXPECT_EQ(status(me_, anna_ + "/outcome", {{"outcome", "risk-assessed"}, {"done_on", today_}}),
              409)
        << "the same request twice records once";
    const json recorded = get("/api/patients/" + network_.anna())["recorded"];
    ASSERT_EQ(recorded.size(), 1u);
    EXPECT_EQ(recorded[0]["entry"]["code"], "376011000000107");
    EXPECT_EQ(recorded[0]["sent"], false);
    EXPECT_EQ(network_.audited("worklist.outcome", network_.anna()), 1);

    const std::string undo = "/api/actions/" + done["action"].get<std::string>() + "/undo";
    EXPECT_EQ(status(colleague_, undo, json::object()), 404) << "only one's own";
    EXPECT_EQ(post(undo, json::object())["counts"]["open"], 2);
    EXPECT_TRUE(get("/api/patients/" + network_.anna())["recorded"].empty());
    EXPECT_EQ(status(me_, undo, json::object()), 409) << "once";
}

TEST_F(PharmacistDay, MeasuresAndTheRulesSeeTheReadingAtOnce) {
    post(anna_ + "/outcome", {{"outcome", "blood-pressure-taken"},
                              {"done_on", today_},
                              {"measurements", {{"systolic", 128}, {"diastolic", 78}}}});
    const json item = get(anna_);
    EXPECT_TRUE(item["reasons"].empty()) << item.dump();
    const json why = get("/api/patients/" + network_.anna() +
                         "/explanation?definition=HighBloodPressure.Hypertension+without+a+"
                         "reading+in+12+months");
    EXPECT_EQ(why["answer"], "no");
}

TEST_F(PharmacistDay, SnoozesAndExcludesOnlyForAReason) {
    const std::string later = io::today_in_london().plus_days(14).to_string();
    EXPECT_EQ(status(me_, anna_ + "/snooze", {{"until", later}, {"reason", "bored"}}), 400);
    EXPECT_EQ(status(me_, anna_ + "/snooze", {{"until", today_}, {"reason", "home-readings"}}),
              400);
    EXPECT_EQ(post(anna_ + "/snooze",
                   {{"until", later}, {"reason", "home-readings"}})["counts"]["snoozed"],
              1);
    EXPECT_EQ(post(anna_ + "/release", json::object())["item"]["state"], "open");
    EXPECT_EQ(post(anna_ + "/exclude", {{"reason", "declined"}, {"note", "n"}})["item"]["state"],
              "excluded");
    EXPECT_EQ(get(list_ + "/items?state=excluded")["total"], 1);
}

TEST_F(PharmacistDay, AuditsWhoTookWhomInAnExport) {
    const auto csv = network_.ask(&me_, {"GET", list_ + "/export?format=csv", ""});
    EXPECT_EQ(csv.status, 200);
    EXPECT_THAT(csv.body, HasSubstr("Ashdownish"));
    EXPECT_EQ(network_.audited("worklist.export", network_.anna()), 1);
    EXPECT_EQ(network_.ask(&me_, {"GET", list_ + "/export?format=xlsx", ""}).status, 200);
}

TEST_F(PharmacistDay, AuditsTheNamesInMyWork) {
    post(anna_ + "/claim", json::object());
    get("/api/my-work");
    EXPECT_EQ(network_.audited("my-work.read", network_.anna()), 1);
}

TEST_F(PharmacistDay, BeginsWithPasswordAndCodeAndEndsWithSigningOut) {
    const auto connection = network_.parts().database.lease();
    const auto made = create_account(
        **connection, {"p.smith", "P. Smith", "clinical_pharmacist", "U00001", "network", ""},
        "command line", io::now());
    ASSERT_TRUE(made.has_value());
    const auto cookie_of = [](const http::Response& response) {
        for (const auto& [name, value] : response.headers) {
            if (name == "Set-Cookie") {
                EXPECT_THAT(value, HasSubstr("; HttpOnly; SameSite=Strict"));
                return value.substr(0, value.find(';'));
            }
        }
        return std::string();
    };
    http::Headers headers{{"Content-Type", "application/json"}};
    const auto first =
        network_.ask_with({"POST", "/api/session",
                           json{{"username", "p.smith"}, {"password", made->password}}.dump()},
                          headers);
    EXPECT_EQ(first.status, 200);
    headers["Cookie"] = cookie_of(first);
    EXPECT_EQ(network_.ask_with({"GET", "/api/session", ""}, headers).status, 401);
    const auto second = network_.ask_with(
        {"POST", "/api/session/code",
         json{{"code", auth::totp_code(made->totp_secret, io::now()).value()}}.dump()},
        headers);
    ASSERT_EQ(second.status, 200) << second.body;
    headers["Cookie"] = cookie_of(second);
    const json session = json::parse(second.body);
    EXPECT_EQ(session["role_title"], "Clinical pharmacist");
    EXPECT_EQ(network_.ask_with({"GET", "/api/worklists", ""}, headers).status, 200);
    headers["X-CSRF-Token"] = session["csrf_token"].get<std::string>();
    EXPECT_EQ(network_.ask_with({"DELETE", "/api/session", ""}, headers).status, 204);
    EXPECT_EQ(network_.ask_with({"GET", "/api/worklists", ""}, headers).status, 401);
}

TEST_F(PharmacistDay, LetsAManagerSendAFileAndFollowTheJob) {
    const auto manager = network_.sign_in("network_manager", "U00001", OrganisationKind::network);
    const auto sent =
        network_.ask(&manager, {"POST", "/api/feeds/A81001/loads?file_name=day.csv", "bytes"});
    ASSERT_EQ(sent.status, 202) << sent.body;
    const std::string job = "/api/jobs/" + json::parse(sent.body)["id"].get<std::string>();
    EXPECT_EQ(network_.ask(&me_, {"GET", job, ""}).status, 404) << "only one's own";
    std::string state;
    for (const Instant end = io::now().plus_seconds(20);
         state != "done" && state != "failed" && io::now() < end; std::this_thread::yield())
        state = asked(manager, {"GET", job, ""})["state"];
    EXPECT_EQ(state, "done");
    EXPECT_EQ(asked(manager, {"GET", "/api/feeds/A81001/rejects", ""})["total"], 1);
}

TEST_F(PharmacistDay, LeavesAWholeAuditChain) {
    post(anna_ + "/claim", json::object());
    get("/api/patients/" + network_.anna());
    const auto connection = network_.parts().database.lease();
    const auto verified = persistence::verify_audit(**connection, "");
    ASSERT_TRUE(verified.has_value());
    EXPECT_FALSE(verified->broken.has_value());
    EXPECT_GE(verified->entries, 2);
}

TEST_F(PharmacistDay, HidesSmallNumbersFromACommissioner) {
    const auto commissioner =
        network_.sign_in("commissioner", "QE1", OrganisationKind::commissioner);
    const json shown = asked(commissioner, {"GET", "/api/population", ""});
    EXPECT_EQ(shown["registered"], 0) << "two people are too few to say";
    for (const json& condition : shown["conditions"]) EXPECT_EQ(condition["people"], 0);
    const json exact = get("/api/population");
    EXPECT_EQ(exact["registered"], 2);
}

}  // namespace
}  // namespace openpcn::api
