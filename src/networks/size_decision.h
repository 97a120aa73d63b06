// Whether a network is of the size that its contract asks for, with the arithmetic to show.
#pragma once

#include <string>
#include <vector>

#include "networks/contract_rules.h"
#include "organisations/register_view.h"

namespace openpcn::networks {

enum class SizeOutcome {
    in_range,
    below,     // needs a waiver
    above,     // needs the commissioner's agreement and neighbourhood teams
    not_known  // a list is missing that could change the answer
};
std::string_view name_of(SizeOutcome outcome);

// How many neighbourhood teams of the size that the rule asks for a network can be split into.
struct TeamSplit {
    std::int64_t fewest = 0;
    std::int64_t most = 0;  // below `fewest`: no even split fits
    bool fits() const { return fewest <= most; }
    bool operator==(const TeamSplit&) const = default;
};

struct SizeDecision {
    SizeOutcome outcome = SizeOutcome::not_known;
    std::int64_t patients = 0;  // of the members whose list is known
    std::vector<std::int64_t> lists;
    std::size_t lists_missing = 0;
    std::optional<TeamSplit> teams;  // of a network that is above
    std::string arithmetic;          // "9,120 + 30,000 = 39,120 patients, within 30,000 to 50,000."
    std::string needs;               // what the rule asks for then; empty where it is in range
};

// `lists`: the registered patients of each member practice, none where its list is not known.
SizeDecision decide_size(const SizeRule& rule, std::span<const std::optional<std::int64_t>> lists);

// Of the members on the register's day.
SizeDecision decide_size(const SizeRule& rule, const organisations::RegisterView& view,
                         const organisations::NetworkEntry& network);

}  // namespace openpcn::networks
