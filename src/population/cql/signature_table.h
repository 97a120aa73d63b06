// The rows of CQL's operators and functions, in the order of appendix B of the specification.
#pragma once

#include <span>
#include <string_view>

#include "population/cql/operation.h"

namespace openpcn::cql {

struct SignatureRow {
    std::string_view name;
    std::string_view shapes;  // separated by "; ", those that are preferred first
    Operation operation;
};

std::span<const SignatureRow> signature_rows();

}  // namespace openpcn::cql
