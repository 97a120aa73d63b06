// A network's agreement from the first draft to the confirmation: who reads, writes, signs and
// confirms, and what an amendment does to signatures.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/agreement_desk.h"
#include "api/test_network.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr auto network_kind = OrganisationKind::network;
constexpr auto practice_kind = OrganisationKind::practice;
constexpr auto commissioner_kind = OrganisationKind::commissioner;

struct Somebody {
    std::string role;
    std::string organisation;
    OrganisationKind kind;
};
const Somebody manager{"network_manager", "U00001", network_kind};
const Somebody first{"practice_manager", "A81001", practice_kind};
const Somebody second{"gp", "A81002", practice_kind};
const Somebody planner{"commissioner", "QE1", commissioner_kind};

json initial_values() {
    return {{"network_name", "North"},
            {"network_area", "Stockton north of the river"},
            {"nominated_payee", "The Densham Surgery"},
            {"payee_kind", "practice"},
            {"clinical_director", "Dr A Ashdown"}};
}

json complete_values() {
    json values = initial_values();
    values.update(json::parse(R"({
        "dispute_steps_text": "Talk, then the local medical committee",
        "dispute_costs_text": "Each bears its own", "director_method": "elected",
        "director_term": "24", "chair": "The clinical director", "meetings_a_year": "10",
        "notice_days": "10", "quorum": "Both practices", "votes": "one_each", "majority": "50",
        "has_additional_terms": "none",
        "activities": [{"activity": "extended_hours", "practice": "A81001", "duty": "Evenings"}],
        "split": [{"stream": "core", "rule": "list_share"}], "payment_day": "10",
        "statement": "quarterly", "accounts": "The payee", "liabilities": "together",
        "has_shared_staff": "none", "redundancy": "By list",
        "insolvency_events": [{"event": "Bankruptcy"}], "insolvency_effect": "It leaves",
        "has_partners": "none"})"));
    return values;
}

class NetworkAgreement : public testing::Test {
protected:
    http::Response answer(const Somebody& who, const std::string& method, const std::string& path,
                          const json& body = nullptr) {
        const auto session = network_.sign_in(who.role, who.organisation, who.kind);
        return network_.ask(&session, {method, "/api/networks/" + id_ + "/agreement" + path,
                                       body.is_null() ? "" : body.dump()});
    }
    json ask(const Somebody& who, const std::string& method, const std::string& path,
             const json& body, int status) {
        const auto response = answer(who, method, path, body);
        EXPECT_EQ(response.status, status) << response.body;
        return json::parse(response.body);
    }
    json read(const Somebody& who = manager) { return ask(who, "GET", "", nullptr, 200); }
    json save(const Somebody& who, std::int64_t based_on, const json& values, int status = 200,
              const char* voids = nullptr) {
        json body{{"based_on", based_on}, {"form", "2019-20"}, {"values", values}};
        if (voids != nullptr) body[voids] = true;
        return ask(who, "PUT", "", body, status);
    }
    json sign(const Somebody& who, const std::string& hash, int status = 201) {
        return ask(who, "POST", "/signatures",
                   {{"hash", hash},
                    {"signer", "Dr " + who.organisation},
                    {"capacity", "Partner"},
                    {"legal_form", "partnership"},
                    {"authority", "authorised_partner"},
                    {"declares", true}},
                   status);
    }
    std::string hash() { return read()["saved"]["hash"]; }
    std::vector<std::string> states() {
        std::vector<std::string> all;
        const json seen = read();
        for (const auto& member : seen["standing"]["members"]) all.push_back(member["state"]);
        return all;
    }

    TestNetwork network_;
    std::string id_ = network_.add_network(networks::Stage::draft, {"A81001", "A81002"});
};

TEST_F(NetworkAgreement, BeginsWithTheFormOfTheYearAndWhatIsKnown) {
    const json begun = read();
    EXPECT_EQ(begun["version"], 0);
    EXPECT_EQ(begun["form"]["id"], "2019-20");
    EXPECT_EQ(begun["form"]["schedules"].size(), 7U);
    EXPECT_THAT(begun["form_note"].get<std::string>(), HasSubstr("ended on 31 March 2020"));
    EXPECT_EQ(begun["agreement"]["values"]["network_name"], "Test network of practices");
    EXPECT_EQ(begun["agreement"]["members"][1]["code"], "A81002");
    EXPECT_EQ(begun["standing"]["is_initial_ready"], false);
    EXPECT_EQ(states(), (std::vector<std::string>{"not_signed", "not_signed"}));
    EXPECT_EQ(ask(manager, "GET", "/versions", nullptr, 200).size(), 0U);
    ask(manager, "GET", "/document", nullptr, 404);
    ask(manager, "GET", "/next-form", nullptr, 404);
}

TEST_F(NetworkAgreement, IsWrittenByNetworkAndPracticesAndReadByTheCommissioner) {
    save(manager, 0, initial_values());
    json values = initial_values();
    values["quorum"] = "Both";
    EXPECT_EQ(save(first, 1, values)["version"], 2);
    EXPECT_EQ(network_.audited("agreement.save", id_), 2);
    EXPECT_EQ(read(planner)["agreement"]["values"]["quorum"], "Both");
    EXPECT_EQ(read(planner)["part"], "commissioner");
    for (const Somebody& other : {Somebody{"practice_manager", "A81003", practice_kind},
                                  Somebody{"commissioner", "QE2", commissioner_kind},
                                  Somebody{"network_manager", "U00002", network_kind}})
        EXPECT_EQ(answer(other, "GET", "").status, 404) << other.organisation;
    // The commissioner reads, never edits, whatever the role is called.
    for (const char* role : {"commissioner", "network_manager", "clinical_director"}) {
        const Somebody at_commissioner{role, "QE1", commissioner_kind};
        save(at_commissioner, 2, initial_values(), 403);
        sign(at_commissioner, hash(), 403);
        ask(at_commissioner, "POST", "/confirmation", {{"hash", hash()}}, 403);
    }
    EXPECT_EQ(read()["version"], 2);
}

TEST_F(NetworkAgreement, IsSignedByEachPracticeForItselfOnly) {
    save(manager, 0, initial_values());
    EXPECT_THAT(sign(manager, hash(), 403)["what"], "Your role may not do this.");
    sign(Somebody{"practice_manager", "A81003", practice_kind}, hash(), 404);
    sign(first, hash());
    EXPECT_EQ(states(), (std::vector<std::string>{"signed", "not_signed"}));
    EXPECT_THAT(sign(first, hash(), 409)["what"], "You have signed this text already.");
    sign(second, hash());
    const json both = read();
    EXPECT_EQ(both["standing"]["is_initial_ready"], true);
    EXPECT_EQ(both["standing"]["is_complete"], false);
    EXPECT_EQ(both["signatures"][0]["practice"], "A81002");
    EXPECT_EQ(both["signatures"][0]["counts"], true);
    EXPECT_EQ(both["signatures"][0]["legal_form"], "partnership");
    EXPECT_EQ(network_.audited("agreement.sign", id_), 2);
}

TEST_F(NetworkAgreement, IsNotSignedUnreadIncompleteOrWithoutAuthority) {
    sign(first, "x", 409);
    json few = initial_values();
    few.erase("network_area");
    save(manager, 0, few);
    EXPECT_THAT(sign(first, hash(), 409)["where"], "\"Network area\" is empty.");
    save(manager, 1, initial_values());
    const std::string good = hash();
    EXPECT_THAT(sign(first, std::string(64, '0'), 409)["what"],
                "The text was changed: version 2 holds now.");
    const json whole{{"hash", good},
                     {"signer", "Dr A"},
                     {"capacity", "Partner"},
                     {"legal_form", "partnership"},
                     {"authority", "all_partners"},
                     {"partners", 2},
                     {"declares", true}};
    for (const auto& [field, value, where] :
         std::vector<std::tuple<std::string, json, std::string>>{
             {"declares", false, "declares"},
             {"signer", "", "signer"},
             {"capacity", "Receptionist", "capacity"},
             {"legal_form", "club", "legal_form"},
             {"authority", "director", "authority"},
             {"partners", 1, "partners"},
             {"partners", "many", "partners"},
             {"kept_at", "the safe", "kept_at"},
             {"method", "paper", "kept_at"}}) {
        json wrong = whole;
        wrong[field] = value;
        EXPECT_EQ(ask(first, "POST", "/signatures", wrong, 400)["where"], where) << field;
    }
    ask(first, "POST", "/signatures", whole, 201);
    const json partly = read()["standing"]["members"][0];
    EXPECT_EQ(partly["state"], "partly_signed");
    EXPECT_EQ(partly["partners_signed"], 1);
    EXPECT_EQ(partly["partners"], 2);
}

TEST_F(NetworkAgreement, IsAmendedOnlyKnowinglyAfterOthersSignedAndNamesWhoSignsAgain) {
    save(manager, 0, initial_values());
    sign(first, hash());
    json amended = initial_values();
    amended["network_area"] = "Stockton, both sides of the river";
    const json refused =
        save(Somebody{"practice_manager", "A81002", practice_kind}, 1, amended, 409);
    EXPECT_EQ(refused["what"],
              "1 practice has signed this text. Saving changes the text: they must sign again.");
    EXPECT_EQ(read()["version"], 1);
    save(Somebody{"practice_manager", "A81002", practice_kind}, 1, amended, 200,
         "voids_signatures");
    const json after = read(planner);
    EXPECT_EQ(after["standing"]["members"][0]["state"], "signed_earlier");
    EXPECT_EQ(after["standing"]["members"][0]["earlier_version"], 1);
    EXPECT_EQ(after["signatures"][0]["counts"], false);
    const json difference = ask(first, "GET", "/difference?before=1&after=2", nullptr, 200);
    ASSERT_EQ(difference["changes"].size(), 1U);
    EXPECT_EQ(difference["changes"][0]["title"], "Network area");
    EXPECT_EQ(difference["changes"][0]["before"], "Stockton north of the river");
    ask(first, "GET", "/difference?before=1&after=7", nullptr, 404);
}

TEST_F(NetworkAgreement, TellsTheSecondOfTwoWhoEditThatTheFirstSaved) {
    save(manager, 0, initial_values());
    json mine = initial_values();
    mine["chair"] = "Ann";
    save(first, 1, mine);
    mine["chair"] = "Bob";
    const json conflict = save(manager, 1, mine, 409);
    EXPECT_EQ(conflict["where"], "based_on");
    EXPECT_THAT(conflict["what"].get<std::string>(), HasSubstr("Version 2 was saved meanwhile"));
    EXPECT_EQ(read()["agreement"]["values"]["chair"], "Ann");
    EXPECT_EQ(save(manager, 2, read()["agreement"]["values"])["is_changed"], false);
    EXPECT_EQ(read()["version"], 2) << "nothing changed, so no new version";
}

TEST_F(NetworkAgreement, RefusesWhatItsFormDoesNotTakeSayingWhere) {
    for (const auto& [values, where] : std::vector<std::pair<json, std::string>>{
             {{{"quorums", "2"}}, "values"},
             {{{"notice_days", "ten"}}, "notice_days"},
             {{{"list_size_on", "1 January"}}, "list_size_on"},
             {{{"votes", "lots"}}, "votes"},
             {{{"staff", "a text"}}, "staff"},
             {{{"staff", {{{"role", "Pharmacist"}, {"host", "A99999"}}}}}, "staff, row 1, host"},
             {{{"split", {{{"retained", "1%"}}}}}, "split, row 1, retained"}})
        EXPECT_EQ(save(manager, 0, values, 400)["where"], where) << values;
    ask(manager, "PUT", "", {{"form", "2019-20"}, {"values", json::object()}}, 400);
    ask(manager, "PUT", "", {{"based_on", 0}, {"form", "1948-49"}, {"values", json::object()}},
        400);
    EXPECT_EQ(read()["version"], 0);
}

// "No complete signature set -> no PCN payment" (pcn.md section 2.10).
TEST_F(NetworkAgreement, IsConfirmedWhenCompleteAndThenOpensTheGate) {
    const auto standing = [&] {
        const auto connection = network_.parts().database.lease();
        const auto forms = agreement_templates_of(network_.parts().state.read().pack().files());
        const std::vector<OdsCode> members{OdsCode::parse("A81001").value(),
                                           OdsCode::parse("A81002").value()};
        return agreement_standing(**connection, id_, members, *forms).value();
    };
    EXPECT_FALSE(require_complete_agreement(standing()));
    save(manager, 0, initial_values());
    sign(first, hash());
    sign(second, hash());
    EXPECT_TRUE(standing().is_initial_ready());
    const json early = ask(manager, "POST", "/confirmation", {{"hash", hash()}}, 409);
    EXPECT_THAT(early["where"].get<std::string>(), HasSubstr("\"Quorum\" is empty."));
    save(manager, 1, complete_values(), 200, "voids_signatures");
    sign(first, hash());
    ask(manager, "POST", "/confirmation", {{"hash", hash()}}, 409);
    sign(second, hash());
    EXPECT_EQ(require_complete_agreement(standing()).error().where,
              "It is not confirmed to the commissioner yet.");
    ask(manager, "POST", "/confirmation", {{"hash", hash()}}, 201);
    ask(manager, "POST", "/confirmation", {{"hash", hash()}}, 409);
    EXPECT_TRUE(require_complete_agreement(standing()));
    const json seen = read(planner);
    EXPECT_EQ(seen["standing"]["is_complete"], true);
    EXPECT_EQ(seen["standing"]["confirmed_on"], io::today_in_london().to_string());
    EXPECT_EQ(seen["confirmations"][0]["organisation"], "U00001");
    EXPECT_EQ(network_.audited("agreement.confirm", id_), 1);
    json amended = complete_values();
    amended["quorum"] = "One";
    save(manager, 2, amended, 200, "voids_signatures");
    EXPECT_FALSE(require_complete_agreement(standing())) << "an amendment closes the gate";
}

TEST_F(NetworkAgreement, IsShownAsAtAPastDay) {
    save(manager, 0, initial_values());
    const std::string yesterday = io::today_in_london().plus_days(-2).to_string();
    EXPECT_EQ(ask(manager, "GET", "?as_at=" + yesterday, nullptr, 200)["version"], 0);
    EXPECT_EQ(ask(manager, "PUT", "?as_at=" + yesterday,
                  {{"based_on", 0}, {"form", "2019-20"}, {"values", json::object()}}, 400)["where"],
              "as_at");
}

TEST_F(NetworkAgreement, ComesAsOneAccessibleDocument) {
    json values = complete_values();
    values["network_area"] = "North <of> the \"river\" & south";
    save(manager, 0, values);
    sign(first, hash());
    const auto document = answer(planner, "GET", "/document");
    EXPECT_EQ(document.status, 200);
    for (const char* part :
         {"<html lang=\"en-GB\">", "<title>Network agreement 2019/20: Test network of practices",
          "<h2 id=\"schedule-7\">", "<caption>Who does what</caption>",
          "<th scope=\"col\">Practice", "<th scope=\"row\">1</th>", "counter(page)",
          "North &lt;of&gt; the &quot;river&quot; &amp;", "Dr A81001", "Not signed"})
        EXPECT_THAT(document.body, HasSubstr(part));
    EXPECT_THAT(document.body, HasSubstr(hash()));
    EXPECT_THAT(document.body, Not(HasSubstr("<of>")));
    const json version = ask(first, "GET", "/versions/1", nullptr, 200);
    EXPECT_THAT(version["text"].get<std::string>(), HasSubstr("Evenings"));
    EXPECT_EQ(version["hash"], hash());
    ask(first, "GET", "/versions/2", nullptr, 404);
    const json next = ask(first, "GET", "/next-form", nullptr, 200);
    EXPECT_EQ(next["form"]["id"], "2019-20") << "no newer form is in the content";
    EXPECT_EQ(next["agreement"]["values"], read()["agreement"]["values"]);
    EXPECT_EQ(next["new_fields"].size() + next["left_behind"].size(), 0U);
}

}  // namespace
}  // namespace openpcn::api
