#include "networks/area_grid.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace openpcn::networks {
namespace {

// Of a degree of latitude, and of longitude at the equator: WGS84, good to half a per cent.
constexpr double degree_m = 111'195;

double narrowing(double latitude) { return std::cos(latitude * std::numbers::pi / 180); }

// Joined with the last one where they touch or overlap; spans come in order.
void add_span(std::vector<CellSpan>& cells, const CellSpan& span) {
    if (span.begin >= span.end) return;
    if (!cells.empty() && cells.back().row == span.row && cells.back().end >= span.begin) {
        cells.back().end = std::max(cells.back().end, span.end);
    } else {
        cells.push_back(span);
    }
}

// Sets of spans that hang together.
class Groups {
public:
    explicit Groups(std::size_t count) : parent_(count) {
        std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    }
    std::size_t of(std::size_t item) {
        while (parent_[item] != item) item = parent_[item] = parent_[parent_[item]];
        return item;
    }
    void join(std::size_t a, std::size_t b) { parent_[of(a)] = of(b); }

private:
    std::vector<std::size_t> parent_;
};

}  // namespace

AreaGrid::AreaGrid(std::span<const Shape* const> shapes, double cell_m) : cell_m_(cell_m) {
    double east = -180;
    double north = -90;
    west_ = 180;
    south_ = 90;
    for (const Shape* shape : shapes) {
        for (const Ring& ring : shape->rings) {
            for (const MapPoint& point : ring) {
                west_ = std::min(west_, point.longitude);
                east = std::max(east, point.longitude);
                south_ = std::min(south_, point.latitude);
                north = std::max(north, point.latitude);
            }
        }
    }
    if (east < west_) return;
    const double width_m = (east - west_) * degree_m * narrowing((south_ + north) / 2);
    const double height_m = (north - south_) * degree_m;
    const double widest = std::sqrt(width_m * height_m / static_cast<double>(cells_max));
    cell_m_ = std::max(cell_m_, widest);
    rows_ = static_cast<int>(height_m / cell_m_) + 1;
    columns_ = static_cast<int>(width_m / cell_m_) + 1;
    step_latitude_ = cell_m_ / degree_m;
    step_longitude_ = cell_m_ / (degree_m * narrowing((south_ + north) / 2));
}

double AreaGrid::square_km(const CellSpan& span) const {
    const double cell = step_latitude_ * step_longitude_ * degree_m * degree_m *
                        narrowing(latitude_of(span.row)) / 1e6;
    return cell * (span.end - span.begin);
}

std::vector<CellSpan> AreaGrid::cells_of(const Shape& shape) const {
    const auto row_at = [&](double latitude) {
        return static_cast<int>(std::ceil((latitude - south_) / step_latitude_ - 0.5));
    };
    double lowest = 90;
    double highest = -90;
    for (const Ring& ring : shape.rings) {
        for (const MapPoint& point : ring) {
            lowest = std::min(lowest, point.latitude);
            highest = std::max(highest, point.latitude);
        }
    }
    const int first = std::max(0, row_at(lowest));
    const int end = std::min(rows_, row_at(highest));
    if (first >= end) return {};
    // Where edges cross the middle of each row that the shape reaches.
    std::vector<std::vector<double>> crossings(static_cast<std::size_t>(end - first));
    for (const Ring& ring : shape.rings) {
        for (std::size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++) {
            const MapPoint& a = ring[i];
            const MapPoint& b = ring[before];
            const double low = std::min(a.latitude, b.latitude);
            const double high = std::max(a.latitude, b.latitude);
            if (low == high) continue;
            for (int row = std::max(0, row_at(low)); row < std::min(rows_, row_at(high)); ++row) {
                const double share = (latitude_of(row) - a.latitude) / (b.latitude - a.latitude);
                crossings[static_cast<std::size_t>(row - first)].push_back(
                    a.longitude + share * (b.longitude - a.longitude));
            }
        }
    }
    std::vector<CellSpan> cells;
    const auto column_at = [&](double longitude) {
        return std::clamp(static_cast<int>(std::ceil((longitude - west_) / step_longitude_ - 0.5)),
                          0, columns_);
    };
    for (int row = first; row < end; ++row) {
        auto& at = crossings[static_cast<std::size_t>(row - first)];
        std::ranges::sort(at);
        for (std::size_t i = 0; i + 1 < at.size(); i += 2)
            add_span(cells, {row, column_at(at[i]), column_at(at[i + 1])});
    }
    return cells;
}

std::vector<CellSpan> AreaGrid::cells_of_any(std::span<const Shape* const> shapes) const {
    if (shapes.size() == 1) return cells_of(*shapes.front());
    std::vector<CellSpan> all;
    for (const Shape* shape : shapes) {
        const auto cells = cells_of(*shape);
        all.insert(all.end(), cells.begin(), cells.end());
    }
    std::ranges::sort(all, {},
                      [](const CellSpan& span) { return std::pair(span.row, span.begin); });
    std::vector<CellSpan> cells;
    for (const CellSpan& span : all) add_span(cells, span);
    return cells;
}

std::vector<CellPart> AreaGrid::parts_of(std::span<const CellSpan> cells) const {
    Groups groups(cells.size());
    std::size_t below = 0;  // the first span of the row below that may still touch
    for (std::size_t i = 0; i < cells.size(); ++i) {
        while (below < i &&
               (cells[below].row < cells[i].row - 1 ||
                (cells[below].row == cells[i].row - 1 && cells[below].end < cells[i].begin)))
            ++below;
        for (std::size_t j = below; j < i && cells[j].row == cells[i].row - 1; ++j) {
            if (cells[j].begin > cells[i].end) break;
            groups.join(i, j);
        }
    }
    std::vector<CellPart> sums(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        CellPart& part = sums[groups.of(i)];
        const double size = square_km(cells[i]);
        part.square_km += size;
        part.middle.latitude += size * latitude_of(cells[i].row);
        part.middle.longitude +=
            size * (west_ + (cells[i].begin + cells[i].end) / 2.0 * step_longitude_);
    }
    std::erase_if(sums, [](const CellPart& part) { return part.square_km == 0; });
    for (CellPart& part : sums) {
        part.middle.latitude /= part.square_km;
        part.middle.longitude /= part.square_km;
    }
    std::ranges::sort(sums, std::greater<>{}, &CellPart::square_km);
    return sums;
}

}  // namespace openpcn::networks
