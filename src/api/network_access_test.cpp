// A practice that leaves a registration, and who may withdraw it as a whole, over HTTP.
#include "agreement/test_agreement.h"
#include "api/test_formation.h"
#include "persistence/networks.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class Leaving : public NetworkFormation {
protected:
    const json leave_{{"step", "leave"}, {"reason", "Our partners voted against it."}};
    const json withdraw_{{"step", "withdraw"}, {"reason", "We wait for a year."}};

    std::vector<std::string> steps_of(const std::string& practice) {
        const auto seen = ask("practice_manager", practice, OrganisationKind::practice,
                              {"GET", at("/review"), ""});
        std::vector<std::string> yours;
        for (const auto& one : seen["steps"])
            if (one["yours"] == true) yours.push_back(one["step"]);
        return yours;
    }
    // A draft of all three practices with everything filled in.
    std::int64_t draft_of_three() {
        id_ = begin();
        auto text = registration({"A81001", "A81002", "A81003"});
        text["teams"] = {{{"name", "East"}, {"practices", {"A81001", "A81002"}}},
                         {{"name", "West"}, {"practices", {"A81003"}}}};
        return save(text, 1);
    }
};

TEST_F(Leaving, TakesThePracticeOutOfTheDraftAndTellsTheOthersWhenAndWhy) {
    const auto version = draft_of_three();
    accept("A81003", version);
    practices_step(leave_, 200, "A81003");
    const auto seen = as_other_member({"GET", at("/registration"), ""});
    EXPECT_EQ(seen["version"], version + 1);
    const auto& text = seen["registration"];
    EXPECT_EQ(text["members"], json({"A81001", "A81002"}));
    EXPECT_EQ(text["lists"]["rows"].size(), 2U);
    EXPECT_EQ(text["lists"]["total"], 40'000);
    EXPECT_EQ(text["teams"][1]["practices"].size(), 0U);
    ASSERT_EQ(seen["departures"].size(), 1U);
    EXPECT_EQ(seen["departures"][0]["practice"], "A81003");
    EXPECT_EQ(seen["departures"][0]["name"], "PRACTICE A81003");
    EXPECT_EQ(seen["departures"][0]["day"], today_.to_string());
    EXPECT_EQ(seen["departures"][0]["reason"], "Our partners voted against it.");
    EXPECT_EQ(seen["stage"], "draft");
    EXPECT_EQ(review()["history"][0]["said"], "A81003 left it: Our partners voted against it.");
    EXPECT_EQ(network_.audited("network.leave", id_), 1);
    // It is no concern of the practice any more.
    ask("practice_manager", "A81003", OrganisationKind::practice, {"GET", at("/review"), ""}, 404);
    // Named again, it is asked again.
    const auto back = save(registration({"A81001", "A81002", "A81003"}), version + 1);
    EXPECT_GT(back, version);
    const auto members = as_manager({"GET", at("/registration"), ""})["members"];
    EXPECT_EQ(members[2]["accepts_area"], false);
}

TEST_F(Leaving, BringsASubmissionBackToTheOthersAsItWas) {
    const auto version = bring_to_review(registration({"A81001", "A81002"}));
    const auto submitted = as_manager({"GET", at("/submissions"), ""})[0];
    practices_step(leave_, 200, "A81002");
    EXPECT_EQ(stage(), "returned");
    const auto seen = as_manager({"GET", at("/registration"), ""});
    EXPECT_EQ(seen["registration"]["members"], json({"A81001"}));
    EXPECT_FALSE(seen.contains("returned")) << "the commissioner did not return it";
    EXPECT_TRUE(seen["may_write"]);
    const auto still = as_manager({"GET", at("/submissions"), ""});
    ASSERT_EQ(still.size(), 1U);
    EXPECT_EQ(still[0], submitted);
    as_manager({"POST", at("/submissions"), json{{"based_on", version}}.dump()}, 409);
    EXPECT_EQ(as_commissioner({"GET", at("/review"), ""})["review"]["departures"].size(), 1U);
}

TEST_F(Leaving, IsForMembersAndEndsWithTheDecision) {
    bring_to_review(registration({"A81001", "A81002"}));
    json body = leave_;
    body["based_on"] = 2;
    const TestNetwork::Exchange post{"POST", at("/withdrawal"), body.dump()};
    as_commissioner(post, 403);
    ask("gp", "A81002", OrganisationKind::practice, post, 403);
    ask("practice_manager", "A81003", OrganisationKind::practice, post, 404);
    body["practice"] = "A81001";
    as_other_member({"POST", at("/withdrawal"), body.dump()}, 400);
    practices_step({{"step", "leave"}}, 400);
    agree();
    EXPECT_THAT(practices_step(leave_, 409, "A81002")["what"].get<std::string>(),
                HasSubstr("agreed in principle"));
}

TEST_F(Leaving, IsHowAPracticeGoes) {
    id_ = begin();
    const auto refused =
        as_manager({"PUT", at("/registration"),
                    json{{"based_on", 1}, {"registration", registration({"A81002"})}}.dump()},
                   400);
    EXPECT_EQ(refused["where"], "members");
    practices_step(leave_, 200, "A81002");
    EXPECT_THAT(practices_step(leave_, 400)["remedy"].get<std::string>(), HasSubstr("as a whole"));
}

TEST_F(Leaving, LeavesTheWholeToWhoProposedIt) {
    draft_of_three();
    EXPECT_THAT(steps_of("A81001"), Contains("withdraw"));
    EXPECT_THAT(steps_of("A81002"), Not(Contains("withdraw")));
    EXPECT_THAT(steps_of("A81002"), Contains("leave"));
    const auto refused = practices_step(withdraw_, 403, "A81002");
    EXPECT_THAT(refused["what"].get<std::string>(), HasSubstr("A81001, which proposed it"));
    EXPECT_EQ(stage(), "draft");
    practices_step(withdraw_);
    EXPECT_EQ(stage(), "closed");
    EXPECT_EQ(review()["review"]["closed_because"], "We wait for a year.");
}

TEST_F(Leaving, PassesTheWholeOnWhenTheProposerLeaves) {
    const auto version = draft_of_three();
    practices_step(leave_);
    // The proposer reads what became of it, and does no more.
    EXPECT_EQ(as_manager({"GET", at("/registration"), ""})["may_write"], false);
    save(registration({"A81001", "A81002"}), version + 1, 403);
    as_manager({"POST", at("/submissions"), json{{"based_on", version + 1}}.dump()}, 403);
    practices_step(withdraw_, 403);
    EXPECT_THAT(steps_of("A81001"), testing::IsEmpty());
    EXPECT_THAT(steps_of("A81003"), Contains("withdraw"));
    practices_step(withdraw_, 200, "A81003");
    EXPECT_EQ(stage(), "closed");
}

TEST_F(Leaving, LetsNetworkStaffWithdrawWhatTheyProposed) {
    id_ = network_.add_network(networks::Stage::draft, {"A81001", "A81002"});
    practices_step(withdraw_, 403);
    json body = withdraw_;
    body["based_on"] = 0;
    const auto as_staff = [&](const json& sent, int status) {
        return ask("network_manager", "U00001", OrganisationKind::network,
                   {"POST", at("/withdrawal"), sent.dump()}, status);
    };
    json leave = leave_;
    leave["based_on"] = 0;
    as_staff(leave, 400);
    as_staff(body, 200);
    EXPECT_EQ(stage(), "closed");
}

}  // namespace
}  // namespace openpcn::api
