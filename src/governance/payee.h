// The one practice or provider that receives a network's money, and its account: who it is on a
// day, and the change of it by two people.
//
// A payee is proposed by one person and confirmed or refused by another; until then nothing
// changes. The account's number is shown whole only to whoever has to compare it. Source: pcn.md
// sections 1.1, 2.2 and 2.6. A value.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/ods_code.h"
#include "base/result.h"
#include "governance/post.h"

namespace openpcn::governance {

enum class PayeeKind {
    practice,
    federation,
    company,
    other_provider
};
std::string_view name_of(PayeeKind kind);

enum class PayeeState {
    proposed,
    confirmed,
    refused
};
std::string_view name_of(PayeeState state);

struct Payee {
    PayeeKind kind = PayeeKind::practice;
    std::optional<OdsCode> code;  // a practice has one
    std::string name;
    std::string account_holder;
    std::string sort_code;       // six digits
    std::string account_number;  // eight digits
    Date from;
    std::string reason;
    PayeeState state = PayeeState::proposed;
    std::string proposed_by;  // user name
    std::string decided_by;   // user name; empty while proposed
    std::string decided_because;
};

// `invalid`, naming the member that is missing, wrong or not known; digits may be written in
// groups.
Result<Payee> parse_payee(std::string_view json);
std::string to_json(const Payee& payee);

// "****5678", for everybody who has not to compare it.
std::string masked(std::string_view account_number);

// Whether this may become the payee of a network, beside those confirmed so far: not before the
// network's first day, not after its last, and not before the payee that is confirmed last, whose
// time would be altered afterwards. `invalid`, with the days.
Result<void> check_payee_days(const Payee& payee, std::span<const Payee> payees,
                              const NetworkTime& network);

// A payee as somebody else decides it; a decision is final. `forbidden` for whoever proposed it;
// `conflict` where it is decided already.
Result<Payee> decide(const Payee& proposed, PayeeState decision, std::string_view by,
                     std::string because);

// The confirmed one with the latest first day up to `day`; of two with the same, the later in
// `payees`, which are in the order of their confirmation.
const Payee* payee_on(std::span<const Payee> payees, Date day);

}  // namespace openpcn::governance
