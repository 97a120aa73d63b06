#include "agreement/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "agreement/json_members.h"
#include "base/content_of_day.h"
#include "base/day_in_words.h"

namespace openpcn::agreement {
namespace {

constexpr std::array<std::string_view, 7> kind_names{"text",     "number",    "date", "choice",
                                                     "practice", "practices", "table"};
constexpr std::array<std::string_view, 3> needed_names{"never", "initial", "complete"};
constexpr std::array<std::string_view, 2> signers_names{"one", "every_partner"};
constexpr std::array<std::string_view, 2> mark_names{"S", "GK"};
constexpr std::array<std::string_view, 2> assurance_names{"not_assured", "assured"};

enum class MayBeTable {
    no,
    yes
};

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= 60 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::string id_of(JsonMembers& members) {
    std::string id = members.text("id");
    if (!is_id(id)) members.refuse("id", "of small letters, digits and _");
    return id;
}

Needed needed_of(JsonMembers& members) {
    return members.has("needed") ? one_of<Needed>(members, "needed", needed_names) : Needed::never;
}

std::string mark_of(JsonMembers& members) {
    const std::string mark = members.optional_text("mark");
    if (!mark.empty() && std::find(mark_names.begin(), mark_names.end(), mark) == mark_names.end())
        members.refuse("mark", "S or GK");
    return mark;
}

// Two answers with one title would be one in the text that is signed.
std::vector<Choice> choices_of(JsonMembers& members) {
    std::vector<Choice> choices;
    std::set<std::string> seen;
    for (JsonMembers& each : members.optional_objects("choices")) {
        choices.push_back({id_of(each), each.text("title")});
        const Choice& choice = choices.back();
        if (!seen.insert("id " + choice.id).second || !seen.insert(choice.title).second)
            members.refuse("choices", fmt::format("without a second \"{}\"", choice.title));
        each.end();
    }
    return choices;
}

// No two with the same id.
void refuse_twins(JsonMembers& members, const char* name, std::span<const Field> fields) {
    std::set<std::string_view> seen;
    for (const Field& field : fields)
        if (!seen.insert(field.id).second)
            members.refuse(name, fmt::format("without a second \"{}\"", field.id));
}

// A condition names a choice beside its field, and one of its answers.
void check_conditions(JsonMembers& members, const char* name, std::span<const Field> fields) {
    for (const Field& field : fields) {
        if (!field.needed_with) continue;
        const Field* other = find_field(fields, field.needed_with->field);
        const bool fits =
            other != nullptr &&
            std::any_of(other->choices.begin(), other->choices.end(), [&](const Choice& choice) {
                return choice.id == field.needed_with->answer;
            });
        if (!fits)
            members.refuse(
                name,
                fmt::format("with conditions of \"{}\" that name a choice beside it", field.id));
    }
}

Field field_of(JsonMembers& members, MayBeTable may_be_table) {
    Field field;
    field.id = id_of(members);
    field.title = members.text("title");
    field.hint = members.optional_text("hint");
    field.kind = one_of<FieldKind>(members, "kind", kind_names);
    field.needed = needed_of(members);
    if (auto with = members.optional_object("needed_with")) {
        field.needed_with = {with->text("field"), with->text("is")};
        with->end();
    }
    field.unit = members.optional_text("unit");
    field.mark = mark_of(members);
    field.choices = choices_of(members);
    if ((field.kind == FieldKind::choice) == field.choices.empty())
        members.refuse("choices", "there for a choice, and for nothing else");
    for (JsonMembers& column : members.optional_objects("columns"))
        field.columns.push_back(field_of(column, MayBeTable::no));
    if ((field.kind == FieldKind::table) == field.columns.empty())
        members.refuse("columns", "there for a table, and for nothing else");
    if (may_be_table == MayBeTable::no &&
        (field.kind == FieldKind::table || field.kind == FieldKind::practices))
        members.refuse("kind", "one that fits a cell");
    refuse_twins(members, "columns", field.columns);
    check_conditions(members, "columns", field.columns);
    members.end();
    return field;
}

Schedule schedule_of(JsonMembers& members) {
    Schedule schedule{static_cast<int>(members.number("number")),
                      members.text("title"),
                      members.text("about"),
                      members.text("source"),
                      {}};
    for (JsonMembers& field : members.objects("fields"))
        schedule.fields.push_back(field_of(field, MayBeTable::yes));
    check_conditions(members, "fields", schedule.fields);
    members.end();
    return schedule;
}

Clause clause_of(JsonMembers& members) {
    Clause clause{id_of(members), members.text("title"), members.text("about"),
                  members.text("source"), std::nullopt};
    if (auto own = members.optional_object("own_text"))
        clause.own_text = field_of(*own, MayBeTable::no);
    members.end();
    return clause;
}

LegalForm legal_form_of(JsonMembers& members) {
    LegalForm form{id_of(members), members.text("title"), {}, mark_of(members)};
    for (JsonMembers& each : members.objects("authorities")) {
        form.authorities.push_back({id_of(each), each.text("title"), each.text("statement"),
                                    each.texts("capacities"),
                                    one_of<Authority::Signers>(each, "signers", signers_names)});
        each.end();
    }
    if (form.authorities.empty()) members.refuse("authorities", "a list of at least one");
    members.end();
    return form;
}

void read_parts(JsonMembers& all, AgreementTemplate& form) {
    for (JsonMembers& each : all.objects("clauses")) form.clauses.push_back(clause_of(each));
    for (JsonMembers& each : all.objects("schedules")) form.schedules.push_back(schedule_of(each));
    for (JsonMembers& each : all.objects("legal_forms"))
        form.legal_forms.push_back(legal_form_of(each));
    if (form.legal_forms.empty()) all.refuse("legal_forms", "a list of at least one");
    std::vector<Field> fields;
    for (const Clause& clause : form.clauses)
        if (clause.own_text) fields.push_back(*clause.own_text);
    int number = 0;
    for (const Schedule& schedule : form.schedules) {
        if (schedule.number != ++number) all.refuse("schedules", "numbered 1, 2, 3 and so on");
        fields.insert(fields.end(), schedule.fields.begin(), schedule.fields.end());
    }
    refuse_twins(all, "schedules", fields);
}

}  // namespace

std::string_view name_of(FieldKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }
std::string_view name_of(Needed needed) { return needed_names[static_cast<std::size_t>(needed)]; }

const Field* find_field(std::span<const Field> fields, std::string_view id) {
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const Field& field) { return field.id == id; });
    return found == fields.end() ? nullptr : &*found;
}

const Field* AgreementTemplate::field(std::string_view wanted) const {
    for (const Clause& clause : clauses)
        if (clause.own_text && clause.own_text->id == wanted) return &*clause.own_text;
    for (const Schedule& schedule : schedules)
        if (const Field* found = find_field(schedule.fields, wanted)) return found;
    return nullptr;
}

Result<AgreementTemplate> parse_template(std::string_view text, std::string_view file) {
    TRY_ASSIGN(const auto parsed, parse_object(text, file, 16));
    std::optional<Error> error;
    JsonMembers all(parsed, "", file, error);
    AgreementTemplate form;
    form.id = all.text("id");
    form.version = all.text("version");
    form.title = all.text("title");
    form.contract = all.text("contract");
    form.reference = all.text("reference");
    form.reference_at = all.text("reference_at");
    form.effective_from = all.day("effective_from");
    form.effective_to = all.optional_day("effective_to");
    JsonMembers assurance = all.object("assurance");
    one_of<int>(assurance, "state", assurance_names);
    form.assurance = assurance.text("statement");
    assurance.end();
    form.more_schedules_max = static_cast<int>(all.number("more_schedules_max"));
    read_parts(all, form);
    all.end();
    if (error) {
        error->remedy = "Mend the file; content/network_agreement has an example.";
        return failure(*error);
    }
    return form;
}

const AgreementTemplate* find_template(std::span<const AgreementTemplate> all,
                                       std::string_view id) {
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const AgreementTemplate& form) { return form.id == id; });
    return found == all.end() ? nullptr : &*found;
}

TemplateOfDay template_on(std::span<const AgreementTemplate> all, Date day) {
    const AgreementTemplate* found = content_on(all, day);
    if (found == nullptr) return {};
    if (day < found->effective_from)
        return {found, fmt::format("The form is that of the {}, which begins on {}.", found->title,
                                   day_in_words(found->effective_from))};
    if (!found->effective_to || day <= *found->effective_to) return {found, ""};
    return {found, fmt::format("The form is that of the {}, which ended on {}: no later one is in "
                               "the content.",
                               found->title, day_in_words(*found->effective_to))};
}

}  // namespace openpcn::agreement
