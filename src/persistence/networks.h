// Networks in SQL: the row of each that is formed or run here, and its dated members.
//
// Changes are made inside the caller's transaction, which also holds their audit entry.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "base/ods_code.h"
#include "networks/life_cycle.h"
#include "platform/database/connection.h"

namespace openpcn::persistence {

struct NetworkRow {
    std::string id;               // opaque; stands in addresses
    std::optional<OdsCode> code;  // once the Organisation Data Service gave one
    std::string name;
    OdsCode commissioner;  // lead commissioner
    networks::Stage stage = networks::Stage::draft;
    Date starts;               // first day, planned or actual
    std::optional<Date> ends;  // last day
    OdsCode proposer;          // the organisation that began it
    bool from_register = false;
    std::optional<Instant> live_since;  // when it was made live here
    Instant changed_at;
};

// A practice's time in a network; both days belong to it.
struct NetworkMember {
    std::string network;
    OdsCode practice;
    Date joined;
    std::optional<Date> left_on;
    // When this was decided; none while it is planned, or as long as the network has been live.
    std::optional<Instant> decided_at = {};
    bool is_on(Date day) const { return joined <= day && (!left_on || day <= *left_on); }
};

// `conflict` where another network has the code.
Result<void> add_network(database::Connection& connection, const NetworkRow& row);
// All but id, proposer and from_register. `conflict` as add_network; `not_found`.
Result<void> change_network(database::Connection& connection, const NetworkRow& row);

// By name, then id.
Result<std::vector<NetworkRow>> all_networks(database::Connection& connection);
Result<std::optional<NetworkRow>> find_network(database::Connection& connection,
                                               std::string_view id);
Result<std::optional<NetworkRow>> find_network_by_code(database::Connection& connection,
                                                       const OdsCode& code);

// The members of a network of all times; without one, of all networks. By practice, then day.
Result<std::vector<NetworkMember>> network_members(database::Connection& connection,
                                                   std::string_view network);
Result<std::vector<NetworkMember>> all_network_members(database::Connection& connection);
// Replaces all of a network's.
Result<void> write_network_members(database::Connection& connection, std::string_view network,
                                   const std::vector<NetworkMember>& members);

}  // namespace openpcn::persistence
