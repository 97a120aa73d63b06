// Dates as English statistics write them: 20190701, 2026-07-01, 01/07/2026, 01Jul2026, 01-Apr-17,
// and the date in a file's name.
#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"

namespace openpcn::organisations {

enum class CellOrigin {
    text_file,
    worksheet  // where a date may also be a serial number of days since 30 December 1899
};

// `invalid` where no form fits or the calendar has no such day. Two-digit years are of this
// century.
Result<Date> parse_published_date(std::string_view text, CellOrigin origin = CellOrigin::text_file);

// "epcn-2022-04-core-partners.csv.gz" is of 2022-04-01: the first of the month where no day stands,
// and of the year where no month stands.
std::optional<Date> date_in_file_name(std::string_view name);

}  // namespace openpcn::organisations
