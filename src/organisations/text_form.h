// In which form a file comes, before anybody asks what it says: text with its encoding and
// separator, or one of the forms that are not read, which are named with what to do about them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace openpcn::organisations {

class ZipArchive;

// Why bytes of this form are not read: a PDF, a web page, an Excel workbook of before 2007, a
// shapefile, KML, ... None: they may be.
std::optional<Error> unread_form(std::string_view bytes, const std::string& name);
std::optional<Error> unread_archive(const ZipArchive& archive, const std::string& name);

// Text that is no UTF-8 is of the Windows code page, which spreadsheet programs still write.
std::string as_utf8(std::string text);

// What stands between the cells: a comma, or a tab, a semicolon or a bar where the first lines have
// more of those than of commas. The not sign that NHS Choices put there becomes a unit separator in
// the text.
char settle_separator(std::string& text);

}  // namespace openpcn::organisations
