#include "population/cql/token.h"

#include <fmt/format.h>

#include <array>

namespace openpcn::cql {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

void append_utf8(std::string& text, unsigned code) {
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xc0 | (code >> 6));
        text += static_cast<char>(0x80 | (code & 0x3f));
    } else {
        text += static_cast<char>(0xe0 | (code >> 12));
        text += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
        text += static_cast<char>(0x80 | (code & 0x3f));
    }
}

class Lexer {
public:
    Lexer(const LibrarySource& source, std::uint16_t index, std::vector<Diagnostic>& diagnostics)
        : source_(source), text_(source.text), index_(index), diagnostics_(diagnostics) {}

    std::vector<Token> run() {
        if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
        for (skip_blank(); at_ < text_.size(); skip_blank()) read_token();
        push(TokenKind::end, at_, "");
        return std::move(tokens_);
    }

private:
    char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    void push(TokenKind kind, std::size_t from, std::string text) {
        tokens_.push_back(
            {kind,
             std::move(text),
             {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(at_), index_}});
    }

    void complain(std::size_t from, std::string message) {
        diagnostics_.push_back(diagnostic_at(
            source_, {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(from), index_},
            std::move(message)));
    }

    void skip_blank() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                ++at_;
            } else if (text_.compare(at_, 2, "\xc2\xa0") == 0) {
                at_ += 2;  // a no-break space, as pasted from documents
            } else if (c == '/' && peek(1) == '/') {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else if (c == '/' && peek(1) == '*') {
                const auto close = text_.find("*/", at_ + 2);
                if (close == std::string_view::npos) complain(at_, "This comment is not closed.");
                at_ = close == std::string_view::npos ? text_.size() : close + 2;
            } else {
                return;
            }
        }
    }

    void read_token() {
        const std::size_t from = at_;
        const char c = peek();
        if (is_letter(c)) {
            while (is_letter(peek()) || is_digit(peek())) ++at_;
            push(TokenKind::word, from, std::string(text_.substr(from, at_ - from)));
        } else if (is_digit(c)) {
            read_number();
        } else if (c == '\'') {
            read_quoted(TokenKind::string, '\'');
        } else if (c == '"' || c == '`') {
            read_quoted(TokenKind::quoted, c);
        } else if (c == '@') {
            read_date_time();
        } else {
            read_symbol();
        }
    }

    void read_number() {
        const std::size_t from = at_;
        while (is_digit(peek())) ++at_;
        TokenKind kind = TokenKind::integer;
        if (peek() == '.' && is_digit(peek(1))) {
            ++at_;
            while (is_digit(peek())) ++at_;
            kind = TokenKind::decimal;
        }
        const std::string digits(text_.substr(from, at_ - from));
        if (kind == TokenKind::integer && peek() == 'L') {
            ++at_;
            kind = TokenKind::long_integer;
        }
        push(kind, from, digits);
    }

    void read_quoted(TokenKind kind, char quote) {
        const std::size_t from = at_++;
        std::string text;
        while (at_ < text_.size() && peek() != quote) {
            if (peek() != '\\') {
                text += text_[at_++];
                continue;
            }
            read_escape(text);
        }
        if (at_ >= text_.size()) {
            complain(from, fmt::format("This text is not closed with {}.", quote));
        } else {
            ++at_;
        }
        push(kind, from, std::move(text));
    }

    void read_escape(std::string& text) {
        const std::size_t from = at_;
        const char c = peek(1);
        at_ += 2;
        switch (c) {
            case 'n':
                text += '\n';
                return;
            case 'r':
                text += '\r';
                return;
            case 't':
                text += '\t';
                return;
            case 'f':
                text += '\f';
                return;
            case '\\':
            case '\'':
            case '"':
            case '`':
            case '/':
                text += c;
                return;
            case 'u': {
                unsigned code = 0;
                for (int i = 0; i < 4; ++i, ++at_) {
                    const char digit = peek();
                    const int value = is_digit(digit)                ? digit - '0'
                                      : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10
                                      : digit >= 'A' && digit <= 'F' ? digit - 'A' + 10
                                                                     : -1;
                    if (value < 0) return complain(from, "\\u needs four hexadecimal digits.");
                    code = code * 16 + static_cast<unsigned>(value);
                }
                append_utf8(text, code);
                return;
            }
            default:
                complain(from, "This is not an escape that CQL knows.");
        }
    }

    void read_date_time() {
        const std::size_t from = at_++;
        if (peek() == 'T') {
            ++at_;
            const std::size_t start = at_;
            while (is_digit(peek()) || peek() == ':' || (peek() == '.' && is_digit(peek(1)))) ++at_;
            push(TokenKind::time, from, std::string(text_.substr(start, at_ - start)));
            return;
        }
        const std::size_t start = at_;
        while (is_digit(peek()) || (peek() == '-' && is_digit(peek(1)))) ++at_;
        if (peek() == 'T') {
            ++at_;
            while (is_digit(peek()) || peek() == ':' || (peek() == '.' && is_digit(peek(1)))) ++at_;
            if (peek() == 'Z') {
                ++at_;
            } else if ((peek() == '+' || peek() == '-') && is_digit(peek(1)) && is_digit(peek(2)) &&
                       peek(3) == ':') {
                at_ += 6;
                at_ = std::min(at_, text_.size());
            }
        }
        push(TokenKind::date_time, from, std::string(text_.substr(start, at_ - start)));
    }

    void read_symbol() {
        static constexpr std::array<std::string_view, 5> two{"<=", ">=", "!=", "!~", "=>"};
        const std::size_t from = at_;
        for (const std::string_view symbol : two) {
            if (text_.substr(at_, 2) == symbol && symbol != "=>") {
                at_ += 2;
                return push(TokenKind::symbol, from, std::string(symbol));
            }
        }
        static constexpr std::string_view one = "()[]{}<>=~+-*/^&|,.:;%$";
        const char c = text_[at_++];
        if (one.find(c) == std::string_view::npos) {
            while (at_ < text_.size() && (static_cast<unsigned char>(text_[at_]) & 0xc0) == 0x80)
                ++at_;
            return complain(
                from, fmt::format("\"{}\" is not part of CQL.", text_.substr(from, at_ - from)));
        }
        push(TokenKind::symbol, from, std::string(1, c));
    }

    const LibrarySource& source_;
    std::string_view text_;
    std::uint16_t index_;
    std::vector<Diagnostic>& diagnostics_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
};

}  // namespace

std::vector<Token> tokenize(const LibrarySource& source, std::uint16_t source_index,
                            std::vector<Diagnostic>& diagnostics) {
    return Lexer(source, source_index, diagnostics).run();
}

}  // namespace openpcn::cql
