#include "platform/export/xlsx.h"

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/invariant.h"

namespace openpcn::exporting {
namespace {

constexpr std::size_t rows_max = 1'048'576;
// Beyond it a double, which is what a sheet keeps, is no longer exact.
constexpr std::int64_t exact_integer_max = std::int64_t{1} << 53;

// A folder that only this user may enter, gone with the object.
class PrivateFolder {
public:
    PrivateFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "export-XXXXXX").string();
        if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
    }
    ~PrivateFolder() {
        std::error_code ignored;
        if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
    }
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// A sheet's name has at most 31 characters and none of []:*?/\ .
std::string sheet_name(std::string_view title) {
    std::string name;
    for (const char c : title.substr(0, 31)) {
        name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
    }
    // Not in the middle of a UTF-8 character.
    if (title.size() > 31) {
        auto end = name.size();
        while (end > 0 && (static_cast<unsigned char>(title[end]) & 0xc0) == 0x80) --end;
        name.resize(end);
    }
    return name.empty() ? "Table" : name;
}

struct Formats {
    lxw_format* date;
    lxw_format* heading;
};

lxw_error write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell,
                     const Formats& formats) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        return text->empty() ? LXW_NO_ERROR
                             : worksheet_write_string(sheet, row, column, text->c_str(), nullptr);
    }
    if (const auto* integer = std::get_if<std::int64_t>(&cell)) {
        if (*integer > exact_integer_max || *integer < -exact_integer_max) {
            return worksheet_write_string(sheet, row, column, fmt::format("{}", *integer).c_str(),
                                          nullptr);
        }
        return worksheet_write_number(sheet, row, column, static_cast<double>(*integer), nullptr);
    }
    if (const auto* real = std::get_if<double>(&cell)) {
        if (!std::isfinite(*real)) return LXW_NO_ERROR;
        return worksheet_write_number(sheet, row, column, *real, nullptr);
    }
    if (const auto* date = std::get_if<Date>(&cell)) {
        if (date->year() < 1900) {
            return worksheet_write_string(sheet, row, column, date->to_string().c_str(), nullptr);
        }
        lxw_datetime value{date->year(), date->month(), date->day(), 0, 0, 0};
        return worksheet_write_datetime(sheet, row, column, &value, formats.date);
    }
    return LXW_NO_ERROR;
}

lxw_error write_table(lxw_workbook* book, const Table& table) {
    const Formats formats{workbook_add_format(book), workbook_add_format(book)};
    format_set_num_format(formats.date, "yyyy-mm-dd");
    format_set_bold(formats.heading);
    lxw_worksheet* sheet = workbook_add_worksheet(book, sheet_name(table.title).c_str());
    lxw_worksheet* notes = workbook_add_worksheet(
        book, sheet_name(table.title) == "Notes" ? "Notes on the table" : "Notes");
    if (sheet == nullptr || notes == nullptr) return LXW_ERROR_PARAMETER_VALIDATION;
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(table.columns.size()), 18, nullptr);
    lxw_row_t row = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        worksheet_write_string(sheet, row, static_cast<lxw_col_t>(i), table.columns[i].c_str(),
                               formats.heading);
    }
    for (const auto& cells : table.rows) {
        INVARIANT(cells.size() == table.columns.size());
        ++row;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const lxw_error code =
                write_cell(sheet, row, static_cast<lxw_col_t>(i), cells[i], formats);
            if (code != LXW_NO_ERROR) return code;
        }
    }
    row = 0;
    for (const std::string& note : table.notes) {
        const lxw_error code = worksheet_write_string(notes, row++, 0, note.c_str(), nullptr);
        if (code != LXW_NO_ERROR) return code;
    }
    return LXW_NO_ERROR;
}

Error cannot_write(const std::filesystem::path& path) {
    return {ErrorKind::unavailable, "The spreadsheet cannot be written.", path.string(),
            "Make room in the folder for temporary files."};
}

}  // namespace

Result<std::string> xlsx_bytes(const Table& table) {
    if (table.rows.size() + 1 > rows_max) {
        return failure({ErrorKind::unsupported,
                        fmt::format("A sheet takes {} rows, and this table has {}.", rows_max,
                                    table.rows.size() + 1),
                        "the export", "Narrow the filter, or export as CSV."});
    }
    const PrivateFolder folder;
    if (folder.path().empty()) return failure(cannot_write(std::filesystem::temp_directory_path()));
    const auto path = folder.path() / "table.xlsx";
    std::string temporary = folder.path().string();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = temporary.data();
    lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
    if (book == nullptr) return failure(cannot_write(path));
    const lxw_error written = write_table(book, table);
    const lxw_error closed = workbook_close(book);  // frees it, too
    if (written != LXW_NO_ERROR) {
        return failure({ErrorKind::unsupported,
                        fmt::format("A sheet cannot hold this: {}", lxw_strerror(written)),
                        "the export", "Export as CSV."});
    }
    if (closed != LXW_NO_ERROR) return failure(cannot_write(path));
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file || bytes.empty()) return failure(cannot_write(path));
    return bytes;
}

}  // namespace openpcn::exporting
