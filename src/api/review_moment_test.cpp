// Disputes of a registration with parties, log and outcome, and a practice that the commissioner
// assigns after mediation failed, over HTTP.
#include "agreement/test_agreement.h"
#include "api/test_formation.h"
#include "persistence/networks.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class Disputes : public NetworkFormation {
protected:
    explicit Disputes(const std::string& mapping_day = "01Jan2026")
        : NetworkFormation(mapping_day) {}
    void open_dispute() {
        step({{"step", "open_issue"},
              {"kind", "practice_without_network"},
              {"title", "A81003 is left"},
              {"parties", {"LMC", "16C", "NHS England"}}});
    }
    json assignment(const std::string& practice, const std::string& from) const {
        return {{"step", "assign_practice"},
                {"practice", practice},
                {"from", from},
                {"mediated_by", "Local medical committee"},
                {"mediated_on", today_.plus_days(-1).to_string()},
                {"mediation_outcome", "No agreement."},
                {"reason", "Its patients need a network."}};
    }
};

TEST_F(Disputes, KeepPartiesLogAndOutcomeAndHoldTheDecisionUp) {
    bring_to_review(registration({"A81001", "A81002"}));
    step({{"step", "add_issue_step"}, {"issue", 1}, {"by", "LMC"}, {"text", "x"}}, 409);
    step({{"step", "open_issue"}, {"kind", "weather"}, {"title", "x"}}, 400);
    open_dispute();
    EXPECT_EQ(stage(), "in_dispute");
    agree(409);
    step({{"step", "add_issue_step"}, {"issue", 2}, {"by", "LMC"}, {"text", "x"}}, 400);
    step({{"step", "add_issue_step"},
          {"issue", 1},
          {"by", "LMC"},
          {"text", "Met the partners of A81003."},
          {"day", today_.plus_days(-2).to_string()}});
    step({{"step", "add_issue_step"},
          {"issue", 1},
          {"by", "16C"},
          {"text", "x"},
          {"day", today_.plus_days(3).to_string()}},
         400);
    step({{"step", "add_issue_step"}, {"issue", 1}, {"by", "16C"}, {"text", "Wrote to them."}});
    step({{"step", "close_issue"}, {"issue", 1}}, 400);
    step({{"step", "close_issue"}, {"issue", 1}, {"outcome", "It joins the other network."}});
    step({{"step", "close_issue"}, {"issue", 1}, {"outcome", "again"}}, 409);
    const auto issue = as_other_member({"GET", at("/review"), ""})["review"]["issues"][0];
    EXPECT_EQ(issue["parties"], json({"LMC", "16C", "NHS England"}));
    ASSERT_EQ(issue["steps"].size(), 2U);
    EXPECT_EQ(issue["steps"][0]["day"], today_.plus_days(-2).to_string());
    EXPECT_EQ(issue["steps"][1]["by"], "16C");
    EXPECT_EQ(issue["outcome"], "It joins the other network.");
    EXPECT_EQ(issue["closed_on"], today_.to_string());
    agree();
    EXPECT_EQ(stage(), "agreed_in_principle");
}

TEST_F(Disputes, CanBeOpenedAfterTheDecisionAndReturnItToTheCommittee) {
    bring_to_review(registration({"A81001", "A81002"}));
    agree();
    vary({"A81001", "A81002"});
    step({{"step", "open_issue"}, {"kind", "overlap"}, {"title", "The high street"}});
    EXPECT_EQ(stage(), "in_dispute");
    EXPECT_THAT(gates(), Contains("\"The high street\" is not settled."));
    step({{"step", "confirm_agreement"}}, 409);
    step({{"step", "close_issue"}, {"issue", 1}, {"outcome", "Shared."}});
    agree();
    EXPECT_EQ(stage(), "agreed_in_principle");
    vary({"A81001", "A81002"});
    EXPECT_EQ(stage(), "contract_varied");
}

TEST_F(Disputes, EndInAnAssignmentFromThePermittedDayOn) {
    bring_to_review(registration({"A81001", "A81002"}));
    step(assignment("A81003", today_.to_string()), 409);  // not in dispute
    open_dispute();
    const auto early = step(assignment("A81003", "2020-03-31"), 400);
    EXPECT_EQ(early["where"], "from");
    EXPECT_THAT(early["remedy"].get<std::string>(), HasSubstr("From April 2020"));
    step(assignment("A81002", today_.to_string()), 400);  // a member already
    step(assignment("A81099", today_.to_string()), 400);  // unknown
    auto later = assignment("A81003", today_.to_string());
    later["mediated_on"] = today_.plus_days(1).to_string();
    step(later, 400);
    later = assignment("A81003", today_.to_string());
    later.erase("mediation_outcome");
    step(later, 400);
    step(assignment("A81003", today_.to_string()));
    step(assignment("A81003", today_.to_string()), 400);
    const auto seen = review();
    EXPECT_EQ(seen["review"]["assignments"][0]["mediated_by"], "Local medical committee");
    // The assigned practice takes part from now on: it is seen, and sees.
    ASSERT_EQ(seen["members"].size(), 3U);
    EXPECT_EQ(seen["members"][2]["code"], "A81003");
    EXPECT_EQ(seen["members"][2]["name"], "PRACTICE A81003");
    ask("practice_manager", "A81003", OrganisationKind::practice, {"GET", at("/review"), ""});
    EXPECT_THAT(gates(), Contains("The contracts of A81001, A81002, A81003 are not varied."));
}

TEST_F(Disputes, LeaveTheAssignedPracticeInWhateverThePracticesWrite) {
    const auto version = bring_to_review(registration({"A81001", "A81002"}));
    open_dispute();
    const std::string from = today_.plus_days(10).to_string();
    step(assignment("A81003", from));
    step({{"step", "return"}, {"reasons", {"Write to the assigned practice."}}});
    const auto still = [&] {
        const auto connection = network_.parts().database.lease();
        std::vector<std::string> rows;
        const auto members = persistence::network_members(**connection, id_).value();
        for (const auto& one : members)
            rows.push_back(one.practice.text() + " " + one.joined.to_string());
        return rows;
    };
    auto text = registration({"A81001", "A81002"});
    text["locality"] = "North";
    const auto next = save(text, version);
    EXPECT_THAT(still(), Contains("A81003 " + from));
    ask("practice_manager", "A81003", OrganisationKind::practice, {"GET", at("/review"), ""});
    // Named in the registration as well, it is there once.
    text = registration({"A81001", "A81002", "A81003"});
    save(text, next);
    EXPECT_THAT(still(),
                testing::UnorderedElementsAre("A81001 " + starts_.to_string(),
                                              "A81002 " + starts_.to_string(), "A81003 " + from));
    EXPECT_EQ(review()["members"].size(), 3U);
}

class DisputesOf2019 : public Disputes {
protected:
    DisputesOf2019() : Disputes("01Jan2019") {
        starts_ = Date::parse("2019-07-01").value();
        lists_dated_ = "2019-01-01";
    }
};

TEST_F(DisputesOf2019, AssignNobodyInAYearWithoutTheRule) {
    bring_to_review(registration({"A81001", "A81002"}));
    open_dispute();
    EXPECT_FALSE(review()["decision_rules"].contains("assignment"));
    EXPECT_THAT(hindrances("assign_practice"), Contains(HasSubstr("no practice may be assigned")));
    step(assignment("A81003", "2020-04-01"), 409);
    EXPECT_THAT(hindrances("close_issue"), Not(Contains(HasSubstr("assigned"))));
}

}  // namespace
}  // namespace openpcn::api
