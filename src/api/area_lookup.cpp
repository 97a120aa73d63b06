#include "api/area_lookup.h"

#include <algorithm>

namespace openpcn::api {
namespace {

using networks::MapPoint;
using networks::NeighbourArea;
using networks::NetworkArea;
using networks::Shape;
using organisations::RegisterView;

void use(std::vector<persistence::FileUsed>& files, const persistence::FileUsed& file) {
    const auto same = [&](const persistence::FileUsed& one) {
        return one.name == file.name && one.kind == file.kind;
    };
    if (std::ranges::none_of(files, same)) files.push_back(file);
}

std::string name_of_network(const RegisterView& view, const std::string& text) {
    const auto code = OdsCode::parse(text);
    const auto found = code ? view.networks().find(*code) : view.networks().end();
    return found == view.networks().end() || found->second.name.empty() ? text : found->second.name;
}

// Boundaries of small areas that the proposal names and the commissioner does not have.
Result<std::vector<Shape>> foreign_boundaries(database::Connection& connection, const Date& day,
                                              const AreaLookup& lookup, const NetworkArea& area) {
    std::vector<std::string> codes;
    for (const std::string& code : area.small_areas)
        if (lookup.boundary(code) == nullptr) codes.push_back(code);
    TRY_ASSIGN(const auto found, persistence::nearest_boundaries(connection, codes, day));
    std::vector<Shape> shapes;
    for (const auto& one : found) {
        TRY_ASSIGN(auto shape,
                   networks::parse_shape(one.fact.code, one.fact.name, one.fact.geometry));
        shapes.push_back(std::move(shape));
    }
    return shapes;
}

}  // namespace

networks::ProposedMember member_of(const RegisterView& view, const OdsCode& code) {
    const auto found = view.practices().find(code);
    if (found == view.practices().end()) return {code.text(), code.text(), std::nullopt};
    networks::ProposedMember member{code.text(), found->second.name, std::nullopt};
    if (const auto* place = found->second.place)
        member.place = MapPoint{place->longitude, place->latitude};
    return member;
}

Result<AreaLookup> AreaLookup::read(database::Connection& connection, const RegisterView& view,
                                    const organisations::CommissionerEntry& commissioner) {
    AreaLookup lookup(connection, view, commissioner);
    const persistence::CommissionerCodes codes{
        commissioner.code ? commissioner.code->text() : std::string(), commissioner.ons_code};
    TRY_ASSIGN(lookup.small_areas_, persistence::small_areas_of(connection, codes, view.as_at()));
    lookup.files_ = lookup.small_areas_.files;
    for (const persistence::SmallArea& area : lookup.small_areas_.areas) {
        networks::SmallAreaPlace place{area.code, std::nullopt};
        if (!area.geometry.empty()) {
            TRY_ASSIGN(auto shape, networks::parse_shape(area.code, area.name, area.geometry));
            place.middle = networks::middle_of(shape);
            lookup.boundaries_.push_back(std::move(shape));
        }
        lookup.places_.push_back(std::move(place));
    }
    TRY(lookup.read_outline());
    TRY(lookup.read_networks());
    return lookup;
}

Result<void> AreaLookup::read_outline() {
    if (commissioner_->ons_code.empty()) return {};
    TRY_ASSIGN(const auto found, persistence::nearest_boundary(
                                     *connection_, commissioner_->ons_code, view_->as_at()));
    if (!found) return {};
    TRY_ASSIGN(outline_,
               networks::parse_shape(found->fact.code, found->fact.name, found->fact.geometry));
    geometries_[found->fact.code] = found->fact.geometry;
    use(files_,
        {std::string(name_of(organisations::FileKind::boundaries)), found->file, found->dated});
    return {};
}

Result<void> AreaLookup::add_agreed(const AgreedArea& agreed, NeighbourArea area) {
    TRY_ASSIGN(auto laid, on_map(*connection_, agreed, view_->as_at()));
    area.shapes = std::move(laid.shapes);
    area.small_areas = agreed.area.small_areas;
    if (!laid.geometry.empty()) geometries_[area.code] = std::move(laid.geometry);
    networks_.push_back(std::move(area));
    return {};
}

Result<void> AreaLookup::read_networks() {
    TRY_ASSIGN(agreed_, agreed_areas(*connection_, view_->as_at(), commissioner_->code));
    for (const auto& [code, network] : view_->networks()) {
        if (!network.is_open || network.commissioner != commissioner_->code) continue;
        NeighbourArea area{code.text(), network.name.empty() ? code.text() : network.name, {}, {}};
        if (const auto agreed = agreed_.find(code); agreed != agreed_.end()) {
            TRY(add_agreed(agreed->second, std::move(area)));
            continue;
        }
        TRY_ASSIGN(const auto found,
                   persistence::nearest_boundary(*connection_, code.text(), view_->as_at()));
        // A boundary of a later day says nothing of a network that may have changed.
        if (found && found->dated <= view_->as_at()) {
            TRY_ASSIGN(auto shape,
                       networks::parse_shape(code.text(), network.name, found->fact.geometry));
            area.shapes.push_back(std::move(shape));
            geometries_[code.text()] = found->fact.geometry;
            use(files_, {std::string(name_of(organisations::FileKind::boundaries)), found->file,
                         found->dated});
        } else {
            for (const persistence::SmallArea& small : small_areas_.areas)
                if (small.network == code.text()) area.small_areas.push_back(small.code);
            for (const std::string& small : area.small_areas) {
                if (const Shape* shape = boundary(small))
                    area.shapes.push_back({code.text(), small, shape->rings});
            }
        }
        if (area.shapes.empty() && area.small_areas.empty()) {
            without_area_.push_back(code.text());
        } else {
            networks_.push_back(std::move(area));
        }
    }
    return {};
}

const Shape* AreaLookup::boundary(std::string_view small_area) const {
    const auto found =
        std::ranges::lower_bound(boundaries_, small_area, {},
                                 [](const Shape& shape) -> std::string_view { return shape.code; });
    return found == boundaries_.end() || found->code != small_area ? nullptr : &*found;
}

const std::string& AreaLookup::geometry_of(const std::string& network) const {
    static const std::string none;
    const auto found = geometries_.find(network);
    return found == geometries_.end() ? none : found->second;
}

std::optional<Date> AreaLookup::agreed_from(const std::string& network) const {
    for (const auto& [code, agreed] : agreed_)
        if (code.text() == network) return agreed.from;
    return std::nullopt;
}

Result<std::vector<networks::ResidentPatients>> AreaLookup::residents(
    const persistence::Residence& residence, const networks::ProposedArea& proposed) const {
    const auto chosen = [&](const std::string& code) {
        return std::ranges::binary_search(proposed.area.small_areas, code);
    };
    const bool is_drawn = std::ranges::any_of(
        proposed.shapes.shapes, [](const Shape& shape) { return shape.name.empty(); });
    // Small areas of an older census than the one that is chosen from.
    std::vector<std::string> unknown;
    for (const auto& [code, patients] : residence.patients) {
        const bool known =
            std::ranges::binary_search(places_, code, {}, &networks::SmallAreaPlace::code);
        if (!code.empty() && !known && !chosen(code)) unknown.push_back(code);
    }
    TRY_ASSIGN(const auto successors, persistence::successors_of(*connection_, unknown));
    std::vector<networks::ResidentPatients> found;
    for (const auto& [code, patients] : residence.patients) {
        networks::ResidentPatients living{code, std::nullopt, patients};
        if (const auto later = successors.find(code);
            later != successors.end() && !later->second.empty()) {
            const auto inside = std::ranges::count_if(later->second, chosen);
            const bool whole =
                inside == 0 || inside == static_cast<std::ptrdiff_t>(later->second.size());
            living.small_area = whole ? later->second.front() : "";
        }
        if (is_drawn && !living.small_area.empty()) {
            if (const Shape* own = boundary(living.small_area)) {
                living.middle = networks::middle_of(*own);
            } else {
                TRY_ASSIGN(
                    const auto elsewhere,
                    persistence::nearest_boundary(*connection_, living.small_area, view_->as_at()));
                if (elsewhere) {
                    TRY_ASSIGN(const auto shape, networks::parse_shape(living.small_area, "",
                                                                       elsewhere->fact.geometry));
                    living.middle = networks::middle_of(shape);
                }
            }
        }
        found.push_back(std::move(living));
    }
    return found;
}

const AgreedArea* AreaLookup::agreed(const OdsCode& network) const {
    const auto found = agreed_.find(network);
    return found == agreed_.end() ? nullptr : &found->second;
}

Result<networks::AreaShapes> AreaLookup::lay(const NetworkArea& area, std::string_view code) const {
    TRY_ASSIGN(const auto foreign, foreign_boundaries(*connection_, view_->as_at(), *this, area));
    const networks::FindBoundary boundary_of = [&](std::string_view small) -> const Shape* {
        if (const Shape* own = boundary(small)) return own;
        const auto found = std::ranges::find(foreign, small, &Shape::code);
        return found == foreign.end() ? nullptr : &*found;
    };
    return networks::area_shapes(area, code, boundary_of);
}

Result<networks::ProposedAreaCheck> AreaLookup::check(const AreaProposal& proposal,
                                                      const networks::AreaRule* rule) const {
    networks::ProposedArea proposed;
    proposed.code = "proposed";  // no code of an organisation
    proposed.area = proposal.area;
    TRY_ASSIGN(proposed.shapes, lay(proposal.area, proposed.code));
    std::vector<NeighbourArea> neighbours;
    for (const NamedArea& other : proposal.others) {
        if (other.code == proposal.network || other.area.is_empty()) continue;
        TRY_ASSIGN(auto laid, lay(other.area, other.code));
        neighbours.push_back(
            {other.code, other.name, std::move(laid.shapes), other.area.small_areas});
    }
    const auto is_told = [&](const std::string& code) {
        return code == proposal.network ||
               std::ranges::find(neighbours, code, &NeighbourArea::code) != neighbours.end();
    };
    for (const NeighbourArea& published : networks_)
        if (!is_told(published.code)) neighbours.push_back(published);
    std::vector<std::string> without_area;
    for (const std::string& code : without_area_)
        if (!is_told(code)) without_area.push_back(name_of_network(*view_, code));
    return check_laid(std::move(proposed), proposal.members, neighbours, std::move(without_area),
                      rule);
}

Result<networks::ProposedAreaCheck> AreaLookup::check_laid(
    networks::ProposedArea proposed, std::span<const OdsCode> members,
    std::span<const NeighbourArea> neighbours, std::vector<std::string> neighbours_without_area,
    const networks::AreaRule* rule) const {
    std::vector<std::string> practices;
    for (const OdsCode& code : members) {
        proposed.members.push_back(member_of(*view_, code));
        practices.push_back(code.text());
    }
    TRY_ASSIGN(const auto residence,
               persistence::residence_of(*connection_, practices, view_->as_at()));
    TRY_ASSIGN(const auto living, residents(residence, proposed));
    networks::AreaSurroundings around;
    around.commissioner_name = commissioner_->name;
    around.commissioner = outline();
    around.small_areas = places_;
    around.neighbours = neighbours;
    around.neighbours_without_area = std::move(neighbours_without_area);
    around.residents = living;
    around.residence_known = residence.file.has_value();
    return networks::check_proposed_area(proposed, around, rule);
}

std::vector<networks::SuggestedArea> AreaLookup::suggest(const std::string& network,
                                                         std::span<const OdsCode> members) const {
    std::vector<networks::MemberSite> sites;
    for (const auto& [code, practice] : view_->practices()) {
        if (practice.place == nullptr) continue;
        const bool is_member = std::ranges::find(members, code) != members.end();
        const bool competes = practice.standing != organisations::Standing::not_counted &&
                              practice.commissioner == commissioner_->code;
        if (!is_member && !competes) continue;
        std::string whose = practice.network ? practice.network->text() : "";
        sites.push_back({code.text(),
                         is_member ? network : std::move(whose),
                         {practice.place->longitude, practice.place->latitude}});
    }
    // Of several practices in one house, those who ask come first.
    std::ranges::stable_partition(
        sites, [&](const networks::MemberSite& site) { return site.network == network; });
    return networks::suggest_areas(places_, sites);
}

}  // namespace openpcn::api
