// A group of networks that share a clinical director: each stays a network of its own. The request
// that was approved names the networks and the director; who is in the group on a day follows from
// the posts that hold on that day, so that a group ends with the director's post and nobody has to
// end it. A value; source: pcn.md section 2.4.
#pragma once

#include <map>

#include "base/ods_code.h"
#include "base/result.h"
#include "governance/post.h"

namespace openpcn::network_changes {

struct DirectorGroup {
    std::string id;
    std::string name;
    Date from;
    std::string director;
    std::string profession;
    std::string change;  // id of the request
    std::vector<OdsCode> networks;
    std::vector<std::string> posts;  // ids of the posts that the approval made
};
// `id` is the paper's. `invalid` where the text is no group.
Result<DirectorGroup> parse_director_group(std::string_view json, std::string_view id);
std::string director_group_json(const DirectorGroup& group);

struct IdentifiedPost {
    std::string id;
    governance::Post post;
};
// The posts of each network as far as it lasts (governance::within).
using PostsOfNetworks = std::map<OdsCode, std::vector<IdentifiedPost>>;

struct GroupOfDay {
    const DirectorGroup* group = nullptr;
    std::string director;           // as the posts name this person
    std::vector<OdsCode> networks;  // whose director it is on the day, in the request's order
    std::optional<Date> until;      // last day; none: no end is known
};

// Groups of the day, by name: those whose director holds the post in two or more of their networks.
// A network is in the group that named it last. `groups` in the order in which they were kept.
std::vector<GroupOfDay> groups_on(std::span<const DirectorGroup> groups,
                                  const PostsOfNetworks& posts, Date day);

}  // namespace openpcn::network_changes
