// A value in a form that can be compared with the value of another record.
//
// Entries are named by their keys, since a copy of a record without some entries counts the others
// anew. Two values have the same fingerprint exactly where nobody could tell them apart.
#pragma once

#include <string>

#include "population/cql/value.h"

namespace openpcn::explanations {

std::string fingerprint(const cql::Value& value, const records::PatientRecord& record);

}  // namespace openpcn::explanations
