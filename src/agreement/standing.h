// Where a network's agreement stands on a day: which text holds, who signed exactly that text, and
// what it lacks as an initial and as a complete agreement.
//
// A signature counts only for the text that was signed: an amendment makes the earlier signatures
// not count, and the standing names who must sign again. A network goes live, and is paid, only
// with a standing that is complete (pcn.md sections 2.3 and 2.10). A value; threads may share it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "agreement/filled_agreement.h"
#include "agreement/signature.h"
#include "agreement/template.h"
#include "base/ods_code.h"

namespace openpcn::agreement {

// A member that signed another text than the one that holds.
struct SignedEarlier {
    OdsCode practice;
    std::int64_t version = 0;  // the newest version it signed
};

// A member some of whose partners signed this text, where all of them must.
struct PartlySigned {
    OdsCode practice;
    int partners_signed = 0;
    int partners = 0;
};

struct MissingField {
    std::string schedule;  // title: "Schedule 1: Network Specifics"
    std::string field;     // id
    std::string title;
    std::string what;  // "Quorum is empty.", or which row lacks which column
};

struct AgreementStanding {
    std::int64_t version = 0;  // 0: nothing is written yet
    std::string hash;          // SHA-256 of the text, hexadecimal
    std::string template_id;   // "2019-20"

    std::vector<OdsCode> signed_this;            // members that signed exactly this text
    std::vector<PartlySigned> partly_signed;     // of the members below
    std::vector<SignedEarlier> signed_earlier;   // "signed version 2, which was changed"
    std::vector<OdsCode> not_signed;             // never signed any version
    std::vector<OdsCode> members_not_named;      // members that the text does not name
    std::vector<OdsCode> named_but_not_members;  // the text names them; they are no members

    std::vector<MissingField> missing_for_initial;   // Schedule 1 part-filled is enough
    std::vector<MissingField> missing_for_complete;  // these among them

    // The day on which the practices told the commissioner that exactly this text is complete.
    std::optional<Date> confirmed_on;

    // Written, names the members, and every member signed this text.
    bool is_signed_by_all() const;
    // What a registration needs: signed by all, and nothing missing of an initial agreement.
    bool is_initial_ready() const;
    // All schedules filled and signed by all: it can be confirmed to the commissioner.
    bool is_ready_to_confirm() const;
    // The gate: without it a network is neither live nor paid.
    bool is_complete() const;
    // What still keeps it from being complete, one sentence each, for people; empty when it is.
    std::vector<std::string> hindrances() const;
};

struct AgreementVersion {
    std::int64_t version = 0;
    std::string hash;
    FilledAgreement filled;
};

// `current` null: nothing written. `signatures` and `confirmations` of all versions, as kept.
AgreementStanding standing_of(const AgreementTemplate& form, const AgreementVersion* current,
                              std::span<const Signature> signatures,
                              std::span<const Confirmation> confirmations,
                              std::span<const OdsCode> members);

}  // namespace openpcn::agreement
