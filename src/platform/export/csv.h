// A table as CSV after RFC 4180: comma, quotes where needed, CR LF, UTF-8, ISO dates, a point in
// decimals.
//
// A text that a spreadsheet would take for a formula (it begins with = + - @, a tab, or a line end;
// CWE-1236) gets an apostrophe in front. Notes are left out: a CSV file has no place for them.
#pragma once

#include <string>

#include "platform/export/table.h"

namespace openpcn::exporting {

enum class ByteOrderMark {
    none,
    utf8  // without it Excel takes the text for Windows-1252
};

std::string csv_text(const Table& table, ByteOrderMark mark);

}  // namespace openpcn::exporting
