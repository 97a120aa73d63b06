// Looks for changes along "and", "or", "not" and "if", down to single expressions.
// The inside of smallest_changes.h.
#pragma once

#include <map>
#include <memory>

#include "population/explanations/expression_changes.h"

namespace openpcn::explanations {

class LogicSearch {
public:
    LogicSearch(ChangeTrial& trial, Effort effort) : trial_(trial), effort_(effort) {}
    // Looks harder from now on.
    void set(Effort effort);

    // `base` and what makes `node` come to `aim` with it; each tried. Fewest changes first.
    std::vector<RecordChanges> find(cql::NodeIndex node, Aim aim, const RecordChanges& base);

    const Vocabulary& vocabulary(cql::NodeIndex node);

private:
    using Nodes = std::vector<cql::NodeIndex>;

    std::vector<RecordChanges> search(cql::NodeIndex node, Aim aim, const RecordChanges& base);
    std::vector<RecordChanges> by_operation(cql::NodeIndex node, Aim aim,
                                            const RecordChanges& base);
    std::vector<RecordChanges> all_of(cql::NodeIndex node, const Nodes& operands, Aim aim,
                                      const RecordChanges& base);
    std::vector<RecordChanges> with_one_more(const std::vector<RecordChanges>& ways,
                                             cql::NodeIndex operand, Aim aim,
                                             const RecordChanges& base);
    std::vector<RecordChanges> one_of(const Nodes& operands, Aim aim, const RecordChanges& base);
    std::vector<RecordChanges> branches(cql::NodeIndex node, Aim aim, const RecordChanges& base);
    std::vector<RecordChanges> expression(cql::NodeIndex node, Aim aim, const RecordChanges& base);
    void through_inner_conditions(cql::NodeIndex node, Aim aim, const RecordChanges& base,
                                  std::vector<RecordChanges>& found);
    void adjust_days(std::vector<RecordChanges>& ways, cql::NodeIndex node, Aim aim,
                     std::size_t common);
    Nodes flattened(cql::NodeIndex node) const;
    std::optional<cql::Wide> distance(cql::NodeIndex node);
    bool share_lists(const Nodes& nodes);

    ChangeTrial& trial_;
    Effort effort_;
    int depth_ = 0;
    std::map<cql::NodeIndex, std::unique_ptr<Vocabulary>> vocabularies_;
    std::map<std::pair<cql::NodeIndex, Aim>, std::vector<RecordChanges>> known_;
};

}  // namespace openpcn::explanations
