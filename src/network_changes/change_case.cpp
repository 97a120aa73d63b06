#include "network_changes/change_case.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/day_in_words.h"
#include "formation/json_fields.h"

namespace openpcn::network_changes {
namespace {

using formation::JsonFields;
using nlohmann::ordered_json;

constexpr std::array<std::string_view, 6> state_names{"draft",     "sent",     "returned",
                                                      "withdrawn", "approved", "refused"};
constexpr std::size_t short_bytes_max = 300;
constexpr std::size_t conditions_max = 50;

std::optional<ChangeState> find_state(std::string_view name) {
    const auto found = std::ranges::find(state_names, name);
    if (found == state_names.end()) return std::nullopt;
    return static_cast<ChangeState>(found - state_names.begin());
}

void read_decision(JsonFields& all, ChangeDecision& made) {
    const auto outcome = find_state(all.needed_text("outcome", short_bytes_max));
    if (outcome != ChangeState::approved && outcome != ChangeState::refused &&
        outcome != ChangeState::returned)
        all.refuse("outcome", "approved, refused or returned");
    made.outcome = outcome.value_or(ChangeState::returned);
    made.committee = all.text("committee", short_bytes_max);
    made.day = all.day("day");
    made.minute = all.text("minute", short_bytes_max);
    made.conditions = all.texts("conditions", conditions_max);
    made.reason = all.text("reason");
    for (auto& [id, why] : all.named_texts("accepted"))
        if (!why.empty()) made.accepted[id] = why;
    for (auto& [name, text] : all.named_texts("codes")) {
        if (text.empty()) continue;
        const auto code = OdsCode::parse(text);
        if (code)
            made.codes.emplace(name, *code);
        else
            all.refuse("codes", "ODS codes by the name of the network");
    }
}

ordered_json decision_object(const ChangeDecision& decision) {
    ordered_json accepted = ordered_json::object();
    for (const auto& [id, why] : decision.accepted) accepted[id] = why;
    ordered_json body{{"outcome", name_of(decision.outcome)},
                      {"committee", decision.committee},
                      {"day", decision.day ? decision.day->to_string() : ""},
                      {"minute", decision.minute},
                      {"conditions", decision.conditions},
                      {"reason", decision.reason},
                      {"accepted", std::move(accepted)}};
    if (!decision.codes.empty()) {
        body["codes"] = ordered_json::object();
        for (const auto& [name, code] : decision.codes) body["codes"][name] = code.text();
    }
    return body;
}

tl::unexpected<Error> not_now(const ChangeCase& file, std::string_view what) {
    return failure({ErrorKind::conflict,
                    fmt::format("A request that is {} cannot be {}.", name_of(file.state), what),
                    "change", "Load the page again to see how it stands."});
}

tl::unexpected<Error> lacks(std::string_view what, std::string_view where) {
    return failure(
        {ErrorKind::invalid, std::string(what), std::string(where), "Fill it in and try again."});
}

std::string said_of(std::span<const Hindrance> all) {
    std::vector<std::string_view> said;
    for (const Hindrance& one : all) said.push_back(one.what);
    return fmt::format("{}", fmt::join(said, " "));
}

Result<void> check_decision(const ChangeDecision& decision, Date today) {
    if (decision.outcome != ChangeState::approved && decision.reason.empty())
        return lacks("The decision gives no reason.", "reason");
    if (decision.outcome == ChangeState::returned) return {};
    if (decision.committee.empty()) return lacks("The committee is missing.", "committee");
    if (decision.minute.empty()) return lacks("The minute is missing.", "minute");
    if (!decision.day) return lacks("The day of the decision is missing.", "day");
    if (today < *decision.day) return lacks("The day of the decision has not come yet.", "day");
    return {};
}

Result<void> check_hindrances(const ChangeDecision& decision,
                              std::span<const Hindrance> hindrances) {
    std::vector<Hindrance> standing;
    for (const Hindrance& one : hindrances) {
        const bool is_accepted =
            one.severity == Severity::to_accept && decision.accepted.contains(one.id);
        if (!is_accepted) standing.push_back(one);
    }
    if (standing.empty()) return {};
    return failure({ErrorKind::conflict, said_of(standing), "accepted",
                    "What can be accepted needs a reason; the rest needs mending first."});
}

}  // namespace

std::string_view name_of(ChangeState state) { return state_names[static_cast<std::size_t>(state)]; }

bool is_being_written(ChangeState state) {
    return state == ChangeState::draft || state == ChangeState::returned;
}

Result<ChangeDecision> parse_change_decision(std::string_view text) {
    ChangeDecision made;
    TRY(formation::read_json_object(text, "decision",
                                    [&](JsonFields& all) { read_decision(all, made); }));
    return made;
}

std::string decision_json(const ChangeDecision& decision) {
    return decision_object(decision).dump();
}

Result<ChangeCase> parse_change_case(std::string_view text) {
    ChangeCase file;
    std::optional<Error> error;
    TRY(formation::read_json_object(text, "file of a request", [&](JsonFields& all) {
        const auto state = find_state(all.needed_text("state", short_bytes_max));
        if (!state) all.refuse("state", "a state of a request");
        file.state = state.value_or(ChangeState::draft);
        if (const auto* request = all.any("request"); request != nullptr) {
            auto read = parse_change_request(request->dump());
            if (read)
                file.request = std::move(*read);
            else
                error = read.error();
        } else {
            all.refuse("request", "an object");
        }
        file.sent_on = all.day("sent_on");
        file.returned_because = all.text("returned_because");
        all.object("decision", [&](JsonFields& decision) {
            ChangeDecision made;
            read_decision(decision, made);
            file.decision = std::move(made);
        });
        file.said = all.text("said", 4 * formation::text_bytes_max);
    }));
    if (error) return failure(*error);
    return file;
}

std::string change_case_json(const ChangeCase& file) {
    ordered_json body{{"state", name_of(file.state)},
                      {"request", ordered_json::parse(change_request_json(file.request))}};
    if (file.sent_on) body["sent_on"] = file.sent_on->to_string();
    if (!file.returned_because.empty()) body["returned_because"] = file.returned_because;
    if (file.decision) body["decision"] = decision_object(*file.decision);
    body["said"] = file.said;
    return body.dump();
}

Result<ChangeCase> save_change(const ChangeCase& file, ChangeRequest request) {
    if (!is_being_written(file.state)) return not_now(file, "written");
    ChangeCase next = file;
    next.request = std::move(request);
    next.said = "Saved.";
    return next;
}

Result<ChangeCase> send_change(const ChangeCase& file, std::span<const Hindrance> hindrances,
                               Date today) {
    if (!is_being_written(file.state)) return not_now(file, "sent");
    std::vector<Hindrance> stopping;
    for (const Hindrance& one : hindrances)
        if (one.severity == Severity::stops_sending) stopping.push_back(one);
    if (!stopping.empty())
        return failure({ErrorKind::conflict, said_of(stopping), "request",
                        "Mend the request and send it again."});
    ChangeCase next = file;
    next.state = ChangeState::sent;
    next.sent_on = today;
    next.returned_because.clear();
    next.said = "Sent to the commissioner.";
    return next;
}

Result<ChangeCase> withdraw_change(const ChangeCase& file, const std::string& reason) {
    if (!is_being_written(file.state) && file.state != ChangeState::sent)
        return not_now(file, "withdrawn");
    if (reason.empty()) return lacks("Say why it is withdrawn.", "reason");
    ChangeCase next = file;
    next.state = ChangeState::withdrawn;
    next.said = "Withdrawn: " + reason;
    return next;
}

Result<ChangeCase> decide_change(const ChangeCase& file, const ChangeDecision& decision,
                                 std::span<const Hindrance> hindrances, Date today) {
    if (file.state != ChangeState::sent) return not_now(file, "decided");
    TRY(check_decision(decision, today));
    ChangeCase next = file;
    next.state = decision.outcome;
    if (decision.outcome == ChangeState::returned) {
        next.returned_because = decision.reason;
        next.said = "Returned: " + decision.reason;
        return next;
    }
    if (decision.outcome == ChangeState::approved) {
        TRY(check_hindrances(decision, hindrances));
        next.said = fmt::format("Approved by {}, minute {}, from {}.", decision.committee,
                                decision.minute, day_in_words(*next.request.takes_effect));
    } else {
        next.said = fmt::format("Refused by {}, minute {}: {}", decision.committee, decision.minute,
                                decision.reason);
    }
    next.decision = decision;
    return next;
}

ChangeRequest with_codes(ChangeRequest request, const ChangeDecision& decision) {
    for (NewNetwork& one : request.new_networks) {
        const auto given = decision.codes.find(one.name);
        if (!one.code && given != decision.codes.end()) one.code = given->second;
    }
    return request;
}

}  // namespace openpcn::network_changes
