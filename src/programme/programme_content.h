// The words and first proposals of a commissioner's programme of forming and developing networks:
// kinds of groups and who belongs in them, tracks of work, topics of support, principles to begin
// from, as content/network_programme says them, each with its source (pcn.md section 11, 19 to 21).
//
// An immutable value, safe to share. Lists may be added to in content without a change here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "partners/catalogue.h"

namespace openpcn::programme {

using partners::Term;

struct GroupKind {
    Term term;
    std::vector<std::string> expects;  // bodies that have a seat: "lmc"
};

struct Track {
    Term term;
    bool is_expected = false;  // a programme has a workstream of this track, with one owner
};

// A principle to begin from; it holds once a group adopted it.
struct ProposedPrinciple {
    Term term;
    std::string text;
};

struct ProgrammeContent {
    std::string id;
    std::string title;
    Date effective_from;
    std::string assurance;
    std::vector<Term> bodies;  // that send members to groups
    std::vector<GroupKind> group_kinds;
    std::vector<Track> tracks;
    std::vector<Term> topics;  // of requests for support
    std::vector<ProposedPrinciple> principles;

    const GroupKind* group_kind(std::string_view id) const;
    const Track* track(std::string_view id) const;
};

// `file` names the text in errors. `invalid`, naming the member that is missing or wrong, or a
// group that expects a body which the content does not name.
Result<ProgrammeContent> parse_programme_content(std::string_view text, std::string_view file);

}  // namespace openpcn::programme
