#include "population/cql/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace openpcn::cql {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Levenshtein distance without regard to case.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1,
                               diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

struct Place {
    int line = 1;
    int column = 1;
    std::size_t line_start = 0;
};

Place place_of(std::string_view text, std::size_t offset) {
    const std::size_t at = std::min(offset, text.size());
    const std::size_t start = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    const auto line_ends = std::count(text.begin(), text.begin() + static_cast<long>(at), '\n');
    return {static_cast<int>(line_ends) + 1, static_cast<int>(at - start) + 1, start};
}

}  // namespace

std::string Diagnostic::render() const {
    std::string caret;
    for (int i = 1; i < column; ++i) {
        const auto at = static_cast<std::size_t>(i - 1);
        caret += at < source_line.size() && source_line[at] == '\t' ? '\t' : ' ';
    }
    return fmt::format("{}:{}:{}: {}\n  {}\n  {}^", file, line, column, message, source_line,
                       caret);
}

Diagnostic diagnostic_at(const LibrarySource& source, Span span, std::string message) {
    const std::string_view text = source.text;
    const Place begin = place_of(text, span.begin);
    const Place end = place_of(text, std::max(span.begin, span.end));
    const std::size_t start = begin.line_start;
    Diagnostic diagnostic;
    diagnostic.file = source.file;
    diagnostic.line = begin.line;
    diagnostic.column = begin.column;
    diagnostic.end_line = end.line;
    diagnostic.end_column = end.column;
    diagnostic.message = std::move(message);
    diagnostic.source_line =
        text.substr(start, std::min(text.find('\n', start), text.size()) - start);
    if (diagnostic.source_line.ends_with('\r')) diagnostic.source_line.pop_back();
    return diagnostic;
}

Error to_error(const std::vector<Diagnostic>& diagnostics) {
    std::string all;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (!all.empty()) all += "\n";
        all += diagnostic.render();
    }
    return {ErrorKind::invalid,
            fmt::format("The rules have {} error{}.", diagnostics.size(),
                        diagnostics.size() == 1 ? "" : "s"),
            all, "Correct the places named above."};
}

std::vector<std::string> nearest_names(std::string_view name,
                                       const std::vector<std::string>& candidates) {
    std::vector<std::pair<std::size_t, std::string>> near;
    const std::size_t furthest = std::max<std::size_t>(2, name.size() / 3);
    for (const std::string& candidate : candidates) {
        if (candidate.size() > name.size() + furthest ||
            name.size() > candidate.size() + furthest) {
            continue;
        }
        const std::size_t d = distance(name, candidate);
        if (d <= furthest) near.emplace_back(d, candidate);
    }
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    std::vector<std::string> names;
    for (std::size_t i = 0; i < near.size() && i < 3; ++i) names.push_back(near[i].second);
    return names;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates) {
    const auto names = nearest_names(name, candidates);
    if (names.empty()) return "";
    std::string text = " Did you mean ";
    for (std::size_t i = 0; i < names.size(); ++i) {
        text += fmt::format("{}\"{}\"",
                            i == 0                  ? ""
                            : i + 1 == names.size() ? " or "
                                                    : ", ",
                            names[i]);
    }
    return text + "?";
}

std::vector<std::string> names_meant(std::string_view message) {
    constexpr std::string_view question = " Did you mean ";
    const std::size_t found = message.rfind(question);
    std::vector<std::string> names;
    if (found == std::string_view::npos) return names;
    // "a", "b" or "c"? - names of CQL may hold anything but quotes.
    std::string_view rest = message.substr(found + question.size());
    for (std::size_t open = rest.find('"'); open != std::string_view::npos; open = rest.find('"')) {
        const std::size_t close = rest.find('"', open + 1);
        if (close == std::string_view::npos) break;
        names.emplace_back(rest.substr(open + 1, close - open - 1));
        rest.remove_prefix(close + 1);
    }
    return names;
}

}  // namespace openpcn::cql
