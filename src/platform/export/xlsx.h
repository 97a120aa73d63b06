// A table as a workbook: one sheet with the rows, one with the notes.
//
// Texts are texts, numbers numbers and dates dates (before 1900, which Excel does not know, ISO
// text); no formula is ever written. Memory does not grow with the rows beyond the answer itself.
#pragma once

#include <string>

#include "base/result.h"
#include "platform/export/table.h"

namespace openpcn::exporting {

// The file's bytes. `unsupported` for more rows or longer texts than a sheet takes, `unavailable`
// where no temporary file can be written.
Result<std::string> xlsx_bytes(const Table& table);

}  // namespace openpcn::exporting
