// Where the parser stands in the tokens, with the questions and steps it needs.
#pragma once

#include <fmt/format.h>

#include <initializer_list>

#include "population/cql/parser.h"
#include "population/cql/token.h"

namespace openpcn::cql {

// Thrown inside the parser only, to leave a declaration that cannot be read.
struct ParseFailure {
    Span span;
    std::string message;
};

class TokenCursor {
public:
    explicit TokenCursor(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    const Token& peek(std::size_t ahead = 0) const {
        return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
    }
    Token take() {
        Token token = peek();
        if (at_ + 1 < tokens_.size()) ++at_;
        return token;
    }
    bool at_word(std::string_view word, std::size_t ahead = 0) const {
        const Token& token = peek(ahead);
        return token.kind == TokenKind::word && token.text == word;
    }
    bool at_any_word(std::initializer_list<std::string_view> words, std::size_t ahead = 0) const {
        for (const std::string_view word : words) {
            if (at_word(word, ahead)) return true;
        }
        return false;
    }
    bool at_symbol(std::string_view symbol, std::size_t ahead = 0) const {
        const Token& token = peek(ahead);
        return token.kind == TokenKind::symbol && token.text == symbol;
    }
    bool at_end() const { return peek().kind == TokenKind::end; }
    bool accept_word(std::string_view word) {
        if (!at_word(word)) return false;
        take();
        return true;
    }
    bool accept_symbol(std::string_view symbol) {
        if (!at_symbol(symbol)) return false;
        take();
        return true;
    }
    void expect_word(std::string_view word) {
        if (!accept_word(word))
            fail(fmt::format("Here \"{}\" was expected, not {}.", word, describe()));
    }
    void expect_symbol(std::string_view symbol) {
        if (!accept_symbol(symbol)) {
            fail(fmt::format("Here \"{}\" was expected, not {}.", symbol, describe()));
        }
    }
    std::string expect_string() {
        if (peek().kind != TokenKind::string) {
            fail(fmt::format("Here text in single quotes was expected, not {}.", describe()));
        }
        return take().text;
    }
    [[noreturn]] void fail(std::string message) const {
        throw ParseFailure{peek().span, std::move(message)};
    }
    std::string describe() const {
        return at_end() ? "the end of the text" : fmt::format("\"{}\"", peek().text);
    }

    std::size_t position() const { return at_; }
    void go_to(std::size_t position) { at_ = position; }
    // From the token at `first` to the last one taken.
    Span span_from(std::size_t first) const {
        Span span = tokens_[first].span;
        if (at_ > first) span.end = tokens_[at_ - 1].span.end;
        return span;
    }

private:
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
};

}  // namespace openpcn::cql
