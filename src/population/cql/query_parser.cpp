// Queries of ExpressionParser.
#include "population/cql/expression_parser.h"

namespace openpcn::cql {

using syntax::Form;

// An alias is an identifier that is no word of an operator; both may follow an expression.
bool ExpressionParser::starts_query_after(std::size_t ahead) const {
    const Token& token = cursor_.peek(ahead);
    if (token.kind == TokenKind::quoted) return true;
    if (token.kind != TokenKind::word || is_reserved_word(token.text)) return false;
    if (cursor_.at_word("on", ahead) && cursor_.at_word("or", ahead + 1)) return false;
    if (cursor_.at_any_word({"less", "more"}, ahead) && cursor_.at_word("than", ahead + 1))
        return false;
    if (cursor_.at_any_word(
            {"after",    "before",   "code",   "concept", "contains", "display",   "ends",
             "included", "includes", "meets",  "occurs",  "overlaps", "per",       "properly",
             "same",     "starting", "starts", "version", "within",   "codesystem"},
            ahead)) {
        return false;
    }
    return true;
}

ExpressionParser::Pointer ExpressionParser::query_source() {
    const std::size_t first = cursor_.position();
    if (cursor_.at_symbol("[")) return retrieve();
    if (cursor_.accept_symbol("(")) {
        Pointer inner = expression();
        cursor_.expect_symbol(")");
        inner->span = cursor_.span_from(first);
        return inner;
    }
    // A qualified identifier, perhaps a call: its last part is followed by the alias.
    Pointer source = word_primary();
    while (cursor_.at_symbol(".")) {
        cursor_.take();
        auto made = std::make_unique<syntax::Expression>();
        made->name = cursor_.take().text;
        made->form = Form::member;
        made->span = cursor_.span_from(first);
        made->operands.push_back(std::move(source));
        if (cursor_.at_symbol("(")) {
            made->form = Form::call;
            made->has_target = true;
            made = call_arguments(std::move(made));
        }
        source = std::move(made);
    }
    return source;
}

syntax::AliasedSource ExpressionParser::aliased_source() {
    syntax::AliasedSource source;
    source.source = query_source();
    const std::size_t at = cursor_.position();
    source.alias = identifier("an alias for the source of the query");
    source.span = cursor_.span_from(at);
    return source;
}

ExpressionParser::Pointer ExpressionParser::from_query() {
    const std::size_t first = cursor_.position();
    cursor_.expect_word("from");
    auto made = make(Form::query, first);
    made->query = std::make_unique<syntax::Query>();
    do {
        made->query->sources.push_back(aliased_source());
    } while (cursor_.accept_symbol(","));
    query_clauses(*made->query);
    made->span = cursor_.span_from(first);
    return made;
}

ExpressionParser::Pointer ExpressionParser::query(Pointer first_source, std::size_t) {
    auto made = std::make_unique<syntax::Expression>();
    made->form = Form::query;
    made->span = first_source->span;
    made->query = std::make_unique<syntax::Query>();
    const std::size_t at = cursor_.position();
    syntax::AliasedSource source;
    source.source = std::move(first_source);
    source.alias = identifier("an alias for the source of the query");
    source.span = cursor_.span_from(at);
    made->query->sources.push_back(std::move(source));
    query_clauses(*made->query);
    made->span.end = cursor_.span_from(cursor_.position() - 1).end;
    return made;
}

void ExpressionParser::query_clauses(syntax::Query& query) {
    if (cursor_.accept_word("let")) {
        do {
            syntax::LetItem item;
            const std::size_t at = cursor_.position();
            item.name = identifier("a name");
            item.span = cursor_.span_from(at);
            cursor_.expect_symbol(":");
            item.value = expression();
            query.lets.push_back(std::move(item));
        } while (cursor_.accept_symbol(","));
    }
    while (cursor_.at_any_word({"with", "without"})) {
        syntax::Relationship relationship;
        relationship.without = cursor_.take().text == "without";
        relationship.source = aliased_source();
        cursor_.expect_word("such");
        cursor_.expect_word("that");
        relationship.such_that = expression();
        query.relationships.push_back(std::move(relationship));
    }
    if (cursor_.accept_word("where")) query.where = expression();
    if (cursor_.accept_word("aggregate")) {
        query.aggregates = true;
        query.aggregate_distinct = cursor_.accept_word("distinct");
        if (!query.aggregate_distinct) cursor_.accept_word("all");
        query.accumulator = identifier("the name of the result so far");
        if (cursor_.accept_word("starting")) query.start = starting_value();
        cursor_.expect_symbol(":");
        query.result = expression();
    } else if (cursor_.accept_word("return")) {
        query.returns = syntax::Query::Returns::distinct;
        if (cursor_.accept_word("all"))
            query.returns = syntax::Query::Returns::all;
        else
            cursor_.accept_word("distinct");
        query.result = expression();
    }
    if (cursor_.at_word("sort")) sort_clause(query);
}

// A literal, a quantity or an expression in parentheses; what follows it is ":".
ExpressionParser::Pointer ExpressionParser::starting_value() {
    const std::size_t first = cursor_.position();
    const bool negative = cursor_.accept_symbol("-");
    const TokenKind kind = cursor_.peek().kind;
    if (kind != TokenKind::integer && kind != TokenKind::decimal &&
        kind != TokenKind::long_integer) {
        Pointer value = additive();
        return negative ? unary("negate", std::move(value), first) : std::move(value);
    }
    Pointer number = literal_number(Ratios::left);
    if (negative) number->text = fmt::format("-{}", number->text);
    return number;
}

void ExpressionParser::sort_clause(syntax::Query& query) {
    cursor_.expect_word("sort");
    const auto direction = [this] {
        if (cursor_.at_any_word({"desc", "descending"})) {
            cursor_.take();
            return true;
        }
        if (cursor_.at_any_word({"asc", "ascending"})) cursor_.take();
        return false;
    };
    if (!cursor_.accept_word("by")) {
        query.sort.push_back({nullptr, direction()});
        return;
    }
    do {
        syntax::SortItem item;
        item.by = additive();
        item.descending = direction();
        query.sort.push_back(std::move(item));
    } while (cursor_.accept_symbol(","));
}

}  // namespace openpcn::cql
