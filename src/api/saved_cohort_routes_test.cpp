// Saved cohorts through the routes: versions, cases, whose they are, what a text can name.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/test_network.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr const char* cases = R"(as at 2026-03-31

case Somebody of 70
  born T-70y female
  diagnosis hypertension T-1y
  -> Cohort: yes

case Somebody of 30
  born T-30y female
  diagnosis hypertension T-1y
  -> Cohort: no
)";
constexpr const char* text = "exists [Condition: \"Hypertension\"] and AgeInYears() >= 65";

class CohortsSaved : public testing::Test {
protected:
    json asked(const SignedIn& who, const std::string& method, const std::string& address,
               const json& body, int status = 200) {
        const auto response =
            network_.ask(&who, {method, address, method == "GET" ? "" : body.dump()});
        EXPECT_EQ(response.status, status) << address << ": " << response.body;
        return json::parse(response.body, nullptr, false);
    }
    json get(const SignedIn& who, const std::string& address, int status = 200) {
        return asked(who, "GET", address, {}, status);
    }
    static json draft(const json& more = json::object()) {
        json made{{"text", text}, {"cases", cases}, {"reason", "Needed for the review"}};
        made.update(more);
        return made;
    }
    json save(const std::string& name, const json& version, int status = 200) {
        return asked(analyst_, "POST", "/api/cohorts",
                     {{"name", name}, {"description", "Over 65"}, {"version", version}}, status);
    }

    TestNetwork network_;
    SignedIn analyst_ = network_.sign_in("analyst", "U00001", OrganisationKind::network);
    SignedIn manager_ = network_.sign_in("network_manager", "U00001", OrganisationKind::network);
    SignedIn gp_ = network_.sign_in("gp", TestNetwork::own_practice, OrganisationKind::practice);
};

TEST_F(CohortsSaved, KeepTheirVersionsWithTheirCases) {
    const json saved = save("Hypertension", draft());
    const std::string id = saved["id"];
    EXPECT_EQ(saved["name"], "Hypertension");
    EXPECT_EQ(saved["owner"], "analyst.U00001");
    ASSERT_EQ(saved["versions"].size(), 1u);
    EXPECT_EQ(saved["versions"][0]["state"], "draft");
    EXPECT_EQ(saved["versions"][0]["cases_when_saved"],
              json({{"cases", 2}, {"expectations", 2}, {"failures", 0}}));
    EXPECT_EQ(network_.audited("cohort.save", id), 1);

    const json second = asked(analyst_, "POST", "/api/cohorts/" + id + "/versions",
                              draft({{"based_on", 1}, {"text", "AgeInYears() >= 65"}}));
    ASSERT_EQ(second["versions"].size(), 2u);
    EXPECT_EQ(second["versions"][0]["number"], 2);
    EXPECT_EQ(network_.audited("cohort.save", id), 2);

    const json first = get(manager_, "/api/cohorts/" + id + "/versions/1");
    EXPECT_EQ(first["text"], text);
    EXPECT_EQ(first["cases"], cases);
    EXPECT_EQ(first["form"], "expression");
    EXPECT_EQ(first["definition"], "Cohort");
    EXPECT_EQ(first["base"], "registered");
    EXPECT_EQ(first["case_report"]["expectations"], 2);
    EXPECT_TRUE(first["case_report"]["failures"].empty());
    EXPECT_THAT(first["content_version"].get<std::string>(), HasSubstr("("));

    const json list = get(manager_, "/api/cohorts");
    ASSERT_EQ(list.size(), 1u);
    EXPECT_EQ(list[0]["latest"]["number"], 2);
    EXPECT_FALSE(list[0].contains("ready_version"));
    EXPECT_EQ(get(manager_, "/api/cohorts/" + id)["versions"].size(), 2u);
    get(manager_, "/api/cohorts/" + id + "/versions/3", 404);
    get(manager_, "/api/cohorts/" + id + "/versions/one", 404);
}

TEST_F(CohortsSaved, RefuseAVersionAfterOneThatTheAuthorHasNotSeen) {
    const std::string id = save("Hypertension", draft())["id"];
    const std::string address = "/api/cohorts/" + id + "/versions";
    asked(analyst_, "POST", address, draft({{"based_on", 1}}));
    const json conflict = asked(analyst_, "POST", address, draft({{"based_on", 1}}), 409);
    EXPECT_EQ(conflict["kind"], "conflict");
    EXPECT_EQ(conflict["latest"]["number"], 2);
    EXPECT_EQ(get(analyst_, "/api/cohorts/" + id)["versions"].size(), 2u);
    EXPECT_EQ(network_.audited("cohort.save", id), 2) << "nothing is on record that was not done";
    asked(analyst_, "POST", address, draft(), 409);
    asked(analyst_, "POST", address, draft({{"based_on", "one"}}), 400);
}

TEST_F(CohortsSaved, AreOfTheAskersOrganisation) {
    const std::string id = save("Hypertension", draft())["id"];
    EXPECT_TRUE(get(gp_, "/api/cohorts").empty());
    get(gp_, "/api/cohorts/" + id, 404);
    get(gp_, "/api/cohorts/" + id + "/versions/1", 404);
    asked(gp_, "POST", "/api/cohorts/" + id + "/versions", draft({{"based_on", 1}}), 404);
    asked(gp_, "PATCH", "/api/cohorts/" + id, {{"archived", true}}, 404);
    asked(gp_, "POST", "/api/cohorts/" + id + "/versions/1/ready", json::object(), 404);
    const json own = asked(gp_, "POST", "/api/cohorts",
                           {{"name", "Hypertension"}, {"description", ""}, {"version", draft()}});
    EXPECT_EQ(get(gp_, "/api/cohorts").size(), 1u);
    get(analyst_, "/api/cohorts/" + own["id"].get<std::string>(), 404);
}

TEST_F(CohortsSaved, AreWrittenOnlyByThoseWhoMay) {
    asked(manager_, "POST", "/api/cohorts",
          {{"name", "A"}, {"description", ""}, {"version", draft()}}, 403);
    EXPECT_EQ(get(manager_, "/api/cohorts").size(), 0u);
}

TEST_F(CohortsSaved, AreRefusedWithMistakesOrWithoutWhatTheyNeed) {
    const json wrong = save("Wrong", draft({{"text", "AgeInYeers() > 1"}}), 422);
    EXPECT_EQ(wrong["diagnostics"][0]["line"], 1);
    save("No reason", draft({{"reason", ""}}), 400);
    save("   ", draft(), 400);
    save("State", draft({{"state", "perhaps"}}), 400);
    save("Field", draft({{"colour", "red"}}), 400);
    save("Base", draft({{"base", "Registers.Nothing"}}), 400);
    save("None", json(), 400);
    EXPECT_TRUE(get(analyst_, "/api/cohorts").empty());
    save("Taken", draft());
    const json taken = save("Taken", draft(), 409);
    EXPECT_EQ(taken["what"], "There is a cohort \"Taken\" already.");
}

TEST_F(CohortsSaved, AreReadyOnlyWhereTheirCasesPass) {
    const json failing = draft({{"text", "AgeInYears() >= 25"}});
    json ready = failing;
    ready["state"] = "ready";
    const json refused = save("Hypertension", ready, 409);
    ASSERT_EQ(refused["cases"]["failures"].size(), 1u);
    EXPECT_EQ(refused["cases"]["failures"][0]["case"], "Somebody of 30");
    EXPECT_EQ(refused["cases"]["failures"][0]["given"], "yes");
    const std::string id = save("Hypertension", failing)["id"];
    const std::string versions = "/api/cohorts/" + id + "/versions";
    EXPECT_EQ(get(analyst_, "/api/cohorts/" + id)["versions"][0]["cases_when_saved"]["failures"],
              1);
    asked(analyst_, "POST", versions + "/1/ready", json::object(), 409);
    asked(analyst_, "POST", versions, draft({{"based_on", 1}}));
    const json marked = asked(analyst_, "POST", versions + "/2/ready", json::object());
    EXPECT_EQ(marked["state"], "ready");
    EXPECT_EQ(marked["ready_by"], "analyst.U00001");
    EXPECT_EQ(network_.audited("cohort.ready", id), 1);
    asked(analyst_, "POST", versions + "/2/ready", json::object());
    EXPECT_EQ(network_.audited("cohort.ready", id), 1) << "it was ready already";
    EXPECT_EQ(get(analyst_, "/api/cohorts/" + id)["ready_version"], 2);
    EXPECT_EQ(get(analyst_, "/api/cohorts")[0]["ready_version"], 2);
    json third = draft({{"based_on", 2}});
    third["state"] = "ready";
    EXPECT_EQ(asked(analyst_, "POST", versions, third)["ready_version"], 3);
}

TEST_F(CohortsSaved, AreNotReadyWithoutCases) {
    json ready = draft({{"cases", ""}});
    const std::string id = save("Hypertension", ready)["id"];
    const json refused =
        asked(analyst_, "POST", "/api/cohorts/" + id + "/versions/1/ready", json::object(), 409);
    EXPECT_EQ(refused["what"],
              "The version has no cases, so nothing shows that it counts the right people.");
    ready["state"] = "ready";
    save("Another", ready, 409);
    EXPECT_EQ(get(analyst_, "/api/cohorts").size(), 1u);
}

TEST_F(CohortsSaved, WaitWhereNoCasesCanBeRunNow) {
    const std::string id = save("Hypertension", draft())["id"];
    const std::string version = "/api/cohorts/" + id + "/versions/1";
    auto& desk = network_.parts().cohorts;
    const auto before = desk.limits();
    desk.set_limits({before.count_time_max, 0});
    auto held = desk.take_turn("");
    EXPECT_EQ(asked(analyst_, "POST", version + "/ready", json::object(), 503)["kind"],
              "unavailable");
    save("Another", draft(), 503);
    asked(analyst_, "POST", "/api/cohorts/cases", {{"text", text}, {"cases", cases}}, 503);
    const json read = get(analyst_, version);
    EXPECT_EQ(read["text"], text);
    EXPECT_EQ(read["case_report"]["problem"], "Others are counting at this moment.");
    held->reset();
    EXPECT_EQ(get(analyst_, "/api/cohorts").size(), 1u);
    EXPECT_EQ(asked(analyst_, "POST", version + "/ready", json::object())["state"], "ready");
}

TEST_F(CohortsSaved, AreRenamedArchivedAndBroughtBack) {
    const std::string id = save("Hypertension", draft())["id"];
    save("Other", draft());
    const std::string address = "/api/cohorts/" + id;
    const json archived =
        asked(analyst_, "PATCH", address, {{"archived", true}, {"description", "Not used"}});
    EXPECT_EQ(archived["archived"], true);
    EXPECT_EQ(archived["name"], "Hypertension");
    EXPECT_EQ(archived["description"], "Not used");
    EXPECT_EQ(network_.audited("cohort.change", id), 1);
    asked(analyst_, "POST", address + "/versions", draft({{"based_on", 1}}), 409);
    EXPECT_EQ(asked(analyst_, "PATCH", address, {{"archived", false}})["archived"], false);
    asked(analyst_, "POST", address + "/versions", draft({{"based_on", 1}}));
    asked(analyst_, "PATCH", address, {{"name", "Other"}}, 409);
    asked(analyst_, "PATCH", address, {{"name", ""}}, 400);
    asked(analyst_, "PATCH", address, {{"archived", "yes"}}, 400);
    EXPECT_EQ(get(analyst_, address)["name"], "Hypertension");
}

TEST_F(CohortsSaved, RunCasesOfATextThatIsNotSaved) {
    const json report =
        asked(manager_, "POST", "/api/cohorts/cases", {{"text", text}, {"cases", cases}});
    EXPECT_EQ(report["cases"], 2);
    EXPECT_TRUE(report["failures"].empty());
    const json failing = asked(manager_, "POST", "/api/cohorts/cases",
                               {{"text", "AgeInYears() >= 25"}, {"cases", cases}});
    ASSERT_EQ(failing["failures"].size(), 1u);
    EXPECT_EQ(failing["failures"][0]["line"], 11);
    EXPECT_EQ(failing["failures"][0]["explanation"], "AgeInYears() >= 25: yes");
    const json broken = asked(manager_, "POST", "/api/cohorts/cases",
                              {{"text", text}, {"cases", "case A\n  nonsense\n"}});
    EXPECT_THAT(broken["problem"].get<std::string>(), HasSubstr("line 2"));
    asked(manager_, "POST", "/api/cohorts/cases", {{"text", "AgeInYeers()"}, {"cases", ""}}, 422);
}

TEST_F(CohortsSaved, SendTheVocabularyOnlyWhereItChanged) {
    const TestNetwork::Exchange question{"GET", "/api/cohorts/vocabulary", ""};
    const auto first = network_.ask(&analyst_, question);
    const auto tag =
        std::ranges::find(first.headers, "ETag", [](const auto& header) { return header.first; });
    ASSERT_NE(tag, first.headers.end());
    const auto again = network_.ask(&analyst_, question, {{"If-None-Match", tag->second}});
    EXPECT_EQ(again.status, 304);
    EXPECT_TRUE(again.body.empty());
    // Another role is told other numbers.
    EXPECT_EQ(network_.ask(&gp_, question, {{"If-None-Match", tag->second}}).status, 200);
}

TEST_F(CohortsSaved, KnowWhatATextCanName) {
    const json vocabulary = get(gp_, "/api/cohorts/vocabulary");
    const auto named = [](const json& rows, const std::string& name) {
        for (const json& row : rows)
            if (row["name"] == name) return row;
        ADD_FAILURE() << name;
        return json();
    };
    EXPECT_EQ(named(vocabulary["value_sets"], "Hypertension")["people"], 1) << "of the practice";
    const auto clinician =
        network_.sign_in("clinical_pharmacist", "U00001", OrganisationKind::network);
    EXPECT_EQ(
        named(get(clinician, "/api/cohorts/vocabulary")["value_sets"], "Hypertension")["people"],
        2);
    EXPECT_EQ(
        named(get(analyst_, "/api/cohorts/vocabulary")["value_sets"], "Hypertension")["people"], 0)
        << "two people are too few to say";
    EXPECT_EQ(named(vocabulary["definitions"], "Hypertension register")["reference"],
              "Registers.\"Hypertension register\"");
    EXPECT_GT(vocabulary["definitions"].size(), 100u);
    EXPECT_GT(vocabulary["functions"].size(), 20u);
    EXPECT_EQ(named(vocabulary["types"], "Condition")["elements"].empty(), false);
    EXPECT_EQ(vocabulary["limits"]["text_bytes"], 65536);

    const auto response = network_.ask(&gp_, {"GET", "/api/cohorts/vocabulary", ""});
    std::string tag;
    for (const auto& [name, value] : response.headers)
        if (name == "ETag") tag = value;
    ASSERT_FALSE(tag.empty());
}

}  // namespace
}  // namespace openpcn::api
