// A CQL library made from a seed: type-correct, of all the forms that rules are written in.
//
// Definitions of many types that use each other, functions, retrieves with value sets, codes and
// lists of codes, queries of every clause, dates of every precision, and null wherever a rule could
// meet it. Each must compile: one that does not is a fault of the compiler or of this writer.
#pragma once

#include <string>

#include "random_choice.h"

namespace openpcn::differential {

std::string make_library(RandomChoice& random);

}  // namespace openpcn::differential
