// What CQL's own operators and functions take and give, written as appendix B of the specification
// writes it: "(T, List<T>) Boolean". T stands for one type, the same at each place.
//
// The table is the only place that knows which operators there are; overloads.h chooses among the
// signatures of one name. Values, safe to share.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "population/cql/operation.h"
#include "population/cql/type.h"

namespace openpcn::cql {

struct TypePattern {
    enum class Form : std::uint8_t {
        type,
        variable,  // T
        list,      // of inner
        interval   // of inner
    };
    Form form = Form::type;
    TypeKind kind = TypeKind::any;   // of a type
    std::vector<TypePattern> inner;  // one, of a list or an interval
};

struct Signature {
    std::string_view name;   // as in the syntax tree: "+", "start of", "Count"
    std::string_view shape;  // "(List<T>) Integer"
    Operation operation = Operation::literal;
    std::vector<TypePattern> operands;
    TypePattern result;
};

// All signatures of an operator or function, those that are preferred first; empty if there is none
// of that name.
std::span<const Signature> signatures_of(std::string_view name);
// Whether a library may call it as Name(...). Operators that are words or symbols it may not.
bool is_system_function(std::string_view name);
// Of functions only, for "Did you mean" and completion.
std::vector<std::string> system_function_names();

}  // namespace openpcn::cql
