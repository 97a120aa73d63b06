// What is sent as a paper of a commissioner's programme: refused, or kept and read back as it was;
// a request for support that is read stands as at every day.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/invariant.h"
#include "programme/group.h"
#include "programme/principles.h"
#include "programme/support_request.h"
#include "programme/workstream.h"

namespace {

using namespace openpcn::programme;

const ProgrammeContent& content() {
    static const ProgrammeContent made = [] {
        ProgrammeContent all;
        all.bodies = {{"lmc", "Local medical committee", "test"}};
        all.group_kinds = {{{"committee", "Committee", "test"}, {"lmc"}}};
        all.tracks = {{{"development", "Development", "test"}, true}};
        all.topics = {{"area", "Area", "test"}};
        return all;
    }();
    return made;
}

template <typename Read>
void reads_back(std::string_view text, const Read& read) {
    const auto first = read(text);
    if (!first) return;
    const std::string written = to_json(*first);
    const auto again = read(written);
    INVARIANT(again.has_value());
    INVARIANT(to_json(*again) == written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    reads_back(text, [](std::string_view json) { return read_group(json, content()); });
    reads_back(text, [](std::string_view json) { return read_workstream(json, content()); });
    reads_back(text, read_group_meeting);
    reads_back(text, read_principles);
    reads_back(text, read_locality_team);
    reads_back(text, read_support_request);
    (void)read_question(text, content());
    (void)read_step(text);
    (void)parse_programme_content(text, "any.json");
    if (const auto request = read_support_request(text)) {
        const auto before = as_at(*request, request->asked_on.plus_days(-1));
        INVARIANT(before.steps.empty());
        (void)waiting_days(*request, request->asked_on);
        (void)open_steps(*request, Side::asker);
    }
    return 0;
}
