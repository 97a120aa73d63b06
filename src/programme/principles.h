// The principles by which a commissioner's networks are formed: what the content proposes until a
// group adopts a list of its own, and that list from its day on. A value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace openpcn::programme {

struct Principle {
    std::string title;
    std::string text;
    std::string source;  // where it comes from; may be empty
};

struct Principles {
    Date adopted_on;
    std::string adopted_by;  // name of the group, with the minute
    std::vector<Principle> list;
};
// `invalid`, also for an empty list.
Result<Principles> read_principles(std::string_view json);
std::string to_json(const Principles& principles);

// Of lists in the order in which they were written, the one in force on the day: adopted last, and
// of two adopted on one day the one written last. Null while none is.
const Principles* principles_on(const std::vector<Principles>& written, Date day);

}  // namespace openpcn::programme
