#include "organisations/xml_scanner.h"

#include <array>
#include <charconv>
#include <utility>

namespace openpcn::organisations {
namespace {

constexpr std::string_view space = " \t\r\n";

void append_utf8(std::uint32_t c, std::string& out) {
    const auto byte = [&](std::uint32_t value) { out.push_back(static_cast<char>(value)); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xc0 | c >> 6);
        byte(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        byte(0xe0 | c >> 12);
        byte(0x80 | (c >> 6 & 0x3f));
        byte(0x80 | (c & 0x3f));
    } else if (c < 0x110000) {
        byte(0xf0 | c >> 18);
        byte(0x80 | (c >> 12 & 0x3f));
        byte(0x80 | (c >> 6 & 0x3f));
        byte(0x80 | (c & 0x3f));
    }
}

// The character that `entity` (without & and ;) stands for, appended; false where there is none.
bool append_entity(std::string_view entity, std::string& out) {
    static constexpr std::array<std::pair<std::string_view, char>, 5> named{
        {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
    for (const auto& [name, character] : named) {
        if (entity == name) {
            out.push_back(character);
            return true;
        }
    }
    if (!entity.starts_with("#")) return false;
    entity.remove_prefix(1);
    const bool hex = entity.starts_with("x");
    if (hex) entity.remove_prefix(1);
    std::uint32_t number = 0;
    const auto [end, error] =
        std::from_chars(entity.data(), entity.data() + entity.size(), number, hex ? 16 : 10);
    if (error != std::errc() || end != entity.data() + entity.size()) return false;
    // XML has no character 0, and halves of a pair are none.
    if (number == 0 || (number >= 0xd800 && number < 0xe000)) return false;
    append_utf8(number, out);
    return true;
}

}  // namespace

XmlScanner::Event XmlScanner::next() {
    while (at_ < text_.size()) {
        if (text_[at_] != '<') {
            const auto end = std::min(text_.find('<', at_), text_.size());
            value_ = text_.substr(at_, end - at_);
            at_ = end;
            return Event::text;
        }
        const std::string_view rest = text_.substr(at_);
        const auto pass = [&](std::string_view closing) {
            const auto end = text_.find(closing, at_);
            at_ = end == std::string_view::npos ? text_.size() : end + closing.size();
        };
        if (rest.starts_with("<!--")) {
            pass("-->");
        } else if (rest.starts_with("<?")) {
            pass("?>");
        } else if (rest.starts_with("<!")) {
            pass(">");
        } else {
            return tag();
        }
    }
    return Event::done;
}

XmlScanner::Event XmlScanner::tag() {
    const auto end = text_.find('>', at_);
    if (end == std::string_view::npos) {
        at_ = text_.size();
        return Event::done;
    }
    std::string_view inside = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    Event event = Event::start;
    if (inside.starts_with('/')) {
        event = Event::end;
        inside.remove_prefix(1);
    } else if (inside.ends_with('/')) {
        event = Event::start_empty;
        inside.remove_suffix(1);
    }
    const auto name_end = std::min(inside.find_first_of(space), inside.size());
    name_ = inside.substr(0, name_end);
    attributes_ = inside.substr(name_end);
    if (const auto colon = name_.find(':'); colon != std::string_view::npos)
        name_.remove_prefix(colon + 1);
    return event;
}

std::string_view XmlScanner::attribute(std::string_view name) const {
    std::string_view rest = attributes_;
    for (;;) {
        const auto begin = rest.find_first_not_of(space);
        const auto equals = rest.find('=');
        if (begin == std::string_view::npos || equals == std::string_view::npos || equals < begin)
            return {};
        std::string_view key = rest.substr(begin, equals - begin);
        if (const auto last = key.find_last_not_of(space); last != std::string_view::npos)
            key = key.substr(0, last + 1);
        const auto open = rest.find_first_of("\"'", equals);
        if (open == std::string_view::npos) return {};
        const auto close = rest.find(rest[open], open + 1);
        if (close == std::string_view::npos) return {};
        if (key == name) return rest.substr(open + 1, close - open - 1);
        rest.remove_prefix(close + 1);
    }
}

void XmlScanner::append_decoded(std::string_view text, std::string& out) {
    while (!text.empty()) {
        const auto ampersand = text.find('&');
        out.append(text.substr(0, ampersand));
        if (ampersand == std::string_view::npos) return;
        text.remove_prefix(ampersand);
        const auto semicolon = text.substr(0, 12).find(';');
        if (semicolon != std::string_view::npos &&
            append_entity(text.substr(1, semicolon - 1), out)) {
            text.remove_prefix(semicolon + 1);
        } else {
            out.push_back('&');
            text.remove_prefix(1);
        }
    }
}

}  // namespace openpcn::organisations
