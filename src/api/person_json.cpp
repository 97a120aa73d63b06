#include "api/person_json.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "base/decimal.h"
#include "persistence/audit_log.h"

namespace openpcn::api {

using nlohmann::ordered_json;

Result<std::unordered_map<records::PersonId, persistence::Person>> find_people(
    ApiParts& parts, std::span<const records::PersonId> ids) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    return persistence::People(*connection).find_many(ids);
}

ordered_json practice_name_json(const persistence::Practice& practice) {
    return {{"ods_code", practice.ods_code}, {"name", practice.name}};
}

ordered_json freshness_json(const persistence::Practice& practice) {
    ordered_json body{{"practice", practice_name_json(practice)}};
    if (practice.extracted_at.has_value())
        body["data_to"] = practice.extracted_at.date().to_string();
    if (practice.loaded_at.has_value()) body["loaded_at"] = practice.loaded_at.to_string();
    return body;
}

ordered_json identity_json(const persistence::Person& person,
                           const persistence::Practice& practice) {
    static constexpr std::array<std::string_view, 4> genders{"unknown", "male", "female", "other"};
    ordered_json body{{"id", fmt::format("{}", person.id)},
                      {"family_name", person.family},
                      {"given_name", person.given},
                      {"gender", genders[static_cast<std::size_t>(person.sex)]},
                      {"practice", practice_name_json(practice)}};
    if (!person.prefix.empty()) body["title"] = person.prefix;
    if (person.birth.has_value()) body["born"] = person.birth.to_string();
    if (person.deceased) body["deceased"] = true;
    if (person.death.has_value()) body["died"] = person.death.to_string();
    if (person.nhs_number)
        body["nhs_number"] = person.nhs_number->reveal_digits();
    else
        body["local_identifier"] = person.source_id;
    return body;
}

ordered_json entry_json(const NetworkState::View& view, const records::PatientRecord& record,
                        const records::Entry& entry) {
    const auto& concepts = view.image().concepts();
    const auto& texts = view.image().texts();
    const auto& code = concepts.at(entry.code);
    std::string term = code.display;
    if (const auto* original = record.find(entry, records::ElementPath::original_term);
        term.empty() && original != nullptr) {
        term = texts.at(static_cast<TextIndex>(original->value));
    }
    ordered_json body{{"type", fhir_name(entry.type)},
                      {"term", term.empty() ? (code.code.empty() ? "No code" : code.code) : term}};
    if (entry.when.has_value()) body["date"] = entry.when.to_string().substr(0, 10);
    if (!code.code.empty()) {
        body["system"] = code.system;
        body["code"] = code.code;
    }
    switch (entry.value_kind) {
        case records::ValueKind::quantity:
            body["value"] = fmt::format("{} {}", Decimal::from_units(entry.value).to_string(),
                                        texts.at(entry.unit));
            break;
        case records::ValueKind::code:
            body["value"] = concepts.at(static_cast<ConceptIndex>(entry.value)).display;
            break;
        case records::ValueKind::text:
            body["value"] = texts.at(static_cast<TextIndex>(entry.value));
            break;
        case records::ValueKind::integer:
            body["value"] = fmt::format("{}", entry.value);
            break;
        default:
            break;
    }
    if (const auto status = fhir_code(entry.status); !status.empty()) body["status"] = status;
    if (entry.practice < view.image().practices().size())
        body["practice"] = practice_name_json(view.practice(entry.practice));
    else
        body["practice"] = {{"ods_code", "network"}, {"name", "Recorded by the network"}};
    return body;
}

Result<records::PersonId> person_of(const Call& call, const NetworkState::View& view, Want want) {
    const std::string_view text = call.request.path_parameter("patient");
    records::PersonId person = 0;
    std::from_chars(text.data(), text.data() + text.size(), person);
    TRY(view.position(person, call.reach(view.image()), want));
    return person;
}

Result<void> audit_read(ApiParts& parts, const Call& call, std::string action, std::string subject,
                        std::string detail) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(auto transaction, database::Transaction::begin(*connection));
    TRY(persistence::append_audit(
        *connection, audit_event(call.asker(), call.now, std::move(action), std::move(subject),
                                 std::move(detail))));
    return transaction.commit();
}

}  // namespace openpcn::api
