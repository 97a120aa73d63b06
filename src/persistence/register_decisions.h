// Decisions about networks that hold over the register's files.
#pragma once

#include <vector>

#include "organisations/basis.h"
#include "organisations/decisions.h"
#include "persistence/register_store.h"

namespace openpcn::persistence {

// Of networks that are live or closed and have a code, and of practices that merged. Left out is
// what was decided before the file that says who is in which network was loaded, and had taken
// effect by that file's day: then the file speaks for itself, and what it altered was reviewed.
Result<organisations::Decisions> read_decisions(database::Connection& connection,
                                                const organisations::Basis& basis,
                                                const std::vector<RegisterFileRow>& files);

}  // namespace openpcn::persistence
