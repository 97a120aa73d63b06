#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "api/test_network.h"
#include "base/invariant.h"
#include "persistence/load.h"
#include "persistence/networks.h"
#include "persistence/papers.h"
#include "persistence/people.h"
#include "persistence/register_load.h"
#include "persistence/rule_input.h"
#include "persistence/test_database.h"
#include "platform/auth/secret_text.h"
#include "platform/io/clock.h"
#include "platform/io/file.h"
#include "population/feeds/reader.h"
#include "sharing/agreement_json.h"
#include "sharing/test_agreement.h"

namespace openpcn::api {
namespace {

template <typename T>
T must(Result<T> result) {
    if (!result) ADD_FAILURE() << to_string(result.error());
    INVARIANT(result.has_value());
    return std::move(*result);
}

void must(Result<void> result) {
    if (!result) ADD_FAILURE() << to_string(result.error());
    INVARIANT(result.has_value());
}

void record(const TestNetwork::Exchange& exchange, const std::string& pattern,
            const http::Response& response) {
    const char* path = std::getenv("OPENPCN_API_EXCHANGES");
    if (path == nullptr) return;
    std::string type;
    for (const auto& [name, value] : response.headers) {
        if (name == "Content-Type") type = value;
    }
    const bool is_json = type.starts_with("application/json");
    std::ofstream(path, std::ios::app)
        << nlohmann::json{{"method", exchange.method},
                          {"pattern", pattern},
                          {"request", exchange.body},
                          {"status", response.status},
                          {"type", type},
                          {"body", is_json ? response.body : ""}}
               .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
        << "\n";
}

}  // namespace

TestNetwork::TestNetwork(Agreements agreements) {
    folder_ =
        std::filesystem::temp_directory_path() / fmt::format("openpcn_api_test_{}", ::getpid());
    std::filesystem::remove_all(folder_);
    directory_ = must(persistence::DataDirectory::create(
        folder_, {"Test network", persistence::emptied_postgresql()}));
    load(own_practice, "First practice", {"9990000018,Ashdownish,Anna"});
    load(other_practice, "Second practice", {"9990000050,Birchwoodish,Bert"});
    if (agreements == Agreements::in_force)
        for (const char* practice : {own_practice, other_practice})
            for (const char* receiver : {"U00001", "QE1"})
                keep(practice, receiver, agreement(practice, receiver));
    make_parts();
    anna_ = id_of("9990000018");
    bert_ = id_of("9990000050");
}

TestNetwork::~TestNetwork() {
    jobs_.reset();
    router_.reset();
    parts_.reset();
    cohorts_.reset();
    register_desk_.reset();
    sharing_.reset();
    state_.reset();
    directory_.reset();
    std::filesystem::remove_all(folder_);
}

// Hypertension and never a blood pressure: rule CVD-05.
void TestNetwork::load(const std::string& practice, const std::string& name,
                       const std::vector<std::string>& patients) {
    std::string people, registrations, entries;
    for (std::size_t i = 1; i <= patients.size(); ++i) {
        people += fmt::format("p{},{},female,1956-03-01,3\n", i, patients[i - 1]);
        registrations += fmt::format("r{},p{},R,2001-01-01,\n", i, i);
        entries += fmt::format("e{},p{},diagnosis,38341003,Hypertension,2015-01-01\n", i, i);
    }
    std::vector<feeds::InputFile> files;
    for (const auto& [file, text] : std::vector<std::pair<std::string, std::string>>{
             {"extract.csv", "format,practice,kind,extracted_at\nopenpcn-extract-1," + practice +
                                 ",full," + io::today_in_london().to_string() + "T06:00:00\n"},
             {"patients.csv",
              "patient_id,nhs_number,family_name,given_names,sex,date_of_birth,imd_decile\n" +
                  people},
             {"registrations.csv", "registration_id,patient_id,type,start,end\n" + registrations},
             {"entries.csv", "entry_id,patient_id,type,code,term,date\n" + entries +
                                 "e0,nobody,diagnosis,38341003,Hypertension,2015-01-01\n"},
             {"medicines.csv",
              "medicine_id,patient_id,kind,repeat_id,code,term,date,end_date,days_supply\n"},
             {"encounters.csv", "encounter_id,patient_id,start,end,class,code,term,role\n"},
             {"appointments.csv",
              "appointment_id,patient_id,start,minutes,booked_at,status,mode,role\n"}}) {
        files.push_back(feeds::text_file(file, text));
    }
    const OdsCode code = must(OdsCode::parse(practice));
    persistence::LoadRequest request{code, name, "[]", "test", "", {}};
    const auto sink = must(persistence::Load::begin(*directory_, std::move(request)));
    const auto facts = must(feeds::read_feed(files, {code, nullptr}, *sink));
    must(sink->finish(facts));
}

void TestNetwork::make_parts() {
    const std::filesystem::path content = std::string(OPENPCN_SOURCE_DIR) + "/content";
    const auto table = content / "figures" / "national_prevalence.csv";
    auto figures =
        must(insight::parse_national_prevalence(must(io::read_file(table)), table.string()));
    state_ = must(NetworkState::open({*directory_, directory_->database(),
                                      must(persistence::read_content(content)), std::move(figures),
                                      io::today_in_london(), 1}));
    sign_in_ = std::make_unique<SignIn>(directory_->database());
    events_ = std::make_unique<EventHub>([this](const std::string& token_hash) {
        return sign_in_->still_stands(token_hash, io::now()).value_or(false);
    });
    cohorts_ = must(CohortDesk::open(*state_, 2));
    register_desk_ = std::make_unique<RegisterDesk>(directory_->database());
    sharing_ = std::make_unique<SharingDesk>(directory_->database());
    jobs_ = std::make_unique<jobs::Jobs>(1);
    rate_ = std::make_unique<http::RateLimit>(http::Rate{1e6, 1e6});
    metrics_ = std::make_unique<telemetry::Metrics>();
    parts_ = std::unique_ptr<ApiParts>(
        new ApiParts{*directory_, directory_->database(), *state_, *sign_in_, *events_, *cohorts_,
                     *register_desk_, *sharing_, *jobs_, *rate_, *rate_, *metrics_,
                     [](const std::string&, const std::string&, const std::string&, const Asker&,
                        jobs::JobProgress&) -> Result<std::string> { return "{}"; },
                     CookieSecurity::localhost, "U00001"});
    router_ = must(http::Router::create(all_routes(*parts_)));
}

void TestNetwork::load_another_patient() {
    load(other_practice, "Second practice",
         {"9990000050,Birchwoodish,Bert", "9990000034,Cedarish,Cora"});
    must(state_->reload());
}

sharing::SharingAgreement TestNetwork::agreement(const std::string& practice,
                                                 const std::string& receiver) {
    sharing::AgreementText text = sharing::test_text();
    text.title = practice + " and " + receiver;
    text.disclosers = {sharing::code(practice)};
    text.receivers = {sharing::code(receiver)};
    if (receiver == "QE1") {
        text.purposes = {sharing::Purpose::population_health};
        text.kinds = {sharing::DataKind::numbers};
    }
    text.from = io::today_in_london().plus_days(-30);
    text.to = io::today_in_london().plus_days(300);
    return sharing::signed_by_all(text);
}

void TestNetwork::keep(const std::string& practice, const std::string& receiver,
                       const sharing::SharingAgreement& agreement) {
    const auto connection = must(directory_->database().lease());
    const std::string id = practice + "-" + receiver;
    const auto newest =
        must(persistence::find_paper(*connection, receiver, sharing_paper_kind, id));
    must(persistence::add_paper(
        *connection,
        {receiver, std::string(sharing_paper_kind), id, 1, sharing::to_json(agreement).dump(),
         io::now(), "test", "Test", receiver},
        newest ? newest->version : 0));
}

std::string TestNetwork::id_of(const std::string& nhs_number) {
    const auto connection = must(directory_->database().lease());
    persistence::People people(*connection);
    return fmt::format("{}",
                       must(people.find_by_nhs_number(must(NhsNumber::parse(nhs_number)))).id);
}

std::string TestNetwork::add_network(networks::Stage stage,
                                     const std::vector<std::string>& practices,
                                     const std::string& name) {
    const auto connection = must(directory_->database().lease());
    const Date starts = must(Date::parse("2027-04-01"));
    const persistence::NetworkRow row{auth::random_id(),
                                      std::nullopt,
                                      name,
                                      must(OdsCode::parse("QE1")),
                                      stage,
                                      starts,
                                      std::nullopt,
                                      must(OdsCode::parse("U00001")),
                                      false,
                                      std::nullopt,
                                      io::now()};
    must(persistence::add_network(*connection, row));
    std::vector<persistence::NetworkMember> members;
    for (const std::string& practice : practices)
        members.push_back({row.id, must(OdsCode::parse(practice)), starts, std::nullopt, {}});
    must(persistence::write_network_members(*connection, row.id, members));
    return row.id;
}

void TestNetwork::load_register(std::vector<feeds::InputFile> files, Date today) {
    persistence::RegisterLoadRequest request;
    request.files = std::move(files);
    request.actor = {"test", "admin", "U00001"};
    request.today = today;
    for (const auto& file : must(persistence::load_register(*directory_, std::move(request))))
        EXPECT_FALSE(file.error.has_value()) << to_string(*file.error);
}

SignedIn TestNetwork::sign_in(const std::string& role, const std::string& organisation,
                              OrganisationKind kind) {
    const auto connection = must(directory_->database().lease());
    const std::string username = fmt::format("{}.{}", role, organisation);
    if (!must(persistence::find_account(*connection, username))) {
        persistence::Account account;
        account.username = username;
        account.display_name = username;
        account.role = role;
        account.organisation = organisation;
        account.organisation_kind = name_of(kind);
        must(persistence::add_account(*connection, account));
    }
    const std::string token = auth::random_token();
    const Instant now = io::now();
    must(persistence::add_session(*connection, {auth::hash_token(token), username, "signed_in",
                                                auth::random_token(), now, now}));
    tokens_[auth::hash_token(token)] = token;
    return *must(sign_in_->session(token, now));
}

http::Response TestNetwork::ask(const SignedIn* session, const Exchange& exchange,
                                http::Headers headers) {
    if (session != nullptr) {
        headers["Cookie"] = "openpcn_session=" + tokens_.at(session->token_hash);
        headers["X-CSRF-Token"] = session->csrf_token;
    }
    if (exchange.body.starts_with("{")) headers["Content-Type"] = "application/json";
    return ask_with(exchange, std::move(headers));
}

http::Response TestNetwork::ask_with(const Exchange& exchange, http::Headers headers) {
    http::Request request;
    request.method = exchange.method;
    const auto query = exchange.address.find('?');
    request.path = exchange.address.substr(0, query);
    if (query != std::string::npos)
        request.query = http::parse_query(exchange.address.substr(query + 1)).value();
    request.headers = std::move(headers);
    request.body = exchange.body;
    request.peer = "127.0.0.1";
    const auto match = router_->match(request.method, request.path);
    INVARIANT(match.route != nullptr);
    request.path_parameters = match.parameters;
    request.route = match.route->pattern;
    const http::Response response = match.route->handler(request);
    record(exchange, match.route->pattern, response);
    return response;
}

std::int64_t TestNetwork::audited(const std::string& action, const std::string& subject) {
    const auto connection = must(directory_->database().lease());
    std::int64_t number = 0;
    must(connection->query(
        "SELECT count(*) FROM audit WHERE action = ? AND ' ' || subject || ' ' LIKE ?",
        {action, "% " + subject + " %"}, [&](const database::Row& row) -> Result<void> {
            number = row.integer(0);
            return {};
        }));
    return number;
}

}  // namespace openpcn::api
