// openpcn register: the register of England as at a day, its search, and the review of changes.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>

#include <nlohmann/json.hpp>

#include "api/network_check_json.h"
#include "api/register_json.h"
#include "cli/command.h"
#include "cli/content_folder.h"
#include "cli/register_areas.h"
#include "organisations/register_search.h"
#include "persistence/register_load.h"
#include "persistence/register_store.h"
#include "platform/io/clock.h"
#include "platform/io/file.h"

namespace openpcn::cli {
namespace {

using organisations::RegisterView;

struct Options {
    std::string data;
    std::string as_at;
    std::string network;
    std::string practice;
    std::string question;
    std::vector<std::int64_t> accepted;
    std::vector<std::int64_t> refused;
    std::string because;
    bool accept_all = false;
    bool json = false;
    bool suggested = false;
    CLI::App* search = nullptr;
    CLI::App* changes = nullptr;
    std::string commissioner;
    std::string content;
    CLI::App* check = nullptr;
    CLI::App* areas = nullptr;
};

void print(const nlohmann::ordered_json& body) {
    std::fputs(
        (body.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n").c_str(),
        stdout);
}

std::string number(const std::optional<std::int64_t>& value) {
    return value ? fmt::format("{}", *value) : std::string("not known");
}

void print_totals(const RegisterView& view) {
    fmt::print("Register of England as at {}\n\n", view.as_at().to_string());
    fmt::print("Open networks           {}\n", view.totals().open_networks);
    fmt::print("Practices               {}\n", view.totals().practices);
    fmt::print("Unallocated practices   {}\n", number(view.totals().unallocated_practices));
    fmt::print("Registered patients     {}\n\n", number(view.totals().registered_patients));
    fmt::print("{:<6} {:>8} {:>9} {:>11} {:>11}  {}\n", "Code", "Networks", "Practices",
               "Unallocated", "Patients", "Commissioner");
    for (const auto& entry : view.commissioners()) {
        const auto& t = entry.totals;
        fmt::print("{:<6} {:>8} {:>9} {:>11} {:>11}  {}\n", entry.code ? entry.code->text() : "-",
                   t.open_networks, t.practices, number(t.unallocated_practices),
                   number(t.registered_patients), entry.code ? entry.name : "not known");
    }
    fmt::print("\nRests on\n");
    for (const auto& file : view.files()) {
        fmt::print("  {} of {}: {}\n", name_of(file.kind), file.dated.to_string(), file.name);
    }
    for (const std::string& note : api::notes_of(view)) fmt::print("Note: {}\n", note);
}

Error not_known(std::string_view what, std::string_view code, Date as_at) {
    return {ErrorKind::not_found, fmt::format("The register has no {} {}.", what, code),
            fmt::format("As at {}.", as_at.to_string()),
            "Find it with `openpcn register search TEXT`, or load a file that has it."};
}

void print_network(const RegisterView& view, const organisations::NetworkEntry& network) {
    fmt::print("{} {} as at {}: {}, {} practices, {} patients\n", network.code.text(), network.name,
               view.as_at().to_string(), network.is_open ? "open" : "closed",
               network.members.size(), network.patients);
    for (const OdsCode& code : network.members) {
        const auto& member = view.practices().at(code);
        fmt::print("  {} {:>8}  {}\n", code.text(),
                   member.list ? fmt::format("{}", member.list->patients) : "no list", member.name);
    }
}

void print_practice(const RegisterView& view, const organisations::PracticeEntry& practice) {
    fmt::print("{} {} as at {}: {}\n", practice.code.text(), practice.name,
               view.as_at().to_string(),
               practice.network ? "member of " + practice.network->text() : "in no network");
    if (practice.list) {
        fmt::print("  {} patients on {}\n", practice.list->patients,
                   practice.list->extracted.to_string());
    }
    for (const auto* past : view.memberships_of(practice.code)) {
        fmt::print("  {} {} from {} to {}\n", past->network.text(), past->network_name,
                   past->period.start ? past->period.start->to_string() : "?",
                   past->period.end ? past->period.end->to_string() : "now");
    }
}

Result<void> show_one(const Options& options, database::Connection& connection,
                      const RegisterView& view) {
    const bool is_network = !options.network.empty();
    TRY_ASSIGN(const OdsCode code, OdsCode::parse(is_network ? options.network : options.practice));
    if (is_network) {
        const auto found = view.networks().find(code);
        if (found == view.networks().end())
            return failure(not_known("network", code.text(), view.as_at()));
        if (options.json) {
            print(api::network_json(view, found->second));
        } else {
            print_network(view, found->second);
        }
        return {};
    }
    const auto found = view.practices().find(code);
    if (found == view.practices().end())
        return failure(not_known("practice", code.text(), view.as_at()));
    if (options.json) {
        auto body = api::practice_json(view, found->second);
        if (found->second.list) {
            TRY_ASSIGN(const auto bands,
                       persistence::read_list_bands(connection, code, *found->second.list));
            body["list"]["bands"] = api::bands_json(bands);
        }
        print(body);
    } else {
        print_practice(view, found->second);
    }
    return {};
}

// The rules that the content has, as the server reads them from its pack.
Result<std::vector<networks::ContractRules>> contract_rules(const std::string& content) {
    TRY_ASSIGN(const auto folder, content_folder(content));
    std::vector<services::ContentFile> files;
    std::error_code error;
    for (const auto& entry :
         std::filesystem::directory_iterator(folder / "network_contract", error)) {
        TRY_ASSIGN(std::string text, io::read_file(entry.path()));
        files.push_back({"network_contract/" + entry.path().filename().string(), std::move(text)});
    }
    return api::contract_rules_of(files);
}

void print_check(const nlohmann::ordered_json& check) {
    const auto text = [](const nlohmann::ordered_json& value) { return value.get<std::string>(); };
    const auto& coverage = check["coverage"];
    const auto& size = check["size"];
    fmt::print("{} as at {}, by the {}\n\n",
               check.contains("commissioner") ? text(check["commissioner"]["code"]) : "England",
               text(check["as_at"]), text(check["rules"]["title"]));
    fmt::print("{}\n{} {}\n", text(coverage["clause"]), coverage["met"] ? "Met." : "Not met.",
               text(coverage["arithmetic"]));
    for (const auto& practice : coverage["not_covered"]) {
        const auto list = practice.find("registered_patients");
        fmt::print("  {} {:>8}  {}\n", text(practice["code"]),
                   list == practice.end() ? "no list" : list->dump(), text(practice["name"]));
    }
    fmt::print("\n{}\n{} within, {} below, {} above, {} not known\n", text(size["clause"]),
               size["counts"]["in_range"].dump(), size["counts"]["below"].dump(),
               size["counts"]["above"].dump(), size["counts"]["not_known"].dump());
    for (const auto& network : size["networks"]) {
        if (network["outcome"] == "in_range") continue;
        fmt::print("  {} {}: {}\n", text(network["code"]), text(network["name"]),
                   text(network["arithmetic"]));
    }
    fmt::print("\n{} practices are in a network of another commissioner.\n",
               check["cross_border"].size());
    for (const auto& note : check["notes"]) fmt::print("Note: {}\n", text(note));
    fmt::print("Note: {}\n", text(check["rules"]["assurance"]));
}

Result<std::optional<OdsCode>> commissioner_asked_for(const Options& options,
                                                      const RegisterView& view) {
    if (options.commissioner.empty()) return std::optional<OdsCode>();
    TRY_ASSIGN(const OdsCode code, OdsCode::parse(options.commissioner));
    if (view.commissioner(code) == nullptr)
        return failure(not_known("commissioner", options.commissioner, view.as_at()));
    return std::optional(code);
}

Result<void> check(const Options& options, const RegisterView& view) {
    TRY_ASSIGN(const auto commissioner, commissioner_asked_for(options, view));
    TRY_ASSIGN(const auto all, contract_rules(options.content));
    const networks::RulesOfDay rules = networks::rules_on(all, view.as_at());
    if (rules.rules == nullptr)
        return failure({ErrorKind::not_found, "The content has no rules of a network contract.",
                        "Folder network_contract of the content.",
                        "Name a content folder that has them."});
    const auto made = api::network_check_json(view, commissioner, rules);
    if (options.json) {
        print(made);
    } else {
        print_check(made);
    }
    return {};
}

void show_hits(const Options& options, const RegisterView& view) {
    const auto hits = organisations::RegisterSearch(view).find(options.question, 20);
    if (options.json) return print(api::hits_json(hits));
    for (const auto& hit : hits) {
        fmt::print("{:<8} {:<7} {} ({}{})\n", hit.is_network ? "network" : "practice",
                   hit.code.text(), hit.name, hit.postcode,
                   hit.detail.empty() ? "" : "; " + hit.detail);
    }
    if (hits.empty()) std::fputs("Nothing is found.\n", stderr);
}

Result<void> review(const Options& options, database::Connection& connection) {
    if (options.accept_all || !options.accepted.empty()) {
        std::optional<std::vector<std::int64_t>> ids;
        if (!options.accept_all) ids = options.accepted;
        TRY_ASSIGN(const auto count, persistence::accept_register_changes(
                                         connection, std::move(ids), {"command line", "", ""}));
        std::fprintf(stderr, "Accepted %lld changes.\n", static_cast<long long>(count));
    }
    if (!options.refused.empty()) {
        TRY_ASSIGN(const auto count,
                   persistence::refuse_register_changes(connection, options.refused,
                                                        options.because, {"command line", "", ""}));
        std::fprintf(stderr, "Refused %lld changes.\n", static_cast<long long>(count));
    }
    TRY_ASSIGN(const auto changes,
               persistence::register_changes(connection, persistence::WhichChanges::waiting));
    if (options.json) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const auto& change : changes) list.push_back(api::change_json(change));
        print(list);
        return {};
    }
    for (const auto& reviewed : changes) {
        const auto& change = reviewed.change;
        fmt::print("{:>6} {:<8} {:<15} {:<8} {}{}\n", reviewed.id, name_of(change.kind),
                   name_of(change.subject_kind), change.subject.text(), change.name,
                   change.before.empty() && change.after.empty()
                       ? ""
                       : fmt::format(" ({} to {})", change.before.empty() ? "none" : change.before,
                                     change.after.empty() ? "none" : change.after));
        if (reviewed.earlier)
            fmt::print("       refused before ({}): {}\n", reviewed.earlier->file_name,
                       reviewed.earlier->because);
    }
    fmt::print("{} changes wait for review.\n", changes.size());
    return {};
}

Result<void> run(const Options& options) {
    TRY_ASSIGN(const auto directory, persistence::DataDirectory::open(options.data));
    TRY_ASSIGN(const auto connection, directory.database().lease());
    if (options.changes->parsed()) return review(options, *connection);
    Date as_at = io::today_in_london();
    if (!options.as_at.empty()) {
        TRY_ASSIGN(as_at, Date::parse(options.as_at));
    }
    TRY_ASSIGN(const RegisterView view, persistence::read_register(*connection, as_at));
    if (options.search->parsed()) {
        show_hits(options, view);
        return {};
    }
    if (options.check->parsed()) return check(options, view);
    if (options.areas->parsed()) {
        TRY_ASSIGN(const auto commissioner, commissioner_asked_for(options, view));
        return show_areas(*connection, view, commissioner,
                          {options.suggested ? AreasFrom::nearest_practice : AreasFrom::boundaries,
                           options.json ? AnswerAs::json : AnswerAs::text});
    }
    if (!options.commissioner.empty() && !options.check->parsed()) {
        TRY_ASSIGN(const auto commissioner, commissioner_asked_for(options, view));
        return show_commissioner(*connection, view, *commissioner,
                                 options.json ? AnswerAs::json : AnswerAs::text);
    }
    if (!options.network.empty() || !options.practice.empty())
        return show_one(options, *connection, view);
    if (options.json) {
        print(api::totals_json(view));
    } else {
        print_totals(view);
    }
    return {};
}

}  // namespace

Action add_register_command(CLI::App& app) {
    CLI::App* command = app.add_subcommand(
        "register", "The register of England: networks, practices and lists as at a day");
    auto options = std::make_shared<Options>();
    // Options may also follow the name of a subcommand.
    command->fallthrough();
    command->add_option("--data", options->data, "Data directory")->required();
    command->add_option("--as-at", options->as_at, "The day, YYYY-MM-DD; today without it");
    auto* network = command->add_option("--network", options->network, "Show one network");
    command->add_option("--practice", options->practice, "Show one practice")->excludes(network);
    command->add_option("--commissioner", options->commissioner,
                        "Show one commissioner: its networks, deprivation, districts, care homes; "
                        "of check and areas: only its networks");
    command->add_flag("--json", options->json, "The answer as JSON");
    options->search = command->add_subcommand("search", "Find by name, code or postcode");
    options->search->fallthrough();
    options->search->add_option("text", options->question, "What to find")->required();
    options->check = command->add_subcommand(
        "check", "What the network contract's rules say: coverage, size, borders");
    options->check->fallthrough();
    options->areas = command->add_subcommand(
        "areas", "Whether the networks' areas overlap, leave gaps, hang together");
    options->areas->fallthrough();
    options->areas->add_flag("--suggested", options->suggested,
                             "Of areas made from small areas by the nearest member practice");
    options->check->add_option("--content", options->content, "Content folder with the rules");
    options->changes =
        command->add_subcommand("changes", "What later files would alter, and deciding on it");
    options->changes->fallthrough();
    auto* all = options->changes->add_flag("--accept-all", options->accept_all,
                                           "Accept all changes that wait");
    options->changes->add_option("--accept", options->accepted, "Accept changes by their number")
        ->excludes(all);
    auto* refuse = options->changes->add_option(
        "--refuse", options->refused, "Refuse changes by their number: they do not hold here");
    options->changes->add_option("--because", options->because, "The reason of the refusal")
        ->needs(refuse);
    refuse->excludes(all);
    return [options] { return run(*options); };
}

}  // namespace openpcn::cli
