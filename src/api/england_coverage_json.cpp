// Whether every practice and patient of England is in a network, by commissioner.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "api/area_json.h"
#include "api/register_json.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using organisations::CommissionerEntry;
using organisations::RegisterView;

ordered_json coverage_row(const networks::Coverage& coverage) {
    return {{"practices", coverage.practices},
            {"practices_covered", coverage.practices_covered},
            {"patients", coverage.patients},
            {"patients_covered", coverage.patients_covered},
            {"lists_missing", coverage.lists_missing}};
}

ordered_json missing_json(const RegisterView& view, const networks::NotCovered& one) {
    const auto& practice = *one.practice;
    ordered_json row{{"code", practice.code.text()}, {"name", practice.name}};
    if (practice.list) row["registered_patients"] = practice.list->patients;
    if (practice.commissioner) {
        row["commissioner"] = practice.commissioner->text();
        if (const auto* entry = view.commissioner(*practice.commissioner))
            row["commissioner_name"] = entry->name;
    }
    if (one.network_is_closed && practice.network) row["closed_network"] = practice.network->text();
    return row;
}

// Coverage of each commissioner, from one pass over England's missing and counts of its own.
struct OfCommissioner {
    const CommissionerEntry* entry = nullptr;
    networks::Coverage coverage;
};

std::vector<OfCommissioner> by_commissioner(const RegisterView& view) {
    std::vector<OfCommissioner> rows;
    for (const CommissionerEntry& entry : view.commissioners())
        if (entry.code) rows.push_back({&entry, networks::coverage_of(view, entry.code)});
    return rows;
}

// Practices of no known commissioner are England's less everybody's.
std::int64_t practices_of_none(const networks::Coverage& england,
                               const std::vector<OfCommissioner>& rows) {
    std::int64_t left = england.practices;
    for (const OfCommissioner& row : rows) left -= row.coverage.practices;
    return left;
}

}  // namespace

ordered_json england_coverage_json(const RegisterView& view) {
    const networks::Coverage england = networks::coverage_of(view, std::nullopt);
    const auto rows = by_commissioner(view);
    ordered_json commissioners = ordered_json::array();
    for (const OfCommissioner& row : rows) {
        ordered_json body{{"code", row.entry->code->text()},
                          {"name", row.entry->name},
                          {"system_name", row.entry->system_name},
                          {"open_networks", row.entry->totals.open_networks}};
        if (row.entry->system) body["system"] = row.entry->system->text();
        if (row.entry->region) body["region"] = row.entry->region->text();
        body.update(coverage_row(row.coverage));
        commissioners.push_back(std::move(body));
    }
    ordered_json missing = ordered_json::array();
    for (const auto& one : england.not_covered) missing.push_back(missing_json(view, one));
    ordered_json body{{"as_at", view.as_at().to_string()},
                      {"open_networks", view.totals().open_networks},
                      {"arithmetic", england.arithmetic},
                      {"practices_of_no_commissioner", practices_of_none(england, rows)}};
    body.update(coverage_row(england));
    body["commissioners"] = std::move(commissioners);
    body["not_covered"] = std::move(missing);
    body["notes"] = notes_of(view);
    return body;
}

exporting::Table england_coverage_table(const RegisterView& view) {
    exporting::Table table;
    table.title = "Coverage of England";
    table.columns = {
        "Region",       "System",          "System name",     "Code",
        "Commissioner", "Open networks",   "Practices",       "Practices in one",
        "Patients",     "Patients in one", "Lists not known", "Practices in no open network"};
    for (const OfCommissioner& row : by_commissioner(view)) {
        std::string missing;
        for (const auto& one : row.coverage.not_covered)
            missing += fmt::format("{}{} {}", missing.empty() ? "" : "; ",
                                   one.practice->code.text(), one.practice->name);
        const auto text = [](const std::optional<OdsCode>& code) {
            return code ? code->text() : std::string();
        };
        table.rows.push_back(
            {text(row.entry->region), text(row.entry->system), row.entry->system_name,
             row.entry->code->text(), row.entry->name, row.entry->totals.open_networks,
             row.coverage.practices, row.coverage.practices_covered, row.coverage.patients,
             row.coverage.patients_covered, row.coverage.lists_missing, std::move(missing)});
    }
    table.notes.push_back(fmt::format("Register of England as at {}.", view.as_at().to_string()));
    table.notes.push_back(networks::coverage_of(view, std::nullopt).arithmetic);
    for (const std::string& note : notes_of(view)) table.notes.push_back(note);
    return table;
}

}  // namespace openpcn::api
