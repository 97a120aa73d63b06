#include "population/feeds/fhir_file.h"

#include <vector>

#include "population/feeds/fhir_json.h"
#include "population/feeds/json_lines.h"

namespace openpcn::feeds {

namespace ondemand = simdjson::ondemand;

struct FhirFileReader::BundleParts {
    struct Entry {
        std::string full_url;
        std::string type;
        std::string id;
        std::string method;  // of Bundle.entry.request
        std::string url;
        std::string_view resource;  // within the Bundle's text
    };
    ondemand::parser parser;
    simdjson::dom::parser log_parser;
    std::vector<Entry> entries;  // only the first `count` are of this Bundle
    std::size_t count = 0;

    Entry& add() {
        if (count == entries.size()) entries.emplace_back();
        auto& entry = entries[count++];
        entry.full_url.clear();
        entry.type.clear();
        entry.id.clear();
        entry.method.clear();
        entry.url.clear();
        entry.resource = {};
        return entry;
    }
};

namespace {

// False after a fault in the JSON: the document may not be touched again, as simdjson has let go of
// it. A missing field and one that is no text leave `to` as it is.
template <typename Text>
bool copy_text(simdjson::simdjson_result<ondemand::value> value, Text& to) {
    std::string_view text;
    const auto error = value.get_string().get(text);
    if (error == simdjson::SUCCESS) to = text;
    return error == simdjson::SUCCESS || error == simdjson::NO_SUCH_FIELD ||
           error == simdjson::INCORRECT_TYPE;
}

// The resourceType if it stands first, as it nearly always does: then nothing need be parsed to
// tell a Bundle from a resource.
std::optional<std::string_view> leading_type(std::string_view json) {
    const auto skip_space = [&] {
        const auto at = json.find_first_not_of(" \t\r\n");
        json.remove_prefix(at == std::string_view::npos ? json.size() : at);
    };
    for (const std::string_view token : {"{", "\"resourceType\"", ":", "\""}) {
        skip_space();
        if (!json.starts_with(token)) return std::nullopt;
        json.remove_prefix(token.size());
    }
    return json.substr(0, json.find('"'));
}

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

FhirFileReader::FhirFileReader(FeedSink& sink, FeedFacts& facts)
    : sink_(sink), facts_(facts), resources_(sink), parts_(std::make_unique<BundleParts>()) {}

FhirFileReader::~FhirFileReader() = default;

Result<FhirFileReader::Outcome> FhirFileReader::read(const std::string& name,
                                                     std::unique_ptr<InputSource> source,
                                                     ReadProgress& progress) {
    JsonLines lines(std::move(source), name);
    TRY_ASSIGN(const char first, lines.first_character());
    if (first != '{') {
        const char* reason = "The file is neither FHIR JSON nor NDJSON.";
        if (first == '<') reason = "The file is XML; FHIR is read as JSON.";
        if (first == '\0') reason = "The file is empty.";
        resources_.reject(RejectKind::unsupported, reason, {}, {name, 0});
        return Outcome::not_fhir;
    }
    const bool is_named_lines =
        name.find(".ndjson") != std::string::npos || name.find(".jsonl") != std::string::npos;
    bool is_lines = is_named_lines;
    if (!is_lines) {
        TRY_ASSIGN(is_lines, lines.second_line_begins_object());
    }
    if (!is_lines) {
        TRY_ASSIGN(const auto json, lines.rest());
        document(json, {name, 1}, Numbering::by_bundle_entry);
        progress.file_ended(lines.bytes_consumed());
        return Outcome::read;
    }
    for (;;) {
        TRY_ASSIGN(const auto line, lines.next_line());
        if (!line) break;
        if (!is_blank(*line)) document(*line, {name, lines.line()}, Numbering::by_line);
        progress.within_file(lines.bytes_consumed());
    }
    progress.file_ended(lines.bytes_consumed());
    return Outcome::read;
}

void FhirFileReader::document(std::string_view json, Place place, Numbering numbering) {
    const auto type = leading_type(json);
    if ((!type || *type == "Bundle") && bundle(json, place, numbering)) return;
    resources_.begin_bundle();
    if (!type && export_log(json)) return;
    resources_.read(json, {}, place);
}

// False if this is no Bundle after all.
bool FhirFileReader::bundle(std::string_view json, Place place, Numbering numbering) {
    if (!take_bundle_apart(json)) return false;
    resources_.begin_bundle();
    auto& parts = *parts_;
    for (std::size_t i = 0; i < parts.count; ++i) {
        const auto& entry = parts.entries[i];
        if (!entry.id.empty()) {
            resources_.add_bundle_entry(entry.full_url, {entry.type, entry.id});
        } else if (std::string_view full_url = entry.full_url; !full_url.empty()) {
            const auto id = full_url.substr(full_url.find_last_of(":/") + 1);
            resources_.add_bundle_entry(entry.full_url, {entry.type, id});
        }
        if (entry.type == "Medication") resources_.learn_medication(entry.resource, entry.full_url);
    }
    for (const bool is_patients_turn : {true, false}) {
        for (std::size_t i = 0; i < parts.count; ++i) {
            if ((parts.entries[i].type == "Patient") != is_patients_turn) continue;
            auto at = place;
            if (numbering == Numbering::by_bundle_entry) at.line = i + 1;
            bundle_entry(i, at);
        }
    }
    return true;
}

void FhirFileReader::bundle_entry(std::size_t index, Place place) {
    const auto& entry = parts_->entries[index];
    if (!entry.resource.empty()) return resources_.read(entry.resource, entry.full_url, place);
    const auto slash = entry.url.find('/');
    if (entry.method == "DELETE" && slash != std::string::npos) {
        const auto type = std::string_view(entry.url).substr(0, slash);
        const auto id = std::string_view(entry.url).substr(slash + 1);
        if (type == "Patient") return sink_.person_deleted(id, place);
        return resources_.reject(
            RejectKind::unsupported,
            "A deletion in a Bundle does not say whose the " + std::string(type) + " is.",
            entry.url, place);
    }
    resources_.reject(RejectKind::malformed, "The Bundle's entry holds no resource.", {}, place);
}

bool FhirFileReader::take_bundle_apart(std::string_view json) {
    auto& parts = *parts_;
    parts.count = 0;
    ondemand::document document;
    ondemand::object root;
    std::string_view type;
    if (parts.parser.iterate(json.data(), json.size(), json.size() + simdjson::SIMDJSON_PADDING)
                .get(document) != simdjson::SUCCESS ||
        document.get_object().get(root) != simdjson::SUCCESS ||
        !copy_text(root["resourceType"], type) || type != "Bundle") {
        return false;
    }
    std::string_view timestamp;
    if (!copy_text(root["timestamp"], timestamp)) return false;
    if (const auto parsed = PartialDateTime::parse(timestamp)) facts_.extracted_at = *parsed;
    ondemand::array entries;
    const auto found = root["entry"].get_array().get(entries);
    if (found == simdjson::NO_SUCH_FIELD) return true;
    if (found != simdjson::SUCCESS) return false;
    for (auto item : entries) {
        ondemand::object object;
        if (item.get_object().get(object) != simdjson::SUCCESS) return false;
        auto& entry = parts.add();
        for (auto field : object) {
            std::string_view key;
            if (field.unescaped_key().get(key) != simdjson::SUCCESS) return false;
            if (key == "fullUrl") {
                if (!copy_text(field.value(), entry.full_url)) return false;
            } else if (key == "resource") {
                ondemand::object resource;
                if (field.value().get_object().get(resource) != simdjson::SUCCESS) return false;
                if (!copy_text(resource["resourceType"], entry.type)) return false;
                if (!copy_text(resource["id"], entry.id)) return false;
                if (resource.reset().error() != simdjson::SUCCESS) return false;
                if (resource.raw_json().get(entry.resource) != simdjson::SUCCESS) return false;
            } else if (key == "request") {
                ondemand::object request;
                if (field.value().get_object().get(request) != simdjson::SUCCESS) return false;
                if (!copy_text(request["method"], entry.method)) return false;
                if (!copy_text(request["url"], entry.url)) return false;
            }
        }
    }
    return true;
}

// The log of a Bulk Data export says when the export was made; nothing in it is a record.
bool FhirFileReader::export_log(std::string_view json) {
    JsonObject log;
    if (parts_->log_parser.parse(json.data(), json.size(), false).get(log) != simdjson::SUCCESS ||
        member_text(log, "exportId").empty() || member_text(log, "eventId").empty()) {
        return false;
    }
    if (const auto detail = member(log, "eventDetail")) {
        const auto time = PartialDateTime::parse(member_text(*detail, "transactionTime"));
        if (time) facts_.extracted_at = *time;
    }
    return true;
}

}  // namespace openpcn::feeds
