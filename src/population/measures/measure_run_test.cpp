// Measures against the populations that are expected of every patient: the project's own
// (tests/measures) and published ones (testdata/measures), which lie outside the repository.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "population/measures/measure_report.h"

namespace openpcn::measures {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string text_of(const fs::path& path) {
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

struct MeasureCase {
    json expected;
    std::map<std::string, json> subjects;
    json report;
};

// Nothing where something could not be read; the failure is already reported.
std::optional<MeasureCase> run_case(const fs::path& folder, unsigned threads) {
    MeasureCase made;
    made.expected = json::parse(text_of(folder / "expected.json"));
    const auto bundle = parse_measure_bundle(text_of(folder / "measure-bundle.json"), "bundle");
    if (!bundle) {
        ADD_FAILURE() << to_string(bundle.error());
        return std::nullopt;
    }
    ConceptDictionary concepts;
    TextPool texts;
    const auto plan = MeasurePlan::make(std::span(&*bundle, 1), concepts, texts, {});
    if (!plan) {
        ADD_FAILURE() << to_string(plan.error());
        return std::nullopt;
    }
    fhir::DocumentStore store(concepts, texts, plan->missing_start());
    std::istringstream lines(text_of(folder / "patients.ndjson"));
    for (std::string line; std::getline(lines, line);) {
        const auto added = store.add(line, "patients.ndjson");
        EXPECT_TRUE(added.has_value());
    }
    store.finish();
    const json& period = made.expected.contains("period") ? made.expected["period"]
                                                          : made.expected["cases"][0]["period"];
    const auto first = *Date::parse(period[0].get<std::string>());
    const auto last = *Date::parse(period[1].get<std::string>());
    const auto at = [](Date day, std::int64_t ms) {
        return PartialDateTime::from_local(PartialDateTime::from_date(day).local_ms() + ms,
                                           PartialDateTime::Precision::millisecond, 0);
    };
    RunSettings settings;
    settings.threads = threads;
    settings.evaluation.as_at = last;
    settings.evaluation.measurement_period = {at(first, 0),
                                              at(last, PartialDateTime::ms_per_day - 1)};
    const auto subjects = run_measures(*plan, concepts, texts, store.documents(), settings).at(0);
    const json output = json::parse(run_json(
        plan->measures()[0].measure, {period[0].get<std::string>(), period[1].get<std::string>()},
        subjects, texts, ""));
    for (const json& subject : output["subjects"])
        made.subjects[subject["id"].get<std::string>()] = subject;
    made.report = output["report"];
    return made;
}

// Populations of group `g` by code.
json populations_of(const json& subject, std::size_t g) {
    if (g == 0) return subject["populations"];
    json populations;
    for (const json& population : subject["groups"][g]["populations"]) {
        const std::string code = population["code"];
        if (!populations.contains(code)) populations[code] = population["count"];
    }
    return populations;
}

void expect_observations(const json& item, const json& subject, const std::string& name) {
    for (std::size_t g = 0; g < item["observations"].size(); ++g) {
        std::multiset<double> wanted;
        std::multiset<double> got;
        for (const auto& [of, values] : item["observations"][g].items())
            for (const json& value : values) wanted.insert(value.get<double>());
        for (const json& population : subject["groups"][g]["populations"]) {
            for (const json& value : population.value("observations", json::array()))
                got.insert(value.get<double>());
        }
        EXPECT_EQ(got, wanted) << name << ", group " << g;
    }
}

// Gives the number of cases that were compared.
std::size_t expect_populations(const MeasureCase& measure) {
    std::size_t compared = 0;
    for (const json& item : measure.expected["cases"]) {
        if (item.value("status", "") == "disputed") continue;
        const std::string name = item["patient"];
        const auto found = measure.subjects.find(name);
        if (found == measure.subjects.end()) {
            ADD_FAILURE() << "no subject " << name;
            continue;
        }
        EXPECT_FALSE(found->second.contains("error")) << name << found->second.dump();
        if (found->second.contains("error")) continue;
        for (std::size_t g = 0; g < item["expected"].size(); ++g) {
            const json populations = populations_of(found->second, g);
            for (const auto& [code, count] : item["expected"][g].items()) {
                EXPECT_EQ(populations.value(code, json(0)), count)
                    << name << ", " << code << ", group " << g;
            }
        }
        if (item.contains("observations")) expect_observations(item, found->second, name);
        ++compared;
    }
    return compared;
}

void expect_report(const MeasureCase& measure) {
    if (!measure.expected.contains("report")) return;
    for (std::size_t g = 0; g < measure.expected["report"].size(); ++g) {
        const json& wanted = measure.expected["report"][g];
        const json& got = measure.report["group"][g];
        std::map<std::string, int> counts;
        for (const json& population : got["population"])
            counts.emplace(population["code"]["coding"][0]["code"], population["count"]);
        for (const auto& [code, count] : wanted["populations"].items())
            EXPECT_EQ(counts[code], count.get<int>()) << code;
        if (wanted.contains("score") && wanted["score"].is_number()) {
            ASSERT_TRUE(got.contains("measureScore")) << got.dump();
            EXPECT_NEAR(got["measureScore"]["value"].get<double>(), wanted["score"].get<double>(),
                        1e-8);
        }
    }
}

TEST(Measures, OfOurOwnGiveWhatWasWorkedOutByHand) {
    std::size_t measures = 0;
    for (const auto& entry : fs::directory_iterator(OPENPCN_SOURCE_DIR "/tests/measures")) {
        if (!fs::exists(entry.path() / "expected.json")) continue;
        SCOPED_TRACE(entry.path().filename().string());
        ++measures;
        for (const unsigned threads : {1u, 3u}) {
            const auto measure = run_case(entry.path(), threads);
            ASSERT_TRUE(measure);
            EXPECT_GT(expect_populations(*measure), 0u);
            expect_report(*measure);
        }
    }
    EXPECT_GE(measures, 6u);
}

TEST(Measures, PublishedGiveTheExpectedPopulationsOfEveryPatient) {
    const char* named = std::getenv("OPENPCN_TESTDATA");
    const fs::path folder =
        fs::path(named != nullptr ? named : OPENPCN_SOURCE_DIR "/../shared/testdata") / "measures";
    if (!fs::is_directory(folder)) {
        ASSERT_STRNE(std::getenv("CI") == nullptr ? "" : std::getenv("CI"), "true");
        GTEST_SKIP() << "The published measures are not at " << folder;
    }
    std::size_t compared = 0;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (!entry.is_directory()) continue;
        SCOPED_TRACE(entry.path().filename().string());
        const auto measure = run_case(entry.path(), 2);
        ASSERT_TRUE(measure);
        compared += expect_populations(*measure);
    }
    EXPECT_EQ(compared, 173u);
}

// Two bundles that share libraries, and measures of other libraries: one plan, the same answers.
TEST(Measures, EvaluatedTogetherGiveWhatEachGivesAlone) {
    std::vector<MeasureBundle> bundles;
    for (const std::string name : {"asthma_care", "discharge_summary"}) {
        auto bundle = parse_measure_bundle(
            text_of(fs::path(OPENPCN_SOURCE_DIR "/tests/measures") / name / "measure-bundle.json"),
            name);
        ASSERT_TRUE(bundle);
        bundles.push_back(std::move(*bundle));
    }
    RunSettings settings;
    settings.evaluation.as_at = *Date::from_ymd(2026, 12, 31);
    settings.evaluation.measurement_period = {*PartialDateTime::parse("2026-01-01T00:00:00.000Z"),
                                              *PartialDateTime::parse("2026-12-31T23:59:59.999Z")};
    const auto counts = [&](std::span<const MeasureBundle> some, std::size_t wanted) {
        ConceptDictionary concepts;
        TextPool texts;
        const auto plan = MeasurePlan::make(some, concepts, texts, {});
        EXPECT_TRUE(plan.has_value()) << to_string(plan.error());
        fhir::DocumentStore store(concepts, texts, plan->missing_start());
        for (const std::string name : {"asthma_care", "discharge_summary"}) {
            std::istringstream lines(
                text_of(fs::path(OPENPCN_SOURCE_DIR "/tests/measures") / name / "patients.ndjson"));
            for (std::string line; std::getline(lines, line);)
                EXPECT_TRUE(store.add(line, name).has_value());
        }
        std::vector<std::vector<std::uint32_t>> all;
        const auto results = run_measures(*plan, concepts, texts, store.documents(), settings);
        for (const SubjectResult& subject : results.at(wanted)) {
            for (const GroupResult& group : subject.groups) all.push_back(group.counts);
        }
        return all;
    };
    EXPECT_EQ(counts(bundles, 0), counts(std::span(bundles).first(1), 0));
    EXPECT_EQ(counts(bundles, 1), counts(std::span(bundles).last(1), 0));
}

TEST(Settling, LeavesOnlyWhatTheGuideAllows) {
    using enum PopulationKind;
    struct Case {
        Scoring scoring;
        std::vector<std::uint8_t> given, settled;
        std::string_view why;
    };
    const std::vector<PopulationKind> kinds{
        initial_population,    denominator, denominator_exclusion,
        denominator_exception, numerator,   numerator_exclusion};
    for (const auto& [scoring, given, settled, why] : std::vector<Case>{
             {Scoring::proportion, {0, 1, 1, 1, 1, 1}, {0, 0, 0, 0, 0, 0}, "outside all"},
             {Scoring::proportion, {1, 0, 1, 1, 1, 1}, {1, 0, 0, 0, 0, 0}, "no denominator"},
             {Scoring::proportion, {1, 1, 1, 1, 1, 1}, {1, 1, 1, 0, 0, 0}, "excluded"},
             {Scoring::proportion, {1, 1, 0, 1, 1, 1}, {1, 1, 0, 0, 1, 1}, "numerator first"},
             {Scoring::proportion, {1, 1, 0, 1, 0, 1}, {1, 1, 0, 1, 0, 0}, "an exception"},
             {Scoring::ratio, {1, 0, 1, 1, 1, 1}, {1, 0, 0, 0, 1, 1}, "its own numerator"},
             {Scoring::ratio, {1, 1, 1, 0, 1, 0}, {1, 1, 1, 0, 1, 0}, "excluded below only"},
         }) {
        Group group;
        group.scoring = scoring;
        for (const PopulationKind kind : kinds) group.populations.push_back({"", kind, {}, "", {}});
        std::vector<std::uint8_t> in = given;
        settle(group, in);
        EXPECT_EQ(in, settled) << why;
    }
}

}  // namespace
}  // namespace openpcn::measures
