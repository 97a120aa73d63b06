// What every shape of list-size file shares: the total of a list beside its parts, and figures that
// the publisher left out.
#pragma once

#include "organisations/table_format.h"

namespace openpcn::organisations {

// A list without a total (`patients` below 0) is the sum of its sexes, else of its bands. Bands
// that come to something else than the total are kept, and said.
void settle_total(ListSizeFact& list, FactSink& sink);

// "*" and the like: lists of 100 people and fewer were left out where ages are told.
bool is_suppressed(std::string_view cell);
inline constexpr const char* suppressed = "Suppressed by the publisher";

}  // namespace openpcn::organisations
