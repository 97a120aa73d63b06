// Counting a vote of a network's practices, by heads or by the size of their lists, with the
// arithmetic to show. Whole numbers only: a threshold is met or not, never by rounding.
//
// A practice that stands aside because of an interest neither votes nor counts: not for the quorum,
// not for the whole. Abstaining counts as being there, not as a vote.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/ods_code.h"

namespace openpcn::governance {

enum class Weight {
    headcount,  // one practice, one vote
    list_size   // a vote weighs as many as the practice's registered patients
};
std::string_view name_of(Weight weight);

enum class Choice {
    not_voted,
    in_favour,
    against,
    abstains
};
std::string_view name_of(Choice choice);

// What the network's own rules say, as whoever puts the motion enters them.
struct VotingRule {
    Weight weight = Weight::headcount;
    int percent = 50;         // in favour, of ...
    bool more_than = true;    // more than `percent`; else `percent` or more
    bool of_all = false;      // ... all who may vote; else of the votes cast
    int quorum_percent = 50;  // of the practices that may vote must be there
};

struct Ballot {
    OdsCode practice;
    bool is_present = false;
    bool stands_aside = false;
    Choice choice = Choice::not_voted;
    std::int64_t list_size = 0;
    std::optional<Date> list_dated = {};  // the day that the list is of; none: it is not known
    std::string list_source = {};         // the file that says so
};

struct VoteOutcome {
    std::int64_t in_favour = 0;  // weights
    std::int64_t against = 0;
    std::int64_t abstained = 0;
    std::int64_t entitled = 0;  // all who may vote
    int practices_present = 0;
    int practices_entitled = 0;
    bool is_quorate = false;
    bool is_carried = false;
    std::vector<std::string> arithmetic;  // one sentence a step
};

// By lists the arithmetic names the day and file of the lists that weigh, and whose is not known.
// A tie is carried where the rule asks for "50 % or more", not where it asks for more than 50 %.
VoteOutcome count_votes(const VotingRule& rule, std::span<const Ballot> ballots);

}  // namespace openpcn::governance
