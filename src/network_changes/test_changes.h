// A register of one commissioner with two networks of three practices each and one practice in
// none, and the rules of content. For the tests of this module.
#pragma once

#include <fstream>
#include <sstream>

#include "network_changes/hindrances.h"

namespace openpcn::network_changes {

inline OdsCode code(std::string_view text) { return OdsCode::parse(text).value(); }
inline Date day(std::string_view text) { return Date::parse(text).value(); }

inline std::string content_file(const std::string& path) {
    std::stringstream text;
    text << std::ifstream(std::string(OPENPCN_SOURCE_DIR) + "/content/" + path).rdbuf();
    return text.str();
}
inline ChangeRules rules_of(const std::string& id) {
    return parse_change_rules(content_file("network_changes/" + id + ".json"), id).value();
}

// A81001 to A81003 are in U00001, A81004 to A81006 in U00002, A81007 is in none; each has 12,000
// patients on 1 January 2026.
inline organisations::RegisterView test_register(Date as_at) {
    organisations::BasisFacts facts;
    for (int i = 1; i <= 7; ++i) {
        const OdsCode practice = code("A8100" + std::to_string(i));
        organisations::MappedPracticeFact mapped{
            practice, "PRACTICE " + std::to_string(i), "TS18", std::nullopt, "", code("16C"), "",
            1};
        if (i <= 6) {
            mapped.network = code(i <= 3 ? "U00001" : "U00002");
            mapped.network_name = i <= 3 ? "North PCN" : "South PCN";
        }
        facts.mapped.push_back(mapped);
        facts.lists.push_back({practice, day("2026-01-01"), code("16C"), "TS18", 12'000, 2});
    }
    organisations::LoadedFile file;
    file.id = 1;
    file.kind = organisations::FileKind::practice_mapping;
    file.dated = day("2026-01-01");
    facts.basis.mapping = file;
    return organisations::RegisterView::build(std::move(facts), as_at);
}

// The three views of a request of U00001 on 1 April 2027, and what follows from them.
struct Worked {
    explicit Worked(ChangeRequest asked, const std::string& rules_id = "2019-20")
        : request(std::move(asked)),
          rules(rules_of(rules_id)),
          contract(networks::parse_contract_rules(content_file("network_contract/2019-20.json"),
                                                  "2019-20")
                       .value()),
          before(test_register(request.takes_effect->plus_days(-1))),
          on_day(test_register(*request.takes_effect)),
          after(test_register(*request.takes_effect)) {
        auto effects = effects_of(request, code("U00001"), on_day);
        auto decisions = decisions_of(effects);
        after.lay_over(std::move(decisions.networks), decisions.mergers);
        const ThreeViews views{&before, &on_day, &after};
        facts.views = views;
        facts.preview = preview_register(
            {&request, code("U00001"), code("16C"), std::move(effects)}, views, contract);
        facts.rules = &rules;
        facts.contract = &contract;
    }
    std::vector<std::string> ids(Severity severity) const {
        std::vector<std::string> found;
        for (const Hindrance& one : hindrances_of(request, facts))
            if (one.severity == severity) found.push_back(one.id);
        return found;
    }

    ChangeRequest request;
    ChangeRules rules;
    networks::ContractRules contract;
    organisations::RegisterView before;
    organisations::RegisterView on_day;
    organisations::RegisterView after;
    ChangeFacts facts{day("2026-11-26"),
                      nullptr,
                      nullptr,
                      code("U00001"),
                      {},
                      {{}, {}, {}, code("16C"), {}, {}, {}, {}, 0, {}},
                      {},
                      {},
                      {},
                      {}};
};

inline ChangeRequest asked(ChangeKind kind) {
    ChangeRequest request;
    request.kind = kind;
    request.takes_effect = day("2027-04-01");
    request.reason = "It serves patients better.";
    request.evidence.note = "Minute 3";
    request.evidence.notice_given_on = day("2026-11-01");
    return request;
}
inline ChangeRequest joining(std::string_view practice) {
    auto request = asked(ChangeKind::practice_joins);
    request.practice = code(practice);
    return request;
}
inline ChangeRequest leaving(std::string_view practice) {
    auto request = asked(ChangeKind::practice_leaves);
    request.practice = code(practice);
    return request;
}
inline ChangeRequest merging(std::string_view successor) {
    auto request = asked(ChangeKind::practices_merge);
    request.practices = {code("A81001"), code("A81002")};
    request.successor = code(successor);
    return request;
}
inline ChangeRequest merging_networks(std::optional<OdsCode> target) {
    auto request = asked(ChangeKind::networks_merge);
    request.networks = {code("U00002")};
    request.new_networks = {{"Both PCN", std::move(target), {}}};
    return request;
}
inline ChangeRequest splitting() {
    auto request = asked(ChangeKind::network_splits);
    request.new_networks = {{"North PCN", code("U00001"), {code("A81001")}},
                            {"Middle PCN", code("U00003"), {code("A81002"), code("A81003")}}};
    return request;
}

}  // namespace openpcn::network_changes
