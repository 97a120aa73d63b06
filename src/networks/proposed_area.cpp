#include "networks/proposed_area.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/grouped_number.h"
#include "base/invariant.h"

namespace openpcn::networks {
namespace {

std::string counted(std::size_t number, std::string_view word) {
    return fmt::format("{} {}{}", number, word, number == 1 ? "" : "s");
}

std::string joined(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

bool has(const std::vector<std::string>& ordered, const std::string& code) {
    return std::ranges::binary_search(ordered, code);
}

bool lies_in(std::span<const Shape> shapes, MapPoint point) {
    return std::ranges::any_of(shapes, [&](const Shape& shape) { return contains(shape, point); });
}

// What is drawn has no name; small areas have.
bool lies_in_drawn(std::span<const Shape> shapes, MapPoint point) {
    return std::ranges::any_of(
        shapes, [&](const Shape& shape) { return shape.name.empty() && contains(shape, point); });
}

std::vector<Shape> all_shapes(const ProposedArea& proposed, const AreaSurroundings& around) {
    std::vector<Shape> shapes = proposed.shapes.shapes;
    for (const NeighbourArea& neighbour : around.neighbours)
        shapes.insert(shapes.end(), neighbour.shapes.begin(), neighbour.shapes.end());
    return shapes;
}

// By its code where the area names it, else by its middle in what is drawn.
bool takes(const NetworkArea& area, std::span<const Shape> drawn, const SmallAreaPlace& place) {
    return has(area.small_areas, place.code) || (place.middle && lies_in(drawn, *place.middle));
}

class Check {
public:
    Check(const ProposedArea& proposed, const AreaSurroundings& around, const AreaRule* rule)
        : proposed_(proposed), around_(around), rule_(rule) {
        for (const Shape& shape : proposed.shapes.shapes)
            if (shape.name.empty()) drawn_.push_back(shape);
    }

    ProposedAreaCheck run() {
        check_.without_boundary = proposed_.shapes.without_boundary;
        const std::vector<Shape> shapes = all_shapes(proposed_, around_);
        areas_ = check_areas({.areas = shapes, .outer = around_.commissioner, .sites = {}});
        check_.cell_m = areas_.cell_m;
        take_areas();
        take_small_areas();
        take_sites();
        take_residents();
        decide();
        return std::move(check_);
    }

private:
    void take_areas() {
        for (AreaOfNetwork& area : areas_.areas) {
            if (area.code != proposed_.code) continue;
            check_.square_km = area.square_km;
            check_.pieces = std::move(area.parts);
            check_.outside_square_km = area.outside_square_km;
        }
        for (const AreaOverlap& overlap : areas_.overlaps) {
            if (overlap.first == proposed_.code)
                overlap_with(overlap.second).pieces.push_back(overlap.piece);
            if (overlap.second == proposed_.code)
                overlap_with(overlap.first).pieces.push_back(overlap.piece);
        }
        for (const NeighbourArea& neighbour : around_.neighbours) {
            std::vector<std::string> both;
            std::ranges::set_intersection(proposed_.area.small_areas, neighbour.small_areas,
                                          std::back_inserter(both));
            if (!both.empty()) overlap_with(neighbour.code).small_areas = std::move(both);
        }
        check_.gaps = std::move(areas_.gaps);
    }

    NeighbourOverlap& overlap_with(const std::string& code) {
        const auto found = std::ranges::find(check_.overlaps, code, &NeighbourOverlap::code);
        if (found != check_.overlaps.end()) return *found;
        const auto neighbour = std::ranges::find(around_.neighbours, code, &NeighbourArea::code);
        INVARIANT(neighbour != around_.neighbours.end());
        check_.overlaps.push_back({code, neighbour->name, {}, {}});
        return check_.overlaps.back();
    }

    void take_small_areas() {
        for (const SmallAreaPlace& place : around_.small_areas) {
            if (takes(proposed_.area, drawn_, place)) {
                check_.small_areas_inside.push_back(place.code);
                continue;
            }
            const bool of_another =
                std::ranges::any_of(around_.neighbours, [&](const NeighbourArea& neighbour) {
                    if (!neighbour.small_areas.empty())
                        return has(neighbour.small_areas, place.code) ||
                               (place.middle && lies_in_drawn(neighbour.shapes, *place.middle));
                    // Where it lies is not known, so that it may well be the neighbour's.
                    return !place.middle || lies_in(neighbour.shapes, *place.middle);
                });
            if (!of_another) check_.small_areas_in_none.push_back(place.code);
        }
        // Those of another commissioner count, too, as they are named.
        for (const std::string& code : proposed_.area.small_areas)
            if (std::ranges::find(check_.small_areas_inside, code) ==
                check_.small_areas_inside.end())
                check_.small_areas_inside.push_back(code);
        std::ranges::sort(check_.small_areas_inside);
    }

    void take_sites() {
        for (const ProposedMember& member : proposed_.members) {
            if (!member.place) {
                check_.sites_not_known.push_back(member);
            } else if (!lies_in(proposed_.shapes.shapes, *member.place)) {
                check_.sites_outside.push_back(member);
            }
        }
    }

    void take_residents() {
        for (const ResidentPatients& living : around_.residents) {
            const bool named = has(proposed_.area.small_areas, living.small_area);
            if (living.small_area.empty() || (!named && !living.middle && !drawn_.empty())) {
                check_.patients_not_placed += living.patients;
                continue;
            }
            check_.patients += living.patients;
            if (!named && !(living.middle && lies_in(drawn_, *living.middle)))
                check_.patients_outside += living.patients;
        }
    }

    void add(AreaRuleId id, AreaOutcome outcome, std::string arithmetic,
             std::string AreaRule::*clause) {
        check_.findings.push_back(
            {id, outcome, std::move(arithmetic), rule_ == nullptr ? "" : rule_->*clause});
    }

    void decide() {
        decide_overlap();
        decide_gap();
        decide_contiguous();
        decide_sites();
        decide_borders();
        decide_residents();
    }

    std::string unknown_neighbours() const {
        const auto& names = around_.neighbours_without_area;
        return fmt::format(
            "The area of {} is not known: {}.",
            names.size() == 1 ? "one other network" : counted(names.size(), "other network"),
            joined(names));
    }

    void decide_overlap() {
        using enum AreaOutcome;
        if (!check_.overlaps.empty()) {
            std::vector<std::string> sentence;
            std::vector<NeighbourPart> parts;
            for (const NeighbourOverlap& overlap : check_.overlaps) {
                double square_km = 0;
                for (const CellPart& piece : overlap.pieces) square_km += piece.square_km;
                sentence.push_back(
                    fmt::format("{} ({:.2f} square km{})", overlap.name, square_km,
                                overlap.small_areas.empty()
                                    ? ""
                                    : ", " + counted(overlap.small_areas.size(), "small area")));
                parts.push_back({overlap.code, sentence.back()});
            }
            add(AreaRuleId::overlap, not_met, "It overlaps " + joined(sentence) + ".",
                &AreaRule::overlap);
            check_.findings.back().neighbours = std::move(parts);
            return;
        }
        const std::size_t known = around_.neighbours.size();
        std::string sentence = known == 0
                                   ? ""
                                   : fmt::format("It overlaps none of {} whose area is known.",
                                                 counted(known, "other network"));
        if (!around_.neighbours_without_area.empty()) {
            if (!sentence.empty()) sentence += " ";
            return add(AreaRuleId::overlap, not_known, sentence + unknown_neighbours(),
                       &AreaRule::overlap);
        }
        if (known == 0) sentence = "The commissioner has no other network.";
        add(AreaRuleId::overlap, met, std::move(sentence), &AreaRule::overlap);
    }

    void decide_gap() {
        using enum AreaOutcome;
        if (around_.commissioner == nullptr && around_.small_areas.empty())
            return add(AreaRuleId::gap, not_known,
                       "Neither the commissioner's boundary nor its small areas are loaded.",
                       &AreaRule::gap);
        double open_km = 0;
        for (const CellPart& gap : check_.gaps) open_km += gap.square_km;
        std::string sentence = fmt::format("{} of the commissioner's {} in no network's area",
                                           check_.small_areas_in_none.size(),
                                           counted(around_.small_areas.size(), "small area"));
        sentence += around_.commissioner == nullptr ? "."
                                                    : fmt::format(", {:.2f} of {:.2f} square km.",
                                                                  open_km, areas_.outer_square_km);
        // Small areas settle it: along the coast two boundaries of one place seldom agree.
        const bool is_open = around_.small_areas.empty() ? !check_.gaps.empty()
                                                         : !check_.small_areas_in_none.empty();
        if (!around_.neighbours_without_area.empty())
            return add(AreaRuleId::gap, is_open ? not_known : met,
                       is_open ? sentence + " " + unknown_neighbours() : sentence, &AreaRule::gap);
        add(AreaRuleId::gap, is_open ? not_met : met, std::move(sentence), &AreaRule::gap);
    }

    void decide_contiguous() {
        using enum AreaOutcome;
        if (check_.pieces.empty())
            return add(AreaRuleId::contiguous, not_known, "Nothing of it could be laid on the map.",
                       &AreaRule::contiguous);
        std::string sentence = fmt::format("{:.2f} square km in {}.", check_.square_km,
                                           counted(check_.pieces.size(), "piece"));
        if (!check_.without_boundary.empty())
            sentence += fmt::format(" {} of it have no boundary here.",
                                    counted(check_.without_boundary.size(), "small area"));
        const AreaOutcome whole = check_.without_boundary.empty() ? met : not_known;
        add(AreaRuleId::contiguous, check_.pieces.size() == 1 ? whole : not_met,
            std::move(sentence), &AreaRule::contiguous);
    }

    void decide_sites() {
        using enum AreaOutcome;
        std::vector<std::string> outside;
        for (const auto& member : check_.sites_outside) outside.push_back(member.name);
        std::vector<std::string> unknown;
        for (const auto& member : check_.sites_not_known) unknown.push_back(member.name);
        std::string sentence = fmt::format(
            "{} of {} in the area.", proposed_.members.size() - outside.size() - unknown.size(),
            counted(proposed_.members.size(), "member site"));
        if (!outside.empty()) sentence += fmt::format(" Outside: {}.", joined(outside));
        if (!unknown.empty()) sentence += fmt::format(" Place not known: {}.", joined(unknown));
        const AreaOutcome outcome = !outside.empty()                                ? to_explain
                                    : !unknown.empty() || proposed_.members.empty() ? not_known
                                                                                    : met;
        add(AreaRuleId::sites_inside, outcome, std::move(sentence), &AreaRule::sites_inside);
    }

    void decide_borders() {
        using enum AreaOutcome;
        std::size_t foreign = 0;
        for (const std::string& code : proposed_.area.small_areas) {
            const bool own =
                std::ranges::binary_search(around_.small_areas, code, {}, &SmallAreaPlace::code);
            if (!own && !around_.small_areas.empty()) ++foreign;
        }
        if (around_.commissioner == nullptr && around_.small_areas.empty())
            return add(AreaRuleId::within_commissioner, not_known,
                       "Neither the commissioner's boundary nor its small areas are loaded.",
                       &AreaRule::within_commissioner);
        std::string sentence = fmt::format(
            "{} of {} chosen belong to another commissioner than {}", foreign,
            counted(proposed_.area.small_areas.size(), "small area"), around_.commissioner_name);
        sentence += around_.commissioner == nullptr
                        ? "."
                        : fmt::format("; {:.2f} of {:.2f} square km lie outside its boundary.",
                                      check_.outside_square_km, check_.square_km);
        // What is drawn by hand may run over the border by less than anybody could see.
        const bool across = foreign > 0 || (!drawn_.empty() && around_.commissioner != nullptr &&
                                            check_.outside_square_km > 0.02 * check_.square_km);
        add(AreaRuleId::within_commissioner, across ? to_explain : met, std::move(sentence),
            &AreaRule::within_commissioner);
    }

    void decide_residents() {
        using enum AreaOutcome;
        if (!around_.residence_known || check_.patients == 0)
            return add(AreaRuleId::residents_outside, not_known,
                       around_.residence_known
                           ? "No file tells where the patients of these practices live."
                           : "It is not known where patients live: no file of patients by practice "
                             "and small area is loaded.",
                       &AreaRule::residents_outside);
        // In ten thousands, cut: 100 % is all of them.
        const std::int64_t share = check_.patients_outside * 10'000 / check_.patients;
        std::string sentence = fmt::format(
            "{} of {} registered patients ({}.{:02} %) live outside.",
            grouped(check_.patients_outside), grouped(check_.patients), share / 100, share % 100);
        if (check_.patients_not_placed > 0)
            sentence +=
                fmt::format(" Of {} more it is not known.", grouped(check_.patients_not_placed));
        add(AreaRuleId::residents_outside, AreaOutcome::told, std::move(sentence),
            &AreaRule::residents_outside);
    }

    const ProposedArea& proposed_;
    const AreaSurroundings& around_;
    const AreaRule* rule_;
    std::vector<Shape> drawn_;  // of the proposed area
    AreaCheck areas_;
    ProposedAreaCheck check_;
};

}  // namespace

std::string_view name_of(AreaRuleId rule) {
    constexpr std::array<std::string_view, 6> names{
        "overlap", "gap", "contiguous", "sites_inside", "within_commissioner", "residents_outside"};
    return names[static_cast<std::size_t>(rule)];
}

std::string_view name_of(AreaOutcome outcome) {
    constexpr std::array<std::string_view, 5> names{"met", "not_met", "to_explain", "not_known",
                                                    "told"};
    return names[static_cast<std::size_t>(outcome)];
}

ProposedAreaCheck check_proposed_area(const ProposedArea& proposed,
                                      const AreaSurroundings& surroundings, const AreaRule* rule) {
    return Check(proposed, surroundings, rule).run();
}

}  // namespace openpcn::networks
