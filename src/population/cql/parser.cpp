#include "population/cql/parser.h"

#include "population/cql/expression_parser.h"

namespace openpcn::cql {
namespace {

using syntax::Access;
using syntax::Definition;
using syntax::Library;

class LibraryParser {
public:
    LibraryParser(const LibrarySource& source, std::uint16_t index, std::vector<Token> tokens,
                  std::vector<Diagnostic>& diagnostics)
        : source_(source), cursor_(std::move(tokens)), diagnostics_(diagnostics) {
        library_.source = index;
    }

    Library run() {
        while (!cursor_.at_end()) {
            const std::size_t before = cursor_.position();
            name_.clear();
            try {
                declaration();
            } catch (const ParseFailure& failure) {
                diagnostics_.push_back(diagnostic_at(source_, failure.span, failure.message));
                if (!name_.empty()) library_.unread.push_back(name_);
                skip_to_next_declaration(before);
            }
        }
        return std::move(library_);
    }

private:
    bool at_declaration() const {
        return cursor_.at_any_word({"library", "using", "include", "codesystem", "valueset",
                                    "parameter", "context", "define", "public", "private"}) ||
               (cursor_.at_any_word({"code", "concept"}) && cursor_.at_symbol(":", 2));
    }

    void skip_to_next_declaration(std::size_t failed) {
        if (cursor_.position() == failed) cursor_.take();
        while (!cursor_.at_end() && !at_declaration()) cursor_.take();
    }

    void declaration() {
        access_ = Access::public_;
        accept_access();
        if (cursor_.accept_word("library")) {
            library_.name = expressions_.qualified_identifier("the name of the library");
            library_.version = optional_version();
        } else if (cursor_.accept_word("using")) {
            library_.models.push_back(expressions_.qualified_identifier("a model"));
            optional_version();
            if (cursor_.accept_word("called")) expressions_.identifier("a name");
        } else if (cursor_.at_word("include")) {
            include();
        } else if (cursor_.at_word("codesystem")) {
            cursor_.take();
            const auto [name, span] = declared_name();
            std::string id = cursor_.expect_string();
            library_.code_systems.push_back(
                {name, std::move(id), optional_version(), span, access_});
        } else if (cursor_.at_word("valueset")) {
            value_set();
        } else if (cursor_.at_word("code")) {
            code();
        } else if (cursor_.at_word("concept")) {
            concept_();
        } else if (cursor_.at_word("parameter")) {
            parameter();
        } else if (cursor_.accept_word("context")) {
            context_ = expressions_.qualified_identifier("a context");
        } else if (cursor_.at_word("define")) {
            definition();
        } else {
            cursor_.fail(fmt::format("Here a declaration such as \"define\" was expected, not {}.",
                                     cursor_.describe()));
        }
    }

    void accept_access() {
        if (!cursor_.at_any_word({"private", "public"})) return;
        access_ = cursor_.take().text == "private" ? Access::private_ : Access::public_;
    }

    std::string optional_version() {
        return cursor_.accept_word("version") ? cursor_.expect_string() : "";
    }

    std::pair<std::string, Span> declared_name() {
        const std::size_t at = cursor_.position();
        name_ = expressions_.identifier("a name");
        const Span span = cursor_.span_from(at);
        cursor_.expect_symbol(":");
        return {name_, span};
    }

    void include() {
        cursor_.take();
        const std::size_t at = cursor_.position();
        syntax::Include item;
        item.name = expressions_.qualified_identifier("the name of a library");
        item.version = optional_version();
        item.alias = item.name.substr(item.name.rfind('.') + 1);
        if (cursor_.accept_word("called")) item.alias = expressions_.identifier("a name");
        item.span = cursor_.span_from(at);
        library_.includes.push_back(std::move(item));
    }

    void value_set() {
        cursor_.take();
        const auto [name, span] = declared_name();
        std::string id = cursor_.expect_string();
        library_.value_sets.push_back({name, std::move(id), optional_version(), span, access_});
        if (!cursor_.accept_word("codesystems")) return;
        cursor_.expect_symbol("{");
        do {
            expressions_.qualified_identifier("a code system");
        } while (cursor_.accept_symbol(","));
        cursor_.expect_symbol("}");
    }

    void code() {
        cursor_.take();
        syntax::CodeDeclaration item;
        std::tie(item.name, item.span) = declared_name();
        item.code = cursor_.expect_string();
        cursor_.expect_word("from");
        item.system = expressions_.qualified_identifier("a code system");
        if (cursor_.accept_word("display")) item.display = cursor_.expect_string();
        item.access = access_;
        library_.codes.push_back(std::move(item));
    }

    void concept_() {
        cursor_.take();
        syntax::ConceptDeclaration item;
        std::tie(item.name, item.span) = declared_name();
        cursor_.expect_symbol("{");
        do {
            item.codes.push_back(expressions_.qualified_identifier("a code"));
        } while (cursor_.accept_symbol(","));
        cursor_.expect_symbol("}");
        if (cursor_.accept_word("display")) item.display = cursor_.expect_string();
        item.access = access_;
        library_.concepts.push_back(std::move(item));
    }

    void parameter() {
        cursor_.take();
        syntax::Parameter item;
        const std::size_t at = cursor_.position();
        item.name = name_ = expressions_.identifier("a name");
        item.span = cursor_.span_from(at);
        item.access = access_;
        if (!cursor_.at_word("default") && !cursor_.at_end() && !at_declaration())
            item.type = expressions_.type_specifier();
        if (cursor_.accept_word("default")) item.default_value = expressions_.expression();
        library_.parameters.push_back(std::move(item));
    }

    void definition() {
        const std::size_t first = cursor_.position();
        cursor_.take();
        Definition item;
        item.context = context_;
        accept_access();
        item.is_private = access_ == Access::private_;
        item.is_fluent = cursor_.at_word("fluent") && cursor_.at_word("function", 1);
        if (item.is_fluent) cursor_.take();
        item.is_function = cursor_.accept_word("function");
        const std::size_t at = cursor_.position();
        item.name = item.is_function && cursor_.peek().kind == TokenKind::word
                        ? cursor_.take().text
                        : expressions_.identifier("the name of the definition");
        item.span = cursor_.span_from(at);
        name_ = item.name;
        if (item.is_function) function_head(item);
        cursor_.expect_symbol(":");
        if (item.is_function && cursor_.accept_word("external")) {
            item.is_external = true;
        } else {
            item.body = expressions_.expression();
        }
        item.whole = cursor_.span_from(first);
        library_.definitions.push_back(std::move(item));
        if (!cursor_.at_end() && !at_declaration()) {
            cursor_.fail(fmt::format("The definition ends before {}; an operator is missing.",
                                     cursor_.describe()));
        }
    }

    void function_head(Definition& item) {
        cursor_.expect_symbol("(");
        if (!cursor_.at_symbol(")")) {
            do {
                std::string name = cursor_.peek().kind == TokenKind::word
                                       ? cursor_.take().text
                                       : expressions_.identifier("the name of an operand");
                item.operands.push_back({std::move(name), expressions_.type_specifier()});
            } while (cursor_.accept_symbol(","));
        }
        cursor_.expect_symbol(")");
        if (cursor_.accept_word("returns")) item.result_type = expressions_.type_specifier();
    }

    const LibrarySource& source_;
    TokenCursor cursor_;
    ExpressionParser expressions_{cursor_};
    std::vector<Diagnostic>& diagnostics_;
    Library library_;
    std::string context_ = "Patient";
    Access access_ = Access::public_;  // of the declaration that is being read
    std::string name_;                 // of the same, once it is known
};

}  // namespace

Library parse_library(const LibrarySource& source, std::uint16_t source_index,
                      std::vector<Diagnostic>& diagnostics) {
    if (source.text.size() > library_bytes_max) {
        diagnostics.push_back(
            diagnostic_at(source, {},
                          fmt::format("The library has {} bytes; at most {} are read.",
                                      source.text.size(), library_bytes_max)));
        return {};
    }
    return LibraryParser(source, source_index, tokenize(source, source_index, diagnostics),
                         diagnostics)
        .run();
}

}  // namespace openpcn::cql
