#include "api/network_check_json.h"

#include <nlohmann/json.hpp>

#include "api/register_json.h"
#include "networks/coverage.h"
#include "networks/size_decision.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using organisations::RegisterView;

ordered_json coverage_json(const RegisterView& view, const std::optional<OdsCode>& commissioner,
                           const networks::CoverageRule& rule) {
    const networks::Coverage coverage = networks::coverage_of(view, commissioner);
    ordered_json missing = ordered_json::array();
    for (const auto& one : coverage.not_covered) {
        ordered_json row{{"code", one.practice->code.text()}, {"name", one.practice->name}};
        if (one.practice->list) row["registered_patients"] = one.practice->list->patients;
        if (one.network_is_closed && one.practice->network)
            row["closed_network"] = one.practice->network->text();
        missing.push_back(std::move(row));
    }
    return {{"clause", rule.clause},
            {"source", rule.source},
            {"by", rule.by.to_string()},
            {"met", coverage.meets(rule)},
            {"arithmetic", coverage.arithmetic},
            {"practices", coverage.practices},
            {"practices_covered", coverage.practices_covered},
            {"patients", coverage.patients},
            {"patients_covered", coverage.patients_covered},
            {"lists_missing", coverage.lists_missing},
            {"not_covered", std::move(missing)}};
}

ordered_json sizes_json(const RegisterView& view, const std::optional<OdsCode>& commissioner,
                        const networks::SizeRule& rule) {
    ordered_json counts;
    for (const auto outcome : {networks::SizeOutcome::in_range, networks::SizeOutcome::below,
                               networks::SizeOutcome::above, networks::SizeOutcome::not_known})
        counts[std::string(name_of(outcome))] = 0;
    ordered_json rows = ordered_json::array();
    for (const auto& [code, network] : view.networks()) {
        if (!network.is_open || (commissioner && network.commissioner != commissioner)) continue;
        const networks::SizeDecision size = networks::decide_size(rule, view, network);
        const std::string outcome(name_of(size.outcome));
        counts[outcome] = counts[outcome].get<int>() + 1;
        rows.push_back({{"code", code.text()},
                        {"name", network.name},
                        {"practices", network.members.size()},
                        {"registered_patients", size.patients},
                        {"outcome", outcome},
                        {"arithmetic", size.arithmetic},
                        {"needs", size.needs}});
    }
    return {{"clause", rule.clause}, {"source", rule.source},       {"least", rule.least},
            {"most", rule.most},     {"counts", std::move(counts)}, {"networks", std::move(rows)}};
}

std::string text_of(const std::optional<OdsCode>& code) { return code ? code->text() : ""; }

ordered_json cross_border_json(const RegisterView& view,
                               const std::optional<OdsCode>& commissioner) {
    ordered_json rows = ordered_json::array();
    for (const auto& one : networks::cross_border_of(view, commissioner)) {
        rows.push_back({{"practice", one.practice->code.text()},
                        {"practice_name", one.practice->name},
                        {"practice_commissioner", text_of(one.practice->commissioner)},
                        {"network", one.network->code.text()},
                        {"network_name", one.network->name},
                        {"network_commissioner", text_of(one.network->commissioner)}});
    }
    return rows;
}

ordered_json several_json(const RegisterView& view, const std::optional<OdsCode>& commissioner) {
    ordered_json rows = ordered_json::array();
    for (const auto& one : networks::in_several_networks(view, commissioner)) {
        ordered_json codes = ordered_json::array();
        for (const OdsCode& network : one.networks) codes.push_back(network.text());
        rows.push_back({{"practice", one.practice.text()}, {"networks", std::move(codes)}});
    }
    return rows;
}

}  // namespace

Result<std::vector<networks::ContractRules>> contract_rules_of(
    std::span<const services::ContentFile> files) {
    std::vector<networks::ContractRules> all;
    for (const services::ContentFile& file : files) {
        if (!file.path.starts_with("network_contract/") || !file.path.ends_with(".json")) continue;
        TRY_ASSIGN(auto rules, networks::parse_contract_rules(file.text, file.path));
        all.push_back(std::move(rules));
    }
    return all;
}

ordered_json network_check_json(const RegisterView& view,
                                const std::optional<OdsCode>& commissioner,
                                const networks::RulesOfDay& of_day) {
    const networks::ContractRules& rules = *of_day.rules;
    ordered_json notes = ordered_json::array();
    if (!of_day.note.empty()) notes.push_back(of_day.note);
    for (const std::string& note : notes_of(view)) notes.push_back(note);
    ordered_json body{{"as_at", view.as_at().to_string()}};
    if (commissioner) {
        body["commissioner"] = {{"code", commissioner->text()}};
        if (const auto* entry = view.commissioner(*commissioner))
            body["commissioner"]["name"] = entry->name;
    }
    body["rules"] = {{"id", rules.id}, {"title", rules.title}, {"assurance", rules.assurance}};
    body["coverage"] = coverage_json(view, commissioner, rules.coverage);
    body["size"] = sizes_json(view, commissioner, rules.size);
    body["cross_border"] = cross_border_json(view, commissioner);
    body["in_several_networks"] = several_json(view, commissioner);
    body["notes"] = std::move(notes);
    return body;
}

}  // namespace openpcn::api
