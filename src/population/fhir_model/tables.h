// The texts of the tables, embedded by cmake/EmbedTables.cmake.
#pragma once

#include <string_view>

namespace openpcn::fhir {

extern const std::string_view fhir_table;
extern const std::string_view qicore_table;
extern const std::string_view uscore_table;

}  // namespace openpcn::fhir
