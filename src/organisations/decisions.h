// What was decided here about networks, to be laid over what national files say: networks that were
// formed here, and practices that joined or left by an approved request.
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
    Period open;  // has a start
    // National files name it, so they say what it is; only its end and its members are decided
    // here.
    bool from_register = false;
    std::vector<DecidedMember> members;
};

}  // namespace openpcn::organisations
