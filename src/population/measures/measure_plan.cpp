#include "population/measures/measure_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "population/cql/parser.h"

namespace openpcn::measures {
namespace {

std::string quoted(std::string_view name) {
    std::string text = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\') text += '\\';
        text += c;
    }
    return text + "\"";
}

// Definitions of our own at the end of the main libraries, one for each thing that a measure asks
// for: so a criterion may be an expression as well as a name, and is compiled like any other.
class Criterions {
public:
    // Those added from now on stand in this library.
    void begin(cql::LibrarySource& library, std::string name) {
        library_ = &library;
        name_ = std::move(name);
        library_->text += "\ncontext Patient\n";
    }
    std::size_t add(std::string_view expression) {
        const std::string criterion = fmt::format("{}{}", prefix, roots_.size());
        library_->text += fmt::format("\ndefine {}:\n  {}\n", quoted(criterion), expression);
        roots_.push_back({name_, criterion});
        return roots_.size() - 1;
    }
    const std::vector<cql::CompileInput::Root>& roots() const { return roots_; }

    static constexpr std::string_view prefix = "measure criterion ";

private:
    cql::LibrarySource* library_ = nullptr;
    std::string name_;
    std::vector<cql::CompileInput::Root> roots_;
};

std::string expression_of(const Criteria& criteria) {
    return criteria.form == Criteria::Form::name ? quoted(criteria.text) : criteria.text;
}

std::string population_expression(const Group& group, const Population& population) {
    if (population.kind != PopulationKind::measure_observation)
        return expression_of(population.criteria);
    const std::string function = quoted(population.criteria.text);
    const Population* of = group.observed(population);
    if (group.counts_patients() || of == nullptr) return function + "()";
    return fmt::format("({}) X return all {}(X)", expression_of(of->criteria), function);
}

GroupPlan add_group(const Group& group, Criterions& criterions) {
    GroupPlan plan;
    for (const Population& population : group.populations)
        plan.populations.push_back(criterions.add(population_expression(group, population)));
    for (const Stratifier& stratifier : group.stratifiers) {
        auto& components = plan.stratifiers.emplace_back();
        for (const Criteria& criteria : stratifier.components)
            components.push_back(criterions.add(expression_of(criteria)));
    }
    return plan;
}

// Bundles that agree have the same of one address.
Result<void> add_value_sets(const MeasureBundle& bundle, ValueSets& all) {
    for (const auto& [url, set] : bundle.value_sets.all()) {
        if (all.find(url) == nullptr) TRY(all.add(set));
    }
    return {};
}

// Where the same library stands among the sources; it is added where it does not.
std::size_t place_of(const cql::LibrarySource& library, std::vector<cql::LibrarySource>& sources) {
    const auto same = std::ranges::find(sources, library.text, &cql::LibrarySource::text);
    if (same != sources.end()) return static_cast<std::size_t>(same - sources.begin());
    sources.push_back(library);
    return sources.size() - 1;
}

// The libraries of all bundles, each once; of each bundle the place of its main library.
std::vector<std::size_t> unite(std::span<const MeasureBundle> bundles,
                               std::vector<cql::LibrarySource>& sources) {
    std::vector<std::size_t> main_libraries;
    for (const MeasureBundle& bundle : bundles) {
        for (std::size_t i = 0; i < bundle.libraries.size(); ++i) {
            const std::size_t at = place_of(bundle.libraries[i], sources);
            if (i == bundle.main_library) main_libraries.push_back(at);
        }
    }
    return main_libraries;
}

PlannedMeasure planned(const MeasureBundle& bundle, Criterions& criterions,
                       MeasurePlan::Supplemental supplemental) {
    PlannedMeasure made{bundle.measure, {}, {}};
    for (const Group& group : bundle.measure.groups)
        made.groups.push_back(add_group(group, criterions));
    if (supplemental == MeasurePlan::Supplemental::evaluated) {
        for (const SupplementalItem& item : bundle.measure.supplemental_data)
            made.supplemental_data.push_back(criterions.add(expression_of(item.criteria)));
    }
    return made;
}

// Replaces numbers of criterions by those of the plan's definitions.
void number(PlannedMeasure& measure, const std::vector<std::size_t>& definitions) {
    const auto all = [&](std::vector<std::size_t>& numbers) {
        for (std::size_t& one : numbers) one = definitions[one];
    };
    for (GroupPlan& group : measure.groups) {
        all(group.populations);
        for (auto& components : group.stratifiers) all(components);
    }
    all(measure.supplemental_data);
}

}  // namespace

Result<MeasurePlan> MeasurePlan::make(std::span<const MeasureBundle> bundles,
                                      ConceptDictionary& concepts, TextPool& texts,
                                      const Settings& settings) {
    MeasurePlan made;
    std::vector<cql::LibrarySource> sources;
    const auto main_libraries = unite(bundles, sources);
    made.missing_start_ = missing_start_of(bundles[0]);
    ValueSets value_sets;
    Criterions criterions;
    std::vector<cql::CompileInput::Root> roots;
    for (std::size_t i = 0; i < bundles.size(); ++i) {
        TRY(add_value_sets(bundles[i], value_sets));
        std::vector<cql::Diagnostic> reported_when_compiled;
        auto parsed = cql::parse_library(sources[main_libraries[i]], 0, reported_when_compiled);
        for (const auto& definition : parsed.definitions) {
            if (settings.others == Others::main_library && !definition.is_function &&
                !definition.name.starts_with(Criterions::prefix))
                roots.push_back({parsed.name, definition.name});
        }
        criterions.begin(sources[main_libraries[i]], std::move(parsed.name));
        made.measures_.push_back(planned(bundles[i], criterions, settings.supplemental));
    }
    roots.insert(roots.end(), criterions.roots().begin(), criterions.roots().end());
    const ConceptMaps no_maps;
    cql::CompileInput input{sources, value_sets, no_maps, concepts, texts, {}};
    input.source = cql::CompileInput::Source::documents;
    input.profiles = settings.profiles;
    input.roots = roots;
    auto compiled = cql::compile(input);
    if (compiled.plan == nullptr) return failure(cql::to_error(compiled.errors));
    made.plan_ = std::move(compiled.plan);
    std::vector<std::size_t> definitions;
    for (const auto& root : criterions.roots()) {
        TRY_ASSIGN(const std::size_t at, made.plan_->find(root.library, root.definition));
        definitions.push_back(at);
    }
    for (PlannedMeasure& measure : made.measures_) number(measure, definitions);
    for (std::size_t i = 0; i < made.plan_->definitions.size(); ++i) {
        if (!made.plan_->definitions[i].name.starts_with(Criterions::prefix))
            made.own_definitions_.push_back(i);
    }
    return made;
}

}  // namespace openpcn::measures
