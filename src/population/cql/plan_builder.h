// Adds nodes to a plan so that equal expressions become one node.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <unordered_map>

#include "population/cql/plan.h"

namespace openpcn::cql {

// A node with its type, as the compiler passes them round.
struct Typed {
    NodeIndex node = no_node;
    TypeId type = 0;
};

class PlanBuilder {
public:
    explicit PlanBuilder(Plan& plan) : plan_(plan) {}

    struct Details {
        std::uint32_t payload = 0;
        PartialDateTime::Precision precision = PartialDateTime::Precision::none;
        // Slots that the node itself binds, no longer free outside.
        std::uint64_t bound_slots = 0;
    };
    Typed add(Operation operation, TypeId type, std::span<const NodeIndex> operands,
              Details details, Span span);
    Typed add(Operation operation, TypeId type, std::initializer_list<NodeIndex> operands,
              Span span) {
        return add(operation, type, std::span(operands.begin(), operands.size()), Details{}, span);
    }
    Typed add(Operation operation, TypeId type, std::initializer_list<NodeIndex> operands,
              Details details, Span span) {
        return add(operation, type, std::span(operands.begin(), operands.size()), details, span);
    }

    Typed literal(Value value, TypeId type, Span span);
    Typed text(std::string_view text, Span span);
    // Text that lives as long as the plan.
    std::string_view keep(std::string_view text);
    std::span<const Value> keep(std::vector<Value> items);

    Typed retrieve(Retrieve retrieve, TypeId type, Span span);
    Typed property(Property property, TypeId type, NodeIndex target, Span span);
    Typed query(QueryPlan query, TypeId type, Span span);
    std::uint64_t slots(NodeIndex node) const { return plan_.nodes[node].slots; }

private:
    Plan& plan_;
    std::unordered_map<std::string, NodeIndex> by_content_;
    std::map<std::string, std::uint32_t, std::less<>> literals_;
    std::map<std::string, std::string_view, std::less<>> texts_;
};

}  // namespace openpcn::cql
