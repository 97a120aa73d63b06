// openpcn cql: any library over the whole network, with the count of each boolean definition;
// below it, openpcn cql test.
#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/command.h"
#include "cli/content_folder.h"
#include "cli/cql_test_command.h"
#include "persistence/data_directory.h"
#include "persistence/rule_input.h"
#include "platform/io/file.h"
#include "population/cql/compile.h"
#include "population/cql/library_choice.h"
#include "population/cql/population_count.h"

namespace openpcn::cli {
namespace {

struct CqlOptions {
    std::string library;
    std::string data;
    std::string as_at;
    std::string period_start;
    std::string period_end;
    std::string content;
    unsigned threads = 0;
    bool json = false;
};

// What a library can refer to: other libraries, value sets and concept maps.
struct Surroundings {
    std::vector<cql::LibrarySource> libraries;
    ValueSets value_sets;
    ConceptMaps concept_maps;
};

// Libraries beside the file come before those of the content.
Result<Surroundings> surroundings_of(const CqlOptions& options) {
    Surroundings around;
    const std::filesystem::path file(options.library);
    std::error_code ignored;
    std::vector<std::filesystem::path> beside;
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        if (entry.path().extension() == ".cql" && entry.path().filename() != file.filename())
            beside.push_back(entry.path());
    }
    std::sort(beside.begin(), beside.end());
    for (const auto& path : beside) {
        TRY_ASSIGN(auto text, io::read_file(path));
        around.libraries.push_back({path.string(), std::move(text)});
    }
    TRY_ASSIGN(const auto content, content_folder(options.content));
    TRY_ASSIGN(const auto pack, persistence::read_content(content));
    for (const services::ContentFile& item : pack->files()) {
        if (item.path.ends_with(".cql")) around.libraries.push_back({item.path, item.text});
        if (!item.path.ends_with(".csv")) continue;
        if (item.path.starts_with("value_sets/")) {
            TRY_ASSIGN(auto set, parse_value_set(item.text, item.path));
            TRY(around.value_sets.add(std::move(set)));
        } else if (item.path.starts_with("concept_maps/")) {
            TRY_ASSIGN(auto map, parse_concept_map(item.text, item.path));
            around.concept_maps.add(std::move(map));
        }
    }
    return around;
}

Result<cql::EvaluationSettings> settings_of(const CqlOptions& options) {
    cql::EvaluationSettings settings;
    TRY_ASSIGN(settings.as_at, Date::parse(options.as_at));
    if (options.period_start.empty()) return settings;
    TRY_ASSIGN(const auto start, PartialDateTime::parse(options.period_start));
    TRY_ASSIGN(const auto end, PartialDateTime::parse(options.period_end));
    settings.measurement_period = {start, end};
    return settings;
}

struct LibraryCounts {
    std::string library;
    std::vector<std::string> names;
    std::vector<cql::TruthCount> counts;  // by name
    std::size_t people = 0;
    std::size_t bytes = 0;
    double seconds = 0;  // of evaluation alone
    unsigned threads = 1;
};

std::string counts_text(const LibraryCounts& result) {
    std::string text =
        fmt::format("{:<64} {:>9} {:>9} {:>9}\n", result.library, "yes", "no", "unknown");
    for (std::size_t i = 0; i < result.names.size(); ++i) {
        const cql::TruthCount& count = result.counts[i];
        text += fmt::format("{:<64} {:>9} {:>9} {:>9}\n", result.names[i], count.yes, count.no,
                            count.unknown);
        if (count.failed > 0) {
            text += fmt::format("  the expression failed for {} of the unknown\n", count.failed);
        }
    }
    text += fmt::format("{} people, {:.1f} MB of records in {:.3f} s", result.people,
                        static_cast<double>(result.bytes) / 1e6, result.seconds);
    if (result.seconds > 0) {
        text +=
            fmt::format(" ({:.0f} people/s, {:.0f} MB/s, {} threads)",
                        static_cast<double>(result.people) / result.seconds,
                        static_cast<double>(result.bytes) / 1e6 / result.seconds, result.threads);
    }
    return text + "\n";
}

std::string counts_json(const LibraryCounts& result, const CqlOptions& options) {
    nlohmann::ordered_json definitions = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < result.names.size(); ++i) {
        const cql::TruthCount& count = result.counts[i];
        definitions.push_back({{"name", result.names[i]},
                               {"yes", count.yes},
                               {"no", count.no},
                               {"unknown", count.unknown},
                               {"failed", count.failed}});
    }
    const nlohmann::ordered_json all{{"library", result.library},  {"as_at", options.as_at},
                                     {"people", result.people},    {"bytes", result.bytes},
                                     {"definitions", definitions}, {"seconds", result.seconds},
                                     {"threads", result.threads}};
    return all.dump(2) + "\n";
}

// The options are needed only where no subcommand follows, so CLI11 cannot require them.
Result<void> check_given(const CqlOptions& options) {
    const char* missing = options.library.empty() ? "the library's CQL file"
                          : options.data.empty()  ? "--data, the data directory"
                          : options.as_at.empty() ? "--as-at, the date that rules take as today"
                                                  : nullptr;
    if (missing == nullptr) return {};
    return failure({ErrorKind::invalid, fmt::format("The command needs {}.", missing), "cql",
                    "See openpcn cql --help."});
}

Result<void> run_library(const CqlOptions& options) {
    TRY(check_given(options));
    TRY_ASSIGN(const auto settings, settings_of(options));
    TRY_ASSIGN(auto text, io::read_file(options.library));
    TRY_ASSIGN(const auto around, surroundings_of(options));
    const auto sources =
        cql::choose_libraries({options.library, std::move(text)}, around.libraries);
    TRY_ASSIGN(const auto directory, persistence::DataDirectory::open(options.data));
    TRY_ASSIGN(const auto image, persistence::PopulationImage::open(directory));
    // Codes and units of the rules come after those of the records, whose indices must not change.
    ConceptDictionary concepts = image->concepts();
    TextPool texts;
    for (TextIndex i = 0; i < image->texts().size(); ++i) texts.intern(image->texts().at(i));
    const auto made =
        cql::compile({sources, around.value_sets, around.concept_maps, concepts, texts, {}});
    if (!made.plan) return failure(cql::to_error(made.errors));

    LibraryCounts result;
    result.threads =
        options.threads > 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
    std::vector<std::size_t> definitions;
    for (std::size_t i = 0; i < made.plan->definitions.size(); ++i) {
        const cql::Definition& definition = made.plan->definitions[i];
        if (definition.span.source != 0) continue;
        result.library = definition.library;
        if (!definition.is_boolean) continue;
        definitions.push_back(i);
        result.names.push_back(definition.name);
    }
    std::vector<records::PatientRecord> people;
    for (const auto& practice : persistence::practice_records(*image))
        people.insert(people.end(), practice.people.begin(), practice.people.end());
    result.people = people.size();
    for (const auto& record : people) result.bytes += record.bytes().size();
    const auto started = std::chrono::steady_clock::now();
    result.counts = cql::count_people(*made.plan, concepts, texts, people,
                                      {definitions, settings, result.threads});
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - started;
    result.seconds = elapsed.count();
    std::fputs((options.json ? counts_json(result, options) : counts_text(result)).c_str(), stdout);
    return {};
}

}  // namespace

Action add_cql_command(CLI::App& app) {
    CLI::App* command =
        app.add_subcommand("cql", "Count whom each definition of a library holds for");
    auto options = std::make_shared<CqlOptions>();
    command->add_option("library", options->library, "CQL file");
    command->add_option("--data", options->data, "Data directory");
    command->add_option("--as-at", options->as_at, "Date that rules take as today, YYYY-MM-DD");
    CLI::Option* start = command->add_option("--period-start", options->period_start,
                                             "Start of the parameter \"Measurement Period\"");
    command->add_option("--period-end", options->period_end, "Its end, included")->needs(start);
    start->needs(command->get_option("--period-end"));
    command->add_option("--content", options->content,
                        "Content folder whose value sets and libraries the file may use");
    command->add_option("--threads", options->threads, "0: one for each core")
        ->capture_default_str();
    command->add_flag("--json", options->json, "For machines");
    const Action run_tests = add_cql_test_command(*command);
    const CLI::App* test = command->get_subcommand("test");
    return
        [options, test, run_tests] { return test->parsed() ? run_tests() : run_library(*options); };
}

}  // namespace openpcn::cli
