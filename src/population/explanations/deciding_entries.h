// The entries that decided an answer: take them away and it is another.
//
// A deciding set is a smallest group of entries of the record such that without all of them the
// answer changes, while without any part of them it does not. A set of one is an entry on which
// the answer hangs alone; a set of three diagnoses means that any one of them would have done. The
// sets of an answer have no entry in common, and are searched until
//
//   the answer stays the same without all entries that are in no set (the sets suffice), and
//   no entry alone, no group that one clause reads, and no run of the newest or of the oldest
//   entries of such a group changes the answer, of those that are in no set.
//
// Where there is no set, entries do not decide: the answer rests on what the record lacks, on age
// or date. "No part of them" is tried with all parts of sets of up to `parts_tried_max`, and of
// larger ones with all that lack one entry.
//
// "Answer" is the value of any definition, of whatever type: of a list, each entry in it decides.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "population/explanations/what_if.h"

namespace openpcn::explanations {

struct DecidingSet {
    std::vector<std::uint32_t> entries;  // by index in the record, newest first
    std::string value_without;           // what the answer would be, in the caller's words
};

struct DecidingEntries {
    static constexpr std::size_t parts_tried_max = 8;

    std::vector<DecidingSet> sets;  // smallest first
    bool complete = true;           // false where the questions did not suffice to find them all
};

struct DecidingLimits {
    std::size_t questions_max = 4000;
};

using ValueWords = std::function<std::string(const cql::Value&)>;

DecidingEntries deciding_entries(WhatIf& what_if, const ValueWords& words,
                                 const DecidingLimits& limits = {});

}  // namespace openpcn::explanations
