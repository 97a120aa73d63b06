#include "population/explanations/logic_search.h"

#include <algorithm>
#include <set>

namespace openpcn::explanations {

using cql::NodeIndex;
using cql::Operation;
using cql::Truth;

namespace {

constexpr int depth_max = 24;
constexpr std::size_t kept_max = 8;
constexpr std::size_t followed_max = 4;     // to which others are added
constexpr std::size_t adjusted_max = 3;     // ways of which entries are dated otherwise
constexpr std::size_t joint_lists_max = 8;  // of conditions that one entry may meet together
constexpr std::ptrdiff_t enough = 6;

void keep_smallest(std::vector<RecordChanges>& ways, std::size_t count_max) {
    std::stable_sort(ways.begin(), ways.end(), [](const RecordChanges& a, const RecordChanges& b) {
        return a.size() < b.size();
    });
    if (ways.size() > count_max) ways.resize(count_max);
}

// Both lists of changes, of which the first `common` are the same; nothing where they contradict.
std::optional<RecordChanges> merged(const RecordChanges& way, const RecordChanges& other,
                                    std::size_t common) {
    RecordChanges both = way;
    for (std::size_t i = common; i < other.size(); ++i) {
        const RecordChange& change = other[i];
        for (std::size_t own = common; own < way.size(); ++own) {
            const bool is_entry = change.kind != RecordChange::Kind::reach_age &&
                                  change.kind != RecordChange::Kind::no_death;
            if (is_entry ? way[own].draft.key == change.draft.key : way[own].kind == change.kind)
                return std::nullopt;
        }
        both.push_back(change);
    }
    return both;
}

void append(std::vector<RecordChanges>& ways, std::vector<RecordChanges> more) {
    ways.insert(ways.end(), std::make_move_iterator(more.begin()),
                std::make_move_iterator(more.end()));
}

}  // namespace

void LogicSearch::set(Effort effort) {
    effort_ = effort;
    known_.clear();
}

const Vocabulary& LogicSearch::vocabulary(NodeIndex node) {
    auto& known = vocabularies_[node];
    if (!known) known = std::make_unique<Vocabulary>(trial_, node);
    return *known;
}

std::vector<RecordChanges> LogicSearch::find(NodeIndex node, Aim aim, const RecordChanges& base) {
    if (depth_ >= depth_max || !trial_.possible()) return {};
    if (is_met(aim, trial_.truth_with(node, base))) return {base};
    if (!base.empty()) return search(node, aim, base);
    const auto key = std::pair(node, aim);
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
    return known_[key] = search(node, aim, base);
}

std::vector<RecordChanges> LogicSearch::search(NodeIndex node, Aim aim, const RecordChanges& base) {
    ++depth_;
    std::vector<RecordChanges> ways = by_operation(node, aim, base);
    --depth_;
    if (effort_ != Effort::plain) adjust_days(ways, node, aim, base.size());
    // What was found when questions ran out is tried at the end, as a whole.
    std::erase_if(ways, [&](const RecordChanges& way) {
        return trial_.possible() && !is_met(aim, trial_.truth_with(node, way));
    });
    keep_smallest(ways, kept_max);
    return ways;
}

std::vector<RecordChanges> LogicSearch::by_operation(NodeIndex node, Aim aim,
                                                     const RecordChanges& base) {
    const cql::Node& at = trial_.plan().nodes[node];
    const auto operands = trial_.plan().operands_of(at);
    switch (at.operation) {
        case Operation::and_:
            return aim == Aim::yes || aim == Aim::not_no ? all_of(node, flattened(node), aim, base)
                                                         : one_of(flattened(node), aim, base);
        case Operation::or_:
            return aim == Aim::yes || aim == Aim::not_no ? one_of(flattened(node), aim, base)
                                                         : all_of(node, flattened(node), aim, base);
        case Operation::not_:
            return find(operands[0], opposite(aim), base);
        // These are never unknown; "is not true" also holds of what is.
        case Operation::is_true:
            return find(operands[0],
                        aim == Aim::yes || aim == Aim::not_no ? Aim::yes : Aim::not_yes, base);
        case Operation::is_false:
            return find(operands[0], aim == Aim::yes || aim == Aim::not_no ? Aim::no : Aim::not_no,
                        base);
        case Operation::implies: {
            if (aim == Aim::no || aim == Aim::not_yes) {
                std::vector<RecordChanges> ways;
                for (const RecordChanges& way : find(operands[0], Aim::yes, base))
                    append(ways, find(operands[1], aim, way));
                return ways;
            }
            auto ways = find(operands[0], opposite(aim), base);
            append(ways, find(operands[1], aim, base));
            return ways;
        }
        case Operation::if_then:
            return branches(node, aim, base);
        default:
            return expression(node, aim, base);
    }
}

// What makes each condition true may break another that was true before: a new diagnosis excepts
// from a target for nine months. Then it is dated otherwise.
void LogicSearch::adjust_days(std::vector<RecordChanges>& ways, NodeIndex node, Aim aim,
                              std::size_t common) {
    std::size_t adjusted = 0;
    for (RecordChanges& way : ways) {
        if (!trial_.possible() || adjusted == adjusted_max) return;
        if (way.size() == common || is_met(aim, trial_.truth_with(node, way))) continue;
        ++adjusted;
        for (std::size_t i = common; i < way.size(); ++i) {
            if (way[i].kind != RecordChange::Kind::add_entry) continue;
            RecordChanges other = way;
            const auto& days = vocabulary(node).days();
            const bool found = std::any_of(days.begin(), days.end(), [&](Date day) {
                other[i].draft.entry.when = PartialDateTime::from_date(day);
                return trial_.possible() && is_met(aim, trial_.truth_with(node, other));
            });
            if (!found) continue;
            way = std::move(other);
            break;
        }
    }
}

// "a and b and c" as one list.
LogicSearch::Nodes LogicSearch::flattened(NodeIndex node) const {
    const cql::Plan& plan = trial_.plan();
    Nodes all;
    for (const NodeIndex operand : plan.operands_of(plan.nodes[node])) {
        if (plan.nodes[operand].operation == plan.nodes[node].operation) {
            for (const NodeIndex inner : flattened(operand)) all.push_back(inner);
        } else {
            all.push_back(operand);
        }
    }
    return all;
}

std::vector<RecordChanges> LogicSearch::all_of(NodeIndex node, const Nodes& operands, Aim aim,
                                               const RecordChanges& base) {
    trial_.make(base);
    Nodes missing;
    for (const NodeIndex operand : operands) {
        if (!is_met(aim, trial_.truth(operand))) missing.push_back(operand);
    }
    std::vector<RecordChanges> found;
    // One entry may do for several conditions at once: a reading of both pressures.
    if (missing.size() > 1 && share_lists(missing)) found = expression(node, aim, base);
    std::vector<RecordChanges> ways{base};
    for (const NodeIndex operand : missing) {
        ways = with_one_more(ways, operand, aim, base);
        keep_smallest(ways, followed_max);
    }
    append(found, std::move(ways));
    return found;
}

// What makes the operand true by itself mostly does so beside the other changes too.
std::vector<RecordChanges> LogicSearch::with_one_more(const std::vector<RecordChanges>& ways,
                                                      NodeIndex operand, Aim aim,
                                                      const RecordChanges& base) {
    std::vector<RecordChanges> longer;
    const auto alone = find(operand, aim, base);
    for (const RecordChanges& way : ways) {
        if (!trial_.possible()) break;
        if (is_met(aim, trial_.truth_with(operand, way))) {
            longer.push_back(way);
            continue;
        }
        const std::size_t before = longer.size();
        for (const RecordChanges& other : alone) {
            auto both = merged(way, other, base.size());
            if (both && is_met(aim, trial_.truth_with(operand, *both)))
                longer.push_back(std::move(*both));
        }
        if (longer.size() == before && way.size() > base.size())
            append(longer, find(operand, aim, way));
    }
    return longer;
}

// Whether two of the conditions read a list in common, and all of them few.
bool LogicSearch::share_lists(const Nodes& nodes) {
    std::set<NodeIndex> all;
    std::size_t sum = 0;
    for (const NodeIndex node : nodes) {
        const Reach reach(trial_.plan(), node);
        all.insert(reach.retrieves.begin(), reach.retrieves.end());
        sum += reach.retrieves.size();
    }
    return all.size() < sum && all.size() <= joint_lists_max;
}

std::vector<RecordChanges> LogicSearch::one_of(const Nodes& operands, Aim aim,
                                               const RecordChanges& base) {
    std::vector<RecordChanges> ways;
    for (const NodeIndex operand : operands) {
        append(ways, find(operand, aim, base));
        const auto is_small = [&](const RecordChanges& way) {
            return way.size() <= base.size() + 1;
        };
        if (std::count_if(ways.begin(), ways.end(), is_small) >= enough) break;
    }
    return ways;
}

std::vector<RecordChanges> LogicSearch::branches(NodeIndex node, Aim aim,
                                                 const RecordChanges& base) {
    const auto operands = trial_.plan().operands_of(trial_.plan().nodes[node]);
    const bool first = trial_.truth_with(operands[0], base) == Truth::yes;
    auto ways = find(operands[first ? 1 : 2], aim, base);
    if (effort_ != Effort::utmost || !ways.empty()) return ways;
    const Aim other = first ? Aim::not_yes : Aim::yes;
    for (const RecordChanges& way : find(operands[0], other, base))
        append(ways, find(operands[first ? 2 : 1], aim, way));
    return ways;
}

std::vector<RecordChanges> LogicSearch::expression(NodeIndex node, Aim aim,
                                                   const RecordChanges& base) {
    const Vocabulary& words = vocabulary(node);
    auto found = ExpressionChanges(trial_, words, node, aim, base).find(effort_);
    if (found.empty()) through_inner_conditions(node, aim, base, found);
    return found;
}

// A sum of points: each condition that gives a point is made to, until there are enough.
void LogicSearch::through_inner_conditions(NodeIndex node, Aim aim, const RecordChanges& base,
                                           std::vector<RecordChanges>& found) {
    trial_.make(base);
    const auto before = distance(node);
    for (const NodeIndex condition : vocabulary(node).inner_conditions()) {
        if (found.size() >= static_cast<std::size_t>(enough) || !trial_.possible()) return;
        const bool holds = trial_.truth_with(condition, base) == Truth::yes;
        std::vector<RecordChanges> nearer;
        for (RecordChanges& way : find(condition, holds ? Aim::not_yes : Aim::yes, base)) {
            if (is_met(aim, trial_.truth_with(node, way))) {
                found.push_back(std::move(way));
            } else if (const auto now = distance(node); before && now && *now < *before) {
                nearer.push_back(std::move(way));
            }
        }
        if (found.empty() && !nearer.empty()) append(found, find(node, aim, nearer[0]));
    }
}

// How far apart the two sides of a comparison are, with the changes made last.
std::optional<cql::Wide> LogicSearch::distance(NodeIndex node) {
    const cql::Node& at = trial_.plan().nodes[node];
    if (at.operation < Operation::less || at.operation > Operation::greater_or_equal)
        return std::nullopt;
    const auto operands = trial_.plan().operands_of(at);
    const auto number = [&](NodeIndex operand) -> std::optional<cql::Wide> {
        const cql::Value value = trial_.value(operand);
        if (value.kind == cql::ValueKind::integer)
            return static_cast<cql::Wide>(value.number) * cql::wide_one;
        if (value.kind == cql::ValueKind::decimal || value.kind == cql::ValueKind::quantity)
            return value.wide();
        return std::nullopt;
    };
    const auto a = number(operands[0]), b = number(operands[1]);
    if (!a || !b) return std::nullopt;
    return *a > *b ? *a - *b : *b - *a;
}

}  // namespace openpcn::explanations
