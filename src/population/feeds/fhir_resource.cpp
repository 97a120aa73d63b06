#include "population/feeds/fhir_resource.h"

#include <cstdio>

#include "population/feeds/fhir_json.h"

namespace openpcn::feeds {

struct FhirResourceReader::Parser {
    simdjson::dom::parser parser;
};

namespace {

// A name for a resource that has none: the same content has the same name in every load.
std::string content_id(std::string_view json) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char character : json) {
        hash = (hash ^ static_cast<unsigned char>(character)) * 1099511628211ULL;
    }
    char text[32];
    std::snprintf(text, sizeof text, "content-%016llx", static_cast<unsigned long long>(hash));
    return text;
}

}  // namespace

FhirResourceReader::FhirResourceReader(FeedSink& sink)
    : sink_(sink), parser_(std::make_unique<Parser>()), mapper_(references_, medications_) {}

FhirResourceReader::~FhirResourceReader() = default;

void FhirResourceReader::begin_bundle() { references_.clear_bundle(); }

void FhirResourceReader::add_bundle_entry(std::string_view full_url, FhirReference target) {
    references_.add_bundle_entry(full_url, target);
}

void FhirResourceReader::reject(RejectKind kind, std::string reason, std::string_view original,
                                Place place) {
    sink_.reject({place, kind, std::move(reason), original});
}

void FhirResourceReader::learn_medication(std::string_view json, std::string_view full_url) {
    JsonObject resource;
    if (parser_->parser.parse(json.data(), json.size(), false).get(resource) != simdjson::SUCCESS) {
        return;
    }
    const auto code = member(resource, "code");
    if (!code) return;
    auto id = member_text(resource, "id");
    if (id.empty()) id = references_.resolve(full_url).id;
    for_each_member(*code, "coding", [&](const JsonValue& coding, std::uint16_t index) {
        if (index == 0) medications_.add(id, coding_of(coding));
    });
}

void FhirResourceReader::read(std::string_view json, std::string_view full_url, Place place) {
    JsonObject resource;
    const auto error = parser_->parser.parse(json.data(), json.size(), false).get(resource);
    if (error == simdjson::INCORRECT_TYPE) {
        return reject(RejectKind::malformed, "The JSON is not an object.", json, place);
    }
    if (error != simdjson::SUCCESS) {
        return reject(RejectKind::malformed,
                      std::string("The text is not JSON: ") + simdjson::error_message(error), json,
                      place);
    }
    type_ = member_text(resource, "resourceType");
    if (type_.empty()) {
        return reject(RejectKind::malformed,
                      "The JSON has no resourceType, so it is not a FHIR resource.", json, place);
    }
    source_id_ = member_text(resource, "id");
    if (source_id_.empty() && !full_url.empty()) source_id_ = references_.resolve(full_url).id;
    if (type_ == "Patient") return person(resource, json, place);
    if (source_id_.empty()) source_id_ = content_id(json);
    if (type_ == "EpisodeOfCare" && registration(resource, json, place)) return;
    if (type_ == "Bundle") {
        return reject(RejectKind::unsupported,
                      "A Bundle is read as a whole document with a list of entries.", json, place);
    }
    const auto type = records::resource_type_from_fhir(type_);
    if (!type || fhir_rules(*type).empty()) {
        if (type_ == "Medication") learn_medication(json, full_url);
        // learn_medication() parses the text again, so `resource` must be read once more.
        if (type_ == "Medication" &&
            parser_->parser.parse(json.data(), json.size(), false).get(resource) !=
                simdjson::SUCCESS) {
            return;
        }
        return keep(resource, json, place);
    }
    if (auto fault = mapper_.map(*type, resource)) {
        return reject(fault->kind, std::move(fault->reason), json, place);
    }
    auto& entry = mapper_.entry();
    entry.source_id = source_id_;
    entry.original = json;
    sink_.entry(entry, place);
}

std::string_view FhirResourceReader::patient_of(const JsonObject& resource) const {
    for (const auto name : {"subject", "patient", "beneficiary", "for"}) {
        const auto owner = member(resource, name);
        if (!owner) continue;
        const auto meant = references_.resolve(member_text(*owner, "reference"));
        if (meant.type == "Patient" || (meant.type.empty() && !meant.id.empty())) return meant.id;
    }
    return {};
}

void FhirResourceReader::keep(const JsonObject& resource, std::string_view json, Place place) {
    sink_.kept_resource(type_, source_id_, patient_of(resource), json, place);
}

// False where this EpisodeOfCare is no registration at a practice: one of another type of care, or
// one that never began.
bool FhirResourceReader::registration(const JsonObject& resource, std::string_view json,
                                      Place place) {
    const auto status = member_text(resource, "status");
    if (status == "entered-in-error" || status == "cancelled" || status == "planned") return false;
    std::string_view registration_type = "R";
    bool is_other_care = false;
    for_each_member(resource, "type", [&](const JsonValue& type, std::uint16_t) {
        for_each_member(type, "coding", [&](const JsonValue& coding, std::uint16_t) {
            const auto system = member_text(coding, "system");
            if (system == registration_type_system || system.ends_with("RegistrationType-1")) {
                registration_type = member_text(coding, "code");
            } else {
                is_other_care = true;
            }
        });
    });
    const auto patient = patient_of(resource);
    if (is_other_care) return false;
    if (patient.empty()) {
        reject(RejectKind::malformed, "The EpisodeOfCare does not say whose it is.", json, place);
        return true;
    }
    IncomingRegistration registration;
    registration.source_id = source_id_;
    registration.patient = patient;
    registration.type = registration_type;
    registration.original = json;
    if (const auto period = member(resource, "period")) {
        for (const auto& [name, date] :
             {std::pair{"start", &registration.start}, std::pair{"end", &registration.end}}) {
            const auto text = member_text(*period, name);
            if (text.empty()) continue;
            const auto parsed = PartialDateTime::parse(text);
            if (!parsed) {
                reject(RejectKind::malformed, "The period of the EpisodeOfCare has no real date.",
                       json, place);
                return true;
            }
            *date = *parsed;
        }
    }
    sink_.registration(registration, place);
    return true;
}

}  // namespace openpcn::feeds
