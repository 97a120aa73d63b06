// The text of an agreement that practices sign, and its hash.
//
// The text is written from the form and the filled agreement alone, always the same way: one line
// for each thing, what people wrote indented under it, so that no value can pass for another. Any
// change of a value, a member, a clause's text or the form's version changes it.
#pragma once

#include <string>
#include <string_view>

#include "agreement/filled_agreement.h"

namespace openpcn::agreement {

std::string agreement_text(const AgreementTemplate& form, const FilledAgreement& filled);

// SHA-256 as 64 hexadecimal digits.
std::string hash_of_text(std::string_view text);

// A value for people: the choice's title, a member's name with its code, a number with its unit.
std::string value_words(const Field& field, const std::string& value,
                        const std::vector<NamedMember>& members);

}  // namespace openpcn::agreement
