#include "formation/contract_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/day_in_words.h"
#include "formation/json_fields.h"
#include "formation/review_names.h"

namespace openpcn::formation {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t years_max = 100;

const YearChoice* choice_of(const ContractRecord& record, Date year) {
    const auto found = std::find_if(record.choices.begin(), record.choices.end(),
                                    [&](const YearChoice& one) { return one.year == year; });
    return found == record.choices.end() ? nullptr : &*found;
}

// Content carries on into years that it has no file for; the window of another year does not.
std::optional<Date> window_of(const FormationRules* rules, Date year) {
    if (rules == nullptr || !rules->participation || !rules->participation->closes)
        return std::nullopt;
    const Date closes = *rules->participation->closes;
    const bool is_of_year = year.plus_months(-3) <= closes && closes < year.plus_months(9);
    return is_of_year ? std::optional(closes) : std::nullopt;
}

bool takes_part(Participation participation) {
    return participation == Participation::opted_in ||
           participation == Participation::auto_enrolled;
}

void settle(ContractYear& year, const YearChoice* choice, const ContractYear* before) {
    const bool is_automatic = year.rules != nullptr && year.rules->participation &&
                              year.rules->participation->is_automatic;
    if (choice != nullptr) {
        year.participation =
            choice->takes_part ? Participation::opted_in : Participation::opted_out;
        year.why = fmt::format("It opted {} on {}.", choice->takes_part ? "in" : "out",
                               day_in_words(choice->day));
        if (!choice->reason.empty()) year.why += " " + choice->reason;
    } else if (before == nullptr) {
        year.participation = Participation::opted_in;
        year.why = "It joined the network in this year.";
    } else if (!takes_part(before->participation)) {
        year.participation = Participation::not_in;
        year.why = "It did not take part in the year before, and has not opted in.";
    } else if (is_automatic) {
        year.participation = Participation::auto_enrolled;
        year.why = "It took part in the year before, and has not opted out.";
    } else {
        year.participation = Participation::not_in;
        year.why = "In this year a practice has to opt in, and no word of it is kept here.";
    }
}

}  // namespace

Result<ContractRecord> parse_contract_record(std::string_view json) {
    ContractRecord made;
    TRY(read_json_object(json, "contract record", [&](JsonFields& all) {
        all.object("core", [&](JsonFields& core) {
            made.core = CoreContract{named_in<ContractType>(contract_types, core, "type"),
                                     core.text("reference", 200), core.day("varied_on")};
        });
        all.each("choices", years_max, [&](JsonFields& one) {
            made.choices.push_back({one.needed_day("year"), one.flag("takes_part"),
                                    one.needed_day("day"), one.text("reason")});
        });
    }));
    return made;
}

std::string contract_record_json(const ContractRecord& record) {
    ordered_json body{{"choices", ordered_json::array()}};
    if (record.core) {
        body["core"] = {{"type", name_of(record.core->type)},
                        {"reference", record.core->reference}};
        if (record.core->varied_on) body["core"]["varied_on"] = record.core->varied_on->to_string();
    }
    for (const YearChoice& one : record.choices)
        body["choices"].push_back({{"year", one.year.to_string()},
                                   {"takes_part", one.takes_part},
                                   {"day", one.day.to_string()},
                                   {"reason", one.reason}});
    return body.dump();
}

std::string_view name_of(Participation participation) {
    constexpr std::array<std::string_view, 4> names{"opted_in", "auto_enrolled", "opted_out",
                                                    "not_in"};
    return names[static_cast<std::size_t>(participation)];
}

Date contract_year_of(Date day) {
    const int year = day.month() < 4 ? day.year() - 1 : day.year();
    return *Date::from_ymd(year, 4, 1);
}

std::string contract_year_title(Date year) {
    return fmt::format("{}/{:02}", year.year(), (year.year() + 1) % 100);
}

std::vector<ContractYear> contract_years(const ContractRecord& record, Date joined,
                                         std::optional<Date> left, Date day,
                                         std::span<const FormationRules> rules) {
    std::vector<ContractYear> years;
    const Date last = contract_year_of(left && *left < day ? *left : day);
    for (Date year = contract_year_of(joined); year <= last; year = year.plus_months(12)) {
        ContractYear made;
        made.starts = year;
        made.rules = formation_rules_for(rules, year);
        made.window_closes = window_of(made.rules, year);
        made.is_open =
            made.window_closes ? day <= *made.window_closes : year == contract_year_of(day);
        settle(made, choice_of(record, year), years.empty() ? nullptr : &years.back());
        years.push_back(std::move(made));
    }
    std::reverse(years.begin(), years.end());
    return years;
}

Result<ContractRecord> choose(const ContractRecord& record, const YearChoice& choice,
                              std::span<const ContractYear> years) {
    const auto year = std::find_if(years.begin(), years.end(), [&](const ContractYear& one) {
        return one.starts == choice.year;
    });
    if (year == years.end())
        return failure({ErrorKind::conflict, "The practice has no such contract year.", "year",
                        "Choose one of the list."});
    if (!year->is_open)
        return failure(
            {ErrorKind::conflict,
             fmt::format("The window of {} closed on {}.", contract_year_title(choice.year),
                         day_in_words(*year->window_closes)),
             "year", "Speak with the commissioner."});
    if (!choice.takes_part && choice.reason.empty())
        return failure({ErrorKind::invalid, "Opting out needs a reason.", "reason",
                        "Say why; its patients need another network."});
    ContractRecord next = record;
    std::erase_if(next.choices, [&](const YearChoice& one) { return one.year == choice.year; });
    next.choices.push_back(choice);
    std::sort(next.choices.begin(), next.choices.end(),
              [](const YearChoice& a, const YearChoice& b) { return a.year < b.year; });
    return next;
}

}  // namespace openpcn::formation
