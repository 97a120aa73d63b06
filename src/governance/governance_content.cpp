#include "governance/governance_content.h"

#include <algorithm>

#include "agreement/json_members.h"

namespace openpcn::governance {
namespace {

using agreement::JsonMembers;

Checklist read_checklist(JsonMembers& members) {
    Checklist list{members.text("id"),
                   members.text("title"),
                   members.optional_day("due"),
                   members.text("source"),
                   members.optional_number("each_person", 0) == 1,
                   {}};
    for (JsonMembers& item : members.objects("items")) {
        list.items.push_back({item.text("id"), item.text("title"), item.optional_text("mark")});
        item.end();
    }
    members.end();
    return list;
}

}  // namespace

std::vector<std::string> GovernanceContent::clinicians() const {
    std::vector<std::string> ids;
    for (const Profession& profession : professions)
        if (profession.is_clinician) ids.push_back(profession.id);
    return ids;
}

const Checklist* GovernanceContent::checklist(std::string_view wanted) const {
    const auto found = std::find_if(checklists.begin(), checklists.end(),
                                    [&](const Checklist& list) { return list.id == wanted; });
    return found == checklists.end() ? nullptr : &*found;
}

Result<GovernanceContent> parse_governance_content(std::string_view text, std::string_view file) {
    TRY_ASSIGN(const auto object, agreement::parse_object(text, file, 8));
    std::optional<Error> error;
    JsonMembers members(object, "", file, error);
    GovernanceContent content;
    content.id = members.text("id");
    content.title = members.text("title");
    content.effective_from = members.day("effective_from");
    JsonMembers assurance = members.object("assurance");
    assurance.text("state");
    content.assurance = assurance.text("statement");
    assurance.end();
    for (JsonMembers& each : members.objects("professions")) {
        content.professions.push_back(
            {each.text("id"), each.text("title"), each.number("clinician") == 1});
        each.end();
    }
    for (JsonMembers& each : members.objects("leads")) {
        content.leads.push_back({each.text("id"), each.text("title"), each.optional_day("from"),
                                 each.optional_text("source"), each.optional_text("mark")});
        each.end();
    }
    for (JsonMembers& each : members.objects("checklists"))
        content.checklists.push_back(read_checklist(each));
    members.end();
    if (error) return failure(*error);
    return content;
}

}  // namespace openpcn::governance
