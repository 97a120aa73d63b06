#include "api/access_policy.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

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
        EXPECT_FALSE(sees_people_of(asker, "A81001"));
        EXPECT_FALSE(sees_people_of(asker, "Q00001"));
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
        for (const auto& rule :
             {"networks.form", "networks.govern", "networks.sign", "sharing.manage"}) {
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

TEST(AccessPolicy, KeepsPracticeStaffToTheirOwnPractice) {
    const Asker asker{"u", "U", "gp", "A81001", OrganisationKind::practice};
    EXPECT_TRUE(sees_people_of(asker, "A81001"));
    EXPECT_FALSE(sees_people_of(asker, "A81002"));
    EXPECT_TRUE(counts_people_of(asker, "A81001"));
    EXPECT_FALSE(counts_people_of(asker, "A81002"));
    const Asker planner{"u", "U", "commissioner", "Q00001", OrganisationKind::commissioner};
    EXPECT_TRUE(counts_people_of(planner, "A81002"));
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
