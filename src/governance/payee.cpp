#include "governance/payee.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "agreement/json_members.h"
#include "base/day_in_words.h"

namespace openpcn::governance {
namespace {

using agreement::JsonMembers;

constexpr std::array<std::string_view, 4> kinds{"practice", "federation", "company",
                                                "other_provider"};
constexpr std::array<std::string_view, 3> states{"proposed", "confirmed", "refused"};
constexpr std::size_t shown_digits = 4;

std::string digits(JsonMembers& members, const char* name, std::size_t count) {
    std::string found;
    for (const char c : members.text(name)) {
        if (c == ' ' || c == '-') continue;
        if (c < '0' || c > '9') {
            members.refuse(name, "digits");
            return {};
        }
        found += c;
    }
    if (found.size() != count) members.refuse(name, std::to_string(count) + " digits");
    return found;
}

}  // namespace

std::string_view name_of(PayeeKind kind) { return kinds[static_cast<std::size_t>(kind)]; }
std::string_view name_of(PayeeState state) { return states[static_cast<std::size_t>(state)]; }

Result<Payee> parse_payee(std::string_view text) {
    TRY_ASSIGN(const auto object, agreement::parse_object(text, "a payee", 3));
    std::optional<Error> error;
    JsonMembers members(object, "", "a payee", error);
    Payee payee;
    payee.kind = agreement::one_of<PayeeKind>(members, "kind", kinds);
    const std::string code = members.optional_text("code");
    if (auto parsed = OdsCode::parse(code); parsed)
        payee.code = std::move(*parsed);
    else if (!code.empty() || payee.kind == PayeeKind::practice)
        members.refuse("code", "an ODS code");
    payee.name = members.text("name");
    payee.account_holder = members.text("account_holder");
    payee.sort_code = digits(members, "sort_code", 6);
    payee.account_number = digits(members, "account_number", 8);
    payee.from = members.day("from");
    payee.reason = members.text("reason");
    payee.state = members.has("state") ? agreement::one_of<PayeeState>(members, "state", states)
                                       : PayeeState::proposed;
    payee.proposed_by = members.optional_text("proposed_by");
    payee.decided_by = members.optional_text("decided_by");
    payee.decided_because = members.optional_text("decided_because");
    members.end();
    if (error) return failure(*error);
    return payee;
}

std::string to_json(const Payee& payee) {
    nlohmann::ordered_json body{{"kind", name_of(payee.kind)}};
    if (payee.code) body["code"] = payee.code->text();
    body["name"] = payee.name;
    body["account_holder"] = payee.account_holder;
    body["sort_code"] = payee.sort_code;
    body["account_number"] = payee.account_number;
    body["from"] = payee.from.to_string();
    body["reason"] = payee.reason;
    body["state"] = name_of(payee.state);
    body["proposed_by"] = payee.proposed_by;
    if (!payee.decided_by.empty()) body["decided_by"] = payee.decided_by;
    if (!payee.decided_because.empty()) body["decided_because"] = payee.decided_because;
    return body.dump();
}

std::string masked(std::string_view account_number) {
    if (account_number.size() <= shown_digits) return std::string(account_number.size(), '*');
    return std::string(account_number.size() - shown_digits, '*') +
           std::string(account_number.substr(account_number.size() - shown_digits));
}

Result<void> check_payee_days(const Payee& payee, std::span<const Payee> payees,
                              const NetworkTime& network) {
    const std::string from = day_in_words(payee.from);
    if (payee.from < network.from)
        return failure({ErrorKind::invalid,
                        fmt::format("The payee would begin on {}, before the network does on {}.",
                                    from, day_in_words(network.from)),
                        "payee.from", "Give the network's first day or a later one."});
    if (network.to && *network.to < payee.from)
        return failure({ErrorKind::invalid,
                        fmt::format("The payee would begin on {}, after the network ended on {}.",
                                    from, day_in_words(*network.to)),
                        "payee.from", "Give a day on which the network is there."});
    const Payee* last = nullptr;
    for (const Payee& each : payees)
        if (each.state == PayeeState::confirmed && (last == nullptr || last->from < each.from))
            last = &each;
    if (last != nullptr && payee.from < last->from)
        return failure({ErrorKind::invalid,
                        fmt::format("The payee would begin on {}, before {}, who is confirmed from "
                                    "{}.",
                                    from, last->name, day_in_words(last->from)),
                        "payee.from", "Give that day or a later one."});
    return {};
}

Result<Payee> decide(const Payee& proposed, PayeeState decision, std::string_view by,
                     std::string because) {
    if (proposed.state != PayeeState::proposed)
        return failure({ErrorKind::conflict, "This change of the payee is decided already.",
                        "payee", "Propose another change."});
    if (proposed.proposed_by == by)
        return failure({ErrorKind::forbidden,
                        "Whoever proposed a change of the payee cannot decide it.", "payee",
                        "Ask a second person of the network to compare and confirm it."});
    Payee decided = proposed;
    decided.state = decision;
    decided.decided_by = by;
    decided.decided_because = std::move(because);
    return decided;
}

const Payee* payee_on(std::span<const Payee> payees, Date day) {
    const Payee* found = nullptr;
    for (const Payee& payee : payees) {
        if (payee.state != PayeeState::confirmed || day < payee.from) continue;
        if (found == nullptr || found->from <= payee.from) found = &payee;
    }
    return found;
}

}  // namespace openpcn::governance
