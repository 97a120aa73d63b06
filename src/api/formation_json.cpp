#include "api/formation_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace openpcn::api {
namespace {

using formation::Finding;
using formation::Severity;
using formation::Task;
using nlohmann::json;
using nlohmann::ordered_json;

template <typename Kind>
Kind named(std::string_view name, int count) {
    for (int i = 0; i < count; ++i)
        if (name_of(static_cast<Kind>(i)) == name) return static_cast<Kind>(i);
    return static_cast<Kind>(0);
}

}  // namespace

ordered_json findings_json(std::span<const Finding> findings) {
    ordered_json rows = ordered_json::array();
    for (const Finding& one : findings) {
        ordered_json row{{"id", one.id},
                         {"task", name_of(one.task)},
                         {"severity", name_of(one.severity)},
                         {"title", one.title},
                         {"arithmetic", one.arithmetic},
                         {"clause", one.clause},
                         {"source", one.source},
                         {"remedy", one.remedy},
                         {"explanation", one.explanation},
                         {"practices", ordered_json::array()}};
        for (const OdsCode& code : one.practices) row["practices"].push_back(code.text());
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<std::vector<Finding>> parse_findings(const json& rows) {
    std::vector<Finding> findings;
    for (const json& row : rows) {
        const auto text = [&](const char* name) { return row.at(name).get<std::string>(); };
        Finding one{text("id"),
                    named<Task>(text("task"), formation::task_count),
                    named<Severity>(text("severity"), 5),
                    text("title"),
                    text("arithmetic"),
                    text("clause"),
                    text("source"),
                    text("remedy"),
                    {},
                    text("explanation")};
        for (const json& code : row.at("practices")) {
            TRY_ASSIGN(auto practice, OdsCode::parse(code.get<std::string>()));
            one.practices.push_back(std::move(practice));
        }
        findings.push_back(std::move(one));
    }
    return findings;
}

ordered_json formation_rules_json(const CheckedRegistration& checked) {
    const networks::ContractRules& contract = *checked.contract.rules;
    const formation::FormationRules& rules = *checked.rules;
    ordered_json body{{"contract", contract.title},   {"contract_id", contract.id},
                      {"formation", rules.title},     {"formation_id", rules.id},
                      {"assurance", rules.assurance}, {"note", checked.contract.note},
                      {"least", contract.size.least}, {"most", contract.size.most}};
    if (rules.lists_dated) body["lists_dated"] = rules.lists_dated->to_string();
    return body;
}

ordered_json registered_members_json(const formation::Registration& registration,
                                     const CheckedRegistration& checked) {
    const auto& practices = checked.on_first_day->view.practices();
    const std::string area = formation::area_text(registration);
    ordered_json rows = ordered_json::array();
    for (const OdsCode& code : registration.members) {
        ordered_json row{{"code", code.text()}};
        const auto found = practices.find(code);
        if (found != practices.end()) {
            row["name"] = found->second.name;
            row["postcode"] = found->second.postcode;
            if (found->second.commissioner)
                row["commissioner"] = found->second.commissioner->text();
            if (found->second.list) {
                row["registered_patients"] = found->second.list->patients;
                row["list_dated"] = found->second.list->extracted.to_string();
            }
        }
        row["accepts_area"] = std::any_of(
            checked.acceptances.begin(), checked.acceptances.end(), [&](const auto& acceptance) {
                return acceptance.practice == code && acceptance.area == area;
            });
        rows.push_back(std::move(row));
    }
    return rows;
}

ordered_json people_json(const formation::PeopleFacts& people) {
    ordered_json body{{"payees", people.payees}, {"directors", ordered_json::array()}};
    for (const auto& one : people.directors)
        body["directors"].push_back(
            {{"name", one.name}, {"percent", one.percent}, {"profession", one.profession}});
    return body;
}

formation::PeopleFacts people_in_submission(std::string_view text) {
    formation::PeopleFacts people;
    const auto body = json::parse(text);
    const auto& kept = body.at("people");
    people.payees = kept.at("payees").get<std::vector<std::string>>();
    for (const auto& one : kept.at("directors"))
        people.directors.push_back({one.at("name").get<std::string>(), one.at("percent").get<int>(),
                                    one.value("profession", ""), true});
    return people;
}

ordered_json paper_version_json(const persistence::Paper& paper) {
    return {{"version", paper.version},
            {"at", paper.at.to_string()},
            {"by", paper.author_name},
            {"organisation", paper.author_organisation}};
}

ordered_json open_steps_json(const formation::ReviewCase& review, const formation::StepFacts& facts,
                             const std::function<bool(formation::StepKind)>& is_yours) {
    ordered_json rows = ordered_json::array();
    for (const formation::StepRule& rule : formation::step_rules()) {
        const auto& stages = rule.stages;
        if (std::find(stages.begin(), stages.end(), review.stage) == stages.end()) continue;
        const bool is_commissioners = rule.taker == formation::Taker::commissioner;
        rows.push_back({{"step", name_of(rule.kind)},
                        {"taker", is_commissioners ? "commissioner" : "practices"},
                        {"yours", is_yours(rule.kind)},
                        {"hindrances", formation::hindrances(rule.kind, review, facts)}});
    }
    return rows;
}

ordered_json timetable_json(std::span<const formation::MilestoneStanding> standings) {
    ordered_json rows = ordered_json::array();
    for (const auto& one : standings) {
        ordered_json row{{"id", one.milestone.id},
                         {"title", one.milestone.title},
                         {"due", one.milestone.due.to_string()},
                         {"owner", name_of(one.milestone.owner)},
                         {"asks", one.milestone.asks},
                         {"proof", name_of(one.milestone.proof)},
                         {"source", one.milestone.source},
                         {"is_national", one.is_national},
                         {"state", name_of(one.state)}};
        if (one.done_on) row["done_on"] = one.done_on->to_string();
        rows.push_back(std::move(row));
    }
    return rows;
}

ordered_json waiting_json(std::span<const formation::Waiting> all) {
    ordered_json rows = ordered_json::array();
    for (const formation::Waiting& one : all) {
        ordered_json row{
            {"whom", one.whom == formation::Taker::practices ? "practices" : "commissioner"},
            {"step", name_of(one.step)},
            {"what", one.what},
            {"is_late", one.is_late}};
        if (one.since) row["since"] = one.since->to_string();
        if (one.due) row["due"] = one.due->to_string();
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace openpcn::api
