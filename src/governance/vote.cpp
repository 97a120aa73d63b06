#include "governance/vote.h"

#include <fmt/format.h>

#include <array>
#include <map>

#include "base/day_in_words.h"
#include "base/grouped_number.h"

namespace openpcn::governance {
namespace {

// Cut, not rounded, so that what is shown as 66.66 % has not reached 66.67 %.
std::string percent_text(std::int64_t part, std::int64_t whole) {
    const std::int64_t hundredths = part * 10'000 / whole;
    return fmt::format("{}.{:02} %", hundredths / 100, hundredths % 100);
}

bool reaches(const VotingRule& rule, std::int64_t part, std::int64_t whole) {
    return rule.more_than ? part * 100 > rule.percent * whole : part * 100 >= rule.percent * whole;
}

std::string unit_of(Weight weight) {
    return weight == Weight::headcount ? "practices" : "registered patients";
}

void count_quorum(const VotingRule& rule, VoteOutcome& outcome) {
    outcome.is_quorate =
        outcome.practices_entitled > 0 &&
        outcome.practices_present * 100 >= rule.quorum_percent * outcome.practices_entitled;
    outcome.arithmetic.push_back(
        outcome.practices_entitled == 0
            ? std::string("No practice may vote.")
            : fmt::format(
                  "{} of {} practices that may vote are there ({}); the quorum is {} %: {}.",
                  outcome.practices_present, outcome.practices_entitled,
                  percent_text(outcome.practices_present, outcome.practices_entitled),
                  rule.quorum_percent, outcome.is_quorate ? "met" : "not met"));
}

// Where the weights come from: a list that nobody knows weighs nothing, which has to be seen.
void say_lists(std::span<const Ballot> ballots, VoteOutcome& outcome) {
    std::map<std::pair<Date, std::string>, std::string> practices_by_source;
    std::string unknown;
    for (const Ballot& ballot : ballots) {
        if (ballot.stands_aside) continue;
        std::string& named = ballot.list_dated
                                 ? practices_by_source[{*ballot.list_dated, ballot.list_source}]
                                 : unknown;
        named += (named.empty() ? "" : ", ") + ballot.practice.text();
    }
    for (const auto& [list, practices] : practices_by_source) {
        const std::string source = fmt::format("{} ({})", day_in_words(list.first), list.second);
        outcome.arithmetic.push_back(
            practices_by_source.size() == 1 && unknown.empty()
                ? fmt::format("The lists are those of {}.", source)
                : fmt::format("The lists of {} are those of {}.", practices, source));
    }
    if (!unknown.empty())
        outcome.arithmetic.push_back(
            fmt::format("No list of that day is known of {}: weighs 0.", unknown));
}

}  // namespace

std::string_view name_of(Weight weight) {
    return weight == Weight::headcount ? "headcount" : "list_size";
}

std::string_view name_of(Choice choice) {
    constexpr std::array<std::string_view, 4> names{"not_voted", "in_favour", "against",
                                                    "abstains"};
    return names[static_cast<std::size_t>(choice)];
}

VoteOutcome count_votes(const VotingRule& rule, std::span<const Ballot> ballots) {
    VoteOutcome outcome;
    std::string aside;
    for (const Ballot& ballot : ballots) {
        if (ballot.stands_aside) {
            aside += (aside.empty() ? "" : ", ") + ballot.practice.text();
            continue;
        }
        const std::int64_t weight = rule.weight == Weight::headcount ? 1 : ballot.list_size;
        ++outcome.practices_entitled;
        outcome.entitled += weight;
        // Who votes in writing is there.
        if (ballot.is_present || ballot.choice != Choice::not_voted) ++outcome.practices_present;
        if (ballot.choice == Choice::in_favour) outcome.in_favour += weight;
        if (ballot.choice == Choice::against) outcome.against += weight;
        if (ballot.choice == Choice::abstains) outcome.abstained += weight;
    }
    if (!aside.empty())
        outcome.arithmetic.push_back(
            fmt::format("{} stands aside because of an interest and is not counted.", aside));
    if (rule.weight == Weight::list_size) say_lists(ballots, outcome);
    count_quorum(rule, outcome);
    const std::int64_t whole = rule.of_all ? outcome.entitled : outcome.in_favour + outcome.against;
    if (whole == 0) {
        outcome.arithmetic.emplace_back("No vote is cast.");
        return outcome;
    }
    const bool is_enough = reaches(rule, outcome.in_favour, whole);
    outcome.arithmetic.push_back(fmt::format(
        "{} of {} {} {} are in favour: {}, and {} {} % is needed: {}.", grouped(outcome.in_favour),
        grouped(whole), unit_of(rule.weight), rule.of_all ? "that may vote" : "that voted",
        percent_text(outcome.in_favour, whole), rule.more_than ? "more than" : "at least",
        rule.percent, is_enough ? "enough" : "not enough"));
    outcome.is_carried = is_enough && outcome.is_quorate;
    return outcome;
}

}  // namespace openpcn::governance
