#include "governance/governance_content.h"

#include <fmt/format.h>

#include <algorithm>

#include "agreement/json_members.h"

namespace openpcn::governance {
namespace {

using agreement::JsonMembers;

using Sources = std::vector<Source>;

// Keys of the file's list, with ", " between; only what is marked GK has none.
std::string read_source(JsonMembers& members, const Sources& known, const std::string& mark) {
    const std::string text = members.optional_text("source");
    if (text.empty() && mark.empty()) members.refuse("source", "given, or the mark GK");
    if (!mark.empty() && mark != "GK") members.refuse("mark", "GK or left out");
    for (std::size_t at = 0; !text.empty();) {
        const std::size_t end = std::min(text.find(", ", at), text.size());
        const std::string_view key = std::string_view(text).substr(at, end - at);
        if (std::none_of(known.begin(), known.end(),
                         [&](const Source& each) { return each.key == key; }))
            members.refuse("source", "keys of the list of sources");
        if (end == text.size()) break;
        at = end + 2;
    }
    return text;
}

Checklist read_checklist(JsonMembers& members, const Sources& sources) {
    Checklist list{members.text("id"),
                   members.text("title"),
                   members.optional_day("due"),
                   read_source(members, sources, ""),
                   members.optional_number("each_person", 0) == 1,
                   {}};
    for (JsonMembers& item : members.objects("items")) {
        const std::string mark = item.optional_text("mark");
        list.items.push_back(
            {item.text("id"), item.text("title"), mark, read_source(item, sources, mark)});
        item.end();
    }
    members.end();
    return list;
}

// `invalid` unless one of `known` has the id.
template <typename T>
Result<void> require_known(const std::vector<T>& known, std::string_view id, std::string_view what,
                           std::string where) {
    std::string names;
    for (const T& each : known) {
        if (each.id == id) return {};
        names += (names.empty() ? "" : ", ") + each.id;
    }
    return failure({ErrorKind::invalid, fmt::format("The content has no {} \"{}\".", what, id),
                    std::move(where), fmt::format("Choose one of: {}.", names)});
}

}  // namespace

Result<void> check_post(const Post& post, const GovernanceContent& content) {
    if (post.kind == PostKind::director && post.role != director_role)
        return failure({ErrorKind::invalid,
                        fmt::format("A clinical director has no role \"{}\".", post.role),
                        "post.role", fmt::format("Send {}.", director_role)});
    if (post.kind == PostKind::lead) {
        TRY(require_known(content.leads, post.role, "lead", "post.role"));
    }
    if (post.profession.empty()) return {};
    return require_known(content.professions, post.profession, "profession", "post.profession");
}

Result<void> check_mark(const ChecklistMark& mark, const GovernanceContent& content) {
    TRY(require_known(content.checklists, mark.list, "list", "mark.list"));
    const Checklist& list = *content.checklist(mark.list);
    TRY(require_known(list.items, mark.item, "item of the list " + list.id, "mark.item"));
    if (list.of_each_person != mark.person.empty()) return {};
    return failure({ErrorKind::invalid,
                    list.of_each_person
                        ? fmt::format("The list {} is kept for each person.", list.id)
                        : fmt::format("The list {} is the network's, not a person's.", list.id),
                    "mark.person", list.of_each_person ? "Name the person." : "Leave it out."});
}

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
    for (JsonMembers& each : members.objects("sources")) {
        content.sources.push_back({each.text("key"), each.text("text")});
        each.end();
    }
    for (JsonMembers& each : members.objects("professions")) {
        const std::string mark = each.optional_text("mark");
        content.professions.push_back({each.text("id"), each.text("title"),
                                       each.number("clinician") == 1,
                                       read_source(each, content.sources, mark), mark});
        each.end();
    }
    for (JsonMembers& each : members.objects("leads")) {
        const std::string mark = each.optional_text("mark");
        content.leads.push_back({each.text("id"), each.text("title"), each.optional_day("from"),
                                 read_source(each, content.sources, mark), mark});
        each.end();
    }
    for (JsonMembers& each : members.objects("checklists"))
        content.checklists.push_back(read_checklist(each, content.sources));
    members.end();
    if (error) return failure(*error);
    return content;
}

}  // namespace openpcn::governance
