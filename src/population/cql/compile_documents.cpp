// What Compiler does over FHIR documents: classes of models, retrieves by profile.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "population/cql/compiler.h"
#include "population/cql/document_model.h"

namespace openpcn::cql {
namespace {

// Profiles for what was not done; a resource that does not say so is never taken for one of them.
bool is_about_not_done(std::string_view class_name) {
    return std::ranges::any_of(
        std::array<std::string_view, 5>{"NotDone", "NotRequested", "Cancelled", "Declined",
                                        "Rejected"},
        [&](std::string_view ending) { return class_name.ends_with(ending); });
}

// Conversions of FHIRHelpers: what they are given already is what they make.
constexpr std::array<std::string_view, 15> conversions{
    "ToInterval", "ToQuantity", "ToRatio", "ToCode", "ToConcept",
    "ToString",   "ToDateTime", "ToDate",  "ToTime", "ToInteger",
    "ToDecimal",  "ToBoolean",  "ToValue", "ToLong", "ToQuantityIgnoringComparator"};

}  // namespace

// What the library uses, plain FHIR last.
std::vector<const fhir::Model*> Compiler::models_of_library() const {
    std::vector<const fhir::Model*> models;
    if (library_ != nullptr) {
        for (const std::string& name : library_->syntax->models) {
            const fhir::Model* model = fhir::find_model(name);
            if (model != nullptr && model->name() != "FHIR") models.push_back(model);
        }
    }
    models.push_back(&fhir::fhir_model());
    return models;
}

std::optional<TypeId> Compiler::find_type(std::string_view name) {
    if (input_.source == CompileInput::Source::records) return named_type(plan_.types, name);
    for (const fhir::Model* model : models_of_library()) {
        if (const auto type = document_type(plan_.types, *model, name)) return type;
    }
    return std::nullopt;
}

std::vector<std::string> Compiler::known_types() const {
    if (input_.source == CompileInput::Source::records) return type_names();
    std::vector<std::string> names;
    for (const fhir::Model* model : models_of_library()) {
        const auto its = model->class_names();
        names.insert(names.end(), its.begin(), its.end());
    }
    return names;
}

Typed Compiler::patient(Span span) {
    need_one_person("Patient", span);
    if (input_.source == CompileInput::Source::records) {
        const TypeId type = plan_.types.intern({TypeKind::patient, {}, "", {}, {}});
        return builder_.add(Operation::patient, type, {}, span);
    }
    // US Core calls it otherwise.
    auto type = find_type("Patient");
    for (const fhir::Model* model : models_of_library()) {
        if (model->name() == "FHIR") break;
        const bool is_us = model->name() == "USCore";
        type = document_type(plan_.types, *model, is_us ? "PatientProfile" : "Patient");
        if (!is_us) break;
    }
    return builder_.add(Operation::patient, *type, {}, span);
}

// FHIRHelpers.ToX(y), where nothing is left to convert. Nothing for its other functions.
std::optional<Typed> Compiler::fhir_helpers_call(const LibraryNames* library,
                                                 const Expression& expression) {
    if (library != nullptr && (input_.source == CompileInput::Source::records ||
                               !library->syntax->name.ends_with("FHIRHelpers")))
        return std::nullopt;
    if (std::ranges::find(conversions, expression.name) == conversions.end() &&
        (library != nullptr || input_.source == CompileInput::Source::documents))
        return std::nullopt;
    if (expression.operands.size() != 2)
        return fail(expression.span, "FHIRHelpers functions take one argument.");
    const Typed value = this->expression(*expression.operands[1]);
    if (expression.name == "ToConcept" && kind(value) == TypeKind::code)
        return builder_.add(Operation::to_concept, simple(TypeKind::concept_), {value.node},
                            expression.span);
    return value;
}

// Whether the codes are known when compiling, so that one pass over the resources can find them.
bool Compiler::known_codes(Typed codes) const {
    const Node& node = plan_.nodes[codes.node];
    if (node.operation == Operation::literal) return !plan_.literals[node.payload].is_null();
    if (node.operation != Operation::make_list) return false;
    return std::ranges::all_of(plan_.operands_of(node), [&](NodeIndex item) {
        return plan_.nodes[item].operation == Operation::literal;
    });
}

Typed Compiler::document_retrieve(const Expression& expression) {
    const Span span = expression.span;
    const auto type = find_type(expression.name);
    if (!type || plan_.types.kind(*type) != TypeKind::element) {
        return fail(span,
                    fmt::format("{} has no resource {}.{}", models_of_library().front()->name(),
                                expression.name, did_you_mean(expression.name, known_types())));
    }
    const DocumentClass its = document_class(plan_.types.at(*type));
    Retrieve made;
    made.resource_class = plan_.types.at(*type).class_number;
    const bool is_needed = input_.profiles == CompileInput::Profiles::needed ||
                           is_about_not_done(its.definition->name);
    if (is_needed && !its.definition->profile.empty())
        made.profile = input_.texts.intern(its.definition->profile);
    const TypeId list = plan_.types.list_of(*type);
    const std::optional<Typed> person = person_of_retrieve(expression);
    if (expression.operands.size() == (expression.flag ? 1u : 0u))
        return retrieved(made, list, person, span);
    const Typed codes = this->expression(*expression.operands[0]);
    const std::string_view path =
        expression.text.empty() ? its.definition->code_path : std::string_view(expression.text);
    if (path.empty()) {
        return fail(span, fmt::format("{} has no element that codes select; name one: [{}: "
                                      "element in \"codes\"].",
                                      expression.name, expression.name));
    }
    if (expression.text == "medication") made.reach = Retrieve::Reach::own_codes;
    const fhir::ModelClass* plain = fhir::fhir_model().find(its.definition->fhir_class);
    if (plain != nullptr && path == plain->code_path && known_codes(codes)) {
        const auto filtered = filter_by(made, codes, span);
        return filtered ? retrieved(*filtered, list, person, span) : null(span);
    }
    return retrieve_where(retrieved(made, list, person, span), path, codes, span);
}

// Whose data a related-context retrieve asks for; nothing for the patient's own.
std::optional<Typed> Compiler::person_of_retrieve(const Expression& expression) {
    if (!expression.flag) return std::nullopt;
    const Expression& name = *expression.operands.back();
    const Typed person = this->expression(name);
    const TypeKind type = kind(person);
    const bool may_be_person =
        type == TypeKind::element || type == TypeKind::string || type == TypeKind::any;
    if (!may_be_person)
        fail(name.span, fmt::format("Whose data to retrieve is said by a Patient, a RelatedPerson, "
                                    "a Reference to one of them or a Patient's id, not by {}.",
                                    plan_.types.name(person.type)));
    return person;
}

Typed Compiler::retrieved(const Retrieve& made, TypeId list, std::optional<Typed> person,
                          Span span) {
    const Typed own = builder_.retrieve(made, list, span);
    const std::uint32_t index = plan_.nodes[own.node].payload;
    if (person)
        return builder_.add(Operation::retrieve_related, list, {person->node}, {.payload = index},
                            span);
    if (context_ == Context::unfiltered)
        return builder_.add(Operation::retrieve_everybody, list, {}, {.payload = index}, span);
    return own;
}

// [Type: path in codes] for an element that no index knows: a query with a condition.
Typed Compiler::retrieve_where(Typed all, std::string_view path, Typed codes, Span span) {
    const TypeId item = plan_.types.element(all.type);
    const SlotIndex at = take_slot(span);
    Typed element = slot(at, item, span);
    while (!path.empty()) {
        const auto dot = path.find('.');
        element = element_of(element, path.substr(0, dot), span);
        path.remove_prefix(dot == std::string_view::npos ? path.size() : dot + 1);
    }
    const Typed condition = matches_codes(element, codes, span);
    --slot_top_;
    QueryPlan query;
    query.sources.push_back({all.node, at, ""});
    query.where = condition.node;
    query.result_node = slot(at, item, span).node;
    return make_query(std::move(query), all.type, span);
}

Typed Compiler::matches_codes(Typed element, Typed codes, Span span) {
    const TypeId boolean = simple(TypeKind::boolean);
    if (kind(codes) == TypeKind::value_set)
        return membership(element, codes, PartialDateTime::Precision::none, span);
    const bool many_elements = kind(element) == TypeKind::list;
    const bool many_codes = kind(codes) == TypeKind::list;
    if (!many_elements && !many_codes)
        return builder_.add(Operation::equivalent, boolean, {element.node, codes.node}, span);
    // Some element is equivalent to some code.
    const Typed list = many_codes ? codes : element;
    const SlotIndex at = take_slot(span);
    const Typed one = slot(at, plan_.types.element(list.type), span);
    const Typed holds =
        many_codes ? matches_codes(element, one, span) : matches_codes(one, codes, span);
    --slot_top_;
    QueryPlan query;
    query.sources.push_back({list.node, at, ""});
    query.where = holds.node;
    query.result_node = one.node;
    const Typed found = make_query(std::move(query), list.type, span);
    return builder_.add(Operation::exists, boolean, {found.node}, span);
}

}  // namespace openpcn::cql
