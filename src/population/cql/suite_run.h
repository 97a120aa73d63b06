// Runs a test of the official suite against this engine, in process: the expression and its
// expected output are two definitions of one library, and their values must be the same.
//
// Numbers count as the same within 1e-8, moments with the same precision, and two ways to write
// one interval (open and closed) as the same, as in the official runner.
#pragma once

#include <string>

#include "population/cql/suite_file.h"

namespace openpcn::cql {

struct SuiteVerdict {
    enum class Outcome {
        passed,
        failed
    };
    Outcome outcome = Outcome::failed;
    std::string actual;  // the value as CQL text, or the first error of the compiler
    std::string expected;
};

SuiteVerdict run_suite_test(const SuiteTest& test);

}  // namespace openpcn::cql
