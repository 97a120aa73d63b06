#include "agreement/difference.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "agreement/agreement_text.h"

namespace openpcn::agreement {
namespace {

constexpr std::array<std::string_view, 3> kind_names{"added", "removed", "changed"};

// One side of the comparison: a field with what is in it.
struct Side {
    const Field* field = nullptr;
    const Value* value = nullptr;  // null: empty
    const std::vector<NamedMember>* members = nullptr;
};

Side side_of(const AgreementTemplate& form, const FilledAgreement& filled, std::string_view id) {
    const auto found = filled.values.find(id);
    return {form.field(id), found == filled.values.end() ? nullptr : &found->second,
            &filled.members};
}

std::string row_words(const Side& side, const TableRow& row) {
    std::vector<std::string> cells;
    for (const Field& column : side.field->columns) {
        const auto cell = row.find(column.id);
        if (cell != row.end())
            cells.push_back(fmt::format("{}: {}", column.title,
                                        value_words(column, cell->second, *side.members)));
    }
    return fmt::format("{}", fmt::join(cells, "; "));
}

std::string words_of(const Side& side) {
    if (side.value == nullptr || side.field == nullptr) return {};
    std::vector<std::string> lines;
    if (const auto* text = std::get_if<std::string>(side.value))
        return value_words(*side.field, *text, *side.members);
    if (const auto* codes = std::get_if<std::vector<std::string>>(side.value))
        for (const std::string& code : *codes)
            lines.push_back(value_words(*side.field, code, *side.members));
    else
        for (const TableRow& row : std::get<std::vector<TableRow>>(*side.value))
            lines.push_back(row_words(side, row));
    return fmt::format("{}", fmt::join(lines, "\n"));
}

ChangeKind kind_of(const std::string& before, const std::string& after) {
    if (before.empty()) return ChangeKind::added;
    return after.empty() ? ChangeKind::removed : ChangeKind::changed;
}

// Rows of two tables, beside each other: those that are equal in order, the others paired or alone.
struct RowPair {
    const TableRow* before = nullptr;
    const TableRow* after = nullptr;
    std::size_t number = 0;  // in the table where it stands, the later one first
};

std::vector<RowPair> paired_rows(const std::vector<TableRow>& before,
                                 const std::vector<TableRow>& after) {
    // The longest common sequence; tables have at most some hundred rows.
    std::vector<std::vector<int>> common(before.size() + 1, std::vector<int>(after.size() + 1));
    for (std::size_t i = before.size(); i-- > 0;)
        for (std::size_t j = after.size(); j-- > 0;)
            common[i][j] = before[i] == after[j] ? common[i + 1][j + 1] + 1
                                                 : std::max(common[i + 1][j], common[i][j + 1]);
    std::vector<RowPair> pairs;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() || j < after.size()) {
        std::size_t gone = i;
        std::size_t come = j;
        while (gone < before.size() && come < after.size() && before[gone] != after[come]) {
            if (common[gone + 1][come] >= common[gone][come + 1])
                ++gone;
            else
                ++come;
        }
        const bool at_end = gone == before.size() || come == after.size();
        if (at_end) gone = before.size(), come = after.size();
        for (; i < gone || j < come;) {
            RowPair pair;
            if (i < gone) pair.number = i + 1, pair.before = &before[i++];
            if (j < come) pair.number = j + 1, pair.after = &after[j++];
            pairs.push_back(pair);
        }
        if (!at_end) ++i, ++j;
    }
    return pairs;
}

void compare_tables(const std::string& where, const Side& before, const Side& after,
                    std::vector<Change>& changes) {
    static const std::vector<TableRow> none;
    const auto rows_of = [](const Side& side) -> const std::vector<TableRow>& {
        return side.value == nullptr ? none : std::get<std::vector<TableRow>>(*side.value);
    };
    for (const RowPair& pair : paired_rows(rows_of(before), rows_of(after))) {
        const std::string was = pair.before == nullptr ? "" : row_words(before, *pair.before);
        const std::string is = pair.after == nullptr ? "" : row_words(after, *pair.after);
        changes.push_back({kind_of(was, is), where, after.field->id,
                           fmt::format("{}, row {}", after.field->title, pair.number), was, is});
    }
}

void compare_field(const std::string& where, const Side& before, const Side& after,
                   std::vector<Change>& changes) {
    if (before.value == nullptr && after.value == nullptr) return;
    const bool both_tables = after.field != nullptr && after.field->kind == FieldKind::table &&
                             (before.field == nullptr || before.field->kind == FieldKind::table);
    if (both_tables &&
        (before.value == nullptr || after.value == nullptr || *before.value != *after.value)) {
        compare_tables(where, before, after, changes);
        return;
    }
    const std::string was = words_of(before);
    const std::string is = words_of(after);
    if (was == is) return;
    const Field& field = after.field != nullptr ? *after.field : *before.field;
    changes.push_back({kind_of(was, is), where, field.id, field.title, was, is});
}

void compare_members(const FilledAgreement& before, const FilledAgreement& after,
                     std::vector<Change>& changes) {
    const auto words = [](const NamedMember& member) {
        return fmt::format("{} ({}){}", member.name.empty() ? "Practice" : member.name,
                           member.code.text(), member.address.empty() ? "" : ", " + member.address);
    };
    const auto find = [](const FilledAgreement& filled, const OdsCode& code) {
        const auto found = std::find_if(filled.members.begin(), filled.members.end(),
                                        [&](const auto& member) { return member.code == code; });
        return found == filled.members.end() ? nullptr : &*found;
    };
    for (const NamedMember& member : before.members) {
        const NamedMember* now = find(after, member.code);
        if (now == nullptr || *now != member)
            changes.push_back({now == nullptr ? ChangeKind::removed : ChangeKind::changed,
                               "Members", "", member.code.text(), words(member),
                               now == nullptr ? "" : words(*now)});
    }
    for (const NamedMember& member : after.members)
        if (find(before, member.code) == nullptr)
            changes.push_back(
                {ChangeKind::added, "Members", "", member.code.text(), "", words(member)});
}

void compare_more_schedules(const AgreementTemplate& form, const FilledAgreement& before,
                            const FilledAgreement& after, std::vector<Change>& changes) {
    const std::size_t most = std::max(before.more_schedules.size(), after.more_schedules.size());
    for (std::size_t i = 0; i < most; ++i) {
        const auto words = [i](const FilledAgreement& filled) {
            if (i >= filled.more_schedules.size()) return std::string();
            const FreeSchedule& schedule = filled.more_schedules[i];
            return schedule.text.empty() ? schedule.title : schedule.title + "\n" + schedule.text;
        };
        const std::string was = words(before);
        const std::string is = words(after);
        if (was == is) continue;
        changes.push_back({kind_of(was, is), "Schedules of your own", "",
                           fmt::format("Schedule {}", form.schedules.size() + i + 1), was, is});
    }
}

}  // namespace

std::string_view name_of(ChangeKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::vector<Change> difference(const AgreementTemplate& before_form, const FilledAgreement& before,
                               const AgreementTemplate& after_form, const FilledAgreement& after) {
    std::vector<Change> changes;
    const auto form_words = [](const AgreementTemplate& form, const FilledAgreement& filled) {
        return fmt::format("{}, version {}", form.title, filled.template_version);
    };
    const std::string was = form_words(before_form, before);
    const std::string is = form_words(after_form, after);
    if (was != is) changes.push_back({ChangeKind::changed, "Form", "", "National form", was, is});
    if (before.network != after.network)
        changes.push_back({kind_of(before.network, after.network), "Network", "", "Name",
                           before.network, after.network});
    compare_members(before, after, changes);
    const auto compare = [&](const std::string& where, const std::string& id) {
        compare_field(where, side_of(before_form, before, id), side_of(after_form, after, id),
                      changes);
    };
    for (const Clause& clause : after_form.clauses)
        if (clause.own_text) compare("Clause: " + clause.title, clause.own_text->id);
    for (const Schedule& schedule : after_form.schedules)
        for (const Field& field : schedule.fields)
            compare(fmt::format("Schedule {}: {}", schedule.number, schedule.title), field.id);
    for (const auto& [id, value] : before.values)
        if (after_form.field(id) == nullptr) compare("No longer in the form", id);
    compare_more_schedules(after_form, before, after, changes);
    return changes;
}

}  // namespace openpcn::agreement
