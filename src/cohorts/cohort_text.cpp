#include "cohorts/cohort_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "population/cql/parser.h"
#include "population/cql/token.h"

namespace openpcn::cohorts {
namespace {

using cql::Token;
using cql::TokenKind;
using cql::syntax::Expression;
using cql::syntax::Form;

constexpr std::array<std::string_view, 11> declaration_words{
    "using",     "include", "codesystem", "valueset", "code",   "concept",
    "parameter", "context", "define",     "public",   "private"};

TextForm form_of(const std::vector<Token>& tokens) {
    if (tokens.empty() || tokens.front().kind != TokenKind::word) return TextForm::expression;
    const std::string& first = tokens.front().text;
    if (first == "library") return TextForm::library;
    const bool declares = std::find(declaration_words.begin(), declaration_words.end(), first) !=
                          declaration_words.end();
    return declares ? TextForm::definitions : TextForm::expression;
}

bool is_name(const Token& token) {
    return token.kind == TokenKind::word || token.kind == TokenKind::quoted;
}

// Names that definitions declare themselves, and whether they name their model.
struct Declared {
    std::set<std::string, std::less<>> names;
    bool model = false;
};

Declared declared_in(const std::string& text) {
    std::vector<cql::Diagnostic> ignored;  // reported when the whole is read
    const auto tree = cql::parse_library({"", text}, 0, ignored);
    Declared declared;
    declared.model = !tree.models.empty();
    for (const auto& item : tree.includes) declared.names.insert(item.alias);
    for (const auto& item : tree.value_sets) declared.names.insert(item.name);
    for (const auto& item : tree.codes) declared.names.insert(item.name);
    for (const auto& item : tree.concepts) declared.names.insert(item.name);
    for (const auto& item : tree.parameters) declared.names.insert(item.name);
    for (const auto& item : tree.definitions) declared.names.insert(item.name);
    return declared;
}

std::string quoted(std::string_view name) { return fmt::format("\"{}\"", name); }

std::string head_for(const std::vector<Token>& tokens, const Declared& declared,
                     const Surroundings& surroundings) {
    std::string head = fmt::format("library {}\n", cohort_library);
    if (!declared.model) head += "using FHIR version '4.0.1'\n";
    std::set<std::string, std::less<>> included;
    const auto include = [&](const PackLibrary* library) {
        if (library == nullptr || declared.names.contains(library->name)) return;
        if (included.insert(library->name).second)
            head += fmt::format("include {} version '{}'\n", library->name, library->version);
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!is_name(tokens[i])) continue;
        const bool after_dot =
            i > 0 && tokens[i - 1].kind == TokenKind::symbol && tokens[i - 1].text == ".";
        include(after_dot ? surroundings.with_fluent_function(tokens[i].text)
                          : surroundings.library(tokens[i].text));
    }
    for (const auto& [name, url] : surroundings.value_set_names())
        if (!declared.names.contains(name))
            head += fmt::format("valueset {}: '{}'\n", quoted(name), url);
    return head;
}

int utf16_units(std::string_view text) {
    int units = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) == 0x80) continue;  // goes on with the character before
        units += byte >= 0xF0 ? 2 : 1;
    }
    return units;
}

int utf16_column(std::string_view line, int byte_column) {
    const auto bytes = static_cast<std::size_t>(std::max(0, byte_column - 1));
    return utf16_units(line.substr(0, std::min(bytes, line.size()))) + 1;
}

std::string_view line_of(std::string_view text, int number) {
    for (int line = 1; line < number; ++line) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) return {};
        text.remove_prefix(end + 1);
    }
    return text.substr(0, text.find('\n'));
}

void flatten(const Expression& expression, std::vector<cql::Span>& clauses) {
    if (expression.form == Form::binary && expression.name == "and" &&
        expression.operands.size() == 2) {
        for (const auto& operand : expression.operands) flatten(*operand, clauses);
    } else {
        clauses.push_back(expression.span);
    }
}

const cql::syntax::Definition* find_definition(const CohortText& text, std::string_view name) {
    for (const auto& item : text.tree.definitions)
        if (!item.is_function && item.name == name) return &item;
    return nullptr;
}

}  // namespace

std::string_view to_text(TextForm form) {
    constexpr std::array<std::string_view, 3> names{"library", "definitions", "expression"};
    return names[static_cast<std::size_t>(form)];
}

std::string_view CohortText::slice(cql::Span span) const {
    const std::string_view all = source.text;
    return all.substr(std::min<std::size_t>(span.begin, all.size()), span.end - span.begin);
}

bool CohortText::holds(cql::Span span) const {
    return span.begin >= begin && span.end <= begin + written.size();
}

TextPlace CohortText::place(cql::Span span) const {
    const cql::LibrarySource alone{"", written};
    const auto at = [this](std::uint32_t offset) {
        return static_cast<std::uint32_t>(
            std::clamp<std::size_t>(offset, begin, begin + written.size()) - begin);
    };
    const auto found = cql::diagnostic_at(alone, {at(span.begin), at(span.end), 0}, "");
    return {found.line, utf16_column(found.source_line, found.column), found.end_line,
            utf16_column(line_of(written, found.end_line), found.end_column)};
}

Mistake CohortText::mistake(const cql::Diagnostic& diagnostic) const {
    Mistake made{{},
                 diagnostic.message,
                 diagnostic.source_line,
                 cql::names_meant(diagnostic.message),
                 diagnostic.file};
    int before = 0;  // lines of the head
    if (diagnostic.file == source.file) {
        made.file.clear();
        before = static_cast<int>(
            std::count(source.text.begin(), source.text.begin() + static_cast<long>(begin), '\n'));
    }
    const int last = 1 + static_cast<int>(std::count(written.begin(), written.end(), '\n'));
    const auto line = [&](int number) {
        return made.file.empty() ? std::clamp(number - before, 1, last) : std::max(1, number);
    };
    made.place.line = line(diagnostic.line);
    made.place.column = utf16_column(diagnostic.source_line, diagnostic.column);
    made.place.end_line = std::max(made.place.line, line(diagnostic.end_line));
    made.place.end_column =
        made.place.end_line == made.place.line
            ? std::max(made.place.column,
                       utf16_column(diagnostic.source_line, diagnostic.end_column))
            : utf16_column(line_of(written, made.place.end_line), diagnostic.end_column);
    return made;
}

CohortText read_cohort_text(std::string written, const Surroundings& surroundings) {
    CohortText text;
    text.written = std::move(written);
    std::vector<cql::Diagnostic> ignored;  // the same come when the whole is read
    const auto tokens = cql::tokenize({"", text.written}, 0, ignored);
    text.form = form_of(tokens);
    std::string head;
    if (text.form == TextForm::definitions)
        head = head_for(tokens, declared_in(text.written), surroundings);
    if (text.form == TextForm::expression) {
        Declared declared;
        declared.names.emplace(cohort_library);
        head = head_for(tokens, declared, surroundings);
        head += fmt::format("define {}:\n", quoted(cohort_library));
    }
    text.begin = head.size();
    text.source = {"the text", std::move(head) + text.written + "\n"};
    text.tree = cql::parse_library(text.source, 0, text.unreadable);
    return text;
}

std::vector<cql::Span> clauses_of(const CohortText& text, std::string_view definition) {
    std::vector<cql::Span> clauses;
    const auto* found = find_definition(text, definition);
    std::set<std::string_view> followed;
    while (found != nullptr && found->body && found->body->form == Form::identifier &&
           followed.insert(found->name).second) {
        const auto* named = find_definition(text, found->body->name);
        if (named == nullptr) break;
        found = named;
    }
    if (found != nullptr && found->body) flatten(*found->body, clauses);
    return clauses;
}

}  // namespace openpcn::cohorts
