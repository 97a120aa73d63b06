#include "population/measures/measure_run.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <thread>

#include "population/cql/evaluator.h"
#include "population/cql/everybody.h"
#include "population/cql/value_text.h"

namespace openpcn::measures {

using cql::Value;
using cql::ValueKind;

namespace {

bool holds(const Group& group, const std::vector<std::uint8_t>& in, PopulationKind kind) {
    for (std::size_t i = 0; i < in.size(); ++i) {
        if (group.populations[i].kind == kind && in[i] != 0) return true;
    }
    return false;
}

void leave(const Group& group, std::vector<std::uint8_t>& in,
           std::initializer_list<PopulationKind> kinds) {
    for (std::size_t i = 0; i < in.size(); ++i) {
        if (std::ranges::find(kinds, group.populations[i].kind) != kinds.end()) in[i] = 0;
    }
}

bool is_count(const Value& value) {
    return value.is_true() || (value.kind == ValueKind::list && !value.items().empty());
}

// What a list of episodes has; a single one is a list of one.
std::span<const Value> episodes_of(const Value& value) {
    if (value.kind == ValueKind::list) return value.items();
    return std::span(&value, value.is_null() || value.kind == ValueKind::boolean ? 0 : 1);
}

class SubjectRun {
public:
    SubjectRun(const MeasurePlan& plan, const ConceptDictionary& concepts, const TextPool& texts,
               const cql::EvaluationSettings& settings)
        : plan_(plan),
          context_{plan.plan(), concepts, texts},
          evaluator_(plan.plan(), concepts, texts, settings) {}

    void begin(const cql::Document& document) {
        evaluator_.begin(document);
        id_ = document.id;
    }

    SubjectResult run(const PlannedMeasure& measure) {
        SubjectResult result;
        result.id = id_;
        try {
            for (std::size_t g = 0; g < measure.groups.size(); ++g) {
                const Group& group = measure.measure.groups[g];
                result.groups.push_back(group.counts_patients()
                                            ? patient(group, measure.groups[g])
                                            : episodes(group, measure.groups[g]));
            }
            for (const std::size_t definition : measure.supplemental_data)
                result.supplemental_data.push_back(cql::to_text(value(definition), context_));
        } catch (const std::exception& error) {
            result.groups.clear();
            result.supplemental_data.clear();
            result.error = error.what();
        }
        return result;
    }

private:
    Value value(std::size_t definition) {
        return evaluator_.value_of(plan_.plan().definitions[definition].node);
    }
    std::string stratum(std::size_t definition) {
        return cql::to_text(value(definition), context_);
    }

    bool in_initial_population(const Group& group, const GroupPlan& plan) {
        bool any = false;
        for (std::size_t i = 0; i < plan.populations.size(); ++i) {
            if (group.populations[i].kind != PopulationKind::initial_population) continue;
            any = true;
            if (is_count(value(plan.populations[i]))) return true;
        }
        return !any;
    }

    static GroupResult empty_result(const GroupPlan& plan) {
        GroupResult result;
        result.counts.assign(plan.populations.size(), 0);
        result.observations.resize(plan.populations.size());
        result.stratifiers.resize(plan.stratifiers.size());
        return result;
    }

    void observe(GroupResult& result, std::size_t population, const Value& observation) {
        if (!cql::is_number(observation)) return;
        result.observations[population].push_back(cql::as_wide(observation));
        ++result.counts[population];
    }

    GroupResult patient(const Group& group, const GroupPlan& plan) {
        GroupResult result = empty_result(plan);
        if (!in_initial_population(group, plan)) return result;
        std::vector<std::uint8_t> in(plan.populations.size(), 0);
        for (std::size_t i = 0; i < in.size(); ++i) {
            if (group.populations[i].kind != PopulationKind::measure_observation)
                in[i] = is_count(value(plan.populations[i])) ? 1 : 0;
        }
        settle(group, in);
        for (std::size_t i = 0; i < in.size(); ++i) {
            if (group.populations[i].kind == PopulationKind::measure_observation) {
                if (is_observed(group, group.populations[i], in))
                    observe(result, i, value(plan.populations[i]));
            } else {
                result.counts[i] = in[i];
            }
        }
        for (std::size_t s = 0; s < plan.stratifiers.size(); ++s) {
            std::string text;
            for (const std::size_t component : plan.stratifiers[s])
                text += (text.empty() ? "" : "; ") + stratum(component);
            result.stratifiers[s].strata.push_back(std::move(text));
        }
        result.items.push_back(std::move(in));
        return result;
    }

    // An observation counts for items that are in what it observes, after exclusions.
    static bool is_observed(const Group& group, const Population& observation,
                            const std::vector<std::uint8_t>& in) {
        const Population* of = group.observed(observation);
        if (of == nullptr) return true;
        if (in[static_cast<std::size_t>(of - group.populations.data())] == 0) return false;
        switch (of->kind) {
            case PopulationKind::measure_population:
                return !holds(group, in, PopulationKind::measure_population_exclusion);
            case PopulationKind::denominator:
                return !holds(group, in, PopulationKind::denominator_exclusion);
            case PopulationKind::numerator:
                return !holds(group, in, PopulationKind::numerator_exclusion);
            default:
                return true;
        }
    }

    bool same(const Value& a, const Value& b) const {
        if (a.kind == ValueKind::element && b.kind == ValueKind::element)
            return a.number == b.number;
        return cql::equivalent(a, b, evaluator_.comparison()) == cql::Truth::yes;
    }

    std::size_t position(std::span<const Value> items, const Value& item) const {
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (same(items[i], item)) return i;
        }
        return items.size();
    }

    GroupResult episodes(const Group& group, const GroupPlan& plan) {
        GroupResult result = empty_result(plan);
        if (!in_initial_population(group, plan)) return result;
        // Every item that some initial population has; in a group without one, any population.
        std::vector<Value> items;
        const bool has_initial = group.find(PopulationKind::initial_population) != nullptr;
        for (std::size_t i = 0; i < plan.populations.size(); ++i) {
            const PopulationKind kind = group.populations[i].kind;
            if (kind == PopulationKind::measure_observation ||
                (has_initial && kind != PopulationKind::initial_population))
                continue;
            for (const Value& item : episodes_of(value(plan.populations[i]))) {
                if (position(items, item) == items.size()) items.push_back(item);
            }
        }
        result.items.assign(items.size(), std::vector<std::uint8_t>(plan.populations.size(), 0));
        for (std::size_t i = 0; i < plan.populations.size(); ++i) {
            if (group.populations[i].kind == PopulationKind::measure_observation) continue;
            for (const Value& item : episodes_of(value(plan.populations[i]))) {
                const std::size_t at = position(items, item);
                if (at < items.size()) result.items[at][i] = 1;
            }
        }
        for (auto& in : result.items) settle(group, in);
        for (std::size_t i = 0; i < plan.populations.size(); ++i) {
            if (group.populations[i].kind == PopulationKind::measure_observation) {
                observe_episodes(group, plan, i, items, result);
                continue;
            }
            for (const auto& in : result.items) result.counts[i] += in[i];
        }
        stratify_episodes(plan, items, result);
        return result;
    }

    void observe_episodes(const Group& group, const GroupPlan& plan, std::size_t population,
                          std::span<const Value> items, GroupResult& result) {
        const Population* of = group.observed(group.populations[population]);
        if (of == nullptr) return;
        const auto index = static_cast<std::size_t>(of - group.populations.data());
        const Value observed = value(plan.populations[index]);
        const Value values = value(plan.populations[population]);
        const auto whom = episodes_of(observed);
        const auto what = episodes_of(values);
        for (std::size_t i = 0; i < whom.size() && i < what.size(); ++i) {
            const std::size_t at = position(items, whom[i]);
            if (at < items.size() &&
                is_observed(group, group.populations[population], result.items[at]))
                observe(result, population, what[i]);
        }
    }

    // A stratifier of episodes gives those that are in the stratum; one of patients a value for
    // all.
    void stratify_episodes(const GroupPlan& plan, std::span<const Value> items,
                           GroupResult& result) {
        for (std::size_t s = 0; s < plan.stratifiers.size(); ++s) {
            auto& strata = result.stratifiers[s].strata;
            strata.resize(items.size());
            for (const std::size_t component : plan.stratifiers[s]) {
                const Value found = value(component);
                const bool by_item =
                    found.kind == ValueKind::list || found.kind == ValueKind::element;
                for (std::size_t i = 0; i < items.size(); ++i) {
                    std::string text = cql::to_text(found, context_);
                    if (by_item) {
                        const auto in = episodes_of(found);
                        text = position(in, items[i]) < in.size() ? "true" : "false";
                    }
                    strata[i] += (strata[i].empty() ? "" : "; ") + text;
                }
            }
        }
    }

    const MeasurePlan& plan_;
    cql::ValueContext context_;
    cql::Evaluator evaluator_;
    std::string_view id_;
};

}  // namespace

void settle(const Group& group, std::vector<std::uint8_t>& in) {
    using enum PopulationKind;
    const bool is_ratio = group.scoring == Scoring::ratio;
    if (group.find(initial_population) != nullptr && !holds(group, in, initial_population)) {
        std::ranges::fill(in, std::uint8_t{0});
        return;
    }
    if (group.find(denominator) != nullptr && !holds(group, in, denominator)) {
        leave(group, in, {denominator_exclusion, denominator_exception});
        // The numerator of a ratio is a population of its own, not a part of the denominator.
        if (!is_ratio) leave(group, in, {numerator, numerator_exclusion});
    }
    if (group.find(measure_population) != nullptr && !holds(group, in, measure_population))
        leave(group, in, {measure_population_exclusion});
    if (holds(group, in, denominator_exclusion)) {
        leave(group, in, {denominator_exception});
        if (!is_ratio) leave(group, in, {numerator, numerator_exclusion});
    }
    if (holds(group, in, numerator)) {
        leave(group, in, {denominator_exception});
    } else {
        leave(group, in, {numerator_exclusion});
    }
}

std::vector<std::vector<SubjectResult>> run_measures(const MeasurePlan& plan,
                                                     const ConceptDictionary& concepts,
                                                     const TextPool& texts,
                                                     std::span<const cql::Document> documents,
                                                     const RunSettings& settings) {
    std::vector<std::vector<SubjectResult>> results(plan.measures().size(),
                                                    std::vector<SubjectResult>(documents.size()));
    std::optional<cql::Everybody> everybody;
    cql::EvaluationSettings evaluation = settings.evaluation;
    if (cql::asks_of_others(plan.plan())) evaluation.everybody = &everybody.emplace(documents);
    const std::size_t threads =
        std::clamp<std::size_t>(settings.threads, 1, std::max<std::size_t>(1, documents.size()));
    const auto work = [&](std::size_t part) {
        SubjectRun run(plan, concepts, texts, evaluation);
        const std::size_t begin = documents.size() * part / threads;
        const std::size_t end = documents.size() * (part + 1) / threads;
        for (std::size_t i = begin; i < end; ++i) {
            run.begin(documents[i]);
            for (std::size_t m = 0; m < results.size(); ++m)
                results[m][i] = run.run(plan.measures()[m]);
        }
    };
    std::vector<std::jthread> others;
    for (std::size_t part = 1; part < threads; ++part) others.emplace_back(work, part);
    work(0);
    others.clear();
    return results;
}

}  // namespace openpcn::measures
