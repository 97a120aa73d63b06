#include "population/cql/everybody.h"

#include <algorithm>

namespace openpcn::cql {
namespace {

struct Names {
    fhir::ElementName id = *fhir::element_number("id");
    fhir::ElementName link = *fhir::element_number("link");
    fhir::ElementName other = *fhir::element_number("other");
    fhir::ElementName reference = *fhir::element_number("reference");
    fhir::ClassNumber patient = fhir::class_number("Patient");
    fhir::ClassNumber related_person = fhir::class_number("RelatedPerson");
};
const Names& names() {
    static const Names names;
    return names;
}

// The type and id at the end of "https://server/fhir/Patient/7".
struct Target {
    std::string_view type;
    std::string_view id;
};
Target target_of(std::string_view reference) {
    const auto slash = reference.rfind('/');
    if (slash == std::string_view::npos) return {"", reference.substr(reference.rfind(':') + 1)};
    const std::string_view before = reference.substr(0, slash);
    return {before.substr(before.rfind('/') + 1), reference.substr(slash + 1)};
}

template <typename Visit>
void each_element(const Value& value, Visit visit) {
    if (value.kind == ValueKind::element) {
        visit(element_of(value));
    } else if (value.kind == ValueKind::list) {
        for (const Value& item : value.items()) each_element(item, visit);
    }
}

const Document* found_in(const std::unordered_map<std::string_view, const Document*>& people,
                         std::string_view id) {
    const auto found = people.find(id);
    return found == people.end() ? nullptr : found->second;
}

}  // namespace

Everybody::Everybody(std::span<const Document> documents) : documents_(documents) {
    for (const Document& document : documents) {
        patients_.emplace(document.id, &document);
        if (document.patient == nullptr) continue;
        each_element(document.patient->find(names().link), [&](const Element& link) {
            each_element(link.find(names().other), [&](const Element& other) {
                const Target target = target_of(other.find(names().reference).text());
                if (target.type == "RelatedPerson") related_persons_.emplace(target.id, &document);
            });
        });
    }
}

const Document* Everybody::by_reference(std::string_view reference) const {
    const Target target = target_of(reference);
    return found_in(target.type == "RelatedPerson" ? related_persons_ : patients_, target.id);
}

bool asks_of_others(const Plan& plan) {
    return std::ranges::any_of(plan.nodes, [](const Node& node) {
        return node.operation == Operation::retrieve_everybody ||
               node.operation == Operation::retrieve_related ||
               node.operation == Operation::of_everybody;
    });
}

const Document* Everybody::person_of(const Value& value) const {
    if (value.kind == ValueKind::string) return by_reference(value.text());
    if (value.kind != ValueKind::element) return nullptr;
    const Element& element = element_of(value);
    if (is_element_of(value, names().patient))
        return found_in(patients_, element.find(names().id).text());
    if (is_element_of(value, names().related_person))
        return found_in(related_persons_, element.find(names().id).text());
    const Value reference = element.find(names().reference);
    return reference.kind == ValueKind::string ? by_reference(reference.text()) : nullptr;
}

}  // namespace openpcn::cql
