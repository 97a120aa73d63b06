#include "population/cql/expression_parser.h"

#include <algorithm>
#include <array>

namespace openpcn::cql {

using syntax::Form;

std::string_view precision_of(std::string_view word) {
    static constexpr std::array<std::string_view, 8> names{
        "year", "month", "week", "day", "hour", "minute", "second", "millisecond"};
    for (const std::string_view name : names) {
        if (word == name ||
            (word.size() == name.size() + 1 && word.starts_with(name) && word.back() == 's')) {
            return name;
        }
    }
    return "";
}

bool is_reserved_word(std::string_view word) {
    static constexpr std::array<std::string_view, 66> words{
        "aggregate", "all",      "and",       "as",        "asc",         "ascending",
        "between",   "by",       "called",    "case",      "cast",        "collapse",
        "context",   "convert",  "define",    "desc",      "descending",  "difference",
        "distinct",  "div",      "duration",  "else",      "end",         "except",
        "exists",    "expand",   "false",     "flatten",   "from",        "if",
        "implies",   "in",       "include",   "intersect", "is",          "let",
        "library",   "maximum",  "minimum",   "mod",       "not",         "null",
        "occurs",    "of",       "or",        "parameter", "predecessor", "private",
        "public",    "return",   "singleton", "sort",      "start",       "successor",
        "such",      "that",     "then",      "to",        "true",        "union",
        "using",     "valueset", "when",      "where",     "with",        "without"};
    return std::binary_search(words.begin(), words.end(), word) || word == "xor" ||
           word == "during";
}

ExpressionParser::Pointer ExpressionParser::make(Form form, std::size_t first) const {
    auto expression = std::make_unique<syntax::Expression>();
    expression->form = form;
    expression->span = cursor_.span_from(first);
    return expression;
}

ExpressionParser::Pointer ExpressionParser::unary(std::string name, Pointer operand,
                                                  std::size_t first) const {
    Pointer made = make(Form::unary, first);
    made->name = std::move(name);
    made->operands.push_back(std::move(operand));
    return made;
}

ExpressionParser::Pointer ExpressionParser::binary(std::string name, Pointer left, Pointer right,
                                                   std::size_t first) const {
    Pointer made = make(Form::binary, first);
    made->name = std::move(name);
    made->operands.push_back(std::move(left));
    made->operands.push_back(std::move(right));
    return made;
}

std::string ExpressionParser::identifier(std::string_view what) {
    const Token& token = cursor_.peek();
    if (token.kind == TokenKind::quoted ||
        (token.kind == TokenKind::word && !is_reserved_word(token.text))) {
        return cursor_.take().text;
    }
    cursor_.fail(fmt::format("Here {} was expected, not {}.", what, cursor_.describe()));
}

// Elements may be called by any word: Tuple { code: 1, end: 2 }.
std::string ExpressionParser::element_name() {
    if (cursor_.peek().kind == TokenKind::word) return cursor_.take().text;
    return identifier("the name of an element");
}

std::string ExpressionParser::qualified_identifier(std::string_view what) {
    std::string name = identifier(what);
    while (cursor_.at_symbol(".")) {
        cursor_.take();
        name += "." + identifier(what);
    }
    return name;
}

syntax::TypeSpecifier ExpressionParser::type_specifier() {
    using Specifier = syntax::TypeSpecifier;
    const std::size_t first = cursor_.position();
    Specifier type;
    const bool generic = cursor_.at_symbol("<", 1);
    if (generic && cursor_.at_any_word({"List", "Interval", "Choice"})) {
        const std::string word = cursor_.take().text;
        type.form = word == "List"       ? Specifier::Form::list
                    : word == "Interval" ? Specifier::Form::interval
                                         : Specifier::Form::choice;
        cursor_.take();
        do {
            type.arguments.push_back(type_specifier());
        } while (cursor_.accept_symbol(","));
        cursor_.expect_symbol(">");
    } else if (cursor_.at_word("Tuple") && cursor_.at_symbol("{", 1)) {
        cursor_.take();
        cursor_.take();
        type.form = Specifier::Form::tuple;
        do {
            type.field_names.push_back(element_name());
            type.arguments.push_back(type_specifier());
        } while (cursor_.accept_symbol(","));
        cursor_.expect_symbol("}");
    } else {
        type.name = qualified_identifier("a type");
    }
    type.span = cursor_.span_from(first);
    return type;
}

ExpressionParser::Pointer ExpressionParser::expression() {
    if (++depth_ > nesting_depth_max) {
        cursor_.fail(
            fmt::format("Expressions are nested deeper than {} levels.", nesting_depth_max));
    }
    Pointer made = set_level();
    --depth_;
    return made;
}

ExpressionParser::Pointer ExpressionParser::set_level() {
    const std::size_t first = cursor_.position();
    Pointer left = implies_level();
    while (cursor_.at_symbol("|") || cursor_.at_any_word({"union", "intersect", "except"})) {
        std::string name = cursor_.take().text;
        if (name == "|") name = "union";
        left = binary(std::move(name), std::move(left), implies_level(), first);
        left->span = cursor_.span_from(first);
    }
    return left;
}

ExpressionParser::Pointer ExpressionParser::implies_level() {
    const std::size_t first = cursor_.position();
    Pointer left = or_level();
    while (cursor_.accept_word("implies")) {
        Pointer right = or_level();
        left = binary("implies", std::move(left), std::move(right), first);
    }
    return left;
}

ExpressionParser::Pointer ExpressionParser::or_level() {
    const std::size_t first = cursor_.position();
    Pointer left = and_level();
    while (cursor_.at_any_word({"or", "xor"})) {
        std::string name = cursor_.take().text;
        Pointer right = and_level();
        left = binary(std::move(name), std::move(left), std::move(right), first);
    }
    return left;
}

ExpressionParser::Pointer ExpressionParser::and_level() {
    const std::size_t first = cursor_.position();
    Pointer left = membership_level();
    while (cursor_.accept_word("and")) {
        Pointer right = membership_level();
        left = binary("and", std::move(left), std::move(right), first);
    }
    return left;
}

std::string ExpressionParser::optional_precision_of() {
    const std::string_view precision =
        cursor_.peek().kind == TokenKind::word ? precision_of(cursor_.peek().text) : "";
    if (precision.empty() || !cursor_.at_word("of", 1)) return "";
    cursor_.take();
    cursor_.take();
    return std::string(precision);
}

ExpressionParser::Pointer ExpressionParser::membership_level() {
    const std::size_t first = cursor_.position();
    Pointer left = equality_level();
    while (cursor_.at_any_word({"in", "contains"})) {
        std::string name = cursor_.take().text;
        std::string precision = optional_precision_of();
        Pointer right = equality_level();
        left = binary(std::move(name), std::move(left), std::move(right), first);
        left->precision = std::move(precision);
    }
    return left;
}

ExpressionParser::Pointer ExpressionParser::equality_level() {
    const std::size_t first = cursor_.position();
    Pointer left = timing_level();
    while (cursor_.at_symbol("=") || cursor_.at_symbol("!=") || cursor_.at_symbol("~") ||
           cursor_.at_symbol("!~")) {
        std::string name = cursor_.take().text;
        Pointer right = timing_level();
        left = binary(std::move(name), std::move(left), std::move(right), first);
    }
    return left;
}

ExpressionParser::Pointer ExpressionParser::timing_level() {
    const std::size_t first = cursor_.position();
    Pointer left = inequality_level();
    while (at_timing_phrase()) left = timing_phrase(std::move(left), first);
    return left;
}

ExpressionParser::Pointer ExpressionParser::inequality_level() {
    const std::size_t first = cursor_.position();
    Pointer left = between_level();
    while (cursor_.at_symbol("<") || cursor_.at_symbol("<=") || cursor_.at_symbol(">") ||
           cursor_.at_symbol(">=")) {
        std::string name = cursor_.take().text;
        Pointer right = between_level();
        left = binary(std::move(name), std::move(left), std::move(right), first);
    }
    return left;
}

ExpressionParser::Pointer ExpressionParser::between_level() {
    const std::size_t first = cursor_.position();
    Pointer left = prefix_level();
    const bool properly = cursor_.at_word("properly") && cursor_.at_word("between", 1);
    if (!properly && !cursor_.at_word("between")) return left;
    if (properly) cursor_.take();
    cursor_.take();
    Pointer low = additive();
    cursor_.expect_word("and");
    Pointer high = additive();
    Pointer made = make(Form::between, first);
    made->name = properly ? "properly" : "";
    made->operands.push_back(std::move(left));
    made->operands.push_back(std::move(low));
    made->operands.push_back(std::move(high));
    return made;
}

ExpressionParser::Pointer ExpressionParser::duration_between(std::size_t first,
                                                             std::string_view operation) {
    const std::string precision(precision_of(cursor_.take().text));
    cursor_.expect_word("between");
    Pointer low = additive();
    cursor_.expect_word("and");
    Pointer high = additive();
    Pointer made = binary(std::string(operation), std::move(low), std::move(high), first);
    made->precision = precision;
    return made;
}

ExpressionParser::Pointer ExpressionParser::prefix_level() {
    const std::size_t first = cursor_.position();
    if (++depth_ > nesting_depth_max) cursor_.fail("Expressions are nested too deep.");
    Pointer made;
    if (cursor_.at_any_word({"not", "exists"})) {
        std::string name = cursor_.take().text;
        Pointer operand = prefix_level();
        made = unary(std::move(name), std::move(operand), first);
    } else if (cursor_.at_word("cast")) {
        cursor_.take();
        Pointer operand = additive();
        cursor_.expect_word("as");
        made = make(Form::cast_type, first);
        made->flag = true;
        made->type = type_specifier();
        made->operands.push_back(std::move(operand));
    } else if (cursor_.at_any_word({"duration", "difference"}) && cursor_.at_word("in", 1) &&
               cursor_.at_word("between", 3)) {
        const std::string operation = cursor_.take().text;
        cursor_.take();
        made = duration_between(first, operation);
    } else if (cursor_.peek().kind == TokenKind::word &&
               !precision_of(cursor_.peek().text).empty() && cursor_.at_word("between", 1)) {
        made = duration_between(first, "duration");
    } else {
        made = type_level();
    }
    --depth_;
    made->span = cursor_.span_from(first);
    return made;
}

ExpressionParser::Pointer ExpressionParser::type_level() {
    const std::size_t first = cursor_.position();
    Pointer left = additive();
    for (;;) {
        if (cursor_.at_word("is")) {
            cursor_.take();
            const bool negated = cursor_.accept_word("not");
            if (cursor_.at_any_word({"null", "true", "false"})) {
                left = unary("is " + cursor_.take().text, std::move(left), first);
            } else {
                const std::size_t type_at = cursor_.position();
                Pointer test = make(Form::is_type, type_at);
                test->type = type_specifier();
                test->operands.push_back(std::move(left));
                test->span = cursor_.span_from(first);
                left = std::move(test);
            }
            if (negated) left = unary("not", std::move(left), first);
        } else if (cursor_.accept_word("as")) {
            Pointer made = make(Form::as_type, first);
            made->type = type_specifier();
            made->operands.push_back(std::move(left));
            made->span = cursor_.span_from(first);
            left = std::move(made);
        } else {
            return left;
        }
    }
}

ExpressionParser::Pointer ExpressionParser::additive() {
    const std::size_t first = cursor_.position();
    Pointer left = multiplicative();
    while (cursor_.at_symbol("+") || cursor_.at_symbol("-") || cursor_.at_symbol("&")) {
        std::string name = cursor_.take().text;
        Pointer right = multiplicative();
        left = binary(std::move(name), std::move(left), std::move(right), first);
    }
    return left;
}

ExpressionParser::Pointer ExpressionParser::multiplicative() {
    const std::size_t first = cursor_.position();
    Pointer left = power();
    while (cursor_.at_symbol("*") || cursor_.at_symbol("/") ||
           cursor_.at_any_word({"div", "mod"})) {
        std::string name = cursor_.take().text;
        Pointer right = power();
        left = binary(std::move(name), std::move(left), std::move(right), first);
    }
    return left;
}

ExpressionParser::Pointer ExpressionParser::power() {
    const std::size_t first = cursor_.position();
    Pointer left = unary_term();
    while (cursor_.accept_symbol("^")) {
        Pointer right = unary_term();
        left = binary("^", std::move(left), std::move(right), first);
    }
    return left;
}

ExpressionParser::Pointer ExpressionParser::unary_term() {
    const std::size_t first = cursor_.position();
    if (cursor_.at_symbol("-") || cursor_.at_symbol("+")) {
        const bool negative = cursor_.take().text == "-";
        if (++depth_ > nesting_depth_max) cursor_.fail("Expressions are nested too deep.");
        Pointer operand = unary_term();
        --depth_;
        // The literal -2147483648 and the like: the sign belongs to the number.
        if (negative && operand->span.begin == cursor_.span_from(first).begin + 1 &&
            (operand->form == Form::integer || operand->form == Form::long_integer ||
             operand->form == Form::decimal || operand->form == Form::quantity) &&
            !operand->text.starts_with("-")) {
            operand->text.insert(0, "-");
            operand->span = cursor_.span_from(first);
            return operand;
        }
        return negative ? unary("negate", std::move(operand), first) : std::move(operand);
    }
    return word_term();
}

// "duration in days of X".
ExpressionParser::Pointer ExpressionParser::length_of(std::size_t first) {
    const std::string measure = cursor_.take().text;
    cursor_.take();
    const std::string precision(precision_of(cursor_.take().text));
    cursor_.take();
    Pointer operand = unary_term();
    Pointer made = unary(measure + " of", std::move(operand), first);
    made->precision = precision;
    return made;
}

// Terms that begin with words: "start of X", "day from X", "singleton from X", "distinct X", ...
ExpressionParser::Pointer ExpressionParser::word_term() {
    const std::size_t first = cursor_.position();
    if (cursor_.peek().kind != TokenKind::word) return postfix(primary());
    const std::string word = cursor_.peek().text;
    if (++depth_ > nesting_depth_max) cursor_.fail("Expressions are nested too deep.");
    Pointer made;
    if (cursor_.at_word("of", 1) &&
        cursor_.at_any_word({"start", "end", "width", "successor", "predecessor"})) {
        cursor_.take();
        cursor_.take();
        Pointer operand = unary_term();
        made = unary(word + " of", std::move(operand), first);
    } else if (cursor_.at_any_word({"duration", "difference"}) && cursor_.at_word("in", 1) &&
               cursor_.at_word("of", 3)) {
        made = length_of(first);
    } else if (cursor_.at_word("from", 1) &&
               (cursor_.at_any_word(
                    {"singleton", "point", "date", "time", "timezoneoffset", "timezone"}) ||
                !precision_of(word).empty())) {
        cursor_.take();
        cursor_.take();
        Pointer operand = unary_term();
        made = unary(word + " from", std::move(operand), first);
    } else if (cursor_.at_any_word({"duration", "difference"}) && cursor_.at_word("in", 1) &&
               cursor_.at_word("of", 3)) {
        // "duration in days of X" is that from its start to its end.
        cursor_.take();
        cursor_.take();
        const std::string precision(precision_of(cursor_.take().text));
        cursor_.take();
        Pointer operand = unary_term();
        made = unary(word + " of", std::move(operand), first);
        made->precision = precision;
    } else if (cursor_.at_any_word({"minimum", "maximum"}) &&
               cursor_.peek(1).kind == TokenKind::word) {
        cursor_.take();
        made = make(Form::type_extent, first);
        made->name = word;
        made->type = type_specifier();
    } else if (cursor_.at_any_word({"distinct", "flatten"})) {
        cursor_.take();
        Pointer operand = expression();
        made = unary(word, std::move(operand), first);
    } else if (cursor_.at_any_word({"expand", "collapse"})) {
        made = expand_or_collapse();
    } else if (word == "convert") {
        made = conversion();
    } else if (word == "if") {
        made = if_expression();
    } else if (word == "case") {
        made = case_expression();
    } else {
        made = postfix(primary());
    }
    --depth_;
    made->span = cursor_.span_from(first);
    return made;
}

// "expand X per day", "collapse X per 2 days".
ExpressionParser::Pointer ExpressionParser::expand_or_collapse() {
    const std::size_t first = cursor_.position();
    const std::string word = cursor_.take().text;
    Pointer operand = expression();
    Pointer made = unary(word, std::move(operand), first);
    if (!cursor_.accept_word("per")) return made;
    const std::string_view precision =
        cursor_.peek().kind == TokenKind::word ? precision_of(cursor_.peek().text) : "";
    if (!precision.empty()) {
        cursor_.take();
        made->precision = precision;
    } else {
        made->operands.push_back(additive());
    }
    return made;
}

// "convert X to Integer", "convert X to 'mg'".
ExpressionParser::Pointer ExpressionParser::conversion() {
    const std::size_t first = cursor_.position();
    cursor_.expect_word("convert");
    Pointer operand = expression();
    cursor_.expect_word("to");
    Pointer made = make(Form::convert_type, first);
    made->operands.push_back(std::move(operand));
    if (cursor_.peek().kind == TokenKind::string ||
        (cursor_.peek().kind == TokenKind::word && !precision_of(cursor_.peek().text).empty())) {
        made->text = cursor_.take().text;
    } else {
        made->type = type_specifier();
    }
    return made;
}

ExpressionParser::Pointer ExpressionParser::if_expression() {
    const std::size_t first = cursor_.position();
    cursor_.expect_word("if");
    Pointer condition = expression();
    cursor_.expect_word("then");
    Pointer yes = expression();
    cursor_.expect_word("else");
    Pointer no = expression();
    Pointer made = make(Form::if_then, first);
    made->operands.push_back(std::move(condition));
    made->operands.push_back(std::move(yes));
    made->operands.push_back(std::move(no));
    return made;
}

ExpressionParser::Pointer ExpressionParser::case_expression() {
    const std::size_t first = cursor_.position();
    cursor_.expect_word("case");
    Pointer made = make(Form::case_of, first);
    if (!cursor_.at_word("when")) {
        made->flag = true;
        made->operands.push_back(expression());
    }
    while (cursor_.accept_word("when")) {
        made->operands.push_back(expression());
        cursor_.expect_word("then");
        made->operands.push_back(expression());
    }
    cursor_.expect_word("else");
    made->operands.push_back(expression());
    cursor_.expect_word("end");
    return made;
}

ExpressionParser::Pointer ExpressionParser::call_arguments(Pointer call) {
    cursor_.expect_symbol("(");
    if (!cursor_.at_symbol(")")) {
        do {
            call->operands.push_back(expression());
        } while (cursor_.accept_symbol(","));
    }
    cursor_.expect_symbol(")");
    call->span.end = cursor_.span_from(cursor_.position() - 1).end;
    return call;
}

ExpressionParser::Pointer ExpressionParser::postfix(Pointer target) {
    for (;;) {
        const Span begin = target->span;
        if (cursor_.at_symbol(".")) {
            cursor_.take();
            const Token name = cursor_.peek();
            if (name.kind != TokenKind::word && name.kind != TokenKind::quoted) {
                cursor_.fail(fmt::format("Here a name was expected, not {}.", cursor_.describe()));
            }
            cursor_.take();
            auto made = std::make_unique<syntax::Expression>();
            made->span = begin;
            made->name = name.text;
            made->operands.push_back(std::move(target));
            if (cursor_.at_symbol("(")) {
                made->form = Form::call;
                made->has_target = true;
                made = call_arguments(std::move(made));
            } else {
                made->form = Form::member;
                made->span.end = name.span.end;
            }
            target = std::move(made);
        } else if (cursor_.at_symbol("[")) {
            cursor_.take();
            auto made = std::make_unique<syntax::Expression>();
            made->form = Form::index;
            made->span = begin;
            made->operands.push_back(std::move(target));
            made->operands.push_back(expression());
            cursor_.expect_symbol("]");
            made->span.end = cursor_.span_from(cursor_.position() - 1).end;
            target = std::move(made);
        } else if (starts_query_after(0) &&
                   (target->form == Form::retrieve || target->form == Form::identifier ||
                    target->form == Form::member || target->form == Form::call)) {
            // An alias follows, so what was read is the source of a query.
            return query(std::move(target), cursor_.position());
        } else {
            return target;
        }
    }
}

}  // namespace openpcn::cql
