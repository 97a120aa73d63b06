#include "api/change_json.h"

#include <nlohmann/json.hpp>

namespace openpcn::api {

using network_changes::ChangeRule;
using network_changes::ChangeState;
using network_changes::Consent;
using nlohmann::ordered_json;

ordered_json change_row_json(const KeptChange& change, Date today) {
    const auto& file = change.file;
    const auto& effect = file.request.takes_effect;
    ordered_json row{{"id", change.paper.id},
                     {"network", change.row.id},
                     {"network_code", change.row.code ? change.row.code->text() : ""},
                     {"network_name", change.row.name},
                     {"kind", name_of(file.request.kind)},
                     {"title", title_of(file.request, change.row.name)},
                     {"state", name_of(file.state)}};
    if (effect) row["takes_effect"] = effect->to_string();
    row["in_effect"] = file.state == ChangeState::approved && effect && *effect <= today;
    row["version"] = change.paper.version;
    if (file.sent_on) row["sent_on"] = file.sent_on->to_string();
    row["changed_at"] = change.paper.at.to_string();
    return row;
}

ordered_json change_rules_json(const network_changes::ChangeRulesOfDay& rules,
                               std::optional<network_changes::ChangeKind> only) {
    ordered_json kinds = ordered_json::array();
    for (const ChangeRule& rule : rules.rules->kinds) {
        if (only && rule.kind != *only) continue;
        ordered_json row{{"kind", name_of(rule.kind)},
                         {"title", rule.title},
                         {"agreed_by", name_of(rule.agreed_by)},
                         {"agreed_how", rule.agreed_how},
                         {"effect", rule.effect}};
        if (rule.window) {
            row["window"] = {{"text", rule.window->text}};
            if (rule.window->opens) row["window"]["opens"] = rule.window->opens->to_string();
            if (rule.window->closes) row["window"]["closes"] = rule.window->closes->to_string();
        }
        row["clause"] = rule.clause;
        row["source"] = rule.source;
        kinds.push_back(std::move(row));
    }
    return {{"id", rules.rules->id},
            {"title", rules.rules->title},
            {"assurance", rules.rules->assurance},
            {"note", rules.note},
            {"kinds", std::move(kinds)}};
}

ordered_json consents_json(std::span<const Consent> consents,
                           const organisations::RegisterView& view) {
    ordered_json rows = ordered_json::array();
    for (const Consent& one : consents) {
        ordered_json row{{"practice", one.practice.text()},
                         {"name", network_changes::practice_name(view, one.practice)},
                         {"needed", one.is_needed},
                         {"agrees", one.agrees}};
        if (!one.by.empty()) row["by"] = one.by;
        if (one.on) row["on"] = one.on->to_string();
        if (one.on) row["how"] = one.here ? "here" : "on_paper";
        if (!one.note.empty()) row["note"] = one.note;
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace openpcn::api
