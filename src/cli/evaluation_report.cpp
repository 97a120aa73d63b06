#include "cli/evaluation_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace openpcn::cli {

namespace {

using nlohmann::json;
using persistence::Practice;
using services::EvaluationRun;
using services::PracticeTotals;

// Wider networks see totals only; --json has every practice.
constexpr std::size_t practice_columns_max = 10;

PracticeTotals sum_of(const EvaluationRun& run) {
    PracticeTotals sum;
    sum.entries_by_type.resize(records::resource_type_count);
    for (const PracticeTotals& part : run.practices()) {
        sum.people += part.people;
        sum.entries += part.entries;
        sum.bytes += part.bytes;
        for (std::size_t t = 0; t < part.entries_by_type.size(); ++t)
            sum.entries_by_type[t] += part.entries_by_type[t];
    }
    return sum;
}

std::string practice_lines(const EvaluationRun& run, std::span<const Practice> practices) {
    std::string text = fmt::format("{:<8} {:<32} {:>8} {:>11}  {:<20} {}\n", "Practice", "Name",
                                   "People", "Entries", "Data to", "Loaded (UTC)");
    for (std::size_t p = 0; p < practices.size(); ++p) {
        const PracticeTotals& totals = run.practices()[p];
        const std::string data_to = practices[p].extracted_at.to_string();
        const std::string loaded = practices[p].loaded_at.to_string();
        text += fmt::format("{:<8} {:<32.32} {:>8} {:>11}  {:<20.19} {:.19}\n", totals.ods_code,
                            practices[p].name, totals.people, totals.entries,
                            data_to.empty() ? "not stated" : data_to,
                            loaded.empty() ? "nothing yet" : loaded);
    }
    const PracticeTotals sum = sum_of(run);
    return text +
           fmt::format("{:<8} {:<32} {:>8} {:>11}\n\n", "Total", "", sum.people, sum.entries);
}

std::string definition_lines(const EvaluationRun& run) {
    const bool columns = run.practices().size() <= practice_columns_max;
    std::string heading = fmt::format("{:<8} {:<64} {:>8}", "Rule", "Definition", "People");
    if (columns)
        for (const PracticeTotals& practice : run.practices())
            heading += fmt::format(" {:>7}", practice.ods_code);
    std::string text = heading + "\n";
    std::string service;
    const auto& definitions = run.plan().definitions();
    for (std::size_t d = 0; d < definitions.size(); ++d) {
        if (definitions[d].service != service) {
            service = definitions[d].service;
            text += "\n" + service + "\n";
        }
        text += fmt::format("{:<8} {:<64.64} {:>8}", definitions[d].rule, definitions[d].name,
                            run.count(d).yes);
        for (std::size_t p = 0; columns && p < run.practices().size(); ++p)
            text += fmt::format(" {:>7}", run.count(d, static_cast<records::PracticeIndex>(p)).yes);
        text += '\n';
    }
    return text;
}

std::string worklist_lines(const EvaluationRun& run) {
    std::string text = "\nWorklists\n";
    const auto& worklists = run.plan().pack().worklists();
    for (std::size_t w = 0; w < worklists.size(); ++w)
        text += fmt::format("{:<73} {:>8}\n", worklists[w].title, run.rows(w).size());
    return text;
}

double per_second(double amount, const EvaluationTiming& timing) {
    return timing.seconds > 0 ? amount / timing.seconds : 0;
}

json entries_json(const PracticeTotals& totals) {
    json entries = json::object();
    for (std::size_t t = 0; t < totals.entries_by_type.size(); ++t) {
        const auto type = static_cast<records::ResourceType>(t);
        if (totals.entries_by_type[t] > 0)
            entries[std::string(records::fhir_name(type))] = totals.entries_by_type[t];
    }
    return entries;
}

json practice_json(const PracticeTotals& totals, const Practice& practice) {
    json made{{"ods_code", totals.ods_code}, {"name", practice.name},
              {"system", practice.system},   {"people", totals.people},
              {"entries", totals.entries},   {"entries_by_type", entries_json(totals)},
              {"bytes", totals.bytes}};
    if (practice.extracted_at.has_value()) made["data_to"] = practice.extracted_at.to_string();
    if (practice.loaded_at.has_value()) made["loaded_at"] = practice.loaded_at.to_string();
    return made;
}

json definition_json(const EvaluationRun& run, std::size_t index) {
    const services::Definition& definition = run.plan().definitions()[index];
    const services::DefinitionCount total = run.count(index);
    json practices = json::object();
    for (std::size_t p = 0; p < run.practices().size(); ++p) {
        const auto part = run.count(index, static_cast<records::PracticeIndex>(p));
        practices[run.practices()[p].ods_code] = {{"yes", part.yes}, {"unknown", part.unknown}};
    }
    return {{"name", definition.name},       {"title", definition.title},
            {"library", definition.library}, {"service", definition.service},
            {"rule", definition.rule},       {"yes", total.yes},
            {"unknown", total.unknown},      {"practices", std::move(practices)}};
}

}  // namespace

std::string evaluation_text(const EvaluationRun& run, std::span<const Practice> practices,
                            const EvaluationTiming& timing) {
    const services::PackFacts& pack = run.plan().pack().facts();
    std::string text = fmt::format("As at {}, {} {} ({}), run {}\n", run.as_at().to_string(),
                                   pack.id, pack.version, run.plan().pack().hash(), run.id());
    if (pack.assurance == services::Assurance::not_assured)
        text += "NOT ASSURED: " + pack.assurance_statement + "\n";
    text += "\n" + practice_lines(run, practices) + definition_lines(run) + worklist_lines(run);
    const PracticeTotals sum = sum_of(run);
    if (!run.errors().empty())
        text += fmt::format("\n{} people could not be evaluated; --json says where and why.\n",
                            run.errors().size());
    return text + fmt::format(
                      "\n{} people in {:.3f} s with {} thread{}: {:.0f} people/s; {:.1f} MB of "
                      "records read, {:.0f} MB/s\n",
                      sum.people, timing.seconds, timing.threads, timing.threads == 1 ? "" : "s",
                      per_second(static_cast<double>(sum.people), timing),
                      static_cast<double>(sum.bytes) / 1e6,
                      per_second(static_cast<double>(sum.bytes) / 1e6, timing));
}

std::string evaluation_json(const EvaluationRun& run, std::span<const Practice> practices,
                            const EvaluationTiming& timing) {
    const services::ContentPack& pack = run.plan().pack();
    const bool assured = pack.facts().assurance == services::Assurance::assured;
    const PracticeTotals sum = sum_of(run);
    json report{{"run", run.id()},
                {"as_at", run.as_at().to_string()},
                {"purpose", run.purpose()},
                {"pack",
                 {{"id", pack.facts().id},
                  {"version", pack.facts().version},
                  {"hash", pack.hash()},
                  {"assurance", assured ? "assured" : "not_assured"},
                  {"assurance_statement", pack.facts().assurance_statement}}},
                {"practices", json::array()},
                {"definitions", json::array()},
                {"worklists", json::array()},
                {"errors", json::array()}};
    for (std::size_t p = 0; p < practices.size(); ++p)
        report["practices"].push_back(practice_json(run.practices()[p], practices[p]));
    for (std::size_t d = 0; d < run.plan().definitions().size(); ++d)
        report["definitions"].push_back(definition_json(run, d));
    for (std::size_t w = 0; w < pack.worklists().size(); ++w)
        report["worklists"].push_back({{"id", pack.worklists()[w].id},
                                       {"title", pack.worklists()[w].title},
                                       {"people", run.rows(w).size()}});
    for (const services::PersonError& error : run.errors())
        report["errors"].push_back(
            {{"practice", run.practices()[error.practice].ods_code}, {"message", error.message}});
    report["totals"] = {{"people", sum.people},
                        {"entries", sum.entries},
                        {"entries_by_type", entries_json(sum)},
                        {"bytes", sum.bytes},
                        {"errors", run.errors().size()}};
    report["timing"] = {
        {"seconds", timing.seconds},
        {"threads", timing.threads},
        {"people_per_second", per_second(static_cast<double>(sum.people), timing)},
        {"megabytes_per_second", per_second(static_cast<double>(sum.bytes) / 1e6, timing)}};
    return report.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace openpcn::cli
