#include "api/access_policy.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>

#include "sharing/test_agreement.h"

namespace openpcn::api {
namespace {

const std::vector<std::string> rules{"open",
                                     "signed_in",
                                     "worklists.read",
                                     "worklists.act",
                                     "patients.read",
                                     "patients.find",
                                     "population.read",
                                     "feeds.read",
                                     "feeds.rejects",
                                     "feeds.upload",
                                     "export",
                                     "audit.read",
                                     "cohorts.count",
                                     "cohorts.write",
                                     "register.read",
                                     "register.manage",
                                     "networks.read",
                                     "networks.form",
                                     "networks.govern",
                                     "networks.sign",
                                     "networks.review",
                                     "sharing.manage"};

std::string decision_letter(Decision decision) {
    return decision == Decision::allowed ? "yes" : decision == Decision::forbidden ? "-" : "401";
}

std::string table() {
    std::string text =
        "role and organisation kind\trule: yes, - (forbidden) or 401 (signed out)\n\t";
    for (const auto& rule : rules) text += rule + "\t";
    text += "\nnobody\t";
    for (const auto& rule : rules) text += decision_letter(decide(rule, nullptr)) + "\t";
    text += "\n";
    for (const Role& role : roles()) {
        for (const auto kind : {OrganisationKind::network, OrganisationKind::practice,
                                OrganisationKind::commissioner}) {
            const Asker asker{"u", "U", std::string(role.id), "A00001", kind};
            text += fmt::format("{} / {}\t", role.id, name_of(kind));
            for (const auto& rule : rules) text += decision_letter(decide(rule, &asker)) + "\t";
            text += "\n";
        }
    }
    return text;
}

// The table is reviewed as a whole when it changes: OPENPCN_UPDATE_GOLDEN=1 rewrites it.
TEST(AccessPolicy, DecidesEveryRuleForEveryRoleAndKindOfOrganisation) {
    const std::string path = std::string(OPENPCN_SOURCE_DIR) + "/src/api/access_policy_table.tsv";
    if (std::getenv("OPENPCN_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << table();
    std::ifstream in(path);
    std::stringstream golden;
    golden << in.rdbuf();
    EXPECT_EQ(table(), golden.str());
}

TEST(AccessPolicy, NeverLetsACommissionerReachAPerson) {
    for (const Role& role : roles()) {
        const Asker asker{"u", "U", std::string(role.id), "Q00001", OrganisationKind::commissioner};
        for (const auto& rule :
             {"worklists.read", "worklists.act", "patients.read", "patients.find", "feeds.rejects",
              "feeds.upload", "export", "audit.read", "cohorts.write"}) {
            EXPECT_EQ(decide(rule, &asker), Decision::forbidden) << role.id << " " << rule;
        }
    }
}

// Commissioners plan and fund, networks deliver (pcn.md section 11, 18).
TEST(AccessPolicy, SplitsPlanningFromDelivery) {
    for (const Role& role : roles()) {
        for (const auto kind : {OrganisationKind::network, OrganisationKind::practice}) {
            const Asker asker{"u", "U", std::string(role.id), "A81001", kind};
            EXPECT_EQ(decide("networks.review", &asker), Decision::forbidden) << role.id;
        }
        const Asker asker{"u", "U", std::string(role.id), "Q00001", OrganisationKind::commissioner};
        for (const auto& rule : {"networks.form", "networks.govern", "networks.sign"}) {
            EXPECT_EQ(decide(rule, &asker), Decision::forbidden) << role.id << " " << rule;
        }
    }
    const Asker planner{"u", "U", "commissioner", "Q00001", OrganisationKind::commissioner};
    EXPECT_EQ(decide("networks.review", &planner), Decision::allowed);
}

TEST(AccessPolicy, LetsOnlyPracticesSignForPractices) {
    for (const Role& role : roles()) {
        const Asker asker{"u", "U", std::string(role.id), "U00001", OrganisationKind::network};
        EXPECT_EQ(decide("networks.sign", &asker), Decision::forbidden) << role.id;
    }
    const Asker manager{"u", "U", "practice_manager", "A81001", OrganisationKind::practice};
    EXPECT_EQ(decide("networks.sign", &manager), Decision::allowed);
}

const std::vector<std::string> practices{"A81001", "A81002"};

// Both practices to the network, with these purposes and kinds.
Reach reach_of(const Asker& asker, const std::function<void(sharing::AgreementText&)>& change,
               std::string_view on = "2026-06-01") {
    sharing::AgreementText text = sharing::test_text();
    change(text);
    std::vector<sharing::KeptAgreement> kept;
    kept.push_back({"one", "U00001", 1, sharing::signed_by_all(text), sharing::hash_of(text)});
    return {asker, std::make_shared<const sharing::AgreementBook>(std::move(kept)),
            sharing::day(on), practices};
}

std::string wants_allowed(const Reach& reach, std::size_t practice) {
    std::string allowed;
    for (const Want want : all_wants())
        if (reach.may(want, practice)) allowed += fmt::format("{} ", name_of(want));
    return allowed;
}

const Asker network_gp{"u", "U", "gp", "U00001", OrganisationKind::network};
const Asker practice_gp{"u", "U", "gp", "A81001", OrganisationKind::practice};
const Asker planner{"u", "U", "commissioner", "QE1", OrganisationKind::commissioner};
constexpr const char* everything =
    "find_people work_lists read_records count_people check_feeds read_audit ";

TEST(Reach, KeepsPracticeStaffToTheirOwnPractice) {
    const auto none = std::make_shared<const sharing::AgreementBook>();
    const Reach reach(practice_gp, none, sharing::day("2026-06-01"), practices);
    EXPECT_EQ(wants_allowed(reach, 0), everything);
    EXPECT_EQ(wants_allowed(reach, 1), "");
    EXPECT_TRUE(reach.left_out(Want::find_people).empty()) << "its neighbour is none of its work";
    EXPECT_FALSE(reach.may(Want::find_people, 2)) << "a practice that came later";
}

TEST(Reach, GivesNetworkStaffNothingWithoutAnAgreement) {
    const auto none = std::make_shared<const sharing::AgreementBook>();
    const Reach reach(network_gp, none, sharing::day("2026-06-01"), practices);
    EXPECT_EQ(wants_allowed(reach, 0), "");
    EXPECT_EQ(wants_allowed(reach, 1), "");
    EXPECT_EQ(reach.left_out_note(Want::find_people),
              "2 of 2 practices are not included: no data-sharing agreement in force.");
    EXPECT_EQ(reach.left_out(Want::find_people).front().reason,
              "No data-sharing agreement lets U00001 receive data of A81001.");
}

TEST(Reach, NeedsThePurposeAndEveryKindOfDataThatARouteWants) {
    using sharing::DataKind;
    using sharing::Purpose;
    struct Case {
        std::vector<Purpose> purposes;
        std::vector<DataKind> kinds;
        const char* allowed;
    };
    for (const auto& [purposes, kinds, allowed] : std::vector<Case>{
             {{Purpose::direct_care}, {DataKind::identity}, "find_people "},
             {{Purpose::direct_care}, {DataKind::worklists}, ""},
             {{Purpose::direct_care}, {DataKind::clinical_record}, ""},
             {{Purpose::direct_care},
              {DataKind::identity, DataKind::worklists},
              "find_people work_lists "},
             {{Purpose::direct_care},
              {DataKind::identity, DataKind::clinical_record},
              "find_people read_records "},
             {{Purpose::direct_care}, {DataKind::numbers, DataKind::feeds, DataKind::audit}, ""},
             {{Purpose::population_health}, {DataKind::identity, DataKind::clinical_record}, ""},
             {{Purpose::population_health}, {DataKind::numbers}, "count_people "},
             {{Purpose::service_evaluation}, {DataKind::numbers}, ""},
             {{Purpose::assurance}, {DataKind::feeds}, "check_feeds "},
             {{Purpose::assurance}, {DataKind::audit}, "read_audit "}}) {
        const auto change = [&](sharing::AgreementText& text) {
            text.purposes = purposes;
            text.kinds = kinds;
            text.disclosers = {sharing::code("A81002")};
        };
        EXPECT_EQ(wants_allowed(reach_of(network_gp, change), 1), allowed);
        EXPECT_EQ(wants_allowed(reach_of(network_gp, change), 0), "") << "no discloser";
        EXPECT_EQ(wants_allowed(reach_of(network_gp, change, "2027-04-01"), 1), "") << "lapsed";
        EXPECT_EQ(wants_allowed(reach_of(network_gp, change, "2026-03-31"), 1), "") << "not begun";
    }
}

TEST(Reach, NeverTakesACommissionerToAPersonWhateverWasSigned) {
    const auto all_to_it = [](sharing::AgreementText& text) {
        text.receivers = {sharing::code("QE1")};
        text.kinds.assign(sharing::all_data_kinds().begin(), sharing::all_data_kinds().end());
    };
    EXPECT_EQ(wants_allowed(reach_of(planner, all_to_it), 0), "count_people ");
    EXPECT_EQ(wants_allowed(reach_of(planner, [](auto&) {}), 0), "") << "to somebody else";
}

TEST(Reach, LetsAPracticeHaveWhatANeighbourSharesWithIt) {
    const auto neighbours = [](sharing::AgreementText& text) {
        text.disclosers = {sharing::code("A81002")};
        text.receivers = {sharing::code("A81001")};
        text.kinds = {sharing::DataKind::identity};
    };
    EXPECT_EQ(wants_allowed(reach_of(practice_gp, neighbours), 1), "find_people ");
    const Reach lapsed = reach_of(practice_gp, neighbours, "2027-04-01");
    EXPECT_EQ(wants_allowed(lapsed, 1), "");
    EXPECT_EQ(lapsed.left_out_note(Want::find_people),
              "1 of 2 practices is not included: no data-sharing agreement in force.");
    EXPECT_EQ(wants_allowed(lapsed, 0), everything) << "its own people stay";
}

TEST(AccessPolicy, GivesAnUnknownRoleOrRuleNothing) {
    const Asker asker{"u", "U", "owner", "N", OrganisationKind::network};
    EXPECT_EQ(decide("worklists.read", &asker), Decision::forbidden);
    const Asker gp{"u", "U", "gp", "N", OrganisationKind::network};
    EXPECT_EQ(decide("something.else", &gp), Decision::forbidden);
    EXPECT_EQ(decide("", &gp), Decision::forbidden);
}

}  // namespace
}  // namespace openpcn::api
