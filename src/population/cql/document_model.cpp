#include "population/cql/document_model.h"

#include <array>

namespace openpcn::cql {
namespace {

struct Alias {
    std::string_view name;
    TypeKind kind;
};

// What FHIRHelpers makes of FHIR's data types.
constexpr std::array fhir_types{
    Alias{"boolean", TypeKind::boolean},
    Alias{"integer", TypeKind::integer},
    Alias{"positiveInt", TypeKind::integer},
    Alias{"unsignedInt", TypeKind::integer},
    Alias{"decimal", TypeKind::decimal},
    Alias{"string", TypeKind::string},
    Alias{"code", TypeKind::string},
    Alias{"id", TypeKind::string},
    Alias{"uri", TypeKind::string},
    Alias{"url", TypeKind::string},
    Alias{"canonical", TypeKind::string},
    Alias{"oid", TypeKind::string},
    Alias{"uuid", TypeKind::string},
    Alias{"markdown", TypeKind::string},
    Alias{"base64Binary", TypeKind::string},
    Alias{"xhtml", TypeKind::string},
    Alias{"date", TypeKind::date},
    Alias{"dateTime", TypeKind::date_time},
    Alias{"instant", TypeKind::date_time},
    Alias{"time", TypeKind::time},
    Alias{"Quantity", TypeKind::quantity},
    Alias{"SimpleQuantity", TypeKind::quantity},
    Alias{"MoneyQuantity", TypeKind::quantity},
    Alias{"Age", TypeKind::quantity},
    Alias{"Duration", TypeKind::quantity},
    Alias{"Count", TypeKind::quantity},
    Alias{"Distance", TypeKind::quantity},
    Alias{"Ratio", TypeKind::ratio},
    Alias{"Coding", TypeKind::code},
    Alias{"CodeableConcept", TypeKind::concept_},
};
constexpr std::array system_types{
    Alias{"Any", TypeKind::any},
    Alias{"Boolean", TypeKind::boolean},
    Alias{"Integer", TypeKind::integer},
    Alias{"Long", TypeKind::long_integer},
    Alias{"Decimal", TypeKind::decimal},
    Alias{"String", TypeKind::string},
    Alias{"Date", TypeKind::date},
    Alias{"DateTime", TypeKind::date_time},
    Alias{"Time", TypeKind::time},
    Alias{"Quantity", TypeKind::quantity},
    Alias{"Ratio", TypeKind::ratio},
    Alias{"Code", TypeKind::code},
    Alias{"Concept", TypeKind::concept_},
    Alias{"ValueSet", TypeKind::value_set},
    Alias{"Vocabulary", TypeKind::value_set},
};

template <std::size_t size>
std::optional<TypeId> simple_type(const std::array<Alias, size>& table, std::string_view name) {
    for (const Alias& alias : table) {
        if (alias.name == name) return TypeTable::simple(alias.kind);
    }
    return std::nullopt;
}

std::optional<TypeId> data_type(TypeTable& types, std::string_view name) {
    if (name == "Period") return types.interval_of(TypeTable::simple(TypeKind::date_time));
    if (name == "Range") return types.interval_of(TypeTable::simple(TypeKind::quantity));
    return simple_type(fhir_types, name);
}

std::optional<TypeId> class_type(TypeTable& types, const fhir::Model& model,
                                 std::string_view name) {
    const fhir::ModelClass* found = model.find(name);
    if (found == nullptr) return std::nullopt;
    Type type{TypeKind::element, {}, std::string(model.name()) + "." + std::string(name), {}, {}};
    type.class_number = fhir::class_number(found->fhir_class);
    if (type.class_number == fhir::no_class && model.is_based_on(*found, "Extension"))
        type.class_number = fhir::class_number("Extension");
    return types.intern(std::move(type));
}

// The text between the outermost angle brackets of "List<...>".
std::string_view inside(std::string_view text) {
    const auto open = text.find('<');
    return text.substr(open + 1, text.size() - open - 2);
}

// A type as the tables write it; Any where it leads to nothing that measures read.
TypeId table_type(TypeTable& types, const fhir::Model& model, std::string_view text) {
    if (text.starts_with("List<")) {
        const TypeId element = table_type(types, model, inside(text));
        return types.list_of(element);
    }
    if (text.starts_with("Interval<")) {
        const TypeId point = table_type(types, model, inside(text));
        return types.interval_of(point);
    }
    if (text.starts_with("Choice<")) {
        std::vector<TypeId> options;
        std::string_view rest = inside(text);
        std::size_t begin = 0;
        int depth = 0;
        for (std::size_t i = 0; i <= rest.size(); ++i) {
            if (i < rest.size() && rest[i] != '|') {
                depth += rest[i] == '<' ? 1 : rest[i] == '>' ? -1 : 0;
            } else if (i == rest.size() || depth == 0) {
                options.push_back(table_type(types, model, rest.substr(begin, i - begin)));
                begin = i + 1;
            }
        }
        return types.choice_of(std::move(options));
    }
    if (const auto found = simple_type(system_types, text)) return *found;
    if (const auto found = data_type(types, text)) return *found;
    if (const auto found = class_type(types, model, text)) return *found;
    if (const auto found = class_type(types, fhir::fhir_model(), text)) return *found;
    return TypeTable::simple(TypeKind::any);
}

}  // namespace

std::optional<TypeId> document_type(TypeTable& types, const fhir::Model& model,
                                    std::string_view name) {
    const auto dot = name.find('.');
    const std::string_view qualifier =
        dot == std::string_view::npos ? std::string_view{} : name.substr(0, dot);
    if (qualifier == "System") return simple_type(system_types, name.substr(dot + 1));
    if (const fhir::Model* named = fhir::find_model(qualifier)) {
        name.remove_prefix(dot + 1);
        if (named->name() == "FHIR") {
            if (const auto found = data_type(types, name)) return found;
        } else if (const auto found = simple_type(system_types, name)) {
            return found;
        }
        return class_type(types, *named, name);
    }
    if (const auto found = simple_type(system_types, name)) return found;
    if (const auto found = data_type(types, name)) return found;
    return class_type(types, model, name);
}

DocumentClass document_class(const Type& type) {
    const std::string_view name = type.name;
    const auto dot = name.find('.');
    DocumentClass found;
    found.model = fhir::find_model(name.substr(0, dot));
    if (found.model != nullptr) found.definition = found.model->find(name.substr(dot + 1));
    return found;
}

std::optional<DocumentElement> document_element(TypeTable& types, ConceptDictionary& concepts,
                                                const Type& owner, std::string_view name) {
    const DocumentClass its = document_class(owner);
    if (its.definition == nullptr) return std::nullopt;
    const fhir::ClassElement* element = its.model->find_element(*its.definition, name);
    if (element == nullptr) return std::nullopt;
    DocumentElement found;
    found.type = table_type(types, *its.model, element->type);
    found.property.name = name;
    found.property.access = Property::Access::child;
    found.property.child = element->number;
    std::string_view source = element->source;
    const auto word = [&] {
        const auto space = source.find(' ');
        const std::string_view first = source.substr(0, space);
        source.remove_prefix(space == std::string_view::npos ? source.size() : space + 1);
        return first;
    };
    const std::string_view form = word();
    if (form == "extension" || form == "extension.value" || form == "modifier.value") {
        found.property.access = form == "extension"         ? Property::Access::extension
                                : form == "extension.value" ? Property::Access::extension_value
                                                            : Property::Access::modifier_value;
        found.property.text = source;
    } else if (form == "coded") {
        const std::string_view system = word();
        const std::string_view code = word();
        found.property.access = Property::Access::coded_member;
        found.property.code = concepts.intern({system, code, ""});
        found.property.child = *fhir::element_number(source);
    }
    return found;
}

}  // namespace openpcn::cql
