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
    if (item.context != "Patient") {
        fail(item.span, fmt::format("The context {} is not supported; rules are about one patient.",
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

std::vector<Diagnostic> Compiler::run() {
    if (input_.sources.size() > input_.limits.libraries_max) {
        errors_.push_back({"", 0, 0,
                           fmt::format("{} libraries are too many; at most {}.",
                                       input_.sources.size(), input_.limits.libraries_max),
                           ""});
        return errors_;
    }
    parse_all();
    if (!errors_.empty()) return errors_;
    prepare_status_codes();
    collect_names();
    connect_includes();
    compile_definitions();
    std::stable_sort(errors_.begin(), errors_.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
    });
    // A function is compiled where it is called, so one error in it may show up many times.
    errors_.erase(std::unique(errors_.begin(), errors_.end(),
                              [](const Diagnostic& a, const Diagnostic& b) {
                                  return a.file == b.file && a.line == b.line &&
                                         a.column == b.column && a.message == b.message;
                              }),
                  errors_.end());
    return errors_;
}

Compilation compile(const CompileInput& input) {
    auto plan = std::make_shared<Plan>();
    Compilation result;
    result.errors = Compiler(input, *plan).run();
    if (result.errors.empty()) result.plan = std::move(plan);
    return result;
}

}  // namespace openpcn::cql
