// Areas and maps: boundaries for drawing, the check and a first idea of a network's area, what an
// area is like, and the coverage of England. Published facts about places and organisations only.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/area_json.h"
#include "api/json_text.h"
#include "api/network_access.h"
#include "api/network_check_json.h"
#include "api/past_day.h"
#include "api/problem.h"
#include "api/table_answer.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using organisations::CommissionerEntry;
using organisations::NetworkEntry;
using organisations::RegisterView;

constexpr std::size_t proposal_bytes_max = 512 * 1024;
constexpr std::size_t members_max = 200;

Error not_there(std::string_view what) {
    return {ErrorKind::not_found, fmt::format("The register has no such {}.", what), "the register",
            "Search for its name or code."};
}

// Maps are large and change with the register only, so browsers keep them and ask whether they
// still hold. FNV-1a over the text tells versions apart, and promises nothing against an attacker.
http::Response kept_answer(const Call& call, std::string text) {
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    const std::string tag = fmt::format("\"{:016x}-{:x}\"", hash, text.size());
    const bool is_known = call.request.header("If-None-Match").find(tag) != std::string_view::npos;
    http::Response response =
        is_known ? http::Response{} : http::Response::json(200, std::move(text));
    if (is_known) response.status = 304;
    response.with_header("ETag", tag);
    response.with_header("Cache-Control", "private, no-cache");
    return response;
}

// What most of these routes begin with.
struct OfDay {
    std::shared_ptr<const RegisterOfDay> day;
    database::Database::Lease connection;
    const RegisterView& view() const { return day->view; }
};

Result<OfDay> of_day(ApiParts& parts, Date as_at) {
    TRY_ASSIGN(auto day, parts.register_desk.of(as_at));
    TRY_ASSIGN(auto connection, parts.database.lease());
    return OfDay{std::move(day), std::move(connection)};
}

Result<const CommissionerEntry*> commissioner_of(const RegisterView& view, std::string_view text) {
    TRY_ASSIGN(const OdsCode code, OdsCode::parse(text));
    const CommissionerEntry* found = view.commissioner(code);
    if (found == nullptr) return failure(not_there("commissioner"));
    return found;
}

struct NetworkOf {
    const NetworkEntry* network = nullptr;
    // Of a network without one, an entry that has nothing.
    const CommissionerEntry* commissioner = nullptr;
};

Result<NetworkOf> network_of(const RegisterView& view, std::string_view text) {
    static const CommissionerEntry nobody;
    TRY_ASSIGN(const OdsCode code, OdsCode::parse(text));
    const auto found = view.networks().find(code);
    if (found == view.networks().end()) return failure(not_there("network"));
    const auto& commissioner = found->second.commissioner;
    const CommissionerEntry* entry = commissioner ? view.commissioner(*commissioner) : nullptr;
    return NetworkOf{&found->second, entry == nullptr ? &nobody : entry};
}

enum class MapOf {
    small_areas,
    networks
};

Result<std::string> commissioner_map(ApiParts& parts, const Call& call, MapOf subject) {
    TRY_ASSIGN(const Date as_at, day_asked_for(call));
    TRY_ASSIGN(const OfDay now, of_day(parts, as_at));
    TRY_ASSIGN(const auto* commissioner,
               commissioner_of(now.view(), call.request.path_parameter("ods_code")));
    TRY_ASSIGN(const auto lookup, AreaLookup::read(*now.connection, now.view(), *commissioner));
    if (subject == MapOf::small_areas) return small_areas_geojson(lookup, now.view());
    return networks_geojson(lookup, now.view(), *commissioner, nullptr);
}

Result<std::string> network_map(ApiParts& parts, const Call& call, Date as_at) {
    TRY_ASSIGN(const OfDay now, of_day(parts, as_at));
    TRY_ASSIGN(const auto found, network_of(now.view(), call.request.path_parameter("ods_code")));
    TRY_ASSIGN(const auto lookup,
               AreaLookup::read(*now.connection, now.view(), *found.commissioner));
    return networks_geojson(lookup, now.view(), *found.commissioner, found.network);
}

http::Response map_answer(const Call& call, Result<std::string> map) {
    if (!map) return problem(map.error());
    return kept_answer(call, std::move(*map));
}

Result<ordered_json> commissioner_profile(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const Date as_at, day_asked_for(call));
    TRY_ASSIGN(const OfDay now, of_day(parts, as_at));
    TRY_ASSIGN(const auto* commissioner,
               commissioner_of(now.view(), call.request.path_parameter("ods_code")));
    TRY_ASSIGN(const auto lookup, AreaLookup::read(*now.connection, now.view(), *commissioner));
    return commissioner_profile_json(*now.connection, lookup, now.view(), *commissioner);
}

Result<ordered_json> network_profile(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const Date as_at, day_asked_for(call));
    TRY_ASSIGN(const OfDay now, of_day(parts, as_at));
    TRY_ASSIGN(const auto found, network_of(now.view(), call.request.path_parameter("ods_code")));
    TRY_ASSIGN(const auto lookup,
               AreaLookup::read(*now.connection, now.view(), *found.commissioner));
    return network_profile_json(*now.connection, lookup, now.view(), *found.network);
}

Result<std::vector<OdsCode>> members_of(const nlohmann::json& body) {
    const auto found = body.find("members");
    const Error wrong{ErrorKind::invalid, "members is a list of practices' codes.", "members",
                      "Send at most 200 ODS codes."};
    if (found == body.end() || !found->is_array() || found->size() > members_max)
        return failure(wrong);
    std::vector<OdsCode> members;
    for (const auto& text : *found) {
        if (!text.is_string()) return failure(wrong);
        TRY_ASSIGN(OdsCode code, OdsCode::parse(text.get_ref<const std::string&>()));
        members.push_back(std::move(code));
    }
    return members;
}

struct Proposal {
    Date as_at;
    std::string commissioner;
    AreaProposal area;
};

Result<Proposal> proposal_of(const Call& call, std::initializer_list<std::string_view> allowed) {
    TRY_ASSIGN(const Date as_at, day_asked_for(call));
    TRY_ASSIGN(const auto body, json_object(call.request, allowed));
    Proposal proposal{as_at, {}, {}};
    TRY_ASSIGN(proposal.commissioner, text_field(body, "commissioner", 10));
    TRY_ASSIGN(proposal.area.network, text_field(body, "network", 40));
    TRY_ASSIGN(proposal.area.members, members_of(body));
    if (const auto area = body.find("area"); area != body.end()) {
        TRY_ASSIGN(proposal.area.area, networks::parse_network_area(area->dump()));
    }
    return proposal;
}

Result<ordered_json> check(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto proposal,
               proposal_of(call, {"commissioner", "network", "members", "area"}));
    TRY_ASSIGN(const OfDay now, of_day(parts, proposal.as_at));
    TRY_ASSIGN(const auto* commissioner, commissioner_of(now.view(), proposal.commissioner));
    TRY_ASSIGN(const auto rules, contract_rules_of(parts.state.read().pack().files()));
    const networks::RulesOfDay on_day = networks::rules_on(rules, proposal.as_at);
    const networks::AreaRule* rule =
        on_day.rules != nullptr && on_day.rules->area ? &*on_day.rules->area : nullptr;
    TRY_ASSIGN(const auto lookup, AreaLookup::read(*now.connection, now.view(), *commissioner));
    TRY_ASSIGN(const auto made, lookup.check(proposal.area, rule));
    ordered_json body{{"as_at", proposal.as_at.to_string()}};
    body.update(proposed_area_json(made, lookup));
    ordered_json notes = ordered_json::array();
    if (!on_day.note.empty()) notes.push_back(on_day.note);
    if (on_day.rules != nullptr) notes.push_back(on_day.rules->assurance);
    body["notes"] = std::move(notes);
    if (rule != nullptr) body["source"] = rule->source;
    return body;
}

Result<ordered_json> suggestion(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto proposal, proposal_of(call, {"commissioner", "network", "members"}));
    TRY_ASSIGN(const OfDay now, of_day(parts, proposal.as_at));
    TRY_ASSIGN(const auto* commissioner, commissioner_of(now.view(), proposal.commissioner));
    TRY_ASSIGN(const auto lookup, AreaLookup::read(*now.connection, now.view(), *commissioner));
    // A word that no network has for a code.
    constexpr const char* own = "own";
    ordered_json codes = ordered_json::array();
    for (const auto& one : lookup.suggest(own, proposal.area.members))
        if (one.network == own) codes.push_back(one.small_area);
    ordered_json without = ordered_json::array();
    for (const OdsCode& code : proposal.area.members) {
        const auto member = member_of(now.view(), code);
        if (!member.place) without.push_back({{"code", member.practice}, {"name", member.name}});
    }
    return ordered_json{{"as_at", proposal.as_at.to_string()},
                        {"small_areas", std::move(codes)},
                        {"of", lookup.places().size()},
                        {"without_place", std::move(without)}};
}

http::Response coverage(ApiParts& parts, const Call& call) {
    const auto as_at = day_asked_for(call);
    if (!as_at) return problem(as_at.error());
    const auto day = parts.register_desk.of(*as_at);
    if (!day) return problem(day.error());
    return json_answer(england_coverage_json((*day)->view));
}

http::Response coverage_export(ApiParts& parts, const Call& call) {
    const auto as_at = day_asked_for(call);
    if (!as_at) return problem(as_at.error());
    const auto format = table_format_of(call.request, "Coverage is");
    if (!format) return problem(format.error());
    const auto day = parts.register_desk.of(*as_at);
    if (!day) return problem(day.error());
    return table_answer(england_coverage_table((*day)->view), *format, "coverage-of-england",
                        *as_at);
}

http::Response answer_of(Result<ordered_json> body) {
    if (!body) return problem(body.error());
    return json_answer(*body);
}

}  // namespace

std::vector<http::Route> area_routes(ApiParts& parts) {
    const auto get = [&parts](const char* pattern, const char* rule, ApiHandler handler) {
        return guarded(parts, "GET", pattern, rule, std::move(handler));
    };
    http::Route checked = guarded(parts, "POST", "/api/areas/check", "register.read",
                                  [&parts](Call& call) { return answer_of(check(parts, call)); });
    checked.body_bytes_max = proposal_bytes_max;
    const auto past_days = std::make_shared<http::RateLimit>(public_past_days);
    return {
        std::move(checked),
        guarded(parts, "POST", "/api/areas/suggestion", "register.read",
                [&parts](Call& call) { return answer_of(suggestion(parts, call)); }),
        get("/api/areas/coverage", "register.read",
            [&parts](Call& call) { return coverage(parts, call); }),
        get("/api/areas/coverage/export", "register.read",
            [&parts](Call& call) { return coverage_export(parts, call); }),
        get("/api/areas/commissioners/{ods_code}/small-areas", "register.read",
            [&parts](Call& call) {
                return map_answer(call, commissioner_map(parts, call, MapOf::small_areas));
            }),
        get("/api/areas/commissioners/{ods_code}/networks", "register.read",
            [&parts](Call& call) {
                return map_answer(call, commissioner_map(parts, call, MapOf::networks));
            }),
        get("/api/areas/commissioners/{ods_code}/profile", "register.read",
            [&parts](Call& call) { return answer_of(commissioner_profile(parts, call)); }),
        get("/api/areas/networks/{ods_code}/map", "register.read",
            [&parts](Call& call) {
                const auto as_at = day_asked_for(call);
                if (!as_at) return problem(as_at.error());
                return map_answer(call, network_map(parts, call, *as_at));
            }),
        get("/api/areas/networks/{ods_code}/profile", "register.read",
            [&parts](Call& call) { return answer_of(network_profile(parts, call)); }),
        get("/api/public/networks/{ods_code}/map", "open",
            [&parts, past_days](Call& call) {
                auto as_at = public_day(call, *past_days);
                if (!as_at) return std::move(as_at.error());
                return map_answer(call, network_map(parts, call, *as_at));
            }),
    };
}

}  // namespace openpcn::api
