#include "population/cql/text_patterns.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

namespace openpcn::cql {
namespace {

constexpr std::size_t known_max = 1000;
constexpr std::size_t pattern_length_max = 10'000;
constexpr std::int64_t memory_max = 8 << 20;

// RE2 writes \1 where CQL's engines write $1.
std::string rewritten(std::string_view substitution, int groups) {
    std::string text;
    const auto add_literal = [&](char c) {
        if (c == '\\') text += '\\';
        text += c;
    };
    for (std::size_t i = 0; i < substitution.size(); ++i) {
        const char c = substitution[i];
        const bool has_next = i + 1 < substitution.size();
        if (c == '\\' && has_next) {
            add_literal(substitution[++i]);
        } else if (c == '$' && has_next && substitution[i + 1] >= '0' &&
                   substitution[i + 1] <= '9' && substitution[i + 1] - '0' <= groups) {
            text += '\\';
            text += substitution[++i];
        } else {
            add_literal(c);
        }
    }
    return text;
}

}  // namespace

TextPatterns::TextPatterns() = default;
TextPatterns::~TextPatterns() = default;
TextPatterns::TextPatterns(TextPatterns&&) noexcept = default;
TextPatterns& TextPatterns::operator=(TextPatterns&&) noexcept = default;

const re2::RE2& TextPatterns::compiled(std::string_view pattern) {
    const auto found = known_.find(pattern);
    if (found != known_.end()) return *found->second;
    if (known_.size() >= known_max) known_.clear();
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_dot_nl(true);
    options.set_max_mem(memory_max);
    auto made = std::make_unique<re2::RE2>(
        re2::StringPiece(pattern.data(), std::min(pattern.size(), pattern_length_max + 1)),
        options);
    return *known_.emplace(pattern, std::move(made)).first->second;
}

Result<void> TextPatterns::check(std::string_view pattern) {
    const auto refused = [&](std::string why) {
        return failure({ErrorKind::invalid,
                        fmt::format("This is no regular expression: {}.", std::move(why)),
                        "pattern", "Write it as PCRE, without back references and look-around."});
    };
    if (pattern.size() > pattern_length_max)
        return refused(fmt::format("it has more than {} bytes", pattern_length_max));
    const re2::RE2& expression = compiled(pattern);
    if (!expression.ok()) return refused(expression.error());
    return {};
}

bool TextPatterns::matches(std::string_view text, std::string_view pattern) {
    return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), compiled(pattern));
}

std::string TextPatterns::replaced(std::string_view text, std::string_view pattern,
                                   std::string_view substitution) {
    const re2::RE2& expression = compiled(pattern);
    std::string result(text);
    re2::RE2::GlobalReplace(&result, expression,
                            rewritten(substitution, expression.NumberOfCapturingGroups()));
    return result;
}

std::vector<std::string_view> TextPatterns::split(std::string_view text, std::string_view pattern) {
    const re2::RE2& expression = compiled(pattern);
    const re2::StringPiece whole(text.data(), text.size());
    std::vector<std::string_view> parts;
    std::size_t part = 0;
    std::size_t at = 0;
    re2::StringPiece match;
    while (at <= text.size() &&
           expression.Match(whole, at, text.size(), re2::RE2::UNANCHORED, &match, 1)) {
        const auto begin = static_cast<std::size_t>(match.data() - text.data());
        if (match.empty()) {
            // Nothing separates nothing.
            at = begin + 1;
            continue;
        }
        parts.push_back(text.substr(part, begin - part));
        part = at = begin + match.size();
    }
    parts.push_back(text.substr(part));
    return parts;
}

}  // namespace openpcn::cql
