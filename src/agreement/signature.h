// A signature under a network's agreement: which practice, by whom and in what capacity, under
// which legal form, and exactly which text. Once made it is never changed.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agreement/template.h"
#include "base/date.h"
#include "base/instant.h"
#include "base/ods_code.h"

namespace openpcn::agreement {

enum class SigningMethod {
    account,  // here, by somebody signed in with password and code
    paper,    // on a printed copy that shows the hash; recorded here by somebody signed in
};
std::string_view name_of(SigningMethod method);

struct Signature {
    OdsCode practice;
    std::string signer;      // name as written under the text
    std::string capacity;    // "Partner"
    std::string legal_form;  // id of the template's legal forms
    std::string authority;   // id of one of the form's authorities
    int partners = 1;        // how many must sign where the authority asks for all partners
    SigningMethod method = SigningMethod::account;
    std::string kept_at;  // where the signed paper is kept; empty for an account
    std::string hash;     // of the text that was signed
    std::int64_t version = 0;
    Instant at;
    std::string username;  // who made or recorded it
};

// The practices' notice to the commissioner that the text of this hash is complete.
struct Confirmation {
    std::string hash;
    std::int64_t version = 0;
    Date on;
    Instant at;
    std::string by;            // name
    std::string organisation;  // ODS code
};

std::string to_json(const Signature& signature);
std::string to_json(const Confirmation& confirmation);
// As to_json wrote them. `invalid`, naming the member that is missing, wrong or not known.
Result<Signature> parse_signature(std::string_view text);
Result<Confirmation> parse_confirmation(std::string_view text);

// Whether somebody may sign so: form and authority are the template's, the capacity one that the
// authority allows, the number of partners fits. `invalid`, with the field and what to do.
Result<void> check_signing(const AgreementTemplate& form, const Signature& signature);

// "partnership"; the id where the form does not know it.
std::string legal_form_title(const AgreementTemplate& form, std::string_view id);

// How far the signatures of one practice under one text bind it.
struct Binding {
    int signed_by = 0;  // signers, each counted once
    int needed = 1;
    bool is_bound() const { return signed_by >= needed; }
};
// `signatures` are those of one practice under one text. The newest says form and authority: a
// practice that was wrong about its form signs again.
Binding binding_of(const AgreementTemplate& form, std::span<const Signature> signatures);

}  // namespace openpcn::agreement
