// Agreements for tests: two practices and their network.
#pragma once

#include "sharing/agreement.h"

namespace openpcn::sharing {

inline OdsCode code(std::string_view text) { return *OdsCode::parse(text); }
inline Date day(std::string_view text) { return *Date::parse(text); }
inline Instant moment() { return *Instant::parse("2026-03-20T09:00:00Z"); }

// A81001 and A81002 to U00001, everything, from 1 April 2026 to 31 March 2027.
inline AgreementText test_text() {
    AgreementText text;
    text.title = "Agreement of the test network";
    text.disclosers = {code("A81001"), code("A81002")};
    text.receivers = {code("U00001")};
    text.purposes.assign(all_purposes().begin(), all_purposes().end());
    text.kinds = {DataKind::identity, DataKind::clinical_record, DataKind::worklists,
                  DataKind::numbers, DataKind::feeds};
    text.from = day("2026-04-01");
    text.to = day("2027-03-31");
    text.lawful_basis = "Article 6(1)(e)";
    text.special_category = "Article 9(2)(h)";
    text.confidentiality = "Implied consent for direct care";
    text.caldicott_guardian = Approval{"G. Guardian", day("2026-03-01")};
    text.data_protection_officer = Approval{"P. Officer", day("2026-03-02")};
    text.review_on = day("2026-10-01");
    text.terms = "Data is used for these purposes only.";
    return text;
}

inline Signature signature_of(const AgreementText& text, std::string_view organisation) {
    return {code(organisation), hash_of(text),   "Dr S. Signer",
            "Partner",          SignedHow::here, moment()};
}

inline SharingAgreement signed_by_all(const AgreementText& text) {
    SharingAgreement agreement{text, {}, {}};
    for (const OdsCode& party : parties_of(text))
        agreement.signatures.push_back(signature_of(text, party.text()));
    return agreement;
}

}  // namespace openpcn::sharing
