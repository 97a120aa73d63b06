#include "population/fhir_model/model.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/invariant.h"
#include "population/fhir_model/tables.h"

namespace openpcn::fhir {
namespace {

// Cuts the text up to `separator` off; all of it where there is none.
std::string_view cut(std::string_view& text, char separator) {
    const auto at = text.find(separator);
    const std::string_view part = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return part;
}

// All models, read once at first use; tables are part of the program, so they cannot fail.
struct Models {
    std::unordered_map<std::string_view, ElementName> names;
    std::array<Model, 3> all{Model{"FHIR", "4.0.1", fhir_table, names},
                             Model{"QICore", "6.0.0", qicore_table, names},
                             Model{"USCore", "6.1.0", uscore_table, names}};
    std::unordered_map<std::string_view, ClassNumber> class_numbers;
    std::unordered_set<std::string_view> profiles;

    Models() {
        const auto classes = all[0].classes();
        for (std::size_t i = 0; i < classes.size(); ++i)
            class_numbers.emplace(classes[i].name, static_cast<ClassNumber>(i));
        for (const Model& model : all) {
            for (const ModelClass& item : model.classes()) {
                if (!item.profile.empty()) profiles.insert(item.profile);
            }
        }
    }
};

const Models& models() {
    static const Models read;
    return read;
}

}  // namespace

Model::Model(std::string_view name, std::string_view version, std::string_view table,
             std::unordered_map<std::string_view, ElementName>& names)
    : name_(name), version_(version) {
    while (!table.empty()) {
        std::string_view line = cut(table, '\n');
        if (line.empty()) continue;
        if (line.front() == '=') {
            line.remove_prefix(1);
            ModelClass& made = classes_.emplace_back();
            for (std::string_view* field :
                 {&made.name, &made.base, &made.fhir_class, &made.code_path, &made.profile})
                *field = cut(line, '\t');
            continue;
        }
        INVARIANT(!classes_.empty());
        ClassElement element;
        element.name = cut(line, '\t');
        element.type = cut(line, '\t');
        element.source = line;
        element.number =
            names.emplace(element.name, static_cast<ElementName>(names.size())).first->second;
        classes_.back().elements.push_back(element);
    }
    for (std::size_t i = 0; i < classes_.size(); ++i) by_name_.emplace(classes_[i].name, i);
}

const ModelClass* Model::find(std::string_view class_name) const {
    const auto found = by_name_.find(class_name);
    return found == by_name_.end() ? nullptr : &classes_[found->second];
}

const ClassElement* Model::find_element(const ModelClass& owner, std::string_view name) const {
    for (const ModelClass* at = &owner; at != nullptr; at = find(at->base)) {
        for (const ClassElement& element : at->elements) {
            if (element.name == name) return &element;
        }
    }
    // The model information of profiles leaves out elements that they do not touch, and bases of
    // data types: "Patient.Address" is FHIR's Address.
    if (name_ == "FHIR") return nullptr;
    const Model& plain = fhir_model();
    const ModelClass* same = plain.find(owner.fhir_class);
    if (same == nullptr) same = plain.find(owner.name.substr(owner.name.rfind('.') + 1));
    return same == nullptr ? nullptr : plain.find_element(*same, name);
}

std::vector<std::string> Model::class_names() const {
    std::vector<std::string> names;
    for (const ModelClass& item : classes_) names.emplace_back(item.name);
    return names;
}

std::vector<std::string> Model::element_names(const ModelClass& owner) const {
    std::vector<std::string> names;
    for (const ModelClass* at = &owner; at != nullptr; at = find(at->base)) {
        for (const ClassElement& element : at->elements) names.emplace_back(element.name);
    }
    return names;
}

bool Model::is_based_on(const ModelClass& derived, std::string_view base) const {
    for (const ModelClass* at = &derived; at != nullptr; at = find(at->base)) {
        if (at->name == base) return true;
    }
    return false;
}

const Model& fhir_model() { return models().all[0]; }

const Model* find_model(std::string_view name) {
    for (const Model& model : models().all) {
        if (model.name() == name) return &model;
    }
    return nullptr;
}

ClassNumber class_number(std::string_view fhir_class) {
    const auto found = models().class_numbers.find(fhir_class);
    return found == models().class_numbers.end() ? no_class : found->second;
}

std::string_view class_name(ClassNumber number) {
    const auto classes = fhir_model().classes();
    return number < classes.size() ? classes[number].name : std::string_view{};
}

std::optional<ElementName> element_number(std::string_view name) {
    const auto found = models().names.find(name);
    if (found == models().names.end()) return std::nullopt;
    return found->second;
}

bool is_known_profile(std::string_view canonical) { return models().profiles.contains(canonical); }

}  // namespace openpcn::fhir
