// An NHS number whose check digit agrees. It identifies a patient, so it cannot be printed by
// accident: there is no operator<<, and no conversion to text but the two named ones.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace openpcn {

class NhsNumber {
public:
    // Ten digits; spaces and dashes between them are allowed, as printed on letters. Weights 10 to
    // 2 on the first nine, check = 11 - (sum mod 11), 11 counts as 0 and 10 is never issued
    // (NHS Data Dictionary). The error does not repeat the number.
    static Result<NhsNumber> parse(std::string_view text);

    // For the screen of somebody who may see this patient: "999 000 0018".
    std::string reveal() const;
    // Ten digits without spaces, for storage and interfaces.
    std::string reveal_digits() const;
    // For logs: "999 *** ****" keeps only whether the range is a test range.
    std::string masked() const;
    // The 999 range is never issued: synthetic people.
    bool is_synthetic() const { return value_ / 10'000'000 == 999; }

    constexpr std::uint64_t value() const { return value_; }
    constexpr auto operator<=>(const NhsNumber&) const = default;

private:
    explicit constexpr NhsNumber(std::uint64_t value) : value_(value) {}
    std::uint64_t value_;
};

}  // namespace openpcn
