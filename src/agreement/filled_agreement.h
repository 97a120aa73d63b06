// A network's agreement as its practices filled it: the year's form, the members, a value for each
// field, and schedules of their own.
//
// Every text in it is in one form (Unicode NFC, lines ended by a line feed, no spaces at the end),
// so that equal agreements have equal texts and hashes (agreement_text.h).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "agreement/template.h"
#include "base/ods_code.h"

namespace openpcn::agreement {

// Cells by id of the column; a cell that is not there is empty.
using TableRow = std::map<std::string, std::string, std::less<>>;

// text, number, date, choice and practice: one text; practices: ODS codes in order; table: rows.
using Value = std::variant<std::string, std::vector<std::string>, std::vector<TableRow>>;

struct NamedMember {
    OdsCode code;
    std::string name;     // as the register had it when the version was saved
    std::string address;  // a postcode, or more
    bool operator==(const NamedMember&) const = default;
};

struct FreeSchedule {
    std::string title;
    std::string text;
    bool operator==(const FreeSchedule&) const = default;
};

struct FilledAgreement {
    std::string template_id;
    std::string template_version;
    std::string network;                               // name
    std::vector<NamedMember> members;                  // by code
    std::map<std::string, Value, std::less<>> values;  // by id of the field; none is empty
    std::vector<FreeSchedule> more_schedules;
    bool operator==(const FilledAgreement&) const = default;
};

// What practices send to be saved: all but network and members, which the server knows.
struct AgreementDraft {
    std::map<std::string, Value, std::less<>> values;
    std::vector<FreeSchedule> more_schedules;
};

// The JSON of a draft: {"values": {field: text | [code] | [{column: text}]},
// "more_schedules": [{"title", "text"}]}. Every value is held against its field; empty values and
// rows are left out. `invalid`, naming field (and row and column) and what to enter.
Result<AgreementDraft> parse_draft(const AgreementTemplate& form, std::string_view json);

// What is kept, as JSON, and read again. A kept agreement is held against its form as a draft is.
std::string to_json(const FilledAgreement& filled);
Result<FilledAgreement> parse_filled(const AgreementTemplate& form, std::string_view json);
// The id of the form of a kept agreement, to find the form with. `invalid`.
Result<std::string> template_of(std::string_view json);

// A draft with its network and members, as it is kept and signed. `invalid` where a value names a
// practice that is not among the members.
Result<FilledAgreement> fill(const AgreementTemplate& form, AgreementDraft draft,
                             std::string_view network, std::vector<NamedMember> members);

// NFC, "\n", no spaces at the ends of lines, no empty lines at the ends. Bytes that are no UTF-8,
// and control characters, become U+FFFD.
std::string tidy_text(std::string_view text);

// An agreement under the form of another year: values go along where the field is still there with
// the same kind and, for a choice, the same answer.
struct CarriedOver {
    AgreementDraft draft;
    std::vector<std::string> new_fields;   // ids that the old form had not
    std::vector<std::string> left_behind;  // ids of filled fields that have no place any more
};
CarriedOver carry_over(const FilledAgreement& old, const AgreementTemplate& old_form,
                       const AgreementTemplate& new_form);

}  // namespace openpcn::agreement
