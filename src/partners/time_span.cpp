#include "partners/time_span.h"

namespace openpcn::partners {

TimeSpan read_time_span(agreement::JsonMembers& members) {
    const TimeSpan span{members.day("from"), members.optional_day("to")};
    if (span.to && *span.to < span.from) members.refuse("to", "the last day, not before \"from\"");
    return span;
}

}  // namespace openpcn::partners
