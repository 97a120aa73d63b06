// A request to change a network that is live: a practice joins or leaves, practices or networks
// merge, a network splits, several share a clinical director, or an area changes.
//
// A draft may lack everything but its kind; what it lacks is said by hindrances.h. What the kind
// alters in the register is register_effects.h. A value; source: pcn.md sections 2.4 to 2.8.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/ods_code.h"
#include "base/result.h"
#include "networks/network_area.h"

namespace openpcn::network_changes {

enum class ChangeKind {
    practice_joins,
    practice_leaves,
    practices_merge,
    networks_merge,
    network_splits,
    shared_director,
    new_area
};
std::string_view name_of(ChangeKind kind);  // "practice_joins", as papers and the API say it
std::optional<ChangeKind> find_change_kind(std::string_view name);
std::span<const ChangeKind> all_change_kinds();

// A network as it is after a merger or in a split.
struct NewNetwork {
    std::string name;
    // Its own of a network that goes on; none: new, and the Organisation Data Service gave none
    // yet.
    std::optional<OdsCode> code;
    std::vector<OdsCode> practices;  // of a split
    // Of a split. Of a merger instead of the areas of all of them put together.
    networks::NetworkArea area = {};
};

// A motion of a meeting of the network (governance/meeting.h).
struct VoteReference {
    std::string meeting;
    int motion = 1;  // from 1
};

// That a practice agreed on paper; what it agrees to by its account is kept apart.
struct AgreedBy {
    OdsCode practice;
    std::string person;
    Date on;
};

struct ChangeEvidence {
    std::optional<VoteReference> vote;
    std::optional<Date> notice_given_on;
    std::string notice;
    std::vector<AgreedBy> agreed_by;
    std::string providers;  // that they accept a new area
    std::string people;
    std::string note;
};

struct ChangeRequest {
    ChangeKind kind = ChangeKind::practice_joins;
    std::optional<Date> takes_effect;  // the first day on which it holds
    std::string reason;
    std::optional<OdsCode> practice;   // that joins or leaves
    std::vector<OdsCode> practices;    // that merge
    std::optional<OdsCode> successor;  // the code that goes on
    std::string successor_name;
    std::vector<OdsCode> networks;  // the others of a merger or a group
    std::vector<NewNetwork> new_networks;
    std::string group_name;
    std::string director;    // of a group
    std::string profession;  // id of content/network_governance
    networks::NetworkArea area;
    ChangeEvidence evidence;
};

inline constexpr std::size_t practices_max = 100;
inline constexpr std::size_t networks_max = 20;

// `invalid`, naming the member that is wrong or unknown.
Result<ChangeRequest> parse_change_request(std::string_view json);
// What parse_change_request reads back.
std::string change_request_json(const ChangeRequest& request);
// The request without its evidence, the same for the same request: what a practice agrees to.
std::string agreed_text(const ChangeRequest& request);

// "A81003 joins Stockton PCN": for lists and headings. `own` is the name of the network that asks.
std::string title_of(const ChangeRequest& request, std::string_view own);

}  // namespace openpcn::network_changes
