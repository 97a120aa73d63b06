// The primaries of ExpressionParser: literals, selectors, retrieves, names.
#include "population/cql/expression_parser.h"

namespace openpcn::cql {

using syntax::Form;

ExpressionParser::Pointer ExpressionParser::primary() {
    const std::size_t first = cursor_.position();
    const Token& token = cursor_.peek();
    switch (token.kind) {
        case TokenKind::integer:
        case TokenKind::long_integer:
        case TokenKind::decimal:
            return literal_number();
        case TokenKind::string:
        case TokenKind::date_time:
        case TokenKind::time: {
            const Form form = token.kind == TokenKind::string ? Form::string
                              : token.kind == TokenKind::time ? Form::time
                                                              : Form::date_time;
            std::string text = cursor_.take().text;
            Pointer made = make(form, first);
            made->text = std::move(text);
            return made;
        }
        case TokenKind::quoted:
        case TokenKind::word:
            return word_primary();
        case TokenKind::symbol:
            break;
        case TokenKind::end:
            cursor_.fail("The text ends where an expression was expected.");
    }
    if (cursor_.at_symbol("(")) {
        cursor_.take();
        Pointer inner = expression();
        cursor_.expect_symbol(")");
        inner->span = cursor_.span_from(first);
        if (starts_query_after(0)) return query(std::move(inner), first);
        return inner;
    }
    if (cursor_.at_symbol("[")) return retrieve();
    if (cursor_.at_symbol("{")) {
        // The word Tuple may be left out.
        const TokenKind next = cursor_.peek(1).kind;
        const bool is_tuple =
            (next == TokenKind::word || next == TokenKind::quoted) && cursor_.at_symbol(":", 2);
        if (is_tuple || (cursor_.at_symbol(":", 1) && cursor_.at_symbol("}", 2)))
            return tuple_or_instance(std::nullopt);
        return list_selector();
    }
    if (cursor_.at_symbol("$")) {
        cursor_.take();
        const std::string name = cursor_.take().text;
        if (name == "this") return make(Form::this_item, first);
        if (name == "total") return make(Form::total, first);
        if (name == "index") return make(Form::index_of_item, first);
        cursor_.fail("CQL has $this, $total and $index only.");
    }
    cursor_.fail(fmt::format("Here an expression was expected, not {}.", cursor_.describe()));
}

ExpressionParser::Pointer ExpressionParser::literal_number(Ratios ratios) {
    const std::size_t first = cursor_.position();
    const Token number = cursor_.take();
    Form form = number.kind == TokenKind::integer   ? Form::integer
                : number.kind == TokenKind::decimal ? Form::decimal
                                                    : Form::long_integer;
    std::string unit;
    const Token& next = cursor_.peek();
    if (next.kind == TokenKind::string) {
        form = Form::quantity;
        unit = cursor_.take().text;
    } else if (next.kind == TokenKind::word && !precision_of(next.text).empty() &&
               !cursor_.at_word("between", 1)) {
        form = Form::quantity;
        unit = cursor_.take().text;
    }
    Pointer made = make(form, first);
    made->text = number.text;
    made->name = unit;
    const TokenKind after = cursor_.peek(1).kind;
    if (ratios == Ratios::left || form == Form::long_integer || !cursor_.at_symbol(":") ||
        (after != TokenKind::integer && after != TokenKind::decimal)) {
        return made;
    }
    cursor_.take();
    Pointer denominator = literal_number(Ratios::left);
    made->form = Form::quantity;
    denominator->form = Form::quantity;
    Pointer ratio = make(Form::ratio, first);
    ratio->operands.push_back(std::move(made));
    ratio->operands.push_back(std::move(denominator));
    return ratio;
}

ExpressionParser::Pointer ExpressionParser::word_primary() {
    const std::size_t first = cursor_.position();
    const Token token = cursor_.peek();
    if (token.kind == TokenKind::word) {
        if (token.text == "null" || token.text == "true" || token.text == "false") {
            cursor_.take();
            Pointer made = make(token.text == "null" ? Form::null_literal : Form::boolean, first);
            made->flag = token.text == "true";
            return made;
        }
        if (token.text == "Interval" && (cursor_.at_symbol("[", 1) || cursor_.at_symbol("(", 1))) {
            return interval_selector();
        }
        if (token.text == "List" && (cursor_.at_symbol("<", 1) || cursor_.at_symbol("{", 1))) {
            return list_selector();
        }
        if (token.text == "Tuple" && cursor_.at_symbol("{", 1)) {
            cursor_.take();
            return tuple_or_instance(std::nullopt);
        }
        if (token.text == "Code" && cursor_.peek(1).kind == TokenKind::string)
            return code_selector();
        if (token.text == "Concept" && cursor_.at_symbol("{", 1) && cursor_.at_word("Code", 2)) {
            return concept_selector();
        }
        if (token.text == "from") return from_query();
        if (is_reserved_word(token.text)) {
            cursor_.fail(fmt::format("Here an expression was expected, not \"{}\".", token.text));
        }
    }
    // An instance selector: FHIR.Quantity { value: 1 }.
    std::size_t ahead = 1;
    while (cursor_.at_symbol(".", ahead)) ahead += 2;
    if (cursor_.at_symbol("{", ahead) && token.kind == TokenKind::word && token.text != "with") {
        syntax::TypeSpecifier type = type_specifier();
        return tuple_or_instance(std::move(type));
    }
    cursor_.take();
    Pointer made = make(Form::identifier, first);
    made->name = token.text;
    if (!cursor_.at_symbol("(")) return made;
    made->form = Form::call;
    return call_arguments(std::move(made));
}

ExpressionParser::Pointer ExpressionParser::retrieve() {
    const std::size_t first = cursor_.position();
    cursor_.expect_symbol("[");
    // How many tokens a name with its qualifiers takes; 0 where there is none.
    const auto name_length = [&] {
        std::size_t ahead = 0;
        const auto at_name = [&] {
            const TokenKind kind = cursor_.peek(ahead).kind;
            return kind == TokenKind::word || kind == TokenKind::quoted;
        };
        while (at_name() && cursor_.at_symbol(".", ahead + 1)) ahead += 2;
        return at_name() ? ahead + 1 : 0;
    };
    Pointer person;
    if (const std::size_t length = name_length();
        length > 0 && cursor_.at_symbol("-", length) && cursor_.at_symbol(">", length + 1)) {
        // A related context: ["Mother" -> Condition].
        person = related_person();
        cursor_.take();
        cursor_.take();
    }
    std::string name = qualified_identifier("a type to retrieve");
    std::string path;
    std::string comparator;
    Pointer codes;
    if (cursor_.accept_symbol(":")) {
        // A path with its comparator, or codes: only the word behind it tells.
        const std::size_t length = name_length();
        const bool has_path =
            length > 0 && (cursor_.at_word("in", length) || cursor_.at_symbol("~", length) ||
                           cursor_.at_symbol("=", length));
        if (has_path) {
            path = element_name();
            while (cursor_.accept_symbol(".")) path += "." + element_name();
            comparator = cursor_.take().text;
        }
        codes = expression();
    }
    cursor_.expect_symbol("]");
    Pointer made = make(Form::retrieve, first);
    made->name = std::move(name);
    made->text = std::move(path);
    made->display = std::move(comparator);
    made->flag = person != nullptr;
    if (codes) made->operands.push_back(std::move(codes));
    if (person) made->operands.push_back(std::move(person));
    return made;
}

// The name of a definition, of this library or an included one.
ExpressionParser::Pointer ExpressionParser::related_person() {
    const std::size_t first = cursor_.position();
    Pointer made = make(Form::identifier, first);
    made->name = cursor_.take().text;
    while (cursor_.accept_symbol(".")) {
        Pointer member = make(Form::member, first);
        member->name = cursor_.take().text;
        member->span = cursor_.span_from(first);
        member->operands.push_back(std::move(made));
        made = std::move(member);
    }
    return made;
}

ExpressionParser::Pointer ExpressionParser::interval_selector() {
    const std::size_t first = cursor_.position();
    cursor_.take();
    const bool low_closed = cursor_.take().text == "[";
    Pointer low = expression();
    cursor_.expect_symbol(",");
    Pointer high = expression();
    const bool high_closed = cursor_.at_symbol("]");
    if (!high_closed)
        cursor_.expect_symbol(")");
    else
        cursor_.take();
    Pointer made = make(Form::interval, first);
    made->low_closed = low_closed;
    made->high_closed = high_closed;
    made->operands.push_back(std::move(low));
    made->operands.push_back(std::move(high));
    return made;
}

ExpressionParser::Pointer ExpressionParser::list_selector() {
    const std::size_t first = cursor_.position();
    std::optional<syntax::TypeSpecifier> element;
    if (cursor_.accept_word("List") && cursor_.accept_symbol("<")) {
        element = type_specifier();
        cursor_.expect_symbol(">");
    }
    cursor_.expect_symbol("{");
    std::vector<Pointer> items;
    if (!cursor_.at_symbol("}")) {
        do {
            items.push_back(expression());
        } while (cursor_.accept_symbol(","));
    }
    cursor_.expect_symbol("}");
    Pointer made = make(Form::list, first);
    made->type = std::move(element);
    made->operands = std::move(items);
    return made;
}

ExpressionParser::Pointer ExpressionParser::tuple_or_instance(
    std::optional<syntax::TypeSpecifier> type) {
    const std::size_t first = cursor_.position();
    cursor_.expect_symbol("{");
    Pointer made = make(type ? Form::instance : Form::tuple, first);
    if (cursor_.at_symbol(":")) {
        cursor_.take();
    } else if (!cursor_.at_symbol("}")) {
        do {
            made->names.push_back(element_name());
            cursor_.expect_symbol(":");
            made->operands.push_back(expression());
        } while (cursor_.accept_symbol(","));
    }
    cursor_.expect_symbol("}");
    made->span = cursor_.span_from(first);
    made->type = std::move(type);
    return made;
}

ExpressionParser::Pointer ExpressionParser::code_selector() {
    const std::size_t first = cursor_.position();
    cursor_.expect_word("Code");
    std::string code = cursor_.expect_string();
    cursor_.expect_word("from");
    std::string system = qualified_identifier("a code system");
    std::string display;
    if (cursor_.accept_word("display")) display = cursor_.expect_string();
    Pointer made = make(Form::code, first);
    made->text = std::move(code);
    made->name = std::move(system);
    made->display = std::move(display);
    return made;
}

ExpressionParser::Pointer ExpressionParser::concept_selector() {
    const std::size_t first = cursor_.position();
    cursor_.expect_word("Concept");
    cursor_.expect_symbol("{");
    std::vector<Pointer> codes;
    do {
        codes.push_back(code_selector());
    } while (cursor_.accept_symbol(","));
    cursor_.expect_symbol("}");
    std::string display;
    if (cursor_.accept_word("display")) display = cursor_.expect_string();
    Pointer made = make(Form::concept_, first);
    made->operands = std::move(codes);
    made->display = std::move(display);
    return made;
}

}  // namespace openpcn::cql
