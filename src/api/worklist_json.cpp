#include "api/worklist_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/person_json.h"

namespace openpcn::api {

using nlohmann::ordered_json;

namespace {

bool has_role(const services::WorklistDefinition& list, const Asker& asker) {
    return std::find(list.roles.begin(), list.roles.end(), asker.role) != list.roles.end() ||
           asker.role == "clinical_director" || asker.role == "practice_manager";
}

bool has_state(const Item& item, const std::string& state, const Asker& asker) {
    const bool claimed = item.state == ItemState::claimed;
    if (state.empty() || state == "open") return claimed || item.state == ItemState::open;
    if (state == "mine") return claimed && item.action->username == asker.username;
    if (state == "all") return true;
    return to_text(item.state) == state;
}

std::string label_of(const std::vector<services::ReasonChoice>& choices, const std::string& id) {
    for (const auto& choice : choices) {
        if (choice.id == id) return choice.label;
    }
    return "";
}

// Why an item is in its state, in plain words.
std::string state_reason(const services::WorklistDefinition& list,
                         const persistence::WorklistAction& action) {
    if (action.kind == persistence::ActionKind::outcome) {
        const auto* outcome = list.outcome(action.reason);
        return outcome != nullptr ? outcome->label : "";
    }
    if (action.kind == persistence::ActionKind::snooze)
        return label_of(list.snooze_reasons, action.reason);
    if (action.kind == persistence::ActionKind::exclude)
        return label_of(list.exclusion_reasons, action.reason);
    return "";
}

ordered_json choices_json(const std::vector<services::ReasonChoice>& choices) {
    ordered_json all = ordered_json::array();
    for (const auto& choice : choices) {
        ordered_json one{{"id", choice.id}, {"label", choice.label}};
        if (choice.days_max) one["days_max"] = *choice.days_max;
        all.push_back(std::move(one));
    }
    return all;
}

double to_double(const Decimal& value) {
    return static_cast<double>(value.units()) / static_cast<double>(Decimal::one);
}

ordered_json outcome_json(const services::OutcomeOption& option) {
    static constexpr std::array<std::string_view, 3> effects{"completes", "keeps_open", "excludes"};
    ordered_json measurements = ordered_json::array();
    for (const auto& m : option.measurements) {
        measurements.push_back({{"id", m.id},
                                {"label", m.label},
                                {"unit", m.unit},
                                {"minimum", to_double(m.minimum)},
                                {"maximum", to_double(m.maximum)}});
    }
    ordered_json one{{"id", option.id},
                     {"label", option.label},
                     {"effect", effects[static_cast<std::size_t>(option.effect)]},
                     {"measurements", measurements}};
    if (option.exclude_months > 0) one["exclude_months"] = option.exclude_months;
    if (!option.code.empty()) {
        one["code"] = option.code;
        one["term"] = option.term;
    }
    return one;
}

}  // namespace

std::vector<std::size_t> lists_of(const NetworkState::View& view, const Asker& asker) {
    std::vector<std::size_t> lists;
    for (std::size_t i = 0; i < view.pack().worklists().size(); ++i) {
        if (has_role(view.pack().worklists()[i], asker)) lists.push_back(i);
    }
    return lists;
}

Result<RowFilter> filter_of(const http::Request& request) {
    RowFilter filter;
    filter.practice = request.parameter("practice").value_or("");
    filter.reason = request.parameter("reason").value_or("");
    filter.state = request.parameter("state").value_or("");
    filter.sort = request.parameter("sort").value_or("priority");
    filter.descending = request.parameter("order").value_or("ascending") == "descending";
    const auto known = [](std::string_view text, std::initializer_list<std::string_view> all) {
        return std::find(all.begin(), all.end(), text) != all.end();
    };
    if (!known(filter.state,
               {"", "open", "mine", "claimed", "snoozed", "excluded", "done", "all"}) ||
        !known(filter.sort, {"priority", "name", "age", "practice", "changed"})) {
        return failure({ErrorKind::invalid, "There is no such state or order of a list.",
                        "state, sort", "Use one that the list offers."});
    }
    return filter;
}

std::vector<Item> filtered_items(const NetworkState::View& view, std::size_t worklist,
                                 const Reach& reach, const RowFilter& filter) {
    const auto& list = view.pack().worklists()[worklist];
    std::vector<Item> items = view.items(worklist, reach);
    std::erase_if(items, [&](const Item& item) {
        if (!has_state(item, filter.state, reach.asker())) return true;
        if (!filter.practice.empty() && view.practice(item.practice).ods_code != filter.practice)
            return true;
        if (filter.reason.empty()) return false;
        return item.row == nullptr ||
               std::none_of(item.row->reasons.begin(), item.row->reasons.end(), [&](const auto& r) {
                   return list.reasons[r.reason].id == filter.reason;
               });
    });
    const auto sort_by = [&](auto key) {
        std::stable_sort(items.begin(), items.end(),
                         [&](const Item& a, const Item& b) { return key(a) < key(b); });
    };
    if (filter.sort == "name")
        sort_by([&](const Item& item) { return view.name_rank(item.person); });
    if (filter.sort == "age")
        sort_by([](const Item& item) { return item.row != nullptr ? item.row->age_years : 0; });
    if (filter.sort == "practice")
        sort_by([&](const Item& item) { return view.practice(item.practice).name; });
    if (filter.sort == "changed")
        sort_by(
            [](const Item& item) { return item.action != nullptr ? -item.action->sequence : 1; });
    if (filter.descending) std::reverse(items.begin(), items.end());
    return items;
}

ordered_json counts_json(const ItemCounts& counts) {
    return {{"open", counts.open},       {"mine", counts.mine},         {"claimed", counts.claimed},
            {"snoozed", counts.snoozed}, {"excluded", counts.excluded}, {"done", counts.done}};
}

ordered_json item_json(const NetworkState::View& view, std::size_t worklist, const Item& item,
                       const Asker& asker,
                       const std::unordered_map<records::PersonId, persistence::Person>& people) {
    const auto& list = view.pack().worklists()[worklist];
    ordered_json body;
    const auto person = people.find(item.person);
    if (person != people.end())
        body["patient"] = identity_json(person->second, view.practice(item.practice));
    body["state"] = to_text(item.state == ItemState::not_on_list ? ItemState::done : item.state);
    if (item.action != nullptr && item.state != ItemState::open) {
        if (item.state == ItemState::claimed) {
            body["claimed_by"] = {{"display_name", item.action->display_name},
                                  {"me", item.action->username == asker.username}};
        }
        if (!item.action->until.empty()) body["until"] = item.action->until;
        const std::string why = state_reason(list, *item.action);
        if (!why.empty()) body["state_reason"] = why;
        body["changed_at"] = item.action->at.to_string();
    }
    ordered_json reasons = ordered_json::array();
    ordered_json facts = ordered_json::object();
    if (item.row != nullptr) {
        for (const auto& reason : item.row->reasons) {
            const auto& definition = list.reasons[reason.reason];
            reasons.push_back(
                {{"id", definition.id}, {"rule", definition.rule}, {"sentence", reason.sentence}});
        }
        for (std::size_t i = 0; i < list.facts.size(); ++i) {
            if (i < item.row->facts.size() && !item.row->facts[i].empty())
                facts[list.facts[i].id] = item.row->facts[i];
        }
    }
    body["reasons"] = std::move(reasons);
    body["facts"] = std::move(facts);
    return body;
}

ordered_json worklist_summary_json(const NetworkState::View& view, std::size_t worklist,
                                   const Reach& reach) {
    const auto& list = view.pack().worklists()[worklist];
    return {{"id", list.id},
            {"title", list.title},
            {"description", list.description},
            {"counts", counts_json(view.count(worklist, reach))},
            {"as_at", view.as_at().to_string()}};
}

ordered_json worklist_json(const NetworkState::View& view, std::size_t worklist,
                           const Reach& reach) {
    const Asker& asker = reach.asker();
    const auto& list = view.pack().worklists()[worklist];
    ordered_json body{{"id", list.id},
                      {"title", list.title},
                      {"description", list.description},
                      {"definition", list.on_list}};
    body["facts"] = ordered_json::array();
    for (const auto& fact : list.facts)
        body["facts"].push_back({{"id", fact.id}, {"label", fact.label}});
    std::vector<std::size_t> open(list.reasons.size());
    for (const Item& item : view.items(worklist, reach)) {
        if (item.row == nullptr ||
            (item.state != ItemState::open && item.state != ItemState::claimed))
            continue;
        for (const auto& reason : item.row->reasons) ++open[reason.reason];
    }
    body["reasons"] = ordered_json::array();
    for (std::size_t i = 0; i < list.reasons.size(); ++i) {
        const auto& reason = list.reasons[i];
        body["reasons"].push_back({{"id", reason.id},
                                   {"rule", reason.rule},
                                   {"label", reason.label},
                                   {"definition", reason.definition},
                                   {"open", open[i]}});
    }
    body["outcomes"] = ordered_json::array();
    for (const auto& outcome : list.outcomes) {
        if (std::find(outcome.roles.begin(), outcome.roles.end(), asker.role) !=
            outcome.roles.end())
            body["outcomes"].push_back(outcome_json(outcome));
    }
    body["snooze_reasons"] = choices_json(list.snooze_reasons);
    body["exclusion_reasons"] = choices_json(list.exclusion_reasons);
    body["counts"] = counts_json(view.count(worklist, reach));
    body["as_at"] = view.as_at().to_string();
    body["evaluated_at"] = view.evaluated_at().to_string();
    body["freshness"] = ordered_json::array();
    for (const auto& practice : view.image().practices()) {
        if (reach.may(Want::work_lists, practice.index))
            body["freshness"].push_back(freshness_json(practice));
    }
    return body;
}

}  // namespace openpcn::api
