#include "organisations/register_changes.h"

namespace openpcn::organisations {
namespace {

// The entry as it was, with what other files say of the practice now.
void put_back(PracticeEntry& entry, const PracticeEntry& before) {
    const auto list = entry.list;
    const auto* directory = entry.directory;
    const auto* place = entry.place;
    entry = before;
    entry.list = list ? list : before.list;
    entry.directory = directory;
    entry.place = place;
}

void hold_practice(PracticeEntry& entry, const PracticeEntry* before, ChangeKind kind) {
    switch (kind) {
        case ChangeKind::is_new:
            entry.standing = Standing::not_counted;
            entry.network.reset();
            break;
        case ChangeKind::closed:
            if (before != nullptr) put_back(entry, *before);
            break;
        case ChangeKind::moved:
            if (before == nullptr) break;
            entry.standing = before->standing;
            entry.network = before->network;
            entry.member_since = before->member_since;
            entry.file = before->file;
            entry.line = before->line;
            break;
        case ChangeKind::renamed:
            if (before != nullptr) entry.name = before->name;
            break;
        case ChangeKind::relisted:
            break;  // of facts, before the view is built
    }
}

void hold_network(NetworkEntry& entry, const NetworkEntry* before, ChangeKind kind) {
    if (kind == ChangeKind::is_new) entry.is_open = false;
    if (before == nullptr) return;
    if (kind == ChangeKind::closed) entry = *before;
    if (kind == ChangeKind::moved) entry.commissioner = before->commissioner;
    if (kind == ChangeKind::renamed) entry.name = before->name;
}

template <typename Entries>
const typename Entries::mapped_type* find(const Entries& entries, const OdsCode& code) {
    const auto found = entries.find(code);
    return found == entries.end() ? nullptr : &found->second;
}

}  // namespace

void RegisterView::hold(const RegisterView& before, std::span<const RegisterChange> refused) {
    for (const LoadedFile& held : before.files_)
        if (file(held.id) == nullptr) files_.push_back(held);
    for (const RegisterChange& change : refused) {
        switch (change.subject_kind) {
            case SubjectKind::practice:
                hold_practice(practice(change.subject), find(before.practices_, change.subject),
                              change.kind);
                break;
            case SubjectKind::network:
                hold_network(network(change.subject), find(before.networks_, change.subject),
                             change.kind);
                break;
            case SubjectKind::commissioner:
                if (change.kind == ChangeKind::renamed)
                    for (CommissionerFact& fact : facts_.commissioners)
                        if (fact.code == change.subject) fact.name = change.before;
                break;
            case SubjectKind::directory_entry:
                break;  // of facts, before the view is built
        }
    }
    count();
}

}  // namespace openpcn::organisations
