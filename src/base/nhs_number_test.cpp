#include "base/nhs_number.h"

#include <gtest/gtest.h>

#include <array>
#include <sstream>

namespace openpcn {
namespace {

TEST(NhsNumber, IsAcceptedOnlyIfItsCheckDigitAgrees) {
    struct Case {
        std::string_view text;
        bool accepted;
        std::string_view why;
    };
    for (const auto& [text, accepted, why] : std::to_array<Case>({
             {"943 476 5919", true, "the number on NHS examples: 943476591 has check digit 9"},
             {"401-023-2137", true, "dashes, check digit 7"},
             {"999 000 0018", true, "spaces as printed on letters"},
             {"9990000050", true, "remainder 0 gives check digit 0"},
             {"9990000019", false, "last digit changed"},
             {"9990000000", false, "remainder 1 has no check digit"},
             {"999000001", false, "nine digits"},
             {"99900000188", false, "eleven digits"},
             {"QQ123456C", false, "a National Insurance number"},
             {"", false, "nothing"},
         })) {
        EXPECT_EQ(NhsNumber::parse(text).has_value(), accepted) << why;
    }
}

TEST(NhsNumber, ErrorsDoNotRepeatTheNumber) {
    const auto number = NhsNumber::parse("9990000019");
    EXPECT_EQ(to_string(number.error()).find("999"), std::string::npos);
}

TEST(NhsNumber, IsShownInGroupsAndMaskedForLogs) {
    const auto number = *NhsNumber::parse("9990000018");
    EXPECT_EQ(number.reveal(), "999 000 0018");
    EXPECT_EQ(number.reveal_digits(), "9990000018");
    EXPECT_EQ(number.masked(), "999 *** ****");
    EXPECT_TRUE(number.is_synthetic());
}

template <typename T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };
static_assert(!Printable<NhsNumber>, "a patient's identity must not be printable by accident");

}  // namespace
}  // namespace openpcn
