#include "programme/programme_content.h"

#include <algorithm>

#include "partners/time_span.h"

namespace openpcn::programme {
namespace {

using agreement::JsonMembers;
using partners::read_term;
using partners::read_terms;

void read_group_kinds(JsonMembers& all, ProgrammeContent& made) {
    for (JsonMembers& each : all.objects("group_kinds")) {
        GroupKind kind{read_term(each), each.texts("expects")};
        for (const std::string& body : kind.expects)
            if (partners::find_term(made.bodies, body) == nullptr)
                each.refuse("expects", "bodies that this content names");
        each.end();
        made.group_kinds.push_back(std::move(kind));
    }
}

}  // namespace

const GroupKind* ProgrammeContent::group_kind(std::string_view wanted) const {
    const auto found = std::ranges::find_if(
        group_kinds, [&](const GroupKind& kind) { return kind.term.id == wanted; });
    return found == group_kinds.end() ? nullptr : &*found;
}

const Track* ProgrammeContent::track(std::string_view wanted) const {
    const auto found =
        std::ranges::find_if(tracks, [&](const Track& each) { return each.term.id == wanted; });
    return found == tracks.end() ? nullptr : &*found;
}

Result<ProgrammeContent> parse_programme_content(std::string_view text, std::string_view file) {
    TRY_ASSIGN(const auto parsed, agreement::parse_object(text, file, partners::json_depth_max));
    std::optional<Error> error;
    JsonMembers all(parsed, "", file, error);
    ProgrammeContent made;
    made.id = all.text("id");
    made.title = all.text("title");
    made.effective_from = all.day("effective_from");
    made.assurance = all.text("assurance");
    made.bodies = read_terms(all, "bodies");
    read_group_kinds(all, made);
    for (JsonMembers& each : all.objects("tracks")) {
        const Term term = read_term(each);
        made.tracks.push_back({term, each.optional_text("expected") == "yes"});
        each.end();
    }
    made.topics = read_terms(all, "topics");
    for (JsonMembers& each : all.objects("principles")) {
        const Term term = read_term(each);
        made.principles.push_back({term, each.text("text")});
        each.end();
    }
    all.end();
    return partners::read_or_refused(std::move(made), error);
}

}  // namespace openpcn::programme
