// An Excel workbook (.xlsx) as rows of text: ECMA-376 part 1, SpreadsheetML, as far as published
// registers use it.
//
// Shared, inline and formula strings, numbers and truth values as they are stored; styles are not
// read, so a date that is a number comes as its serial number (published_date.h knows). Rows come
// with the number that the spreadsheet shows. Used by one thread.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "organisations/zip_archive.h"

namespace openpcn::organisations {

class Workbook {
public:
    static constexpr std::size_t columns_max = 256;

    struct Sheet {
        std::string name;
        std::string member;
    };
    using RowCallback =
        std::function<void(std::uint64_t number, std::span<const std::string_view> cells)>;

    static bool is_workbook(const ZipArchive& archive);
    // The archive must outlive the workbook. `invalid` where a part is missing or damaged.
    static Result<Workbook> open(const ZipArchive& archive, std::string name);

    const std::vector<Sheet>& sheets() const { return sheets_; }
    // When it was made, from its properties: "2024-10-25T08:44:10Z"; empty where it does not say.
    const std::string& created() const { return created_; }
    // Rows without cells are left out; columns beyond `columns_max` fail with `invalid`.
    Result<void> read(const Sheet& sheet, const RowCallback& row) const;

private:
    Workbook(const ZipArchive& archive, std::string name)
        : archive_(&archive), name_(std::move(name)) {}
    Result<std::string> part(std::string_view member) const;
    Result<void> read_sheets();
    Result<void> read_strings();

    const ZipArchive* archive_;
    std::string name_;
    std::vector<Sheet> sheets_;
    std::vector<std::string> strings_;
    std::string created_;
};

}  // namespace openpcn::organisations
