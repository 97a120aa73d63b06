// Worklists and their rows as the API shows them.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "api/api_parts.h"
#include "api/network_state.h"

namespace openpcn::api {

// The rows of a list that fit a request's practice, reason and state, in its order.
struct RowFilter {
    std::string practice;  // ODS code; empty: all
    std::string reason;    // id
    std::string state;     // open (claimed ones too), mine, claimed, snoozed, excluded, done, all
    std::string sort = "priority";
    bool descending = false;
};
Result<RowFilter> filter_of(const http::Request& request);
std::vector<Item> filtered_items(const NetworkState::View& view, std::size_t worklist,
                                 const Reach& reach, const RowFilter& filter);

nlohmann::ordered_json counts_json(const ItemCounts& counts);
nlohmann::ordered_json item_json(
    const NetworkState::View& view, std::size_t worklist, const Item& item, const Asker& asker,
    const std::unordered_map<records::PersonId, persistence::Person>& people);
nlohmann::ordered_json worklist_summary_json(const NetworkState::View& view, std::size_t worklist,
                                             const Reach& reach);
nlohmann::ordered_json worklist_json(const NetworkState::View& view, std::size_t worklist,
                                     const Reach& reach);

// The lists that this role works, by index into the pack's.
std::vector<std::size_t> lists_of(const NetworkState::View& view, const Asker& asker);

}  // namespace openpcn::api
