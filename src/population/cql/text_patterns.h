// Regular expressions of Matches, ReplaceMatches and SplitOnMatches, read once each and matched in
// time linear in the text, whatever the pattern (RE2).
//
// The dialect is RE2's, which is PCRE without back references and look-around. A dot matches a line
// break too; ^ and $ are the ends of the text ("single line mode"). Of one thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace re2 {
class RE2;
}

namespace openpcn::cql {

class TextPatterns {
public:
    TextPatterns();
    ~TextPatterns();
    TextPatterns(TextPatterns&&) noexcept;
    TextPatterns& operator=(TextPatterns&&) noexcept;

    // `invalid` for a pattern that cannot be read, with what is wrong about it.
    Result<void> check(std::string_view pattern);

    // Whether the whole text matches; only for patterns that check() takes, as below.
    bool matches(std::string_view text, std::string_view pattern);
    // In the substitution $1 is what the first group matched, and \$ a dollar sign.
    std::string replaced(std::string_view text, std::string_view pattern,
                         std::string_view substitution);
    // The parts between the matches, views of `text`.
    std::vector<std::string_view> split(std::string_view text, std::string_view pattern);

private:
    const re2::RE2& compiled(std::string_view pattern);

    std::map<std::string, std::unique_ptr<re2::RE2>, std::less<>> known_;
};

}  // namespace openpcn::cql
