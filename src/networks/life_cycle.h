// The stages of a network's life, from the practices' draft to its end (the states of its approval
// among them), and what may follow what.
//
// Who may take a step is api/access_policy.h and api/network_access.h; what a step needs is decided
// where it is taken.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace openpcn::networks {

enum class Stage {
    draft,         // practices write their registration
    submitted,     // with the commissioner, complete and unchangeable
    returned,      // something is missing; the practices write again
    under_review,  // the commissioner's committee looks at members, size, area and coverage
    agreed_in_principle,
    in_dispute,          // gap, overlap, practice without network, size
    contract_varied,     // every member's contract has its variation
    agreement_complete,  // all schedules filled, every member signed
    live,
    closed
};
std::string_view name_of(Stage stage);  // "agreed_in_principle"
std::optional<Stage> find_stage(std::string_view name);

// Source: pcn.md section 2.3.
std::span<const Stage> stages_after(Stage stage);
bool may_follow(Stage stage, Stage next);

// Whether its practices still write the registration.
bool is_being_written(Stage stage);

}  // namespace openpcn::networks
