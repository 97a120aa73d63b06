// Submitting a registration: by whom, returned and submitted again, and that a submission never
// changes, whatever is written or decided after it.
#include "api/formation_desk.h"
#include "agreement/test_agreement.h"
#include "api/test_formation.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class Submissions : public NetworkFormation {
protected:
    // Body, author and time as they are kept, of one version.
    std::string kept(std::int64_t version) {
        const auto connection = network_.parts().database.lease();
        const auto versions =
            persistence::paper_versions(**connection, id_, submission_kind, submission_kind)
                .value();
        for (const auto& one : versions)
            if (one.version == version)
                return one.body + one.author + one.author_organisation + one.at.to_string();
        return "none";
    }
};

TEST_F(Submissions, StayByteForByteAsTheyWereWhenTheNextOneIsMade) {
    auto version = submit_new(registration({"A81001", "A81002"}));
    const std::string first = kept(1);
    const auto shown = as_manager({"GET", at("/submissions"), ""})[0];
    EXPECT_EQ(shown["people"]["payees"], json({"PRACTICE A81001"}));
    step({{"step", "start_review"}});
    step({{"step", "return"}, {"reasons", {"The map is missing.", "The list is of another day."}}});
    const auto returned = as_manager({"GET", at("/registration"), ""});
    EXPECT_EQ(returned["returned"]["reasons"].size(), 2U);
    EXPECT_TRUE(returned["may_write"]);
    auto text = registration({"A81001", "A81002"}, 21'000);
    confirm_payee(propose_payee("PRACTICE A81002"));
    version = save(text, version);
    as_other_member({"POST", at("/submissions"), json{{"based_on", version}}.dump()}, 201);
    const auto both = as_commissioner({"GET", at("/submissions"), ""});
    ASSERT_EQ(both.size(), 2U);
    EXPECT_EQ(both[0]["version"], 2);
    EXPECT_EQ(both[0]["organisation"], "A81002");
    EXPECT_EQ(both[0]["differences"].size(), 2U) << both[0]["differences"];
    EXPECT_EQ(both[0]["differences"][1], "Payee: PRACTICE A81002 instead of PRACTICE A81001.");
    EXPECT_EQ(both[1]["people"], shown["people"]);
    EXPECT_EQ(kept(1), first);
    EXPECT_EQ(both[1]["registration"], shown["registration"]);
    EXPECT_EQ(both[1]["findings"], shown["findings"]);
    EXPECT_EQ(both[1]["at"], shown["at"]);
    EXPECT_EQ(kept(2).find("PRACTICE A81001\"}"), std::string::npos);
    EXPECT_EQ(network_.audited("network.submit", id_), 2);
}

TEST_F(Submissions, AreTheMembersOwnAndNobodyElses) {
    id_ = begin();
    const auto version = save(registration({"A81001", "A81002"}), 1);
    settle_people();
    accept("A81001", version);
    accept("A81002", version);
    keep_agreement(agreement::initial_values);
    const TestNetwork::Exchange submit{"POST", at("/submissions"),
                                       json{{"based_on", version}}.dump()};
    as_commissioner(submit, 403);
    ask("receptionist", "A81001", OrganisationKind::practice, submit, 403);
    ask("gp", "A81001", OrganisationKind::practice, submit, 403);
    ask("practice_manager", "A81003", OrganisationKind::practice, submit, 404);
    ask("network_manager", "U00001", OrganisationKind::network, submit, 404);
    as_manager({"POST", at("/submissions"), R"({"based_on": "2"})"}, 400);
    EXPECT_EQ(as_manager({"GET", at("/submissions"), ""}).size(), 0U);
    as_other_member(submit, 201);
    EXPECT_EQ(stage(), "submitted");
    // Who has no part in it does not learn of it; others read it.
    const TestNetwork::Exchange read{"GET", at("/submissions"), ""};
    ask("practice_manager", "A81003", OrganisationKind::practice, read, 404);
    ask("commissioner", "84H", OrganisationKind::commissioner, read, 404);
    EXPECT_EQ(as_commissioner(read).size(), 1U);
    EXPECT_EQ(ask("gp", "A81002", OrganisationKind::practice, read).size(), 1U);
    const std::string before = "?as_at=" + today_.plus_days(-1).to_string();
    EXPECT_EQ(as_manager({"GET", at("/submissions" + before), ""}).size(), 0U);
    as_commissioner({"GET", at("/registration" + before), ""}, 403);
}

TEST_F(Submissions, KeepNothingWhereSomethingBlocks) {
    id_ = begin();
    const auto version = save(registration({"A81001", "A81002"}), 1);
    name_director();
    const std::string payee = propose_payee();
    accept("A81001", version);
    accept("A81002", version);
    keep_agreement(agreement::initial_values);
    const auto refused =
        as_manager({"POST", at("/submissions"), json{{"based_on", version}}.dump()}, 409);
    EXPECT_THAT(refused["what"].get<std::string>(), HasSubstr("payee"));
    EXPECT_EQ(kept(1), "none");
    EXPECT_EQ(stage(), "draft");
    EXPECT_EQ(network_.audited("network.submit", id_), 0);
    // Proposed was not enough.
    confirm_payee(payee);
    as_manager({"POST", at("/submissions"), json{{"based_on", version}}.dump()}, 201);
}

TEST_F(Submissions, TakeBackWhatWasDecidedOfAnEarlierText) {
    const auto version = bring_to_review(registration({"A81001", "A81002"}));
    agree();
    vary({"A81001"});
    step({{"step", "open_issue"}, {"kind", "gap"}, {"title", "The valley"}});
    step({{"step", "close_issue"}, {"issue", 1}, {"outcome", "It is asked for"}});
    step({{"step", "return"}, {"reasons", {"The valley belongs to it."}}});
    as_manager({"POST", at("/submissions"), json{{"based_on", version}}.dump()}, 201);
    const auto seen = review()["review"];
    EXPECT_FALSE(seen.contains("decision"));
    EXPECT_FALSE(seen.contains("recommendation"));
    EXPECT_EQ(seen["variations"].size(), 0U) << "approved of the text before";
}

}  // namespace
}  // namespace openpcn::api
