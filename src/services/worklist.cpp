#include "services/worklist.h"

#include <algorithm>
#include <limits>

namespace openpcn::services {

namespace {

bool has_any_reason(const WorklistRow& row, const std::vector<std::uint16_t>& wanted) {
    return std::any_of(row.reasons.begin(), row.reasons.end(), [&](const RowReason& reason) {
        return std::find(wanted.begin(), wanted.end(), reason.reason) != wanted.end();
    });
}

std::uint32_t rank_of(const RowView& view, const WorklistRow& row) {
    if (!view.rank) return 0;
    const auto found = view.rank->find(row.person);
    return found == view.rank->end() ? std::numeric_limits<std::uint32_t>::max() : found->second;
}

// Negative where `a` comes before `b` in forward direction, by the order alone.
int compare(const RowView& view, const WorklistRow& a, const WorklistRow& b) {
    switch (view.order) {
        case RowOrder::age:
            return b.age_years - a.age_years;
        case RowOrder::practice:
            return static_cast<int>(a.practice) - static_cast<int>(b.practice);
        case RowOrder::rank: {
            const std::uint32_t first = rank_of(view, a), second = rank_of(view, b);
            return first < second ? -1 : first > second ? 1 : 0;
        }
        case RowOrder::priority:
            break;
    }
    return 0;
}

}  // namespace

bool more_urgent(const WorklistDefinition& worklist, const WorklistRow& a, const WorklistRow& b) {
    for (std::size_t i = 0; i < worklist.priority.size(); ++i) {
        const auto& first = a.priority[i];
        const auto& second = b.priority[i];
        if (first == second) continue;
        if (!first || !second) return first.has_value();
        const bool greater = *first > *second;
        return worklist.priority[i].order == PriorityOrder::descending ? greater : !greater;
    }
    return a.person < b.person;
}

std::vector<std::uint32_t> select_rows(const WorklistDefinition& worklist,
                                       std::span<const WorklistRow> rows, const RowView& view) {
    std::vector<std::uint32_t> selected;
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        const WorklistRow& row = rows[i];
        if (!view.practices.empty() && std::find(view.practices.begin(), view.practices.end(),
                                                 row.practice) == view.practices.end())
            continue;
        if (!view.reasons.empty() && !has_any_reason(row, view.reasons)) continue;
        selected.push_back(i);
    }
    // Whatever the order, of equals the more urgent comes first.
    std::sort(selected.begin(), selected.end(), [&](std::uint32_t i, std::uint32_t j) {
        const WorklistRow &a = rows[i], &b = rows[j];
        int order = compare(view, a, b);
        if (view.direction == RowDirection::backward) order = -order;
        if (order != 0) return order < 0;
        const bool backward =
            view.order == RowOrder::priority && view.direction == RowDirection::backward;
        return backward ? more_urgent(worklist, b, a) : more_urgent(worklist, a, b);
    });
    return selected;
}

std::span<const std::uint32_t> page_of(std::span<const std::uint32_t> selected, std::size_t page,
                                       std::size_t size) {
    if (size == 0 || page > selected.size() / size) return {};
    const std::size_t first = page * size;
    return selected.subspan(first, std::min(size, selected.size() - first));
}

std::vector<std::size_t> count_reasons(const WorklistDefinition& worklist,
                                       std::span<const WorklistRow> rows) {
    std::vector<std::size_t> counts(worklist.reasons.size(), 0);
    for (const WorklistRow& row : rows)
        for (const RowReason& reason : row.reasons) ++counts[reason.reason];
    return counts;
}

}  // namespace openpcn::services
