#include "population/cql/suite_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace openpcn::cql {
namespace {

constexpr std::size_t depth_max = 32;

struct Tag {
    std::string_view name;
    std::map<std::string, std::string, std::less<>> attributes;
    bool closes = false;  // </name>
    bool empty = false;   // <name/>
};

void append_character(std::string& text, std::uint32_t c) {
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xc0 | (c >> 6));
        text += static_cast<char>(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        text += static_cast<char>(0xe0 | (c >> 12));
        text += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
        text += static_cast<char>(0x80 | (c & 0x3f));
    } else {
        text += static_cast<char>(0xf0 | (c >> 18));
        text += static_cast<char>(0x80 | ((c >> 12) & 0x3f));
        text += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
        text += static_cast<char>(0x80 | (c & 0x3f));
    }
}

// The text with its character references resolved; one that is unknown stays as it is.
std::string resolved(std::string_view text) {
    static constexpr std::pair<std::string_view, char> names[] = {
        {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
    std::string made;
    while (!text.empty()) {
        const std::size_t start = std::min(text.find('&'), text.size());
        made += text.substr(0, start);
        text.remove_prefix(start);
        const std::size_t end = text.find(';');
        if (text.empty()) break;
        const std::string_view name =
            end == std::string_view::npos ? std::string_view{} : text.substr(1, end - 1);
        const auto known =
            std::find_if(std::begin(names), std::end(names),
                         [&](const auto& candidate) { return candidate.first == name; });
        std::uint32_t number = 0;
        const bool hexadecimal = name.starts_with("#x");
        const std::string_view digits =
            name.substr(std::min<std::size_t>(name.size(), hexadecimal ? 2 : 1));
        const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(),
                                                   number, hexadecimal ? 16 : 10);
        if (known != std::end(names)) {
            made += known->second;
        } else if (name.starts_with('#') && error == std::errc() &&
                   stop == digits.data() + digits.size() && number > 0 && number < 0x110000) {
            append_character(made, number);
        } else {
            made += '&';
            text.remove_prefix(1);
            continue;
        }
        text.remove_prefix(end + 1);
    }
    return made;
}

// Walks the elements of a document, one tag at a time.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    int line() const {
        return 1 + static_cast<int>(
                       std::count(text_.begin(), text_.begin() + static_cast<long>(at_), '\n'));
    }

    // The next tag; the character data before it is added to `characters`. Nothing at the end, or
    // where the text is not XML: then failed() says so.
    std::optional<Tag> next(std::string& characters) {
        while (at_ < text_.size()) {
            const std::size_t open = std::min(text_.find('<', at_), text_.size());
            characters += resolved(text_.substr(at_, open - at_));
            at_ = open;
            if (at_ == text_.size()) return std::nullopt;
            if (skip("<!--", "-->", nullptr) || skip("<![CDATA[", "]]>", &characters) ||
                skip("<?", "?>", nullptr)) {
                continue;
            }
            return failed_ ? std::nullopt : tag();
        }
        return std::nullopt;
    }
    bool failed() const { return failed_; }

private:
    bool skip(std::string_view open, std::string_view close, std::string* kept) {
        if (!text_.substr(at_).starts_with(open)) return false;
        const std::size_t end = text_.find(close, at_ + open.size());
        if (end == std::string_view::npos) {
            failed_ = true;
            return false;
        }
        if (kept != nullptr) *kept += text_.substr(at_ + open.size(), end - at_ - open.size());
        at_ = end + close.size();
        return true;
    }

    static bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    void skip_blanks() {
        while (at_ < text_.size() && blank(text_[at_])) ++at_;
    }
    std::string_view word() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && !blank(text_[at_]) && text_[at_] != '>' && text_[at_] != '/' &&
               text_[at_] != '=') {
            ++at_;
        }
        return text_.substr(begin, at_ - begin);
    }
    bool take(char c) {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    std::optional<Tag> broken() {
        failed_ = true;
        return std::nullopt;
    }

    std::optional<Tag> tag() {
        Tag tag;
        ++at_;
        tag.closes = take('/');
        tag.name = word();
        if (tag.name.empty()) return broken();
        while (true) {
            skip_blanks();
            if (take('>')) return tag;
            if (take('/')) {
                tag.empty = true;
                if (!take('>')) return broken();
                return tag;
            }
            const std::string_view name = word();
            skip_blanks();
            if (name.empty() || !take('=')) return broken();
            skip_blanks();
            const char quote = at_ < text_.size() ? text_[at_] : '\0';
            if (quote != '"' && quote != '\'') return broken();
            const std::size_t end = text_.find(quote, at_ + 1);
            if (end == std::string_view::npos) return broken();
            tag.attributes.emplace(name, resolved(text_.substr(at_ + 1, end - at_ - 1)));
            at_ = end + 1;
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool failed_ = false;
};

std::string attribute(const Tag& tag, std::string_view name) {
    const auto found = tag.attributes.find(name);
    return found == tag.attributes.end() ? "" : found->second;
}

SuiteTest::Invalid invalid_named(std::string_view name) {
    if (name == "true") return SuiteTest::Invalid::anywhere;
    if (name == "semantic") return SuiteTest::Invalid::compiling;
    if (name == "syntax") return SuiteTest::Invalid::parsing;
    return SuiteTest::Invalid::no;
}

}  // namespace

Result<SuiteFile> parse_suite_file(std::string_view text, std::string_view file) {
    Reader reader(text);
    SuiteFile suite;
    std::vector<std::string_view> open;
    std::string group;
    std::string characters;
    const auto fail = [&](std::string_view what) {
        return failure({ErrorKind::invalid,
                        fmt::format("This is not a file of CQL tests: {}.", what),
                        fmt::format("{}, line {}", file, reader.line()),
                        "Compare it with testSchema.xsd of the official CQL tests."});
    };
    while (const auto tag = reader.next(characters)) {
        if (tag->closes) {
            if (open.empty() || open.back() != tag->name)
                return fail("a closing tag has no opening one");
            open.pop_back();
            const bool in_test = !suite.tests.empty();
            if (in_test && tag->name == "expression") suite.tests.back().expression = characters;
            if (in_test && tag->name == "output") suite.tests.back().outputs.push_back(characters);
            characters.clear();
            continue;
        }
        if (open.empty() && tag->name != "tests") return fail("it does not begin with <tests>");
        if (tag->name == "tests") suite.name = attribute(*tag, "name");
        if (tag->name == "group") group = attribute(*tag, "name");
        if (tag->name == "test") {
            suite.tests.push_back({group, attribute(*tag, "name"), "", {}, {}, reader.line()});
        }
        if (tag->name == "expression" && !suite.tests.empty())
            suite.tests.back().invalid = invalid_named(attribute(*tag, "invalid"));
        characters.clear();
        if (!tag->empty) open.push_back(tag->name);
        if (open.size() > depth_max) return fail("its elements are nested too deep");
    }
    if (reader.failed()) return fail("it is not well-formed XML");
    if (!open.empty()) return fail("it ends in the middle of an element");
    if (suite.name.empty() && suite.tests.empty()) return fail("it has no tests");
    return suite;
}

}  // namespace openpcn::cql
