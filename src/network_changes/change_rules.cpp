#include "network_changes/change_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/content_of_day.h"
#include "base/day_in_words.h"
#include "base/invariant.h"
#include "formation/json_fields.h"

namespace openpcn::network_changes {
namespace {

using formation::JsonFields;

constexpr std::array<std::string_view, 4> how_names{"vote", "notice", "all_members",
                                                    "all_practices_named"};

Clause clause_of(JsonFields& fields) {
    return {fields.needed_text("clause"), fields.needed_text("source")};
}

ChangeRule rule_of(JsonFields& fields, ChangeKind kind) {
    ChangeRule rule;
    rule.kind = kind;
    rule.title = fields.needed_text("title");
    const auto how = std::ranges::find(how_names, fields.needed_text("agreed_by"));
    if (how == how_names.end())
        fields.refuse("agreed_by", "vote, notice, all_members or all_practices_named");
    else
        rule.agreed_by = static_cast<AgreedHow>(how - how_names.begin());
    rule.agreed_how = fields.needed_text("agreed_how");
    rule.effect = fields.needed_text("effect");
    fields.object("window", [&](JsonFields& window) {
        rule.window =
            NoticeWindow{window.day("opens"), window.day("closes"), window.needed_text("text")};
    });
    rule.clause = fields.needed_text("clause");
    rule.source = fields.needed_text("source");
    return rule;
}

void read_rules(JsonFields& all, ChangeRules& rules) {
    rules.id = all.needed_text("id");
    rules.title = all.needed_text("title");
    rules.effective_from = all.needed_day("effective_from");
    rules.effective_to = all.day("effective_to");
    if (!all.object("assurance", [&](JsonFields& assurance) {
            assurance.needed_text("state");
            rules.assurance = assurance.needed_text("statement");
        }))
        all.refuse("assurance", "an object");
    const bool has_kinds = all.object("kinds", [&](JsonFields& kinds) {
        for (const ChangeKind kind : all_change_kinds()) {
            const std::string name(name_of(kind));
            if (!kinds.object(name,
                              [&](JsonFields& one) { rules.kinds.push_back(rule_of(one, kind)); }))
                kinds.refuse(name, "an object");
        }
    });
    if (!has_kinds) all.refuse("kinds", "an object");
    const auto* clauses = all.any("clauses");
    if (clauses == nullptr || !clauses->is_object()) return;
    all.object("clauses", [&](JsonFields& fields) {
        for (const auto& [id, value] : clauses->items())
            fields.object(id, [&](JsonFields& one) { rules.clauses[id] = clause_of(one); });
    });
}

}  // namespace

std::string_view name_of(AgreedHow how) { return how_names[static_cast<std::size_t>(how)]; }

const ChangeRule& ChangeRules::rule(ChangeKind kind) const {
    const auto found = std::ranges::find(kinds, kind, &ChangeRule::kind);
    INVARIANT(found != kinds.end());
    return *found;
}

const Clause* ChangeRules::clause(std::string_view hindrance) const {
    const auto found = clauses.find(hindrance);
    return found == clauses.end() ? nullptr : &found->second;
}

Result<ChangeRules> parse_change_rules(std::string_view text, std::string_view file) {
    ChangeRules rules;
    const auto read = formation::read_json_object(text, "rules of changing networks",
                                                  [&](JsonFields& all) { read_rules(all, rules); });
    if (read) return rules;
    Error error = read.error();
    error.where = fmt::format("{}, {}", file, error.where);
    error.remedy = "Mend the file; content/network_changes has an example.";
    return failure(std::move(error));
}

ChangeRulesOfDay change_rules_on(std::span<const ChangeRules> all, Date day) {
    const ChangeRules* found = content_on(all, day);
    if (found == nullptr) return {};
    if (day < found->effective_from)
        return {found, fmt::format("The rules are of {}, which begins on {}.", found->title,
                                   day_in_words(found->effective_from))};
    if (!found->effective_to || day <= *found->effective_to) return {found, ""};
    return {found, fmt::format("The rules are of {}, which ended on {}: no later ones are in the "
                               "content.",
                               found->title, day_in_words(*found->effective_to))};
}

}  // namespace openpcn::network_changes
