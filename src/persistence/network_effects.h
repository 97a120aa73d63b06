// The effects of an approved change, written over the register (register_decisions.h): members'
// days, networks that open and close, who follows whom.
//
// Everything is written inside the caller's transaction, which also holds the request's decision
// and its audit entry, so that a program that is killed leaves all of it or nothing.
#pragma once

#include <string>
#include <vector>

#include "network_changes/register_effects.h"
#include "persistence/networks.h"

namespace openpcn::persistence {

struct ApprovedEffects {
    network_changes::RegisterEffects effects;
    // The register of the effect's day without it: names networks that have no row here yet.
    const organisations::RegisterView* on_day = nullptr;
    std::string change;  // id of the request
    OdsCode proposer;    // of networks that it opens
    Instant decided_at;
};
// `not_found` where a network is neither here nor in the register; `conflict` where a new network's
// code is taken.
Result<void> write_register_effects(database::Connection& connection,
                                    const ApprovedEffects& approved);

// The row of a network by its code; one of the register is taken in where it has none.
Result<NetworkRow> network_row_of(database::Connection& connection,
                                  const organisations::RegisterView& view, const OdsCode& code,
                                  Instant now);

struct KeptSuccession {
    network_changes::Succession succession;
    Date first_day;
    Instant decided_at;
    std::string change;
};
// Of all times, by day.
Result<std::vector<KeptSuccession>> all_successions(database::Connection& connection);

}  // namespace openpcn::persistence
