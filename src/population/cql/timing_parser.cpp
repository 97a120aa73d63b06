// Timing phrases of ExpressionParser: "starts 3 days or more before day of end of X" and its kin.
//
// Each becomes a binary expression whose name is the relation; "starts" and "ends" before the
// relation wrap the left side in "start of" and "end of", "start" and "end" behind it the right
// side. An offset is the third operand, its kind the display text: "", "or more", "or less", "less
// than", "more than".
#include "population/cql/expression_parser.h"

namespace openpcn::cql {

using syntax::Form;

bool ExpressionParser::at_timing_phrase() const {
    const Token& token = cursor_.peek();
    if (token.kind == TokenKind::integer || token.kind == TokenKind::decimal) return true;
    if (token.kind != TokenKind::word) return false;
    if (cursor_.at_any_word({"same", "includes", "included", "during", "before", "after", "within",
                             "meets", "overlaps", "starts", "ends", "occurs"})) {
        return true;
    }
    if (cursor_.at_word("on")) return cursor_.at_word("or", 1);
    if (cursor_.at_any_word({"less", "more"})) return cursor_.at_word("than", 1);
    return cursor_.at_word("properly") &&
           cursor_.at_any_word({"includes", "included", "during", "within"}, 1);
}

// "within 3 days of start X".
ExpressionParser::Pointer ExpressionParser::within_phrase(Pointer left, std::size_t first,
                                                          std::string prefix) {
    cursor_.expect_word("within");
    Pointer quantity = literal_number();
    cursor_.expect_word("of");
    std::string boundary;
    if (cursor_.at_any_word({"start", "end"}) && !cursor_.at_word("of", 1))
        boundary = cursor_.take().text;
    const std::size_t right_at = cursor_.position();
    Pointer right = inequality_level();
    if (!boundary.empty()) right = unary(boundary + " of", std::move(right), right_at);
    Pointer made = binary(prefix + "within", std::move(left), std::move(right), first);
    made->operands.push_back(std::move(quantity));
    return made;
}

// "3 days or more", "less than 3 days", before a relation; null where there is none.
ExpressionParser::Pointer ExpressionParser::offset_phrase(std::string& offset_kind) {
    Pointer offset;
    if (cursor_.at_any_word({"less", "more"}) && cursor_.at_word("than", 1)) {
        offset_kind = cursor_.take().text + " than";
        cursor_.take();
        offset = literal_number();
    } else if (cursor_.peek().kind == TokenKind::integer ||
               cursor_.peek().kind == TokenKind::decimal) {
        offset = literal_number();
        if (cursor_.at_word("or") && cursor_.at_any_word({"more", "less"}, 1)) {
            cursor_.take();
            offset_kind = "or " + cursor_.take().text;
        }
    }
    return offset;
}

std::string ExpressionParser::before_or_after() {
    bool on_or = false;
    if (cursor_.at_word("on")) {
        cursor_.take();
        cursor_.expect_word("or");
        on_or = true;
    }
    if (!cursor_.at_any_word({"before", "after"})) {
        cursor_.fail(
            fmt::format("Here \"before\" or \"after\" was expected, not {}.", cursor_.describe()));
    }
    const std::string relation = cursor_.take().text;
    if (cursor_.at_word("or") && cursor_.at_word("on", 1)) {
        cursor_.take();
        cursor_.take();
        on_or = true;
    }
    return on_or ? "same or " + relation : relation;
}

std::string ExpressionParser::relation_phrase(const std::string& properly, std::string& precision) {
    std::string relation;
    if (cursor_.accept_word("same")) {
        if (cursor_.peek().kind == TokenKind::word) precision = precision_of(cursor_.peek().text);
        if (!precision.empty()) cursor_.take();
        if (cursor_.accept_word("or")) {
            relation = "same or " + cursor_.take().text;
            if (relation != "same or before" && relation != "same or after") {
                cursor_.fail("After \"same or\" comes \"before\" or \"after\".");
            }
        } else {
            cursor_.expect_word("as");
            relation = "same as";
        }
    } else if (cursor_.accept_word("includes")) {
        relation = properly + "includes";
    } else if (cursor_.accept_word("during")) {
        relation = properly + "included in";
    } else if (cursor_.at_word("included")) {
        cursor_.take();
        cursor_.expect_word("in");
        relation = properly + "included in";
    } else if (cursor_.at_any_word({"meets", "overlaps"})) {
        relation = cursor_.take().text;
        if (cursor_.at_any_word({"before", "after"})) relation += " " + cursor_.take().text;
    } else {
        relation = before_or_after();
    }
    return relation;
}

ExpressionParser::Pointer ExpressionParser::timing_phrase(Pointer left, std::size_t first) {
    std::string relation;
    std::string precision;
    std::string offset_kind;
    Pointer offset;
    // "starts"/"ends" is a relation of its own when an expression or a precision follows.
    if (cursor_.at_any_word({"starts", "ends", "occurs"})) {
        const std::string word = cursor_.take().text;
        const bool modifies = at_timing_phrase() && !cursor_.at_any_word({"starts", "ends"});
        if (modifies && word != "occurs") {
            left = unary(word == "starts" ? "start of" : "end of", std::move(left), first);
        } else if (!modifies) {
            relation = word;
        }
    }
    const std::string properly = cursor_.accept_word("properly") ? "properly " : "";
    if (cursor_.at_word("within")) return within_phrase(std::move(left), first, properly);
    if (relation.empty()) {
        offset = offset_phrase(offset_kind);
        relation = relation_phrase(properly, precision);
    }
    if (precision.empty()) precision = optional_precision_of();
    std::string boundary;
    if (cursor_.at_any_word({"start", "end"}) && !cursor_.at_word("of", 1))
        boundary = cursor_.take().text;
    const std::size_t right_at = cursor_.position();
    Pointer right = inequality_level();
    if (!boundary.empty()) right = unary(boundary + " of", std::move(right), right_at);
    Pointer made = binary(std::move(relation), std::move(left), std::move(right), first);
    made->precision = std::move(precision);
    made->display = std::move(offset_kind);
    if (offset) made->operands.push_back(std::move(offset));
    return made;
}

}  // namespace openpcn::cql
