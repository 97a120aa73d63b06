// The file of one request: where it stands and what was decided. Each step makes a new one of it;
// the kept versions are its history. A request that was sent is changed by nobody until the
// commissioner returns it.
//
// draft -> sent -> returned -> sent ...; sent -> approved or refused; draft, returned or sent ->
// withdrawn. Values; JSON as papers keep it.
#pragma once

#include <map>

#include "network_changes/hindrances.h"

namespace openpcn::network_changes {

enum class ChangeState {
    draft,
    sent,
    returned,
    withdrawn,
    approved,
    refused
};
std::string_view name_of(ChangeState state);
// Whether its practices still write in it.
bool is_being_written(ChangeState state);

// Of the commissioner's committee.
struct ChangeDecision {
    ChangeState outcome = ChangeState::refused;  // approved, refused or returned
    std::string committee;
    std::optional<Date> day;
    std::string minute;
    std::vector<std::string> conditions;
    std::string reason;
    std::map<std::string, std::string, std::less<>> accepted;  // reason by id of the hindrance
    std::map<std::string, OdsCode, std::less<>> codes;         // of new networks, by their name
};
// The members of ChangeDecision of openapi.yaml but for "based_on". `invalid`.
Result<ChangeDecision> parse_change_decision(std::string_view json);

struct ChangeCase {
    ChangeState state = ChangeState::draft;
    ChangeRequest request;
    std::optional<Date> sent_on;  // last
    std::string returned_because;
    std::optional<ChangeDecision> decision;  // once it is approved or refused
    std::string said;                        // what the last step did, for the history
};
Result<ChangeCase> parse_change_case(std::string_view json);
std::string change_case_json(const ChangeCase& file);
// Of a decision, as the API shows it.
std::string decision_json(const ChangeDecision& decision);

// Each `conflict` where the request does not stand so that the step can be taken.
Result<ChangeCase> save_change(const ChangeCase& file, ChangeRequest request);
// `conflict`, naming them, where hindrances stop sending.
Result<ChangeCase> send_change(const ChangeCase& file, std::span<const Hindrance> hindrances,
                               Date today);
Result<ChangeCase> withdraw_change(const ChangeCase& file, const std::string& reason);
// `hindrances` of the request with the decision's codes. `conflict` where one stops an approval or
// is accepted without a reason; `invalid` where the decision lacks something.
Result<ChangeCase> decide_change(const ChangeCase& file, const ChangeDecision& decision,
                                 std::span<const Hindrance> hindrances, Date today);

// The request with the codes that a decision gives its new networks.
ChangeRequest with_codes(ChangeRequest request, const ChangeDecision& decision);

}  // namespace openpcn::network_changes
