// openpcn explain: why a definition holds for one person, or why not.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

#include "cli/command.h"
#include "cli/content_folder.h"
#include "persistence/audit_log.h"
#include "persistence/data_directory.h"
#include "persistence/people.h"
#include "persistence/rule_input.h"
#include "platform/io/clock.h"
#include "services/explanation.h"

namespace openpcn::cli {

namespace {

struct ExplainOptions {
    std::string data;
    std::string patient;
    std::string definition;
    std::string as_at;
    std::string content;
    bool json = false;
};

// Who reads a record here is whoever may read the data directory; that they did is entered all the
// same, before anything is shown.
Result<void> audit_reading(database::Connection& connection, records::PersonId person,
                           const std::string& definition) {
    TRY_ASSIGN(auto transaction, database::Transaction::begin(connection));
    TRY(persistence::append_audit(
        connection, {io::now(), "command line", "", "", "direct care", "explain",
                     fmt::format("{}", person), fmt::format("explanation of {}", definition)}));
    return transaction.commit();
}

Result<void> explain_one(const ExplainOptions& options) {
    Date as_at = io::today_in_london();
    if (!options.as_at.empty()) {
        TRY_ASSIGN(as_at, Date::parse(options.as_at));
    }
    TRY_ASSIGN(const auto folder, content_folder(options.content));
    TRY_ASSIGN(const auto pack, persistence::read_content(folder));
    TRY_ASSIGN(const auto directory, persistence::DataDirectory::open(options.data));
    TRY_ASSIGN(const auto connection, directory.database().lease());
    TRY_ASSIGN(const auto person, persistence::People(*connection).find_by_text(options.patient));
    TRY_ASSIGN(const auto image, persistence::PopulationImage::open(directory));
    const auto record = image->find(person.id);
    if (!record)
        return failure({ErrorKind::not_found, "This person has no record.",
                        "In data directory " + options.data + ".",
                        "Import the practice's extract again."});
    TRY_ASSIGN(const auto plan, services::RulePlan::bind(pack, image->concepts(), image->texts()));
    const auto practices = persistence::ods_codes(*image);
    TRY_ASSIGN(const auto explanation,
               services::explain(*plan, options.definition, *record, as_at,
                                 {image->concepts(), image->texts(), practices}));
    TRY(audit_reading(*connection, person.id, explanation.definition));
    const std::string text =
        options.json ? services::to_json(explanation) + "\n" : services::to_text(explanation);
    std::fputs(text.c_str(), stdout);
    return {};
}

}  // namespace

Action add_explain_command(CLI::App& app) {
    CLI::App* command =
        app.add_subcommand("explain", "Say why a definition holds for one person, or why not");
    auto options = std::make_shared<ExplainOptions>();
    command->add_option("--data", options->data, "Data directory")->required();
    command
        ->add_option("--patient", options->patient,
                     "Person id, NHS number, or the source system's identifier")
        ->required();
    command->add_option("--definition", options->definition, "Definition, or Library.Definition")
        ->required();
    command->add_option("--as-at", options->as_at,
                        "Date that rules take as today; without it today");
    command->add_option("--content", options->content, "Folder of the content pack");
    command->add_flag("--json", options->json, "docs/reference/explain-json.md");
    return [options] { return explain_one(*options); };
}

}  // namespace openpcn::cli
