#include "services/worklist_definition.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace openpcn::services {

namespace {

using nlohmann::json;

Error wrong(std::string_view path, const std::string& what) {
    return {ErrorKind::invalid, what + ".", "In " + std::string(path) + ".",
            "Compare with docs/guides/rules.md, \"Worklists\"."};
}

std::string text_of(const json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<std::string> required(const json& object, const char* name, std::string_view path) {
    std::string text = text_of(object, name);
    if (text.empty()) return failure(wrong(path, "\"" + std::string(name) + "\" is missing"));
    return text;
}

// The objects of an array; an absent array has none.
std::vector<json> objects_of(const json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_array()) return {};
    return std::vector<json>(found->begin(), found->end());
}

std::vector<std::string> texts_of(const json& object, const char* name) {
    std::vector<std::string> texts;
    for (const json& item : objects_of(object, name))
        if (item.is_string()) texts.push_back(item.get<std::string>());
    return texts;
}

Result<Decimal> number_of(const json& object, const char* name, std::string_view path) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number())
        return failure(wrong(path, "\"" + std::string(name) + "\" is not a number"));
    return Decimal::parse(found->dump());
}

Result<OutcomeEffect> effect_of(const json& object, std::string_view path) {
    const std::string text = text_of(object, "effect");
    if (text == "completes") return OutcomeEffect::completes;
    if (text == "keeps_open") return OutcomeEffect::keeps_open;
    if (text == "excludes") return OutcomeEffect::excludes;
    return failure(wrong(path, "\"" + text + "\" is no effect of an outcome"));
}

Result<OutcomeMeasurement> parse_measurement(const json& item, std::string_view path) {
    OutcomeMeasurement measurement;
    TRY_ASSIGN(measurement.id, required(item, "id", path));
    TRY_ASSIGN(measurement.label, required(item, "label", path));
    TRY_ASSIGN(measurement.code, required(item, "code", path));
    TRY_ASSIGN(measurement.term, required(item, "term", path));
    TRY_ASSIGN(measurement.unit, required(item, "unit", path));
    TRY_ASSIGN(measurement.minimum, number_of(item, "min", path));
    TRY_ASSIGN(measurement.maximum, number_of(item, "max", path));
    return measurement;
}

Result<OutcomeOption> parse_outcome(const json& item, std::string_view path) {
    OutcomeOption option;
    TRY_ASSIGN(option.id, required(item, "id", path));
    TRY_ASSIGN(option.label, required(item, "label", path));
    TRY_ASSIGN(option.effect, effect_of(item, path));
    option.exclude_months = item.value("exclude_months", 0);
    option.roles = texts_of(item, "roles");
    const json entry = item.value("entry", json::object());
    const auto type = records::resource_type_from_fhir(text_of(entry, "type"));
    const auto status = records::status_from_fhir(text_of(entry, "status"));
    if (!type || !status)
        return failure(wrong(path, "Outcome \"" + option.id + "\" has no known type and status"));
    option.type = *type;
    option.status = *status;
    option.code = text_of(entry, "code");
    option.term = text_of(entry, "term");
    for (const json& value : objects_of(entry, "values")) {
        TRY_ASSIGN(auto measurement, parse_measurement(value, path));
        option.measurements.push_back(std::move(measurement));
    }
    if (option.code.empty() && option.measurements.empty())
        return failure(wrong(path, "Outcome \"" + option.id + "\" records no code"));
    if (option.effect == OutcomeEffect::excludes && option.exclude_months <= 0)
        return failure(wrong(path, "Outcome \"" + option.id + "\" lacks exclude_months"));
    return option;
}

Result<std::vector<ReasonChoice>> parse_choices(const json& object, const char* name,
                                                std::string_view path) {
    std::vector<ReasonChoice> choices;
    for (const json& item : objects_of(object, name)) {
        ReasonChoice choice;
        TRY_ASSIGN(choice.id, required(item, "id", path));
        TRY_ASSIGN(choice.label, required(item, "label", path));
        if (item.contains("days_max")) choice.days_max = item.value("days_max", 0);
        choices.push_back(std::move(choice));
    }
    return choices;
}

Result<void> parse_who_and_why(const json& object, std::string_view path,
                               WorklistDefinition& worklist) {
    for (const json& item : objects_of(object, "facts")) {
        FactDefinition fact;
        TRY_ASSIGN(fact.id, required(item, "id", path));
        TRY_ASSIGN(fact.label, required(item, "label", path));
        TRY_ASSIGN(fact.definition, required(item, "definition", path));
        worklist.facts.push_back(std::move(fact));
    }
    for (const json& item : objects_of(object, "reasons")) {
        ReasonDefinition reason;
        TRY_ASSIGN(reason.id, required(item, "id", path));
        reason.rule = text_of(item, "rule");
        TRY_ASSIGN(reason.definition, required(item, "definition", path));
        TRY_ASSIGN(reason.sentence, required(item, "sentence", path));
        reason.label = text_of(item, "label");
        // The name of the definition says it, where content gives no shorter label.
        if (reason.label.empty())
            reason.label = reason.definition.substr(reason.definition.find('.') + 1);
        worklist.reasons.push_back(std::move(reason));
    }
    for (const json& item : objects_of(object, "priority")) {
        PriorityKey key;
        TRY_ASSIGN(key.definition, required(item, "definition", path));
        key.order = text_of(item, "order") == "ascending" ? PriorityOrder::ascending
                                                          : PriorityOrder::descending;
        worklist.priority.push_back(std::move(key));
    }
    if (worklist.reasons.empty()) return failure(wrong(path, "The worklist has no reasons"));
    return {};
}

}  // namespace

const OutcomeOption* WorklistDefinition::outcome(std::string_view outcome_id) const {
    const auto found =
        std::find_if(outcomes.begin(), outcomes.end(),
                     [&](const OutcomeOption& option) { return option.id == outcome_id; });
    return found == outcomes.end() ? nullptr : &*found;
}

Result<WorklistDefinition> parse_worklist_definition(std::string_view text, std::string_view path) {
    const json object = json::parse(text, nullptr, false);
    if (object.is_discarded() || !object.is_object())
        return failure(wrong(path, "The worklist is not a JSON object"));
    try {
        WorklistDefinition worklist;
        TRY_ASSIGN(worklist.id, required(object, "id", path));
        TRY_ASSIGN(worklist.title, required(object, "title", path));
        TRY_ASSIGN(worklist.description, required(object, "description", path));
        TRY_ASSIGN(worklist.on_list, required(object, "on_list", path));
        TRY(parse_who_and_why(object, path, worklist));
        for (const json& item : objects_of(object, "outcomes")) {
            TRY_ASSIGN(auto outcome, parse_outcome(item, path));
            worklist.outcomes.push_back(std::move(outcome));
        }
        TRY_ASSIGN(worklist.snooze_reasons, parse_choices(object, "snooze_reasons", path));
        TRY_ASSIGN(worklist.exclusion_reasons, parse_choices(object, "exclusion_reasons", path));
        worklist.roles = texts_of(object, "roles");
        return worklist;
    } catch (const json::exception& error) {
        // A field of the wrong type.
        return failure(wrong(path, error.what()));
    }
}

std::vector<std::string> definitions_in_sentence(std::string_view sentence) {
    std::vector<std::string> names;
    for (std::size_t open = sentence.find('{'); open != std::string_view::npos;
         open = sentence.find('{', open + 1)) {
        const std::size_t close = sentence.find('}', open);
        if (close == std::string_view::npos) break;
        names.emplace_back(sentence.substr(open + 1, close - open - 1));
    }
    return names;
}

std::vector<std::string> definitions_of(const WorklistDefinition& worklist) {
    std::vector<std::string> names{worklist.on_list};
    for (const FactDefinition& fact : worklist.facts) names.push_back(fact.definition);
    for (const ReasonDefinition& reason : worklist.reasons) {
        names.push_back(reason.definition);
        for (std::string& name : definitions_in_sentence(reason.sentence))
            names.push_back(std::move(name));
    }
    for (const PriorityKey& key : worklist.priority) names.push_back(key.definition);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

}  // namespace openpcn::services
