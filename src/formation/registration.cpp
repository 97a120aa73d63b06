#include "formation/registration.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/day_in_words.h"
#include "base/grouped_number.h"
#include "formation/area_field.h"
#include "formation/json_fields.h"

namespace openpcn::formation {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t name_bytes_max = 200;
constexpr std::size_t evidence_max = 50;
constexpr std::size_t teams_max = 20;

ListSnapshot lists_of(JsonFields& fields) {
    ListSnapshot lists;
    lists.dated = fields.needed_day("dated");
    lists.total = fields.number("total");
    fields.each("rows", members_max, [&](JsonFields& row) {
        lists.rows.push_back({row.needed_code("practice"), row.number("patients"),
                              row.text("source", name_bytes_max)});
    });
    return lists;
}

std::vector<AreaEvidence> evidence_of(JsonFields& fields, const std::string& name) {
    std::vector<AreaEvidence> all;
    fields.each(name, evidence_max, [&](JsonFields& one) {
        all.push_back(
            {one.needed_text("who", name_bytes_max), one.day("day"), one.text("evidence")});
    });
    return all;
}

ordered_json evidence_json(const std::vector<AreaEvidence>& all) {
    ordered_json rows = ordered_json::array();
    for (const AreaEvidence& one : all) {
        ordered_json row{{"who", one.who}, {"evidence", one.evidence}};
        if (one.day) row["day"] = one.day->to_string();
        rows.push_back(std::move(row));
    }
    return rows;
}

void add_named_earlier(ordered_json& body, const NamedEarlier& named) {
    if (named.is_empty()) return;
    body["directors"] = ordered_json::array();
    for (const NamedDirector& one : named.directors)
        body["directors"].push_back(
            {{"name", one.name}, {"profession", one.profession}, {"percent", one.percent}});
    body["payee"] = named.payee;
}

ordered_json codes_json(const std::vector<OdsCode>& codes) {
    ordered_json all = ordered_json::array();
    for (const OdsCode& code : codes) all.push_back(code.text());
    return all;
}

void say(std::vector<std::string>& said, std::string_view what, const std::string& earlier,
         const std::string& later) {
    if (earlier == later) return;
    said.push_back(fmt::format("{}: {} instead of {}.", what, later.empty() ? "nothing" : later,
                               earlier.empty() ? "nothing" : earlier));
}

std::string quoted(const std::string& text) {
    return text.empty() ? "" : fmt::format("\"{}\"", text);
}
std::string text_of(const std::optional<OdsCode>& code) { return code ? code->text() : ""; }
std::string text_of(const std::optional<Date>& date) { return date ? date->to_string() : ""; }

bool holds(const std::vector<OdsCode>& codes, const OdsCode& code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

void say_lists(std::vector<std::string>& said, const Registration& earlier,
               const Registration& later) {
    const auto total = [](const Registration& one) {
        return one.lists ? fmt::format("{} patients on {}", grouped(one.lists->total),
                                       day_in_words(one.lists->dated))
                         : std::string();
    };
    say(said, "List size", total(earlier), total(later));
}

}  // namespace

Result<Registration> parse_registration(std::string_view text) {
    Registration made;
    TRY(read_json_object(text, "registration", [&](JsonFields& all) {
        made.name = all.text("name", name_bytes_max);
        made.commissioner = all.code("commissioner");
        made.starts = all.day("starts");
        made.locality = all.text("locality", name_bytes_max);
        made.members = all.codes("members", members_max);
        std::sort(made.members.begin(), made.members.end());
        if (std::adjacent_find(made.members.begin(), made.members.end()) != made.members.end())
            all.refuse("members", "a list that has each practice once");
        all.object("lists", [&](JsonFields& lists) { made.lists = lists_of(lists); });
        read_area(all, made.area);
        made.providers = evidence_of(all, "providers");
        made.people = evidence_of(all, "people");
        all.each("teams", teams_max, [&](JsonFields& team) {
            made.teams.push_back(
                {team.needed_text("name", name_bytes_max), team.codes("practices", members_max)});
        });
        all.each("directors", evidence_max, [&](JsonFields& one) {
            made.named_earlier.directors.push_back({one.needed_text("name", name_bytes_max),
                                                    one.text("profession", name_bytes_max),
                                                    static_cast<int>(one.number("percent"))});
        });
        made.named_earlier.payee = all.text("payee", name_bytes_max);
        made.waiver_reason = all.text("waiver_reason");
        for (auto& [id, why] : all.named_texts("explanations"))
            if (!why.empty()) made.explanations[id] = why;
    }));
    return made;
}

std::string registration_json(const Registration& registration) {
    ordered_json body{{"name", registration.name}};
    if (registration.commissioner) body["commissioner"] = registration.commissioner->text();
    if (registration.starts) body["starts"] = registration.starts->to_string();
    body["locality"] = registration.locality;
    body["members"] = codes_json(registration.members);
    if (registration.lists) {
        ordered_json rows = ordered_json::array();
        for (const ListRow& row : registration.lists->rows)
            rows.push_back({{"practice", row.practice.text()},
                            {"patients", row.patients},
                            {"source", row.source}});
        body["lists"] = {{"dated", registration.lists->dated.to_string()},
                         {"rows", std::move(rows)},
                         {"total", registration.lists->total}};
    }
    body["area"] = ordered_json::parse(networks::network_area_json(registration.area));
    body["providers"] = evidence_json(registration.providers);
    body["people"] = evidence_json(registration.people);
    body["teams"] = ordered_json::array();
    for (const NeighbourhoodTeam& team : registration.teams)
        body["teams"].push_back({{"name", team.name}, {"practices", codes_json(team.practices)}});
    add_named_earlier(body, registration.named_earlier);
    body["waiver_reason"] = registration.waiver_reason;
    body["explanations"] = ordered_json::object();
    for (const auto& [id, why] : registration.explanations) body["explanations"][id] = why;
    return body.dump();
}

Result<void> require_nobody_named(const Registration& registration) {
    if (registration.named_earlier.is_empty()) return {};
    return failure({ErrorKind::invalid, "A registration does not name directors or payee any more.",
                    "registration.directors, registration.payee",
                    "Name them on the network's page of people and payee, where a second person "
                    "confirms the payee, and leave them out here."});
}

std::string area_text(const Registration& registration) {
    return networks::network_area_json(registration.area);
}

void take_out(Registration& registration, const OdsCode& practice) {
    std::erase(registration.members, practice);
    if (auto& lists = registration.lists) {
        for (const ListRow& row : lists->rows)
            if (row.practice == practice) lists->total -= row.patients;
        std::erase_if(lists->rows, [&](const ListRow& row) { return row.practice == practice; });
        lists->total = std::max<std::int64_t>(lists->total, 0);
    }
    for (NeighbourhoodTeam& team : registration.teams) std::erase(team.practices, practice);
}

std::vector<std::string> differences(const Registration& earlier, const Registration& later) {
    std::vector<std::string> said;
    say(said, "Name", earlier.name, later.name);
    say(said, "Lead commissioner", text_of(earlier.commissioner), text_of(later.commissioner));
    say(said, "First day", text_of(earlier.starts), text_of(later.starts));
    say(said, "Locality", earlier.locality, later.locality);
    for (const OdsCode& code : later.members)
        if (!holds(earlier.members, code)) said.push_back(code.text() + " is a member now.");
    for (const OdsCode& code : earlier.members)
        if (!holds(later.members, code)) said.push_back(code.text() + " is no member any more.");
    say_lists(said, earlier, later);
    if (area_text(earlier) != area_text(later))
        said.push_back(fmt::format("Area: {} small areas and {} drawn pieces instead of {} and {}.",
                                   later.area.small_areas.size(), later.area.polygons.size(),
                                   earlier.area.small_areas.size(), earlier.area.polygons.size()));
    if (evidence_json(earlier.providers) != evidence_json(later.providers))
        said.push_back("The community providers' acceptance of the area was written anew.");
    if (evidence_json(earlier.people) != evidence_json(later.people))
        said.push_back("The local people's acceptance of the area was written anew.");
    if (earlier.teams.size() != later.teams.size())
        said.push_back(fmt::format("{} neighbourhood teams instead of {}.", later.teams.size(),
                                   earlier.teams.size()));
    say(said, "Reason for a waiver of the size", quoted(earlier.waiver_reason),
        quoted(later.waiver_reason));
    for (const auto& [id, why] : later.explanations) {
        const auto before = earlier.explanations.find(id);
        if (before == earlier.explanations.end() || before->second != why)
            said.push_back(fmt::format("Explained: {}", why));
    }
    return said;
}

}  // namespace openpcn::formation
