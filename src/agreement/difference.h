// What two versions of an agreement have different: field by field, and row by row in tables.
#pragma once

#include <string>
#include <vector>

#include "agreement/filled_agreement.h"

namespace openpcn::agreement {

enum class ChangeKind {
    added,
    removed,
    changed
};
std::string_view name_of(ChangeKind kind);

struct Change {
    ChangeKind kind = ChangeKind::changed;
    std::string where;   // "Schedule 1: Network Specifics", "Members"
    std::string field;   // id; empty for members and free schedules
    std::string title;   // "Quorum", or of a row "Votes, row 2"
    std::string before;  // for people; empty where it was added
    std::string after;
};

// In the order of the form `after` is of. The forms may be of different years.
std::vector<Change> difference(const AgreementTemplate& before_form, const FilledAgreement& before,
                               const AgreementTemplate& after_form, const FilledAgreement& after);

}  // namespace openpcn::agreement
