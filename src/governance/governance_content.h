// Posts, professions and checklists of a network, as content says them
// (content/network_governance).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "governance/action.h"
#include "governance/post.h"

namespace openpcn::governance {

// A document that items rest on; they name its key. "GK" is none: general knowledge, unverified.
struct Source {
    std::string key;
    std::string text;
};

struct Profession {
    std::string id;
    std::string title;
    bool is_clinician = false;
    std::string source;  // keys with ", " between; as in all below
    std::string mark;    // "GK" where it is general knowledge
};

struct LeadRole {
    std::string id;
    std::string title;
    std::optional<Date> from;  // since when a network has one
    std::string source;
    std::string mark;
};

struct ChecklistItem {
    std::string id;
    std::string title;
    std::string mark;
    std::string source = {};
};

// Goals, duties, or the modules of a programme that each director attends.
struct Checklist {
    std::string id;
    std::string title;
    std::optional<Date> due;
    std::string source;
    bool of_each_person = false;
    std::vector<ChecklistItem> items;
};

struct GovernanceContent {
    std::string id;
    std::string title;
    Date effective_from;
    std::string assurance;
    std::vector<Source> sources;
    std::vector<Profession> professions;
    std::vector<LeadRole> leads;
    std::vector<Checklist> checklists;

    std::vector<std::string> clinicians() const;  // ids
    const Checklist* checklist(std::string_view id) const;
};

// Whether the content knows what a post or a mark names, with the part that it plays there: a
// lead's role, a profession, a list with its item, a person only where the list is kept for each.
// `invalid`, saying which are known.
Result<void> check_post(const Post& post, const GovernanceContent& content);
Result<void> check_mark(const ChecklistMark& mark, const GovernanceContent& content);

// Each item names its sources, which the file lists, or is marked GK. `file` names the text in
// errors. `invalid`, naming the member that is missing or wrong.
Result<GovernanceContent> parse_governance_content(std::string_view text, std::string_view file);

}  // namespace openpcn::governance
