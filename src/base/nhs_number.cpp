#include "base/nhs_number.h"

#include <fmt/format.h>

namespace openpcn {
namespace {

Error invalid(std::string what) {
    return {ErrorKind::invalid, std::move(what), "",
            "Compare it with the patient's letter or record."};
}

}  // namespace

Result<NhsNumber> NhsNumber::parse(std::string_view text) {
    std::uint64_t value = 0;
    int digits = 0;
    int sum = 0;
    int check = 0;
    for (const char c : text) {
        if (c == ' ' || c == '-') continue;
        if (c < '0' || c > '9') return failure(invalid("An NHS number has digits only."));
        if (++digits > 10) break;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
        if (digits < 10) {
            sum += (c - '0') * (11 - digits);
        } else {
            check = c - '0';
        }
    }
    if (digits != 10) return failure(invalid("An NHS number has ten digits."));
    const int expected = (11 - sum % 11) % 11;
    if (expected != check) {
        return failure(invalid("The check digit of this NHS number does not agree."));
    }
    return NhsNumber(value);
}

std::string NhsNumber::reveal_digits() const { return fmt::format("{:010}", value_); }

std::string NhsNumber::reveal() const {
    const std::string digits = reveal_digits();
    return digits.substr(0, 3) + " " + digits.substr(3, 3) + " " + digits.substr(6);
}

std::string NhsNumber::masked() const { return is_synthetic() ? "999 *** ****" : "*** *** ****"; }

}  // namespace openpcn
