#include "organisations/table_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace openpcn::organisations {
namespace {

// Some publications put a title and notes above the headings.
constexpr std::size_t preamble_rows_max = 12;

constexpr std::array<MakeFormat, 12> formats{
    make_core_partners, make_network_details, make_practice_mapping, make_directory,
    make_list_sizes,    make_wide_list_sizes, make_residence,        make_places,
    make_deprivation,   make_rural_urban,     make_area_lookup,      make_care_homes};

}  // namespace

void TableReader::row(const TableRow& row) {
    if (row.is_blank()) return;
    if (!in_table_ && !find_format(row)) return;
    give(row);
}

void TableReader::give(const TableRow& row) {
    ++sink_.facts.rows;
    if (const auto why = wrong_width(row)) return sink_.reject(row, *why);
    format_->row(row, sink_);
}

void TableReader::fault(const TableRow& row, const char* why) {
    ++sink_.facts.rows;
    sink_.reject(row, why);
}

void TableReader::finish_table() {
    in_table_ = false;
    seen_ = 0;
    early_.clear();
}

void TableReader::finish() {
    if (format_ == nullptr) return;
    format_->finish(sink_);
    sink_.facts.kind = format_->kind();
}

bool TableReader::find_bare_format(const TableRow& row) {
    if (format_ != nullptr && !headings_.empty()) return false;
    for (const auto make : {make_bare_directory, make_bare_network_table}) {
        auto found = make(row.cells);
        if (found == nullptr) continue;
        if (format_ == nullptr) format_ = std::move(found);
        in_table_ = true;
        // Rows of the same width before it are data too, and wrong: each is told with its reason.
        for (const EarlyRow& early : early_) {
            if (early.cells.size() != row.cells.size()) continue;
            const std::vector<std::string_view> cells(early.cells.begin(), early.cells.end());
            give({cells, early.original, early.line, early.origin});
        }
        early_.clear();
        return true;
    }
    return false;
}

bool TableReader::find_format(const TableRow& row) {
    if (seen_ == 0 && first_row_.empty()) {
        for (const std::string_view cell : row.cells.first(std::min(row.cells.size(), 8UL)))
            first_row_ += fmt::format("{}{}", first_row_.empty() ? "" : ", ", cell);
        first_row_.resize(std::min(first_row_.size(), std::size_t{300}));
    }
    if (++seen_ > preamble_rows_max) return false;
    if (find_bare_format(row)) return true;
    const Headings headings(row.cells);
    if (format_ != nullptr) {
        // A further table of the same kind: the file of the other sex, say.
        in_table_ = !headings_.empty() && headings.names() == headings_;
        return false;
    }
    for (const MakeFormat make : formats) {
        format_ = make(headings);
        if (format_ == nullptr) continue;
        in_table_ = true;
        headings_ = headings.names();
        columns_ = row.cells.size();
        while (columns_ > 0 && headings_[columns_ - 1].empty()) --columns_;
        return false;
    }
    auto near = nearest_table(headings);
    if (near && (!nearest_ || near->found > nearest_->found)) nearest_ = std::move(near);
    early_.push_back(
        {{row.cells.begin(), row.cells.end()}, std::string(row.original), row.line, row.origin});
    return false;
}

// Cells beyond the headings mean that a comma went astray, so the row cannot be trusted.
std::optional<std::string> TableReader::wrong_width(const TableRow& row) const {
    if (columns_ == 0) return std::nullopt;
    std::size_t cells = row.cells.size();
    while (cells > columns_ && row[cells - 1].empty()) --cells;
    if (cells > columns_ || (row.origin == CellOrigin::text_file && cells < columns_))
        return fmt::format("The line has {} columns, the headings {}.", cells, columns_);
    return std::nullopt;
}

Error TableReader::unknown(const std::string& file) const {
    const std::string where =
        fmt::format("In {}, which begins: {}", file, first_row_.empty() ? "(nothing)" : first_row_);
    if (nearest_) {
        return {
            ErrorKind::unsupported,
            fmt::format("This looks like {}, but lacks {}.", nearest_->table, nearest_->missing),
            where,
            "Compare its headings with docs/guides/register.md. If the publication renamed a "
            "column, give it the name in brackets and load it again."};
    }
    return {ErrorKind::unsupported, "This is none of the files that the register knows.", where,
            "Load a file named in docs/guides/register.md, as it was published."};
}

}  // namespace openpcn::organisations
