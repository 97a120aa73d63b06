// Every route, asked by every role of every organisation, about a patient of one practice.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "api/test_network.h"

namespace openpcn::api {
namespace {

using testing::HasSubstr;
using testing::Not;

// What addresses name beside people: made before they are asked for.
struct Subjects {
    std::string cohort = "NONE";
    std::string network = "NONE";  // of the first practice alone
    std::string agreement = "A81001-U00001";
    std::string group = "NONE";  // of networks, that network in it
};

// An address for a pattern, about Anna of the first practice, and about a cohort of the network.
std::string address_of(const http::Route& route, const TestNetwork& network,
                       const Subjects& subjects = {}) {
    std::string address = route.pattern;
    const auto put = [&](std::string_view name, std::string_view value) {
        if (const auto at = address.find(name); at != std::string::npos)
            address.replace(at, name.size(), value);
    };
    put("{patient}", network.anna());
    put("{worklist}", TestNetwork::list);
    put("{ods_code}", TestNetwork::own_practice);
    put("{action}", "NONE");
    put("{job}", "NONE");
    put("{cohort}", subjects.cohort);
    put("{network}", subjects.network);
    put("{agreement}", subjects.agreement);
    put("{version}", "1");
    put("{paper}", "NONE");
    put("{group}", subjects.group);
    for (const char* name :
         {"{partner}", "{partner_agreement}", "{team}", "{supplier}", "{choice}", "{plan}"})
        put(name, "NONE");
    put("{number}", "1");
    if (address.ends_with("/explanation"))
        address += "?definition=HighBloodPressure.Hypertension+without+a+reading+in+12+months";
    if (address.ends_with("/export")) address += "?format=csv";
    if (address.ends_with("/loads") || address.ends_with("/import")) address += "?file_name=a.csv";
    return address;
}

std::string body_of(const http::Route& route) {
    if (route.pattern == "/api/patients/search") return R"({"nhs_number": "999 000 0018"})";
    if (route.pattern.starts_with("/api/cohorts/compare"))
        return std::string(R"({"before": {"text": "AgeInYears() > 200"}, )") +
               R"("after": {"text": "AgeInYears() > 0"})" +
               (route.pattern.ends_with("/compare") ? "}" : R"(, "change": "joined"})");
    if (route.pattern == "/api/cohorts/cases") return R"({"text": "true", "cases": ""})";
    if (route.pattern == "/api/cohorts/check" || route.pattern.starts_with("/api/cohorts/count") ||
        route.pattern.starts_with("/api/cohorts/people"))
        return R"({"text": "AgeInYears() > 0"})";
    return route.method == "POST" && !route.pattern.ends_with("/loads") ? "{}" : "";
}

// What stands in the table: refusals as they are; everything that passed the guard and the
// relationship check is "in", whatever the handler then said of the request.
std::string cell(int status) {
    if (status == 401 || status == 403 || status == 404) return fmt::format("{}", status);
    return status < 500 ? "in" : "FAILED";
}

struct Place {
    std::string name;
    std::string organisation;
    OrganisationKind kind;
};

const std::vector<Place> places{
    {"network", "U00001", OrganisationKind::network},
    {"own practice", TestNetwork::own_practice, OrganisationKind::practice},
    {"other practice", TestNetwork::other_practice, OrganisationKind::practice},
    {"commissioner", "QE1", OrganisationKind::commissioner}};

// Saves a cohort of the network; its id.
std::string saved_cohort(TestNetwork& network) {
    const auto analyst = network.sign_in("analyst", "U00001", OrganisationKind::network);
    const auto saved = network.ask(
        &analyst, {"POST", "/api/cohorts",
                   R"({"name": "Adults", "description": "", "version": {"reason": "First", )"
                   R"("text": "AgeInYears() > 17"}})"});
    EXPECT_EQ(saved.status, 200) << saved.body;
    return nlohmann::json::parse(saved.body).at("id").get<std::string>();
}

// Makes a group of networks of the commissioner with the network in it; its id.
std::string group_of(TestNetwork& network, const std::string& member) {
    const auto commissioner =
        network.sign_in("commissioner", "QE1", OrganisationKind::commissioner);
    const auto made = network.ask(
        &commissioner, {"POST", "/api/systems/groups",
                        R"({"group": {"name": "System", "kind": "system", "from": "2026-01-01", )"
                        R"("members": [{"network": ")" +
                            member + R"(", "from": "2026-01-01"}]}})"});
    EXPECT_EQ(made.status, 201) << made.body;
    return nlohmann::json::parse(made.body).at("id").get<std::string>();
}

TEST(RouteAccess, IsAsReviewedForEveryRouteRoleAndOrganisation) {
    TestNetwork network;
    Subjects subjects{saved_cohort(network),
                      network.add_network(networks::Stage::draft, {TestNetwork::own_practice})};
    subjects.group = group_of(network, subjects.network);
    std::string table = "method\troute\trule\twho\tanswer\n";
    for (const http::Route& route : network.router().routes()) {
        const auto line = [&](const std::string& who, int status) {
            table += fmt::format("{}\t{}\t{}\t{}\t{}\n", route.method, route.pattern,
                                 route.access_rule, who, cell(status));
        };
        const TestNetwork::Exchange exchange{route.method, address_of(route, network, subjects),
                                             body_of(route)};
        line("nobody", network.ask(nullptr, exchange).status);
        for (const Role& role : roles()) {
            for (const Place& place : places) {
                const auto session =
                    network.sign_in(std::string(role.id), place.organisation, place.kind);
                const auto response = network.ask(&session, exchange);
                line(fmt::format("{} / {}", role.id, place.name), response.status);
                if (place.name != "commissioner" && place.name != "other practice") continue;
                for (const std::string& identity :
                     {std::string("Ashdownish"), std::string("9990000018"), network.anna()}) {
                    EXPECT_THAT(response.body, Not(HasSubstr(identity)))
                        << role.id << " of " << place.name << " at " << route.pattern;
                }
            }
        }
    }
    const std::string path = std::string(OPENPCN_SOURCE_DIR) + "/src/api/route_access_table.tsv";
    if (std::getenv("OPENPCN_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << table;
    std::stringstream golden;
    golden << std::ifstream(path).rdbuf();
    EXPECT_EQ(table, golden.str()) << "OPENPCN_UPDATE_GOLDEN=1 rewrites it; review the difference";
}

TEST(RouteAccess, NeedsTheSessionsTokenForEveryChange) {
    TestNetwork network;
    const auto session =
        network.sign_in("clinical_pharmacist", "U00001", OrganisationKind::network);
    for (const http::Route& route : network.router().routes()) {
        if (route.method == "GET" || route.access_rule == "open") continue;
        SignedIn forged = session;
        forged.csrf_token = "another";
        EXPECT_EQ(network.ask(&forged, {route.method, address_of(route, network), "{}"}).status,
                  403)
            << route.method << " " << route.pattern;
    }
}

TEST(RouteAccess, CannotTellAPatientOfAnotherPracticeFromNobody) {
    TestNetwork network;
    const auto session =
        network.sign_in("gp", TestNetwork::other_practice, OrganisationKind::practice);
    const auto other = network.ask(&session, {"GET", "/api/patients/" + network.anna(), ""});
    const auto nobody = network.ask(&session, {"GET", "/api/patients/12345", ""});
    EXPECT_EQ(other.status, 404);
    EXPECT_EQ(other.body, nobody.body);
}

}  // namespace
}  // namespace openpcn::api
