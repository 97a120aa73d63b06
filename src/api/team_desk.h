// What the routes of teams and of their coverage share: the teams that a request is about, and the
// networks they may serve with their small areas.
#pragma once

#include "api/partner_desk.h"
#include "partners/team_coverage.h"

namespace openpcn::api {

struct KeptTeam {
    persistence::Paper paper;
    partners::Team team;
};
// The newest versions that the scope reads.
Result<std::vector<KeptTeam>> teams_in(database::Connection& connection, const PartnerScope& scope,
                                       const partners::Catalogue& catalogue);

// The scope's network with its small areas, as a published lookup gives them.
Result<partners::Footprint> network_footprint(ApiParts& parts, database::Connection& connection,
                                              const PartnerScope& scope);
// All networks of the commissioner on the day: those of the register, and those that are formed
// here.
Result<std::vector<partners::Footprint>> commissioner_footprints(ApiParts& parts,
                                                                 database::Connection& connection,
                                                                 const Call& call,
                                                                 const PartnerScope& scope);

// The network's own teams, and shared ones that serve it.
Result<std::vector<KeptTeam>> teams_of_network(database::Connection& connection,
                                               const PartnerScope& scope,
                                               const partners::Footprint& network,
                                               const partners::Catalogue& catalogue);

}  // namespace openpcn::api
