#include "population/fhir_documents/document_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <unordered_map>

#include "population/fhir_documents/element_table.h"
#include "population/fhir_documents/resource_reader.h"

namespace openpcn::fhir {

namespace dom = simdjson::dom;

namespace {

// The elements by which a resource says whose it is.
constexpr std::string_view owner_elements[] = {"subject",     "patient",    "beneficiary",
                                               "for",         "individual", "subscriber",
                                               "participant", "actor",      "policyHolder"};

std::string_view last_part(std::string_view reference) {
    return reference.substr(reference.find_last_of("/:") + 1);
}

}  // namespace

class DocumentStore::Reader {
public:
    Reader(ConceptDictionary& concepts, TextPool& texts, MissingStart missing_start)
        : resources(concepts, texts, missing_start) {
        // FHIR nests a few levels; what nests deeper is meant to exhaust the stack.
        if (parser.allocate(1 << 16, depth_max) != simdjson::SUCCESS) throw std::bad_alloc();
    }
    static constexpr std::size_t depth_max = 128;
    dom::parser parser;
    ResourceReader resources;
};

struct DocumentStore::Loose {
    std::vector<cql::Resource> resources;
    std::size_t group_start = 0;
    ElementName reference = *element_number("reference");
    ElementName id = *element_number("id");
    ElementName birth_date = *element_number("birthDate");
    ClassNumber patient = class_number("Patient");
    ClassNumber medication = class_number("Medication");

    std::string_view id_of(const cql::Resource& resource) const {
        return resource.element->find(id).text();
    }
    // The id of the Patient that the resource refers to; empty for none.
    std::string_view owner_of(const cql::Resource& resource) const {
        if (resource.element->class_number == patient) return id_of(resource);
        for (const std::string_view name : owner_elements) {
            const auto number = element_number(name);
            if (!number) continue;
            const cql::Value value = resource.element->find(*number);
            if (value.kind != cql::ValueKind::element) continue;
            const std::string_view to = cql::element_of(value).find(reference).text();
            if (to.find("Patient/") != std::string_view::npos || to.starts_with("urn:uuid:"))
                return last_part(to);
        }
        return {};
    }
    // Of a prescription or an administration that refers to its Medication, the codes of that: it
    // can be retrieved by them as by codes of its own.
    void take_codes_of_medications(std::span<cql::Resource> person) const {
        std::unordered_map<std::string_view, std::span<const ConceptIndex>> codes_of;  // by id
        for (const cql::Resource& resource : person) {
            if (resource.element->class_number == medication)
                codes_of.emplace(id_of(resource), resource.codes);
        }
        if (codes_of.empty()) return;
        for (cql::Resource& resource : person) {
            const ClassFields& fields = element_tables()[resource.element->class_number];
            if (!fields.has_code || !resource.codes.empty()) continue;
            const cql::Value to = resource.element->find(fields.code);
            if (to.kind != cql::ValueKind::element) continue;
            const std::string_view text = cql::element_of(to).find(reference).text();
            const auto found = codes_of.find(text.substr(text.rfind('/') + 1));
            if (found == codes_of.end()) continue;
            resource.codes = found->second;
            resource.codes_are_of_medication = true;
        }
    }
    // Every reference inside an element.
    void references(const cql::Value& value, std::vector<std::string_view>& to) const {
        if (value.kind == cql::ValueKind::list) {
            for (const cql::Value& item : value.items()) references(item, to);
        } else if (value.kind == cql::ValueKind::element) {
            const cql::Element& element = cql::element_of(value);
            for (std::uint16_t i = 0; i < element.count; ++i) {
                if (element.names[i] == reference) to.push_back(element.values[i].text());
                references(element.values[i], to);
            }
        }
    }
};

DocumentStore::DocumentStore(ConceptDictionary& concepts, TextPool& texts,
                             MissingStart missing_start)
    : reader_(std::make_unique<Reader>(concepts, texts, missing_start)),
      loose_(std::make_unique<Loose>()) {}

DocumentStore::~DocumentStore() = default;

Result<void> DocumentStore::add(std::string_view json, std::string_view place) {
    const auto refused = [&](std::string_view why) {
        return failure({ErrorKind::invalid, std::string(why), std::string(place) + ".",
                        "Give FHIR R4 as JSON: a Bundle, or resources one a line."});
    };
    dom::element root;
    if (const auto error = reader_->parser.parse(json.data(), json.size()).get(root);
        error != simdjson::SUCCESS)
        return refused(fmt::format("This is not JSON: {}.", simdjson::error_message(error)));
    dom::object object;
    std::string_view type;
    if (root.get(object) != simdjson::SUCCESS ||
        object.at_key("resourceType").get(type) != simdjson::SUCCESS)
        return refused("This JSON has no resourceType.");
    const auto report = [&](std::string_view path) {
        if (++issue_count_ <= issues_max)
            issues_.push_back(fmt::format("{}: {} was not read", place, path));
    };
    std::vector<cql::Resource> found;
    const auto take = [&](const dom::object& resource) {
        if (const cql::Element* element = reader_->resources.read(resource, report)) {
            found.push_back(reader_->resources.facts_of(*element));
        } else {
            report("a resource of an unknown type");
        }
    };
    if (type != "Bundle") {
        take(object);
        loose_->resources.insert(loose_->resources.end(), found.begin(), found.end());
        return {};
    }
    dom::array entries;
    if (object.at_key("entry").get(entries) == simdjson::SUCCESS) {
        for (const dom::element entry : entries) {
            dom::object resource;
            if (entry.at_key("resource").get(resource) == simdjson::SUCCESS) take(resource);
        }
    }
    const auto patients = std::ranges::count_if(found, [&](const cql::Resource& resource) {
        return resource.element->class_number == loose_->patient;
    });
    if (patients == 1) {
        documents_.push_back(document_of(std::move(found)));
    } else {
        loose_->resources.insert(loose_->resources.end(), found.begin(), found.end());
    }
    return {};
}

void DocumentStore::begin_group() { loose_->group_start = loose_->resources.size(); }

void DocumentStore::end_group() {
    auto& all = loose_->resources;
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(loose_->group_start);
    const auto patients = std::count_if(begin, all.end(), [&](const cql::Resource& resource) {
        return resource.element->class_number == loose_->patient;
    });
    if (patients != 1) return;
    documents_.push_back(document_of({begin, all.end()}));
    all.erase(begin, all.end());
}

cql::Document DocumentStore::document_of(std::vector<cql::Resource> resources) {
    std::ranges::stable_sort(resources, {}, [](const cql::Resource& resource) {
        return resource.element->class_number;
    });
    resource_count_ += resources.size();
    loose_->take_codes_of_medications(resources);
    cql::Document document;
    document.resources = reader_->resources.keep(resources);
    for (const cql::Resource& resource : document.resources) {
        if (resource.element->class_number != loose_->patient) continue;
        document.patient = resource.element;
        document.id = loose_->id_of(resource);
        const cql::Value birth = resource.element->find(loose_->birth_date);
        if (!birth.is_null()) document.birth = birth.date_time();
    }
    return document;
}

void DocumentStore::finish() {
    put_together(loose_->resources);
    loose_->resources.clear();
}

void DocumentStore::put_together(std::vector<cql::Resource>& resources) {
    std::unordered_map<std::string_view, std::size_t> number_of;  // by the Patient's id
    std::vector<std::vector<cql::Resource>> people;
    std::unordered_map<std::string, cql::Resource> shared;  // "Medication/7", of nobody
    for (const cql::Resource& resource : resources) {
        if (resource.element->class_number != loose_->patient) continue;
        if (number_of.emplace(loose_->id_of(resource), people.size()).second)
            people.emplace_back().push_back(resource);
    }
    for (const cql::Resource& resource : resources) {
        if (resource.element->class_number == loose_->patient) continue;
        const auto owner = number_of.find(loose_->owner_of(resource));
        if (owner != number_of.end()) {
            people[owner->second].push_back(resource);
        } else {
            shared.emplace(fmt::format("{}/{}", class_name(resource.element->class_number),
                                       loose_->id_of(resource)),
                           resource);
        }
    }
    std::vector<std::string_view> to;
    for (auto& person : people) {
        std::vector<const cql::Element*> taken;
        for (std::size_t i = 0; i < person.size() && !shared.empty(); ++i) {
            to.clear();
            loose_->references(cql::value_of(*person[i].element), to);
            for (const std::string_view reference : to) {
                const auto found = shared.find(std::string(reference));
                if (found == shared.end()) continue;
                if (std::ranges::find(taken, found->second.element) != taken.end()) continue;
                taken.push_back(found->second.element);
                person.push_back(found->second);
            }
        }
        documents_.push_back(document_of(std::move(person)));
    }
}

}  // namespace openpcn::fhir
