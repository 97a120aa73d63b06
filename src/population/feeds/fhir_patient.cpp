// The part of FhirResourceReader that reads Patient.
#include "base/nhs_number.h"
#include "population/feeds/fhir_json.h"
#include "population/feeds/fhir_resource.h"

namespace openpcn::feeds {

namespace {

void append_part(std::string& text, std::string_view part, std::string_view separator) {
    if (part.empty()) return;
    if (!text.empty()) text += separator;
    text += part;
}

records::Sex sex_of(std::string_view gender) {
    if (gender == "male") return records::Sex::male;
    if (gender == "female") return records::Sex::female;
    if (gender == "other") return records::Sex::other;
    return records::Sex::unknown;
}

// Official before usual before the first; what is old or a maiden name only if there is no other.
int preference_of(std::string_view use) {
    if (use == "official") return 4;
    if (use == "usual") return 3;
    if (use == "old" || use == "maiden") return 1;
    return 2;
}

}  // namespace

void FhirResourceReader::person(const JsonObject& resource, std::string_view json, Place place) {
    if (source_id_.empty()) {
        return reject(RejectKind::malformed,
                      "The Patient has neither an id nor a fullUrl, so nothing can refer to it.",
                      json, place);
    }
    person_ = {};
    person_.source_id = source_id_;
    person_.sex = sex_of(member_text(resource, "gender"));
    if (!dates(resource, json, place)) return;
    names(resource);
    identifiers(resource, json, place);
    contacts(resource);
    patient_extensions(resource);
    sink_.person(person_, place);
}

// False after a reject.
bool FhirResourceReader::dates(const JsonObject& resource, std::string_view json, Place place) {
    const auto read_date = [&](std::string_view name, PartialDateTime& date) {
        const auto text = member_text(resource, name);
        if (text.empty()) return true;
        const auto parsed = PartialDateTime::parse(text);
        if (!parsed) {
            reject(RejectKind::malformed, "The " + std::string(name) + " is not a date of FHIR.",
                   json, place);
            return false;
        }
        date = *parsed;
        return true;
    };
    if (!read_date("birthDate", person_.birth)) return false;
    if (!read_date("deceasedDateTime", person_.death)) return false;
    person_.deceased = person_.death.has_value();
    if (const auto deceased = member(resource, "deceasedBoolean")) {
        bool is_deceased = false;
        if (deceased->get(is_deceased) == simdjson::SUCCESS && is_deceased) {
            person_.deceased = true;
        }
    }
    return true;
}

void FhirResourceReader::names(const JsonObject& resource) {
    given_.clear();
    prefix_.clear();
    int best = 0;
    for_each_member(resource, "name", [&](const JsonValue& name, std::uint16_t) {
        const auto preference = preference_of(member_text(name, "use"));
        if (preference <= best) return;
        best = preference;
        given_.clear();
        prefix_.clear();
        person_.family = member_text(name, "family");
        for_each_member(name, "given", [&](const JsonValue& given, std::uint16_t) {
            append_part(given_, text_of(given), " ");
        });
        for_each_member(name, "prefix", [&](const JsonValue& prefix, std::uint16_t) {
            append_part(prefix_, text_of(prefix), " ");
        });
        if (person_.family.empty() && given_.empty()) given_ = member_text(name, "text");
    });
    person_.given = given_;
    person_.prefix = prefix_;
}

void FhirResourceReader::identifiers(const JsonObject& resource, std::string_view json,
                                     Place place) {
    nhs_number_.clear();
    for_each_member(resource, "identifier", [&](const JsonValue& item, std::uint16_t) {
        const Identifier identifier{member_text(item, "system"), member_text(item, "value")};
        if (identifier.value.empty()) return;
        if (identifier.system != nhs_number_system) {
            person_.identifiers.push_back(identifier);
            return;
        }
        const auto number = NhsNumber::parse(identifier.value);
        if (!number) {
            return reject(RejectKind::invalid_identity,
                          "The NHS number's check digit does not agree; the person is kept without "
                          "it.",
                          json, place);
        }
        if (member_text(item, "use") == "old") return;
        if (!nhs_number_.empty() && nhs_number_ != number->reveal_digits()) {
            return reject(RejectKind::invalid_identity,
                          "The person has two current NHS numbers; the first is kept.", json,
                          place);
        }
        if (!nhs_number_.empty()) return;
        nhs_number_ = number->reveal_digits();
        person_.identifiers.push_back({nhs_number_system, nhs_number_});
    });
}

void FhirResourceReader::contacts(const JsonObject& resource) {
    address_.clear();
    int best = 0;
    for_each_member(resource, "address", [&](const JsonValue& address, std::uint16_t) {
        const auto use = member_text(address, "use");
        const int preference = use == "home" ? 3 : use == "old" ? 1 : 2;
        if (preference <= best) return;
        best = preference;
        address_.clear();
        for_each_member(address, "line", [&](const JsonValue& line, std::uint16_t) {
            append_part(address_, text_of(line), ", ");
        });
        for (const auto part : {"city", "district", "state", "country"}) {
            append_part(address_, member_text(address, part), ", ");
        }
        if (address_.empty()) address_ = member_text(address, "text");
        person_.postcode = member_text(address, "postalCode");
    });
    person_.address = address_;
    for_each_member(resource, "telecom", [&](const JsonValue& contact, std::uint16_t) {
        const auto system = member_text(contact, "system");
        if (system == "phone" && person_.phone.empty()) {
            person_.phone = member_text(contact, "value");
        } else if (system == "email" && person_.email.empty()) {
            person_.email = member_text(contact, "value");
        }
    });
}

void FhirResourceReader::patient_extensions(const JsonObject& resource) {
    for_each_member(resource, "extension", [&](const JsonValue& extension, std::uint16_t) {
        const auto url = member_text(extension, "url");
        if (url.ends_with("Extension-UKCore-EthnicCategory")) {
            if (const auto category = member(extension, "valueCodeableConcept")) {
                for_each_member(*category, "coding", [&](const JsonValue& coding, std::uint16_t) {
                    if (person_.ethnicity.code.empty()) person_.ethnicity = coding_of(coding);
                });
            }
        } else if (url == small_area_extension) {
            person_.small_area = member_text(extension, "valueString");
        } else if (url == deprivation_extension) {
            std::int64_t decile = 0;
            const auto value = member(extension, "valueInteger");
            if (value && value->get(decile) == simdjson::SUCCESS && decile >= 1 && decile <= 10) {
                person_.deprivation_decile = static_cast<int>(decile);
            }
        }
    });
    if (const auto marital = member(resource, "maritalStatus")) {
        person_.marital_status = member_text(*marital, "text");
        for_each_member(*marital, "coding", [&](const JsonValue& coding, std::uint16_t index) {
            if (index == 0) person_.marital_status = member_text(coding, "code");
        });
    }
    for_each_member(resource, "communication", [&](const JsonValue& spoken, std::uint16_t) {
        const auto language = member(spoken, "language");
        if (!language || !person_.main_language.empty()) return;
        for_each_member(*language, "coding", [&](const JsonValue& coding, std::uint16_t index) {
            if (index == 0) person_.main_language = member_text(coding, "code");
        });
        if (person_.main_language.empty()) person_.main_language = member_text(*language, "text");
    });
}

}  // namespace openpcn::feeds
