#include "network_changes/change_request.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "formation/area_field.h"
#include "formation/json_fields.h"

namespace openpcn::network_changes {
namespace {

using formation::JsonFields;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t name_bytes_max = 200;
constexpr std::size_t reference_bytes_max = 64;

constexpr std::array kinds{ChangeKind::practice_joins,  ChangeKind::practice_leaves,
                           ChangeKind::practices_merge, ChangeKind::networks_merge,
                           ChangeKind::network_splits,  ChangeKind::shared_director,
                           ChangeKind::new_area};
constexpr std::array<std::string_view, kinds.size()> kind_names{
    "practice_joins", "practice_leaves", "practices_merge", "networks_merge",
    "network_splits", "shared_director", "new_area"};

// In order, each once.
std::vector<OdsCode> set_of(JsonFields& fields, const std::string& name, std::size_t most) {
    auto codes = fields.codes(name, most);
    std::ranges::sort(codes);
    if (std::ranges::adjacent_find(codes) != codes.end())
        fields.refuse(name, "a list that has each code once");
    return codes;
}

ChangeEvidence evidence_of(JsonFields& fields) {
    ChangeEvidence evidence;
    fields.object("vote", [&](JsonFields& vote) {
        evidence.vote = VoteReference{vote.needed_text("meeting", reference_bytes_max),
                                      static_cast<int>(vote.number("motion"))};
        if (evidence.vote->motion < 1 || evidence.vote->motion > 1'000)
            vote.refuse("motion", "the number of a motion, from 1");
    });
    evidence.notice_given_on = fields.day("notice_given_on");
    evidence.notice = fields.text("notice");
    fields.each("agreed_by", practices_max, [&](JsonFields& one) {
        evidence.agreed_by.push_back({one.needed_code("practice"),
                                      one.needed_text("person", name_bytes_max),
                                      one.needed_day("on")});
    });
    evidence.providers = fields.text("providers");
    evidence.people = fields.text("people");
    evidence.note = fields.text("note");
    return evidence;
}

void read_request(JsonFields& all, ChangeRequest& made) {
    const auto kind = find_change_kind(all.needed_text("kind", reference_bytes_max));
    if (!kind) all.refuse("kind", "a kind of change");
    made.kind = kind.value_or(ChangeKind::practice_joins);
    made.takes_effect = all.day("takes_effect");
    made.reason = all.text("reason");
    made.practice = all.code("practice");
    made.practices = set_of(all, "practices", practices_max);
    all.object("successor", [&](JsonFields& successor) {
        made.successor = successor.needed_code("code");
        made.successor_name = successor.text("name", name_bytes_max);
    });
    made.networks = set_of(all, "networks", networks_max);
    all.each("new_networks", networks_max, [&](JsonFields& one) {
        NewNetwork network{one.needed_text("name", name_bytes_max),
                           one.code("code"),
                           set_of(one, "practices", practices_max),
                           {}};
        formation::read_area(one, network.area);
        made.new_networks.push_back(std::move(network));
    });
    all.object("group", [&](JsonFields& group) {
        made.group_name = group.text("name", name_bytes_max);
        made.director = group.text("person", name_bytes_max);
        made.profession = group.text("profession", reference_bytes_max);
    });
    formation::read_area(all, made.area);
    all.object("evidence", [&](JsonFields& evidence) { made.evidence = evidence_of(evidence); });
}

ordered_json codes_json(const std::vector<OdsCode>& codes) {
    ordered_json all = ordered_json::array();
    for (const OdsCode& code : codes) all.push_back(code.text());
    return all;
}

void put_text(ordered_json& body, const char* name, const std::string& text) {
    if (!text.empty()) body[name] = text;
}

ordered_json evidence_json(const ChangeEvidence& evidence) {
    ordered_json body = ordered_json::object();
    if (evidence.vote)
        body["vote"] = {{"meeting", evidence.vote->meeting}, {"motion", evidence.vote->motion}};
    if (evidence.notice_given_on) body["notice_given_on"] = evidence.notice_given_on->to_string();
    put_text(body, "notice", evidence.notice);
    if (!evidence.agreed_by.empty()) {
        ordered_json rows = ordered_json::array();
        for (const AgreedBy& one : evidence.agreed_by)
            rows.push_back({{"practice", one.practice.text()},
                            {"person", one.person},
                            {"on", one.on.to_string()}});
        body["agreed_by"] = std::move(rows);
    }
    put_text(body, "providers", evidence.providers);
    put_text(body, "people", evidence.people);
    put_text(body, "note", evidence.note);
    return body;
}

ordered_json new_networks_json(const std::vector<NewNetwork>& all) {
    ordered_json rows = ordered_json::array();
    for (const NewNetwork& one : all) {
        ordered_json row{{"name", one.name}};
        if (one.code) row["code"] = one.code->text();
        if (!one.practices.empty()) row["practices"] = codes_json(one.practices);
        if (!one.area.is_empty())
            row["area"] = ordered_json::parse(networks::network_area_json(one.area));
        rows.push_back(std::move(row));
    }
    return rows;
}

ordered_json without_evidence(const ChangeRequest& request) {
    ordered_json body{{"kind", name_of(request.kind)}};
    if (request.takes_effect) body["takes_effect"] = request.takes_effect->to_string();
    put_text(body, "reason", request.reason);
    if (request.practice) body["practice"] = request.practice->text();
    if (!request.practices.empty()) body["practices"] = codes_json(request.practices);
    if (request.successor) {
        body["successor"] = {{"code", request.successor->text()}};
        put_text(body["successor"], "name", request.successor_name);
    }
    if (!request.networks.empty()) body["networks"] = codes_json(request.networks);
    if (!request.new_networks.empty())
        body["new_networks"] = new_networks_json(request.new_networks);
    ordered_json group = ordered_json::object();
    put_text(group, "name", request.group_name);
    put_text(group, "person", request.director);
    put_text(group, "profession", request.profession);
    if (!group.empty()) body["group"] = std::move(group);
    if (!request.area.is_empty())
        body["area"] = ordered_json::parse(networks::network_area_json(request.area));
    return body;
}

std::string text_of(const std::optional<OdsCode>& code, std::string_view otherwise) {
    return code ? code->text() : std::string(otherwise);
}

std::string listed(const std::vector<OdsCode>& codes) {
    std::vector<std::string> texts;
    for (const OdsCode& code : codes) texts.push_back(code.text());
    return fmt::format("{}", fmt::join(texts, ", "));
}

}  // namespace

std::string_view name_of(ChangeKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::optional<ChangeKind> find_change_kind(std::string_view name) {
    const auto found = std::ranges::find(kind_names, name);
    if (found == kind_names.end()) return std::nullopt;
    return static_cast<ChangeKind>(found - kind_names.begin());
}

std::span<const ChangeKind> all_change_kinds() { return kinds; }

Result<ChangeRequest> parse_change_request(std::string_view text) {
    ChangeRequest made;
    TRY(formation::read_json_object(text, "request for a change",
                                    [&](JsonFields& all) { read_request(all, made); }));
    return made;
}

std::string change_request_json(const ChangeRequest& request) {
    ordered_json body = without_evidence(request);
    ordered_json evidence = evidence_json(request.evidence);
    if (!evidence.empty()) body["evidence"] = std::move(evidence);
    return body.dump();
}

std::string agreed_text(const ChangeRequest& request) { return without_evidence(request).dump(); }

std::string title_of(const ChangeRequest& request, std::string_view own) {
    switch (request.kind) {
        case ChangeKind::practice_joins:
            return fmt::format("{} joins {}", text_of(request.practice, "A practice"), own);
        case ChangeKind::practice_leaves:
            return fmt::format("{} leaves {}", text_of(request.practice, "A practice"), own);
        case ChangeKind::practices_merge:
            return request.practices.empty()
                       ? fmt::format("Practices of {} merge", own)
                       : fmt::format("{} merge to {} in {}", listed(request.practices),
                                     text_of(request.successor, "one practice"), own);
        case ChangeKind::networks_merge:
            return request.networks.empty()
                       ? fmt::format("{} merges with another network", own)
                       : fmt::format("{} merges with {}", own, listed(request.networks));
        case ChangeKind::network_splits:
            return request.new_networks.empty() ? fmt::format("{} splits", own)
                                                : fmt::format("{} splits into {} networks", own,
                                                              request.new_networks.size());
        case ChangeKind::shared_director:
            return request.networks.empty() ? fmt::format("{} shares a clinical director", own)
                                            : fmt::format("{} shares a clinical director with {}",
                                                          own, listed(request.networks));
        case ChangeKind::new_area:
            break;
    }
    return fmt::format("{} has a new area", own);
}

}  // namespace openpcn::network_changes
