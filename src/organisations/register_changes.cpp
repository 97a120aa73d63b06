#include "organisations/register_changes.h"

#include <fmt/format.h>

#include <array>
#include <map>

namespace openpcn::organisations {
namespace {

// Names differ between publications in case and spacing only to a machine.
std::string folded(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (static_cast<unsigned char>(c) <= ' ') {
            if (!out.empty() && out.back() != ' ') out.push_back(' ');
        } else {
            out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c);
        }
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

bool is_renamed(std::string_view before, std::string_view after) {
    return !before.empty() && !after.empty() && folded(before) != folded(after);
}

std::string text_of(const std::optional<OdsCode>& code) { return code ? code->text() : ""; }

// Calls back with (code, before or null, after or null) for every code of either, in order.
template <typename Entry, typename Visit>
void for_both(const std::map<OdsCode, Entry>& before, const std::map<OdsCode, Entry>& after,
              Visit visit) {
    auto b = before.begin();
    auto a = after.begin();
    while (b != before.end() || a != after.end()) {
        const bool only_before = a == after.end() || (b != before.end() && b->first < a->first);
        const bool only_after = b == before.end() || (a != after.end() && a->first < b->first);
        visit(only_after ? a->first : b->first, only_after ? nullptr : &b->second,
              only_before ? nullptr : &a->second);
        if (!only_after) ++b;
        if (!only_before) ++a;
    }
}

class Changes {
public:
    void commissioners(const RegisterView& before, const RegisterView& after) {
        const auto by_code = [](const RegisterView& view) {
            std::map<OdsCode, const CommissionerEntry*> map;
            for (const auto& entry : view.commissioners())
                if (entry.code && entry.totals.open_networks + entry.totals.practices > 0)
                    map[*entry.code] = &entry;
            return map;
        };
        for_both(by_code(before), by_code(after),
                 [&](const OdsCode& code, const auto* was, const auto* is) {
                     entry(SubjectKind::commissioner, code, was ? &(*was)->name : nullptr,
                           is ? &(*is)->name : nullptr);
                 });
    }
    void networks(const RegisterView& before, const RegisterView& after) {
        for_both(before.networks(), after.networks(),
                 [&](const OdsCode& code, const NetworkEntry* was, const NetworkEntry* is) {
                     if (was && !was->is_open) was = nullptr;
                     if (is && !is->is_open) is = nullptr;
                     entry(SubjectKind::network, code, was ? &was->name : nullptr,
                           is ? &is->name : nullptr);
                     if (was && is && was->commissioner && is->commissioner &&
                         was->commissioner != is->commissioner) {
                         add(ChangeKind::moved, SubjectKind::network, code, is->name,
                             text_of(was->commissioner), text_of(is->commissioner));
                     }
                 });
    }
    void practices(const RegisterView& before, const RegisterView& after) {
        for_both(before.practices(), after.practices(),
                 [&](const OdsCode& code, const PracticeEntry* was, const PracticeEntry* is) {
                     if (was && !counts(before, *was)) was = nullptr;
                     if (is && !counts(after, *is)) is = nullptr;
                     entry(SubjectKind::practice, code, was ? &was->name : nullptr,
                           is ? &is->name : nullptr);
                     if (was && is && was->network != is->network) {
                         add(ChangeKind::moved, SubjectKind::practice, code, is->name,
                             text_of(was->network), text_of(is->network));
                     }
                 });
    }
    // New, closed or renamed.
    void entry(SubjectKind kind, const OdsCode& code, const std::string* was,
               const std::string* is) {
        if (was == nullptr && is == nullptr) return;
        if (was == nullptr) return add(ChangeKind::is_new, kind, code, *is, "", "");
        if (is == nullptr) return add(ChangeKind::closed, kind, code, *was, "", "");
        if (is_renamed(*was, *is)) add(ChangeKind::renamed, kind, code, *is, *was, *is);
    }
    void add(ChangeKind kind, SubjectKind subject_kind, const OdsCode& code,
             const std::string& name, std::string before, std::string after) {
        found.push_back({kind, subject_kind, code, name, std::move(before), std::move(after)});
    }

    std::vector<RegisterChange> found;

private:
    // As in the total of practices: only the mapping's own unallocated practices are comparable.
    static bool counts(const RegisterView& view, const PracticeEntry& entry) {
        return entry.standing == Standing::member ||
               (entry.standing == Standing::unallocated && view.basis().mapping);
    }
};

std::map<OdsCode, const DirectoryFact*> practices_of(std::span<const DirectoryFact> facts) {
    std::map<OdsCode, const DirectoryFact*> map;
    for (const DirectoryFact& fact : facts)
        if (fact.kind == PracticeKind::gp_practice) map[fact.code] = &fact;
    return map;
}

}  // namespace

std::string_view name_of(ChangeKind kind) {
    constexpr std::array<std::string_view, 5> names{"new", "closed", "moved", "renamed",
                                                    "relisted"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(SubjectKind kind) {
    constexpr std::array<std::string_view, 4> names{"network", "practice", "commissioner",
                                                    "directory_entry"};
    return names[static_cast<std::size_t>(kind)];
}

std::vector<RegisterChange> changes_between(const RegisterView& before, const RegisterView& after) {
    Changes changes;
    changes.commissioners(before, after);
    changes.networks(before, after);
    changes.practices(before, after);
    return std::move(changes.found);
}

std::vector<RegisterChange> directory_changes(std::span<const DirectoryFact> before,
                                              std::span<const DirectoryFact> after) {
    Changes changes;
    for_both(practices_of(before), practices_of(after),
             [&](const OdsCode& code, const auto* was_at, const auto* is_at) {
                 const DirectoryFact* was = was_at ? *was_at : nullptr;
                 const DirectoryFact* is = is_at ? *is_at : nullptr;
                 if (was && was->status != PracticeStatus::active) was = nullptr;
                 if (is && is->status != PracticeStatus::active) is = nullptr;
                 changes.entry(SubjectKind::directory_entry, code, was ? &was->name : nullptr,
                               is ? &is->name : nullptr);
                 if (was && is && was->commissioner != is->commissioner) {
                     changes.add(ChangeKind::moved, SubjectKind::directory_entry, code, is->name,
                                 text_of(was->commissioner), text_of(is->commissioner));
                 }
             });
    return std::move(changes.found);
}

std::vector<RegisterChange> list_changes(std::span<const ListTotal> known,
                                         std::span<const ListSizeFact> fresh) {
    std::map<std::pair<OdsCode, Date>, std::int64_t> numbers;
    for (const ListTotal& list : known) numbers[{list.practice, list.extracted}] = list.patients;
    std::vector<RegisterChange> changes;
    for (const ListSizeFact& list : fresh) {
        const auto found = numbers.find({list.practice, list.extracted});
        if (found == numbers.end() || found->second == list.patients) continue;
        changes.push_back({ChangeKind::relisted, SubjectKind::practice, list.practice, "",
                           fmt::format("{}", found->second), fmt::format("{}", list.patients)});
    }
    return changes;
}

}  // namespace openpcn::organisations
