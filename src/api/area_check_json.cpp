#include "api/area_check_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "api/agreed_areas.h"
#include "networks/suggested_areas.h"
#include "persistence/register_small_areas.h"

namespace openpcn::api {
namespace {

using networks::Shape;
using nlohmann::ordered_json;
using organisations::RegisterView;
using persistence::DatedBoundary;

// A commissioner by 100 m; all of England by what the grid allows.
constexpr double cell_m = 100;

double rounded(double number, double step) { return std::round(number / step) * step; }

// To a hundredth of a square kilometre, and to some ten metres.
ordered_json piece_json(const networks::CellPart& piece) {
    return {{"square_km", rounded(piece.square_km, 0.01)},
            {"latitude", rounded(piece.middle.latitude, 0.0001)},
            {"longitude", rounded(piece.middle.longitude, 0.0001)}};
}

ordered_json pieces_json(std::span<const networks::CellPart> pieces) {
    ordered_json list = ordered_json::array();
    for (const auto& piece : pieces) list.push_back(piece_json(piece));
    return list;
}

std::string name_of_network(const RegisterView& view, const std::string& text) {
    const auto code = OdsCode::parse(text);
    if (!code) return "";
    const auto found = view.networks().find(*code);
    return found == view.networks().end() ? "" : found->second.name;
}

// What is checked: the boundaries of the networks that are open on the day, and their sites.
class Areas {
public:
    Areas(const RegisterView& view, const std::optional<OdsCode>& commissioner)
        : view_(view), commissioner_(commissioner) {}

    Result<void> read(database::Connection& connection) {
        TRY_ASSIGN(const auto networks, persistence::boundaries_on(connection, "U", view_.as_at()));
        TRY_ASSIGN(const auto agreed, agreed_areas(connection, view_.as_at(), commissioner_));
        for (const auto& [code, network] : view_.networks()) {
            if (!network.is_open || (commissioner_ && network.commissioner != commissioner_))
                continue;
            if (const auto own = agreed.find(code); own != agreed.end()) {
                TRY_ASSIGN(auto laid, on_map(connection, own->second, view_.as_at()));
                std::ranges::move(laid.shapes, std::back_inserter(shapes_));
                add_sites(network);
                continue;
            }
            const auto found = std::ranges::lower_bound(
                networks, code.text(), {},
                [](const DatedBoundary& boundary) { return boundary.fact.code; });
            if (found == networks.end() || found->fact.code != code.text()) {
                without_boundary_.push_back({{"code", code.text()}, {"name", network.name}});
                continue;
            }
            TRY(add(*found));
            add_sites(network);
        }
        return read_outer(connection);
    }

    // Small areas of the commissioner, or of England, dealt out to the nearest practices.
    Result<void> suggest(database::Connection& connection) {
        TRY_ASSIGN(const auto small_areas, read_small_areas(connection));
        std::vector<networks::SmallAreaPlace> places;
        std::map<std::string, Shape> boundaries;
        for (const auto& area : small_areas.areas) {
            if (area.geometry.empty()) continue;
            TRY_ASSIGN(auto shape, networks::parse_shape(area.code, area.name, area.geometry));
            places.push_back({area.code, networks::middle_of(shape)});
            boundaries.emplace(area.code, std::move(shape));
        }
        for (const auto& [code, network] : view_.networks())
            if (network.is_open && (!commissioner_ || network.commissioner == commissioner_))
                add_sites(network);
        std::map<std::string, std::vector<Shape>> by_network;
        for (const auto& one : networks::suggest_areas(places, sites_))
            by_network[one.network].push_back(
                {one.network, one.small_area, std::move(boundaries.at(one.small_area).rings)});
        for (auto& [code, shapes] : by_network)
            for (Shape& shape : shapes) shapes_.push_back(std::move(shape));
        for (const auto& [code, network] : view_.networks()) {
            if (network.is_open && (!commissioner_ || network.commissioner == commissioner_) &&
                !by_network.contains(code.text()))
                without_boundary_.push_back({{"code", code.text()}, {"name", network.name}});
        }
        for (const auto& file : small_areas.files)
            files_.push_back({{"file", file.name}, {"dated", file.dated.to_string()}});
        suggested_from_ = places.size();
        return read_outer(connection);
    }
    Result<void> read_outer(database::Connection& connection) {
        const auto* entry = commissioner_ ? view_.commissioner(*commissioner_) : nullptr;
        if (entry == nullptr || entry->ons_code.empty()) return {};
        TRY_ASSIGN(const auto outer,
                   persistence::boundaries_on(connection, entry->ons_code, view_.as_at()));
        if (outer.empty()) return {};
        TRY_ASSIGN(outer_, networks::parse_shape(outer[0].fact.code, outer[0].fact.name,
                                                 outer[0].fact.geometry));
        rest_on(outer[0]);
        return {};
    }

    ordered_json checked() const {
        const networks::AreaCheck check =
            networks::check_areas({.areas = shapes_,
                                   .outer = outer_ ? &*outer_ : nullptr,
                                   .sites = sites_,
                                   .cell_m = cell_m});
        ordered_json body{{"as_at", view_.as_at().to_string()},
                          {"cell_m", std::round(check.cell_m)},
                          {"without_boundary", without_boundary_}};
        if (suggested_from_) body["suggested_from"] = *suggested_from_;
        if (outer_) {
            body["commissioner_square_km"] = rounded(check.outer_square_km, 0.01);
            body["covered_square_km"] = rounded(check.covered_square_km, 0.01);
        }
        ordered_json areas = ordered_json::array();
        for (const auto& area : check.areas) {
            ordered_json row{{"code", area.code},
                             {"name", name_of_network(view_, area.code)},
                             {"square_km", rounded(area.square_km, 0.01)},
                             {"parts", pieces_json(area.parts)}};
            if (outer_) row["outside_square_km"] = rounded(area.outside_square_km, 0.01);
            areas.push_back(std::move(row));
        }
        body["areas"] = std::move(areas);
        ordered_json overlaps = ordered_json::array();
        for (const auto& overlap : check.overlaps) {
            ordered_json row{{"first", overlap.first},
                             {"first_name", name_of_network(view_, overlap.first)},
                             {"second", overlap.second},
                             {"second_name", name_of_network(view_, overlap.second)}};
            row.update(piece_json(overlap.piece));
            overlaps.push_back(std::move(row));
        }
        body["overlaps"] = std::move(overlaps);
        body["gaps"] = pieces_json(check.gaps);
        body["sliver_square_km"] = rounded(check.sliver_square_km, 0.01);
        body["sites"] = sites_.size();
        ordered_json outside = ordered_json::array();
        for (const auto& site : check.sites_outside)
            outside.push_back({{"practice", site.practice},
                               {"name", view_.practices().at(*OdsCode::parse(site.practice)).name},
                               {"network", site.network}});
        body["sites_outside"] = std::move(outside);
        body["rests_on"] = files_;
        return body;
    }

private:
    Result<persistence::SmallAreas> read_small_areas(database::Connection& connection) const {
        if (!commissioner_) return persistence::all_small_areas(connection, view_.as_at());
        const auto* entry = view_.commissioner(*commissioner_);
        return persistence::small_areas_of(
            connection, {commissioner_->text(), entry == nullptr ? "" : entry->ons_code},
            view_.as_at());
    }
    Result<void> add(const DatedBoundary& boundary) {
        TRY_ASSIGN(Shape shape, networks::parse_shape(boundary.fact.code, boundary.fact.name,
                                                      boundary.fact.geometry));
        shapes_.push_back(std::move(shape));
        rest_on(boundary);
        return {};
    }
    void add_sites(const organisations::NetworkEntry& network) {
        for (const OdsCode& member : network.members) {
            const auto found = view_.practices().find(member);
            if (found == view_.practices().end() || found->second.place == nullptr) continue;
            sites_.push_back({member.text(),
                              network.code.text(),
                              {found->second.place->longitude, found->second.place->latitude}});
        }
    }
    void rest_on(const DatedBoundary& boundary) {
        ordered_json file{{"file", boundary.file}, {"dated", boundary.dated.to_string()}};
        if (std::ranges::find(files_, file) == files_.end()) files_.push_back(std::move(file));
    }

    const RegisterView& view_;
    const std::optional<OdsCode>& commissioner_;
    std::vector<Shape> shapes_;
    std::optional<Shape> outer_;
    std::vector<networks::MemberSite> sites_;
    std::optional<std::size_t> suggested_from_;
    ordered_json without_boundary_ = ordered_json::array();
    ordered_json files_ = ordered_json::array();
};

}  // namespace

Result<ordered_json> area_check_json(database::Connection& connection, const RegisterView& view,
                                     const std::optional<OdsCode>& commissioner) {
    Areas areas(view, commissioner);
    TRY(areas.read(connection));
    return areas.checked();
}

Result<ordered_json> suggested_area_check_json(database::Connection& connection,
                                               const RegisterView& view,
                                               const std::optional<OdsCode>& commissioner) {
    Areas areas(view, commissioner);
    TRY(areas.suggest(connection));
    return areas.checked();
}

}  // namespace openpcn::api
