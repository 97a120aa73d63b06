// One proposed area held against its neighbours', its commissioner's and its members' sites: what
// the network contract asks of a network's area, each answer with its arithmetic and clause.
//
// Pure. Whoever asks looks up boundaries and places; what was not found is said in the answer and
// never taken for nothing.
#pragma once

#include <optional>

#include "networks/area_check.h"
#include "networks/contract_rules.h"
#include "networks/network_area.h"

namespace openpcn::networks {

struct NeighbourArea {
    std::string code;
    std::string name;
    std::vector<Shape> shapes;             // all with this code
    std::vector<std::string> small_areas;  // in order; empty where it is known by boundary only
};

struct ProposedMember {
    std::string practice;  // ODS code
    std::string name;
    std::optional<MapPoint> place;  // none: its place is not known
};

// People registered with the members who live in one small area.
struct ResidentPatients {
    std::string small_area;          // empty: not told, or one of old that is cut by the border
    std::optional<MapPoint> middle;  // of the small area; none: not known
    std::int64_t patients = 0;
};

// A small area of the commissioner's, and where its middle is: not known without its boundary.
struct SmallAreaPlace {
    std::string code;
    std::optional<MapPoint> middle;
};

struct ProposedArea {
    std::string code;  // that no neighbour has
    NetworkArea area;
    AreaShapes shapes;  // of `area`, with `code`
    std::vector<ProposedMember> members;
};

struct AreaSurroundings {
    std::string commissioner_name;
    const Shape* commissioner = nullptr;               // its boundary; null: not known
    std::span<const SmallAreaPlace> small_areas;       // in order of codes
    std::span<const NeighbourArea> neighbours;         // other networks of the commissioner
    std::vector<std::string> neighbours_without_area;  // names: networks whose area is not known
    // Empty with `residence_known` false where no file tells where patients live.
    std::span<const ResidentPatients> residents;
    bool residence_known = false;
};

enum class AreaRuleId {
    overlap,
    gap,
    contiguous,
    sites_inside,
    within_commissioner,
    residents_outside
};
std::string_view name_of(AreaRuleId rule);  // "overlap", "sites_inside", ...

enum class AreaOutcome {
    met,
    not_met,
    to_explain,  // allowed with a reason that the commissioner accepts
    not_known,   // something needed for the answer is missing; the arithmetic says what
    told         // a figure without a threshold
};
std::string_view name_of(AreaOutcome outcome);

// Of a finding that is about several neighbours: what it says of one.
struct NeighbourPart {
    std::string code;
    std::string text;  // its name and figures
};

struct AreaFinding {
    AreaRuleId rule = AreaRuleId::overlap;
    AreaOutcome outcome = AreaOutcome::not_known;
    std::string arithmetic;                      // a sentence with its figures
    std::string clause;                          // empty where the content has no rules of areas
    std::vector<NeighbourPart> neighbours = {};  // of an overlap
};

struct NeighbourOverlap {
    std::string code;
    std::string name;
    std::vector<CellPart> pieces;          // the largest first
    std::vector<std::string> small_areas;  // that both have chosen
};

struct ProposedAreaCheck {
    double cell_m = 0;
    double square_km = 0;
    std::vector<CellPart> pieces;
    double outside_square_km = 0;  // of the commissioner's boundary, where it is known
    std::vector<NeighbourOverlap> overlaps;
    std::vector<CellPart> gaps;                    // in no area that is known, the largest first
    std::vector<std::string> small_areas_in_none;  // of the commissioner's, as far as known
    std::vector<std::string> small_areas_inside;   // whose middle the area has, or that it names
    std::vector<std::string> without_boundary;
    std::vector<ProposedMember> sites_outside;
    std::vector<ProposedMember> sites_not_known;
    std::int64_t patients = 0;  // of the members, whose small area is told
    std::int64_t patients_outside = 0;
    std::int64_t patients_not_placed = 0;  // on neither side: not told, or not on the map
    std::vector<AreaFinding> findings;     // one for each rule, in their order
};

// `rule` null: the content has no rules of areas. At most areas_max shapes.
ProposedAreaCheck check_proposed_area(const ProposedArea& proposed,
                                      const AreaSurroundings& surroundings, const AreaRule* rule);

}  // namespace openpcn::networks
