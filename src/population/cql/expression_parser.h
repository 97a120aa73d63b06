// Expressions of CQL 1.5: one method per level of the grammar's precedence, loosest first.
#pragma once

#include "population/cql/token_cursor.h"

namespace openpcn::cql {

class ExpressionParser {
public:
    explicit ExpressionParser(TokenCursor& cursor) : cursor_(cursor) {}

    syntax::ExpressionPointer expression();
    syntax::TypeSpecifier type_specifier();
    // A bare or quoted identifier that is not a reserved word.
    std::string identifier(std::string_view what);
    std::string qualified_identifier(std::string_view what);
    std::string element_name();

private:
    using Pointer = syntax::ExpressionPointer;

    Pointer set_level();
    Pointer implies_level();
    Pointer or_level();
    Pointer and_level();
    Pointer membership_level();
    Pointer equality_level();
    Pointer timing_level();
    Pointer inequality_level();
    Pointer between_level();
    Pointer prefix_level();
    Pointer type_level();

    Pointer additive();
    Pointer multiplicative();
    Pointer power();
    Pointer unary_term();
    Pointer word_term();
    Pointer postfix(Pointer target);
    Pointer primary();
    Pointer word_primary();
    Pointer retrieve();
    Pointer related_person();
    // A ratio has two quantities; a plain number takes no ":" with it.
    enum class Ratios : std::uint8_t {
        read,
        left
    };
    Pointer literal_number(Ratios ratios = Ratios::read);
    Pointer interval_selector();
    Pointer list_selector();
    Pointer tuple_or_instance(std::optional<syntax::TypeSpecifier> type);
    Pointer code_selector();
    Pointer concept_selector();
    Pointer expand_or_collapse();
    Pointer conversion();
    Pointer if_expression();
    Pointer case_expression();
    Pointer call_arguments(Pointer call);

    bool starts_query_after(std::size_t ahead) const;
    Pointer query(Pointer first_source, std::size_t first);
    Pointer from_query();
    syntax::AliasedSource aliased_source();
    Pointer query_source();
    void query_clauses(syntax::Query& query);
    Pointer starting_value();
    void sort_clause(syntax::Query& query);

    Pointer timing_phrase(Pointer left, std::size_t first);
    Pointer offset_phrase(std::string& offset_kind);
    std::string relation_phrase(const std::string& properly, std::string& precision);
    std::string before_or_after();
    Pointer within_phrase(Pointer left, std::size_t first, std::string prefix);
    bool at_timing_phrase() const;
    Pointer length_of(std::size_t first);
    Pointer duration_between(std::size_t first, std::string_view operation);

    Pointer make(syntax::Form form, std::size_t first) const;
    Pointer unary(std::string name, Pointer operand, std::size_t first) const;
    Pointer binary(std::string name, Pointer left, Pointer right, std::size_t first) const;
    std::string optional_precision_of();

    TokenCursor& cursor_;
    int depth_ = 0;
};

// "year", "month", ... for "year" or "years"; "" for other words.
std::string_view precision_of(std::string_view word);
bool is_reserved_word(std::string_view word);

}  // namespace openpcn::cql
