// A directory of partners as CSV: read from what councils and voluntary groups keep in
// spreadsheets, and written so that it can be read again.
//
// The columns are in docs/guides/partners.md. A row is one service of a partner; rows of the same
// organisation (code, or name and kind) become one entry.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "partners/partner.h"

namespace openpcn::partners {

struct DirectoryReject {
    std::uint64_t line = 0;
    std::string reason;
    std::string original;  // the row as it came
};

struct DirectoryFile {
    std::vector<Partner> partners;  // in the order of their first rows
    std::vector<DirectoryReject> rejects;
    std::uint64_t rows = 0;  // below the headings
};

// `today` is the first day of entries whose row has none. `invalid` where the headings lack "name"
// or "kind", or name a column that is not known. A row that cannot be taken is a reject.
Result<DirectoryFile> read_directory_file(std::string text, std::string_view file,
                                          const Catalogue& catalogue, Date today);

// Headings, then a row for each service, and one for a partner without services. Further sites and
// contacts stand in rows of their own.
const std::vector<std::string>& directory_columns();
std::vector<std::vector<std::string>> directory_rows(std::span<const Partner> partners);

}  // namespace openpcn::partners
