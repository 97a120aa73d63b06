// Whatever is told about networks can be asked for as at a past day, and tells of no later one.
#include <gmock/gmock.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "api/test_network.h"
#include "persistence/networks.h"
#include "platform/auth/secret_text.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

// Questions about people's records, whose day is that of the practices' data, about this program
// itself, and about who looked, which has days of its own.
const std::vector<std::string> other_parts{
    "/api/patients",    "/api/worklists", "/api/population", "/api/cohorts",   "/api/feeds",
    "/api/jobs",        "/api/session",   "/api/my-work",    "/api/practices", "/api/events",
    "/api/definitions", "/health",        "/metrics",        "/api/access-log"};

// Of networks, but without a day, and why.
const std::map<std::string, std::string> without_a_day{
    {"/api/networks/{network}/registration/lists",
     "a step of writing a registration; the day of the lists is its own question, \"dated\""},
    {"/api/networks/{network}/agreement/next-form", "what today's agreement would become"},
    {"/api/networks/{network}/changes/{change}",
     "a request tells its own history, every step with its moment"},
    {"/api/networks/{network}/changes/{change}/preview",
     "about the day on which the request would take effect"},
    {"/api/sharing/reach", "what the asker may see now"},
    {"/api/register/changes", "what waits to be decided now, or was refused, with its day"},
};

bool is_of_networks(const http::Route& route) {
    return route.method == "GET" && std::ranges::none_of(other_parts, [&](const std::string& part) {
               return route.pattern.starts_with(part);
           });
}

class PastDay : public testing::Test {
protected:
    PastDay() {
        const auto code = [](const char* text) { return OdsCode::parse(text).value(); };
        const auto day = [](const char* text) { return Date::parse(text).value(); };
        const persistence::NetworkRow row{
            auth::random_id(), code("U89999"), "North Network", code("QE1"), networks::Stage::live,
            day("2026-01-01"), std::nullopt,   code("U00001"),  false,       io::now(),
            io::now()};
        id_ = row.id;
        own_ = "/api/networks/" + id_;
        const auto connection = network_.parts().database.lease();
        EXPECT_TRUE(connection && persistence::add_network(**connection, row) &&
                    persistence::write_network_members(
                        **connection, row.id,
                        {{row.id, code("A81001"), day("2026-01-01"), std::nullopt, {}}}));
    }
    http::Response ask(const SignedIn& who, const std::string& method, const std::string& address,
                       const json& body = {}) {
        return network_.ask(&who, {method, address, body.is_null() ? "" : body.dump()});
    }
    std::string add(const std::string& address, const json& body) {
        const auto said = ask(manager_, "POST", own_ + address, body);
        EXPECT_LT(said.status, 300) << address << said.body;
        const json made = json::parse(said.body, nullptr, false);
        return made.is_object() && made.contains("id") ? made["id"].get<std::string>() : "";
    }
    std::string address_of(const http::Route& route) const {
        std::string address = route.pattern;
        for (const auto& [name, value] :
             std::map<std::string, std::string>{{"{network}", id_},
                                                {"{ods_code}", "A81001"},
                                                {"{agreement}", "A81001-U00001"},
                                                {"{version}", "1"},
                                                {"{paper}", meeting_},
                                                {"{group}", "NONE"}})
            if (const auto at = address.find(name); at != std::string::npos)
                address.replace(at, name.size(), value);
        return address + (address.ends_with("/export") ? "?format=csv&" : "?");
    }

    TestNetwork network_;
    std::string id_;
    std::string meeting_ = "NONE";
    SignedIn manager_ = network_.sign_in("clinical_director", "U00001", OrganisationKind::network);
    SignedIn commissioner_ =
        network_.sign_in("commissioner", "QE1", OrganisationKind::commissioner);
    std::string own_;
};

TEST_F(PastDay, CanBeAskedForOfAllThatIsToldAboutNetworks) {
    std::set<std::string> listed;
    for (const http::Route& route : network_.router().routes()) {
        if (!is_of_networks(route)) continue;
        if (without_a_day.contains(route.pattern)) {
            listed.insert(route.pattern);
            continue;
        }
        // Whoever reads the day refuses one that is none.
        const std::string address = address_of(route) + "as_at=2026-02-30";
        auto said = ask(manager_, "GET", address);
        if (said.status == 403) said = ask(commissioner_, "GET", address);
        EXPECT_EQ(said.status, 400) << route.pattern << said.body;
        EXPECT_THAT(said.body, HasSubstr("2026-02-30"))
            << route.pattern << " takes no day: add as_at, or list it with its reason";
    }
    EXPECT_EQ(listed.size(), without_a_day.size()) << "a reason for a route that is not there";
}

TEST_F(PastDay, TellsNothingThatWasWrittenLater) {
    const std::string mark = "Written-later";
    const std::string today = io::today_in_london().to_string();
    meeting_ = add("/meetings", {{"meeting",
                                  {{"title", mark},
                                   {"date", "2026-01-10"},
                                   {"state", "planned"},
                                   {"agenda", {{{"title", "One"}}}}}}});
    add("/actions",
        {{"action", {{"title", mark}, {"owner", "Ann"}, {"due", today}, {"state", "open"}}}});
    add("/checklists",
        {{"based_on", 0},
         {"mark",
          {{"list", "goals"}, {"item", "one_team"}, {"state", "under_way"}, {"evidence", mark}}}});
    add("/posts", {{"post",
                    {{"kind", "lead"},
                     {"role", "caldicott"},
                     {"person", mark},
                     {"method", "appointment"},
                     {"from", today}}}});
    add("/payees", {{"payee",
                     {{"kind", "company"},
                      {"name", mark},
                      {"account_holder", "Company"},
                      {"sort_code", "123456"},
                      {"account_number", "12345678"},
                      {"from", "2026-01-01"},
                      {"reason", "First payee"}}}});
    for (const char* what : {"/meetings", "/actions", "/checklists", "/people"}) {
        EXPECT_THAT(ask(manager_, "GET", own_ + what).body, HasSubstr(mark)) << what;
        EXPECT_THAT(ask(manager_, "GET", own_ + what + "?as_at=" + today).body, HasSubstr(mark))
            << what;
        const auto before = ask(manager_, "GET", own_ + what + "?as_at=2026-03-01");
        EXPECT_EQ(before.status, 200) << what << before.body;
        EXPECT_THAT(before.body, Not(HasSubstr(mark))) << what;
    }
    const auto before = ask(manager_, "GET", own_ + "/meetings/" + meeting_ + "?as_at=2026-03-01");
    EXPECT_EQ(before.status, 404);
    EXPECT_THAT(before.body, HasSubstr("no such paper on 2026-03-01"));
}

TEST_F(PastDay, KnowsTermsThatWereEnteredAfterwards) {
    add("/posts", {{"post",
                    {{"kind", "director"},
                     {"role", "clinical_director"},
                     {"person", "Dr A"},
                     {"profession", "gp"},
                     {"from", "2026-01-01"},
                     {"to", "2026-04-30"},
                     {"method", "election"}}}});
    const auto holds_on = [&](const std::string& day) {
        const auto said = json::parse(ask(manager_, "GET", own_ + "/people?as_at=" + day).body);
        return said["posts"].at(0)["holds"].get<bool>();
    };
    EXPECT_TRUE(holds_on("2026-03-01"));
    EXPECT_FALSE(holds_on("2026-05-01"));
}

TEST_F(PastDay, IsBuiltForThePublicAFewTimesOnly) {
    for (const std::string& address : {std::string("/api/public/networks/U89999"),
                                       std::string("/api/public/networks/U89999/map")}) {
        const auto status = [&](const std::string& query) {
            return network_.ask(nullptr, {"GET", address + query, ""}).status;
        };
        for (int past = 0; past < 10; ++past)
            EXPECT_NE(status("?as_at=2026-03-0" + std::to_string(past % 9 + 1)), 429) << address;
        EXPECT_EQ(status("?as_at=2026-03-01"), 429) << address;
        EXPECT_EQ(status(""), 200) << address << " is for anybody today";
    }
}

TEST_F(PastDay, StandsInTheNameOfEachFile) {
    for (const std::string& address :
         {own_ + "/partners/export", own_ + "/teams/export", own_ + "/team-coverage/export",
          std::string("/api/areas/coverage/export")}) {
        const auto said = ask(manager_, "GET", address + "?format=csv&as_at=2026-03-01");
        ASSERT_EQ(said.status, 200) << address << said.body;
        EXPECT_THAT(said.headers,
                    Contains(Pair("Content-Disposition", HasSubstr("2026-03-01.csv"))))
            << address;
    }
}

}  // namespace
}  // namespace openpcn::api
