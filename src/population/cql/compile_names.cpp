// Names, elements and calls of Compiler.
#include <fmt/format.h>

#include <algorithm>

#include "population/cql/compiler.h"
#include "population/cql/document_model.h"
#include "population/cql/model_elements.h"

namespace openpcn::cql {
namespace {

// The elements of System types that are values of their own.
struct Part {
    TypeKind of;
    std::string_view name;
    Operation operation;
    TypeKind type;
    std::uint32_t payload = 0;
};

constexpr Part parts[] = {
    {TypeKind::quantity, "value", Operation::quantity_value, TypeKind::decimal},
    {TypeKind::quantity, "unit", Operation::quantity_unit, TypeKind::string},
    {TypeKind::quantity, "code", Operation::quantity_unit, TypeKind::string},
    {TypeKind::ratio, "numerator", Operation::ratio_part, TypeKind::quantity, 0},
    {TypeKind::ratio, "denominator", Operation::ratio_part, TypeKind::quantity, 1},
    {TypeKind::code, "code", Operation::code_field, TypeKind::string, 0},
    {TypeKind::code, "system", Operation::code_field, TypeKind::string, 1},
    {TypeKind::code, "display", Operation::code_field, TypeKind::string, 2},
    {TypeKind::code, "version", Operation::code_field, TypeKind::string, 3},
    {TypeKind::concept_, "text", Operation::concept_text, TypeKind::string},
    {TypeKind::concept_, "display", Operation::concept_text, TypeKind::string},
    {TypeKind::vocabulary, "id", Operation::vocabulary_field, TypeKind::string, 0},
    {TypeKind::vocabulary, "version", Operation::vocabulary_field, TypeKind::string, 1},
    {TypeKind::vocabulary, "name", Operation::vocabulary_field, TypeKind::string, 2},
};

const Part* find_part(TypeKind of, std::string_view name) {
    if (of == TypeKind::value_set || of == TypeKind::code_system) of = TypeKind::vocabulary;
    for (const Part& part : parts) {
        if (part.of == of && part.name == name) return &part;
    }
    return nullptr;
}

}  // namespace

Typed Compiler::identifier(const Expression& expression) {
    for (std::size_t i = scope_.size(); i > scope_base_; --i) {
        if (scope_[i - 1].name == expression.name) return scope_[i - 1].value;
    }
    if (this_item_) {
        if (const auto element = find_element(*this_item_, expression.name, expression.span))
            return *element;
    }
    if (const auto found = library_name(*library_, expression.name, expression.span)) return *found;
    if (expression.name == "Patient") return patient(expression.span);
    if (library_->is_unread(expression.name)) return null(expression.span);
    std::vector<std::string> known = library_->all_names();
    for (std::size_t i = scope_base_; i < scope_.size(); ++i) known.push_back(scope_[i].name);
    return fail(expression.span, fmt::format("Nothing is called \"{}\" here.{}", expression.name,
                                             did_you_mean(expression.name, known)));
}

std::optional<Typed> Compiler::library_name(const LibraryNames& library, std::string_view name,
                                            Span span) {
    if (const auto found = library.definitions.find(name); found != library.definitions.end()) {
        for (const syntax::Definition* item : found->second) {
            if (item->is_function) continue;
            const Typed made = definition(library, *item);
            clauses_.refers_to(statement_of(library, *item));
            return for_everybody(*item, made, span);
        }
    }
    if (const auto found = library.value_sets.find(name); found != library.value_sets.end()) {
        const syntax::ValueSetDeclaration& item = *found->second;
        if (!value_set_of(item.id, item.span)) return null(span);
        return vocabulary({TypeKind::value_set, item.id, item.version, item.name}, span);
    }
    if (const auto found = library.code_systems.find(name); found != library.code_systems.end()) {
        const syntax::CodeSystemDeclaration& item = *found->second;
        return vocabulary({TypeKind::code_system, item.id, item.version, item.name}, span);
    }
    if (const auto found = library.codes.find(name); found != library.codes.end()) {
        const auto system = code_system_of(library, found->second->system);
        if (!system) {
            return fail(found->second->span,
                        fmt::format("There is no code system \"{}\".", found->second->system));
        }
        return code_of(found->second->code, *system, found->second->display, span);
    }
    if (const auto found = library.concepts.find(name); found != library.concepts.end()) {
        return declared_concept(library, *found->second, span);
    }
    if (const auto found = library.parameters.find(name); found != library.parameters.end())
        return parameter(library, *found->second, span);
    return std::nullopt;
}

Typed Compiler::declared_concept(const LibraryNames& library,
                                 const syntax::ConceptDeclaration& item, Span span) {
    // The display stands before the codes, see Value::concept_display().
    const Typed display =
        item.display.empty() ? null(item.span) : builder_.text(item.display, item.span);
    std::vector<Value> values{plan_.literals[plan_.nodes[display.node].payload]};
    for (const std::string& code : item.codes) {
        const auto dot = code.find('.');
        const auto included = dot == std::string::npos
                                  ? library.includes.end()
                                  : library.includes.find(std::string_view(code).substr(0, dot));
        const bool qualified = included != library.includes.end() && included->second != nullptr;
        const auto compiled =
            library_name(qualified ? *included->second : library,
                         std::string_view(code).substr(qualified ? dot + 1 : 0), item.span);
        if (!compiled || kind(*compiled) != TypeKind::code)
            return fail(item.span, fmt::format("There is no code \"{}\".", code));
        values.push_back(plan_.literals[plan_.nodes[compiled->node].payload]);
    }
    Value made = Value::of_items(ValueKind::concept_, builder_.keep(std::move(values)).subspan(1));
    if (!item.display.empty()) made.flags = Value::has_display;
    return builder_.literal(made, simple(TypeKind::concept_), span);
}

// "A parameter has a type, a default, or both."
Typed Compiler::parameter(const LibraryNames& library, const syntax::Parameter& item, Span span) {
    if (const auto known = parameters_.find(&item); known != parameters_.end())
        return builder_.add(Operation::parameter, plan_.parameters[known->second].type, {},
                            {.payload = known->second}, span);
    ParameterPlan made{item.name, no_node, simple(TypeKind::any)};
    // A default stands alone: it sees nothing of the expression that refers to it.
    const LibraryNames* const outer = std::exchange(library_, &library);
    const std::size_t outer_base = std::exchange(scope_base_, scope_.size());
    const auto outer_this = std::exchange(this_item_, std::nullopt);
    if (item.type) made.type = type_of(*item.type);
    if (item.default_value) {
        Typed value = expression(*item.default_value);
        if (item.type && !plan_.types.distance(value.type, made.type)) {
            value = fail(item.default_value->span,
                         fmt::format("The default is {}, not {}.", plan_.types.name(value.type),
                                     plan_.types.name(made.type)));
        }
        if (!item.type) made.type = value.type;
        made.default_value = converted(value, made.type, item.span).node;
    }
    library_ = outer;
    scope_base_ = outer_base;
    this_item_ = outer_this;
    if (!item.type && !item.default_value)
        fail(item.span, fmt::format("The parameter \"{}\" needs a type or a default.", item.name));
    // Libraries of one set name the same parameters: "Measurement Period".
    std::uint32_t index = 0;
    while (index < plan_.parameters.size() && plan_.parameters[index] != made) ++index;
    if (index == plan_.parameters.size()) plan_.parameters.push_back(made);
    parameters_.emplace(&item, index);
    return builder_.add(Operation::parameter, made.type, {}, {.payload = index}, span);
}

bool LibraryNames::is_private(std::string_view name) const {
    const auto hidden = [&](const auto& map) {
        const auto found = map.find(name);
        return found != map.end() && found->second->access == syntax::Access::private_;
    };
    if (hidden(value_sets) || hidden(code_systems) || hidden(codes) || hidden(concepts) ||
        hidden(parameters))
        return true;
    const auto found = definitions.find(name);
    return found != definitions.end() &&
           std::ranges::all_of(found->second, [](const auto* item) { return item->is_private; });
}

Typed Compiler::member(const Expression& expression) {
    const Expression& target = *expression.operands[0];
    const bool is_library =
        target.form == syntax::Form::identifier && library_->includes.contains(target.name) &&
        std::none_of(scope_.begin() + static_cast<long>(scope_base_), scope_.end(),
                     [&](const Binding& b) { return b.name == target.name; });
    if (!is_library) return element_of(this->expression(target), expression.name, expression.span);
    const LibraryNames* library = library_->includes.find(target.name)->second;
    if (library == nullptr) return fail(expression.span, "FHIRHelpers has functions only.");
    if (library->is_private(expression.name)) {
        return fail(expression.span,
                    fmt::format("\"{}\" is private to its library.", expression.name));
    }
    if (library->is_unread(expression.name)) return null(expression.span);
    if (const auto found = library_name(*library, expression.name, expression.span)) return *found;
    return fail(expression.span,
                fmt::format("Library {} has no \"{}\".{}", target.name, expression.name,
                            did_you_mean(expression.name, library->all_names())));
}

// Also by the names that FHIR's Period has for its ends.
std::optional<Typed> Compiler::interval_element(Typed target, std::string_view name, Span span) {
    const TypeId point = plan_.types.at(target.type).arguments[0];
    const TypeId boolean = simple(TypeKind::boolean);
    if (name == "low" || name == "start")
        return builder_.add(Operation::period_start, point, {target.node}, span);
    if (name == "high" || name == "end")
        return builder_.add(Operation::period_end, point, {target.node}, span);
    if (name == "lowClosed" || name == "highClosed") {
        const std::uint32_t flag = name == "lowClosed" ? Value::low_closed : Value::high_closed;
        return builder_.add(Operation::interval_flag, boolean, {target.node}, {.payload = flag},
                            span);
    }
    return std::nullopt;
}

std::optional<Typed> Compiler::find_element(Typed target, std::string_view name, Span span) {
    const Type type = plan_.types.at(target.type);
    if (const Part* part = find_part(type.kind, name)) {
        return builder_.add(part->operation, simple(part->type), {target.node},
                            {.payload = part->payload}, span);
    }
    switch (type.kind) {
        case TypeKind::any:
            return null(span);
        case TypeKind::tuple: {
            const auto found = std::find(type.fields.begin(), type.fields.end(), name);
            if (found == type.fields.end()) return std::nullopt;
            const auto index = static_cast<std::size_t>(found - type.fields.begin());
            return builder_.add(Operation::tuple_field, type.arguments[index], {target.node},
                                {.payload = static_cast<std::uint32_t>(index)}, span);
        }
        case TypeKind::list:
            return each_element(target, name, span);
        case TypeKind::interval:
            return interval_element(target, name, span);
        case TypeKind::quantity:
            if (name == "comparator") return comparator_of(target, span);
            return std::nullopt;
        case TypeKind::concept_:
            if (name == "coding" || name == "codes") {
                return builder_.add(Operation::concept_codes,
                                    plan_.types.list_of(simple(TypeKind::code)), {target.node},
                                    span);
            }
            return std::nullopt;
        case TypeKind::choice:
            return choice_element(target, name, span);
        case TypeKind::element: {
            auto element = document_element(plan_.types, input_.concepts, type, name);
            if (!element) return std::nullopt;
            return builder_.property(std::move(element->property), element->type, target.node,
                                     span);
        }
        case TypeKind::resource:
        case TypeKind::patient:
        case TypeKind::component: {
            const auto element = model_element(plan_.types, type, name);
            if (!element) return std::nullopt;
            return builder_.property(element->property, element->type, target.node, span);
        }
        default:
            // FHIR primitives carry their value in an element: Patient.birthDate.value.
            if (name == "value") return target;
            // A CodeableConcept of which records keep the text alone: EpisodeOfCare.type.
            if (name == "text" && type.kind == TypeKind::string) return target;
            return std::nullopt;
    }
}

// The element of whichever type of the choice the value has.
std::optional<Typed> Compiler::choice_element(Typed target, std::string_view name, Span span) {
    const Type type = plan_.types.at(target.type);
    std::vector<NodeIndex> nodes;
    TypeId common = simple(TypeKind::any);
    for (const TypeId option : type.arguments) {
        // An element is read from any entry or resource that has it, so no cast is needed.
        const TypeKind option_kind = plan_.types.kind(option);
        const bool read_anywhere =
            option_kind == TypeKind::element || option_kind == TypeKind::resource;
        const Typed cast = read_anywhere ? Typed{target.node, option}
                                         : builder_.add(Operation::as_type, option, {target.node},
                                                        {.payload = option}, span);
        const auto found = find_element(cast, name, span);
        if (!found) continue;
        common = nodes.empty() ? found->type : plan_.types.common(common, found->type);
        if (std::ranges::find(nodes, found->node) == nodes.end()) nodes.push_back(found->node);
    }
    if (nodes.empty()) return std::nullopt;
    if (nodes.size() == 1) return Typed{nodes[0], common};
    return builder_.add(Operation::coalesce, common, nodes, {}, span);
}

// The comparator of Observation.value stands beside the value in the record.
std::optional<Typed> Compiler::comparator_of(Typed quantity, Span span) {
    NodeIndex node = quantity.node;
    while (plan_.nodes[node].operation == Operation::as_type)
        node = plan_.operands_of(plan_.nodes[node])[0];
    const Node& value = plan_.nodes[node];
    if (value.operation != Operation::property ||
        plan_.properties[value.payload].access != Property::Access::value)
        return std::nullopt;
    return builder_.property(
        {Property::Access::element, records::ElementPath::value_comparator, "comparator"},
        simple(TypeKind::string), plan_.operands_of(value)[0], span);
}

Typed Compiler::element_of(Typed target, std::string_view name, Span span) {
    if (const auto found = find_element(target, name, span)) return *found;
    const Type& type = plan_.types.at(target.type);
    std::vector<std::string> known;
    if (type.kind == TypeKind::tuple)
        known = type.fields;
    else if (type.kind != TypeKind::element)
        known = model_element_names(type);
    else if (const DocumentClass its = document_class(type); its.definition != nullptr)
        known = its.model->element_names(*its.definition);
    return fail(span, fmt::format("{} has no element \"{}\" that records keep.{}",
                                  plan_.types.name(target.type), name, did_you_mean(name, known)));
}

// A path through a list gives the list of the elements: X.code.coding.
Typed Compiler::each_element(Typed list, std::string_view name, Span span) {
    const SlotIndex at = take_slot(span);
    const Typed item = slot(at, plan_.types.element(list.type), span);
    const auto element = find_element(item, name, span);
    --slot_top_;
    if (!element) {
        return fail(span, fmt::format("{} has no element \"{}\" that records keep.",
                                      plan_.types.name(item.type), name));
    }
    QueryPlan query;
    query.sources.push_back({list.node, at, ""});
    query.result = QueryPlan::Result::all;
    query.result_node = element->node;
    const Typed made = make_query(std::move(query), plan_.types.list_of(element->type), span);
    if (kind(*element) != TypeKind::list) return made;
    return builder_.add(Operation::flatten, element->type, {made.node}, span);
}

Typed Compiler::call(const Expression& expression) {
    std::vector<Typed> arguments;
    std::size_t first = 0;
    const LibraryNames* library = nullptr;
    CallForm form = CallForm::plain;
    if (expression.has_target) {
        const Expression& target = *expression.operands[0];
        if (target.form == syntax::Form::identifier && library_->includes.contains(target.name)) {
            library = library_->includes.find(target.name)->second;
            first = 1;
            if (const auto converted = fhir_helpers_call(library, expression)) return *converted;
            if (library == nullptr) {
                return fail(expression.span,
                            fmt::format("FHIRHelpers has no function {} here.", expression.name));
            }
        } else {
            form = CallForm::fluent;
        }
    }
    std::vector<Span> places;
    for (std::size_t i = first; i < expression.operands.size(); ++i) {
        arguments.push_back(this->expression(*expression.operands[i]));
        places.push_back(expression.operands[i]->span);
    }
    if (library != nullptr) {
        if (library->is_private(expression.name)) {
            return fail(expression.span,
                        fmt::format("\"{}\" is private to its library.", expression.name));
        }
        if (const auto made =
                user_call(*library, expression.name, arguments, expression.span, CallForm::plain))
            return *made;
        if (library->is_unread(expression.name)) return null(expression.span);
        return fail(expression.span,
                    fmt::format("Library {} has no function {} for these arguments.{}",
                                expression.operands[0]->name, expression.name,
                                did_you_mean(expression.name, library->all_names())));
    }
    if (const auto made = user_call(*library_, expression.name, arguments, expression.span, form))
        return *made;
    if (form == CallForm::fluent) {
        // A fluent function may stand in any included library.
        for (const auto& [alias, included] : library_->includes) {
            if (included == nullptr || included->is_private(expression.name)) continue;
            if (const auto made = user_call(*included, expression.name, arguments, expression.span,
                                            CallForm::fluent))
                return *made;
        }
    }
    if (library_->is_unread(expression.name)) return null(expression.span);
    return system_call(expression.name, arguments, places, expression.span);
}

std::optional<Typed> Compiler::user_call(const LibraryNames& library, std::string_view name,
                                         std::span<const Typed> arguments, Span span,
                                         CallForm form) {
    const auto found = library.definitions.find(name);
    if (found == library.definitions.end()) return std::nullopt;
    const syntax::Definition* best = nullptr;
    int best_distance = 0;
    for (const syntax::Definition* candidate : found->second) {
        if (!candidate->is_function || candidate->operands.size() != arguments.size()) continue;
        if (form == CallForm::fluent && !candidate->is_fluent) continue;
        int distance = 0;
        bool fits = true;
        for (std::size_t i = 0; i < arguments.size() && fits; ++i) {
            const auto d = plan_.types.distance(arguments[i].type,
                                                operand_type(library, candidate->operands[i]));
            fits = d.has_value();
            distance += d.value_or(0);
        }
        if (fits && (best == nullptr || distance < best_distance)) {
            best = candidate;
            best_distance = distance;
        }
    }
    if (best == nullptr) return std::nullopt;
    return inline_function(library, *best, arguments, span);
}

// An argument as the type that the function declares. A choice stays one inside, where the function
// asks which of its types it is: what is none of them is converted to the nearest.
Typed Compiler::as_operand(Typed argument, TypeId declared, Span span) {
    const bool is_open_list = kind(argument) == TypeKind::list &&
                              plan_.types.kind(plan_.types.element(argument.type)) == TypeKind::any;
    if (kind(argument) == TypeKind::any || is_open_list) return {argument.node, declared};
    if (plan_.types.kind(declared) != TypeKind::choice || kind(argument) == TypeKind::choice)
        return converted(argument, declared, span);
    const std::vector<TypeId> options = plan_.types.at(declared).arguments;
    std::optional<TypeId> nearest;
    int least = 0;
    for (const TypeId option : options) {
        const auto distance = plan_.types.distance(argument.type, option);
        if (!distance || (nearest && *distance >= least)) continue;
        nearest = option;
        least = *distance;
    }
    if (nearest) argument = converted(argument, *nearest, span);
    return {argument.node, declared};
}

Typed Compiler::inline_function(const LibraryNames& library, const syntax::Definition& function,
                                std::span<const Typed> arguments, Span span) {
    if (function.is_external) return external_function(function, arguments, span);
    if (std::find(compiling_.begin(), compiling_.end(), &function) != compiling_.end()) {
        return fail(span,
                    fmt::format("Function {} calls itself; CQL here does not allow recursion.",
                                function.name));
    }
    called_.insert(function.whole);
    if (++inline_depth_ > input_.limits.inline_depth_max) {
        --inline_depth_;
        return fail(span, "Functions call functions too deep.");
    }
    std::vector<Binding> bindings;
    struct Let {
        SlotIndex slot;
        NodeIndex value;
    };
    std::vector<Let> lets;
    const SlotIndex outer_slot = slot_top_;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        Typed argument =
            as_operand(arguments[i], operand_type(library, function.operands[i]), span);
        const Node& node = plan_.nodes[argument.node];
        // What has one value per person, or is a plain name, may stand in several places at no
        // cost.
        const bool plain = node.slots == 0 || node.operation == Operation::slot;
        if (!plain) {
            const SlotIndex at = take_slot(span);
            lets.push_back({at, argument.node});
            argument = slot(at, argument.type, span);
        }
        bindings.push_back({function.operands[i].name, argument});
    }
    const LibraryNames* const outer_library = std::exchange(library_, &library);
    const std::size_t outer_base = std::exchange(scope_base_, scope_.size());
    const auto outer_this = std::exchange(this_item_, std::nullopt);
    scope_.insert(scope_.end(), bindings.begin(), bindings.end());
    compiling_.push_back(&function);
    const std::size_t nodes_before = plan_.nodes.size();
    const auto body = clauses_.open_body(statement_of(library, function), function.body->span);
    Typed made = expression(*function.body);
    clauses_.close(body, made.node);
    // Explanations show the call, which says what was asked, and not the function's inside.
    if (made.node >= nodes_before && made.node < plan_.nodes.size())
        plan_.nodes[made.node].span = span;
    compiling_.pop_back();
    scope_.resize(scope_base_);
    scope_base_ = outer_base;
    library_ = outer_library;
    this_item_ = outer_this;
    slot_top_ = outer_slot;
    --inline_depth_;
    for (std::size_t i = lets.size(); i > 0; --i) {
        const Let& let = lets[i - 1];
        made =
            builder_.add(Operation::let_in, made.type, {let.value, made.node},
                         {.payload = let.slot, .bound_slots = std::uint64_t{1} << let.slot}, span);
        // The value may read an outer slot of the same number only if it is another one.
        plan_.nodes[made.node].slots |= builder_.slots(let.value);
    }
    return made;
}

Typed Compiler::external_function(const syntax::Definition& function,
                                  std::span<const Typed> arguments, Span span) {
    const auto [map, column] = input_.concept_maps.find_property(function.name);
    if (map == nullptr) {
        return fail(span, fmt::format("No concept map has the property that function {} names.",
                                      function.name));
    }
    if (arguments.size() != 1 ||
        (kind(arguments[0]) != TypeKind::concept_ && kind(arguments[0]) != TypeKind::code &&
         kind(arguments[0]) != TypeKind::choice)) {
        return fail(span, fmt::format("Function {} takes one Code or Concept.", function.name));
    }
    std::vector<std::string_view> texts;
    for (const ConceptMap::Row& row : map->rows) {
        const ConceptIndex index = input_.concepts.intern({row.system, row.code, ""});
        if (index >= texts.size()) texts.resize(index + 1);
        texts[index] = builder_.keep(row.properties[column]);
    }
    std::size_t index = 0;
    while (index < plan_.external_maps.size() && plan_.external_maps[index] != texts) ++index;
    if (index == plan_.external_maps.size()) plan_.external_maps.push_back(std::move(texts));
    return builder_.add(Operation::external, simple(TypeKind::string), {arguments[0].node},
                        {.payload = static_cast<std::uint32_t>(index)}, span);
}

}  // namespace openpcn::cql
