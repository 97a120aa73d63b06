// A year's national form of the network agreement, as content says it: one file of
// content/network_agreement for each contract year. Its fixed clauses by topic, its schedules as
// structured fields, and the legal forms in which practices sign.
//
// The wording of the national clauses is not ours to repeat: a clause here is its topic with a
// reference to the published template. Immutable once read; threads may share it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace openpcn::agreement {

enum class FieldKind {
    text,       // lines of words
    number,     // decimal, in `unit`
    date,       // YYYY-MM-DD
    choice,     // one of `choices`, by id
    practice,   // one of the members, by ODS code
    practices,  // some of the members
    table,      // rows of `columns`
};
std::string_view name_of(FieldKind kind);

// From when on a field must be filled.
enum class Needed {
    never,
    initial,   // for the agreement that goes with the registration
    complete,  // before the network is live or paid
};
std::string_view name_of(Needed needed);

struct Choice {
    std::string id;
    std::string title;
};

// Another field, or of a column another column of the row, and the answer to it.
struct Condition {
    std::string field;
    std::string answer;
};

// A field of a schedule, or a column of a table (which is never a table itself).
struct Field {
    std::string id;  // of letters, digits and _; the same in every year for the same thing
    std::string title;
    std::string hint;
    FieldKind kind = FieldKind::text;
    Needed needed = Needed::never;
    std::optional<Condition> needed_with;  // needed only with this answer
    std::string unit;                      // of a number: "days", "%"
    std::vector<Choice> choices;
    std::vector<Field> columns;
    std::string mark;  // how well it is known: "S" or "GK", see GLOSSARY.md
};
const Field* find_field(std::span<const Field> fields, std::string_view id);  // null: none

struct Schedule {
    int number = 0;
    std::string title;
    std::string about;
    std::string source;
    std::vector<Field> fields;
};

struct Clause {
    std::string id;
    std::string title;
    std::string about;
    std::string source;
    // Its text is the practices' own: the two on disputes. All others are fixed.
    std::optional<Field> own_text;
};

// How somebody binds a practice of a legal form.
struct Authority {
    std::string id;
    std::string title;
    std::string statement;  // what the signer declares
    std::vector<std::string> capacities;
    enum class Signers {
        one,
        every_partner
    } signers = Signers::one;
};
struct LegalForm {
    std::string id;
    std::string title;
    std::vector<Authority> authorities;
    std::string mark;
};

struct AgreementTemplate {
    std::string id;            // "2019-20"
    std::string version;       // of the form: "1"
    std::string title;         // "Network agreement 2019/20"
    std::string contract;      // id of the network contract of the year: content/network_contract
    std::string reference;     // the national document that holds the fixed clauses
    std::string reference_at;  // where it is published
    Date effective_from;
    std::optional<Date> effective_to;  // the last day
    std::string assurance;
    std::vector<Clause> clauses;
    std::vector<Schedule> schedules;
    std::vector<LegalForm> legal_forms;
    int more_schedules_max = 0;  // how many free schedules may follow

    // Of a schedule, or the own text of a clause; null where there is none.
    const Field* field(std::string_view wanted) const;
};

// `file` names the text in errors. `invalid`, naming the member that is missing, wrong or unknown.
Result<AgreementTemplate> parse_template(std::string_view text, std::string_view file);

const AgreementTemplate* find_template(std::span<const AgreementTemplate> all, std::string_view id);

struct TemplateOfDay {
    const AgreementTemplate* form = nullptr;
    // Empty where it is of the day; else that it is of another time, and which.
    std::string note;
};
// The template in force on the day; where none is, the latest before it, or the earliest there is.
TemplateOfDay template_on(std::span<const AgreementTemplate> all, Date day);

}  // namespace openpcn::agreement
