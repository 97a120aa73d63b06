// What the handlers of a network's posts, payee and meetings share: the network of the request, a
// paper of it, and keeping the next version.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "api/network_access.h"
#include "persistence/papers.h"

namespace openpcn::api {

// Whether the organisation is a member practice on the day, which is the one that `network` is seen
// as at; of a network that is being formed, one that is to be.
bool is_member(const NetworkInView& network, std::string_view organisation, Date day);

// A network that the asker has one of `parts` in, and a connection for the rest of the request.
struct GovernanceRequest {
    database::Database::Lease connection;
    NetworkInView network;
    Date day;
    // Where the address asks for a day: what people wrote is answered as it was kept by its end.
    std::optional<Date> kept_by = {};
};
Result<GovernanceRequest> governance_request(ApiParts& parts, const Call& call,
                                             std::initializer_list<Part> allowed);

// The same for what changes something: the network as it is today, whatever day the address asks
// for, and only for its own staff and for practices that are members today. `forbidden` for a
// practice that has left.
Result<GovernanceRequest> governance_change(ApiParts& parts, const Call& call);

// Whether the asker could change people and payee of what is shown: of today's network only.
bool may_change(const GovernanceRequest& request, const Asker& asker);

// The paper that the address names as {paper}: its newest version, or the one of the day asked for.
// `not_found`, also where it was begun later than that day.
Result<persistence::Paper> paper_in_view(GovernanceRequest& request, const Call& call,
                                         std::string_view kind);

// The body's "based_on"; 0 where it is left out.
Result<std::int64_t> based_on(const nlohmann::json& body);

// The next version of a paper (id empty: a new one) with its audit entry. Its id.
struct PaperChange {
    std::string_view kind;
    std::string id;
    std::int64_t based_on = 0;
    std::string body;
    std::string action;  // for the audit log
    std::string detail;
};
Result<std::string> keep_paper(GovernanceRequest& request, const Call& call, PaperChange change);

}  // namespace openpcn::api
