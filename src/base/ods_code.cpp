#include "base/ods_code.h"

#include <fmt/format.h>

namespace openpcn {

Result<OdsCode> OdsCode::parse(std::string_view text) {
    std::string code;
    const auto first = text.find_first_not_of(" \t");
    const auto last = text.find_last_not_of(" \t\r");
    if (first != std::string_view::npos) text = text.substr(first, last - first + 1);
    bool valid = text.size() >= 3 && text.size() <= 10;
    for (const char c : text) {
        const bool lower = c >= 'a' && c <= 'z';
        valid = valid && (lower || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
        code.push_back(lower ? static_cast<char>(c - 'a' + 'A') : c);
    }
    if (!valid) {
        return failure({ErrorKind::invalid, fmt::format("\"{}\" is not an ODS code.", text), "",
                        "An ODS code has three to ten letters and digits, for example A81001."});
    }
    return OdsCode(std::move(code));
}

}  // namespace openpcn
