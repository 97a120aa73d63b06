#include "cohorts/text_vocabulary.h"

#include <fmt/format.h>

#include <array>
#include <set>

#include "population/cql/compile.h"
#include "population/cql/model_elements.h"
#include "population/cql/parser.h"
#include "population/cql/signatures.h"
#include "services/definition_facts.h"

namespace openpcn::cohorts {
namespace {

constexpr std::array<std::string_view, 79> keywords{
    "after",    "aggregate", "all",        "and",       "as",       "asc",        "before",
    "between",  "by",        "case",       "cast",      "code",     "codesystem", "collapse",
    "concept",  "contains",  "context",    "convert",   "date",     "day",        "days",
    "define",   "desc",      "difference", "distinct",  "div",      "duration",   "during",
    "else",     "end",       "ends",       "except",    "exists",   "expand",     "false",
    "flatten",  "fluent",    "from",       "function",  "hours",    "if",         "implies",
    "in",       "include",   "included",   "intersect", "is",       "last",       "let",
    "library",  "meets",     "minutes",    "mod",       "month",    "months",     "not",
    "null",     "occurs",    "of",         "on",        "or",       "overlaps",   "parameter",
    "properly", "return",    "same",       "sort",      "start",    "starts",     "such",
    "that",     "then",      "union",      "using",     "valueset", "when",       "where",
    "with",     "without"};

// A definition's words from its name to its body, on one line.
std::string signature_of(std::string_view source, const cql::syntax::Definition& function) {
    if (!function.body) return function.name;
    const std::string_view words =
        source.substr(function.span.begin, function.body->span.begin - function.span.begin);
    std::string signature;
    for (const char c : words) {
        const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (space && (signature.empty() || signature.back() == ' ')) continue;
        signature += space ? ' ' : c;
    }
    while (!signature.empty() && signature.back() != ')') signature.pop_back();
    return signature;
}

void add_functions(const cql::Plan& plan, TextVocabulary& made) {
    for (std::size_t i = 0; i < plan.sources.size(); ++i) {
        std::vector<cql::Diagnostic> ignored;
        const auto tree =
            cql::parse_library(plan.sources[i], static_cast<std::uint16_t>(i), ignored);
        for (const auto& function : tree.definitions) {
            if (!function.is_function || function.is_private) continue;
            cql::Definition place;
            place.library = tree.name.substr(tree.name.rfind('.') + 1);
            place.name = function.name;
            place.span = function.whole;
            place.span.source = static_cast<std::uint16_t>(i);
            made.functions.push_back({function.name, place.library, function.is_fluent,
                                      signature_of(plan.sources[i].text, function),
                                      services::facts_of(plan, place).comment});
        }
    }
    // Those that the compiler knows by name and not by a row of its table.
    const std::array<std::pair<std::string_view, std::string_view>, 4> others{
        {{"Coalesce", "Coalesce(T, T, ...) : T"},
         {"AgeInYears", "AgeInYears() : Integer"},
         {"AgeInYearsAt", "AgeInYearsAt(Date) : Integer"},
         {"CalculateAgeInYearsAt", "CalculateAgeInYearsAt(Date, Date) : Integer"}}};
    std::set<std::string> seen;
    for (const std::string& name : cql::system_function_names()) {
        if (!seen.insert(name).second) continue;
        std::string signature = name + "()";
        for (const auto& [other, written] : others)
            if (other == name) signature = written;
        if (const auto rows = cql::signatures_of(name); !rows.empty()) {
            const std::string_view shape = rows.front().shape;
            const std::size_t end = shape.rfind(") ");
            signature =
                end == std::string_view::npos
                    ? fmt::format("{}{}", name, shape)
                    : fmt::format("{}{}) : {}", name, shape.substr(0, end), shape.substr(end + 2));
        }
        made.functions.push_back({name, "", false, std::move(signature), ""});
    }
}

std::string in_quotes(std::string_view name) {
    std::string text = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\') text += '\\';
        text += c;
    }
    return text + "\"";
}

void add_definitions(const cql::Plan& plan, TextVocabulary& made) {
    for (const cql::Definition& definition : plan.definitions) {
        if (!definition.is_public) continue;
        const auto facts = services::facts_of(plan, definition);
        const std::string library = definition.library.substr(definition.library.rfind('.') + 1);
        made.definitions.push_back(
            {definition.name, library, fmt::format("{}.{}", library, in_quotes(definition.name)),
             plan.types.name(definition.type), definition.is_boolean, facts.comment, facts.rule});
    }
    std::stable_sort(made.definitions.begin(), made.definitions.end(),
                     [](const auto& a, const auto& b) { return a.library < b.library; });
}

void add_types(TextVocabulary& made) {
    cql::TypeTable types;
    for (std::size_t i = 0; i < records::resource_type_count; ++i) {
        const auto resource = static_cast<records::ResourceType>(i);
        const cql::Type owner{resource == records::ResourceType::patient ? cql::TypeKind::patient
                                                                         : cql::TypeKind::resource,
                              resource,
                              "",
                              {},
                              {}};
        NamedType type{std::string(records::fhir_name(resource)), {}};
        for (const std::string& name : cql::model_element_names(owner))
            if (const auto element = cql::model_element(types, owner, name))
                type.elements.push_back({name, types.name(element->type)});
        made.types.push_back(std::move(type));
    }
}

// For each code of the records the value sets that have it, by index.
std::vector<std::vector<std::uint32_t>> sets_by_code(std::span<const NamedValueSet> value_sets,
                                                     const Surroundings& surroundings,
                                                     const ConceptDictionary& concepts) {
    std::vector<std::vector<std::uint32_t>> sets(concepts.size());
    for (std::uint32_t i = 0; i < value_sets.size(); ++i) {
        const ValueSet* set = surroundings.lists().value_sets.find(value_sets[i].url);
        if (set == nullptr) continue;
        for (const ValueSetCode& code : set->codes)
            if (const auto found = concepts.find(code.system, code.code);
                found && (sets[*found].empty() || sets[*found].back() != i))
                sets[*found].push_back(i);
    }
    return sets;
}

}  // namespace

std::span<const std::string_view> language_keywords() { return keywords; }

Result<TextVocabulary> vocabulary_of(const Surroundings& surroundings) {
    TextVocabulary made;
    for (const auto& [name, url] : surroundings.value_set_names()) {
        const ValueSet* set = surroundings.lists().value_sets.find(url);
        if (set != nullptr) made.value_sets.push_back({name, url, set->source, set->codes.size()});
    }
    std::vector<cql::LibrarySource> sources;
    for (const auto& [name, library] : surroundings.libraries()) sources.push_back(library.source);
    ConceptDictionary concepts;
    TextPool texts;
    const auto& lists = surroundings.lists();
    const auto compiled =
        cql::compile({sources, lists.value_sets, lists.concept_maps, concepts, texts, {}});
    if (!compiled.plan) return failure(cql::to_error(compiled.errors));
    add_definitions(*compiled.plan, made);
    add_functions(*compiled.plan, made);
    add_types(made);
    return made;
}

std::vector<Tally> people_by_value_set(std::span<const NamedValueSet> value_sets,
                                       const Surroundings& surroundings, const RecordWords& words,
                                       const NetworkPeople& people,
                                       const std::vector<char>& practices) {
    const auto sets = sets_by_code(value_sets, surroundings, *words.concepts);
    std::vector<Tally> counts(value_sets.size());
    std::vector<std::size_t> counted_for(value_sets.size(), 0);  // number of the person, from 1
    for (std::size_t number = 1; number <= people.people.size(); ++number) {
        const PersonAtHand& person = people.people[number - 1];
        if (practices[person.practice] == 0) continue;
        for (const records::Entry& entry : person.record.entries()) {
            if (entry.code >= sets.size()) continue;
            for (const std::uint32_t set : sets[entry.code]) {
                if (counted_for[set] == number) continue;
                counted_for[set] = number;
                counts[set].add(person.record.header().person);
            }
        }
    }
    return counts;
}

}  // namespace openpcn::cohorts
