// What a change does to the register from its day on: memberships that end and begin, networks that
// open and close, and who follows whom.
//
// The same effects are laid over the register for the preview and written down on approval
// (persistence/network_effects.h), so that what was shown is what comes. Pure.
#pragma once

#include <string>
#include <vector>

#include "network_changes/change_request.h"
#include "organisations/register_view.h"

namespace openpcn::network_changes {

struct EndedMembership {
    OdsCode network;
    OdsCode practice;
    std::optional<Date> since;  // where the register knows
};

struct BegunMembership {
    OdsCode network;
    OdsCode practice;
};

struct OpenedNetwork {
    OdsCode code;
    std::string name;
    OdsCode commissioner;
    bool has_code = true;  // false: `code` stands in for one that is not given yet
};

enum class Follows {
    practice,
    network
};
struct Succession {
    Follows what = Follows::practice;
    OdsCode predecessor;
    OdsCode successor;
};

struct RegisterEffects {
    Date day;  // the first on which they hold; the day before is the last of what ends
    std::vector<EndedMembership> ends;
    std::vector<BegunMembership> begins;
    std::vector<OpenedNetwork> opened;
    std::vector<OdsCode> closed;
    std::vector<Succession> successions;

    bool is_empty() const {
        return ends.empty() && begins.empty() && opened.empty() && closed.empty() &&
               successions.empty();
    }
};

// `on_day` is the register on the day of the effect without this change; `own` the code of the
// network that asks. What the request lacks or gets wrong has no effect: hindrances.h says it.
RegisterEffects effects_of(const ChangeRequest& request, const OdsCode& own,
                           const organisations::RegisterView& on_day);

// The codes of the request's new networks in their order, as the effects have them: of one that has
// none yet, the code that stands in.
std::vector<OdsCode> codes_of_new_networks(const ChangeRequest& request,
                                           const RegisterEffects& effects);

// The effects as decisions over the register of any day (organisations/decisions.h).
organisations::Decisions decisions_of(const RegisterEffects& effects);

// The networks that the request touches, in order: its own first.
std::vector<OdsCode> networks_of(const ChangeRequest& request, const OdsCode& own,
                                 const RegisterEffects& effects);

}  // namespace openpcn::network_changes
