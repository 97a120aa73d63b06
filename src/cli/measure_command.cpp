// openpcn measure: a published FHIR measure over patients' FHIR resources.
#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/command.h"
#include "platform/io/file.h"
#include "population/cql/evaluator.h"
#include "population/cql/everybody.h"
#include "population/cql/value_text.h"
#include "population/measures/agreeing_bundles.h"
#include "population/measures/measure_report.h"

namespace openpcn::cli {
namespace {

namespace fs = std::filesystem;

struct MeasureOptions {
    std::vector<std::string> bundles;
    std::string measure;
    std::string patients;
    std::vector<std::string> period;
    std::string as_at;
    std::string values_of;
    unsigned threads = 0;
    unsigned repeat = 1;
    bool json = false;
    bool report = false;
    bool timings = false;
    bool no_supplemental_data = false;
    bool ignore_profiles = false;
};

class Stopwatch {
public:
    double seconds() const {
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start_;
        return elapsed.count();
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// The whole first and last day where dates are given.
Result<PartialDateTime> period_end_of(const std::string& text, std::int64_t ms_of_day) {
    TRY_ASSIGN(const auto moment, PartialDateTime::parse(text));
    if (moment.precision() > PartialDateTime::Precision::day) return moment;
    if (moment.precision() < PartialDateTime::Precision::day) {
        return failure({ErrorKind::invalid, fmt::format("\"{}\" is not a whole date.", text),
                        "Option --period.", "Give two dates as YYYY-MM-DD."});
    }
    return PartialDateTime::from_local(moment.local_ms() + ms_of_day,
                                       PartialDateTime::Precision::millisecond, 0);
}

Result<void> add_file(const fs::path& path, fhir::DocumentStore& store) {
    TRY_ASSIGN(const std::string text, io::read_file(path));
    const std::string name = path.filename().string();
    const bool is_lines = name.ends_with(".ndjson") || name.ends_with(".jsonl");
    if (!is_lines) return store.add(text, name);
    std::size_t line = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        ++line;
        const std::string_view json = std::string_view(text).substr(at, end - at);
        if (json.find_first_not_of(" \t\r") != std::string_view::npos)
            TRY(store.add(json, fmt::format("{}, line {}", name, line)));
        at = end + 1;
    }
    return {};
}

bool is_fhir_file(const fs::path& path) {
    const std::string ending = path.extension().string();
    return ending == ".json" || ending == ".ndjson" || ending == ".jsonl";
}

// Files below a folder, in order of name; what stands in one folder may be one person's.
Result<void> add_folder(const fs::path& folder, fhir::DocumentStore& store) {
    std::vector<fs::path> files;
    std::vector<fs::path> folders;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (entry.is_directory()) folders.push_back(entry.path());
        if (entry.is_regular_file() && is_fhir_file(entry.path())) files.push_back(entry.path());
    }
    if (error) {
        return failure({ErrorKind::not_found, "The folder cannot be read.", folder.string(),
                        "Name a folder or an .ndjson file with --patients."});
    }
    std::ranges::sort(files);
    std::ranges::sort(folders);
    for (const fs::path& file : files) TRY(add_file(file, store));
    for (const fs::path& inner : folders) TRY(add_folder(inner, store));
    return {};
}

Result<void> read_patients(const fs::path& path, fhir::DocumentStore& store) {
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) {
        TRY(add_file(path, store));
    } else {
        std::vector<fs::path> folders;
        for (const auto& entry : fs::directory_iterator(path, ignored)) {
            if (entry.is_directory()) {
                folders.push_back(entry.path());
            } else if (is_fhir_file(entry.path())) {
                TRY(add_file(entry.path(), store));
            }
        }
        std::ranges::sort(folders);
        for (const fs::path& folder : folders) {
            store.begin_group();
            TRY(add_folder(folder, store));
            store.end_group();
        }
    }
    store.finish();
    return {};
}

struct Timings {
    double compiling = 0;
    double loading = 0;
    std::vector<double> evaluating;
};

std::string notes_json(const fhir::DocumentStore& store, const Timings& timings, unsigned threads,
                       const MeasureOptions& options) {
    std::string text;
    if (store.issue_count() > 0) {
        text += fmt::format("\"unread\": {{\"count\": {}, \"first\": {}}}", store.issue_count(),
                            nlohmann::json(store.issues()).dump());
    }
    if (!options.timings) return text;
    auto sorted = timings.evaluating;
    std::ranges::sort(sorted);
    const double median = sorted[sorted.size() / 2];
    const auto patients = static_cast<double>(store.documents().size());
    const nlohmann::ordered_json object{{"compile_seconds", timings.compiling},
                                        {"load_seconds", timings.loading},
                                        {"evaluate_seconds", median},
                                        {"runs", timings.evaluating},
                                        {"patients", store.documents().size()},
                                        {"resources", store.resource_count()},
                                        {"threads", threads},
                                        {"patients_per_second", patients / median}};
    return text + (text.empty() ? "" : ",\n") + "\"timings\": " + object.dump();
}

std::string summary_text(const measures::Measure& measure,
                         std::span<const measures::SubjectResult> subjects) {
    std::string text =
        fmt::format("{} {}, {} patients\n", measure.name, measure.version, subjects.size());
    for (std::size_t g = 0; g < measure.groups.size(); ++g) {
        const measures::Group& group = measure.groups[g];
        text += fmt::format("{} ({}, counts {})\n", group.id, fhir_code(group.scoring),
                            group.counts_patients() ? "patients" : group.basis);
        for (std::size_t p = 0; p < group.populations.size(); ++p) {
            std::uint64_t sum = 0;
            for (const auto& subject : subjects) {
                if (subject.error.empty()) sum += subject.groups[g].counts[p];
            }
            text += fmt::format("  {:<32} {:>9}\n", fhir_code(group.populations[p].kind), sum);
        }
    }
    const auto failed =
        std::ranges::count_if(subjects, [](const auto& subject) { return !subject.error.empty(); });
    if (failed > 0)
        text += fmt::format("{} patients could not be evaluated; --json says why.\n", failed);
    return text;
}

// Every definition of the measure's library for one patient.
Result<void> print_values(const measures::MeasurePlan& plan, const ConceptDictionary& concepts,
                          const TextPool& texts, const fhir::DocumentStore& store,
                          const MeasureOptions& options, const cql::EvaluationSettings& settings) {
    const auto& documents = store.documents();
    const auto found = std::ranges::find(documents, options.values_of, &cql::Document::id);
    if (found == documents.end()) {
        return failure({ErrorKind::not_found, "There is no patient with this id.",
                        "Option --values-of.", "Give the id of a Patient resource."});
    }
    const cql::Everybody everybody(documents);
    cql::EvaluationSettings evaluation = settings;
    evaluation.everybody = &everybody;
    cql::Evaluator evaluator(plan.plan(), concepts, texts, evaluation);
    evaluator.begin(*found);
    for (const std::size_t i : plan.own_definitions()) {
        const std::string value = cql::to_text(evaluator.value(i), {plan.plan(), concepts, texts});
        std::fputs(fmt::format("{}: {}\n", plan.plan().definitions[i].name, value).c_str(), stdout);
    }
    return {};
}

Result<std::vector<measures::MeasureBundle>> read_bundles(const MeasureOptions& options) {
    std::vector<measures::MeasureBundle> bundles;
    for (const std::string& file : options.bundles) {
        TRY_ASSIGN(const std::string text, io::read_file(file));
        TRY_ASSIGN(auto bundle, measures::parse_measure_bundle(text, file, options.measure));
        bundles.push_back(std::move(bundle));
    }
    return bundles;
}

Result<measures::RunSettings> run_settings(const MeasureOptions& options) {
    measures::RunSettings settings;
    settings.threads =
        options.threads > 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
    TRY_ASSIGN(const auto start, period_end_of(options.period[0], 0));
    TRY_ASSIGN(const auto end, period_end_of(options.period[1], PartialDateTime::ms_per_day - 1));
    settings.evaluation.measurement_period = {start, end};
    settings.evaluation.as_at = end.date();
    if (!options.as_at.empty()) {
        TRY_ASSIGN(settings.evaluation.as_at, Date::parse(options.as_at));
    }
    return settings;
}

// The measures of bundles that agree, over patients read as these take a Period without start.
struct PlannedRun {
    std::vector<std::size_t> bundles;  // by index of --bundle
    measures::MeasurePlan plan;
};

Result<std::vector<PlannedRun>> planned_runs(std::span<const measures::MeasureBundle> bundles,
                                             const MeasureOptions& options,
                                             ConceptDictionary& concepts, TextPool& texts) {
    measures::MeasurePlan::Settings settings;
    if (options.no_supplemental_data)
        settings.supplemental = measures::MeasurePlan::Supplemental::left_out;
    if (!options.values_of.empty()) settings.others = measures::MeasurePlan::Others::main_library;
    if (options.ignore_profiles) settings.profiles = cql::CompileInput::Profiles::ignored;
    std::vector<PlannedRun> runs;
    for (auto& group : measures::agreeing_bundles(bundles)) {
        std::vector<measures::MeasureBundle> agreeing;
        for (const std::size_t bundle : group) agreeing.push_back(bundles[bundle]);
        TRY_ASSIGN(auto plan, measures::MeasurePlan::make(agreeing, concepts, texts, settings));
        runs.push_back({std::move(group), std::move(plan)});
    }
    return runs;
}

// The patients, once for each meaning of a Period without start.
using Stores = std::map<fhir::MissingStart, fhir::DocumentStore>;

Result<Stores> read_stores(std::span<const PlannedRun> runs, const MeasureOptions& options,
                           ConceptDictionary& concepts, TextPool& texts) {
    Stores stores;
    for (const PlannedRun& run : runs) {
        const auto [store, is_new] =
            stores.try_emplace(run.plan.missing_start(), concepts, texts, run.plan.missing_start());
        if (is_new) TRY(read_patients(options.patients, store->second));
    }
    return stores;
}

// By index of --bundle.
using Subjects = std::vector<std::vector<measures::SubjectResult>>;

// What the options ask for, of each measure; several as JSON are members of "measures".
std::string output_of(const MeasureOptions& options,
                      std::span<const measures::MeasureBundle> bundles, const Subjects& subjects,
                      const TextPool& texts, const std::string& notes) {
    const measures::ReportPeriod period{options.period[0], options.period[1]};
    const bool several = bundles.size() > 1;
    const bool as_json = options.report || options.json;
    std::string output = several && as_json ? "{\"measures\": [\n" : "";
    for (std::size_t m = 0; m < bundles.size(); ++m) {
        const measures::Measure& measure = bundles[m].measure;
        if (m > 0 && as_json) output += ",\n";
        if (options.report) {
            output += measures::measure_report(measure, period, subjects[m], texts);
        } else if (options.json) {
            output += measures::run_json(measure, period, subjects[m], texts, several ? "" : notes);
        } else {
            output += summary_text(measure, subjects[m]);
        }
    }
    if (!several || !as_json) return output;
    output += "]";
    if (options.json && !notes.empty()) output += ",\n" + notes;
    return output + "}\n";
}

Result<void> run_measure_command(const MeasureOptions& options) {
    TRY_ASSIGN(const auto bundles, read_bundles(options));
    Timings timings;
    ConceptDictionary concepts;
    TextPool texts;
    const Stopwatch compiling;
    TRY_ASSIGN(const auto runs, planned_runs(bundles, options, concepts, texts));
    timings.compiling = compiling.seconds();
    TRY_ASSIGN(const auto settings, run_settings(options));

    const Stopwatch loading;
    TRY_ASSIGN(const auto stores, read_stores(runs, options, concepts, texts));
    timings.loading = loading.seconds();
    const auto store_of = [&stores](const PlannedRun& run) -> const fhir::DocumentStore& {
        return stores.at(run.plan.missing_start());
    };
    if (!options.values_of.empty()) {
        for (const PlannedRun& run : runs)
            TRY(print_values(run.plan, concepts, texts, store_of(run), options,
                             settings.evaluation));
        return {};
    }

    Subjects subjects(bundles.size());
    for (unsigned repeat = 0; repeat < std::max(1u, options.repeat); ++repeat) {
        const Stopwatch evaluating;
        for (const PlannedRun& run : runs) {
            auto results = measures::run_measures(run.plan, concepts, texts,
                                                  store_of(run).documents(), settings);
            for (std::size_t i = 0; i < results.size(); ++i)
                subjects[run.bundles[i]] = std::move(results[i]);
        }
        timings.evaluating.push_back(evaluating.seconds());
    }
    const std::string notes =
        notes_json(stores.begin()->second, timings, settings.threads, options);
    const std::string output = output_of(options, bundles, subjects, texts, notes);
    std::fwrite(output.data(), 1, output.size(), stdout);
    return {};
}

}  // namespace

Action add_measure_command(CLI::App& app) {
    CLI::App* command =
        app.add_subcommand("measure", "Evaluate a published FHIR measure over patients");
    auto options = std::make_shared<MeasureOptions>();
    command
        ->add_option("--bundle", options->bundles,
                     "FHIR Bundle with the Measure, its CQL libraries and value sets; several "
                     "measures are evaluated in one pass")
        ->required();
    command->add_option("--measure", options->measure,
                        "Name, id or address of the measure, where the bundle has several");
    command
        ->add_option("--patients", options->patients,
                     "Folder, .ndjson file (Bundles or resources, one a line) or .json file")
        ->required();
    command->add_option("--period", options->period, "First and last day of the measurement period")
        ->expected(2)
        ->required();
    command->add_option("--as-at", options->as_at,
                        "Date that rules take as today; the last day of the period if not given");
    command->add_option("--values-of", options->values_of,
                        "Id of a patient: print the value of every definition for this one");
    command->add_option("--threads", options->threads, "Threads; all cores if not given");
    command->add_option("--repeat", options->repeat, "Evaluate so many times, for --timings");
    command->add_flag("--json", options->json,
                      "The report and every patient's populations as JSON");
    command->add_flag("--report", options->report, "The FHIR MeasureReport alone");
    command->add_flag("--timings", options->timings, "Add seconds of each stage to --json");
    command->add_flag("--no-supplemental-data", options->no_supplemental_data,
                      "Leave supplemental data out");
    command->add_flag(
        "--ignore-profiles", options->ignore_profiles,
        "Let resources without meta.profile count for QI-Core's and US Core's classes");
    return [options] { return run_measure_command(*options); };
}

}  // namespace openpcn::cli
