// Where several conditions stand in the way of another answer at once: entries that have to go
// together, found along "and" and "or".
//
// A "no" may rest on a diagnosis and on the latest reading, each of which would be enough: taking
// either away changes nothing. Each of the conditions is changed by itself here; what they need
// together is a candidate for the whole, to be tried.
#pragma once

#include <unordered_map>

#include "population/explanations/entry_groups.h"

namespace openpcn::explanations {

class Obstacles {
public:
    // Entries that are not 0 in `kept` stay in the record. Asks at most until
    // what_if.questions() is `questions_max`.
    Obstacles(WhatIf& what_if, const std::vector<bool>& kept, std::size_t questions_max);

    // Groups without which the answer may be another.
    std::vector<Places> find();

private:
    std::vector<Places> of(cql::NodeIndex node, int depth);
    std::vector<Places> together(const std::vector<cql::NodeIndex>& conditions, int depth);
    std::vector<Places> any(const std::vector<cql::NodeIndex>& conditions, int depth);
    std::vector<Places> of_expression(cql::NodeIndex node);
    bool changes(cql::NodeIndex node, const Places& group);
    cql::Truth truth(cql::NodeIndex node) const;

    WhatIf& what_if_;
    const std::vector<bool>& kept_;
    std::size_t questions_max_;
    std::unordered_map<cql::NodeIndex, cql::Truth> truths_;
    std::unordered_map<cql::NodeIndex, std::vector<Places>> known_;
    std::vector<std::uint8_t> left_out_;
};

}  // namespace openpcn::explanations
