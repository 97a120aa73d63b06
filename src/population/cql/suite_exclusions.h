// The official tests that are wrong in themselves, each with the clause of the specification that
// says so. They count as skipped. A test that an implementation can sensibly pass is never here.
#pragma once

#include <span>
#include <string_view>

#include "population/cql/suite_file.h"

namespace openpcn::cql {

struct SuiteExclusion {
    std::string_view suite;
    std::string_view group;
    std::string_view test;
    std::string_view clause;  // of CQL 1.5.3, with what it says
};

std::span<const SuiteExclusion> suite_exclusions();

// The exclusion of `test`, or null.
const SuiteExclusion* find_exclusion(std::string_view suite, const SuiteTest& test);

}  // namespace openpcn::cql
