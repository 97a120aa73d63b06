// All definitions of a content pack, compiled: one graph of nodes in which equal expressions are
// one node, so each is evaluated once per person.
//
// Immutable after compiling, so threads share it. A node without free slots has one value per
// person, which the evaluator keeps; a node with slots belongs to the body of a query.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "population/cql/diagnostic.h"
#include "population/cql/operation.h"
#include "population/cql/type.h"
#include "population/cql/value.h"
#include "population/fhir_model/model.h"
#include "population/terminology/concept_dictionary.h"
#include "population/terminology/text_pool.h"

namespace openpcn::cql {

using NodeIndex = std::uint32_t;
using SlotIndex = std::uint32_t;
inline constexpr NodeIndex no_node = ~NodeIndex{0};
inline constexpr SlotIndex slot_count_max = 64;

struct Node {
    Operation operation = Operation::literal;
    PartialDateTime::Precision precision = PartialDateTime::Precision::none;
    std::uint16_t operand_count = 0;
    std::uint32_t payload = 0;
    std::uint32_t first_operand = 0;
    TypeId type = 0;
    std::uint64_t slots = 0;  // free slots it reads, one bit each
    Span span;                // where it was first written
};

// [Type: code filter]. Filled for all retrieves in one pass over a person's entries.
struct Retrieve {
    records::ResourceType type = records::ResourceType::condition;
    enum class Filter : std::uint8_t {
        none,
        value_set,
        codes
    };
    Filter filter = Filter::none;
    std::uint32_t value_set = 0;  // index into Plan::value_sets
    std::vector<ConceptIndex> codes;
    // Over documents: the plain FHIR class, and the one of meta.profile that its resources need.
    fhir::ClassNumber resource_class = fhir::no_class;
    TextIndex profile = 0;  // 0: all
    // [MedicationRequest: "..."] also finds what refers to a Medication with one of the codes, as
    // the reference translator has it; [MedicationRequest: medication in "..."] does not.
    enum class Reach : std::uint8_t {
        referenced,
        own_codes
    };
    Reach reach = Reach::referenced;
    bool operator==(const Retrieve&) const = default;
};

// What reading an element of a resource means for the record.
struct Property {
    enum class Access : std::uint8_t {
        code,  // Concept of the entry's main code and further codings
        status,
        status_code,
        when,            // DateTime
        period,          // Interval from `when` to the end element
        when_or_period,  // choice of the two: Period where an end was recorded
        value,
        element,            // first element of `path`
        elements,           // List of all elements of `path`
        components,         // List of groups that begin with `path`
        component_element,  // element of `path` within a component
        id,
        type_concepts,  // List of one Concept: Encounter.type
        patient_birth_date,
        patient_gender,
        patient_deceased,
        patient_element,
        part,  // the same entry, seen as one of its parts: dispenseRequest
        // Of documents. `text`: the address of an extension.
        child,
        extension,        // the extension itself, or all of them for a list
        extension_value,  // its value
        modifier_value,   // of a modifier extension
        coded_member,     // the member of list `child` whose codes have `code`
    };
    Access access = Access::code;
    records::ElementPath path = records::ElementPath::none;
    std::string name;
    fhir::ElementName child = 0;
    ConceptIndex code = 0;
    std::string text = {};
    bool operator==(const Property&) const = default;
};

struct QuerySource {
    NodeIndex node = no_node;
    SlotIndex slot = 0;
    std::string alias;
    auto operator<=>(const QuerySource&) const = default;
};

struct QueryRelationship {
    enum class Kind : std::uint8_t {
        with,
        without
    };
    Kind kind = Kind::with;
    QuerySource source;
    NodeIndex such_that = no_node;
    auto operator<=>(const QueryRelationship&) const = default;
};

struct QuerySort {
    NodeIndex by = no_node;  // no_node: the item itself
    enum class Direction : std::uint8_t {
        ascending,
        descending
    };
    Direction direction = Direction::ascending;
    auto operator<=>(const QuerySort&) const = default;
};

struct QueryPlan {
    std::vector<QuerySource> sources;
    std::vector<QuerySource> lets;
    std::vector<QueryRelationship> relationships;
    NodeIndex where = no_node;
    enum class Result : std::uint8_t {
        rows,
        all,
        distinct,
        aggregate
    };
    Result result = Result::rows;
    NodeIndex result_node = no_node;
    NodeIndex start = no_node;  // of an aggregate
    SlotIndex accumulator = 0;
    std::vector<QuerySort> sort;
    SlotIndex sort_slot = 0;
    bool scalar = false;  // no source is a list: the result is one value
    auto operator<=>(const QueryPlan&) const = default;
};

// A definition or function with its text, as explanations show it.
struct Statement {
    std::string library;
    std::string name;
    enum class Kind : std::uint8_t {
        definition,
        function
    };
    Kind kind = Kind::definition;
    Span span;                         // of the whole of it
    std::uint32_t first_clause = ~0u;  // of a definition; a function has a body at every call
};

// A stretch of text and the node it became, for explanations. Clauses of a definition stand one
// after the other, each before those inside it.
struct Clause {
    enum class Kind : std::uint8_t {
        expression,
        reference,  // names the definition `statement`, whose clauses stand elsewhere
        body,       // of the function `statement`, inside the clause that calls it
    };
    Span span;
    NodeIndex node = no_node;
    std::uint32_t end = 0;        // index after the last clause inside
    std::uint32_t statement = 0;  // of a reference or body
    Kind kind = Kind::expression;
};

struct Definition {
    std::string library;
    std::string name;
    NodeIndex node = no_node;
    TypeId type = 0;
    bool is_public = true;
    bool is_boolean = false;
    Span span;  // of the whole definition
};

// A value set as the evaluator tests it: one bit per concept known when the plan was compiled.
struct ValueSetBits {
    std::string name;
    std::string url;
    std::vector<std::uint64_t> bits;
    bool contains(ConceptIndex index) const {
        return index / 64 < bits.size() && ((bits[index / 64] >> (index % 64)) & 1) != 0;
    }
};

// A code system or value set as a value: what a library declares, or an instance names.
struct Vocabulary {
    TypeKind kind = TypeKind::vocabulary;
    std::string id;
    std::string version;
    std::string name;
    bool operator==(const Vocabulary&) const = default;
};

struct ParameterPlan {
    std::string name;
    NodeIndex default_value = no_node;
    TypeId type = 0;
    bool operator==(const ParameterPlan&) const = default;
};

class Plan {
public:
    std::vector<Node> nodes;
    std::vector<NodeIndex> operands;
    std::vector<Value> literals;
    std::vector<Retrieve> retrieves;
    std::vector<Property> properties;
    std::vector<QueryPlan> queries;
    std::vector<ParameterPlan> parameters;
    std::vector<ValueSetBits> value_sets;
    std::vector<Vocabulary> vocabularies;
    // Of each concept map bound to an external function: text by ConceptIndex, empty for none.
    std::vector<std::vector<std::string_view>> external_maps;
    std::vector<Definition> definitions;
    std::vector<Statement> statements;
    std::vector<Clause> clauses;
    std::vector<ConceptIndex> status_codes;  // by records::Status, for clinicalStatus
    TypeTable types;
    std::vector<LibrarySource> sources;
    // Texts that literals and maps point to; a deque does not move them.
    std::deque<std::string> texts;
    std::deque<std::vector<Value>> constant_items;

    std::span<const NodeIndex> operands_of(const Node& node) const {
        return std::span(operands).subspan(node.first_operand, node.operand_count);
    }
    // Index into definitions. `library` may be empty where the name is unique.
    Result<std::size_t> find(std::string_view library, std::string_view name) const;
    std::string_view source_text(Span span) const {
        return std::string_view(sources[span.source].text)
            .substr(span.begin, span.end - span.begin);
    }
};

}  // namespace openpcn::cql
