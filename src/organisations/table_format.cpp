#include "organisations/table_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace openpcn::organisations {

std::string_view TableRow::operator[](Column column) const {
    if (!column || *column >= cells.size()) return {};
    std::string_view cell = cells[*column];
    // A no-break space is two bytes in UTF-8, and spreadsheets like it at the ends of names.
    constexpr std::string_view no_break = "\xC2\xA0";
    for (;;) {
        if (cell.starts_with(no_break)) {
            cell.remove_prefix(2);
        } else if (cell.ends_with(no_break)) {
            cell.remove_suffix(2);
        } else if (!cell.empty() && static_cast<unsigned char>(cell.front()) <= ' ') {
            cell.remove_prefix(1);
        } else if (!cell.empty() && static_cast<unsigned char>(cell.back()) <= ' ') {
            cell.remove_suffix(1);
        } else {
            return cell;
        }
    }
}

bool TableRow::is_blank() const {
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (!(*this)[i].empty()) return false;
    return true;
}

void FactSink::reject(const TableRow& row, std::string reason) {
    facts.rejects.push_back(
        {facts.name, row.line, std::move(reason), std::string(row.original.substr(0, 2000))});
}

void FactSink::says_extracted(Date date) {
    if (!extracted || *extracted < date) extracted = date;
}

void FactSink::says_started(Date date) {
    if (!newest_start || *newest_start < date) newest_start = date;
}

namespace {

// How databases and statistics programs write out a cell that has nothing in it.
bool is_nothing(std::string_view cell) {
    for (const char* word : {"", "NULL", "null", "NA", "N/A", "NaN", "NaT", "-"})
        if (cell == word) return true;
    return false;
}

}  // namespace

CodeCell read_code(std::string_view cell) {
    if (is_nothing(cell)) return {};
    auto code = OdsCode::parse(cell);
    if (!code) return {std::nullopt, code.error().what};
    return {std::move(*code), {}};
}

DateCell read_date(const TableRow& row, Column column) {
    const std::string_view cell = row[column];
    if (is_nothing(cell)) return {};
    const auto date = parse_published_date(cell, row.origin);
    if (!date) return {std::nullopt, date.error().what};
    return {*date, {}};
}

std::optional<std::int64_t> read_count(std::string_view cell) {
    std::string digits(cell);
    std::erase(digits, ',');
    if (digits.ends_with(".0")) digits.resize(digits.size() - 2);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || value < 0)
        return std::nullopt;
    return value;
}

std::optional<double> read_number(std::string_view cell) {
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (cell.empty() || error != std::errc() || end != cell.data() + cell.size() ||
        !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

std::string joined(const TableRow& row, std::initializer_list<Column> columns) {
    std::string text;
    for (const Column column : columns) {
        const std::string_view cell = row[column];
        if (cell.empty()) continue;
        if (!text.empty()) text += ", ";
        text += cell;
    }
    return text;
}

}  // namespace openpcn::organisations
