#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/test_network.h"
#include "platform/io/clock.h"
#include "sharing/agreement_json.h"
#include "sharing/test_agreement.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr const char* path = "/api/sharing/agreements";

struct Desk {
    TestNetwork network{TestNetwork::Agreements::none};
    SignedIn manager = network.sign_in("network_manager", "U00001", OrganisationKind::network);
    SignedIn first =
        network.sign_in("practice_manager", TestNetwork::own_practice, OrganisationKind::practice);
    SignedIn second = network.sign_in("practice_manager", TestNetwork::other_practice,
                                      OrganisationKind::practice);

    static json text() {
        sharing::AgreementText text = sharing::test_text();
        text.from = io::today_in_london();
        text.to = text.from.plus_days(30);
        return json(sharing::to_json(text));
    }
    http::Response post(const SignedIn& who, const std::string& address, const json& body) {
        return network.ask(&who, {"POST", address, body.dump()});
    }
    json get(const SignedIn& who, const std::string& address) {
        const auto answer = network.ask(&who, {"GET", address, ""});
        EXPECT_EQ(answer.status, 200) << answer.body;
        return json::parse(answer.body);
    }
    std::string draft() {
        const auto answer = post(manager, path, {{"text", text()}});
        EXPECT_EQ(answer.status, 201) << answer.body;
        return json::parse(answer.body).at("id");
    }
    std::string at(const std::string& id) { return std::string(path) + "/" + id; }
    http::Response sign(const SignedIn& who, const std::string& id) {
        return post(who, at(id) + "/signatures", {{"hash", get(who, at(id)).at("hash")}});
    }
    std::size_t feeds() { return get(manager, "/api/feeds").size(); }
};

TEST(SharingRoutes, TakeAnAgreementFromDraftToAccessAndBack) {
    Desk desk;
    const std::string id = desk.draft();
    EXPECT_EQ(desk.get(desk.manager, desk.at(id)).at("state"), "draft");
    EXPECT_EQ(desk.feeds(), 0u);
    EXPECT_EQ(desk.sign(desk.first, id).status, 200);
    EXPECT_EQ(desk.feeds(), 0u) << "the receiver has not signed";
    EXPECT_EQ(desk.sign(desk.manager, id).status, 200);
    EXPECT_EQ(desk.feeds(), 1u) << "one practice has signed";
    EXPECT_EQ(desk.get(desk.manager, desk.at(id)).at("state"), "partly_in_force");
    EXPECT_EQ(desk.sign(desk.second, id).status, 200);
    EXPECT_EQ(desk.feeds(), 2u);
    const json in_force = desk.get(desk.manager, desk.at(id));
    EXPECT_EQ(in_force.at("state"), "in_force");
    EXPECT_EQ(in_force.at("lapses_soon"), true);
    EXPECT_EQ(in_force.at("history").size(), 4u);

    const auto stopped = desk.post(desk.second, desk.at(id) + "/stops",
                                   {{"kind", "suspended"}, {"reason", "A breach"}});
    EXPECT_EQ(stopped.status, 200) << stopped.body;
    EXPECT_EQ(desk.feeds(), 1u) << "at once, and for the one practice alone";
    EXPECT_EQ(
        desk.post(desk.second, desk.at(id) + "/stops", {{"kind", "resumed"}, {"reason", "Mended"}})
            .status,
        200);
    EXPECT_EQ(desk.feeds(), 2u);
    for (const char* action : {"sharing.draft", "sharing.sign", "sharing.suspended"})
        EXPECT_GE(desk.network.audited(action, id), 1) << action;
}

TEST(SharingRoutes, LoseTheSignaturesOfAnEarlierText) {
    Desk desk;
    const std::string id = desk.draft();
    for (const SignedIn* who : {&desk.first, &desk.second, &desk.manager}) desk.sign(*who, id);
    EXPECT_EQ(desk.feeds(), 2u);
    const json before = desk.get(desk.first, desk.at(id));
    json text = desk.text();
    text["terms"] = "Other terms.";
    const auto changed = desk.post(desk.first, desk.at(id) + "/versions",
                                   {{"based_on", before.at("version")}, {"text", text}});
    ASSERT_EQ(changed.status, 200) << changed.body;
    const json after = json::parse(changed.body);
    EXPECT_EQ(after.at("state"), "changed");
    EXPECT_EQ(after.at("history").at(0).at("what"),
              "Text changed (terms): earlier signatures do not count");
    EXPECT_NE(after.at("hash"), before.at("hash"));
    for (const json& signature : after.at("signatures")) EXPECT_EQ(signature.at("counts"), false);
    EXPECT_EQ(desk.feeds(), 0u);
    EXPECT_EQ(
        desk.post(desk.second, desk.at(id) + "/signatures", {{"hash", before.at("hash")}}).status,
        409)
        << "nobody signs a text that they have not read";
    EXPECT_EQ(desk.post(desk.second, desk.at(id) + "/versions",
                        {{"based_on", before.at("version")}, {"text", text}})
                  .status,
              409)
        << "somebody else was first";
}

TEST(SharingRoutes, AreForPartiesAndForOnesOwnOrganisation) {
    Desk desk;
    const std::string id = desk.draft();
    const auto stranger =
        desk.network.sign_in("practice_manager", "B99999", OrganisationKind::practice);
    EXPECT_EQ(desk.network.ask(&stranger, {"GET", desk.at(id), ""}).status, 404);
    EXPECT_EQ(desk.get(stranger, path).at("agreements").size(), 0u);
    const json hash{{"hash", desk.get(desk.first, desk.at(id)).at("hash")}};
    EXPECT_EQ(desk.post(stranger, desk.at(id) + "/signatures", hash).status, 404);
    EXPECT_EQ(desk.post(stranger, path, {{"text", desk.text()}}).status, 400)
        << "one's own organisation is not named";
    const auto pharmacist = desk.network.sign_in("clinical_pharmacist", TestNetwork::own_practice,
                                                 OrganisationKind::practice);
    EXPECT_EQ(desk.post(pharmacist, desk.at(id) + "/signatures", hash).status, 403);
    EXPECT_EQ(desk.get(pharmacist, desk.at(id)).at("state"), "draft") << "to be read by all staff";
}

TEST(SharingRoutes, SayHowItStoodOnAnotherDay) {
    Desk desk;
    const std::string id = desk.draft();
    for (const SignedIn* who : {&desk.first, &desk.second, &desk.manager}) desk.sign(*who, id);
    const Date today = io::today_in_london();
    const auto on = [&](Date day) { return desk.at(id) + "?as_at=" + day.to_string(); };
    EXPECT_EQ(desk.get(desk.manager, on(today.plus_days(30))).at("state"), "in_force");
    EXPECT_EQ(desk.get(desk.manager, on(today.plus_days(31))).at("state"), "lapsed");
    EXPECT_EQ(desk.network.ask(&desk.manager, {"GET", on(today.plus_days(-5)), ""}).status, 404)
        << "it was not written then";
    const json later =
        desk.get(desk.manager, std::string(path) + "?as_at=" + today.plus_days(31).to_string());
    for (const json& row : later.at("matrix"))
        for (const auto& [purpose, kinds] : row.at("purposes").items())
            EXPECT_TRUE(kinds.empty()) << purpose;
}

TEST(SharingRoutes, RefuseWhatIsNoAgreementSayingWhere) {
    Desk desk;
    json text = desk.text();
    text["purposes"] = {"marketing"};
    const auto refused = desk.post(desk.manager, path, {{"text", text}});
    EXPECT_EQ(refused.status, 400);
    EXPECT_THAT(refused.body, HasSubstr("text.purposes"));
    const std::string id = desk.draft();
    EXPECT_EQ(desk.post(desk.first, desk.at(id) + "/stops", {{"kind", "suspended"}}).status, 400)
        << "without a reason";
    EXPECT_EQ(
        desk.post(desk.first, desk.at(id) + "/stops", {{"kind", "paused"}, {"reason", "R"}}).status,
        400);
}

}  // namespace
}  // namespace openpcn::api
