// One person's record across practices.
//
// Each practice sends its own record of a person, and practices hold copies of each other's entries
// after a move. The union has every entry once: where two practices hold exactly the same (type,
// code, time, value and unit), the home practice's stays, or else that of the practice first in the
// list. Demographics and the Patient entry are the home practice's.
#pragma once

#include <span>
#include <vector>

#include "population/records/record.h"

namespace openpcn::records {

// `parts`: at least one record of the same person; the first is the home practice's. The header's
// practice becomes `home`.
std::vector<std::byte> unite_records(std::span<const PatientRecord> parts, PracticeIndex home);

}  // namespace openpcn::records
