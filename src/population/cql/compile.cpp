#include "population/cql/compile.h"

#include <fmt/format.h>

#include <algorithm>

#include "population/cql/compiler.h"
#include "population/cql/parser.h"

namespace openpcn::cql {

std::vector<std::string> LibraryNames::all_names() const {
    std::vector<std::string> names;
    const auto add = [&names](const auto& map) {
        for (const auto& [name, item] : map) names.push_back(name);
    };
    add(definitions);
    add(value_sets);
    add(codes);
    add(concepts);
    add(parameters);
    add(includes);
    return names;
}

Typed Compiler::fail(Span span, std::string message) {
    errors_.push_back(diagnostic_at(plan_.sources[span.source], span, std::move(message)));
    return null(span);
}

void Compiler::parse_all() {
    plan_.sources.assign(input_.sources.begin(), input_.sources.end());
    for (std::size_t i = 0; i < plan_.sources.size(); ++i) {
        libraries_.push_back(
            parse_library(plan_.sources[i], static_cast<std::uint16_t>(i), errors_));
    }
}

std::string Compiler::name_of(const syntax::Library& library) {
    return library.name.empty() ? fmt::format("library {}", library.source + 1) : library.name;
}

// The names of this library; null where another one has its name and version.
const LibraryNames* Compiler::names_of(const syntax::Library& library) const {
    for (const auto& [name, names] : names_) {
        if (names.syntax == &library) return &names;
    }
    return nullptr;
}

void Compiler::collect_names() {
    for (const syntax::Library& library : libraries_) {
        const std::string name = name_of(library);
        const Span start{0, 0, library.source};
        auto [place, added] = names_.try_emplace(name);
        // A further version of a library is known by its version too.
        if (!added && place->second.syntax->version != library.version)
            std::tie(place, added) = names_.try_emplace(name + "|" + library.version);
        if (!added) {
            fail(start, fmt::format("There is another library {}; each has its own name.", name));
            continue;
        }
        LibraryNames& names = place->second;
        names.syntax = &library;
        for (const std::string& model : library.models) {
            const bool known = input_.source == CompileInput::Source::documents
                                   ? fhir::find_model(model) != nullptr
                                   : model == "FHIR";
            if (known || model == "System") continue;
            fail(start,
                 fmt::format("The model {} is not supported; write using FHIR version '4.0.1'.",
                             model));
        }
        std::set<std::string, std::less<>> taken;
        const auto declare = [&](auto& map, const auto& items) {
            for (const auto& item : items) {
                if (!taken.insert(item.name).second) {
                    fail(item.span,
                         fmt::format("\"{}\" is declared twice in this library.", item.name));
                }
                map[item.name] = &item;
            }
        };
        declare(names.value_sets, library.value_sets);
        declare(names.code_systems, library.code_systems);
        declare(names.codes, library.codes);
        declare(names.concepts, library.concepts);
        declare(names.parameters, library.parameters);
        for (const syntax::Definition& item : library.definitions) {
            auto& same_name = names.definitions[item.name];
            if ((!item.is_function && !taken.insert(item.name).second)) {
                fail(item.span,
                     fmt::format("\"{}\" is declared twice in this library.", item.name));
            }
            same_name.push_back(&item);
        }
    }
}

void Compiler::connect_includes() {
    for (auto& [library_name, names] : names_) {
        if (names.syntax == nullptr) continue;
        for (const syntax::Include& include : names.syntax->includes) {
            const std::string short_name = include.name.substr(include.name.rfind('.') + 1);
            auto found = names_.find(include.name + "|" + include.version);
            for (const std::string& name :
                 {include.name, short_name + "|" + include.version, short_name}) {
                if (found == names_.end()) found = names_.find(name);
            }
            if (found == names_.end()) {
                names.includes[include.alias] = nullptr;
                // FHIRHelpers is part of the compiler: FHIR's types are read as System types.
                if (short_name == "FHIRHelpers") continue;
                std::vector<std::string> known;
                for (const auto& [name, other] : names_) known.push_back(name);
                fail(include.span, fmt::format("There is no library {}.{}", include.name,
                                               did_you_mean(include.name, known)));
                continue;
            }
            names.includes[include.alias] = &found->second;
            const std::string& version = found->second.syntax->version;
            if (!include.version.empty() && !version.empty() && include.version != version) {
                fail(include.span, fmt::format("Library {} has version '{}', not '{}'.",
                                               include.name, version, include.version));
            }
        }
    }
}

TypeId Compiler::type_of(const syntax::TypeSpecifier& type) {
    using Form = syntax::TypeSpecifier::Form;
    std::vector<TypeId> arguments;
    for (const auto& argument : type.arguments) arguments.push_back(type_of(argument));
    switch (type.form) {
        case Form::list:
            return plan_.types.list_of(arguments[0]);
        case Form::interval:
            return plan_.types.interval_of(arguments[0]);
        case Form::choice:
            return plan_.types.choice_of(arguments);
        case Form::tuple: {
            Type tuple{TypeKind::tuple, {}, "", arguments, type.field_names};
            return plan_.types.intern(std::move(tuple));
        }
        case Form::named:
            break;
    }
    if (const auto known = find_type(type.name)) return *known;
    fail(type.span, fmt::format("There is no type {} that records keep.{}", type.name,
                                did_you_mean(type.name, known_types())));
    return simple(TypeKind::any);
}

std::uint32_t Compiler::statement_of(const LibraryNames& library, const syntax::Definition& item) {
    const auto kind = item.is_function ? Statement::Kind::function : Statement::Kind::definition;
    return clauses_.statement({library.syntax->name, item.name, kind, item.whole});
}

TypeId Compiler::operand_type(const LibraryNames& library, const syntax::Operand& operand) {
    const LibraryNames* const outer = std::exchange(library_, &library);
    const TypeId type = type_of(operand.type);
    library_ = outer;
    return type;
}

// What a definition about one person is where everybody is meant: its values for all of them.
Typed Compiler::for_everybody(const syntax::Definition& item, Typed made, Span span) {
    if (context_ == Context::patient || context_of(item) == Context::unfiltered) return made;
    if (input_.source == CompileInput::Source::records)
        return fail(span, std::string(one_record_at_a_time));
    return builder_.add(Operation::of_everybody, plan_.types.list_of(made.type), {made.node}, span);
}

// Reports what has no meaning where everybody is meant.
void Compiler::need_one_person(std::string_view what, Span span) {
    if (context_ == Context::unfiltered)
        fail(span, fmt::format("{} has no meaning in the Unfiltered context, which is about "
                               "everybody. Define it in the Patient context and refer to that.",
                               what));
}

Typed Compiler::definition(const LibraryNames& library, const syntax::Definition& item) {
    if (const auto done = compiled_.find(&item); done != compiled_.end()) return done->second;
    if (std::find(compiling_.begin(), compiling_.end(), &item) != compiling_.end()) {
        std::string circle;
        for (const auto* step : compiling_) circle += fmt::format("\"{}\" uses ", step->name);
        return fail(item.span,
                    fmt::format("This definition uses itself: {}\"{}\".", circle, item.name));
    }
    // A definition stands alone: it sees nothing of the expression that refers to it.
    const LibraryNames* const outer_library = std::exchange(library_, &library);
    const Context outer_context = std::exchange(context_, context_of(item));
    std::vector<Binding> outer_scope = std::exchange(scope_, {});
    const std::size_t outer_base = std::exchange(scope_base_, std::size_t{0});
    const SlotIndex outer_slot = std::exchange(slot_top_, SlotIndex{0});
    const auto outer_this = std::exchange(this_item_, std::nullopt);
    compiling_.push_back(&item);
    clauses_.begin_definition();
    const Typed made = item.body ? expression(*item.body) : null(item.span);
    clauses_.end_definition(statement_of(library, item));
    compiling_.pop_back();
    library_ = outer_library;
    context_ = outer_context;
    scope_ = std::move(outer_scope);
    scope_base_ = outer_base;
    slot_top_ = outer_slot;
    this_item_ = outer_this;
    compiled_[&item] = made;
    return made;
}

bool Compiler::is_root(const std::string& library, const syntax::Definition& item) const {
    if (input_.roots.empty()) return true;
    return std::ranges::any_of(input_.roots, [&](const CompileInput::Root& root) {
        return root.definition == item.name && (root.library.empty() || root.library == library);
    });
}

void Compiler::compile_definitions() {
    for (const syntax::Library& library : libraries_) {
        const LibraryNames* names = names_of(library);
        if (names == nullptr) continue;
        const std::string name = name_of(library);
        for (const syntax::Definition& item : library.definitions) {
            if (!item.is_function && is_root(name, item)) compile_definition(*names, item);
            if (plan_.nodes.size() > input_.limits.nodes_max) {
                fail(item.span, "The rules are too large to compile.");
                return;
            }
        }
    }
}

void Compiler::compile_definition(const LibraryNames& names, const syntax::Definition& item) {
    if (item.context != "Patient" && item.context != "Unfiltered") {
        fail(item.span, fmt::format("The context {} is not supported; use Patient, or Unfiltered "
                                    "for what is about everybody.",
                                    item.context));
        return;
    }
    const Typed made = definition(names, item);
    plan_.definitions.push_back({name_of(*names.syntax), item.name, made.node, made.type,
                                 !item.is_private, kind(made) == TypeKind::boolean, item.whole});
}

// The codes that Condition.clinicalStatus and AllergyIntolerance.clinicalStatus hold.
void Compiler::prepare_status_codes() {
    constexpr std::string_view system = "http://terminology.hl7.org/CodeSystem/condition-clinical";
    for (std::size_t i = 0; i < static_cast<std::size_t>(records::Status::count); ++i) {
        const std::string_view code = fhir_code(static_cast<records::Status>(i));
        plan_.status_codes.push_back(code.empty() ? 0 : input_.concepts.intern({system, code, ""}));
    }
}

// What could not be read is known by name, so the rest is compiled for its errors all the same.
std::vector<Diagnostic> Compiler::run() {
    if (input_.sources.size() > input_.limits.libraries_max) {
        errors_.push_back({"", 0, 0,
                           fmt::format("{} libraries are too many; at most {}.",
                                       input_.sources.size(), input_.limits.libraries_max),
                           ""});
        return std::move(errors_);
    }
    parse_all();
    prepare_status_codes();
    collect_names();
    connect_includes();
    compile_definitions();
    return std::move(errors_);
}

std::vector<Diagnostic> Compiler::check_unused(Compiler&& compiled) {
    if (!input_.roots.empty() || compiled.libraries_.empty()) return {};
    // Names point into the libraries, which stay where they are when their vector moves.
    libraries_ = std::move(compiled.libraries_);
    names_ = std::move(compiled.names_);
    plan_.sources = compiled.plan_.sources;
    plan_.status_codes = compiled.plan_.status_codes;
    const LibraryNames* names = names_of(libraries_.front());
    if (names == nullptr) return {};
    library_ = names;
    for (const auto& [name, code] : names->codes) {
        if (!code_system_of(*names, code->system)) library_name(*names, name, code->span);
    }
    for (const auto& [name, item] : names->concepts) declared_concept(*names, *item, item->span);
    for (const auto& [name, item] : names->parameters) parameter(*names, *item, item->span);
    for (const syntax::Definition& item : libraries_.front().definitions) {
        if (item.is_function && !item.is_external && !compiled.called_.contains(item.whole))
            check_function(*names, item);
    }
    return std::move(errors_);
}

// As if it were called with arguments of exactly its operands' types.
void Compiler::check_function(const LibraryNames& names, const syntax::Definition& function) {
    std::vector<Typed> arguments;
    for (const syntax::Operand& operand : function.operands)
        arguments.push_back(
            slot(take_slot(function.span), operand_type(names, operand), function.span));
    context_ = context_of(function);
    clauses_.begin_definition();
    inline_function(names, function, arguments, function.span);
    clauses_.end_definition(statement_of(names, function));
    slot_top_ = 0;
}

namespace {

// By place, each once: a function is compiled where it is called, so one error in it may show up
// many times.
std::vector<Diagnostic> in_order(std::vector<Diagnostic> errors) {
    std::ranges::stable_sort(errors, {}, [](const Diagnostic& error) {
        return std::tie(error.file, error.line, error.column);
    });
    const auto same = [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.file, a.line, a.column, a.message) ==
               std::tie(b.file, b.line, b.column, b.message);
    };
    const auto again = std::ranges::unique(errors, same);
    errors.erase(again.begin(), again.end());
    return errors;
}

}  // namespace

Compilation compile(const CompileInput& input) {
    auto plan = std::make_shared<Plan>();
    Compiler compiler(input, *plan);
    std::vector<Diagnostic> errors = compiler.run();
    Plan unused;
    const auto more = Compiler(input, unused).check_unused(std::move(compiler));
    errors.insert(errors.end(), more.begin(), more.end());
    Compilation result;
    result.errors = in_order(std::move(errors));
    if (result.errors.empty()) result.plan = std::move(plan);
    return result;
}

}  // namespace openpcn::cql
