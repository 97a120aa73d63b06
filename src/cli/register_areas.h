// What `openpcn register` says of areas: whether networks' areas overlap or leave gaps, and what a
// commissioner's area is like.
#pragma once

#include "organisations/register_view.h"
#include "platform/database/connection.h"

namespace openpcn::cli {

enum class AnswerAs {
    text,
    json
};
enum class AreasFrom {
    boundaries,       // that published files give
    nearest_practice  // each small area to the network of the practice nearest to it
};
struct AreasAsked {
    AreasFrom from = AreasFrom::boundaries;
    AnswerAs as = AnswerAs::text;
};

// Prints the check of a commissioner's networks' areas; of England's without one.
Result<void> show_areas(database::Connection& connection, const organisations::RegisterView& view,
                        const std::optional<OdsCode>& commissioner, const AreasAsked& asked);

// Prints the commissioner's networks, deprivation, town and country, districts and care homes.
Result<void> show_commissioner(database::Connection& connection,
                               const organisations::RegisterView& view, const OdsCode& code,
                               AnswerAs as);

}  // namespace openpcn::cli
