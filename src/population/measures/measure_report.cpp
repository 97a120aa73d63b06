#include "population/measures/measure_report.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "population/cql/arithmetic.h"
#include "population/cql/exact_ratio.h"
#include "population/cql/value_text.h"

namespace openpcn::measures {

using cql::Value;
using cql::ValueKind;
using cql::Wide;
using json = nlohmann::ordered_json;

namespace {

constexpr std::string_view population_system =
    "http://terminology.hl7.org/CodeSystem/measure-population";

// What is added up over patients, or over the items of one stratum.
struct Totals {
    std::vector<std::uint64_t> counts;            // by population
    std::vector<std::vector<Wide>> observations;  // by population
    explicit Totals(const Group& group)
        : counts(group.populations.size()), observations(group.populations.size()) {}
};

std::optional<Wide> aggregated(const Population& population, std::span<const Wide> observations,
                               const TextPool& texts) {
    if (population.aggregate == Aggregate::count)
        return static_cast<Wide>(observations.size()) * cql::wide_one;
    std::vector<Value> values;
    for (const Wide observation : observations)
        values.push_back(Value::of_wide(ValueKind::decimal, observation));
    const auto operation = [&] {
        switch (population.aggregate) {
            case Aggregate::sum:
                return cql::Operation::sum;
            case Aggregate::median:
                return cql::Operation::median;
            case Aggregate::minimum:
                return cql::Operation::minimum;
            case Aggregate::maximum:
                return cql::Operation::maximum;
            default:
                return cql::Operation::average;
        }
    }();
    const Value value = cql::aggregate(operation, values, {texts, 0});
    return value.is_null() ? std::nullopt : std::optional(value.wide());
}

std::optional<Wide> divided(Wide a, Wide b) {
    if (b == 0) return std::nullopt;
    return cql::multiplied_and_divided(a, cql::wide_one, b);
}

std::uint64_t count_of(const Group& group, const Totals& totals, PopulationKind kind) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < group.populations.size(); ++i) {
        if (group.populations[i].kind == kind) sum += totals.counts[i];
    }
    return sum;
}

// The aggregate of what observes a population of this kind, if something does.
std::optional<Wide> observation_of(const Group& group, const Totals& totals, PopulationKind kind,
                                   const TextPool& texts) {
    for (std::size_t i = 0; i < group.populations.size(); ++i) {
        const Population& population = group.populations[i];
        if (population.kind != PopulationKind::measure_observation) continue;
        const Population* of = group.observed(population);
        if (of != nullptr && of->kind == kind)
            return aggregated(population, totals.observations[i], texts);
    }
    return std::nullopt;
}

std::optional<Wide> score_of(const Group& group, const Totals& totals, const TextPool& texts) {
    using enum PopulationKind;
    const auto count = [&](PopulationKind kind) {
        return static_cast<Wide>(count_of(group, totals, kind)) * cql::wide_one;
    };
    switch (group.scoring) {
        case Scoring::proportion:
            return divided(
                count(numerator) - count(numerator_exclusion),
                count(denominator) - count(denominator_exclusion) - count(denominator_exception));
        case Scoring::ratio: {
            const auto above = observation_of(group, totals, numerator, texts);
            const auto below = observation_of(group, totals, denominator, texts);
            if (group.find(measure_observation) != nullptr)
                return above && below ? divided(*above, *below) : std::nullopt;
            return divided(count(numerator) - count(numerator_exclusion),
                           count(denominator) - count(denominator_exclusion));
        }
        case Scoring::continuous_variable:
            for (std::size_t i = 0; i < group.populations.size(); ++i) {
                if (group.populations[i].kind == measure_observation)
                    return aggregated(group.populations[i], totals.observations[i], texts);
            }
            return std::nullopt;
        case Scoring::cohort:
            return std::nullopt;
    }
    return std::nullopt;
}

json number_of(Wide units) { return json::parse(cql::decimal_text(units)); }

json populations_json(const Group& group, const Totals& totals) {
    json populations = json::array();
    for (std::size_t i = 0; i < group.populations.size(); ++i) {
        const Population& population = group.populations[i];
        populations.push_back(
            {{"id", population.id},
             {"code",
              {{"coding", json::array({{{"system", population_system},
                                        {"code", fhir_code(population.kind)}}})}}},
             {"count", totals.counts[i]}});
    }
    return populations;
}

void add_score(const Group& group, const Totals& totals, const TextPool& texts, json& to) {
    if (const auto score = score_of(group, totals, texts))
        to["measureScore"] = {{"value", number_of(*score)}};
}

// Adds one item of a patient to a stratum.
void add_item(const GroupResult& result, std::size_t item, Totals& totals) {
    for (std::size_t p = 0; p < totals.counts.size(); ++p)
        totals.counts[p] += result.items[item][p];
}

json stratifiers_json(const Group& group, std::size_t index,
                      std::span<const SubjectResult> subjects, const TextPool& texts) {
    json stratifiers = json::array();
    for (std::size_t s = 0; s < group.stratifiers.size(); ++s) {
        std::map<std::string, Totals> strata;
        for (const SubjectResult& subject : subjects) {
            if (!subject.error.empty()) continue;
            const GroupResult& result = subject.groups[index];
            for (std::size_t i = 0; i < result.stratifiers[s].strata.size(); ++i) {
                Totals& totals =
                    strata.try_emplace(result.stratifiers[s].strata[i], group).first->second;
                add_item(result, i, totals);
                if (!group.counts_patients()) continue;
                for (std::size_t p = 0; p < totals.observations.size(); ++p) {
                    totals.observations[p].insert(totals.observations[p].end(),
                                                  result.observations[p].begin(),
                                                  result.observations[p].end());
                    totals.counts[p] += result.observations[p].size();
                }
            }
        }
        json made{{"id", group.stratifiers[s].id}, {"stratum", json::array()}};
        for (const auto& [value, totals] : strata) {
            json stratum{{"value", {{"text", value}}},
                         {"population", populations_json(group, totals)}};
            add_score(group, totals, texts, stratum);
            made["stratum"].push_back(std::move(stratum));
        }
        stratifiers.push_back(std::move(made));
    }
    return stratifiers;
}

json group_json(const Group& group, std::size_t index, std::span<const SubjectResult> subjects,
                const TextPool& texts) {
    Totals totals(group);
    for (const SubjectResult& subject : subjects) {
        if (!subject.error.empty()) continue;
        const GroupResult& result = subject.groups[index];
        for (std::size_t p = 0; p < totals.counts.size(); ++p) {
            totals.counts[p] += result.counts[p];
            totals.observations[p].insert(totals.observations[p].end(),
                                          result.observations[p].begin(),
                                          result.observations[p].end());
        }
    }
    json made{{"id", group.id}, {"population", populations_json(group, totals)}};
    add_score(group, totals, texts, made);
    if (!group.stratifiers.empty())
        made["stratifier"] = stratifiers_json(group, index, subjects, texts);
    return made;
}

// DEQM: for each value of supplemental data an Observation with the number of patients who have it.
json supplemental_json(const Measure& measure, std::span<const SubjectResult> subjects) {
    json contained = json::array();
    for (std::size_t i = 0; i < measure.supplemental_data.size(); ++i) {
        std::map<std::string, std::uint64_t> counts;
        for (const SubjectResult& subject : subjects) {
            const bool counted = subject.error.empty() && i < subject.supplemental_data.size() &&
                                 !subject.groups.empty() && !subject.groups[0].items.empty();
            if (counted) ++counts[subject.supplemental_data[i]];
        }
        std::size_t number = 0;
        for (const auto& [value, count] : counts) {
            contained.push_back({{"resourceType", "Observation"},
                                 {"id", fmt::format("sde-{}-{}", i + 1, ++number)},
                                 {"status", "final"},
                                 {"code", {{"text", measure.supplemental_data[i].id}}},
                                 {"note", json::array({{{"text", value}}})},
                                 {"valueInteger", count}});
        }
    }
    return contained;
}

json report_json(const Measure& measure, const ReportPeriod& period,
                 std::span<const SubjectResult> subjects, const TextPool& texts) {
    json report{{"resourceType", "MeasureReport"}, {"status", "complete"}, {"type", "summary"}};
    report["measure"] = measure.version.empty() ? measure.url : measure.url + "|" + measure.version;
    report["period"] = {{"start", period.start}, {"end", period.end}};
    if (json contained = supplemental_json(measure, subjects); !contained.empty()) {
        json references = json::array();
        for (const json& item : contained)
            references.push_back({{"reference", "#" + item["id"].get<std::string>()}});
        report["contained"] = std::move(contained);
        report["evaluatedResource"] = std::move(references);
    }
    report["group"] = json::array();
    for (std::size_t g = 0; g < measure.groups.size(); ++g)
        report["group"].push_back(group_json(measure.groups[g], g, subjects, texts));
    return report;
}

json populations_of(const Group& group, const GroupResult& result) {
    json populations = json::object();
    for (std::size_t p = 0; p < group.populations.size(); ++p) {
        const std::string code(fhir_code(group.populations[p].kind));
        if (!populations.contains(code)) populations[code] = result.counts[p];
    }
    return populations;
}

json subject_group(const Group& group, const GroupResult& result) {
    json made{{"id", group.id}, {"populations", json::array()}};
    for (std::size_t p = 0; p < group.populations.size(); ++p) {
        json population{{"id", group.populations[p].id},
                        {"code", fhir_code(group.populations[p].kind)},
                        {"count", result.counts[p]}};
        if (group.populations[p].kind == PopulationKind::measure_observation) {
            population["observations"] = json::array();
            for (const Wide value : result.observations[p])
                population["observations"].push_back(number_of(value));
        }
        made["populations"].push_back(std::move(population));
    }
    for (std::size_t s = 0; s < group.stratifiers.size(); ++s)
        made["stratifiers"][group.stratifiers[s].id] = result.stratifiers[s].strata;
    return made;
}

json subject_json(const Measure& measure, const SubjectResult& subject) {
    json made{{"id", subject.id}};
    if (!subject.error.empty()) {
        made["error"] = subject.error;
        return made;
    }
    made["populations"] = populations_of(measure.groups[0], subject.groups[0]);
    const bool has_more = measure.groups.size() > 1 || !measure.groups[0].stratifiers.empty() ||
                          measure.groups[0].find(PopulationKind::measure_observation) != nullptr;
    for (std::size_t g = 0; g < measure.groups.size() && has_more; ++g)
        made["groups"].push_back(subject_group(measure.groups[g], subject.groups[g]));
    for (std::size_t i = 0; i < subject.supplemental_data.size(); ++i)
        made["supplementalData"][measure.supplemental_data[i].id] = subject.supplemental_data[i];
    return made;
}

}  // namespace

std::string measure_report(const Measure& measure, const ReportPeriod& period,
                           std::span<const SubjectResult> subjects, const TextPool& texts) {
    return report_json(measure, period, subjects, texts).dump(2) + "\n";
}

std::string run_json(const Measure& measure, const ReportPeriod& period,
                     std::span<const SubjectResult> subjects, const TextPool& texts,
                     std::string_view more) {
    // Written a subject at a time: a network's would not fit in one tree.
    std::string text = "{\"report\": ";
    text += report_json(measure, period, subjects, texts).dump();
    text += ",\n\"subjects\": [";
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        text += i == 0 ? "\n" : ",\n";
        text += subject_json(measure, subjects[i]).dump();
    }
    text += "\n]";
    if (!more.empty()) text.append(",\n").append(more);
    return text + "}\n";
}

}  // namespace openpcn::measures
