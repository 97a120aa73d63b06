#include "agreement/filled_agreement.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "agreement/json_members.h"

namespace openpcn::agreement {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t text_bytes_max = 20'000;
constexpr std::size_t rows_max = 500;
constexpr int depth_max = 8;

Error wrong(std::string what, std::string where, std::string remedy) {
    return {ErrorKind::invalid, std::move(what), std::move(where), std::move(remedy)};
}

// Bytes that are no UTF-8, and control characters, as U+FFFD each.
std::string valid_utf8(std::string_view text) {
    std::string valid;
    valid.reserve(text.size());
    while (!text.empty()) {
        utf8proc_int32_t point = 0;
        const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                           static_cast<utf8proc_ssize_t>(text.size()), &point);
        const bool is_control =
            (point < 0x20 && point != '\t' && point != '\n' && point != '\r') || point == 0x7F;
        if (size <= 0 || is_control) {
            valid += "\xEF\xBF\xBD";
            text.remove_prefix(1);
        } else {
            valid += text.substr(0, static_cast<std::size_t>(size));
            text.remove_prefix(static_cast<std::size_t>(size));
        }
    }
    return valid;
}

std::string nfc(const std::string& text) {
    utf8proc_uint8_t* raw = nullptr;
    const auto size =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                     static_cast<utf8proc_ssize_t>(text.size()), &raw,
                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> composed(raw, &std::free);
    if (size < 0) return text;
    return {reinterpret_cast<const char*>(composed.get()), static_cast<std::size_t>(size)};
}

// "007.50" as "7.5": equal numbers are one text. Nothing where it is no number.
std::optional<std::string> tidy_number(std::string text) {
    const bool negative = text.starts_with('-');
    if (negative) text.erase(0, 1);
    const auto point = text.find('.');
    std::string whole = text.substr(0, point);
    std::string part = point == std::string::npos ? "" : text.substr(point + 1);
    const auto digits = [](const std::string& each) {
        return std::all_of(each.begin(), each.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (whole.empty() || !digits(whole) || !digits(part) || text.size() > 20 ||
        (point != std::string::npos && part.empty()))
        return std::nullopt;
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
    part.erase(part.find_last_not_of('0') + 1);
    if (whole == "0" && part.empty()) return "0";
    return (negative ? "-" : "") + whole + (part.empty() ? "" : "." + part);
}

Result<std::string> tidy_choice(const Field& field, std::string text, const std::string& where) {
    for (const Choice& choice : field.choices)
        if (choice.id == text) return text;
    return failure(wrong(fmt::format("\"{}\" is none of the answers to \"{}\".", text, field.title),
                         where, "Choose one of the answers."));
}

// One text of a field or a cell, held against its kind; empty stays empty.
Result<std::string> tidy_value(const Field& field, std::string_view given,
                               const std::string& where) {
    if (given.size() > text_bytes_max)
        return failure(
            wrong(fmt::format("\"{}\" is longer than {} bytes.", field.title, text_bytes_max),
                  where, "Shorten it, or put part of it into a schedule of its own."));
    std::string text = tidy_text(given);
    if (text.empty()) return text;
    switch (field.kind) {
        case FieldKind::number: {
            const auto number = tidy_number(text);
            if (number) return *number;
            return failure(wrong(fmt::format("\"{}\" must be a number.", field.title), where,
                                 "Enter figures only, such as 66.7."));
        }
        case FieldKind::date:
            if (Date::parse(text)) return text;
            return failure(wrong(fmt::format("\"{}\" must be a date.", field.title), where,
                                 "Enter a day, a month and a year."));
        case FieldKind::choice:
            return tidy_choice(field, std::move(text), where);
        case FieldKind::practice:
        case FieldKind::practices: {
            TRY_ASSIGN(const OdsCode code, OdsCode::parse(text));
            return code.text();
        }
        case FieldKind::text:
        case FieldKind::table:
            return text;
    }
    return text;
}

Error wrong_shape(const Field& field, std::string_view wanted) {
    return wrong(fmt::format("\"{}\" must be {}.", field.title, wanted), field.id,
                 "Correct the request; the form of the agreement says what each field takes.");
}

Result<std::vector<std::string>> read_practices(const Field& field, const json& given) {
    std::vector<std::string> codes;
    for (const json& each : given) {
        if (!each.is_string()) return failure(wrong_shape(field, "a list of practices' codes"));
        TRY_ASSIGN(std::string code,
                   tidy_value(field, each.get_ref<const std::string&>(), field.id));
        if (!code.empty()) codes.push_back(std::move(code));
    }
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
}

Result<TableRow> read_row(const Field& field, const json& given, std::size_t number) {
    if (!given.is_object()) return failure(wrong_shape(field, "a list of rows"));
    TableRow row;
    for (const auto& [id, cell] : given.items()) {
        const Field* column = find_field(field.columns, id);
        if (column == nullptr || !cell.is_string())
            return failure(wrong_shape(field, "a list of rows with texts in its own columns"));
        TRY_ASSIGN(std::string text,
                   tidy_value(*column, cell.get_ref<const std::string&>(),
                              fmt::format("{}, row {}, {}", field.id, number, id)));
        if (!text.empty()) row.emplace(id, std::move(text));
    }
    return row;
}

Result<std::vector<TableRow>> read_rows(const Field& field, const json& given) {
    if (given.size() > rows_max)
        return failure(wrong(fmt::format("\"{}\" has more than {} rows.", field.title, rows_max),
                             field.id, "Put the rest into a schedule of its own."));
    std::vector<TableRow> rows;
    for (const json& each : given) {
        TRY_ASSIGN(TableRow row, read_row(field, each, rows.size() + 1));
        if (!row.empty()) rows.push_back(std::move(row));
    }
    return rows;
}

Result<std::map<std::string, Value, std::less<>>> read_values(const AgreementTemplate& form,
                                                              const json& given) {
    std::map<std::string, Value, std::less<>> values;
    for (const auto& [id, value] : given.items()) {
        const Field* field = form.field(id);
        if (field == nullptr)
            return failure(wrong("The agreement has a field that its form does not know.", "values",
                                 "Leave it out, or write it as a schedule of its own."));
        if (value.is_null()) continue;
        if (field->kind == FieldKind::table || field->kind == FieldKind::practices) {
            if (!value.is_array()) return failure(wrong_shape(*field, "a list"));
            if (field->kind == FieldKind::practices) {
                TRY_ASSIGN(auto codes, read_practices(*field, value));
                if (!codes.empty()) values.emplace(id, std::move(codes));
            } else {
                TRY_ASSIGN(auto rows, read_rows(*field, value));
                if (!rows.empty()) values.emplace(id, std::move(rows));
            }
            continue;
        }
        if (!value.is_string()) return failure(wrong_shape(*field, "a text"));
        TRY_ASSIGN(std::string text,
                   tidy_value(*field, value.get_ref<const std::string&>(), field->id));
        if (!text.empty()) values.emplace(id, std::move(text));
    }
    return values;
}

Result<std::vector<FreeSchedule>> read_more_schedules(const AgreementTemplate& form,
                                                      JsonMembers& all) {
    std::vector<FreeSchedule> schedules;
    for (JsonMembers& each : all.optional_objects("more_schedules")) {
        FreeSchedule schedule{tidy_text(each.optional_text("title")),
                              tidy_text(each.optional_text("text"))};
        each.end();
        if (schedule.title.empty() && schedule.text.empty()) continue;
        if (schedule.title.empty())
            return failure(wrong("A schedule of your own has no title.", "more_schedules",
                                 "Give it a title."));
        if (schedule.title.size() + schedule.text.size() > text_bytes_max)
            return failure(wrong(
                fmt::format("A schedule of your own is longer than {} bytes.", text_bytes_max),
                "more_schedules", "Split it in two."));
        schedules.push_back(std::move(schedule));
    }
    if (schedules.size() > static_cast<std::size_t>(form.more_schedules_max))
        return failure(wrong(
            fmt::format("There are more than {} schedules of your own.", form.more_schedules_max),
            "more_schedules", "Put some together."));
    return schedules;
}

Result<AgreementDraft> read_draft(const AgreementTemplate& form, const json& whole,
                                  JsonMembers& all, const std::optional<Error>& error) {
    AgreementDraft draft;
    all.object("values");
    if (error) return failure(*error);
    TRY_ASSIGN(draft.values, read_values(form, whole.at("values")));
    TRY_ASSIGN(draft.more_schedules, read_more_schedules(form, all));
    return draft;
}

ordered_json value_json(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* codes = std::get_if<std::vector<std::string>>(&value)) return *codes;
    ordered_json rows = ordered_json::array();
    for (const TableRow& row : std::get<std::vector<TableRow>>(value)) {
        ordered_json cells = ordered_json::object();
        for (const auto& [id, cell] : row) cells[id] = cell;
        rows.push_back(std::move(cells));
    }
    return rows;
}

Result<void> check_practice(const Field& field, const std::string& code,
                            const std::vector<NamedMember>& members, const std::string& where) {
    const bool is_member = std::any_of(members.begin(), members.end(), [&](const auto& member) {
        return member.code.text() == code;
    });
    if (is_member) return {};
    return failure(
        wrong(fmt::format("{} in \"{}\" is not a member of the network.", code, field.title), where,
              "Choose one of the members."));
}

Result<void> check_rows(const Field& field, const std::vector<TableRow>& rows,
                        const std::vector<NamedMember>& members) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (const auto& [id, cell] : rows[i]) {
            const Field& column = *find_field(field.columns, id);
            if (column.kind == FieldKind::practice)
                TRY(check_practice(column, cell, members,
                                   fmt::format("{}, row {}, {}", field.id, i + 1, id)));
        }
    return {};
}

}  // namespace

std::string tidy_text(std::string_view text) {
    const std::string composed = nfc(valid_utf8(text));
    std::string tidy;
    const auto end_line = [&tidy] {
        while (!tidy.empty() && (tidy.back() == ' ' || tidy.back() == '\t')) tidy.pop_back();
    };
    for (std::size_t i = 0; i < composed.size(); ++i) {
        const char c = composed[i];
        if (c == '\r' && i + 1 < composed.size() && composed[i + 1] == '\n') continue;
        if (c != '\n' && c != '\r') {
            tidy += c;
            continue;
        }
        end_line();
        if (!tidy.empty()) tidy += '\n';
    }
    end_line();
    while (!tidy.empty() && (tidy.back() == '\n' || tidy.back() == ' ' || tidy.back() == '\t'))
        tidy.pop_back();
    return tidy;
}

Result<AgreementDraft> parse_draft(const AgreementTemplate& form, std::string_view text) {
    TRY_ASSIGN(const auto whole, parse_object(text, "the agreement", depth_max));
    std::optional<Error> error;
    JsonMembers all(whole, "", "the agreement", error);
    TRY_ASSIGN(AgreementDraft draft, read_draft(form, whole, all, error));
    all.end();
    if (error) return failure(*error);
    return draft;
}

Result<FilledAgreement> fill(const AgreementTemplate& form, AgreementDraft draft,
                             std::string_view network, std::vector<NamedMember> members) {
    std::sort(members.begin(), members.end(),
              [](const auto& a, const auto& b) { return a.code < b.code; });
    for (NamedMember& member : members) {
        member.name = tidy_text(member.name);
        member.address = tidy_text(member.address);
    }
    for (const auto& [id, value] : draft.values) {
        const Field& field = *form.field(id);
        if (field.kind == FieldKind::practice)
            TRY(check_practice(field, std::get<std::string>(value), members, id));
        if (field.kind == FieldKind::practices)
            for (const std::string& code : std::get<std::vector<std::string>>(value))
                TRY(check_practice(field, code, members, id));
        if (field.kind == FieldKind::table)
            TRY(check_rows(field, std::get<std::vector<TableRow>>(value), members));
    }
    return FilledAgreement{form.id,
                           form.version,
                           tidy_text(network),
                           std::move(members),
                           std::move(draft.values),
                           std::move(draft.more_schedules)};
}

std::string to_json(const FilledAgreement& filled) {
    ordered_json all{{"template", filled.template_id},
                     {"template_version", filled.template_version},
                     {"network", filled.network}};
    all["members"] = ordered_json::array();
    for (const NamedMember& member : filled.members)
        all["members"].push_back(
            {{"code", member.code.text()}, {"name", member.name}, {"address", member.address}});
    all["values"] = ordered_json::object();
    for (const auto& [id, value] : filled.values) all["values"][id] = value_json(value);
    all["more_schedules"] = ordered_json::array();
    for (const FreeSchedule& schedule : filled.more_schedules)
        all["more_schedules"].push_back({{"title", schedule.title}, {"text", schedule.text}});
    return all.dump();
}

Result<std::string> template_of(std::string_view text) {
    TRY_ASSIGN(const auto whole, parse_object(text, "a kept agreement", depth_max));
    std::optional<Error> error;
    JsonMembers all(whole, "", "a kept agreement", error);
    std::string id = all.text("template");
    if (error) return failure(*error);
    return id;
}

Result<FilledAgreement> parse_filled(const AgreementTemplate& form, std::string_view text) {
    TRY_ASSIGN(const auto whole, parse_object(text, "a kept agreement", depth_max));
    std::optional<Error> error;
    JsonMembers all(whole, "", "a kept agreement", error);
    FilledAgreement filled;
    filled.template_id = all.text("template");
    filled.template_version = all.text("template_version");
    filled.network = all.text("network");
    if (!error && filled.template_id != form.id) all.refuse("template", "the id of its own form");
    for (JsonMembers& each : all.objects("members")) {
        const auto code = OdsCode::parse(each.text("code"));
        std::string name = each.optional_text("name");
        std::string address = each.optional_text("address");
        each.end();
        if (code)
            filled.members.push_back({*code, std::move(name), std::move(address)});
        else
            each.refuse("code", "an ODS code");
    }
    TRY_ASSIGN(AgreementDraft draft, read_draft(form, whole, all, error));
    all.end();
    if (error) return failure(*error);
    filled.values = std::move(draft.values);
    filled.more_schedules = std::move(draft.more_schedules);
    return filled;
}

CarriedOver carry_over(const FilledAgreement& old, const AgreementTemplate& old_form,
                       const AgreementTemplate& new_form) {
    CarriedOver carried;
    json values = json::object();
    for (const auto& [id, value] : old.values) {
        const Field* now = new_form.field(id);
        const Field* before = old_form.field(id);
        // The new form's reader decides whether it takes the value as it is.
        const std::string alone =
            json{{"values", {{id, json::parse(value_json(value).dump())}}}}.dump();
        const auto read = now != nullptr && before != nullptr && now->kind == before->kind
                              ? parse_draft(new_form, alone)
                              : Result<AgreementDraft>(failure({}));
        if (read)
            carried.draft.values.insert(read->values.begin(), read->values.end());
        else
            carried.left_behind.push_back(id);
    }
    carried.draft.more_schedules = old.more_schedules;
    const auto note_new = [&](const Field& field) {
        if (old_form.field(field.id) == nullptr) carried.new_fields.push_back(field.id);
    };
    for (const Clause& clause : new_form.clauses)
        if (clause.own_text) note_new(*clause.own_text);
    for (const Schedule& schedule : new_form.schedules)
        for (const Field& field : schedule.fields) note_new(field);
    return carried;
}

}  // namespace openpcn::agreement
