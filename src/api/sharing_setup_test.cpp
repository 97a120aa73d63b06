#include "api/sharing_setup.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/account_setup.h"
#include "api/sharing_desk.h"
#include "api/test_network.h"
#include "platform/io/clock.h"
#include "sharing/test_agreement.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

// The form as somebody filled it in.
json filled() {
    json form = json::parse(
        agreement_form({"A81001", "A81002"}, sharing::code("U00001"), io::today_in_london()));
    json& text = form["text"];
    for (const char* basis : {"lawful_basis", "special_category", "confidentiality", "terms"})
        text[basis] = "As written";
    for (const char* approval : {"caldicott_guardian", "data_protection_officer"})
        text[approval] = {{"name", "A. Person"}, {"on", "2026-01-05"}};
    for (json& signature : form["signed"]) {
        signature["name"] = "S. Signer";
        signature["role"] = "Partner";
        signature["on"] = "2026-01-06";
    }
    return form;
}

TEST(SharingSetup, RecordsAFilledFormSoThatAccessBegins) {
    TestNetwork network(TestNetwork::Agreements::none);
    const auto manager = network.sign_in("network_manager", "U00001", OrganisationKind::network);
    const auto feeds = [&] {
        return json::parse(network.ask(&manager, {"GET", "/api/feeds", ""}).body).size();
    };
    EXPECT_EQ(feeds(), 0u);
    const auto connection = network.parts().database.lease();
    ASSERT_TRUE(connection);
    const auto recorded = record_agreement(**connection, filled().dump(), "a.json", io::now());
    ASSERT_TRUE(recorded) << to_string(recorded.error());
    EXPECT_TRUE(recorded->unsigned_by.empty());
    EXPECT_EQ(feeds(), 2u);
    EXPECT_EQ(network.audited("sharing.record", recorded->id), 1);

    const auto again = record_agreement(**connection, filled().dump(), "a.json", io::now());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->id, recorded->id) << "the same text is the same agreement";

    const sharing::Stop stop{sharing::code("A81002"), sharing::StopKind::suspended, "B", "Breach",
                             io::now()};
    ASSERT_TRUE(stop_agreement(**connection, recorded->id, stop));
    EXPECT_EQ(feeds(), 1u) << "at once, though another program wrote it";
    EXPECT_EQ(network.audited("sharing.suspended", recorded->id), 1);
    EXPECT_EQ(stop_agreement(**connection, "none", stop).error().kind, ErrorKind::not_found);
}

TEST(SharingSetup, TellsWhoHasNotSigned) {
    TestNetwork network(TestNetwork::Agreements::none);
    const auto connection = network.parts().database.lease();
    ASSERT_TRUE(connection);
    json form = filled();
    form["signed"].erase(1);
    const auto recorded = record_agreement(**connection, form.dump(), "a.json", io::now());
    ASSERT_TRUE(recorded) << to_string(recorded.error());
    EXPECT_THAT(recorded->unsigned_by, ElementsAre(sharing::code("A81002")));
}

TEST(SharingSetup, RefusesWhatIsNoFilledFormAndKeepsNothing) {
    TestNetwork network(TestNetwork::Agreements::none);
    const auto connection = network.parts().database.lease();
    ASSERT_TRUE(connection);
    const auto refused = [&](const json& form) {
        const auto recorded = record_agreement(**connection, form.dump(), "a.json", io::now());
        EXPECT_FALSE(recorded);
        return recorded ? std::string() : to_string(recorded.error());
    };
    json unsigned_form =
        json::parse(agreement_form({"A81001"}, sharing::code("U00001"), io::today_in_london()));
    EXPECT_THAT(refused(unsigned_form), HasSubstr("a.json: text.caldicott_guardian"));
    json incomplete = filled();
    incomplete["text"].erase("terms");
    EXPECT_THAT(refused(incomplete), HasSubstr("It has no terms."));
    json stranger = filled();
    stranger["signed"][0]["organisation"] = "B99999";
    EXPECT_THAT(refused(stranger), HasSubstr("B99999 is no party"));
    json later = filled();
    later["signed"][0]["on"] = "2999-01-01";
    EXPECT_THAT(refused(later), HasSubstr("a.json: signed[0].on"));
    json unknown = filled();
    unknown["signed"][0]["witness"] = "W";
    EXPECT_THAT(refused(unknown), HasSubstr("There is no such member."));
    EXPECT_THAT(refused(json::array()), HasSubstr("\"text\" and \"signed\""));
    const auto kept = read_agreements(**connection);
    ASSERT_TRUE(kept);
    EXPECT_TRUE(kept->empty());
}

TEST(SharingSetup, SharesADemonstrationOnceAndNoRealNetwork) {
    TestNetwork network(TestNetwork::Agreements::none);
    const auto connection = network.parts().database.lease();
    ASSERT_TRUE(connection);
    const auto add = [&] {
        return add_demonstration_agreements(**connection, {"A81001", "A81002"},
                                            sharing::code("U00001"), sharing::code("QE1"),
                                            io::today_in_london(), io::now());
    };
    EXPECT_EQ(add().error().kind, ErrorKind::forbidden);
    ASSERT_TRUE((*connection)
                    ->execute("INSERT INTO setting (name, value) VALUES ('demonstration', 'yes')"));
    ASSERT_TRUE(add());
    ASSERT_TRUE(add());
    const auto kept = read_agreements(**connection);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->size(), 2u);
    const auto planner = network.sign_in("commissioner", "QE1", OrganisationKind::commissioner);
    EXPECT_EQ(network.ask(&planner, {"GET", "/api/population", ""}).status, 200);

    for (const auto& one : *kept)
        ASSERT_TRUE(stop_agreement(**connection, one.id,
                                   {one.agreement.text.receivers.front(),
                                    sharing::StopKind::suspended, "N", "To try it", io::now()}));
    ASSERT_TRUE(add());
    EXPECT_EQ(read_agreements(**connection)->size(), 2u) << "what was suspended stays so";
    EXPECT_EQ(network.ask(&planner, {"GET", "/api/population", ""}).status, 404);
}

}  // namespace
}  // namespace openpcn::api
