// What a newer file would alter in the register: the list that somebody reviews before it holds.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "organisations/register_view.h"

namespace openpcn::organisations {

enum class ChangeKind {
    is_new,   // not there before
    closed,   // there before, and not any more
    moved,    // a practice to another network or to none; a network to another commissioner
    renamed,  // beyond upper and lower case
    relisted  // another list size for the same day
};
std::string_view name_of(ChangeKind kind);  // "new", "closed", ...

enum class SubjectKind {
    network,
    practice,
    commissioner,
    directory_entry  // of the practice directory
};
std::string_view name_of(SubjectKind kind);

struct RegisterChange {
    ChangeKind kind = ChangeKind::is_new;
    SubjectKind subject_kind = SubjectKind::practice;
    OdsCode subject;
    std::string name;
    std::string before;  // network code, commissioner code, name or number; empty: nothing
    std::string after;
};

// Between two registers of the same day: commissioners, then networks, then practices, by code.
std::vector<RegisterChange> changes_between(const RegisterView& before, const RegisterView& after);
// Between two practice directories: GP practices only.
std::vector<RegisterChange> directory_changes(std::span<const DirectoryFact> before,
                                              std::span<const DirectoryFact> after);
// Lists of a day and practice that are known already with another number.
std::vector<RegisterChange> list_changes(std::span<const ListTotal> known,
                                         std::span<const ListSizeFact> fresh);

}  // namespace openpcn::organisations
