#include "api/test_formation.h"

#include "agreement/agreement_text.h"
#include "agreement/test_agreement.h"
#include "api/agreement_desk.h"
#include "persistence/papers.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::json;

std::string mapping(const std::string& day) {
    std::string text =
        "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
        "SUB_ICB_LOCATION_CODE,SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE\n";
    for (const char* code : {"A81001", "A81002", "A81003"})
        text += day + "," + code + ",PRACTICE " + code +
                ",TS18 1HU,U,UNALLOCATED,16C,NHS NE,QHM,NE,Y63\n";
    return text;
}

}  // namespace

NetworkFormation::NetworkFormation(const std::string& mapping_day)
    : today_(io::today_in_london()), starts_(today_) {
    network_.load_register({feeds::text_file("map.csv", mapping(mapping_day))}, today_);
}

json NetworkFormation::ask(const std::string& role, const std::string& organisation,
                           OrganisationKind kind, const TestNetwork::Exchange& exchange,
                           int status) {
    const auto session = network_.sign_in(role, organisation, kind);
    const auto response = network_.ask(&session, exchange);
    EXPECT_EQ(response.status, status) << role << " of " << organisation << ": " << exchange.method
                                       << " " << exchange.address << ": " << response.body;
    return json::parse(response.body);
}
json NetworkFormation::as_manager(const TestNetwork::Exchange& exchange, int status) {
    return ask("practice_manager", "A81001", OrganisationKind::practice, exchange, status);
}
json NetworkFormation::as_other_member(const TestNetwork::Exchange& exchange, int status) {
    return ask("practice_manager", "A81002", OrganisationKind::practice, exchange, status);
}
json NetworkFormation::as_commissioner(const TestNetwork::Exchange& exchange, int status) {
    return ask("commissioner", "16C", OrganisationKind::commissioner, exchange, status);
}

std::string NetworkFormation::begin(const std::string& name) {
    return as_manager({"POST", "/api/networks",
                       json{{"name", name},
                            {"commissioner", "16C"},
                            {"starts", starts_.to_string()},
                            {"members", {"A81002"}}}
                           .dump()},
                      201)["id"];
}

json NetworkFormation::registration(const std::vector<std::string>& members,
                                    std::int64_t each) const {
    json rows = json::array();
    for (const auto& one : members)
        rows.push_back({{"practice", one}, {"patients", each}, {"source", "counted"}});
    return {{"name", "North Network"},
            {"commissioner", "16C"},
            {"starts", starts_.to_string()},
            {"members", members},
            {"lists",
             {{"dated", lists_dated_},
              {"rows", rows},
              {"total", each * static_cast<std::int64_t>(members.size())}}},
            {"area", {{"small_areas", {"E01012001"}}}},
            {"providers", {{{"who", "Trust"}, {"day", "2026-10-02"}, {"evidence", "Letter"}}}},
            {"people", {{{"who", "Patients"}, {"day", "2026-10-02"}, {"evidence", "Minutes"}}}},
            {"explanations",
             {{"area_overlap", "x"},
              {"area_contiguous", "x"},
              {"area_sites_inside", "x"},
              {"area_within_commissioner", "x"}}}};
}

std::int64_t NetworkFormation::save(const json& text, std::int64_t based_on, int status) {
    const auto saved = as_manager(
        {"PUT", at("/registration"), json{{"based_on", based_on}, {"registration", text}}.dump()},
        status);
    return status == 200 ? saved["version"].get<std::int64_t>() : 0;
}

void NetworkFormation::accept(const std::string& practice, std::int64_t version, int status) {
    ask("practice_manager", practice, OrganisationKind::practice,
        {"PUT", at("/registration/area-acceptance"),
         json{{"version", version}, {"accepts", true}}.dump()},
        status);
}

std::vector<std::string> NetworkFormation::blocking() {
    std::vector<std::string> ids;
    const auto seen = as_manager({"GET", at("/registration"), ""});
    for (const auto& one : seen["findings"])
        if (one["severity"] == "blocks") ids.push_back(one["id"]);
    return ids;
}

void NetworkFormation::name_director() {
    as_manager({"POST", at("/posts"),
                json{{"post",
                      {{"kind", "director"},
                       {"role", "clinical_director"},
                       {"person", "Dr Ash"},
                       {"profession", "gp"},
                       {"from", starts_.to_string()},
                       {"method", "election"}}}}
                    .dump()});
}

std::string NetworkFormation::propose_payee(const std::string& name) {
    const auto people = as_manager({"POST", at("/payees"),
                                    json{{"payee",
                                          {{"kind", "company"},
                                           {"name", name},
                                           {"account_holder", name},
                                           {"sort_code", "123456"},
                                           {"account_number", "12345678"},
                                           {"from", starts_.to_string()},
                                           {"reason", "Agreed by both practices"}}}}
                                        .dump()});
    for (const auto& one : people["payees"])
        if (one["name"] == name && one["state"] == "proposed") return one["id"];
    ADD_FAILURE() << "It is not among those that wait.";
    return {};
}

void NetworkFormation::confirm_payee(const std::string& id) {
    as_other_member({"POST", at("/payees/" + id + "/decision"),
                     R"({"decision": "confirmed", "because": "With the bank's letter"})"});
}

void NetworkFormation::settle_people() {
    name_director();
    confirm_payee(propose_payee());
}

void NetworkFormation::keep_agreement(const std::string& values) {
    const auto connection = network_.parts().database.lease();
    ASSERT_TRUE(connection);
    const auto& form = agreement::form_2019();
    const auto filled = agreement::fill(form, agreement::parse_draft(form, values).value(),
                                        "North Network", agreement::two_members())
                            .value();
    const std::string text = agreement::agreement_text(form, filled);
    persistence::Paper paper;
    paper.owner = id_;
    paper.kind = agreement_kind;
    paper.id = agreement_id;
    paper.body = to_paper_body(filled, text);
    paper.at = io::now();
    const auto newest =
        persistence::find_paper(**connection, id_, agreement_kind, agreement_id).value();
    const std::int64_t before = newest ? newest->version : 0;
    ASSERT_TRUE(persistence::add_paper(**connection, paper, before));
    for (const char* practice : {"A81001", "A81002"}) {
        agreement::Signature signature{agreement::code(practice),
                                       "Dr A",
                                       "Contractor",
                                       "sole_trader",
                                       "contractor",
                                       1,
                                       agreement::SigningMethod::account,
                                       "",
                                       agreement::hash_of_text(text),
                                       before + 1,
                                       io::now(),
                                       "u"};
        persistence::Paper signed_paper = paper;
        signed_paper.kind = signature_kind;
        signed_paper.id = practice + std::to_string(before);
        signed_paper.body = agreement::to_json(signature);
        ASSERT_TRUE(persistence::add_paper(**connection, signed_paper, 0));
    }
    if (values.find("insolvency_effect") == std::string::npos) return;
    persistence::Paper confirmation = paper;
    confirmation.kind = confirmation_kind;
    confirmation.id = "c" + std::to_string(before);
    confirmation.body = agreement::to_json(
        agreement::Confirmation{agreement::hash_of_text(text), before + 1, io::today_in_london(),
                                io::now(), "Manager", "A81001"});
    ASSERT_TRUE(persistence::add_paper(**connection, confirmation, 0));
}

std::int64_t NetworkFormation::submit_new(const json& text) {
    id_ = begin(text["name"]);
    const auto version = save(text, 1);
    settle_people();
    accept("A81001", version);
    accept("A81002", version);
    keep_agreement(agreement::initial_values);
    EXPECT_THAT(blocking(), testing::IsEmpty());
    as_manager({"POST", at("/submissions"), json{{"based_on", version}}.dump()}, 201);
    return version;
}

std::int64_t NetworkFormation::bring_to_review(const json& text) {
    const auto version = submit_new(text);
    step({{"step", "start_review"}});
    return version;
}

json NetworkFormation::step(const json& body, int status) {
    json sent = body;
    sent["based_on"] = as_commissioner({"GET", at("/review"), ""})["version"];
    return as_commissioner({"POST", at("/review"), sent.dump()}, status);
}

json NetworkFormation::practices_step(const json& body, int status, const std::string& by) {
    json sent = body;
    sent["based_on"] = review()["version"];
    return ask("practice_manager", by, OrganisationKind::practice,
               {"POST", at("/withdrawal"), sent.dump()}, status);
}

json NetworkFormation::agree(int status, const json& more) {
    json body{{"step", "agree_in_principle"},
              {"committee", "PCCC"},
              {"minute", "2027/1"},
              {"agreed_with", "The system"}};
    const auto seen = review();
    for (const auto& one : seen["findings"])
        if (one["severity"] == "to_decide" && one["id"] != "size_below")
            body["accepted"][one["id"].get<std::string>()] = "Known.";
    body.update(more);
    return step(body, status);
}

json NetworkFormation::vary(const std::vector<std::string>& practices, int status,
                            const std::string& approved) {
    json rows = json::array();
    for (const auto& practice : practices)
        rows.push_back(
            {{"practice", practice}, {"contract", "GMS"}, {"is_approved", approved == "yes"}});
    return step({{"step", "vary_contracts"}, {"rows", rows}}, status);
}

void NetworkFormation::bring_to_the_last_step() {
    agree();
    vary({"A81001", "A81002"});
    keep_agreement(agreement::complete_values);
    step({{"step", "confirm_agreement"}});
    step({{"step", "record_code"}, {"code", "U89999"}});
}

json NetworkFormation::review() { return as_manager({"GET", at("/review"), ""}); }

std::vector<std::string> NetworkFormation::gates() {
    return review()["gates"].get<std::vector<std::string>>();
}

std::vector<std::string> NetworkFormation::hindrances(const std::string& step) {
    const auto seen = as_commissioner({"GET", at("/review"), ""});
    for (const auto& one : seen["steps"])
        if (one["step"] == step) return one["hindrances"].get<std::vector<std::string>>();
    return {"It is not offered."};
}

}  // namespace openpcn::api
