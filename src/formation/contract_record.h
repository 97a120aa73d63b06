// A practice's contracts: its own (GMS, PMS or APMS), on which the network contract sits, and the
// network contract year by year with how the practice came to take part in each (capability 15,
// pcn.md section 2.6). A network has no contract: what it has is its practices', year by year.
//
// Values; JSON as papers keep it.
#pragma once

#include <span>

#include "formation/formation_rules.h"
#include "formation/review_case.h"

namespace openpcn::formation {

struct CoreContract {
    ContractType type = ContractType::gms;
    std::string reference;          // of the contract
    std::optional<Date> varied_on;  // when it was varied for the network contract
};

// What a practice said itself about one contract year.
struct YearChoice {
    Date year;  // its 1 April
    bool takes_part = false;
    Date day;
    std::string reason;
};

struct ContractRecord {
    std::optional<CoreContract> core;
    std::vector<YearChoice> choices;  // the newest of each year, oldest year first
};
Result<ContractRecord> parse_contract_record(std::string_view json);
std::string contract_record_json(const ContractRecord& record);

enum class Participation {
    opted_in,
    auto_enrolled,
    opted_out,
    not_in  // it did not take part before, or must opt in and has not
};
std::string_view name_of(Participation participation);

// The network contract of one year, as a version of the practice's contract.
struct ContractYear {
    Date starts;                            // 1 April
    const FormationRules* rules = nullptr;  // null: the content knows none so early
    Participation participation = Participation::not_in;
    std::string why;
    std::optional<Date> window_closes;  // of this year, where it is known
    // For the practice's own word: until the window closes; where that is not known, all its year.
    bool is_open = true;
};

// 1 April of the contract year that the day lies in; "2024/25".
Date contract_year_of(Date day);
std::string contract_year_title(Date year);

// From the year of `joined`, in which it took part by being registered, to that of `day`, the
// newest first. Of a practice that left, to the year of its last day.
std::vector<ContractYear> contract_years(const ContractRecord& record, Date joined,
                                         std::optional<Date> left, Date day,
                                         std::span<const FormationRules> rules);

// The record with the practice's own word. `conflict` where the window of the year is over or the
// year is not among `years`; `invalid` where it opts out without a reason.
Result<ContractRecord> choose(const ContractRecord& record, const YearChoice& choice,
                              std::span<const ContractYear> years);

}  // namespace openpcn::formation
