#include "platform/export/csv.h"

#include <fmt/format.h>

#include "base/invariant.h"

namespace openpcn::exporting {
namespace {

void append_text(std::string& csv, std::string_view text) {
    const bool formula =
        !text.empty() && std::string_view("=+-@\t\r\n").find(text[0]) != std::string_view::npos;
    const bool quoted = text.find_first_of(",\"\r\n\t") != std::string_view::npos;
    if (quoted) csv += '"';
    if (formula) csv += '\'';
    for (const char c : text) {
        if (c == '"') csv += '"';
        csv += c;
    }
    if (quoted) csv += '"';
}

void append_cell(std::string& csv, const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        append_text(csv, *text);
    } else if (const auto* integer = std::get_if<std::int64_t>(&cell)) {
        csv += fmt::format("{}", *integer);
    } else if (const auto* real = std::get_if<double>(&cell)) {
        csv += fmt::format("{}", *real);
    } else if (const auto* date = std::get_if<Date>(&cell)) {
        csv += date->to_string();
    }
}

}  // namespace

std::string csv_text(const Table& table, ByteOrderMark mark) {
    std::string csv = mark == ByteOrderMark::utf8 ? "\xef\xbb\xbf" : "";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (i > 0) csv += ',';
        append_text(csv, table.columns[i]);
    }
    csv += "\r\n";
    for (const auto& row : table.rows) {
        INVARIANT(row.size() == table.columns.size());
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) csv += ',';
            append_cell(csv, row[i]);
        }
        csv += "\r\n";
    }
    return csv;
}

}  // namespace openpcn::exporting
