// Shapes laid on a grid of small cells, so that overlaps, gaps and parts can be counted whatever
// the shapes are like. A cell belongs to a shape if its middle lies inside.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "networks/shape.h"

namespace openpcn::networks {

// Cells [begin, end) of a row.
struct CellSpan {
    int row = 0;
    int begin = 0;
    int end = 0;
};

// Some cells that hang together, sides or corners touching.
struct CellPart {
    double square_km = 0;
    MapPoint middle;  // of its cells, so perhaps outside
};

class AreaGrid {
public:
    // Covers all the shapes with cells of about this side; wider ones where they would be too many.
    AreaGrid(std::span<const Shape* const> shapes, double cell_m);

    int rows() const { return rows_; }
    int columns() const { return columns_; }
    double cell_m() const { return cell_m_; }
    double square_km(const CellSpan& span) const;

    // In order of rows, then columns; spans of a row do not touch each other.
    std::vector<CellSpan> cells_of(const Shape& shape) const;
    // Of what lies in any of them, in the same order.
    std::vector<CellSpan> cells_of_any(std::span<const Shape* const> shapes) const;
    // The largest first. `cells` in the order of cells_of.
    std::vector<CellPart> parts_of(std::span<const CellSpan> cells) const;

    static constexpr std::int64_t cells_max = 60'000'000;

private:
    double latitude_of(int row) const { return south_ + (row + 0.5) * step_latitude_; }

    double west_ = 0;
    double south_ = 0;
    double step_longitude_ = 1;
    double step_latitude_ = 1;
    double cell_m_ = 100;
    int rows_ = 0;
    int columns_ = 0;
};

}  // namespace openpcn::networks
