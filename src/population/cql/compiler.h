// The compiler's state: parsed libraries, their names, the scope, and the plan being built.
// Internal to compile.cpp and its companions; the door is compile.h.
#pragma once

#include <algorithm>
#include <map>
#include <set>

#include "population/cql/clause_recorder.h"
#include "population/cql/compile.h"
#include "population/cql/plan_builder.h"
#include "population/cql/syntax.h"

namespace openpcn::cql {

// What a name inside an expression stands for.
struct Binding {
    std::string name;
    Typed value;
};

struct LibraryNames {
    const syntax::Library* syntax = nullptr;
    std::map<std::string, std::vector<const syntax::Definition*>, std::less<>> definitions;
    std::map<std::string, const syntax::ValueSetDeclaration*, std::less<>> value_sets;
    std::map<std::string, const syntax::CodeSystemDeclaration*, std::less<>> code_systems;
    std::map<std::string, const syntax::CodeDeclaration*, std::less<>> codes;
    std::map<std::string, const syntax::ConceptDeclaration*, std::less<>> concepts;
    std::map<std::string, const syntax::Parameter*, std::less<>> parameters;
    std::map<std::string, const LibraryNames*, std::less<>> includes;  // by alias; null: built in
    std::vector<std::string> all_names() const;
    bool is_private(std::string_view name) const;
    // Whether it is declared in a way that could not be read, which is an error already.
    bool is_unread(std::string_view name) const {
        return std::ranges::find(syntax->unread, name) != syntax->unread.end();
    }
};

// Whom a definition is about.
enum class Context {
    patient,
    unfiltered  // everybody: its retrieves find the data of all people
};
inline Context context_of(const syntax::Definition& item) {
    return item.context == "Unfiltered" ? Context::unfiltered : Context::patient;
}
inline constexpr std::string_view one_record_at_a_time =
    "Rules over practices' records are asked of one person at a time and see nobody else's data.";

enum class CallForm {
    plain,
    fluent  // x.f(y): only functions that are declared so
};

class Compiler {
public:
    Compiler(const CompileInput& input, Plan& plan)
        : input_(input), plan_(plan), builder_(plan), clauses_(plan) {}
    std::vector<Diagnostic> run();
    // Of a compiler whose run() is over, and which this uses up: what nothing refers to in the
    // library that is compiled, so that none of its errors stays hidden. Compiled with a plan of
    // its own, as nobody asks for it.
    std::vector<Diagnostic> check_unused(Compiler&& compiled);

private:
    using Expression = syntax::Expression;

    // Declarations (compile.cpp)
    void parse_all();
    static std::string name_of(const syntax::Library& library);
    const LibraryNames* names_of(const syntax::Library& library) const;
    void collect_names();
    void connect_includes();
    void compile_definitions();
    void check_function(const LibraryNames& names, const syntax::Definition& function);
    void compile_definition(const LibraryNames& names, const syntax::Definition& item);
    bool is_root(const std::string& library, const syntax::Definition& item) const;
    Typed definition(const LibraryNames& library, const syntax::Definition& definition);
    std::uint32_t statement_of(const LibraryNames& library, const syntax::Definition& item);
    TypeId type_of(const syntax::TypeSpecifier& type);
    // As the library writes it where the function stands, not where it is called.
    TypeId operand_type(const LibraryNames& library, const syntax::Operand& operand);
    void prepare_status_codes();
    Typed for_everybody(const syntax::Definition& item, Typed made, Span span);
    void need_one_person(std::string_view what, Span span);

    // Names and calls (compile_names.cpp)
    Typed identifier(const Expression& expression);
    std::optional<Typed> library_name(const LibraryNames& library, std::string_view name,
                                      Span span);
    Typed declared_concept(const LibraryNames& library, const syntax::ConceptDeclaration& item,
                           Span span);
    Typed parameter(const LibraryNames& library, const syntax::Parameter& item, Span span);
    Typed member(const Expression& expression);
    Typed element_of(Typed target, std::string_view name, Span span);
    std::optional<Typed> find_element(Typed target, std::string_view name, Span span);
    std::optional<Typed> interval_element(Typed target, std::string_view name, Span span);
    std::optional<Typed> choice_element(Typed target, std::string_view name, Span span);
    std::optional<Typed> comparator_of(Typed quantity, Span span);
    Typed each_element(Typed list, std::string_view name, Span span);
    Typed call(const Expression& expression);
    std::optional<Typed> user_call(const LibraryNames& library, std::string_view name,
                                   std::span<const Typed> arguments, Span span, CallForm form);
    Typed as_operand(Typed argument, TypeId declared, Span span);
    Typed inline_function(const LibraryNames& library, const syntax::Definition& function,
                          std::span<const Typed> arguments, Span span);
    Typed external_function(const syntax::Definition& function, std::span<const Typed> arguments,
                            Span span);

    // Operators and functions of CQL itself (compile_calls.cpp). `places` are where the arguments
    // stand, as far as that is known.
    Typed apply(std::string_view name, std::span<const Typed> arguments,
                std::span<const Span> places, PlanBuilder::Details details, Span span);
    Typed apply(std::string_view name, std::initializer_list<Typed> arguments, Span span);
    bool mixes(TypeId given, TypeId wanted) const;
    Typed converted(Typed value, TypeId wanted, Span span);
    Typed expanded_value_set(Typed value, Span span);
    bool is_retyped(TypeId given, TypeId wanted) const;
    Typed system_call(std::string_view name, std::span<const Typed> arguments,
                      std::span<const Span> places, Span span);
    Typed age_call(std::string_view name, std::span<const Typed> arguments, Span span);

    // Expressions (compile_expressions.cpp)
    Typed expression(const Expression& expression);
    Typed expression_by_form(const Expression& expression);
    Typed literal(const Expression& expression);
    Typed quantity_literal(const Expression& expression);
    Typed selector(const Expression& expression);
    Typed interval(Typed low, Typed high, TypeId point, std::uint32_t closed, Span span);
    class Instance;
    Typed instance(const Expression& expression);
    Typed quantity_instance(Instance& instance, Span span);
    Typed code_instance(Instance& instance, Span span);
    Typed vocabulary_instance(Instance& instance, TypeKind type, Span span);
    Typed vocabulary(Vocabulary made, Span span);
    Typed retrieve(const Expression& expression);
    std::optional<Typed> person_of_retrieve(const Expression& expression);
    Typed conditional(const Expression& expression);
    Typed type_operator(const Expression& expression);
    Typed code_of(std::string_view code, std::string_view system, std::string_view display,
                  Span span);
    std::optional<std::string> code_system_of(const LibraryNames& library, std::string_view name);
    std::optional<Retrieve> filter_by(Retrieve retrieve, Typed codes, Span span);
    std::optional<std::uint32_t> value_set_of(std::string_view url, Span span);

    // Documents (compile_documents.cpp)
    std::vector<const fhir::Model*> models_of_library() const;
    std::optional<TypeId> find_type(std::string_view name);
    std::vector<std::string> known_types() const;
    Typed patient(Span span);
    std::optional<Typed> fhir_helpers_call(const LibraryNames* library,
                                           const Expression& expression);
    bool known_codes(Typed codes) const;
    Typed document_retrieve(const Expression& expression);
    Typed retrieved(const Retrieve& made, TypeId list, std::optional<Typed> person, Span span);
    Typed retrieve_where(Typed all, std::string_view path, Typed codes, Span span);
    Typed matches_codes(Typed element, Typed codes, Span span);

    // Operators (compile_operators.cpp)
    Typed unary(const Expression& expression);
    std::optional<Typed> step_of(const Expression& expression);
    Typed listed(Typed value, Span span);
    Typed binary(const Expression& expression);
    Typed between(const Expression& expression);
    Typed membership(Typed item, Typed collection, PartialDateTime::Precision precision, Span span);
    Typed as_moment(Typed value) const;
    Typed timing_with_offset(const Expression& expression, Typed left, Typed right);
    Typed bound(Typed value, Operation operation, Span span);
    void need_boolean(Typed value, std::string_view operation, Span span);

    // Queries (compile_query.cpp)
    Typed query(const Expression& expression);
    Typed make_query(QueryPlan query, TypeId result, Span span);
    Typed query_result(const syntax::Query& query, QueryPlan& plan, std::vector<Typed> rows,
                       Span span);
    void sort_query(const syntax::Query& query, QueryPlan& plan, TypeId item);
    SlotIndex take_slot(Span span);
    Typed slot(SlotIndex slot, TypeId type, Span span) {
        return builder_.add(Operation::slot, type, {}, {.payload = slot}, span);
    }

    Typed fail(Span span, std::string message);
    Typed null(Span span) {
        return builder_.literal(Value{}, TypeTable::simple(TypeKind::any), span);
    }
    static TypeId simple(TypeKind kind) { return TypeTable::simple(kind); }
    TypeKind kind(Typed value) const { return plan_.types.kind(value.type); }

    const CompileInput& input_;
    Plan& plan_;
    PlanBuilder builder_;
    ClauseRecorder clauses_;
    std::vector<Diagnostic> errors_;
    std::vector<syntax::Library> libraries_;
    std::map<std::string, LibraryNames, std::less<>> names_;

    // While an expression is compiled:
    const LibraryNames* library_ = nullptr;
    Context context_ = Context::patient;
    std::vector<Binding> scope_;
    std::size_t scope_base_ = 0;  // bindings below belong to callers
    std::optional<Typed> this_item_;
    SlotIndex slot_top_ = 0;
    int inline_depth_ = 0;
    std::map<const syntax::Definition*, Typed> compiled_;
    std::map<const syntax::Parameter*, std::uint32_t> parameters_;  // index in the plan
    std::vector<const syntax::Definition*> compiling_;              // for references in a circle
    std::set<Span> called_;  // functions that were compiled, by their whole text
};

}  // namespace openpcn::cql
