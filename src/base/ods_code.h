// The code of an organisation in the Organisation Data Service, such as the practice A81001.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/result.h"

namespace openpcn {

class OdsCode {
public:
    // Three to ten letters and digits; trimmed and upper-cased, as pcn.md section 10.4 asks.
    static Result<OdsCode> parse(std::string_view text);

    const std::string& text() const { return text_; }
    auto operator<=>(const OdsCode&) const = default;

private:
    explicit OdsCode(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace openpcn
