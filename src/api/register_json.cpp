#include "api/register_json.h"

#include <fmt/format.h>

#include <algorithm>

#include <nlohmann/json.hpp>

namespace openpcn::api {

using nlohmann::ordered_json;
using organisations::RegisterView;

namespace {

template <typename T>
ordered_json or_null(const std::optional<T>& value) {
    if (!value) return nullptr;
    if constexpr (std::is_same_v<T, OdsCode>) {
        return value->text();
    } else if constexpr (std::is_same_v<T, Date>) {
        return value->to_string();
    } else {
        return *value;
    }
}

void put_totals(ordered_json& body, const organisations::RegisterTotals& totals) {
    body["open_networks"] = totals.open_networks;
    body["practices"] = totals.practices;
    body["unallocated_practices"] = or_null(totals.unallocated_practices);
    body["registered_patients"] = or_null(totals.registered_patients);
}

ordered_json file_json(const organisations::LoadedFile& file) {
    return {{"id", file.id},
            {"file", file.name},
            {"kind", name_of(file.kind)},
            {"dated", file.dated.to_string()}};
}

ordered_json source_json(const RegisterView& view, std::int64_t file, std::uint64_t line) {
    const auto* found = view.file(file);
    if (found == nullptr) return nullptr;
    ordered_json source = file_json(*found);
    if (line > 0) source["line"] = line;
    return source;
}

ordered_json decision_json(const Date& from) {
    return {{"id", 0}, {"file", ""}, {"kind", "decision"}, {"dated", from.to_string()}};
}

// What says in which network a practice is: a file, or a decision kept here.
ordered_json standing_source_json(const RegisterView& view,
                                  const organisations::PracticeEntry& practice) {
    if (practice.decided_here) return decision_json(practice.member_since.value_or(view.as_at()));
    return source_json(view, practice.file, practice.line);
}

ordered_json list_json(const RegisterView& view,
                       const std::optional<organisations::ListInUse>& list) {
    if (!list) return nullptr;
    return {{"patients", list->patients},
            {"extracted", list->extracted.to_string()},
            {"source", source_json(view, list->file, 0)}};
}

std::string network_name(const RegisterView& view, const std::optional<OdsCode>& code) {
    const auto found = code ? view.networks().find(*code) : view.networks().end();
    return found == view.networks().end() ? std::string() : found->second.name;
}

std::string commissioner_name(const RegisterView& view, const std::optional<OdsCode>& code) {
    const auto* found = code ? view.commissioner(*code) : nullptr;
    return found == nullptr ? std::string() : found->name;
}

ordered_json history_json(const RegisterView& view, const OdsCode& code) {
    ordered_json history = ordered_json::array();
    const auto& file = view.basis().memberships;
    for (const auto* fact : view.memberships_of(code)) {
        history.push_back({{"practice", fact->practice.text()},
                           {"practice_name", fact->practice_name},
                           {"network", fact->network.text()},
                           {"network_name", fact->network_name},
                           {"start", or_null(fact->period.start)},
                           {"end", or_null(fact->period.end)},
                           {"source", source_json(view, file ? file->id : 0, fact->line)}});
    }
    for (const auto& network : view.decided()) {
        for (const auto& member : network.members) {
            if (network.code != code && member.practice != code) continue;
            const auto practice = view.practices().find(member.practice);
            history.push_back(
                {{"practice", member.practice.text()},
                 {"practice_name",
                  practice == view.practices().end() ? std::string() : practice->second.name},
                 {"network", network.code.text()},
                 {"network_name", network.name},
                 {"start", or_null(member.period.start)},
                 {"end", or_null(member.period.end)},
                 {"source", decision_json(member.period.start.value_or(view.as_at()))}});
        }
    }
    return history;
}

ordered_json lines_json(const std::vector<organisations::RejectedLine>& lines,
                        std::size_t lines_max) {
    ordered_json list = ordered_json::array();
    for (std::size_t i = 0; i < std::min(lines.size(), lines_max); ++i) {
        list.push_back(
            {{"file", lines[i].file}, {"line", lines[i].line}, {"reason", lines[i].reason}});
    }
    return list;
}

}  // namespace

ordered_json load_json(const persistence::FileOutcome& file, std::size_t lines_max) {
    ordered_json body{{"file", file.name}, {"state", name_of(file.outcome)}};
    if (file.error) {
        body["error"] = {{"what", file.error->what},
                         {"where", file.error->where},
                         {"remedy", file.error->remedy}};
        return body;
    }
    body["kind"] = name_of(file.kind);
    body["dated"] = file.dated.to_string();
    if (file.outcome == persistence::LoadOutcome::already_loaded) return body;
    body["dated_by"] = name_of(file.dated_by);
    body["lines"] = file.rows;
    body["facts"] = file.facts;
    body["rejected"] = file.rejects.size();
    body["doubtful"] = file.doubts.size();
    body["passed_over"] = file.passed_over;
    body["changes"] = file.changes;
    body["rejects"] = lines_json(file.rejects, lines_max);
    body["doubts"] = lines_json(file.doubts, lines_max);
    return body;
}

std::vector<std::string> notes_of(const RegisterView& view) {
    std::vector<std::string> notes;
    const auto& basis = view.basis();
    if (!basis.mapping && !basis.memberships && !basis.networks)
        notes.emplace_back("No file says which networks there were on this day.");
    if (!view.totals().unallocated_practices && basis.memberships) {
        notes.emplace_back(
            "Practices in no network are not known: load the monthly mapping or list sizes.");
    }
    if (!view.totals().registered_patients)
        notes.emplace_back("No list sizes of this day or before are loaded.");
    if (basis.memberships && !basis.mapping && basis.memberships->dated > view.as_at()) {
        notes.emplace_back(
            fmt::format("Memberships come from the dates that a later file states ({}).",
                        basis.memberships->dated.to_string()));
    }
    return notes;
}

ordered_json commissioner_json(const organisations::CommissionerEntry& entry) {
    ordered_json body{{"code", or_null(entry.code)},
                      {"name", entry.code ? entry.name : std::string("Commissioner not known")},
                      {"ons_code", entry.ons_code},
                      {"system", or_null(entry.system)},
                      {"system_name", entry.system_name},
                      {"region", or_null(entry.region)}};
    put_totals(body, entry.totals);
    return body;
}

ordered_json totals_json(const RegisterView& view) {
    ordered_json body{{"as_at", view.as_at().to_string()}};
    put_totals(body, view.totals());
    body["commissioners"] = ordered_json::array();
    for (const auto& entry : view.commissioners())
        body["commissioners"].push_back(commissioner_json(entry));
    body["rests_on"] = ordered_json::array();
    for (const auto& file : view.files()) body["rests_on"].push_back(file_json(file));
    body["notes"] = notes_of(view);
    return body;
}

ordered_json network_json(const RegisterView& view, const organisations::NetworkEntry& network) {
    ordered_json body{{"as_at", view.as_at().to_string()},
                      {"code", network.code.text()},
                      {"name", network.name},
                      {"open", network.is_open},
                      {"opened", or_null(network.open.start)},
                      {"closed", or_null(network.open.end)},
                      {"commissioner", or_null(network.commissioner)},
                      {"commissioner_name", commissioner_name(view, network.commissioner)},
                      {"address", network.address},
                      {"postcode", network.postcode},
                      {"registered_patients", network.patients}};
    std::int64_t without_list = 0;
    body["members"] = ordered_json::array();
    for (const OdsCode& code : network.members) {
        const auto& member = view.practices().at(code);
        without_list += member.list ? 0 : 1;
        body["members"].push_back({{"code", code.text()},
                                   {"name", member.name},
                                   {"postcode", member.postcode},
                                   {"member_since", or_null(member.member_since)},
                                   {"list", list_json(view, member.list)},
                                   {"source", standing_source_json(view, member)}});
    }
    body["members_without_list"] = without_list;
    body["history"] = history_json(view, network.code);
    body["source"] = network.decided_here ? decision_json(network.open.start.value_or(view.as_at()))
                                          : source_json(view, network.file, network.line);
    return body;
}

ordered_json public_network_json(const RegisterView& view,
                                 const organisations::NetworkEntry& network) {
    ordered_json body{{"as_at", view.as_at().to_string()},
                      {"code", network.code.text()},
                      {"name", network.name},
                      {"open", network.is_open},
                      {"commissioner_name", commissioner_name(view, network.commissioner)},
                      {"address", network.address},
                      {"postcode", network.postcode},
                      {"practices", ordered_json::array()}};
    for (const OdsCode& code : network.members) {
        const auto& member = view.practices().at(code);
        body["practices"].push_back(
            {{"code", code.text()}, {"name", member.name}, {"postcode", member.postcode}});
    }
    // Not the file's name, which is the operator's.
    if (const auto* file = view.file(network.file)) body["dated"] = file->dated.to_string();
    return body;
}

ordered_json practice_json(const RegisterView& view, const organisations::PracticeEntry& practice) {
    ordered_json body{{"as_at", view.as_at().to_string()},
                      {"code", practice.code.text()},
                      {"name", practice.name},
                      {"postcode", practice.postcode},
                      {"standing", name_of(practice.standing)},
                      {"network", or_null(practice.network)},
                      {"network_name", network_name(view, practice.network)},
                      {"member_since", or_null(practice.member_since)},
                      {"commissioner", or_null(practice.commissioner)},
                      {"commissioner_name", commissioner_name(view, practice.commissioner)},
                      {"list", list_json(view, practice.list)}};
    body["directory"] = nullptr;
    if (const auto* fact = practice.directory) {
        const auto& file = view.basis().directory;
        body["directory"] = {{"status", name_of(fact->status)},
                             {"setting", fact->setting},
                             {"opened", or_null(fact->open.start)},
                             {"closed", or_null(fact->open.end)},
                             {"address", fact->address},
                             {"postcode", fact->postcode},
                             {"telephone", fact->telephone},
                             {"source", source_json(view, file ? file->id : 0, fact->line)}};
    }
    body["place"] = nullptr;
    if (const auto* fact = practice.place) {
        const auto& file = view.basis().places;
        body["place"] = {{"latitude", fact->latitude},
                         {"longitude", fact->longitude},
                         {"postcode", fact->postcode},
                         {"source", source_json(view, file ? file->id : 0, fact->line)}};
    }
    body["history"] = history_json(view, practice.code);
    body["source"] = standing_source_json(view, practice);
    return body;
}

ordered_json bands_json(const std::vector<organisations::BandCount>& bands) {
    ordered_json list = ordered_json::array();
    for (const auto& count : bands)
        list.push_back({{"sex", count.sex}, {"band", count.band}, {"patients", count.patients}});
    return list;
}

ordered_json hits_json(const std::vector<organisations::SearchHit>& hits) {
    ordered_json list = ordered_json::array();
    for (const auto& hit : hits) {
        list.push_back({{"kind", hit.is_network ? "network" : "practice"},
                        {"code", hit.code.text()},
                        {"name", hit.name},
                        {"postcode", hit.postcode},
                        {"detail", hit.detail},
                        {"current", hit.is_current}});
    }
    return list;
}

ordered_json change_json(const persistence::ReviewedChange& reviewed) {
    const auto& change = reviewed.change;
    const bool refused = !reviewed.refused_because.empty();
    ordered_json body{{"id", reviewed.id},
                      {"change", name_of(change.kind)},
                      {"subject_kind", name_of(change.subject_kind)},
                      {"subject", change.subject.text()},
                      {"name", change.name},
                      {"before", change.before},
                      {"after", change.after},
                      {"file", reviewed.file_name},
                      {"dated", reviewed.dated},
                      {"state", reviewed.decided_at.empty() ? "waiting"
                                : refused                   ? "refused"
                                                            : "accepted"},
                      {"decided_at", reviewed.decided_at},
                      {"decided_by", reviewed.decided_by}};
    if (refused) body["because"] = reviewed.refused_because;
    if (const auto& earlier = reviewed.earlier)
        body["refused_before"] = {{"file", earlier->file_name},
                                  {"dated", earlier->dated},
                                  {"decided_at", earlier->decided_at},
                                  {"because", earlier->because}};
    return body;
}

}  // namespace openpcn::api
