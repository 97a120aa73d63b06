// The functions that CQL itself defines, by name: how many arguments, what node, what type.
#pragma once

#include <string_view>
#include <vector>

#include "population/cql/plan.h"

namespace openpcn::cql {

// The type of a function's result, as it follows from its first argument.
enum class ResultRule : std::uint8_t {
    boolean,
    integer,
    decimal,
    string,
    strings,
    date,
    date_time,
    time,
    quantity,
    concept_,
    first_argument,
    element_of_first,
    list_of_first,
    flattened,
    long_integer,
};

struct SystemFunction {
    std::string_view name;
    std::uint8_t arguments_min;
    std::uint8_t arguments_max;
    Operation operation;
    ResultRule result;
};

const SystemFunction* find_system_function(std::string_view name);
std::vector<std::string> system_function_names();

}  // namespace openpcn::cql
