#include "agreement/agreement_text.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/invariant.h"

namespace openpcn::agreement {
namespace {

// What people wrote is set in by a mark of its own, line by line: nothing they write can look like
// a line of the form.
void put_written(std::string& text, std::string_view written) {
    std::size_t from = 0;
    while (from <= written.size()) {
        const std::size_t end = std::min(written.find('\n', from), written.size());
        text += "    | ";
        text += written.substr(from, end - from);
        text += '\n';
        from = end + 1;
    }
}

void put_field(std::string& text, const Field& field, const FilledAgreement& filled) {
    text += fmt::format("  {} [{}]\n", field.title, field.id);
    const auto found = filled.values.find(field.id);
    if (found == filled.values.end()) {
        text += "    (nothing)\n";
        return;
    }
    if (const auto* one = std::get_if<std::string>(&found->second)) {
        put_written(text, value_words(field, *one, filled.members));
    } else if (const auto* codes = std::get_if<std::vector<std::string>>(&found->second)) {
        for (const std::string& code : *codes)
            put_written(text, value_words(field, code, filled.members));
    } else {
        int number = 0;
        for (const TableRow& row : std::get<std::vector<TableRow>>(found->second)) {
            text += fmt::format("    row {}\n", ++number);
            for (const Field& column : field.columns) {
                const auto cell = row.find(column.id);
                if (cell == row.end()) continue;
                text += fmt::format("    {} [{}]\n", column.title, column.id);
                put_written(text, value_words(column, cell->second, filled.members));
            }
        }
    }
}

void put_clauses(std::string& text, const AgreementTemplate& form, const FilledAgreement& filled) {
    text += fmt::format("Clauses, as in {} ({})\n", form.reference, form.reference_at);
    for (const Clause& clause : form.clauses) {
        text += fmt::format("  {} [{}]: {}\n", clause.title, clause.id,
                            clause.own_text ? "the practices' own" : "fixed");
        if (clause.own_text) put_field(text, *clause.own_text, filled);
    }
}

}  // namespace

std::string value_words(const Field& field, const std::string& value,
                        const std::vector<NamedMember>& members) {
    switch (field.kind) {
        case FieldKind::number:
            if (field.unit.empty()) return value;
            return field.unit == "%" ? value + "%" : fmt::format("{} {}", value, field.unit);
        case FieldKind::choice:
            for (const Choice& choice : field.choices)
                if (choice.id == value) return choice.title;
            return value;
        case FieldKind::practice:
        case FieldKind::practices:
            for (const NamedMember& member : members)
                if (member.code.text() == value)
                    return fmt::format("{} ({})", member.name.empty() ? value : member.name, value);
            return value;
        case FieldKind::text:
        case FieldKind::date:
        case FieldKind::table:
            return value;
    }
    return value;
}

std::string agreement_text(const AgreementTemplate& form, const FilledAgreement& filled) {
    std::string text =
        fmt::format("{}, form {} version {}\nNetwork\n", form.title, form.id, form.version);
    put_written(text, filled.network);
    text += "Members\n";
    for (const NamedMember& member : filled.members) {
        text += fmt::format("  {}\n", member.code.text());
        put_written(text, member.name);
        put_written(text, member.address);
    }
    put_clauses(text, form, filled);
    for (const Schedule& schedule : form.schedules) {
        text += fmt::format("Schedule {}: {}\n", schedule.number, schedule.title);
        for (const Field& field : schedule.fields) put_field(text, field, filled);
    }
    std::size_t number = form.schedules.size();
    for (const FreeSchedule& more : filled.more_schedules) {
        text += fmt::format("Schedule {}\n", ++number);
        put_written(text, more.title);
        text += "  Text\n";
        put_written(text, more.text);
    }
    return text;
}

std::string hash_of_text(std::string_view text) {
    INVARIANT(sodium_init() >= 0);
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size());
    std::string hexadecimal;
    for (const unsigned char byte : digest) hexadecimal += fmt::format("{:02x}", byte);
    return hexadecimal;
}

}  // namespace openpcn::agreement
