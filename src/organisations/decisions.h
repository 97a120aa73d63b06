// What was decided here about networks, to be laid over what national files say: networks that were
// formed here, practices that joined, left or merged, and networks that merged or split by an
// approved request.
//
// National files catch up later. Whoever reads decisions for a day leaves out those that a file
// loaded after them may contradict, so that the file's own review decides (register_load.h).
#pragma once

#include <string>
#include <vector>

#include "organisations/facts.h"

namespace openpcn::organisations {

struct DecidedMember {
    OdsCode practice;
    Period period;  // has a start
};

struct DecidedNetwork {
    OdsCode code;
    std::string name;
    OdsCode commissioner;
    Period open;  // of a network that is not from the register it has a start
    // National files name it, so they say what it is; only its end and its members are decided
    // here.
    bool from_register = false;
    std::vector<DecidedMember> members;
};

// From `from` on, one practice's patients are another's. Lists of extracts before that day count
// for the successor, until a list of its own after it says how many there are.
struct DecidedMerger {
    OdsCode predecessor;
    OdsCode successor;
    Date from;
};

struct Decisions {
    std::vector<DecidedNetwork> networks;
    std::vector<DecidedMerger> mergers;
    bool is_empty() const { return networks.empty() && mergers.empty(); }
};

}  // namespace openpcn::organisations
