// A register for the demonstration: its practices in its network with their lists, and six more
// practices of the same commissioner that are in no network yet, so that forming one can be tried.
//
// All names and codes are made up and say so; the files have the published shapes and come in
// through the load that real ones take. The demonstration's network is taken in, so that its papers
// can be written.
#pragma once

#include <string>

#include "persistence/data_directory.h"
#include "population/synthetic/network_plan.h"

namespace openpcn::cli {

struct DemonstrationRegister {
    std::string network_code;
    std::string network_name;
    std::string commissioner_code;
};

Result<void> load_demonstration_register(const persistence::DataDirectory& directory,
                                         const synthetic::NetworkPlan& plan,
                                         const DemonstrationRegister& names);

}  // namespace openpcn::cli
