#include "population/measures/measure_plan.h"

#include <fmt/format.h>

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

// Definitions of our own at the end of the main library, one for each thing that the measure asks
// for: so a criterion may be an expression as well as a name, and is compiled like any other.
class Criterions {
public:
    std::size_t add(std::string_view expression) {
        text_ += fmt::format("\ndefine {}:\n  {}\n", quoted(name(count_)), expression);
        return count_++;
    }
    const std::string& text() const { return text_; }
    std::size_t count() const { return count_; }
    static std::string name(std::size_t index) {
        return fmt::format("measure criterion {}", index);
    }

private:
    std::string text_ = "\ncontext Patient\n";
    std::size_t count_ = 0;
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

// FHIRHelpers before 4.1 made Interval[start, end] of every Period, also where the start is
// missing.
fhir::MissingStart missing_start_of(std::span<const cql::LibrarySource> libraries) {
    for (const cql::LibrarySource& library : libraries) {
        if (library.text.find("library FHIRHelpers") == std::string::npos) continue;
        const bool open = library.text.find("Interval(period") != std::string::npos;
        return open ? fhir::MissingStart::unknown : fhir::MissingStart::beginning_of_time;
    }
    return fhir::MissingStart::unknown;
}

}  // namespace

Result<MeasurePlan> MeasurePlan::make(const MeasureBundle& bundle, ConceptDictionary& concepts,
                                      TextPool& texts, const Settings& settings) {
    MeasurePlan made;
    made.measure_ = bundle.measure;
    made.missing_start_ = missing_start_of(bundle.libraries);
    Criterions criterions;
    for (const Group& group : bundle.measure.groups)
        made.groups_.push_back(add_group(group, criterions));
    if (settings.supplemental == Supplemental::evaluated) {
        for (const SupplementalItem& data : bundle.measure.supplemental_data)
            made.supplemental_data_.push_back(criterions.add(expression_of(data.criteria)));
    }
    std::vector<cql::LibrarySource> sources = bundle.libraries;
    sources[bundle.main_library].text += criterions.text();
    std::vector<cql::Diagnostic> ignored;
    const auto parsed = cql::parse_library(sources[bundle.main_library], 0, ignored);
    const std::string& library = parsed.name;
    std::vector<cql::CompileInput::Root> roots;
    for (const auto& definition : parsed.definitions) {
        const bool is_criterion = definition.name.starts_with("measure criterion ");
        if (settings.others == Others::main_library && !definition.is_function && !is_criterion)
            roots.push_back({library, definition.name});
    }
    made.first_criterion_ = roots.size();
    for (std::size_t i = 0; i < criterions.count(); ++i)
        roots.push_back({library, Criterions::name(i)});
    const ConceptMaps no_maps;
    cql::CompileInput input{sources, bundle.value_sets, no_maps, concepts, texts, {}};
    input.source = cql::CompileInput::Source::documents;
    input.profiles = settings.profiles;
    input.roots = roots;
    auto compiled = cql::compile(input);
    if (compiled.plan == nullptr) return failure(cql::to_error(compiled.errors));
    made.plan_ = std::move(compiled.plan);
    // Definitions stand in the plan in the order of the text, which is that of the criterions.
    if (made.plan_->definitions.size() != roots.size()) {
        return failure({ErrorKind::invalid,
                        fmt::format("Library {} could not be joined to the measure.", library),
                        "In the measure's bundle.", "Report this with the bundle."});
    }
    for (GroupPlan& group : made.groups_) {
        for (std::size_t& index : group.populations) index += made.first_criterion_;
        for (auto& components : group.stratifiers)
            for (std::size_t& index : components) index += made.first_criterion_;
    }
    for (std::size_t& index : made.supplemental_data_) index += made.first_criterion_;
    return made;
}

}  // namespace openpcn::measures
