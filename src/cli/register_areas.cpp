#include "cli/register_areas.h"

#include <fmt/format.h>

#include <cstdio>

#include <nlohmann/json.hpp>

#include "api/area_check_json.h"
#include "api/area_json.h"

namespace openpcn::cli {
namespace {

using nlohmann::ordered_json;
using organisations::RegisterView;

std::string text_of(const ordered_json& value) { return value.get<std::string>(); }

void print(const ordered_json& body) {
    std::fputs((body.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n").c_str(),
               stdout);
}

std::string place_of(const ordered_json& piece) {
    return fmt::format("{:.2f} km2 at {:.4f}, {:.4f}", piece["square_km"].get<double>(),
                       piece["latitude"].get<double>(), piece["longitude"].get<double>());
}

void print_areas(const ordered_json& check) {
    fmt::print("{} areas of networks on a grid of {:.0f} m, as at {}\n", check["areas"].size(),
               check["cell_m"].get<double>(), text_of(check["as_at"]));
    if (check.contains("suggested_from"))
        fmt::print("Made of {} small areas, each to the network of the nearest practice.\n",
                   check["suggested_from"].dump());
    if (check.contains("covered_square_km"))
        fmt::print("{:.2f} of the commissioner's {:.2f} km2 are covered.\n",
                   check["covered_square_km"].get<double>(),
                   check["commissioner_square_km"].get<double>());
    for (const auto& one : check["overlaps"])
        fmt::print("Overlap of {} and {}: {}\n", text_of(one["first"]), text_of(one["second"]),
                   place_of(one));
    for (const auto& gap : check["gaps"]) fmt::print("Gap: {}\n", place_of(gap));
    std::size_t split = 0;
    for (const auto& area : check["areas"]) {
        if (area["parts"].size() < 2) continue;
        ++split;
        fmt::print("{} {} is in {} pieces.\n", text_of(area["code"]), text_of(area["name"]),
                   area["parts"].size());
    }
    for (const auto& site : check["sites_outside"])
        fmt::print("{} {} stands outside the area of its network {}.\n", text_of(site["practice"]),
                   text_of(site["name"]), text_of(site["network"]));
    fmt::print("{} overlaps, {} areas in pieces, {} of {} sites outside.\n",
               check["overlaps"].size(), split, check["sites_outside"].size(),
               check["sites"].dump());
    fmt::print("{} open networks have no {}.\n", check["without_boundary"].size(),
               check.contains("suggested_from") ? "area so" : "boundary loaded");
}

void print_homes(const ordered_json& profile) {
    const auto homes = profile.find("care_homes");
    if (homes == profile.end()) {
        fmt::print("\nCare homes are not known: no directory of the regulator is loaded.\n");
        return;
    }
    fmt::print("\n{} care homes with {} beds\n", (*homes)["homes"].dump(), (*homes)["beds"].dump());
    for (const auto& home : (*homes)["list"])
        fmt::print("  {:<14} {:>5}  {} ({})\n", text_of(home["location"]),
                   home.contains("beds") ? home["beds"].dump() : "?", text_of(home["name"]),
                   text_of(home["postcode"]));
}

void print_profile(const ordered_json& profile) {
    fmt::print("\n{} small areas", profile["small_areas"].dump());
    if (profile.contains("rural_urban"))
        fmt::print(", {} in towns, {} in the country", profile["rural_urban"]["urban"].dump(),
                   profile["rural_urban"]["rural"].dump());
    fmt::print("\n");
    for (const auto& district : profile["districts"])
        fmt::print("  {} {:>5}  {}\n", text_of(district["code"]), district["small_areas"].dump(),
                   district.contains("name") ? text_of(district["name"]) : "");
    if (profile.contains("deprivation")) {
        fmt::print("\nDecile of deprivation {}, 1 is the most deprived\n",
                   profile["deprivation"]["index_year"].dump());
        for (const auto& row : profile["deprivation"]["deciles"])
            fmt::print("  {:>2} {:>6} small areas\n", row["decile"].dump(),
                       row["small_areas"].dump());
    } else {
        fmt::print("\nDeprivation is not known: no index by small area is loaded.\n");
    }
    if (profile.contains("patients_by_decile")) {
        fmt::print("\nRegistered patients by the decile of where they live\n");
        for (const auto& row : profile["patients_by_decile"]["deciles"])
            fmt::print("  {:>2} {:>9}\n", row["decile"].dump(), row["patients"].dump());
        fmt::print("  {} more live elsewhere, or where is not told.\n",
                   profile["patients_by_decile"]["not_known"].dump());
    }
    print_homes(profile);
    fmt::print("\nRests on\n");
    for (const auto& file : profile["rests_on"])
        fmt::print("  {} of {}: {}\n", text_of(file["kind"]), text_of(file["dated"]),
                   text_of(file["file"]));
}

}  // namespace

Result<void> show_areas(database::Connection& connection, const RegisterView& view,
                        const std::optional<OdsCode>& commissioner, const AreasAsked& asked) {
    const auto check = asked.from == AreasFrom::boundaries
                           ? api::area_check_json(connection, view, commissioner)
                           : api::suggested_area_check_json(connection, view, commissioner);
    if (!check) return failure(check.error());
    if (asked.as == AnswerAs::json) {
        print(*check);
    } else {
        print_areas(*check);
    }
    return {};
}

Result<void> show_commissioner(database::Connection& connection, const RegisterView& view,
                               const OdsCode& code, AnswerAs as) {
    const auto* entry = view.commissioner(code);
    TRY_ASSIGN(const auto lookup, api::AreaLookup::read(connection, view, *entry));
    TRY_ASSIGN(const auto profile,
               api::commissioner_profile_json(connection, lookup, view, *entry));
    if (as == AnswerAs::json) {
        print(profile);
        return {};
    }
    fmt::print("{} {} as at {}: {} open networks, {} practices\n", code.text(), entry->name,
               view.as_at().to_string(), entry->totals.open_networks, entry->totals.practices);
    for (const auto& [network_code, network] : view.networks()) {
        if (network.is_open && network.commissioner == code)
            fmt::print("  {} {:>9}  {}\n", network_code.text(), network.patients, network.name);
    }
    print_profile(profile);
    return {};
}

}  // namespace openpcn::cli
