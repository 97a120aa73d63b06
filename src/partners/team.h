// A team that works for networks: a community or mental-health team aligned to their footprints, or
// the expanded neighbourhood team of one network, whose posts are of several employers.
#pragma once

#include "partners/catalogue.h"
#include "partners/time_span.h"

namespace openpcn::partners {

struct Post {
    std::string role;  // of the catalogue
    std::string who;   // a name, or "" for a vacancy
    std::string employer;
    std::string host;             // where the person works, if elsewhere
    std::int64_t hundredths = 0;  // of a whole-time equivalent
    TimeSpan time;
};

struct Team {
    std::string name;
    std::string kind;  // of the catalogue
    std::string provider;
    std::string telephone;
    std::vector<std::string> networks;     // ODS codes, or ids of networks that have none yet
    std::vector<std::string> small_areas;  // E01 and six digits, in order
    std::vector<Post> posts;
    TimeSpan time;
};

// A team must serve a network or a small area.
Result<Team> read_team(std::string_view json, const Catalogue& catalogue);

// "0.8" and "1": hundredths of a whole-time equivalent, none for anything else or above 100.
std::optional<std::int64_t> read_whole_time_equivalent(std::string_view text);
std::string written_whole_time_equivalent(std::int64_t hundredths);  // "0.80"

}  // namespace openpcn::partners
