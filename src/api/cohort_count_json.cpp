#include "api/cohort_count_json.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "api/person_json.h"
#include "insight/national_figures.h"

namespace openpcn::api {
namespace {

using cohorts::AgeCount;
using cohorts::SexCount;
using nlohmann::ordered_json;

double rounded(double milliseconds) { return std::round(milliseconds * 100) / 100; }

void add(SexCount& sum, const SexCount& part) {
    sum.female += part.female;
    sum.male += part.male;
    sum.other += part.other;
}

ordered_json sexes_json(const SexCount& count, const Disclosure& shown) {
    return {{"female", shown(count.female)},
            {"male", shown(count.male)},
            {"other", shown(count.other)}};
}

ordered_json age_row(const std::string& label, const AgeCount& count, const Disclosure& shown) {
    return {{"label", label},
            {"people", sexes_json(count.people, shown)},
            {"of", sexes_json(count.of, shown)}};
}

ordered_json ages_json(const cohorts::CohortCount& count, const Disclosure& shown) {
    std::array<AgeCount, insight::age_band_count> bands{};
    for (std::size_t years = 0; years < count.ages.size(); ++years) {
        AgeCount& band = bands[insight::age_band_of(static_cast<int>(years))];
        add(band.people, count.ages[years].people);
        add(band.of, count.ages[years].of);
    }
    ordered_json rows = ordered_json::array();
    for (std::size_t band = 0; band < bands.size(); ++band)
        rows.push_back(age_row(insight::age_band_label(band), bands[band], shown));
    const SexCount& unknown = count.age_unknown.of;
    if (unknown.female.count + unknown.male.count + unknown.other.count > 0)
        rows.push_back(age_row("Not known", count.age_unknown, shown));
    return rows;
}

std::string decile_label(std::size_t decile) {
    return fmt::format("{}{}", decile,
                       decile == 1    ? " (most deprived)"
                       : decile == 10 ? " (least deprived)"
                                      : "");
}

ordered_json deciles_json(const cohorts::CohortCount& count, const Disclosure& shown) {
    ordered_json rows = ordered_json::array();
    for (std::size_t decile = 1; decile < count.deciles.size(); ++decile)
        rows.push_back({{"decile", decile},
                        {"label", decile_label(decile)},
                        {"people", shown(count.deciles[decile].people)},
                        {"of", shown(count.deciles[decile].of)}});
    if (count.deciles[0].of.count > 0)
        rows.push_back({{"label", "Not known"},
                        {"people", shown(count.deciles[0].people)},
                        {"of", shown(count.deciles[0].of)}});
    return rows;
}

ordered_json practices_json(const cohorts::CohortCount& count, const CohortMoment& moment,
                            const cohorts::CohortQuestion& question, const Disclosure& shown) {
    ordered_json rows = ordered_json::array();
    for (const auto& practice : moment.image->practices()) {
        if (question.practices[practice.index] == 0) continue;
        const cohorts::GroupCount& group = count.practices[practice.index];
        rows.push_back({{"practice", practice_name_json(practice)},
                        {"people", shown(group.people)},
                        {"of", shown(group.of)},
                        {"unknown", shown(group.unknown)},
                        {"errors", shown(group.failed)}});
    }
    return rows;
}

bool reads_everybody(const Reach& reach, const cohorts::CohortQuestion& question) {
    for (std::size_t i = 0; i < question.practices.size(); ++i)
        if (question.practices[i] != 0 && !reach.may(Want::read_records, i)) return false;
    return has(reach.asker(), Permission::patients_read);
}

// What failed may quote a record, so only whoever may read records is told.
ordered_json errors_json(const cohorts::CohortAnswers& answers, const cohorts::CohortCount& count,
                         const Reach& reach, const cohorts::CohortQuestion& question,
                         const Disclosure& shown) {
    ordered_json messages = ordered_json::array();
    if (reads_everybody(reach, question))
        for (const auto& [message, people] : answers.failures)
            messages.push_back({{"message", message}, {"people", people}});
    return {{"people", shown(count.all.failed)}, {"messages", messages}};
}

ordered_json steps_json(const cohorts::CompiledCohort& cohort,
                        const cohorts::CohortAnswers& answers, const Disclosure& shown) {
    ordered_json steps = ordered_json::array();
    for (std::size_t i = 0; i < cohort.clauses.size(); ++i) {
        ordered_json step{{"text", cohort.clauses[i].text}};
        step.update(place_json(cohort.clauses[i].place));
        step["remaining"] = shown(answers.clauses[i].remaining);
        step["removed"] = shown(answers.clauses[i].removed);
        step["unknown"] = shown(answers.clauses[i].unknown);
        steps.push_back(std::move(step));
    }
    return steps;
}

std::vector<std::string> notes_of(const CohortMoment& moment,
                                  const cohorts::CohortQuestion& question, const Reach& reach) {
    auto notes = later_entries_notes(question.later, question.as_at);
    if (question.as_at > moment.as_at)
        notes.push_back(fmt::format("The date lies after {}, the day of the network's data.",
                                    moment.as_at.to_string()));
    if (auto note = reach.left_out_note(Want::count_people); !note.empty())
        notes.push_back(std::move(note));
    return notes;
}

}  // namespace

std::vector<std::string> later_entries_notes(cohorts::LaterEntries later, Date as_at) {
    if (later == cohorts::LaterEntries::count)
        return {fmt::format("Entries dated after {} count, unless the text itself leaves them out.",
                            as_at.to_string())};
    return {
        fmt::format("Entries dated after {} are left out. Records are those of today: what was "
                    "recorded late for an earlier day counts, and statuses and end dates are "
                    "as they are now.",
                    as_at.to_string())};
}

ordered_json place_json(const cohorts::TextPlace& place) {
    return {{"line", place.line},
            {"column", place.column},
            {"end_line", place.end_line},
            {"end_column", place.end_column}};
}

ordered_json definitions_json(const cohorts::CompiledCohort& cohort) {
    ordered_json all = ordered_json::array();
    for (const cohorts::CohortDefinition& definition : cohort.definitions)
        all.push_back({{"name", definition.name},
                       {"line", definition.line},
                       {"type", definition.type},
                       {"is_boolean", definition.is_boolean}});
    return all;
}

ordered_json cohort_count_json(const ApiParts& parts, const Call& call, const CohortMoment& moment,
                               const PreparedCohort& prepared,
                               const cohorts::CohortAnswers& answers, const CountTimes& times) {
    const Reach reach = call.reach(*moment.image);
    const Disclosure shown(reach, parts.cohorts.secret());
    const cohorts::CohortQuestion& question = *prepared.question;
    const cohorts::CompiledCohort& cohort = *question.cohort;
    const auto count = cohorts::count_of(answers, *moment.kept->people(), question.as_at);
    ordered_json body{{"form", to_text(cohort.text->form)},
                      {"library", cohort.library},
                      {"definition", cohort.counted_definition().name},
                      {"as_at", question.as_at.to_string()},
                      {"base", {{"name", prepared.base.name}, {"title", prepared.base.title}}},
                      {"later_entries", to_text(question.later)},
                      {"people", shown(count.all.people)},
                      {"of", shown(count.all.of)},
                      {"unknown", shown(count.all.unknown)},
                      {"errors", errors_json(answers, count, reach, question, shown)},
                      {"milliseconds",
                       {{"compile", rounded(times.compile_ms)},
                        {"count", rounded(times.count_ms)},
                        {"total", rounded(times.total_ms)}}},
                      {"compiled_before", prepared.compiled_before},
                      {"disclosure", shown.is_exact() ? "exact" : "small_numbers_suppressed"}};
    body["by_practice"] = practices_json(count, moment, question, shown);
    body["by_age_band"] = ages_json(count, shown);
    body["by_deprivation_decile"] = deciles_json(count, shown);
    body["steps"] = steps_json(cohort, answers, shown);
    body["definitions"] = definitions_json(cohort);
    for (std::size_t i = 0; i < cohort.definitions.size(); ++i) {
        if (!cohort.definitions[i].is_boolean) continue;
        body["definitions"][i]["people"] = shown(answers.definitions[i].people);
        body["definitions"][i]["unknown"] = shown(answers.definitions[i].unknown);
    }
    body["notes"] = notes_of(moment, question, reach);
    return body;
}

exporting::Table cohort_count_table(const ordered_json& count) {
    exporting::Table table;
    table.title = "Cohort";
    table.columns = {"Breakdown", "Group", "Sex", "People", "Of"};
    const auto number = [](const ordered_json& value) { return value.get<std::int64_t>(); };
    const auto row = [&](const char* breakdown, std::string group, std::string sex,
                         const ordered_json& people, const ordered_json& of) {
        table.rows.push_back(
            {std::string(breakdown), std::move(group), std::move(sex), number(people), number(of)});
    };
    row("All", count["base"]["title"], "All", count["people"], count["of"]);
    std::int64_t before = number(count["of"]);
    for (const auto& step : count["steps"]) {
        row("Clause", step["text"], "All", step["remaining"], before);
        before = number(step["remaining"]);
    }
    for (const auto& practice : count["by_practice"])
        row("Practice", practice["practice"]["name"], "All", practice["people"], practice["of"]);
    for (const auto& band : count["by_age_band"])
        for (const char* sex : {"female", "male", "other"})
            row("Age", band["label"], sex, band["people"][sex], band["of"][sex]);
    for (const auto& decile : count["by_deprivation_decile"])
        row("Deprivation decile", decile["label"], "All", decile["people"], decile["of"]);
    for (const auto& definition : count["definitions"])
        if (definition["is_boolean"] == true)
            row("Definition", definition["name"], "All", definition["people"], count["of"]);
    table.notes = {fmt::format("As at {}", count["as_at"].get<std::string>()),
                   fmt::format("Counted: {}", count["definition"].get<std::string>())};
    for (const auto& note : count["notes"]) table.notes.push_back(note);
    if (count["disclosure"] != "exact")
        table.notes.emplace_back(
            "Counts from 1 to 7 are shown as 0, others are multiples of five.");
    return table;
}

}  // namespace openpcn::api
