// What somebody sends about the people of a network, JSON of any kind: a post, a payee, a meeting,
// an action, a mark of a checklist. What is read can be written and read back as the same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/invariant.h"
#include "governance/action.h"
#include "governance/meeting.h"
#include "governance/payee.h"
#include "governance/post.h"

namespace {

using namespace openpcn::governance;

template <typename Paper>
void read(openpcn::Result<Paper> (*parse)(std::string_view), std::string_view text) {
    const auto paper = parse(text);
    if (!paper) return;
    const std::string written = to_json(*paper);
    const auto again = parse(written);
    INVARIANT(again.has_value());
    INVARIANT(to_json(*again) == written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    read<Post>(parse_post, text);
    read<Payee>(parse_payee, text);
    read<Meeting>(parse_meeting, text);
    read<Action>(parse_action, text);
    read<ChecklistMark>(parse_checklist_mark, text);
    return 0;
}
