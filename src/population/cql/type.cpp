#include "population/cql/type.h"

#include <algorithm>
#include <array>

namespace openpcn::cql {
namespace {

constexpr std::array<std::string_view, 16> simple_names{
    "Any",  "Boolean",  "Integer", "Long", "Decimal", "String",   "Date",       "DateTime",
    "Time", "Quantity", "Ratio",   "Code", "Concept", "ValueSet", "CodeSystem", "Vocabulary"};

struct Alias {
    std::string_view name;
    TypeKind kind;
};
// FHIR data types and the System type each is read as.
constexpr std::array<Alias, 33> fhir_aliases{{
    {"boolean", TypeKind::boolean},
    {"integer", TypeKind::integer},
    {"positiveInt", TypeKind::integer},
    {"unsignedInt", TypeKind::integer},
    {"decimal", TypeKind::decimal},
    {"string", TypeKind::string},
    {"code", TypeKind::string},
    {"id", TypeKind::string},
    {"uri", TypeKind::string},
    {"url", TypeKind::string},
    {"canonical", TypeKind::string},
    {"oid", TypeKind::string},
    {"uuid", TypeKind::string},
    {"markdown", TypeKind::string},
    {"Reference", TypeKind::string},
    {"Annotation", TypeKind::string},
    {"date", TypeKind::date},
    {"dateTime", TypeKind::date_time},
    {"instant", TypeKind::date_time},
    {"time", TypeKind::time},
    {"Quantity", TypeKind::quantity},
    {"SimpleQuantity", TypeKind::quantity},
    {"Age", TypeKind::quantity},
    {"Duration", TypeKind::quantity},
    {"Count", TypeKind::quantity},
    {"Distance", TypeKind::quantity},
    {"Money", TypeKind::quantity},
    {"MoneyQuantity", TypeKind::quantity},
    {"Ratio", TypeKind::ratio},
    {"Coding", TypeKind::code},
    {"CodeableConcept", TypeKind::concept_},
    {"Element", TypeKind::any},
    {"Resource", TypeKind::any},
}};

bool numeric(TypeKind kind) {
    return kind == TypeKind::integer || kind == TypeKind::long_integer ||
           kind == TypeKind::decimal || kind == TypeKind::quantity;
}

bool is_vocabulary(TypeKind kind) {
    return kind == TypeKind::value_set || kind == TypeKind::code_system;
}

// System conversions: Integer -> Long -> Decimal -> Quantity, Date -> DateTime, Code -> Concept.
bool widens(TypeKind from, TypeKind to) {
    if (numeric(from) && numeric(to)) return from < to;
    return (from == TypeKind::date && to == TypeKind::date_time) ||
           (from == TypeKind::code && to == TypeKind::concept_);
}

// Profiles of one class fit each other, and every class what it is based on.
std::optional<int> element_distance(const Type& from, const Type& to) {
    if (from.class_number == to.class_number && from.class_number != fhir::no_class) return 1;
    const auto dot = from.name.find('.');
    const fhir::Model* model = fhir::find_model(std::string_view(from.name).substr(0, dot));
    const std::string_view base = std::string_view(to.name).substr(to.name.find('.') + 1);
    const auto* derived =
        model == nullptr ? nullptr : model->find(std::string_view(from.name).substr(dot + 1));
    if (derived == nullptr || !model->is_based_on(*derived, base)) return std::nullopt;
    return 2;
}

}  // namespace

TypeTable::TypeTable() {
    for (int kind = 0; kind <= static_cast<int>(TypeKind::vocabulary); ++kind) {
        types_.push_back({static_cast<TypeKind>(kind), {}, "", {}, {}});
    }
}

TypeId TypeTable::intern(Type type) {
    for (TypeId id = 0; id < types_.size(); ++id) {
        if (types_[id] == type) return id;
    }
    types_.push_back(std::move(type));
    return static_cast<TypeId>(types_.size() - 1);
}

TypeId TypeTable::choice_of(std::vector<TypeId> options) {
    std::vector<TypeId> flat;
    for (const TypeId option : options) {
        if (kind(option) == TypeKind::choice) {
            flat.insert(flat.end(), at(option).arguments.begin(), at(option).arguments.end());
        } else if (kind(option) != TypeKind::any) {
            flat.push_back(option);
        }
    }
    std::sort(flat.begin(), flat.end());
    flat.erase(std::unique(flat.begin(), flat.end()), flat.end());
    if (flat.empty()) return simple(TypeKind::any);
    if (flat.size() == 1) return flat[0];
    return intern({TypeKind::choice, {}, "", std::move(flat), {}});
}

TypeId TypeTable::common(TypeId a, TypeId b) {
    if (a == b || kind(b) == TypeKind::any) return a;
    if (kind(a) == TypeKind::any) return b;
    if (widens(kind(a), kind(b))) return b;
    if (widens(kind(b), kind(a))) return a;
    if (kind(a) == TypeKind::list && kind(b) == TypeKind::list) {
        const TypeId element_type = common(element(a), element(b));
        return list_of(element_type);
    }
    if (kind(a) == TypeKind::interval && kind(b) == TypeKind::interval) {
        const TypeId point = common(at(a).arguments[0], at(b).arguments[0]);
        return interval_of(point);
    }
    return choice_of({a, b});
}

TypeId TypeTable::element(TypeId list) const {
    return kind(list) == TypeKind::list ? at(list).arguments[0] : simple(TypeKind::any);
}

std::optional<int> TypeTable::distance(TypeId given, TypeId wanted) const {
    if (given == wanted) return 0;
    const Type& from = at(given);
    const Type& to = at(wanted);
    if (to.kind == TypeKind::any || from.kind == TypeKind::any) return 2;
    if (to.kind == TypeKind::choice) {
        for (const TypeId option : to.arguments) {
            if (distance(given, option)) return 3;
        }
        return std::nullopt;
    }
    if (from.kind == TypeKind::choice) {
        for (const TypeId option : from.arguments) {
            if (distance(option, wanted)) return 4;
        }
        return std::nullopt;
    }
    if (is_vocabulary(from.kind) && to.kind == TypeKind::vocabulary) return 1;
    // A value set stands for the list of its codes: ExpandValueSet.
    if (from.kind == TypeKind::value_set && to.kind == TypeKind::list &&
        kind(to.arguments[0]) == TypeKind::code)
        return 6;
    if (widens(from.kind, to.kind))
        return 5 + static_cast<int>(to.kind) - static_cast<int>(from.kind);
    if (from.kind != to.kind) return std::nullopt;
    if (from.kind == TypeKind::resource || from.kind == TypeKind::component) return std::nullopt;
    if (from.kind == TypeKind::element) return element_distance(from, to);
    if (from.arguments.size() != to.arguments.size()) return std::nullopt;
    int sum = 0;
    for (std::size_t i = 0; i < from.arguments.size(); ++i) {
        // The elements of tuples are known by name, whatever their order.
        std::size_t j = i;
        if (from.kind == TypeKind::tuple) {
            const auto same = std::find(to.fields.begin(), to.fields.end(), from.fields[i]);
            if (same == to.fields.end()) return std::nullopt;
            j = static_cast<std::size_t>(same - to.fields.begin());
        }
        const auto d = distance(from.arguments[i], to.arguments[j]);
        if (!d) return std::nullopt;
        sum += *d;
    }
    return sum;
}

std::string TypeTable::name(TypeId id) const {
    const Type& type = at(id);
    const auto joined = [&](std::string_view separator) {
        std::string text;
        for (std::size_t i = 0; i < type.arguments.size(); ++i) {
            if (i > 0) text += separator;
            if (!type.fields.empty()) text += type.fields[i] + " ";
            text += name(type.arguments[i]);
        }
        return text;
    };
    switch (type.kind) {
        case TypeKind::list:
            return "List<" + joined(", ") + ">";
        case TypeKind::interval:
            return "Interval<" + joined(", ") + ">";
        case TypeKind::tuple:
            return "Tuple { " + joined(", ") + " }";
        case TypeKind::choice:
            return "Choice<" + joined(", ") + ">";
        case TypeKind::resource:
            return std::string(fhir_name(type.resource));
        case TypeKind::patient:
            return "Patient";
        case TypeKind::element:
            return type.name;
        case TypeKind::component:
            return std::string(fhir_name(type.resource)) + "." + type.name;
        default:
            return std::string(simple_names[static_cast<std::size_t>(type.kind)]);
    }
}

std::optional<TypeKind> system_type_kind(std::string_view name) {
    const auto found = std::find(simple_names.begin(), simple_names.end(), name);
    if (found == simple_names.end()) return std::nullopt;
    return static_cast<TypeKind>(found - simple_names.begin());
}

std::string_view system_type_name(TypeKind kind) {
    return simple_names[static_cast<std::size_t>(kind)];
}

std::optional<TypeId> named_type(TypeTable& types, std::string_view name) {
    if (name.starts_with("System.")) {
        name.remove_prefix(7);
    } else {
        const bool qualified = name.starts_with("FHIR.");
        if (qualified) name.remove_prefix(5);
        if (name == "Patient") return types.intern({TypeKind::patient, {}, "", {}, {}});
        if (name == "Period") return types.interval_of(TypeTable::simple(TypeKind::date_time));
        if (name == "Range") return types.interval_of(TypeTable::simple(TypeKind::quantity));
        if (const auto resource = records::resource_type_from_fhir(name))
            return types.resource(*resource);
        for (const Alias& alias : fhir_aliases) {
            if (alias.name == name && (qualified || name[0] >= 'a'))
                return TypeTable::simple(alias.kind);
        }
    }
    if (const auto simple = system_type_kind(name)) return TypeTable::simple(*simple);
    for (const Alias& alias : fhir_aliases) {
        if (alias.name == name) return TypeTable::simple(alias.kind);
    }
    return std::nullopt;
}

std::vector<std::string> type_names() {
    std::vector<std::string> names;
    for (const auto name : simple_names) names.emplace_back(name);
    for (const Alias& alias : fhir_aliases) names.emplace_back(alias.name);
    for (std::size_t i = 0; i < records::resource_type_count; ++i) {
        names.emplace_back(fhir_name(static_cast<records::ResourceType>(i)));
    }
    names.insert(names.end(), {"Period", "Range"});
    return names;
}

}  // namespace openpcn::cql
