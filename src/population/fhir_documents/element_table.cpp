#include "population/fhir_documents/element_table.h"

#include <optional>

namespace openpcn::fhir {
namespace {

struct NamedShape {
    std::string_view type;
    Shape shape;
};
constexpr NamedShape shapes[] = {
    {"boolean", Shape::boolean},
    {"integer", Shape::integer},
    {"positiveInt", Shape::integer},
    {"unsignedInt", Shape::integer},
    {"decimal", Shape::decimal},
    {"string", Shape::text},
    {"code", Shape::text},
    {"id", Shape::text},
    {"uri", Shape::text},
    {"url", Shape::text},
    {"canonical", Shape::text},
    {"oid", Shape::text},
    {"uuid", Shape::text},
    {"markdown", Shape::text},
    {"base64Binary", Shape::text},
    {"String", Shape::text},
    {"date", Shape::date},
    {"dateTime", Shape::date_time},
    {"instant", Shape::date_time},
    {"time", Shape::time},
    {"Coding", Shape::code},
    {"CodeableConcept", Shape::concept_},
    {"Quantity", Shape::quantity},
    {"SimpleQuantity", Shape::quantity},
    {"MoneyQuantity", Shape::quantity},
    {"Age", Shape::quantity},
    {"Duration", Shape::quantity},
    {"Count", Shape::quantity},
    {"Distance", Shape::quantity},
    {"Period", Shape::period},
    {"Range", Shape::range},
    {"Ratio", Shape::ratio},
    {"Resource", Shape::resource},
};

std::optional<Field> field_of(std::string_view type) {
    for (const NamedShape& named : shapes) {
        if (named.type == type) return Field{0, named.shape, no_class};
    }
    const ClassNumber number = class_number(type);
    if (number == no_class) return std::nullopt;
    return Field{0, Shape::element, number};
}

// "dateTime" of Condition.onset stands in JSON as onsetDateTime.
std::string key_of(std::string_view element, std::string_view type) {
    if (type == "SimpleQuantity" || type == "MoneyQuantity") type = "Quantity";
    std::string key(element);
    key += static_cast<char>(type[0] >= 'a' ? type[0] - 'a' + 'A' : type[0]);
    return key.append(type.substr(1));
}

void add_element(ClassFields& fields, const ClassElement& element) {
    std::string_view type = element.type;
    if (type.starts_with("List<")) type = type.substr(5, type.size() - 6);
    const auto put = [&](std::string key, std::string_view of) {
        auto field = field_of(of);
        if (!field) return;
        field->name = element.number;
        fields.by_key.emplace(std::move(key), *field);
    };
    if (!type.starts_with("Choice<")) return put(std::string(element.name), type);
    type = type.substr(7, type.size() - 8);
    while (!type.empty()) {
        const std::string_view option = type.substr(0, type.find('|'));
        put(key_of(element.name, option), option);
        type.remove_prefix(std::min(type.size(), option.size() + 1));
    }
}

}  // namespace

const std::vector<ClassFields>& element_tables() {
    static const std::vector<ClassFields> tables = [] {
        const Model& model = fhir_model();
        std::vector<ClassFields> made;
        for (const ModelClass& item : model.classes()) {
            ClassFields& fields = made.emplace_back();
            for (const ModelClass* at = &item; at != nullptr; at = model.find(at->base)) {
                for (const ClassElement& element : at->elements) add_element(fields, element);
            }
            if (const auto* code = model.find_element(item, item.code_path)) {
                fields.code = code->number;
                fields.has_code = true;
            }
        }
        return made;
    }();
    return tables;
}

}  // namespace openpcn::fhir
