// A network that is being formed through the API, with everything that each part sends on the way:
// A81001 proposes it with A81002, 16C is its commissioner, and A81003 is in no network. For the
// tests of this folder.
#pragma once

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "api/test_network.h"

namespace openpcn::api {

class NetworkFormation : public testing::Test {
protected:
    using json = nlohmann::json;

    // The register of three practices in no network, as at this day.
    explicit NetworkFormation(const std::string& mapping_day = "01Jan2026");

    // Asks as somebody of the role and organisation; fails the test where the status is another.
    json ask(const std::string& role, const std::string& organisation, OrganisationKind kind,
             const TestNetwork::Exchange& exchange, int status = 200);
    json as_manager(const TestNetwork::Exchange& exchange, int status = 200);       // of A81001
    json as_other_member(const TestNetwork::Exchange& exchange, int status = 200);  // of A81002
    json as_commissioner(const TestNetwork::Exchange& exchange, int status = 200);  // of 16C

    std::string at(const std::string& rest) const { return "/api/networks/" + id_ + rest; }

    // A draft of `name`, begun by A81001 with A81002, from `starts_` on; its id.
    std::string begin(const std::string& name = "North Network");
    // One that nothing stands against but people, agreement and acceptances, with lists of `each`.
    json registration(const std::vector<std::string>& members, std::int64_t each = 20'000) const;
    std::int64_t save(const json& text, std::int64_t based_on, int status = 200);
    void accept(const std::string& practice, std::int64_t version, int status = 200);
    // Findings of the draft that keep it from being submitted.
    std::vector<std::string> blocking();
    // On the page of people and payee: one director from the first day; A81001 proposes a payee,
    // and its id; the other member confirms it; all of it.
    void name_director();
    std::string propose_payee(const std::string& name = "PRACTICE A81001");
    void confirm_payee(const std::string& id);
    void settle_people();
    // Keeps an agreement of the two with these values, signed by both; confirmed where complete.
    void keep_agreement(const std::string& values);

    // Begins, saves `text`, settles the people, lets both accept and sign, and submits: its
    // version.
    std::int64_t submit_new(const json& text);
    // The same, with the review begun.
    std::int64_t bring_to_review(const json& text);
    // A step of the commissioner's, based on the review as it is.
    json step(const json& body, int status = 200);
    // Of the practices', as A81001's manager unless said otherwise.
    json practices_step(const json& body, int status = 200, const std::string& by = "A81001");
    json agree(int status = 200, const json& more = json::object());
    json vary(const std::vector<std::string>& practices, int status = 200,
              const std::string& approved = "yes");
    // From the review to "agreement complete" with its code: only going live is left.
    void bring_to_the_last_step();

    json review();
    std::string stage() { return review()["review"]["stage"]; }
    std::vector<std::string> gates();
    // What `step` says of itself in the review as its commissioner sees it.
    std::vector<std::string> hindrances(const std::string& step);

    TestNetwork network_;
    const Date today_;
    Date starts_;
    std::string lists_dated_ = "2026-10-01";
    std::string id_;
};

}  // namespace openpcn::api
