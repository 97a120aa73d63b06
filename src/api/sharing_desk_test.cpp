// Whatever a data-sharing agreement does not let an organisation have, no route gives: every route
// of the router is asked while the agreement of one practice is missing, unsigned, changed, early,
// late, suspended or ended. What is answered must then not hang on that practice's data at all.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "api/table_answer.h"
#include "api/test_network.h"
#include "persistence/papers.h"
#include "platform/io/clock.h"
#include "sharing/test_agreement.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using sharing::SharingAgreement;
using sharing::StopKind;
using testing::HasSubstr;
using testing::Not;

constexpr const char* own = TestNetwork::own_practice;
constexpr const char* other = TestNetwork::other_practice;

// The agreement of the other practice, not in force in some way.
struct State {
    std::string name;
    std::function<void(SharingAgreement&)> change;
};

SharingAgreement stopped(SharingAgreement agreement, StopKind kind) {
    agreement.stops.push_back({sharing::code(other), kind, "Dr B", "A breach", sharing::moment()});
    return agreement;
}

// Signed by all parties with these days.
void set_days(SharingAgreement& agreement, int from, int to) {
    const Date today = io::today_in_london();
    sharing::AgreementText text = agreement.text;
    text.from = today.plus_days(from);
    text.to = today.plus_days(to);
    agreement = sharing::signed_by_all(text);
}

const std::vector<State>& states_out_of_force() {
    static const std::vector<State> states{
        {"unsigned", [](SharingAgreement& a) { a.signatures.clear(); }},
        {"signed by the practice alone", [](SharingAgreement& a) { a.signatures.pop_back(); }},
        {"changed after signing", [](SharingAgreement& a) { a.text.terms += " And more."; }},
        {"before its first day", [](SharingAgreement& a) { set_days(a, 1, 300); }},
        {"after its last day", [](SharingAgreement& a) { set_days(a, -300, -1); }},
        {"suspended", [](SharingAgreement& a) { a = stopped(a, StopKind::suspended); }},
        {"ended", [](SharingAgreement& a) { a = stopped(a, StopKind::ended); }}};
    return states;
}

void keep_other(TestNetwork& network, const std::function<void(SharingAgreement&)>& change) {
    for (const char* receiver : {"U00001", "QE1"}) {
        SharingAgreement agreement = TestNetwork::agreement(other, receiver);
        change(agreement);
        network.keep(other, receiver, agreement);
    }
}

// Papers and published facts hold no data of patients, and change when they are written.
bool is_about_papers(const http::Route& route) {
    static const std::set<std::string> rules{
        "networks.form",  "networks.govern", "networks.sign", "networks.review",
        "sharing.manage", "register.manage", "feeds.upload",  "cohorts.write"};
    return rules.contains(route.access_rule) ||
           (route.method != "GET" && route.access_rule == "networks.read");
}

// Asked by nobody in particular: the figures of whoever runs the server.
bool is_of_the_machine(const http::Route& route) {
    return route.pattern == "/metrics" || route.pattern.starts_with("/health");
}

std::string address_of(const http::Route& route, const std::string& patient) {
    std::string address = route.pattern;
    const std::map<std::string, std::string> subjects{{"{patient}", patient},
                                                      {"{worklist}", TestNetwork::list},
                                                      {"{ods_code}", other},
                                                      {"{agreement}", std::string(own) + "-U00001"},
                                                      {"{version}", "1"}};
    for (const auto& [name, value] : subjects)
        if (const auto at = address.find(name); at != std::string::npos)
            address.replace(at, name.size(), value);
    address = std::regex_replace(address, std::regex(R"(\{\w+\})"), "NONE");
    if (address.ends_with("/explanation"))
        address += "?definition=HighBloodPressure.Hypertension+without+a+reading+in+12+months";
    if (address.ends_with("/export")) address += "?format=csv";
    if (address.ends_with("/items")) address += "?state=all";
    return address;
}

std::string body_of(const http::Route& route) {
    if (route.method == "GET" || route.method == "DELETE") return "";
    if (route.pattern == "/api/patients/search") return R"({"family_name": "B"})";
    if (route.pattern.starts_with("/api/cohorts/compare"))
        return std::string(R"({"before": {"text": "AgeInYears() > 200"}, )") +
               R"("after": {"text": "AgeInYears() > 0"})" +
               (route.pattern.ends_with("/compare") ? "}" : R"(, "change": "joined"})");
    if (route.pattern.starts_with("/api/cohorts/count") ||
        route.pattern.starts_with("/api/cohorts/people"))
        return R"({"text": "AgeInYears() > 0"})";
    if (route.pattern == "/api/cohorts/cases") return R"({"text": "true", "cases": ""})";
    return "{}";
}

// Without what is of the moment or of the session.
std::string settled(const std::string& body) {
    static const std::set<std::string> of_the_moment{
        "milliseconds", "evaluated_at",      "changed_at",     "at", "version", "csrf_token",
        "expires_at",   "last_signed_in_at", "compiled_before"};
    const std::function<void(json&)> settle = [&](json& value) {
        if (value.is_object())
            for (auto at = value.begin(); at != value.end();)
                at = of_the_moment.contains(at.key()) ? value.erase(at) : ++at;
        if (value.is_structured())
            for (json& part : value) settle(part);
    };
    json parsed = json::parse(body, nullptr, false);
    if (parsed.is_discarded()) return body;
    settle(parsed);
    return parsed.dump(1);
}

struct Who {
    const char* role;
    const char* organisation;
    OrganisationKind kind;
};
const std::vector<Who> askers{{"clinical_director", "U00001", OrganisationKind::network},
                              {"clinical_pharmacist", "U00001", OrganisationKind::network},
                              {"network_manager", "U00001", OrganisationKind::network},
                              {"ig_lead", "U00001", OrganisationKind::network},
                              {"gp", "A81001", OrganisationKind::practice},
                              {"commissioner", "QE1", OrganisationKind::commissioner}};

// What every route says to everybody, about a patient: by "role method pattern".
using Answers = std::map<std::string, std::string>;

Answers ask_all(TestNetwork& network, const std::string& patient) {
    Answers answers;
    for (const Who& who : askers) {
        for (const http::Route& route : network.router().routes()) {
            if (is_about_papers(route) || is_of_the_machine(route)) continue;
            const auto session = network.sign_in(who.role, who.organisation, who.kind);
            const auto response =
                network.ask(&session, {route.method, address_of(route, patient), body_of(route)});
            answers[fmt::format("{} of {}: {} {}", who.role, who.organisation, route.method,
                                route.pattern)] =
                fmt::format("{}\n{}", response.status, settled(response.body));
        }
    }
    return answers;
}

const std::vector<std::string> identities{"Birchwoodish", "Cedarish",   "9990000050",
                                          "999 000 0050", "9990000034", "999 000 0034"};

TEST(SharingDesk, LetsNoRouteSayAnythingOfAPracticeWithoutAnAgreementInForce) {
    TestNetwork network;
    std::map<std::string, Answers> before;
    // A claim that is asked for twice is answered otherwise the second time, so once to begin with.
    keep_other(network, states_out_of_force().front().change);
    ask_all(network, network.bert());
    for (const State& state : states_out_of_force()) {
        keep_other(network, state.change);
        before[state.name] = ask_all(network, network.bert());
    }
    keep_other(network, [](SharingAgreement&) {});
    const Answers in_force = ask_all(network, network.bert());
    network.load_another_patient();
    for (const State& state : states_out_of_force()) {
        keep_other(network, state.change);
        for (const auto& [route, answer] : ask_all(network, network.bert())) {
            EXPECT_EQ(answer, before[state.name][route])
                << route << " hangs on data of a practice whose agreement is " << state.name;
            for (const std::string& identity : identities)
                EXPECT_THAT(answer, Not(HasSubstr(identity))) << route << ", " << state.name;
        }
    }
    // The same questions do hang on it where the agreement is in force: this test can fail.
    keep_other(network, [](SharingAgreement&) {});
    std::set<std::string> differing;
    for (const auto& [route, answer] : ask_all(network, network.bert()))
        if (in_force.at(route) != answer)
            differing.insert(route.substr(0, route.find(" of ")) + route.substr(route.find(':')));
    for (const char* route :
         {"clinical_pharmacist: GET /api/worklists",
          "clinical_pharmacist: GET /api/worklists/{worklist}",
          "clinical_pharmacist: GET /api/worklists/{worklist}/items",
          "clinical_pharmacist: GET /api/worklists/{worklist}/export",
          "clinical_pharmacist: POST /api/cohorts/count",
          "clinical_pharmacist: POST /api/cohorts/count/export",
          "clinical_pharmacist: POST /api/cohorts/people",
          "clinical_pharmacist: POST /api/cohorts/people/export",
          "clinical_pharmacist: POST /api/cohorts/compare",
          "clinical_pharmacist: POST /api/cohorts/compare/people",
          "clinical_pharmacist: POST /api/cohorts/compare/people/export",
          "clinical_pharmacist: GET /api/cohorts/vocabulary",
          "clinical_director: GET /api/population", "network_manager: GET /api/my-work",
          "network_manager: GET /api/feeds", "clinical_pharmacist: GET /api/practices"})
        EXPECT_TRUE(differing.contains(route)) << route << " says nothing of the practice at all";
}

// The test above is worth what its questions are worth: each route that may hold data of patients
// is answered to somebody. Whoever adds a route gives it a question in address_of and body_of.
TEST(SharingDesk, IsAskedAQuestionThatEveryRouteOfPatientsDataAnswers) {
    TestNetwork network;
    const Answers answers = ask_all(network, network.bert());
    const std::string item = "/api/worklists/{worklist}/items/{patient}";
    const std::set<std::string> others{
        // These have tests of their own below.
        "/api/actions/{action}/undo", "/api/jobs/{job}",
        // One handler with claim, which is asked; they change the list for later questions.
        item + "/outcome", item + "/snooze", item + "/exclude",
        // Texts that staff wrote, of their own organisation.
        "/api/cohorts/{cohort}", "/api/cohorts/{cohort}/versions/{version}"};
    for (const http::Route& route : network.router().routes()) {
        if (is_about_papers(route) || is_of_the_machine(route) || others.contains(route.pattern) ||
            route.access_rule.starts_with("networks.") ||
            route.access_rule.starts_with("register.") || route.access_rule == "open")
            continue;
        const std::string key = fmt::format(": {} {}", route.method, route.pattern);
        const bool answered = std::any_of(answers.begin(), answers.end(), [&](const auto& each) {
            return each.first.ends_with(key) && each.second.starts_with("2");
        });
        EXPECT_TRUE(answered) << route.method << " " << route.pattern;
    }
}

TEST(SharingDesk, GivesWithAnAgreementWhatWasGivenBefore) {
    TestNetwork network;
    const auto pharmacist =
        network.sign_in("clinical_pharmacist", "U00001", OrganisationKind::network);
    for (const std::string& address : {"/api/patients/" + network.bert(),
                                       "/api/worklists/cvd-prevention/items/" + network.bert()}) {
        const auto seen = network.ask(&pharmacist, {"GET", address, ""});
        EXPECT_EQ(seen.status, 200);
        EXPECT_THAT(seen.body, HasSubstr("Birchwoodish"));
    }
}

struct Kinds {
    const char* method;
    std::string address;
    const char* body;
    sharing::Purpose purpose;
    std::vector<sharing::DataKind> kinds;
};

// One kind of data left out of the agreement closes exactly the routes that want it.
TEST(SharingDesk, AsksForThePurposeAndEveryKindOfData) {
    using sharing::DataKind;
    using sharing::Purpose;
    TestNetwork network;
    const std::vector<Kinds> routes{
        {"GET",
         "/api/patients/" + network.bert(),
         "",
         Purpose::direct_care,
         {DataKind::identity, DataKind::clinical_record}},
        {"GET",
         "/api/worklists/cvd-prevention/items/" + network.bert(),
         "",
         Purpose::direct_care,
         {DataKind::identity, DataKind::worklists}},
        {"GET",
         std::string("/api/population?practice=") + other,
         "",
         Purpose::population_health,
         {DataKind::numbers}},
        {"GET",
         std::string("/api/feeds/") + other + "/rejects",
         "",
         Purpose::assurance,
         {DataKind::feeds}},
        {"GET",
         std::string("/api/access-log?practice=") + other,
         "",
         Purpose::assurance,
         {DataKind::audit}},
    };
    const auto ask = [&](const Kinds& route) {
        const bool audit = route.kinds.front() == DataKind::audit;
        const char* role = audit                                 ? "ig_lead"
                           : route.purpose == Purpose::assurance ? "network_manager"
                                                                 : "clinical_pharmacist";
        const auto session = network.sign_in(role, "U00001", OrganisationKind::network);
        return network.ask(&session, {route.method, route.address, route.body}).status;
    };
    const auto keep = [&](const std::function<void(sharing::AgreementText&)>& change) {
        sharing::AgreementText text = TestNetwork::agreement(other, "U00001").text;
        text.kinds.push_back(DataKind::audit);
        change(text);
        network.keep(other, "U00001", sharing::signed_by_all(text));
    };
    for (const Kinds& route : routes) {
        keep([](auto&) {});
        EXPECT_EQ(ask(route), 200) << route.address;
        keep([&](auto& text) { std::erase(text.purposes, route.purpose); });
        EXPECT_EQ(ask(route), 404) << route.address << " without its purpose";
        for (const DataKind kind : sharing::all_data_kinds()) {
            keep([&](auto& text) { std::erase(text.kinds, kind); });
            const bool wanted =
                std::find(route.kinds.begin(), route.kinds.end(), kind) != route.kinds.end();
            EXPECT_EQ(ask(route), wanted ? 404 : 200)
                << route.address << " without " << name_of(kind);
        }
    }
}

// Listens as an open page does.
class Page : public http::EventStream {
public:
    void send(std::string_view data) override { events.emplace_back(data); }
    bool is_open() const override { return true; }
    std::vector<std::string> events;
};

TEST(SharingDesk, EndsAccessAtOnceForOpenPagesAndKeptAnswers) {
    TestNetwork network;
    const auto pharmacist =
        network.sign_in("clinical_pharmacist", "U00001", OrganisationKind::network);
    const auto own_gp = network.sign_in("clinical_pharmacist", other, OrganisationKind::practice);
    const auto page = std::make_shared<Page>();
    auto stream = network.ask(&pharmacist, {"GET", "/api/events", ""});
    stream.on_stream(page);
    const std::string item = "/api/worklists/cvd-prevention/items/" + network.bert();
    const auto people = [&] {
        const auto counted = network.ask(
            &pharmacist, {"POST", "/api/cohorts/count", R"({"text": "AgeInYears() > 17"})"});
        return json::parse(counted.body).at("people").get<int>();
    };
    EXPECT_EQ(people(), 2);
    ASSERT_EQ(network.ask(&own_gp, {"POST", item + "/claim", "{}"}).status, 200);
    ASSERT_EQ(page->events.size(), 1u);
    EXPECT_THAT(page->events.front(), HasSubstr(network.bert()));

    keep_other(network, [](SharingAgreement& a) { a = stopped(a, StopKind::suspended); });
    EXPECT_EQ(network.ask(&own_gp, {"POST", item + "/release", "{}"}).status, 200)
        << "the practice's own work goes on";
    EXPECT_EQ(page->events.size(), 1u) << "the open page hears no more";
    EXPECT_EQ(people(), 1) << "answers that are kept are not counted";
    EXPECT_EQ(network.ask(&pharmacist, {"POST", item + "/claim", "{}"}).status, 404);

    keep_other(network, [](SharingAgreement&) {});
    EXPECT_EQ(people(), 2);
}

TEST(SharingDesk, LetsNobodyUndoWhatLiesOutOfReach) {
    TestNetwork network;
    const auto pharmacist =
        network.sign_in("clinical_pharmacist", "U00001", OrganisationKind::network);
    const auto claimed = network.ask(
        &pharmacist,
        {"POST", "/api/worklists/cvd-prevention/items/" + network.bert() + "/claim", "{}"});
    ASSERT_EQ(claimed.status, 200) << claimed.body;
    const std::string action = json::parse(claimed.body).at("action");
    std::string undo;
    for (const http::Route& route : network.router().routes())
        if (route.pattern.find("{action}") != std::string::npos)
            undo = std::regex_replace(route.pattern, std::regex(R"(\{action\})"), action);
    keep_other(network, [](SharingAgreement& a) { a = stopped(a, StopKind::ended); });
    EXPECT_EQ(network.ask(&pharmacist, {"POST", undo, "{}"}).status, 404);
    keep_other(network, [](SharingAgreement&) {});
    EXPECT_EQ(network.ask(&pharmacist, {"POST", undo, "{}"}).status, 200);
}

TEST(SharingDesk, SharesNothingWhereAnAgreementCannotBeRead) {
    TestNetwork network;
    const auto manager = network.sign_in("network_manager", "U00001", OrganisationKind::network);
    const auto feeds = [&] {
        return json::parse(network.ask(&manager, {"GET", "/api/feeds", ""}).body).size();
    };
    EXPECT_EQ(feeds(), 2u);
    const auto connection = network.parts().database.lease();
    ASSERT_TRUE(connection);
    const persistence::Paper broken{
        "U00001", std::string(sharing_paper_kind), "broken", 1, "{", io::now(), "test", "Test",
        "U00001"};
    ASSERT_TRUE(persistence::add_paper(**connection, broken, 0));
    EXPECT_EQ(feeds(), 0u);
}

TEST(SharingDesk, ShowsNobodyWhatBecameOfALoadThatLiesOutOfReach) {
    TestNetwork network;
    const auto manager = network.sign_in("network_manager", "U00001", OrganisationKind::network);
    const std::string loads = fmt::format("/api/feeds/{}/loads?file_name=a.csv", other);
    const auto sent = network.ask(&manager, {"POST", loads, "a,b"});
    ASSERT_EQ(sent.status, 202) << sent.body;
    const std::string job = "/api/jobs/" + json::parse(sent.body).at("id").get<std::string>();
    EXPECT_EQ(network.ask(&manager, {"GET", job, ""}).status, 200);
    keep_other(network, [](SharingAgreement& a) { a = stopped(a, StopKind::suspended); });
    EXPECT_EQ(network.ask(&manager, {"GET", job, ""}).status, 404);
    EXPECT_EQ(network.ask(&manager, {"POST", loads, "a,b"}).status, 403);
}

TEST(SharingDesk, TellsWhichPracticesAreLeftOutAndWhy) {
    TestNetwork network;
    keep_other(network, [](SharingAgreement& a) { a = stopped(a, StopKind::suspended); });
    const auto pharmacist =
        network.sign_in("clinical_pharmacist", "U00001", OrganisationKind::network);
    const auto reach =
        json::parse(network.ask(&pharmacist, {"GET", "/api/sharing/reach", ""}).body);
    for (const json& want : reach.at("wants")) {
        ASSERT_EQ(want.at("practices"), 2);
        // The agreement of the tests covers all but audit entries.
        const bool audit = want.at("want") == "read_audit";
        ASSERT_EQ(want.at("left_out").size(), audit ? 2u : 1u) << want.dump();
        const json& left = want.at("left_out").back();
        EXPECT_EQ(left.at("practice").at("name"), "Second practice");
        EXPECT_EQ(left.at("reason"), audit ? "The agreement does not cover \"Audit entries\"."
                                           : "A81002 suspended the agreement on 20 March 2026.");
    }
    exporting::Table table;
    {
        const auto view = network.parts().state.read();
        add_closing_notes(view, network.parts().sharing.reach(pharmacist.asker, view.image()),
                          Want::work_lists, table);
    }
    EXPECT_THAT(table.notes,
                testing::IsSupersetOf(
                    {"1 of 2 practices is not included: no data-sharing agreement in force.",
                     "Second practice is not included: A81002 suspended the agreement on 20 March "
                     "2026."}));
    EXPECT_THAT(table.notes, Not(testing::Contains(HasSubstr("Second practice: data to"))));
    const auto counted = network.ask(
        &pharmacist, {"POST", "/api/cohorts/count", R"({"text": "AgeInYears() > 17"})"});
    EXPECT_THAT(counted.body, HasSubstr("1 of 2 practices is not included"));
}

}  // namespace
}  // namespace openpcn::api
