// A network of two practices with one patient each, behind the real routes, for the tests of this
// folder. Each practice shares everything with the network U00001 and numbers with the commissioner
// QE1, by agreements of its own. Requests go through router, guard and handlers; only the sockets
// are left out.
//
// Where OPENPCN_API_EXCHANGES names a file, every exchange is appended to it as a line of JSON, for
// tests/api to hold against openapi.yaml.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/api_parts.h"
#include "networks/life_cycle.h"
#include "population/feeds/input_source.h"

namespace openpcn::api {

class TestNetwork {
public:
    static constexpr const char* own_practice = "A81001";    // of Anna Ashdownish
    static constexpr const char* other_practice = "A81002";  // of Bert Birchwoodish
    static constexpr const char* list = "cvd-prevention";    // both are on it

    enum class Agreements {
        in_force,
        none
    };
    explicit TestNetwork(Agreements agreements = Agreements::in_force);
    ~TestNetwork();
    TestNetwork(const TestNetwork&) = delete;
    TestNetwork& operator=(const TestNetwork&) = delete;

    const http::Router& router() const { return *router_; }
    ApiParts& parts() { return *parts_; }
    // Opaque ids, as addresses hold them.
    const std::string& anna() const { return anna_; }
    const std::string& bert() const { return bert_; }

    // Signs somebody in; the account is made if it is not there.
    SignedIn sign_in(const std::string& role, const std::string& organisation,
                     OrganisationKind kind);

    // The agreement of one practice with one receiver: signed, complete, in force today, about
    // everything; with QE1 about numbers for planning.
    static sharing::SharingAgreement agreement(const std::string& practice,
                                               const std::string& receiver);
    // Keeps it as the next version of the agreement between the two.
    void keep(const std::string& practice, const std::string& receiver,
              const sharing::SharingAgreement& agreement);
    // One more load of the second practice, with a second patient, Cora Cedarish.
    void load_another_patient();

    // Puts a network of these practices into the database: proposed by U00001, its commissioner is
    // QE1, starting on 2027-04-01. Its id.
    std::string add_network(networks::Stage stage, const std::vector<std::string>& practices,
                            const std::string& name = "Test network of practices");

    // Loads published files as the command line does, on this day; none of them may fail.
    void load_register(std::vector<feeds::InputFile> files, Date today);

    struct Exchange {
        std::string method;
        std::string address;  // with the query
        std::string body;     // JSON, or the bytes of an upload
    };
    // `session` null: signed out. The CSRF token goes along, and `headers`.
    http::Response ask(const SignedIn* session, const Exchange& exchange,
                       http::Headers headers = {});
    // The same with headers of one's own instead.
    http::Response ask_with(const Exchange& exchange, http::Headers headers);

    std::int64_t audited(const std::string& action, const std::string& subject);

private:
    // `patients`: lines of patients.csv, from the number to the given name.
    void load(const std::string& practice, const std::string& name,
              const std::vector<std::string>& patients);
    std::string id_of(const std::string& nhs_number);
    void make_parts();

    std::filesystem::path folder_;
    std::optional<persistence::DataDirectory> directory_;
    std::unique_ptr<NetworkState> state_;
    std::unique_ptr<SignIn> sign_in_;
    std::unique_ptr<EventHub> events_;
    std::unique_ptr<CohortDesk> cohorts_;
    std::unique_ptr<RegisterDesk> register_desk_;
    std::unique_ptr<SharingDesk> sharing_;
    std::unique_ptr<jobs::Jobs> jobs_;
    std::unique_ptr<http::RateLimit> rate_;
    std::unique_ptr<telemetry::Metrics> metrics_;
    std::unique_ptr<ApiParts> parts_;
    std::optional<http::Router> router_;
    std::string anna_;
    std::string bert_;
    std::map<std::string, std::string> tokens_;  // by token hash
};

}  // namespace openpcn::api
