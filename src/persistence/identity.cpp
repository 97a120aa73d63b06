#include "persistence/identity.h"

#include <sodium.h>
#include <utf8proc.h>

#include <cstdlib>
#include <cstring>
#include <memory>

namespace openpcn::persistence {
namespace {

PersonOrigin keyed_hash(const DataDirectory::SecretKey& key, std::string_view kind,
                        std::string_view first, std::string_view second) {
    crypto_generichash_state state;
    PersonOrigin origin;
    crypto_generichash_init(&state, key.data(), key.size(), origin.hash.size());
    for (const std::string_view part : {kind, first, second}) {
        // The length goes first, so that no two different lists of parts are the same bytes.
        const std::uint64_t size = part.size();
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&size),
                                  sizeof size);
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()),
                                  part.size());
    }
    crypto_generichash_final(&state, origin.hash.data(), origin.hash.size());
    return origin;
}

// A year agrees with any day of it.
bool births_disagree(PartialDateTime a, PartialDateTime b) {
    if (!a.has_value() || !b.has_value()) return false;
    const std::string first = a.to_string().substr(0, 10);
    const std::string second = b.to_string().substr(0, 10);
    const std::size_t size = std::min(first.size(), second.size());
    return first.compare(0, size, second, 0, size) != 0;
}

bool words_disagree(std::string_view a, std::string_view b) {
    return !a.empty() && !b.empty() && a != b;
}

std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }

}  // namespace

PersonOrigin origin_of_nhs_number(const DataDirectory::SecretKey& key, std::string_view digits) {
    return keyed_hash(key, "nhs", digits, "");
}

PersonOrigin origin_of_source(const DataDirectory::SecretKey& key, std::string_view ods_code,
                              std::string_view source_id) {
    return keyed_hash(key, "source", ods_code, source_id);
}

records::PersonId person_id(const PersonOrigin& origin, unsigned attempt) {
    std::uint64_t words[2];
    std::memcpy(words, origin.hash.data(), sizeof words);
    const std::uint64_t id = (words[0] + attempt * (words[1] | 1)) & 0x7fff'ffff'ffff'ffffULL;
    return id == 0 ? 1 : id;
}

std::string folded(std::string_view text) {
    utf8proc_uint8_t* raw = nullptr;
    const auto size = utf8proc_map(
        reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
        static_cast<utf8proc_ssize_t>(text.size()), &raw,
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                       UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD));
    if (size < 0) return std::string(text);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> plain(raw, &std::free);
    std::string words;
    for (utf8proc_ssize_t i = 0; i < size; ++i) {
        const unsigned char c = plain.get()[i];
        // O'Brien and OBrien are one name; Smith-Jones has two words.
        if (c == '\'') continue;
        const bool is_letter = c >= 0x80 || std::isalnum(c) != 0;
        if (is_letter) {
            words += static_cast<char>(c);
        } else if (!words.empty() && words.back() != ' ') {
            words += ' ';
        }
    }
    if (!words.empty() && words.back() == ' ') words.pop_back();
    return words;
}

bool are_different_people(const Likeness& a, const Likeness& b) {
    return births_disagree(a.birth, b.birth) && words_disagree(a.folded_family, b.folded_family) &&
           words_disagree(first_word(a.folded_given), first_word(b.folded_given));
}

}  // namespace openpcn::persistence
