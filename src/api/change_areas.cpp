#include "api/change_areas.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "api/area_lookup.h"

namespace openpcn::api {
namespace {

using network_changes::AreaPreview;
using network_changes::AreaToRecord;
using network_changes::ChangeKind;
using network_changes::ChangeRequest;
using network_changes::Follows;
using network_changes::NetworkPreview;
using network_changes::RegisterPreview;
using networks::NeighbourArea;
using networks::NetworkArea;
using networks::Shape;
using organisations::RegisterView;

std::string pieces(std::size_t number) {
    return number == 1 ? "1 piece" : fmt::format("{} pieces", number);
}

// Whatever lies in any of the areas that go into it.
struct Laid {
    std::vector<std::string> small_areas;  // in order, each once
    std::vector<Shape> shapes;
    std::vector<std::string> without_boundary;
    bool is_known() const { return !shapes.empty() || !small_areas.empty(); }
};

// One network that is there on the day.
struct Resulting {
    const NetworkPreview* network = nullptr;
    OdsCode commissioner;
    Laid laid;
    bool is_altered = false;
    std::string lacks;
    std::string note;  // beside its size
    std::optional<AreaToRecord> record;
};

void put_in_order(std::vector<std::string>& codes) {
    std::ranges::sort(codes);
    const auto again = std::ranges::unique(codes);
    codes.erase(again.begin(), again.end());
}

class Areas {
public:
    Areas(database::Connection& connection, const ChangeRequest& request,
          const RegisterPreview& preview, const RegisterView& on_day,
          const networks::AreaRule* rule)
        : connection_(connection),
          request_(request),
          preview_(preview),
          view_(on_day),
          rule_(rule) {}

    Result<std::vector<AreaPreview>> run() {
        for (const NetworkPreview& network : preview_.networks) {
            if (!network.after) continue;
            Resulting made{&network, commissioner_of(network.code), {}, false, {}, {}, {}};
            TRY(lay(made));
            all_.push_back(std::move(made));
        }
        std::vector<AreaPreview> previews;
        for (const Resulting& one : all_) {
            TRY_ASSIGN(auto made, preview_of(one));
            previews.push_back(std::move(made));
        }
        return previews;
    }

private:
    OdsCode commissioner_of(const OdsCode& code) const {
        const auto found = view_.networks().find(code);
        return found != view_.networks().end() && found->second.commissioner
                   ? *found->second.commissioner
                   : preview_.commissioner;
    }
    // Null where the register does not know the commissioner.
    Result<const AreaLookup*> lookup(const OdsCode& commissioner) {
        const auto found = lookups_.find(commissioner);
        if (found != lookups_.end()) return &found->second;
        const auto* entry = view_.commissioner(commissioner);
        if (entry == nullptr) return nullptr;
        TRY_ASSIGN(auto read, AreaLookup::read(connection_, view_, *entry));
        return &lookups_.emplace(commissioner, std::move(read)).first->second;
    }

    Result<void> lay(Resulting& made) {
        const auto stated = stated_area(made.network->code);
        if (stated && !stated->is_empty()) {
            made.is_altered = true;
            made.record = AreaToRecord{*stated, {}};
            return lay_stated(made, *stated);
        }
        if (request_.kind == ChangeKind::networks_merge && is_target(made.network->code))
            return lay_merged(made);
        const bool is_part = stated.has_value();
        if (is_part && !made.network->before) {
            made.is_altered = true;
            made.lacks =
                fmt::format("The request does not say which area {} has.", made.network->name);
            made.note = "The network is new: its area is still to be agreed.";
            return {};
        }
        TRY(add_standing(made.laid, made.network->code, nullptr));
        if (is_part) {
            made.is_altered = true;
            made.lacks = fmt::format(
                "The request does not say which area {} has after the split: it would keep the "
                "one from before.",
                made.network->name);
            made.note = "It is the area from before the split.";
        }
        return {};
    }
    bool is_target(const OdsCode& code) const {
        const auto codes = codes_of_new_networks(request_, preview_.effects);
        return codes.size() == 1 && codes.front() == code;
    }
    // What the request says of the network's area: none where it is not asked for one.
    std::optional<NetworkArea> stated_area(const OdsCode& code) const {
        if (request_.kind == ChangeKind::new_area && code == preview_.networks.front().code)
            return request_.area;
        const auto codes = codes_of_new_networks(request_, preview_.effects);
        for (std::size_t i = 0; i < codes.size(); ++i) {
            if (codes[i] != code) continue;
            const NetworkArea& area = request_.new_networks[i].area;
            if (request_.kind == ChangeKind::network_splits || !area.is_empty()) return area;
        }
        return std::nullopt;
    }
    Result<void> lay_stated(Resulting& made, const NetworkArea& area) {
        TRY_ASSIGN(const AreaLookup* const own, lookup(made.commissioner));
        if (own == nullptr) return {};
        TRY_ASSIGN(auto laid, own->lay(area, made.network->code.text()));
        made.laid = {area.small_areas, std::move(laid.shapes), std::move(laid.without_boundary)};
        return {};
    }

    // All areas that go into it, as far as they are known.
    Result<void> lay_merged(Resulting& made) {
        made.is_altered = true;
        std::vector<OdsCode> sources;
        if (made.network->before) sources.push_back(made.network->code);
        for (const auto& one : preview_.effects.successions)
            if (one.what == Follows::network && one.successor == made.network->code)
                sources.push_back(one.predecessor);
        AreaToRecord record;
        std::vector<std::string> unknown;
        for (const OdsCode& code : sources) {
            TRY_ASSIGN(const bool is_known, add_standing(made.laid, code, &record));
            if (!is_known) unknown.push_back(network_changes::network_name(view_, code));
        }
        put_in_order(made.laid.small_areas);
        put_in_order(record.area.small_areas);
        for (Shape& shape : made.laid.shapes) shape.code = made.network->code.text();
        if (made.laid.is_known()) made.record = std::move(record);
        if (unknown.empty()) {
            made.note =
                fmt::format("It is the area of all {} networks put together.", sources.size());
            return {};
        }
        made.lacks =
            fmt::format("The area of {} is not known, so that the merged network's is not whole.",
                        fmt::join(unknown, ", "));
        if (made.laid.is_known()) made.note = "It is what is known of the areas put together.";
        return {};
    }

    // Adds the network's area of the day without the change; whether it is known. `record` may be
    // null.
    Result<bool> add_standing(Laid& laid, const OdsCode& code, AreaToRecord* record) {
        TRY_ASSIGN(const AreaLookup* const found, lookup(commissioner_of(code)));
        if (found == nullptr) return false;
        const auto area = std::ranges::find(found->networks(), code.text(), &NeighbourArea::code);
        if (area == found->networks().end()) return false;
        // A published boundary has the network's name; what is drawn has none.
        const bool is_boundary = area->small_areas.empty();
        for (Shape shape : area->shapes) {
            if (is_boundary) shape.name.clear();
            laid.shapes.push_back(std::move(shape));
        }
        laid.small_areas.insert(laid.small_areas.end(), area->small_areas.begin(),
                                area->small_areas.end());
        if (record != nullptr) add_to(*record, *found, *area, code);
        return true;
    }
    static void add_to(AreaToRecord& record, const AreaLookup& lookup, const NeighbourArea& area,
                       const OdsCode& code) {
        record.area.small_areas.insert(record.area.small_areas.end(), area.small_areas.begin(),
                                       area.small_areas.end());
        const AgreedArea* agreed = lookup.agreed(code);
        if (agreed == nullptr) {
            if (area.small_areas.empty())
                record.boundaries.push_back(lookup.geometry_of(code.text()));
            return;
        }
        // Drawn lines go in as boundaries, too, of which there may be many.
        NetworkArea drawn;
        drawn.polygons = agreed->area.polygons;
        if (!drawn.is_empty()) {
            const auto text = nlohmann::ordered_json::parse(networks::network_area_json(drawn));
            for (const auto& polygon : text["polygons"])
                record.boundaries.push_back(polygon.dump());
        }
        record.boundaries.insert(record.boundaries.end(), agreed->boundaries.begin(),
                                 agreed->boundaries.end());
    }

    static std::vector<OdsCode> members_of(const NetworkPreview& network) {
        std::vector<OdsCode> members;
        for (const auto& member : network.after->members) members.push_back(member.code);
        return members;
    }
    bool is_touched(const std::string& code) const {
        return std::ranges::any_of(preview_.networks, [&](const NetworkPreview& network) {
            return network.code.text() == code;
        });
    }

    // Held against the areas of the commissioner's other networks as they would be on the day.
    Result<networks::ProposedAreaCheck> check(const Resulting& one, const AreaLookup& lookup) {
        std::vector<NeighbourArea> neighbours;
        std::vector<std::string> without;
        for (const NeighbourArea& area : lookup.networks())
            if (!is_touched(area.code)) neighbours.push_back(area);
        for (const std::string& text : lookup.codes_without_area()) {
            const auto code = OdsCode::parse(text);
            if (code && !is_touched(text))
                without.push_back(network_changes::network_name(view_, *code));
        }
        for (const Resulting& other : all_) {
            if (&other == &one || other.commissioner != one.commissioner) continue;
            const NetworkPreview& network = *other.network;
            if (other.laid.is_known())
                neighbours.push_back(
                    {network.code.text(), network.name, other.laid.shapes, other.laid.small_areas});
            else
                without.push_back(network.name);
        }
        networks::ProposedArea proposed;
        proposed.code = "proposed";  // no code of an organisation
        proposed.area.small_areas = one.laid.small_areas;
        proposed.shapes = {one.laid.shapes, one.laid.without_boundary};
        for (Shape& shape : proposed.shapes.shapes) shape.code = proposed.code;
        return lookup.check_laid(std::move(proposed), members_of(*one.network), neighbours,
                                 std::move(without), rule_);
    }

    Result<AreaPreview> preview_of(const Resulting& one) {
        AreaPreview made{one.network->code, one.network->name};
        made.is_altered = one.is_altered;
        made.lacks = one.lacks;
        made.note = one.note;
        made.record = one.record;
        for (const auto& member : one.network->after->members)
            made.members.push_back({member.code, member.name, std::nullopt});
        TRY_ASSIGN(const AreaLookup* const own, lookup(one.commissioner));
        if (own == nullptr) {
            made.note = "The register does not know the network's commissioner.";
            return made;
        }
        if (!one.laid.is_known()) {
            if (made.note.empty()) made.note = "No area of this network is known here.";
            return made;
        }
        TRY_ASSIGN(const auto found, check(one, *own));
        made.is_known = true;
        made.square_km = found.square_km;
        made.note = fmt::format("{} km\u00b2 in {}.{}{}", static_cast<int>(found.square_km + 0.5),
                                pieces(found.pieces.size()), one.note.empty() ? "" : " ", one.note);
        made.findings = found.findings;
        for (auto& member : made.members) {
            const auto among = [&](const std::vector<networks::ProposedMember>& sites) {
                return std::ranges::find(sites, member.practice.text(),
                                         &networks::ProposedMember::practice) != sites.end();
            };
            if (!among(found.sites_not_known)) member.is_inside = !among(found.sites_outside);
        }
        return made;
    }

    database::Connection& connection_;
    const ChangeRequest& request_;
    const RegisterPreview& preview_;
    const RegisterView& view_;
    const networks::AreaRule* rule_;
    std::map<OdsCode, AreaLookup> lookups_;
    std::vector<Resulting> all_;
};

}  // namespace

Result<std::vector<AreaPreview>> areas_of_change(database::Connection& connection,
                                                 const ChangeRequest& request,
                                                 const RegisterPreview& preview,
                                                 const RegisterView& on_day,
                                                 const networks::AreaRule* rule) {
    // A group leaves each network's area as it is.
    if (request.kind == ChangeKind::shared_director) return std::vector<AreaPreview>();
    return Areas(connection, request, preview, on_day, rule).run();
}

}  // namespace openpcn::api
