// Partners, teams, systems and suppliers through the routes: who writes, who reads, what is kept.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/test_network.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

class NetworkPartners : public testing::Test {
protected:
    json ask(const SignedIn& session, const TestNetwork::Exchange& exchange, int status = 200) {
        const auto response = network_.ask(&session, exchange);
        EXPECT_EQ(response.status, status) << exchange.address << "\n" << response.body;
        return json::parse(response.body, nullptr, false);
    }
    std::string text(const SignedIn& session, const std::string& address) {
        const auto response = network_.ask(&session, {"GET", address, ""});
        EXPECT_EQ(response.status, 200) << response.body;
        return response.body;
    }

    TestNetwork network_;
    std::string id_ = network_.add_network(networks::Stage::draft, {"A81001"});
    std::string own_ = "/api/networks/" + id_;
    SignedIn manager_ = network_.sign_in("network_manager", "U00001", OrganisationKind::network);
    SignedIn reception_ = network_.sign_in("receptionist", "A81001", OrganisationKind::practice);
    SignedIn stranger_ = network_.sign_in("network_manager", "U00002", OrganisationKind::network);
    SignedIn commissioner_ =
        network_.sign_in("commissioner", "QE1", OrganisationKind::commissioner);
};

const std::string age_uk =
    R"({"partner": {"name": "Age UK", "kind": "voluntary", "from": "2026-01-01", "services":
        [{"name": "Befriending", "telephone": "01642 1", "referral_route": "Ring"},
         {"name": "Benefits advice"}]}})";

TEST_F(NetworkPartners, AreWrittenByTheNetworkFoundByReceptionAndSeenByNobodyElse) {
    const auto added = ask(manager_, {"POST", own_ + "/partners", age_uk}, 201);
    const std::string id = added["id"];
    EXPECT_EQ(network_.audited("partner.add", id), 1);
    const auto found = ask(reception_, {"GET", own_ + "/partners?q=befr", ""});
    ASSERT_EQ(found["entries"].size(), 1U);
    EXPECT_EQ(found["entries"][0]["services_found"], json({0}));
    EXPECT_EQ(found["entries"][0]["partner"]["services"][0]["telephone"], "01642 1");
    EXPECT_EQ(ask(reception_, {"GET", own_ + "/partners?q=falls", ""})["entries"].size(), 0U);
    EXPECT_EQ(ask(reception_, {"GET", own_ + "/partners?kind=council", ""})["entries"].size(), 0U);
    const auto before = ask(reception_, {"GET", own_ + "/partners?as_at=2025-12-31", ""});
    EXPECT_EQ(before["entries"][0]["in_force"], false);
    ask(reception_, {"POST", own_ + "/partners", age_uk}, 403);
    ask(commissioner_, {"POST", own_ + "/partners", age_uk}, 403);
    ask(stranger_, {"GET", own_ + "/partners", ""}, 404);
    ask(stranger_, {"POST", own_ + "/partners", age_uk}, 404);
}

TEST_F(NetworkPartners, AreChangedOnlyByWhoSawTheNewestVersion) {
    const std::string id = ask(manager_, {"POST", own_ + "/partners", age_uk}, 201)["id"];
    const auto changed = [&](const std::string& based_on) {
        return R"({)" + based_on +
               R"("partner": {"name": "Age UK Tees", "kind": "voluntary", "from": "2026-01-01"}})";
    };
    const std::string address = own_ + "/partners/" + id;
    EXPECT_EQ(ask(manager_, {"PUT", address, changed(R"("based_on": 1, )")})["version"], 2);
    ask(manager_, {"PUT", address, changed(R"("based_on": 1, )")}, 409);
    ask(manager_, {"PUT", address, changed("")}, 409);
    ask(manager_, {"PUT", own_ + "/partners/none", changed(R"("based_on": 1, )")}, 404);
    const auto wrong =
        ask(manager_, {"POST", own_ + "/partners", R"({"partner": {"name": "X"}})"}, 400);
    EXPECT_EQ(wrong["what"], "\"kind\" must be a text.");
    EXPECT_EQ(network_.audited("partner.change", id), 1);
}

TEST_F(NetworkPartners, OfTheCommissionerAreReadByItsNetworksAndNotChangedByThem) {
    const std::string id =
        ask(commissioner_, {"POST", "/api/systems/directory", age_uk}, 201)["id"];
    const auto found = ask(reception_, {"GET", own_ + "/partners", ""});
    ASSERT_EQ(found["entries"].size(), 1U);
    EXPECT_EQ(found["entries"][0]["shared"], true);
    std::string based = age_uk;
    based.insert(1, R"("based_on": 1, )");
    ask(manager_, {"PUT", own_ + "/partners/" + id, based}, 404);
    ask(manager_, {"POST", "/api/systems/directory", age_uk}, 403);
    const auto other = network_.sign_in("commissioner", "QE2", OrganisationKind::commissioner);
    EXPECT_EQ(ask(other, {"GET", "/api/systems/directory", ""})["entries"].size(), 0U);
    ask(other, {"PUT", "/api/systems/directory/" + id, based}, 404);
}

TEST_F(NetworkPartners, ComeOutOfAFileWithItsRejectsKeptAndGoIntoOne) {
    const std::string file =
        "name,kind,service,telephone\nAge UK,voluntary,Befriending,01642 1\n"
        "Age UK,voluntary,Lunch club,\nNobody,wizard,,\n";
    const TestNetwork::Exchange load{"POST", own_ + "/partners/import?file_name=partners.csv",
                                     file};
    const auto done = ask(manager_, load);
    EXPECT_EQ(done["added"], 1);
    EXPECT_EQ(done["rows"], 3);
    EXPECT_EQ(done["rejects"][0]["line"], 4);
    EXPECT_EQ(done["rejects"][0]["original"], "Nobody,wizard,,");
    const auto again = ask(manager_, load);
    EXPECT_EQ(again["added"], 0);
    EXPECT_EQ(again["unchanged"], 1);
    const auto imports = ask(reception_, {"GET", own_ + "/partners/imports", ""});
    ASSERT_EQ(imports.size(), 2U);
    EXPECT_EQ(imports[0]["file"], "partners.csv");
    EXPECT_EQ(imports[0]["rejected"], 1);
    const std::string csv = text(reception_, own_ + "/partners/export?format=csv");
    EXPECT_THAT(csv, HasSubstr("Age UK"));
    EXPECT_THAT(csv, HasSubstr("Lunch club"));
    EXPECT_THAT(text(reception_, own_ + "/partners/export?format=xlsx"), HasSubstr("PK"));
    ask(reception_, load, 403);
}

TEST_F(NetworkPartners, HaveAgreementsThatSayWhenTheirReviewIsDue) {
    const auto agreement = [](const std::string& partner, const std::string& more = "") {
        return R"({"agreement": {"title": "Pharmacies", "kind": "icp_integration",
               "partners": [")" +
               partner + R"("], "parties": ["A81001"], "scope": "Checks", "from": "2026-04-01",
               "review_on": "2026-10-01")" +
               more + "}}";
    };
    const std::string address = own_ + "/partner-agreements";
    // One that the commissioner entered once for all its networks.
    const std::string partner =
        ask(commissioner_, {"POST", "/api/systems/directory", age_uk}, 201)["id"];
    const auto unknown = ask(manager_, {"POST", address, agreement("p")}, 400);
    EXPECT_EQ(unknown["what"],
              "\"partners\" must be entries of the directory that the network sees.");
    const auto elsewhere =
        ask(manager_, {"POST", address, agreement(partner, R"(, "relies_on": "none")")}, 400);
    EXPECT_EQ(elsewhere["what"],
              "\"relies_on\" must be a data-sharing agreement that the network or one of its "
              "practices is party to.");
    ask(manager_, {"POST", address, agreement(partner, R"(, "relies_on": "A81002-U00001")")}, 400);
    ask(manager_, {"POST", address, agreement(partner, R"(, "relies_on": "A81001-U00001")")}, 201);
    const auto due =
        ask(reception_, {"GET", own_ + "/partner-agreements?as_at=2026-10-11", ""})["entries"][0];
    EXPECT_EQ(due["review"], "due");
    EXPECT_EQ(due["review_sentence"], "Review is 10 days late.");
}

TEST_F(NetworkPartners, HaveTeamsWhoseCoverageTheCommissionerChecks) {
    const auto missing = ask(reception_, {"GET", own_ + "/teams", ""})["missing_kinds"];
    EXPECT_EQ(missing, json({"community", "mental_health"}));
    const std::string team =
        R"({"team": {"name": "District nurses", "kind": "community", "provider": "Trust",
            "networks": [")" +
        id_ + R"("], "small_areas": ["E01000001"], "from": "2026-01-01", "posts":
            [{"role": "district_nurse", "employer": "Trust", "whole_time_equivalent": "1.5",
              "from": "2026-01-01"}]}})";
    ask(commissioner_, {"POST", "/api/systems/teams", team}, 201);
    const auto teams = ask(reception_, {"GET", own_ + "/teams", ""});
    EXPECT_EQ(teams["missing_kinds"], json({"mental_health"}));
    EXPECT_EQ(teams["entries"][0]["whole_time_equivalent"], 1.5);
    EXPECT_EQ(ask(commissioner_, {"GET", "/api/systems/teams", ""})["entries"].size(), 1U);
    EXPECT_THAT(text(reception_, own_ + "/teams/export?format=csv"), HasSubstr("District nurse"));
    std::string second = team;
    second.replace(second.find("District nurses"), 15, "Other nurses");
    ask(manager_, {"POST", own_ + "/teams", second}, 201);
    const auto coverage = ask(commissioner_, {"GET", "/api/systems/team-coverage", ""});
    const auto& community = coverage["kinds"][0];
    EXPECT_EQ(community["arithmetic"], "1 of 1 network is served whole, 0 in part, 0 not at all.");
    EXPECT_EQ(community["claimed_twice"][0]["small_area"], "E01000001");
    EXPECT_EQ(community["claimed_twice"][0]["teams"].size(), 2U);
    EXPECT_EQ(coverage["kinds"][1]["networks"][0]["served"], "none");
    EXPECT_EQ(coverage["kinds"][1]["expected"], true);
    EXPECT_EQ(coverage["kinds"][2]["expected"], false);
    ask(manager_, {"GET", "/api/systems/team-coverage", ""}, 403);
    EXPECT_THAT(text(commissioner_, "/api/systems/team-coverage/export?format=csv"),
                AllOf(HasSubstr("Community health team,Community health team: teams"),
                      HasSubstr("Whole,District nurses; Other nurses,None")));
    ask(manager_, {"GET", "/api/systems/team-coverage/export?format=csv", ""}, 403);
}

TEST_F(NetworkPartners, SeeWhichKindsOfTeamServeThem) {
    const std::string address = own_ + "/team-coverage";
    const auto before = ask(reception_, {"GET", address, ""});
    ASSERT_EQ(before["kinds"].size(), 4U);
    EXPECT_EQ(before["kinds"][1]["networks"][0]["served"], "none");
    const std::string team =
        R"({"team": {"name": "Crisis team", "kind": "mental_health", "provider":
        "Trust", "networks": [")" +
        id_ + R"("], "small_areas": [], "from": "2026-10-01"}})";
    ask(commissioner_, {"POST", "/api/systems/teams", team}, 201);
    const auto after = ask(reception_, {"GET", address, ""});
    EXPECT_EQ(after["kinds"][1]["networks"][0]["served"], "whole");
    EXPECT_EQ(after["kinds"][1]["networks"][0]["teams"], json({"Crisis team"}));
    const auto early = ask(reception_, {"GET", address + "?as_at=2026-09-30", ""});
    EXPECT_EQ(early["kinds"][1]["networks"][0]["served"], "none");
    EXPECT_THAT(text(reception_, address + "/export?format=csv"), HasSubstr("Crisis team"));
    EXPECT_THAT(text(commissioner_, address + "/export?format=xlsx"), HasSubstr("PK"));
    ask(stranger_, {"GET", address, ""}, 404);
    ask(stranger_, {"GET", address + "/export?format=csv", ""}, 404);
    std::string typo = team;
    typo.replace(typo.find(id_), id_.size(), "U99999");
    EXPECT_EQ(ask(manager_, {"POST", own_ + "/teams", typo}, 400)["what"],
              "\"networks\" must be networks that the register or OpenPCN knows.");
}

TEST_F(NetworkPartners, ShareAGroupsPlansWithItsNetworksAndNobodyElse) {
    const std::string body =
        R"({"group": {"name": "Tees Valley", "kind": "system", "from": "2026-01-01", "members":
            [{"network": ")" +
        id_ + R"(", "from": "2026-01-01"}], "documents": [{"title": "Plan", "reference": "X1"}]}})";
    const std::string group = ask(commissioner_, {"POST", "/api/systems/groups", body}, 201)["id"];
    const std::string plan =
        R"({"plan": {"title": "Winter", "from": "2026-01-01", "actions":
            [{"what": "Open a hub", "owner": "North", "due": "2026-11-01"}]}})";
    const std::string plans = own_ + "/systems/" + group + "/plans";
    const std::string id = ask(manager_, {"POST", plans, plan}, 201)["id"];
    std::string changed = plan;
    changed.insert(1, R"("based_on": 1, )");
    ask(commissioner_, {"PUT", "/api/systems/groups/" + group + "/plans/" + id, changed});
    const std::string address = "/api/systems/groups/" + group;
    const auto seen = ask(reception_, {"GET", address + "?as_at=2026-11-02", ""});
    EXPECT_EQ(seen["members"][0]["name"], "Test network of practices");
    EXPECT_EQ(seen["plans"][0]["action_states"], json({"late"}));
    EXPECT_EQ(seen["plans"][0]["version"], 2);
    EXPECT_EQ(seen["may_plan"], false);
    EXPECT_FALSE(seen.contains("plans_through"));
    const auto for_manager = ask(manager_, {"GET", address, ""});
    EXPECT_EQ(for_manager["may_change"], false);
    EXPECT_EQ(for_manager["may_plan"], true);
    EXPECT_EQ(for_manager["plans_through"], id_);
    const auto for_commissioner = ask(commissioner_, {"GET", address, ""});
    EXPECT_EQ(for_commissioner["may_change"], true);
    EXPECT_EQ(for_commissioner["may_plan"], true);
    std::string unknown = body;
    unknown.replace(unknown.find(id_), id_.size(), "U99999");
    EXPECT_EQ(ask(commissioner_, {"POST", "/api/systems/groups", unknown}, 400)["what"],
              "\"members[0].network\" must be a network that the register or OpenPCN knows.");
    EXPECT_EQ(ask(reception_, {"GET", "/api/systems/groups", ""}).size(), 1U);
    EXPECT_EQ(ask(stranger_, {"GET", "/api/systems/groups", ""}).size(), 0U);
    ask(stranger_, {"GET", address, ""}, 404);
    // Not a member yet.
    ask(reception_, {"GET", address + "?as_at=2025-12-31", ""}, 404);
    ask(manager_, {"POST", "/api/systems/groups", body}, 403);
}

TEST_F(NetworkPartners, OfTheDigitalKindStandBesideRecordSystemsAndCountsOutOfArea) {
    network_.load_register(
        {feeds::text_file(
            "map.csv",
            "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
            "SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,SUPPLIER_NAME\n"
            "01Jan2026,A81001,THE DENSHAM SURGERY,TS18 1HU,U,,16C,NHS NE,QHM,NE,TPP\n"
            "01Jan2026,A81009,ANOTHER,TS18 1HU,U,,16C,NHS NE,QHM,NE,EMIS\n")},
        *Date::parse("2026-11-01"));
    const TestNetwork::Exchange say{
        "PUT", own_ + "/out-of-area/A81001",
        R"({"out_of_area": {"registers": "yes", "patients": 12, "counted_on": "2026-10-01",
            "from": "2026-01-01", "review_on": "2026-11-01"}})"};
    EXPECT_EQ(ask(manager_, say)["version"], 1);
    ask(manager_, say, 409);
    TestNetwork::Exchange elsewhere = say;
    elsewhere.address = own_ + "/out-of-area/A81009";
    ask(manager_, elsewhere, 404);
    ask(reception_, say, 403);
    const auto seen = ask(reception_, {"GET", own_ + "/suppliers?as_at=2026-11-11", ""});
    ASSERT_EQ(seen["record_systems"].size(), 1U);
    EXPECT_EQ(seen["record_systems"][0]["supplier"], "TPP");
    EXPECT_EQ(seen["record_systems"][0]["dated"], "2026-01-01");
    EXPECT_EQ(seen["out_of_area"][0]["out_of_area"]["patients"], 12);
    EXPECT_EQ(seen["out_of_area"][0]["review_sentence"], "Review is 10 days late.");
    // From December on it does not; November keeps its answer.
    ask(manager_, {"PUT", own_ + "/out-of-area/A81001",
                   R"({"based_on": 1, "out_of_area": {"registers": "no", "from": "2026-12-01"}})"});
    const auto said = [&](const std::string& day) {
        return ask(reception_, {"GET", own_ + "/suppliers?as_at=" + day, ""})["out_of_area"][0];
    };
    EXPECT_EQ(said("2026-12-01")["on_day"]["registers"], "no");
    EXPECT_EQ(said("2026-11-30")["on_day"]["registers"], "yes");
    EXPECT_EQ(said("2026-11-30")["out_of_area"]["registers"], "no");
    EXPECT_FALSE(said("2025-12-31").contains("on_day"));
}

TEST_F(NetworkPartners, ChooseProductsOfTheirOwnSuppliersAndOfSharedOnes) {
    const std::string supplier =
        R"({"supplier": {"name": "Example", "products": [{"name": "Ask", "category":
            "online_consultation", "from": "2026-01-01", "to": "2026-12-31"}]}})";
    const std::string shared =
        ask(commissioner_, {"POST", "/api/systems/suppliers", supplier}, 201)["id"];
    const std::string own = ask(manager_, {"POST", own_ + "/suppliers", supplier}, 201)["id"];
    EXPECT_EQ(ask(reception_, {"GET", own_ + "/suppliers", ""})["entries"].size(), 2U);
    const auto choice = [](const std::string& id, const std::string& by = "A81001",
                           const std::string& product = "Ask",
                           const std::string& from = "2026-02-01") {
        return R"({"choice": {"supplier": ")" + id + R"(", "product": ")" + product +
               R"(", "by": ")" + by + R"(", "from": ")" + from +
               R"(", "review_on": "2026-11-01"}})";
    };
    const std::string address = own_ + "/supplier-choices";
    ask(manager_, {"POST", address, choice(shared)}, 201);
    ask(manager_, {"POST", address, choice(own, id_)}, 201);
    const auto wrong = [&](const std::string& body) {
        return ask(manager_, {"POST", address, body}, 400)["what"].get<std::string>();
    };
    EXPECT_EQ(wrong(choice("none")), "\"supplier\" must be a supplier that the network sees.");
    EXPECT_EQ(wrong(choice(own, "A81009")), "\"by\" must be the network or one of its practices.");
    EXPECT_EQ(wrong(choice(own, "A81001", "Tell")),
              "\"product\" must be the name of one of the supplier's products.");
    EXPECT_EQ(wrong(choice(own, "A81001", "Ask", "2025-12-31")),
              "\"from\" must be a day on which the product is offered.");
    const auto seen = ask(reception_, {"GET", own_ + "/suppliers?as_at=2026-11-02", ""});
    ASSERT_EQ(seen["choices"].size(), 2U);
    EXPECT_EQ(seen["choices"][0]["review_sentence"], "Review is 1 day late.");
    EXPECT_EQ(seen["choices"][0]["in_force"], true);
    ask(commissioner_, {"POST", address, choice(shared)}, 403);
    ask(stranger_, {"POST", address, choice(shared)}, 404);
}

// Every change of every kind: by who added it, on the version that was shown, and by nobody else.
TEST_F(NetworkPartners, AndAllElseOfTheirKindAreChangedInVersions) {
    const std::string team =
        R"({"team": {"name": "T", "kind": "other", "provider": "P", "networks": [")" + id_ +
        R"("], "small_areas": [], "from": "2026-01-01"}})";
    const std::string supplier = R"({"supplier": {"name": "S", "products": []}})";
    const std::string partner = ask(manager_, {"POST", own_ + "/partners", age_uk}, 201)["id"];
    const std::string agreement =
        R"({"agreement": {"title": "A", "kind": "memorandum", "partners": [")" + partner +
        R"("], "parties": [], "scope": "S", "from": "2026-01-01"}})";
    const std::string group =
        R"({"group": {"name": "G", "kind": "place", "from": "2026-01-01",
            "members": [{"network": ")" +
        id_ + R"(", "from": "2026-01-01"}]}})";
    const std::string plan = R"({"plan": {"title": "P", "from": "2026-01-01"}})";
    const auto change = [&](const SignedIn& who, const SignedIn& other, const std::string& address,
                            const std::string& body) {
        const std::string id = ask(who, {"POST", address, body}, 201)["id"];
        std::string changed = body;
        changed.insert(1, R"("based_on": 1, )");
        const TestNetwork::Exchange put{"PUT", address + "/" + id, changed};
        EXPECT_EQ(ask(who, put)["version"], 2) << address;
        ask(who, put, 409);
        ask(other, put, 403);
        return id;
    };
    change(manager_, reception_, own_ + "/teams", team);
    const std::string ask_us = change(manager_, reception_, own_ + "/suppliers",
                                      R"({"supplier": {"name": "S", "products":
            [{"name": "Ask", "category": "other", "from": "2026-01-01"}]}})");
    change(manager_, reception_, own_ + "/supplier-choices",
           R"({"choice": {"supplier": ")" + ask_us +
               R"(", "product": "Ask", "by": "A81001", "from": "2026-01-01"}})");
    change(manager_, reception_, own_ + "/partner-agreements", agreement);
    change(commissioner_, manager_, "/api/systems/teams", team);
    change(commissioner_, manager_, "/api/systems/suppliers", supplier);
    change(commissioner_, manager_, "/api/systems/directory", age_uk);
    const std::string id = change(commissioner_, manager_, "/api/systems/groups", group);
    change(commissioner_, manager_, "/api/systems/groups/" + id + "/plans", plan);
    change(manager_, reception_, own_ + "/systems/" + id + "/plans", plan);
    const auto loaded = ask(commissioner_, {"POST", "/api/systems/directory/import?file_name=a.csv",
                                            "name,kind\nAge UK,voluntary\nOther,council\n"});
    EXPECT_EQ(loaded["added"], 1);
    EXPECT_EQ(loaded["changed"], 1);
    EXPECT_THAT(text(commissioner_, "/api/systems/directory/export?format=csv"),
                HasSubstr("Other,council"));
    ask(manager_, {"GET", "/api/systems/directory/export?format=csv", ""}, 403);
}

}  // namespace
}  // namespace openpcn::api
