// Texts as CQL counts them: by Unicode characters, not by bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace openpcn::cql {

std::int64_t character_count(std::string_view text);
// The byte where the character of this number begins; the end of the text for its length. Nothing
// beyond.
std::optional<std::size_t> byte_of_character(std::string_view text, std::int64_t character);
// The bytes of the character that begins at `byte`.
std::size_t character_bytes(std::string_view text, std::size_t byte);

std::string upper_case(std::string_view text);
std::string lower_case(std::string_view text);
// Equal but for case and the kind of white space.
bool equivalent_texts(std::string_view a, std::string_view b);

}  // namespace openpcn::cql
