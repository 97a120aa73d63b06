// What a year's network contract asks of networks, as content says it: one file of
// content/network_contract for each year.
//
// The figures are national rules that nobody has assured until the file says who did; whoever shows
// a decision shows the clause and its source with it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace openpcn::networks {

struct SizeRule {
    std::int64_t least = 0;  // registered patients
    std::int64_t most = 0;
    std::string clause;
    std::string below;  // what a smaller network needs
    std::string above;  // what a larger one needs
    std::string source;
};

struct CoverageRule {
    int percent = 0;  // of practices and of registered patients
    Date by;
    std::string clause;
    std::string source;
};

// What is asked of a network's area, a clause for each question.
struct AreaRule {
    std::string overlap;
    std::string gap;
    std::string contiguous;
    std::string sites_inside;
    std::string within_commissioner;
    std::string residents_outside;
    std::string source;
};

struct ContractRules {
    std::string id;  // "2019-20"
    std::string title;
    Date effective_from;
    std::optional<Date> effective_to;  // the last day
    std::string assurance;
    SizeRule size;
    CoverageRule coverage;
    std::optional<AreaRule> area;  // none: the year's file says nothing of areas
};

// `file` names the text in errors. `invalid`, naming the member that is missing or wrong.
Result<ContractRules> parse_contract_rules(std::string_view text, std::string_view file);

struct RulesOfDay {
    const ContractRules* rules = nullptr;
    // Empty where they are of the day; else that they are of another time, and which.
    std::string note;
};
// The rules in force on the day; where none are, the latest before it, or the earliest there are.
// None in `all`: null.
RulesOfDay rules_on(std::span<const ContractRules> all, Date day);

}  // namespace openpcn::networks
