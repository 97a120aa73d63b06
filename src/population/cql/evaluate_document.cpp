// What Evaluator reads from FHIR documents.
#include <algorithm>
#include <unordered_set>

#include "population/cql/evaluator.h"
#include "population/cql/everybody.h"
#include "population/cql/steps.h"

namespace openpcn::cql {
namespace {

// The elements that every walk through extensions needs.
struct ExtensionNames {
    fhir::ElementName extension = *fhir::element_number("extension");
    fhir::ElementName modifier_extension = *fhir::element_number("modifierExtension");
    fhir::ElementName url = *fhir::element_number("url");
    fhir::ElementName value = *fhir::element_number("value");
};
const ExtensionNames& extension_names() {
    static const ExtensionNames names;
    return names;
}

std::span<const Value> all_of(const Value& value) {
    return value.kind == ValueKind::list ? value.items()
                                         : std::span(&value, value.is_null() ? 0 : 1);
}

bool has_code(const Value& value, ConceptIndex code) {
    if (value.kind == ValueKind::code) return value.extra == code;
    if (value.kind != ValueKind::concept_) return false;
    return std::ranges::any_of(value.items(),
                               [&](const Value& item) { return item.extra == code; });
}

}  // namespace

void Evaluator::begin(const Document& document) {
    record_ = nullptr;
    document_ = &document;
    operators_.begin(document);
    start_person();
    fill_from_document();
}

bool Evaluator::profile_fits(const Retrieve& retrieve, const Resource& resource) const {
    return retrieve.profile == 0 ||
           std::ranges::find(resource.profiles, retrieve.profile) != resource.profiles.end();
}

// Apart from its codes.
bool Evaluator::is_of_kind(const Retrieve& retrieve, const Resource& resource) const {
    return retrieve.resource_class == resource.element->class_number &&
           profile_fits(retrieve, resource) &&
           !(resource.codes_are_of_medication && retrieve.reach == Retrieve::Reach::own_codes);
}

void Evaluator::fill_from_document() {
    hits_.clear();
    for (std::uint32_t i = 0; i < document_->resources.size(); ++i) {
        const Resource& resource = document_->resources[i];
        const auto add = [&](std::uint32_t id) {
            if (is_of_kind(plan_.retrieves[id], resource)) hits_.add(id, i);
        };
        for (const ConceptIndex code : resource.codes) {
            if (!retrieve_index_.wants(code)) continue;
            for (const RetrieveIndex::Wanting& wanting : retrieve_index_.retrieves_of(code))
                add(wanting.retrieve);
        }
        if (resource.not_done_value_set == 0) continue;
        for (std::uint32_t id = 0; id < plan_.retrieves.size(); ++id) {
            if (names_value_set(plan_.retrieves[id], resource)) add(id);
        }
    }
}

// A resource about something not done may name the value set that nothing of was done.
bool Evaluator::names_value_set(const Retrieve& retrieve, const Resource& resource) const {
    return resource.not_done_value_set != 0 && retrieve.filter == Retrieve::Filter::value_set &&
           plan_.value_sets[retrieve.value_set].url == texts_.at(resource.not_done_value_set);
}

// The same as fill_from_document() finds, for a resource by itself.
bool Evaluator::is_retrieved(std::uint32_t index, const Resource& resource) const {
    const Retrieve& retrieve = plan_.retrieves[index];
    if (retrieve.filter == Retrieve::Filter::none)
        return retrieve.resource_class == resource.element->class_number &&
               profile_fits(retrieve, resource);
    if (!is_of_kind(retrieve, resource)) return false;
    const auto wants = [&](ConceptIndex code) {
        return retrieve_index_.wants(code) &&
               std::ranges::any_of(retrieve_index_.retrieves_of(code),
                                   [&](const auto& wanting) { return wanting.retrieve == index; });
    };
    return std::ranges::any_of(resource.codes, wants) || names_value_set(retrieve, resource);
}

std::span<const Document> Evaluator::everybody() const {
    return settings_.everybody == nullptr ? std::span(document_, document_ == nullptr ? 0 : 1)
                                          : settings_.everybody->documents();
}

// Of several people's documents; a resource that several of them share is there once.
Value Evaluator::retrieve_from(std::span<const Document> documents, std::uint32_t index) {
    std::vector<Value> found;
    std::unordered_set<const Element*> taken;
    for (const Document& document : documents) {
        for (const Resource& resource : document.resources) {
            if (is_retrieved(index, resource) && taken.insert(resource.element).second)
                found.push_back(cql::value_of(*resource.element));
        }
    }
    return Value::of_items(ValueKind::list, arena_.copy(std::span<const Value>(found)));
}

Value Steps::retrieve_everybody(Evaluator& e, const Step& step) {
    return e.retrieve_from(e.everybody(), step.payload);
}

// Nobody's data where the person is not among the run's people.
Value Steps::retrieve_related(Evaluator& e, const Step& step) {
    const Value person = e.value_of(step.first);
    const Document* document =
        e.settings_.everybody == nullptr ? nullptr : e.settings_.everybody->person_of(person);
    if (document == nullptr) return Value::of_items(ValueKind::list, {});
    return e.retrieve_from({document, 1}, step.payload);
}

Value Evaluator::retrieve_resources(const Retrieve& retrieve, std::uint32_t index) {
    const auto all = document_->resources;
    if (retrieve.filter != Retrieve::Filter::none) {
        const auto items = arena_.values(hits_.count(index));
        std::size_t next = 0;
        hits_.for_each(index,
                       [&](std::uint32_t i) { items[next++] = cql::value_of(*all[i].element); });
        return Value::of_items(ValueKind::list, items);
    }
    const auto same_class = std::ranges::equal_range(
        all, retrieve.resource_class, {},
        [](const Resource& resource) { return resource.element->class_number; });
    const auto items = arena_.values(same_class.size());
    std::size_t count = 0;
    for (const Resource& resource : same_class) {
        if (profile_fits(retrieve, resource)) items[count++] = cql::value_of(*resource.element);
    }
    return Value::of_items(ValueKind::list, items.first(count));
}

Value Evaluator::element_property(const Property& property, const Element& element, TypeId type) {
    switch (property.access) {
        case Property::Access::child:
            return element.find(property.child);
        case Property::Access::extension:
        case Property::Access::extension_value:
        case Property::Access::modifier_value:
            return extension_property(property, element, type);
        case Property::Access::coded_member:
            for (const Value& member : all_of(element.find(property.child))) {
                if (has_code(member, property.code)) return member;
            }
            return {};
        default:
            return {};
    }
}

Value Evaluator::extension_property(const Property& property, const Element& element, TypeId type) {
    const ExtensionNames& names = extension_names();
    const Value extensions =
        element.find(property.access == Property::Access::modifier_value ? names.modifier_extension
                                                                         : names.extension);
    const bool wants_list = plan_.types.kind(type) == TypeKind::list;
    const auto found = arena_.values(wants_list ? all_of(extensions).size() : 1);
    std::size_t count = 0;
    for (const Value& extension : all_of(extensions)) {
        const Element& its = cql::element_of(extension);
        if (its.find(names.url).text() != property.text) continue;
        found[count++] =
            property.access == Property::Access::extension ? extension : its.find(names.value);
        if (!wants_list) return found[0];
    }
    if (count == 0) return {};
    return Value::of_items(ValueKind::list, found.first(count));
}

}  // namespace openpcn::cql
