// The rows of a worklist as rules decide them, and the view of them that a page shows.
//
// A row says who, why in plain sentences, and how urgent. What staff have done about it (claimed,
// snoozed, excluded, done) is operations and lives in persistence. Rows hold no names.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/decimal.h"
#include "population/records/record.h"
#include "services/worklist_definition.h"

namespace openpcn::services {

struct RowReason {
    std::uint16_t reason = 0;  // index into WorklistDefinition::reasons
    std::string sentence;      // with its figures
};

struct WorklistRow {
    records::PersonId person = 0;
    records::PracticeIndex practice = 0;  // index into the practices of the run
    std::vector<RowReason> reasons;       // in the order of the definition
    std::vector<std::string> facts;       // by index of WorklistDefinition::facts; may be empty
    std::vector<std::optional<Decimal>> priority;  // by index of WorklistDefinition::priority
    int age_years = 0;
};

enum class RowOrder {
    priority,  // the most urgent first
    age,       // the oldest first
    practice,
    rank  // by RowView::rank, for orders that rows do not know (names, time of change)
};
enum class RowDirection {
    forward,
    backward
};

// Which rows a page shows. Empty lists mean: all.
struct RowView {
    std::vector<records::PracticeIndex> practices;
    std::vector<std::uint16_t> reasons;  // at least one of them
    RowOrder order = RowOrder::priority;
    RowDirection direction = RowDirection::forward;
    // For RowOrder::rank; people who are missing come last.
    const std::unordered_map<records::PersonId, std::uint32_t>* rank = nullptr;
};

// Puts the row that is more urgent first; of equals the smaller person, so that an order is total.
bool more_urgent(const WorklistDefinition& worklist, const WorklistRow& a, const WorklistRow& b);

// Indices of the rows that fit, in order.
std::vector<std::uint32_t> select_rows(const WorklistDefinition& worklist,
                                       std::span<const WorklistRow> rows, const RowView& view);

// Elements [page * size, page * size + size) of `selected`, as far as there are any; page from 0.
std::span<const std::uint32_t> page_of(std::span<const std::uint32_t> selected, std::size_t page,
                                       std::size_t size);

// People with each reason, by index of the reason.
std::vector<std::size_t> count_reasons(const WorklistDefinition& worklist,
                                       std::span<const WorklistRow> rows);

}  // namespace openpcn::services
