#include "cohorts/text_dependencies.h"

#include <fmt/format.h>

#include <set>

#include "population/cql/token.h"

namespace openpcn::cohorts {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view name_mark = "\"";

// Tokens as words that cannot run into each other; names bare and quoted are alike.
Words words_of(std::string_view text) {
    std::vector<cql::Diagnostic> ignored;
    Words words;
    for (const cql::Token& token : cql::tokenize({"", std::string(text)}, 0, ignored)) {
        if (token.kind == cql::TokenKind::end) break;
        const bool name =
            token.kind == cql::TokenKind::word || token.kind == cql::TokenKind::quoted;
        words.push_back(name ? fmt::format("{}{}", name_mark, token.text)
                             : fmt::format("{} {}", static_cast<int>(token.kind), token.text));
    }
    return words;
}

std::string_view name_of(std::string_view word) {
    return word.starts_with(name_mark) ? word.substr(name_mark.size()) : std::string_view();
}

}  // namespace

TextDependencies::TextDependencies(const CohortText& text) {
    const auto add = [this](const std::string& name, Words words, bool is_value_set) {
        by_name_[name].push_back({std::move(words), is_value_set});
    };
    const auto& tree = text.tree;
    for (const auto& item : tree.definitions)
        add(item.name, words_of(fmt::format("{} {}", item.context, text.slice(item.whole))), false);
    for (const auto& item : tree.value_sets) add(item.name, {item.id}, true);
    for (const auto& item : tree.code_systems) add(item.name, {item.id}, false);
    for (const auto& item : tree.codes)
        add(item.name, {item.code, std::string(name_mark) + item.system, item.display}, false);
    for (const auto& item : tree.concepts) {
        Words words{item.display};
        for (const auto& code : item.codes) words.push_back(std::string(name_mark) + code);
        add(item.name, std::move(words), false);
    }
    for (const auto& item : tree.includes) add(item.alias, {item.name, item.version}, false);
    // A parameter's span is its name; what comes after is taken up to the next line.
    for (const auto& item : tree.parameters) {
        const std::size_t end = text.source.text.find('\n', item.span.end);
        add(item.name,
            words_of(std::string_view(text.source.text)
                         .substr(item.span.begin,
                                 std::min(end, text.source.text.size()) - item.span.begin)),
            false);
    }
}

std::string TextDependencies::joined(std::string_view expression, ValueSetNames names) const {
    std::string key;
    std::set<std::string, std::less<>> seen;
    std::vector<std::string> open;
    const auto append = [&](const Words& words) {
        for (const std::string& word : words) {
            const std::string_view name = name_of(word);
            const auto declared = name.empty() ? by_name_.end() : by_name_.find(name);
            const bool known = declared != by_name_.end();
            const bool masked =
                known && names == ValueSetNames::masked && declared->second.front().is_value_set;
            key += masked ? std::string("(value set)") : word;
            key += '\n';
            if (known && !masked && seen.insert(std::string(name)).second) open.emplace_back(name);
        }
        key += '\n';
    };
    append(words_of(expression));
    while (!open.empty()) {
        const std::string name = std::move(open.back());
        open.pop_back();
        for (const Declaration& declaration : by_name_.at(name)) append(declaration.words);
    }
    return key;
}

std::string TextDependencies::key_of(std::string_view expression) const {
    return joined(expression, ValueSetNames::kept);
}

std::string TextDependencies::masked_key_of(std::string_view expression) const {
    return joined(expression, ValueSetNames::masked);
}

}  // namespace openpcn::cohorts
