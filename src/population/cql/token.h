// The words of CQL: lexer tokens of CQL 1.5.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "population/cql/diagnostic.h"

namespace openpcn::cql {

enum class TokenKind : std::uint8_t {
    word,          // identifier or keyword, bare
    quoted,        // "identifier" or `identifier`, unescaped
    string,        // 'text', unescaped
    integer,       // 12
    long_integer,  // 12L
    decimal,       // 12.5
    date_time,     // @2019-01-01T..., text without the @
    time,          // @T10:30, text without the @T
    symbol,        // operators and punctuation
    end,
};

struct Token {
    TokenKind kind = TokenKind::end;
    std::string text;
    Span span;
};

// Splits a library into tokens, comments left out, with an `end` token last. Lexical errors are
// added to `diagnostics`; the rest of the text is still read.
std::vector<Token> tokenize(const LibrarySource& source, std::uint16_t source_index,
                            std::vector<Diagnostic>& diagnostics);

}  // namespace openpcn::cql
