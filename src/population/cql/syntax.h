// The syntax tree of a library: what the parser makes of tokens, before names and types are known.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "population/cql/diagnostic.h"

namespace openpcn::cql::syntax {

struct Expression;
using ExpressionPointer = std::unique_ptr<Expression>;

// A type as written: Named "FHIR.Condition" or "Integer", List<...>, Interval<...>, Choice<...>,
// Tuple { name Type, ... }.
struct TypeSpecifier {
    enum class Form {
        named,
        list,
        interval,
        choice,
        tuple
    };
    Form form = Form::named;
    std::string name;                      // with its qualifier: "FHIR.Condition"
    std::vector<TypeSpecifier> arguments;  // element, point, choices, or fields
    std::vector<std::string> field_names;  // of a tuple
    Span span;
};

enum class Form : std::uint8_t {
    null_literal,
    boolean,
    integer,
    long_integer,
    decimal,
    string,
    date_time,
    time,
    quantity,    // text: number; name: unit
    ratio,       // operands: two quantities
    identifier,  // name
    member,      // operands[0] . name
    call,        // name(operands); target first if `has_target`
    index,       // operands[0] [ operands[1] ]
    retrieve,    // name: type; text: code path; operands: codes if there, then, with `flag`, the
                 // person whose data it is
    query,
    unary,    // name: operator; operands[0]
    binary,   // name: operator; precision; operands
    between,  // operands: value, low, high; name "properly" or ""
    if_then,  // operands: condition, then, else
    case_of,  // operands: [comparand], when, then, ..., else; has_comparand
    is_type,
    as_type,
    cast_type,
    convert_type,
    type_extent,
    interval,       // operands: low, high; closed flags
    list,           // operands
    tuple,          // names, operands
    instance,       // type, names, operands
    code,           // text: code; name: code system; display
    concept_,       // operands: codes; text: display
    this_item,      // $this
    total,          // $total
    index_of_item,  // $index
};

struct AliasedSource {
    ExpressionPointer source;
    std::string alias;
    Span span;
};

struct LetItem {
    std::string name;
    ExpressionPointer value;
    Span span;
};

struct Relationship {
    bool without = false;
    AliasedSource source;
    ExpressionPointer such_that;
};

struct SortItem {
    ExpressionPointer by;  // null: the item itself
    bool descending = false;
};

struct Query {
    std::vector<AliasedSource> sources;
    std::vector<LetItem> lets;
    std::vector<Relationship> relationships;
    ExpressionPointer where;
    enum class Returns {
        nothing,
        all,
        distinct
    } returns = Returns::nothing;
    ExpressionPointer result;
    bool aggregates = false;
    bool aggregate_distinct = false;
    std::string accumulator;
    ExpressionPointer start;
    std::vector<SortItem> sort;
};

struct Expression {
    Form form = Form::null_literal;
    Span span;
    std::string name;
    std::string text;
    std::string display;
    std::string precision;  // "day", ... or ""
    bool has_target = false;
    bool flag = false;  // boolean literal's value; has_comparand; `strict`; distinct; related
    bool low_closed = true;
    bool high_closed = true;
    std::vector<std::string> names;
    std::vector<ExpressionPointer> operands;
    std::optional<TypeSpecifier> type;
    std::unique_ptr<Query> query;
};

enum class Access : std::uint8_t {
    public_,
    private_  // to its library
};

struct Parameter {
    std::string name;
    std::optional<TypeSpecifier> type;
    ExpressionPointer default_value;
    Span span;
    Access access = Access::public_;
};

struct Operand {
    std::string name;
    TypeSpecifier type;
};

struct Definition {
    std::string name;
    bool is_private = false;
    bool is_function = false;
    bool is_fluent = false;
    bool is_external = false;
    std::vector<Operand> operands;
    std::optional<TypeSpecifier> result_type;
    std::string context;  // "Patient", "Unfiltered", ...
    ExpressionPointer body;
    Span span;  // of the name
    Span whole;
};

struct ValueSetDeclaration {
    std::string name, id, version;
    Span span;
    Access access = Access::public_;
};
struct CodeSystemDeclaration {
    std::string name, id, version;
    Span span;
    Access access = Access::public_;
};
struct CodeDeclaration {
    std::string name, code, system, display;
    Span span;
    Access access = Access::public_;
};
struct ConceptDeclaration {
    std::string name;
    std::vector<std::string> codes;
    std::string display;
    Span span;
    Access access = Access::public_;
};
struct Include {
    std::string name, version, alias;
    Span span;
};

struct Library {
    std::string name;
    std::string version;
    std::vector<std::string> models;  // "FHIR", "QICore", ... in the order of `using`
    std::vector<Include> includes;
    std::vector<ValueSetDeclaration> value_sets;
    std::vector<CodeSystemDeclaration> code_systems;
    std::vector<CodeDeclaration> codes;
    std::vector<ConceptDeclaration> concepts;
    std::vector<Parameter> parameters;
    std::vector<Definition> definitions;
    // Declared, but in a way that could not be read: what refers to them is not at fault.
    std::vector<std::string> unread;
    std::uint16_t source = 0;
};

}  // namespace openpcn::cql::syntax
