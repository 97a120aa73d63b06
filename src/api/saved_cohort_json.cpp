#include "api/saved_cohort_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/disclosure.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using persistence::CohortVersion;
using persistence::SavedCohort;
using persistence::VersionState;

void add_ready(const CohortVersion& version, ordered_json& body) {
    if (!version.ready_at) return;
    body["ready_by"] = version.ready_by;
    body["ready_by_name"] = version.ready_by_name;
    body["ready_at"] = version.ready_at->to_string();
}

// The newest version that is ready.
void add_ready_version(const std::vector<CohortVersion>& versions, ordered_json& body) {
    const auto ready = std::find_if(
        versions.begin(), versions.end(),
        [](const CohortVersion& version) { return version.state == VersionState::ready; });
    if (ready != versions.end()) body["ready_version"] = ready->number;
}

ordered_json facts_json(const SavedCohort& cohort) {
    return {{"id", cohort.id},
            {"name", cohort.name},
            {"description", cohort.description},
            {"owner", cohort.owner},
            {"owner_name", cohort.owner_name},
            {"archived", cohort.archived},
            {"changed_at", cohort.changed_at.to_string()}};
}

ordered_json names_json(const cohorts::TextVocabulary& vocabulary) {
    ordered_json body;
    body["definitions"] = ordered_json::array();
    for (const auto& definition : vocabulary.definitions) {
        ordered_json row{{"name", definition.name},
                         {"library", definition.library},
                         {"reference", definition.reference},
                         {"type", definition.type},
                         {"is_boolean", definition.is_boolean},
                         {"comment", definition.comment}};
        if (!definition.rule.empty()) row["rule"] = definition.rule;
        body["definitions"].push_back(std::move(row));
    }
    body["functions"] = ordered_json::array();
    for (const auto& function : vocabulary.functions)
        body["functions"].push_back({{"name", function.name},
                                     {"library", function.library},
                                     {"fluent", function.is_fluent},
                                     {"signature", function.signature},
                                     {"comment", function.comment}});
    body["keywords"] = cohorts::language_keywords();
    body["types"] = ordered_json::array();
    for (const auto& type : vocabulary.types) {
        ordered_json elements = ordered_json::array();
        for (const auto& element : type.elements)
            elements.push_back({{"name", element.name}, {"type", element.type}});
        body["types"].push_back({{"name", type.name}, {"elements", std::move(elements)}});
    }
    return body;
}

}  // namespace

ordered_json version_summary_json(const CohortVersion& version) {
    ordered_json body{{"number", version.number},
                      {"state", to_text(version.state)},
                      {"definition", version.definition},
                      {"author", version.author},
                      {"author_name", version.author_name},
                      {"at", version.at.to_string()},
                      {"reason", version.reason},
                      {"cases_when_saved",
                       {{"cases", version.when_saved.cases},
                        {"expectations", version.when_saved.expectations},
                        {"failures", version.when_saved.failures}}}};
    if (!version.when_saved.problem.empty())
        body["cases_when_saved"]["problem"] = version.when_saved.problem;
    add_ready(version, body);
    return body;
}

ordered_json cohort_summary_json(const SavedCohort& cohort,
                                 const std::vector<CohortVersion>& versions) {
    ordered_json body = facts_json(cohort);
    body["latest"] = version_summary_json(versions.front());
    add_ready_version(versions, body);
    return body;
}

ordered_json cohort_json(const SavedCohort& cohort, const std::vector<CohortVersion>& versions) {
    ordered_json body = facts_json(cohort);
    add_ready_version(versions, body);
    body["versions"] = ordered_json::array();
    for (const CohortVersion& version : versions)
        body["versions"].push_back(version_summary_json(version));
    return body;
}

Result<cohorts::CohortCaseReport> run_cases_in_turn(ApiParts& parts, const CohortVersion& version) {
    const auto turn = parts.cohorts.take_turn("");
    if (!turn) return failure(turn.error());
    return cohorts::run_cohort_cases(version.cases, version.text, version.definition,
                                     parts.cohorts.surroundings(),
                                     [&turn] { return (*turn)->should_stop(); });
}

ordered_json version_json(ApiParts& parts, const SavedCohort& cohort, const CohortVersion& version,
                          const cohorts::CohortCaseReport& report) {
    const cohorts::Surroundings& surroundings = parts.cohorts.surroundings();
    const auto text = cohorts::read_cohort_text(version.text, surroundings);
    ordered_json body = version_summary_json(version);
    body["cohort"] = cohort.id;
    body["name"] = cohort.name;
    body["form"] = to_text(text.form);
    body["library"] = text.tree.name.substr(text.tree.name.rfind('.') + 1);
    body["base"] = version.base;
    body["text"] = version.text;
    body["cases"] = version.cases;
    body["content_version"] = version.content_version;
    body["case_report"] = case_report_json(report);
    return body;
}

ordered_json case_report_json(const cohorts::CohortCaseReport& report) {
    ordered_json body{{"cases", report.cases}, {"expectations", report.expectations}};
    body["failures"] = ordered_json::array();
    for (const auto& failure : report.failures) {
        ordered_json row{{"line", failure.line},
                         {"case", failure.case_name},
                         {"definition", failure.definition},
                         {"expected", failure.expected},
                         {"given", failure.given}};
        if (!failure.explanation.empty()) row["explanation"] = failure.explanation;
        body["failures"].push_back(std::move(row));
    }
    if (!report.problem.empty()) body["problem"] = report.problem;
    return body;
}

ordered_json vocabulary_json(ApiParts& parts, const Call& call, const CohortMoment& moment,
                             const std::vector<char>& practices) {
    const cohorts::TextVocabulary& vocabulary = parts.cohorts.vocabulary();
    const cohorts::Surroundings& surroundings = parts.cohorts.surroundings();
    const auto& pack = *surroundings.pack();
    const Disclosure shown(call.reach(*moment.image), parts.cohorts.secret());
    const auto people = cohorts::people_by_value_set(
        vocabulary.value_sets, surroundings, moment.words, *moment.kept->people(), practices);
    ordered_json body{
        {"content",
         {{"id", pack.facts().id}, {"version", pack.facts().version}, {"hash", pack.hash()}}}};
    body["value_sets"] = ordered_json::array();
    for (std::size_t i = 0; i < vocabulary.value_sets.size(); ++i) {
        const auto& set = vocabulary.value_sets[i];
        ordered_json row{{"name", set.name},
                         {"url", set.url},
                         {"codes", set.codes},
                         {"people", shown(people[i])}};
        if (!set.source.empty()) row["source"] = set.source;
        body["value_sets"].push_back(std::move(row));
    }
    body.update(names_json(vocabulary));
    body["limits"] = {
        {"text_bytes", cohorts::text_bytes_max},
        {"seconds", std::chrono::duration<double>(parts.cohorts.limits().count_time_max).count()}};
    return body;
}

}  // namespace openpcn::api
