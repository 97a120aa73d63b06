// What a network's area of one commissioner is held against, put together from the register of a
// day: small areas with their boundaries, the areas of its other networks, places, and where
// patients live. The registration of a network and the routes of areas ask alike.
#pragma once

#include <memory>

#include "api/agreed_areas.h"
#include "networks/proposed_area.h"
#include "networks/suggested_areas.h"
#include "organisations/register_view.h"
#include "persistence/register_small_areas.h"
#include "platform/database/connection.h"

namespace openpcn::api {

// An area of another network that is proposed or agreed here.
struct NamedArea {
    std::string code;  // ODS code, or what stands for one that has none yet
    std::string name;
    networks::NetworkArea area;
};

struct AreaProposal {
    std::string network;  // code of the network that proposes it; may be empty
    std::vector<OdsCode> members;
    networks::NetworkArea area;
    // Take the place of what published files say of the same codes.
    std::vector<NamedArea> others;
};

class AreaLookup {
public:
    // Of the commissioner's networks as the view has them; the view and the connection outlive it.
    static Result<AreaLookup> read(database::Connection& connection,
                                   const organisations::RegisterView& view,
                                   const organisations::CommissionerEntry& commissioner);

    const persistence::SmallAreas& small_areas() const { return small_areas_; }
    const std::vector<networks::SmallAreaPlace>& places() const { return places_; }
    const networks::Shape* outline() const { return outline_ ? &*outline_ : nullptr; }
    // Networks whose area was agreed here, or a published file gives: by boundary, or by the small
    // areas that a lookup puts in it.
    const std::vector<networks::NeighbourArea>& networks() const { return networks_; }
    const std::vector<std::string>& codes_without_area() const { return without_area_; }
    const std::vector<persistence::FileUsed>& files() const { return files_; }
    // Null where it has no boundary, or is another commissioner's.
    const networks::Shape* boundary(std::string_view small_area) const;
    // Agreed or published geometry, "" where the area is a set of small areas.
    const std::string& geometry_of(const std::string& network) const;
    // Null where no area of the network was agreed here.
    const AgreedArea* agreed(const OdsCode& network) const;
    // From which day the network's area was agreed here; none: a file gives it.
    std::optional<Date> agreed_from(const std::string& network) const;

    // `rule` null: the content says nothing of areas.
    Result<networks::ProposedAreaCheck> check(const AreaProposal& proposal,
                                              const networks::AreaRule* rule) const;
    // The same of an area that is laid on the map already, whatever it is made of: `proposed` with
    // its shapes and without its members' places. `neighbours` take the place of networks().
    Result<networks::ProposedAreaCheck> check_laid(
        networks::ProposedArea proposed, std::span<const OdsCode> members,
        std::span<const networks::NeighbourArea> neighbours,
        std::vector<std::string> neighbours_without_area, const networks::AreaRule* rule) const;
    // The area on the map, with small areas of other commissioners.
    Result<networks::AreaShapes> lay(const networks::NetworkArea& area,
                                     std::string_view code) const;
    // All small areas of the commissioner, each to the network of the nearest practice: those of
    // `members` are of `network`, others as the register has them, "" of practices in none.
    std::vector<networks::SuggestedArea> suggest(const std::string& network,
                                                 std::span<const OdsCode> members) const;

private:
    AreaLookup(database::Connection& connection, const organisations::RegisterView& view,
               const organisations::CommissionerEntry& commissioner)
        : connection_(&connection), view_(&view), commissioner_(&commissioner) {}
    Result<void> read_outline();
    Result<void> read_networks();
    Result<void> add_agreed(const AgreedArea& agreed, networks::NeighbourArea area);
    Result<std::vector<networks::ResidentPatients>> residents(
        const persistence::Residence& residence, const networks::ProposedArea& proposed) const;

    database::Connection* connection_;
    const organisations::RegisterView* view_;
    const organisations::CommissionerEntry* commissioner_;
    persistence::SmallAreas small_areas_;
    std::vector<networks::Shape> boundaries_;  // of small areas, by code
    std::vector<networks::SmallAreaPlace> places_;
    std::optional<networks::Shape> outline_;
    std::vector<networks::NeighbourArea> networks_;
    std::map<OdsCode, AgreedArea> agreed_;
    std::map<std::string, std::string> geometries_;
    std::vector<std::string> without_area_;
    std::vector<persistence::FileUsed> files_;
};

// The member's site with its place, where the register knows it.
networks::ProposedMember member_of(const organisations::RegisterView& view, const OdsCode& code);

}  // namespace openpcn::api
