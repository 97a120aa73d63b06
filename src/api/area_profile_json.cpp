// What an area is like: deprivation, town and country, districts, care homes.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "api/area_json.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using organisations::RegisterView;
using persistence::SmallArea;

constexpr std::size_t homes_shown_max = 500;

struct Deciles {
    std::array<std::int64_t, 11> small_areas{};  // 0: not known
    std::array<std::int64_t, 11> patients{};
};

ordered_json deciles_json(const Deciles& deciles, bool patients_known) {
    ordered_json rows = ordered_json::array();
    for (std::size_t decile = 1; decile <= 10; ++decile) {
        ordered_json row{{"decile", decile}, {"small_areas", deciles.small_areas[decile]}};
        if (patients_known) row["patients"] = deciles.patients[decile];
        rows.push_back(std::move(row));
    }
    return rows;
}

// Of the commissioner's small areas, those that are asked about.
class Profile {
public:
    Profile(database::Connection& connection, const AreaLookup& lookup, Date as_at)
        : connection_(connection), lookup_(lookup), as_at_(as_at) {
        body_["as_at"] = as_at.to_string();
    }

    Result<void> describe(const std::vector<const SmallArea*>& areas) {
        Deciles deciles;
        std::map<std::string, std::int64_t> districts;
        std::int64_t rural = 0;
        std::int64_t urban = 0;
        for (const SmallArea* area : areas) {
            ++deciles.small_areas[static_cast<std::size_t>(area->decile.value_or(0))];
            if (!area->district.empty()) ++districts[area->district];
            if (!area->rural_urban.empty()) ++(area->is_rural ? rural : urban);
        }
        body_["small_areas"] = areas.size();
        if (lookup_.small_areas().index_year > 0) {
            body_["deprivation"] = {{"index_year", lookup_.small_areas().index_year},
                                    {"not_known", deciles.small_areas[0]},
                                    {"deciles", deciles_json(deciles, false)}};
        }
        if (rural + urban > 0) body_["rural_urban"] = {{"rural", rural}, {"urban", urban}};
        ordered_json rows = ordered_json::array();
        for (const auto& [code, count] : districts) {
            TRY_ASSIGN(const auto boundary,
                       persistence::nearest_boundary(connection_, code, as_at_));
            ordered_json row{{"code", code}, {"small_areas", count}};
            if (boundary) row["name"] = boundary->fact.name;
            rows.push_back(std::move(row));
        }
        body_["districts"] = std::move(rows);
        files_ = lookup_.small_areas().files;
        return {};
    }

    // Of the people registered with these practices, by the small area where they live.
    Result<void> describe_patients(std::span<const std::string> practices) {
        TRY_ASSIGN(const auto residence, persistence::residence_of(connection_, practices, as_at_));
        if (!residence.file) return {};
        Deciles deciles;
        std::int64_t all = 0;
        for (const auto& [code, patients] : residence.patients) {
            const auto found =
                std::ranges::lower_bound(lookup_.small_areas().areas, code, {}, &SmallArea::code);
            const bool known =
                found != lookup_.small_areas().areas.end() && found->code == code && found->decile;
            deciles.patients[static_cast<std::size_t>(known ? *found->decile : 0)] += patients;
            all += patients;
        }
        ordered_json rows = ordered_json::array();
        for (std::size_t decile = 1; decile <= 10; ++decile)
            rows.push_back({{"decile", decile}, {"patients", deciles.patients[decile]}});
        body_["patients_by_decile"] = {{"patients", all},
                                       {"not_known", deciles.patients[0]},
                                       {"practices_without", residence.practices_without},
                                       {"deciles", std::move(rows)}};
        add_file(*residence.file);
        return {};
    }

    Result<void> describe_homes(const organisations::CommissionerEntry& commissioner,
                                std::span<const networks::Shape> within) {
        TRY_ASSIGN(const auto found,
                   persistence::care_homes_of(
                       connection_,
                       {commissioner.code ? commissioner.code->text() : "", commissioner.ons_code},
                       as_at_));
        if (!found.file) return {};
        ordered_json rows = ordered_json::array();
        std::int64_t homes = 0;
        std::int64_t beds = 0;
        std::int64_t beds_missing = 0;
        std::int64_t not_placed = 0;
        for (const auto& home : found.homes) {
            if (!within.empty()) {
                if (!home.latitude || !home.longitude) {
                    ++not_placed;
                    continue;
                }
                const networks::MapPoint place{*home.longitude, *home.latitude};
                if (std::ranges::none_of(within,
                                         [&](const auto& shape) { return contains(shape, place); }))
                    continue;
            }
            ++homes;
            beds += home.beds.value_or(0);
            beds_missing += home.beds ? 0 : 1;
            if (rows.size() >= homes_shown_max) continue;
            ordered_json row{{"location", home.location},
                             {"name", home.name},
                             {"postcode", home.postcode},
                             {"provider", home.provider},
                             {"services", home.nursing}};
            if (home.beds) row["beds"] = *home.beds;
            rows.push_back(std::move(row));
        }
        body_["care_homes"] = {{"homes", homes},
                               {"beds", beds},
                               {"beds_not_known", beds_missing},
                               {"not_placed", not_placed},
                               {"of_no_commissioner", found.of_no_commissioner},
                               {"list", std::move(rows)}};
        add_file(*found.file);
        return {};
    }

    ordered_json take() {
        ordered_json list = ordered_json::array();
        for (const auto& file : files_)
            list.push_back(
                {{"kind", file.kind}, {"file", file.name}, {"dated", file.dated.to_string()}});
        body_["rests_on"] = std::move(list);
        return std::move(body_);
    }

private:
    void add_file(const persistence::FileUsed& file) {
        const auto same = [&](const auto& one) {
            return one.name == file.name && one.kind == file.kind;
        };
        if (std::ranges::none_of(files_, same)) files_.push_back(file);
    }

    database::Connection& connection_;
    const AreaLookup& lookup_;
    Date as_at_;
    ordered_json body_;
    std::vector<persistence::FileUsed> files_;
};

std::vector<std::string> practices_of(const RegisterView& view,
                                      const std::optional<OdsCode>& commissioner) {
    std::vector<std::string> codes;
    for (const auto& [code, practice] : view.practices())
        if (practice.standing != organisations::Standing::not_counted &&
            practice.commissioner == commissioner)
            codes.push_back(code.text());
    return codes;
}

}  // namespace

Result<ordered_json> commissioner_profile_json(
    database::Connection& connection, const AreaLookup& lookup, const RegisterView& view,
    const organisations::CommissionerEntry& commissioner) {
    Profile profile(connection, lookup, view.as_at());
    std::vector<const SmallArea*> areas;
    for (const SmallArea& area : lookup.small_areas().areas) areas.push_back(&area);
    TRY(profile.describe(areas));
    TRY(profile.describe_patients(practices_of(view, commissioner.code)));
    TRY(profile.describe_homes(commissioner, {}));
    return profile.take();
}

Result<ordered_json> network_profile_json(database::Connection& connection,
                                          const AreaLookup& lookup, const RegisterView& view,
                                          const organisations::NetworkEntry& network) {
    Profile profile(connection, lookup, view.as_at());
    const auto own =
        std::ranges::find(lookup.networks(), network.code.text(), &networks::NeighbourArea::code);
    const bool is_known = own != lookup.networks().end();
    std::vector<const SmallArea*> areas;
    for (const SmallArea& area : lookup.small_areas().areas) {
        if (!is_known) break;
        const networks::Shape* boundary = lookup.boundary(area.code);
        const bool inside =
            own->small_areas.empty()
                ? boundary != nullptr &&
                      std::ranges::any_of(own->shapes,
                                          [&](const auto& shape) {
                                              return contains(shape,
                                                              networks::middle_of(*boundary));
                                          })
                : std::ranges::binary_search(own->small_areas, area.code);
        if (inside) areas.push_back(&area);
    }
    TRY(profile.describe(areas));
    std::vector<std::string> members;
    for (const OdsCode& code : network.members) members.push_back(code.text());
    TRY(profile.describe_patients(members));
    const auto* commissioner =
        network.commissioner ? view.commissioner(*network.commissioner) : nullptr;
    if (is_known && commissioner != nullptr)
        TRY(profile.describe_homes(*commissioner, own->shapes));
    ordered_json body = profile.take();
    body["area_known"] = is_known;
    return body;
}

}  // namespace openpcn::api
