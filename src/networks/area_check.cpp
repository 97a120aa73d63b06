#include "networks/area_check.h"

#include <algorithm>
#include <map>

#include "base/invariant.h"

namespace openpcn::networks {
namespace {

using Owner = std::uint16_t;
constexpr Owner nobody = 0xFFFF;

// Whose each cell is: of the first area that has it.
class Ownership {
public:
    explicit Ownership(const AreaGrid& grid)
        : columns_(static_cast<std::size_t>(grid.columns())),
          owner_(static_cast<std::size_t>(grid.rows()) * columns_, nobody) {}
    Owner& at(int row, int column) {
        return owner_[static_cast<std::size_t>(row) * columns_ + static_cast<std::size_t>(column)];
    }

private:
    std::size_t columns_;
    std::vector<Owner> owner_;
};

// Adds one cell to spans that are made in order.
void add_cell(std::vector<CellSpan>& cells, int row, int column) {
    if (!cells.empty() && cells.back().row == row && cells.back().end == column) {
        ++cells.back().end;
    } else {
        cells.push_back({row, column, column + 1});
    }
}

class Check {
public:
    explicit Check(const AreaQuestion& question)
        : question_(question), grid_(all_of(question), question.cell_m), owned_(grid_) {
        std::map<std::string_view, std::size_t> known;
        for (const Shape& shape : question.areas) {
            const auto [at, is_new] = known.try_emplace(shape.code, shapes_.size());
            if (is_new) shapes_.emplace_back();
            shapes_[at->second].push_back(&shape);
        }
    }

    AreaCheck run() {
        INVARIANT(question_.areas.size() <= areas_max);
        check_.cell_m = grid_.cell_m();
        for (std::size_t i = 0; i < shapes_.size(); ++i) take(i);
        for (const auto& [pair, cells] : overlaps_) list_overlap(pair, cells);
        std::ranges::sort(check_.overlaps, std::greater<>{},
                          [](const AreaOverlap& one) { return one.piece.square_km; });
        if (question_.outer != nullptr) look_for_gaps();
        look_for_sites();
        return std::move(check_);
    }

private:
    using Pair = std::pair<Owner, Owner>;

    static std::vector<const Shape*> all_of(const AreaQuestion& question) {
        std::vector<const Shape*> shapes;
        for (const Shape& area : question.areas) shapes.push_back(&area);
        if (question.outer != nullptr) shapes.push_back(question.outer);
        return shapes;
    }

    void take(std::size_t number) {
        const auto own = static_cast<Owner>(number);
        AreaOfNetwork area;
        area.code = shapes_[number].front()->code;
        auto cells = grid_.cells_of_any(shapes_[number]);
        for (const CellSpan& span : cells) {
            area.square_km += grid_.square_km(span);
            for (int column = span.begin; column < span.end; ++column) {
                Owner& owner = owned_.at(span.row, column);
                if (owner == nobody) {
                    owner = own;
                } else if (owner != own) {
                    add_cell(overlaps_[{owner, own}], span.row, column);
                }
            }
        }
        area.parts = grid_.parts_of(cells);
        while (area.parts.size() > 1 && is_sliver(area.parts.back())) area.parts.pop_back();
        check_.areas.push_back(std::move(area));
        if (question_.outer != nullptr) cells_.push_back(std::move(cells));
    }

    bool is_sliver(const CellPart& part) const {
        return part.square_km < question_.least_square_km;
    }

    void list_overlap(const Pair& pair, std::span<const CellSpan> cells) {
        for (const CellPart& part : grid_.parts_of(cells)) {
            if (is_sliver(part)) {
                check_.sliver_square_km += part.square_km;
            } else {
                check_.overlaps.push_back(
                    {shapes_[pair.first].front()->code, shapes_[pair.second].front()->code, part});
            }
        }
    }

    void look_for_gaps() {
        std::vector<CellSpan> gaps;
        for (const CellSpan& span : grid_.cells_of(*question_.outer)) {
            const double cell = grid_.square_km({span.row, 0, 1});
            check_.outer_square_km += grid_.square_km(span);
            for (int column = span.begin; column < span.end; ++column) {
                const Owner owner = owned_.at(span.row, column);
                if (owner == nobody) {
                    add_cell(gaps, span.row, column);
                } else {
                    check_.covered_square_km += cell;
                }
            }
        }
        for (const CellPart& part : grid_.parts_of(gaps)) {
            if (is_sliver(part)) {
                check_.sliver_square_km += part.square_km;
            } else {
                check_.gaps.push_back(part);
            }
        }
        look_outside();
    }

    // Of each area, not only of cells that are its own before others'.
    void look_outside() {
        const auto outer = grid_.cells_of(*question_.outer);
        for (std::size_t i = 0; i < shapes_.size(); ++i) {
            double inside = 0;
            std::size_t next = 0;
            for (const CellSpan& span : cells_[i]) {
                while (next < outer.size() &&
                       (outer[next].row < span.row ||
                        (outer[next].row == span.row && outer[next].end <= span.begin)))
                    ++next;
                for (std::size_t at = next;
                     at < outer.size() && outer[at].row == span.row && outer[at].begin < span.end;
                     ++at) {
                    inside += grid_.square_km({span.row, std::max(span.begin, outer[at].begin),
                                               std::min(span.end, outer[at].end)});
                }
            }
            check_.areas[i].outside_square_km = check_.areas[i].square_km - inside;
        }
    }

    void look_for_sites() {
        for (const MemberSite& site : question_.sites) {
            const auto area = std::ranges::find_if(
                shapes_, [&](const auto& shapes) { return shapes.front()->code == site.network; });
            if (area == shapes_.end()) continue;
            if (std::ranges::none_of(
                    *area, [&](const Shape* shape) { return contains(*shape, site.place); }))
                check_.sites_outside.push_back(site);
        }
    }

    const AreaQuestion& question_;
    AreaGrid grid_;
    Ownership owned_;
    std::vector<std::vector<const Shape*>> shapes_;  // of each area, in the order of the question
    std::vector<std::vector<CellSpan>> cells_;       // of each area, where there is an outer one
    std::map<Pair, std::vector<CellSpan>> overlaps_;
    AreaCheck check_;
};

}  // namespace

AreaCheck check_areas(const AreaQuestion& question) { return Check(question).run(); }

}  // namespace openpcn::networks
