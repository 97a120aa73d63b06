#include "population/cql/text_characters.h"

#include <utf8proc.h>

#include <algorithm>

namespace openpcn::cql {
namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool all_ascii(std::string_view text) { return std::all_of(text.begin(), text.end(), is_ascii); }

char ascii_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string mapped(std::string_view text, utf8proc_int32_t (*map)(utf8proc_int32_t)) {
    std::string result;
    result.reserve(text.size());
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    while (left > 0) {
        utf8proc_int32_t character = 0;
        const utf8proc_ssize_t length = utf8proc_iterate(at, left, &character);
        if (length <= 0) {
            // A byte that is no UTF-8 stays what it is.
            result += static_cast<char>(*at);
            ++at;
            --left;
            continue;
        }
        utf8proc_uint8_t bytes[4];
        const utf8proc_ssize_t written = utf8proc_encode_char(map(character), bytes);
        result.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(written));
        at += length;
        left -= length;
    }
    return result;
}

}  // namespace

std::int64_t character_count(std::string_view text) {
    return static_cast<std::int64_t>(text.size()) -
           std::count_if(text.begin(), text.end(), continues);
}

std::optional<std::size_t> byte_of_character(std::string_view text, std::int64_t character) {
    if (character < 0) return std::nullopt;
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        if (!continues(text[at]) && character-- == 0) return at;
    }
    return character == 0 ? std::optional(text.size()) : std::nullopt;
}

std::size_t character_bytes(std::string_view text, std::size_t byte) {
    std::size_t end = byte + 1;
    while (end < text.size() && continues(text[end])) ++end;
    return std::min(end, text.size()) - byte;
}

std::string upper_case(std::string_view text) {
    if (!all_ascii(text)) return mapped(text, utf8proc_toupper);
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), ascii_upper);
    return result;
}

std::string lower_case(std::string_view text) {
    if (!all_ascii(text)) return mapped(text, utf8proc_tolower);
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), ascii_lower);
    return result;
}

bool equivalent_texts(std::string_view a, std::string_view b) {
    const auto same = [](char x, char y) {
        return ascii_lower(x) == ascii_lower(y) || (blank(x) && blank(y));
    };
    const auto equal_but = [&](std::string_view x, std::string_view y) {
        return std::equal(x.begin(), x.end(), y.begin(), y.end(), same);
    };
    if (equal_but(a, b)) return true;
    if (all_ascii(a) && all_ascii(b)) return false;
    return equal_but(lower_case(a), lower_case(b));
}

}  // namespace openpcn::cql
