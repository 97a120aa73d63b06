#include "cohorts/compiled_cohort.h"

#include <fmt/format.h>

#include <algorithm>

#include "cohorts/text_dependencies.h"
#include "population/cql/compile.h"

namespace openpcn::cohorts {
namespace {

// Room for the largest rule of the content many times over; a text that needs more is refused.
constexpr cql::CompileLimits limits{
    .nodes_max = 200'000, .libraries_max = 1000, .inline_depth_max = 50};

std::string clause_name(std::size_t number) {
    return fmt::format("clause {} of the count", number);
}

// Each clause stands as a definition after the text. The plan makes equal expressions one node, so
// this costs nothing but names.
std::string clause_definitions(const CohortText& text, const std::vector<cql::Span>& clauses) {
    std::string added;
    for (std::size_t i = 0; i < clauses.size(); ++i)
        added += fmt::format("define \"{}\":\n(\n{}\n)\n", clause_name(i), text.slice(clauses[i]));
    return added;
}

class Compilation {
public:
    Compilation(const CompileRequest& request, const Surroundings& surroundings,
                const RecordWords& words)
        : request_(request), surroundings_(surroundings), words_(words) {}

    CohortCompilation run() {
        const auto read =
            std::make_shared<const CohortText>(read_cohort_text(request_.text, surroundings_));
        const CohortText& text = *read;
        result_.form = text.form;
        result_.library = text.tree.name.substr(text.tree.name.rfind('.') + 1);
        if (!text.unreadable.empty()) {
            for (const auto& error : text.unreadable)
                result_.mistakes.push_back(text.mistake(error));
            return std::move(result_);
        }
        std::string counted =
            request_.definition.empty() ? last_definition(text, nullptr) : request_.definition;
        auto made = attempt(read, counted);
        // The last definition may be a number or a list; then an earlier one is counted.
        if (made && request_.definition.empty() && !is_boolean(*made, counted)) {
            counted = last_definition(text, made.get());
            if (!counted.empty()) made = attempt(read, counted);
        }
        if (made) settle(std::move(made), counted);
        return std::move(result_);
    }

private:
    static const CohortDefinition* find(const CompiledCohort& cohort, std::string_view name) {
        for (const CohortDefinition& definition : cohort.definitions)
            if (definition.name == name) return &definition;
        return nullptr;
    }

    static bool is_boolean(const CompiledCohort& cohort, std::string_view name) {
        const CohortDefinition* found = find(cohort, name);
        return found != nullptr && found->is_boolean;
    }

    // Of those that are boolean, as far as that is known.
    static std::string last_definition(const CohortText& text, const CompiledCohort* types) {
        std::string last;
        for (const auto& item : text.tree.definitions) {
            if (item.is_function || item.is_private) continue;
            if (types == nullptr || is_boolean(*types, item.name)) last = item.name;
        }
        return last;
    }

    std::shared_ptr<CompiledCohort> attempt(const std::shared_ptr<const CohortText>& read,
                                            const std::string& counted) {
        const CohortText& text = *read;
        const auto clauses = clauses_of(text, counted);
        cql::LibrarySource source = text.source;
        source.text += clause_definitions(text, clauses);
        const auto sources = surroundings_.sources_of(source, text.tree);
        std::vector<cql::CompileInput::Root> roots;
        if (request_.reach == Reach::needed) {
            for (const auto& item : text.tree.definitions)
                if (!item.is_function) roots.push_back({text.tree.name, item.name});
            for (std::size_t i = 0; i < clauses.size(); ++i)
                roots.push_back({text.tree.name, clause_name(i)});
        }
        auto made = std::make_shared<CompiledCohort>(
            CompiledCohort{read,
                           result_.library,
                           nullptr,
                           ConceptDictionary::over(words_.concepts),
                           TextPool::over(words_.texts),
                           {},
                           0,
                           {}});
        const auto& lists = surroundings_.lists();
        cql::CompileInput input{sources,        lists.value_sets, lists.concept_maps,
                                made->concepts, made->texts,      limits};
        input.roots = roots;
        auto compiled = cql::compile(input);
        if (!compiled.plan) {
            add_mistakes(text, compiled.errors);
            return nullptr;
        }
        made->plan = std::move(compiled.plan);
        name_definitions(*made);
        name_clauses(*made, clauses);
        return made;
    }

    void add_mistakes(const CohortText& text, const std::vector<cql::Diagnostic>& errors) {
        const auto lines = [](std::string_view part) {
            return static_cast<int>(std::count(part.begin(), part.end(), '\n'));
        };
        const int last = lines(text.source.text);
        for (const cql::Diagnostic& error : errors) {
            // The clauses' copies have the same mistakes as the text.
            if (error.file == text.source.file && error.line > last) continue;
            Mistake mistake = text.mistake(error);
            add_libraries_meant(text, error, mistake);
            result_.mistakes.push_back(std::move(mistake));
        }
        if (!result_.mistakes.empty()) return;
        for (const cql::Diagnostic& error : errors) result_.mistakes.push_back(text.mistake(error));
    }

    // Only libraries that the text names are included, so the compiler knows no others to offer.
    void add_libraries_meant(const CohortText& text, const cql::Diagnostic& error,
                             Mistake& mistake) const {
        if (!mistake.near.empty() || !mistake.file.empty() || text.form == TextForm::library)
            return;
        const auto& line = error.source_line;
        const auto from = static_cast<std::size_t>(std::max(0, error.column - 1));
        if (from >= line.size()) return;
        const std::size_t end = line.find_first_not_of(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_", from);
        std::vector<std::string> libraries;
        for (const auto& [name, library] : surroundings_.libraries()) libraries.push_back(name);
        const std::string_view word =
            std::string_view(line).substr(from, std::min(end, line.size()) - from);
        if (word.size() < 3) return;
        mistake.near = cql::nearest_names(word, libraries);
        mistake.message += cql::did_you_mean(word, libraries);
    }

    void name_definitions(CompiledCohort& made) const {
        const TextDependencies dependencies(*made.text);
        for (std::size_t i = 0; i < made.plan->definitions.size(); ++i) {
            const cql::Definition& from = made.plan->definitions[i];
            if (from.span.source != 0 || !made.text->holds(from.span)) continue;
            CohortDefinition definition;
            definition.name = from.name;
            definition.line = made.text->place(from.span).line;
            definition.type = made.plan->types.name(from.type);
            definition.is_boolean = from.is_boolean;
            definition.index = i;
            definition.key = dependencies.key_of(fmt::format("\"{}\"", from.name));
            made.definitions.push_back(std::move(definition));
        }
        // An expression became a definition of the head.
        if (made.text->form != TextForm::expression) return;
        const auto found = made.plan->find(made.text->tree.name, cohort_library);
        if (!found) return;
        const cql::Definition& from = made.plan->definitions[*found];
        made.definitions.push_back({from.name, 1, made.plan->types.name(from.type), from.is_boolean,
                                    *found, dependencies.key_of(made.text->written)});
    }

    void name_clauses(CompiledCohort& made, const std::vector<cql::Span>& clauses) const {
        const TextDependencies dependencies(*made.text);
        for (std::size_t i = 0; i < clauses.size(); ++i) {
            const auto found = made.plan->find(made.text->tree.name, clause_name(i));
            if (!found) continue;
            const std::string text(made.text->slice(clauses[i]));
            made.clauses.push_back({text, made.text->place(clauses[i]), *found,
                                    dependencies.key_of(text), dependencies.masked_key_of(text)});
        }
    }

    void settle(std::shared_ptr<CompiledCohort> made, const std::string& counted) {
        const CohortDefinition* found = find(*made, counted);
        std::vector<std::string> names;
        for (const CohortDefinition& definition : made->definitions)
            if (definition.is_boolean) names.push_back(definition.name);
        if (found == nullptr || !found->is_boolean) {
            Mistake mistake;
            mistake.message =
                counted.empty() ? "The text defines nothing that is true or false of a person."
                : found == nullptr
                    ? fmt::format("The text has no definition \"{}\".{}", counted,
                                  cql::did_you_mean(counted, names))
                    : fmt::format(
                          "\"{}\" is {}, not true or false of a person, so nobody can be "
                          "counted by it.",
                          counted, found->type);
            mistake.near = cql::names_meant(mistake.message);
            if (found != nullptr) mistake.place.line = mistake.place.end_line = found->line;
            result_.mistakes.push_back(std::move(mistake));
            return;
        }
        made->counted = static_cast<std::size_t>(found - made->definitions.data());
        result_.cohort = std::move(made);
    }

    const CompileRequest& request_;
    const Surroundings& surroundings_;
    const RecordWords& words_;
    CohortCompilation result_;
};

}  // namespace

CohortCompilation compile_cohort(const CompileRequest& request, const Surroundings& surroundings,
                                 const RecordWords& words) {
    if (request.text.size() > text_bytes_max) {
        CohortCompilation refused;
        Mistake mistake;
        mistake.message = fmt::format("The text has {} bytes; at most {} are read.",
                                      request.text.size(), text_bytes_max);
        refused.mistakes.push_back(std::move(mistake));
        return refused;
    }
    return Compilation(request, surroundings, words).run();
}

}  // namespace openpcn::cohorts
