// Agreeing all areas of a commissioner together, over HTTP: what stands against them, an overlap
// once for the two that share it, exceptions by name, and all or nothing.
#include "api/formation_desk.h"
#include "api/test_formation.h"
#include "persistence/networks.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class AreasTogether : public NetworkFormation {
protected:
    // A second network under review, of A81003 alone, with the same small area; its papers are kept
    // as its practice and commissioner would have kept them.
    std::string keep_second() {
        const auto connection = network_.parts().database.lease();
        auto text = registration({"A81003"}, 40'000);
        text["name"] = "South Network";
        const auto code = [](const char* one) { return OdsCode::parse(one).value(); };
        const persistence::NetworkRow row{
            "south",  std::nullopt, "South Network", code("16C"), networks::Stage::under_review,
            starts_,  std::nullopt, code("A81003"),  false,       std::nullopt,
            io::now()};
        EXPECT_TRUE(persistence::add_network(**connection, row));
        EXPECT_TRUE(persistence::write_network_members(
            **connection, "south", {{"south", code("A81003"), starts_, std::nullopt, {}}}));
        const auto keep = [&](const char* kind, const json& body) {
            EXPECT_TRUE(persistence::add_paper(
                **connection, {"south", kind, kind, 1, body.dump(), io::now(), "u", "U", "A81003"},
                0));
        };
        keep(registration_kind, text);
        const auto read = formation::parse_registration(text.dump()).value();
        EXPECT_TRUE(persistence::add_paper(
            **connection,
            {"south", acceptance_kind, "A81003", 1,
             json{{"accepts", true}, {"area", formation::area_text(read)}}.dump(), io::now(), "u",
             "U", "A81003"},
            0));
        keep(submission_kind, {{"registration", text}, {"findings", json::array()}});
        keep(review_kind, {{"stage", "under_review"},
                           {"submissions",
                            {{{"version", 1}, {"day", today_.to_string()}, {"is_late", false}}}}});
        return "south";
    }
    json decision(const std::vector<std::string>& networks) const {
        return {{"networks", networks},
                {"committee", "PCCC"},
                {"minute", "2027/1"},
                {"agreed_with", "The system"},
                {"exceptions", json::object()}};
    }
    json areas() { return as_commissioner({"GET", "/api/approvals/areas", ""}); }
    json agree_areas(const json& body, int status = 200) {
        return as_commissioner({"POST", "/api/approvals/areas", body.dump()}, status);
    }
    std::string stage_of(const std::string& id) {
        return as_commissioner({"GET", "/api/networks/" + id + "/review", ""})["review"]["stage"];
    }
};

TEST_F(AreasTogether, NameAnOverlapOnceForTheTwoThatShareIt) {
    bring_to_review(registration({"A81001", "A81002"}));
    const std::string south = keep_second();
    const auto batch = areas();
    ASSERT_EQ(batch["networks"].size(), 2U);
    std::vector<json> overlaps;
    json body = decision({id_, south});
    for (const auto& one : batch["obstacles"]) {
        if (one["finding"]["id"] == "area_overlap") overlaps.push_back(one);
        body["exceptions"][one["id"].get<std::string>()] = "Both agree.";
    }
    ASSERT_EQ(overlaps.size(), 1U) << batch["obstacles"];
    const std::set<std::string> two{overlaps[0]["network"], overlaps[0]["other"]["network"]};
    EXPECT_EQ(two, (std::set<std::string>{id_, south}));
    EXPECT_THAT(overlaps[0]["finding"]["arithmetic"].get<std::string>(), HasSubstr("1 small area"));
    // It stands against each of them, also where only one is chosen.
    for (const auto& chosen : {id_, south}) {
        json one = body;
        one["networks"] = {chosen};
        one["exceptions"].erase(overlaps[0]["id"].get<std::string>());
        EXPECT_THAT(agree_areas(one, 409)["where"].get<std::string>(), HasSubstr("area_overlap"));
    }
    agree_areas(body);
    for (const auto& id : {id_, south}) {
        const auto made =
            as_commissioner({"GET", "/api/networks/" + id + "/review", ""})["review"]["decision"];
        EXPECT_EQ(made["accepted"]["area_overlap"], "Both agree.");
        EXPECT_EQ(made["minute"], "2027/1");
        EXPECT_FALSE(made["batch"].get<std::string>().empty());
    }
}

TEST_F(AreasTogether, PassAllOrNone) {
    bring_to_review(registration({"A81001", "A81002"}));
    const std::string south = keep_second();
    json body = decision({id_, south});
    const auto batch = areas();
    for (const auto& one : batch["obstacles"])
        body["exceptions"][one["id"].get<std::string>()] = "Known.";
    // A dispute of one of them takes it out, so that the decision holds for none.
    json issue{{"step", "open_issue"}, {"kind", "gap"}, {"title", "The valley"}, {"based_on", 1}};
    as_commissioner({"POST", "/api/networks/south/review", issue.dump()});
    agree_areas(body, 409);
    EXPECT_EQ(stage(), "under_review");
    EXPECT_EQ(stage_of(south), "in_dispute");
    EXPECT_EQ(areas()["networks"].size(), 1U);
    json closing{{"step", "close_issue"}, {"issue", 1}, {"outcome", "Shared"}, {"based_on", 2}};
    as_commissioner({"POST", "/api/networks/south/review", closing.dump()});
    json later = body;
    later["day"] = today_.plus_days(1).to_string();
    agree_areas(later, 400);
    EXPECT_EQ(stage(), "under_review");
    EXPECT_EQ(agree_areas(body)["agreed"].size(), 2U);
    EXPECT_EQ(stage(), "agreed_in_principle");
    EXPECT_EQ(stage_of(south), "agreed_in_principle");
    EXPECT_EQ(network_.audited("network.agree_areas", id_ + " " + south), 1);
    agree_areas(body, 409);
}

TEST_F(AreasTogether, AreTheLeadCommissionersOwn) {
    bring_to_review(registration({"A81001", "A81002"}));
    const std::string body = decision({id_}).dump();
    const TestNetwork::Exchange post{"POST", "/api/approvals/areas", body};
    as_manager(post, 403);
    ask("network_manager", "U00001", OrganisationKind::network, post, 403);
    ask("commissioner", "84H", OrganisationKind::commissioner, post, 409);
    const auto others = ask("commissioner", "84H", OrganisationKind::commissioner,
                            {"GET", "/api/approvals/areas", ""});
    EXPECT_EQ(others["networks"].size(), 0U);
    json none = decision({});
    agree_areas(none, 400);
    none = decision({id_});
    none.erase("minute");
    agree_areas(none, 400);
    EXPECT_EQ(stage(), "under_review");
}

TEST_F(AreasTogether, AskForEverythingThatTheCommitteeHasToDecide) {
    // Above the size with two teams: the committee's to judge, and no matter of areas.
    auto text = registration({"A81001", "A81002"}, 40'000);
    text["teams"] = {{{"name", "East"}, {"practices", {"A81001"}}},
                     {{"name", "West"}, {"practices", {"A81002"}}}};
    bring_to_review(text);
    json body = decision({id_});
    const auto batch = areas();
    bool asked = false;
    for (const auto& one : batch["obstacles"]) {
        asked = asked || one["finding"]["id"] == "size";
        body["exceptions"][one["id"].get<std::string>()] = "Two teams.";
    }
    EXPECT_TRUE(asked) << "else the decision could not be taken at all";
    agree_areas(body);
    EXPECT_EQ(review()["review"]["decision"]["accepted"]["size"], "Two teams.");
}

}  // namespace
}  // namespace openpcn::api
