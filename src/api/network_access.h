// Which part an asker's organisation has in a network, and the network of a request.
//
// Permissions (access_policy.h) say what a role may do; the part says where. Somebody without a
// part does not learn that the network is there.
#pragma once

#include "api/api_parts.h"
#include "formation/review_case.h"
#include "persistence/networks.h"

namespace openpcn::api {

enum class Part {
    none,
    own,           // network staff
    member,        // staff of a practice that is, was or will be a member, or that proposed it
    commissioner,  // of the lead commissioner
};
std::string_view name_of(Part part);

Part part_of(const Asker& asker, const persistence::NetworkRow& row,
             std::span<const OdsCode> practices);

// Live or closed under its code: the register says who its members are.
bool is_registered(const persistence::NetworkRow& row);

struct NetworkInView {
    persistence::NetworkRow row;
    std::vector<persistence::NetworkMember> member_rows;  // that are kept here
    std::vector<OdsCode> members;                         // on the day, in order
    Part part = Part::none;
};

// The network of the address's {network}, with its members on the day: of a network that is live or
// closed as the register has them, of one that is being formed as they are planned. `not_found`
// where the asker has no part in it.
Result<NetworkInView> network_in_view(ApiParts& parts, database::Connection& connection,
                                      const Call& call, Date day);
// All in which the asker has a part, by name.
Result<std::vector<NetworkInView>> networks_in_view(ApiParts& parts,
                                                    database::Connection& connection,
                                                    const Call& call, Date day);

// `forbidden`, saying who may, unless the asker has one of these parts.
Result<void> require_part(const NetworkInView& network, std::initializer_list<Part> parts);

// `forbidden` unless the asker writes the registration: staff of the network, or of a practice that
// is a member of it. Who proposed it and left reads on, no more.
Result<void> require_writer(const Asker& asker, const NetworkInView& network);
// Whether the asker may withdraw the whole registration: network staff, or the practice that
// proposed it; any member once that practice has left.
bool may_withdraw(const Asker& asker, const NetworkInView& network,
                  const formation::ReviewCase& review);

// The query's `as_at`, or today.
Result<Date> day_asked_for(const Call& call);
// The same; none where the query names no day: what people wrote is then answered as it is now,
// else as it was kept by the end of that day.
Result<std::optional<Date>> kept_by_asked_for(const Call& call);

}  // namespace openpcn::api
