#include "population/terminology/code_table.h"

#include <fmt/format.h>

#include <optional>

namespace openpcn {
namespace {

Error at_line(std::string what, std::string_view file, std::size_t line) {
    return {
        ErrorKind::invalid, std::move(what), fmt::format("{}, line {}", file, line),
        "Correct the line; columns are separated by commas, text with commas stands in quotes."};
}

// One line of CSV; fields may be quoted, a quote inside is doubled. Nothing if a quote is left
// open.
std::optional<std::vector<std::string>> split_line(std::string_view line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted) {
            if (c != '"')
                fields.back() += c;
            else if (i + 1 < line.size() && line[i + 1] == '"')
                fields.back() += line[++i];
            else
                quoted = false;
        } else if (c == '"' && fields.back().empty()) {
            quoted = true;
        } else if (c == ',') {
            fields.emplace_back();
        } else {
            fields.back() += c;
        }
    }
    if (quoted) return std::nullopt;
    return fields;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

Result<CodeTable> parse_code_table(std::string_view text, std::string_view file) {
    CodeTable table;
    std::size_t number = 0;
    while (!text.empty()) {
        ++number;
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (trimmed(line).empty()) continue;
        if (line[0] == '#') {
            const auto colon = line.find(':');
            if (colon != std::string_view::npos) {
                table.headings[std::string(trimmed(line.substr(1, colon - 1)))] =
                    trimmed(line.substr(colon + 1));
            }
            continue;
        }
        auto fields = split_line(line);
        if (!fields) return failure(at_line("A quotation mark is not closed.", file, number));
        if (table.columns.empty()) {
            table.columns = std::move(*fields);
            if (table.columns.size() < 2 || table.columns[0] != "system" ||
                table.columns[1] != "code") {
                return failure(at_line("The first columns must be system and code.", file, number));
            }
            continue;
        }
        if (fields->size() != table.columns.size()) {
            return failure(at_line(fmt::format("The line has {} fields, the heading {}.",
                                               fields->size(), table.columns.size()),
                                   file, number));
        }
        if ((*fields)[0].empty() || (*fields)[1].empty()) {
            return failure(at_line("System and code must not be empty.", file, number));
        }
        table.rows.push_back(std::move(*fields));
    }
    if (table.columns.empty()) return failure(at_line("There is no heading.", file, number));
    return table;
}

}  // namespace openpcn
