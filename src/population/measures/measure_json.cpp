#include "population/measures/measure_json.h"

#include <fmt/format.h>

#include <array>

namespace openpcn::measures {

using nlohmann::json;

namespace {

// The extensions of the Quality Measure implementation guide, and of its first draft.
constexpr std::string_view cqfm = "http://hl7.org/fhir/us/cqfmeasures/StructureDefinition/cqfm-";
constexpr std::string_view uv_cqm = "http://hl7.org/fhir/uv/cqm/StructureDefinition/cqm-";

const json* extension(const json& object, std::string_view name) {
    const auto extensions = object.find("extension");
    if (extensions == object.end() || !extensions->is_array()) return nullptr;
    for (const json& item : *extensions) {
        const std::string url = text_of(item, "url");
        if (url == std::string(cqfm).append(name) || url == std::string(uv_cqm).append(name))
            return &item;
    }
    return nullptr;
}

// The value of an extension that is a code, text or concept.
std::string extension_text(const json& object, std::string_view name) {
    const json* found = extension(object, name);
    if (found == nullptr) return {};
    for (const std::string_view key : {"valueCode", "valueString", "valueId"}) {
        if (std::string text = text_of(*found, key); !text.empty()) return text;
    }
    const auto value = found->find("valueCodeableConcept");
    if (value == found->end()) return {};
    const auto codings = value->find("coding");
    return codings == value->end() || codings->empty() ? std::string{}
                                                       : text_of(codings->front(), "code");
}

std::string first_code(const json& object, std::string_view key) {
    const auto value = object.find(key);
    if (value == object.end() || !value->is_object()) return {};
    const auto codings = value->find("coding");
    if (codings == value->end() || !codings->is_array() || codings->empty()) return {};
    return text_of(codings->front(), "code");
}

const json& items(const json& object, std::string_view key) {
    static const json none = json::array();
    const auto found = object.find(key);
    return found == object.end() || !found->is_array() ? none : *found;
}

Scoring scoring_of(std::string_view code, Scoring otherwise) {
    if (code == "proportion") return Scoring::proportion;
    if (code == "ratio") return Scoring::ratio;
    if (code == "continuous-variable") return Scoring::continuous_variable;
    if (code == "cohort") return Scoring::cohort;
    return otherwise;
}

Aggregate aggregate_of(std::string_view method) {
    struct Named {
        std::string_view name;
        Aggregate aggregate;
    };
    static constexpr std::array named{
        Named{"count", Aggregate::count},     Named{"sum", Aggregate::sum},
        Named{"average", Aggregate::average}, Named{"mean", Aggregate::average},
        Named{"median", Aggregate::median},   Named{"min", Aggregate::minimum},
        Named{"minimum", Aggregate::minimum}, Named{"max", Aggregate::maximum},
        Named{"maximum", Aggregate::maximum}};
    std::string folded;
    for (const char c : method) folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    for (const Named& item : named) {
        if (item.name == folded) return item.aggregate;
    }
    return Aggregate::none;
}

Criteria criteria_of(const json& object) {
    Criteria criteria;
    const auto found = object.find("criteria");
    if (found == object.end()) return criteria;
    criteria.text = text_of(*found, "expression");
    const std::string language = text_of(*found, "language");
    if (language == "text/cql-expression" || language == "text/cql.expression")
        criteria.form = Criteria::Form::expression;
    return criteria;
}

std::string id_of(const json& object, std::string_view otherwise) {
    std::string id = text_of(object, "id");
    return id.empty() ? std::string(otherwise) : id;
}

Result<Group> group_of(const json& object, const json& measure, std::size_t number,
                       std::string_view file) {
    const auto wrong = [&](std::string what) {
        return failure({ErrorKind::invalid, std::move(what),
                        fmt::format("In {}, group {} of the measure.", file, number + 1),
                        "Correct the Measure resource."});
    };
    Group group;
    group.id = id_of(object, fmt::format("group-{}", number + 1));
    group.scoring = scoring_of(extension_text(object, "scoring"),
                               scoring_of(first_code(measure, "scoring"), Scoring::proportion));
    std::string basis = extension_text(object, "populationBasis");
    if (basis.empty()) basis = extension_text(measure, "populationBasis");
    if (!basis.empty()) group.basis = std::move(basis);
    for (const json& item : items(object, "population")) {
        const std::string code = first_code(item, "code");
        const auto kind = population_kind(code);
        if (!kind) return wrong(fmt::format("There is no population \"{}\".", code));
        Population population{id_of(item, fmt::format("{}-{}", code, group.populations.size() + 1)),
                              *kind, criteria_of(item), extension_text(item, "criteriaReference"),
                              aggregate_of(extension_text(item, "aggregateMethod"))};
        if (population.criteria.text.empty())
            return wrong(fmt::format("Population {} has no expression.", code));
        group.populations.push_back(std::move(population));
    }
    if (group.populations.empty()) return wrong("The group has no populations.");
    for (const json& item : items(object, "stratifier")) {
        Stratifier stratifier;
        stratifier.id = id_of(item, fmt::format("stratifier-{}", group.stratifiers.size() + 1));
        if (item.contains("criteria")) stratifier.components.push_back(criteria_of(item));
        for (const json& component : items(item, "component"))
            stratifier.components.push_back(criteria_of(component));
        for (const Criteria& criteria : stratifier.components) {
            if (criteria.text.empty()) return wrong("A stratifier has no expression.");
        }
        if (!stratifier.components.empty()) group.stratifiers.push_back(std::move(stratifier));
    }
    return group;
}

}  // namespace

std::string text_of(const json& object, std::string_view key) {
    if (!object.is_object()) return {};
    const auto found = object.find(key);
    return found == object.end() || !found->is_string() ? std::string{} : found->get<std::string>();
}

Result<Measure> measure_of(const json& resource, std::string_view file) {
    Measure measure;
    measure.url = text_of(resource, "url");
    measure.version = text_of(resource, "version");
    measure.name = text_of(resource, "name");
    for (const json& library : items(resource, "library")) {
        if (library.is_string()) measure.libraries.push_back(library.get<std::string>());
    }
    for (const json& group : items(resource, "group")) {
        TRY_ASSIGN(auto made, group_of(group, resource, measure.groups.size(), file));
        measure.groups.push_back(std::move(made));
    }
    if (measure.groups.empty()) {
        return failure({ErrorKind::invalid, "The measure has no groups.",
                        fmt::format("In {}.", file), "Give a Measure with populations."});
    }
    for (const json& item : items(resource, "supplementalData")) {
        SupplementalItem data;
        data.criteria = criteria_of(item);
        data.id = id_of(item, data.criteria.text);
        data.title = text_of(item, "description");
        if (const auto code = item.find("code"); code != item.end() && data.title.empty())
            data.title = text_of(*code, "text");
        if (!data.criteria.text.empty()) measure.supplemental_data.push_back(std::move(data));
    }
    return measure;
}

}  // namespace openpcn::measures
