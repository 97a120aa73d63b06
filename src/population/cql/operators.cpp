#include "population/cql/operators.h"

#include "population/cql/arithmetic.h"
#include "population/cql/conversions.h"
#include "population/cql/evaluation_failure.h"
#include "population/cql/interval_operations.h"
#include "population/cql/list_operations.h"
#include "population/cql/text_operations.h"

namespace openpcn::cql {

// "includes" and "included in" of two lists.
Value Operators::list_relation(Operation operation, const Value& a, const Value& b) const {
    if (a.kind != ValueKind::list || b.kind != ValueKind::list) return {};
    const bool includes =
        operation == Operation::includes || operation == Operation::properly_includes;
    const auto whole = includes ? a.items() : b.items();
    const auto part = includes ? b.items() : a.items();
    Truth holds = list_includes(whole, part, comparison_);
    if (operation == Operation::properly_includes || operation == Operation::properly_included_in)
        holds = both(holds, truth_of(whole.size() > part.size()));
    return Value::of(holds);
}

// A point in a list or an interval. No list and no interval has any point in it.
Value Operators::membership(const Node& node, const Value& point, const Value& whole) const {
    const bool properly =
        node.operation == Operation::properly_in || node.operation == Operation::properly_contains;
    if (whole.is_null()) return Value::of(Truth::no);
    if (whole.kind == ValueKind::list) {
        return Value::of(properly ? list_properly_contains(whole.items(), point, comparison_)
                                  : list_contains(whole.items(), point, comparison_));
    }
    if (whole.kind != ValueKind::interval) return {};
    return Value::of(properly ? interval_relation(Operation::properly_in, point, whole,
                                                  node.precision, comparison_)
                              : interval_contains(whole, point, node.precision, comparison_));
}

// Comparisons and timing: on points, intervals and lists.
Value Operators::relation(const Node& node, std::span<const Value> arguments) {
    using O = Operation;
    const Value& a = arguments[0];
    const Value& b = arguments[1];
    const auto ordered = [&](std::uint8_t wanted) {
        if (a.is_null() || b.is_null()) return Value{};
        return Value::of(signs(a, b, node.precision, comparison_).are(wanted));
    };
    const bool points = a.kind != ValueKind::interval && b.kind != ValueKind::interval;
    switch (node.operation) {
        case O::equal:
            return Value::of(equal(a, b, comparison_));
        case O::not_equal:
            return Value::of(negated(equal(a, b, comparison_)));
        case O::equivalent:
            return Value::of(equivalent(a, b, comparison_));
        case O::not_equivalent:
            return Value::of(negated(equivalent(a, b, comparison_)));
        case O::less:
            return ordered(Signs::less);
        case O::less_or_equal:
            return ordered(Signs::less | Signs::same);
        case O::greater:
            return ordered(Signs::greater);
        case O::greater_or_equal:
            return ordered(Signs::greater | Signs::same);
        case O::in:
        case O::properly_in:
            return membership(node, a, b);
        case O::contains:
        case O::properly_contains:
            return membership(node, b, a);
        default:
            break;
    }
    if (a.kind == ValueKind::list || b.kind == ValueKind::list)
        return list_relation(node.operation, a, b);
    if (points) {
        switch (node.operation) {
            case O::before:
                return ordered(Signs::less);
            case O::after:
                return ordered(Signs::greater);
            case O::same_or_before:
                return ordered(Signs::less | Signs::same);
            case O::same_or_after:
                return ordered(Signs::greater | Signs::same);
            case O::same_as:
                return ordered(Signs::same);
            default:
                return {};
        }
    }
    return Value::of(interval_relation(node.operation, a, b, node.precision, comparison_));
}

Value Operators::apply(const Node& node, std::span<const Value> arguments) {
    try {
        return applied(node, arguments);
    } catch (EvaluationFailure& failure) {
        failure.happened_at(node.span);
        throw;
    }
}

Value Operators::applied(const Node& node, std::span<const Value> arguments) {
    using O = Operation;
    const O operation = node.operation;
    if (operation >= O::equal && operation <= O::greater_or_equal) return relation(node, arguments);
    if (operation >= O::in && operation <= O::ends) return relation(node, arguments);
    if (operation >= O::count && operation <= O::any_true) {
        const Value& list = arguments[0];
        if (list.kind == ValueKind::list) return aggregate(operation, list.items(), comparison_);
        if (operation == O::all_true || operation == O::any_true)
            return Value::of(truth_of(operation == O::all_true));
        return operation == O::count ? Value::of_integer(0) : Value{};
    }
    if (operation >= O::to_string && operation <= O::to_list)
        return convert(operation, arguments, arena_, comparison_);
    if (operation >= O::converts_to_string && operation <= O::descendants)
        return conversion(node, arguments);
    if ((operation >= O::length && operation <= O::combine) || operation == O::concatenate ||
        (operation == O::add && arguments[0].kind == ValueKind::string)) {
        return text_operation(operation, arguments, arena_, patterns_);
    }
    switch (operation) {
        case O::is_null:
            return Value::of(truth_of(arguments[0].is_null()));
        case O::is_true:
            return Value::of(truth_of(arguments[0].truth() == Truth::yes));
        case O::is_false:
            return Value::of(truth_of(arguments[0].truth() == Truth::no));
        case O::add:
        case O::subtract:
        case O::multiply:
        case O::divide:
        case O::div:
        case O::mod:
        case O::power:
            return two_numbers(operation, arguments[0], arguments[1]);
        case O::negate:
        case O::absolute:
        case O::ceiling:
        case O::floor:
        case O::truncate:
        case O::natural_logarithm:
        case O::exponential:
            return one_number(operation, arguments[0]);
        case O::round:
            return round_to(arguments[0],
                            arguments.size() > 1 ? static_cast<int>(arguments[1].number) : 0);
        case O::logarithm:
            return logarithm(arguments[0], arguments[1]);
        default:
            return collection_or_moment(node, arguments);
    }
}

Value Operators::collection_or_moment(const Node& node, std::span<const Value> arguments) {
    using O = Operation;
    const O operation = node.operation;
    switch (operation) {
        case O::union_:
        case O::intersect:
        case O::except:
            if (arguments[0].kind == ValueKind::interval ||
                arguments[1].kind == ValueKind::interval) {
                return interval_set(operation, arguments[0], arguments[1], arena_, comparison_);
            }
            return list_set(operation, arguments[0], arguments[1], arena_, comparison_);
        case O::distinct:
        case O::flatten:
        case O::singleton_from:
        case O::index:
        case O::first:
        case O::last:
        case O::index_of:
        case O::skip:
        case O::slice:
        case O::take:
        case O::tail:
            return list_operation(operation, arguments, arena_, comparison_);
        case O::now:
        case O::today:
        case O::time_of_day:
        case O::make_date:
        case O::make_date_time:
        case O::make_time:
        case O::age:
        case O::duration_between:
        case O::difference_between:
        case O::component_from:
        case O::date_from:
        case O::time_from:
        case O::timezone_offset_from:
            return moment(node, arguments);
        default:
            return structure(node, arguments);
    }
}

}  // namespace openpcn::cql
