#include "cli/cql_test_command.h"

#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "platform/io/file.h"
#include "population/cql/suite_exclusions.h"
#include "population/cql/suite_run.h"

namespace openpcn::cli {
namespace {

struct CqlTestOptions {
    std::vector<std::string> files;
    bool verbose = false;
};

struct Tally {
    std::size_t passed = 0;
    std::size_t failed = 0;
    std::size_t skipped = 0;
};

// Expressions of the suite stand on several indented lines.
std::string on_one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!blank) line += c;
        if (blank && !line.empty() && line.back() != ' ') line += ' ';
    }
    if (line.ends_with(' ')) line.pop_back();
    return line;
}

void print_failure(const cql::SuiteFile& suite, const cql::SuiteTest& test,
                   const cql::SuiteVerdict& verdict) {
    fmt::print("{}/{}/{} (line {})\n  expression  {}\n  expected    {}\n  actual      {}\n",
               suite.name, test.group, test.name, test.line, on_one_line(test.expression),
               on_one_line(verdict.expected), on_one_line(verdict.actual));
}

void run_suite(const cql::SuiteFile& suite, const CqlTestOptions& options, Tally& tally) {
    for (const cql::SuiteTest& test : suite.tests) {
        if (const auto* exclusion = cql::find_exclusion(suite.name, test)) {
            ++tally.skipped;
            if (options.verbose) {
                fmt::print("{}/{}/{} is skipped: {}\n", suite.name, test.group, test.name,
                           exclusion->clause);
            }
            continue;
        }
        const cql::SuiteVerdict verdict = cql::run_suite_test(test);
        if (verdict.outcome == cql::SuiteVerdict::Outcome::passed) {
            ++tally.passed;
        } else {
            ++tally.failed;
            if (options.verbose) print_failure(suite, test, verdict);
        }
    }
}

Result<void> run_suites(const CqlTestOptions& options) {
    Tally tally;
    std::size_t unread = 0;
    for (const std::string& file : options.files) {
        const auto suite = io::read_file(file).and_then(
            [&](const std::string& text) { return cql::parse_suite_file(text, file); });
        if (!suite) {
            ++unread;
            fmt::print(stderr, "openpcn cql test: {}\n", to_string(suite.error()));
            continue;
        }
        run_suite(*suite, options, tally);
    }
    fmt::print("{} passed, {} failed, {} skipped\n", tally.passed, tally.failed, tally.skipped);
    std::fflush(stdout);
    if (unread > 0) {
        return failure({ErrorKind::not_found,
                        fmt::format("{} of {} files could not be read as CQL tests.", unread,
                                    options.files.size()),
                        "cql test", "See the messages above."});
    }
    if (tally.failed > 0) {
        return failure({ErrorKind::conflict,
                        fmt::format("{} of {} tests failed.", tally.failed,
                                    tally.passed + tally.failed + tally.skipped),
                        "cql test",
                        options.verbose ? "Each is shown above." : "--verbose shows each."});
    }
    return {};
}

}  // namespace

Action add_cql_test_command(CLI::App& cql) {
    CLI::App* command = cql.add_subcommand("test", "Run files of the official CQL tests");
    auto options = std::make_shared<CqlTestOptions>();
    command->add_option("files", options->files, "XML files (cqframework/cql-tests)")->required();
    command->add_flag("--verbose", options->verbose,
                      "Show expression, expected and actual value of each failure");
    return [options] { return run_suites(*options); };
}

}  // namespace openpcn::cli
