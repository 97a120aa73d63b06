// epraccur: practices and other prescribing sites, 27 columns without headings (pcn.md section
// 10.1), to which some who pass it on add some. Up to 2025 the status is a letter and the setting a
// number (4: GP practice); since 2026 the status is a word and the setting one or several ODS roles
// ("RO76|RO268"; RO76: GP practice).
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "organisations/table_format.h"

namespace openpcn::organisations {
namespace {

// Where the columns stand in the file as published.
namespace published {
constexpr std::size_t code = 0, name = 1, region = 2, system = 3, address = 4, postcode = 9,
                      opened = 10, closed = 11, status = 12, commissioner = 14, telephone = 17,
                      setting = 25, least = 26;
}

struct DirectoryColumns {
    Column code = published::code, name = published::name, region = published::region,
           system = published::system;
    std::array<Column, 5> address{published::address, published::address + 1,
                                  published::address + 2, published::address + 3,
                                  published::address + 4};
    Column postcode = published::postcode, opened = published::opened, closed = published::closed,
           status = published::status, commissioner = published::commissioner,
           telephone = published::telephone, setting = published::setting;
    std::size_t least = published::least;  // columns that a row must have
};

std::optional<PracticeStatus> read_status(std::string_view cell) {
    static constexpr std::array<std::pair<std::string_view, PracticeStatus>, 10> words{
        {{"A", PracticeStatus::active},
         {"ACTIVE", PracticeStatus::active},
         {"C", PracticeStatus::closed},
         {"CLOSED", PracticeStatus::closed},
         {"INACTIVE", PracticeStatus::closed},
         {"D", PracticeStatus::dormant},
         {"DORMANT", PracticeStatus::dormant},
         {"P", PracticeStatus::proposed},
         {"PROPOSED", PracticeStatus::proposed},
         {"PENDING", PracticeStatus::proposed}}};
    const std::string word = upper(cell);
    for (const auto& [text, status] : words)
        if (word == text) return status;
    return std::nullopt;
}

// The roles or settings of a cell: "4", "RO76", "RO80|RO87".
template <typename Fits>
bool any_setting(std::string_view cell, Fits fits) {
    for (;;) {
        const auto end = cell.find('|');
        if (fits(cell.substr(0, end))) return true;
        if (end == std::string_view::npos) return false;
        cell.remove_prefix(end + 1);
    }
}

bool is_gp_practice(std::string_view setting) {
    return any_setting(setting, [](std::string_view one) { return one == "4" || one == "RO76"; });
}

// Other reports of 27 columns, of general practitioners for one, have no setting.
bool is_setting(std::string_view cell) {
    const auto is_number = [](std::string_view digits) {
        return !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return any_setting(cell, [&](std::string_view one) {
        return (one.size() <= 2 && is_number(one)) ||
               (one.starts_with("RO") && is_number(one.substr(2)));
    });
}

class Directory final : public TableFormat {
public:
    explicit Directory(DirectoryColumns columns) : columns_(columns) {}

    FileKind kind() const override { return FileKind::practice_directory; }

    void row(const TableRow& row, FactSink& sink) override {
        if (row.cells.size() < columns_.least) {
            return sink.reject(row, fmt::format("The line has {} columns; the directory has 27.",
                                                row.cells.size()));
        }
        auto code = read_code(row[columns_.code]);
        auto region = read_code(row[columns_.region]);
        auto system = read_code(row[columns_.system]);
        auto commissioner = read_code(row[columns_.commissioner]);
        const auto opened = read_date(row, columns_.opened);
        const auto closed = read_date(row, columns_.closed);
        for (const std::string* wrong : Wrongs{&code.wrong, &region.wrong, &system.wrong,
                                               &commissioner.wrong, &opened.wrong, &closed.wrong}) {
            if (!wrong->empty()) return sink.reject(row, *wrong);
        }
        if (!code.code) return sink.reject(row, "The practice has no code.");
        const auto status = read_status(row[columns_.status]);
        if (!status) {
            return sink.reject(
                row, fmt::format("\"{}\" is not a status of the directory.", row[columns_.status]));
        }
        const auto [seen, is_new] = seen_.try_emplace(code.code->text(), row.line);
        if (!is_new) {
            return sink.reject(
                row, fmt::format("{} stands on line {} already.", code.code->text(), seen->second));
        }
        if (opened.date) sink.says_started(*opened.date);
        const std::string setting = upper(row[columns_.setting]);
        sink.facts.directory.push_back(
            {*code.code,
             std::string(row[columns_.name]),
             region.code,
             system.code,
             commissioner.code,
             joined(row, {columns_.address[0], columns_.address[1], columns_.address[2],
                          columns_.address[3], columns_.address[4]}),
             upper(row[columns_.postcode]),
             std::string(row[columns_.telephone]),
             {opened.date, closed.date},
             *status,
             is_gp_practice(setting) ? PracticeKind::gp_practice
                                     : PracticeKind::other_prescribing_site,
             setting,
             row.line});
    }

private:
    DirectoryColumns columns_;
    std::map<std::string, std::uint64_t> seen_;
};

bool is_directory_row(std::span<const std::string_view> cells) {
    if (cells.size() < published::least || cells.size() > 28) return false;
    const TableRow row{cells, {}, 0, CellOrigin::text_file};
    return OdsCode::parse(row[published::code]).has_value() &&
           read_status(row[published::status]).has_value() &&
           read_date(row, published::opened).wrong.empty() &&
           is_setting(upper(row[published::setting]));
}

}  // namespace

std::unique_ptr<TableFormat> make_bare_directory(std::span<const std::string_view> first_row) {
    if (!is_directory_row(first_row)) return nullptr;
    return std::make_unique<Directory>(DirectoryColumns());
}

std::unique_ptr<TableFormat> make_directory(const Headings& h) {
    DirectoryColumns columns;
    columns.code = h.find({"organisation_code", "org_code", "practice_code", "ods_code", "code"});
    columns.status = h.find({"status_code", "status", "organisation_status"});
    columns.setting = h.find({"prescribing_setting", "prescribing_setting_code"});
    if (!columns.code || !columns.status || !columns.setting) return nullptr;
    columns.name = h.find({"name", "organisation_name", "practice_name"});
    columns.region = h.find({"national_grouping", "national_grouping_code"});
    columns.system = h.find({"high_level_health_geography", "high_level_health_geography_code",
                             "high_level_health_authority_code"});
    columns.address = {h.find({"address_line_1", "address1", "address_1"}),
                       h.find({"address_line_2", "address2", "address_2"}),
                       h.find({"address_line_3", "address3", "address_3"}),
                       h.find({"address_line_4", "address4", "address_4"}),
                       h.find({"address_line_5", "address5", "address_5"})};
    columns.postcode = h.find({"postcode", "post_code"});
    columns.opened = h.find({"open_date", "organisation_open_date"});
    columns.closed = h.find({"close_date", "organisation_close_date"});
    columns.commissioner = h.find({"commissioner", "commissioner_code", "sub_icb_code",
                                   "provider_purchaser", "parent_organisation_code"});
    columns.telephone = h.find({"contact_telephone_number", "telephone_number", "telephone"});
    columns.least = std::max({*columns.code, *columns.status, *columns.setting}) + 1;
    return std::make_unique<Directory>(columns);
}

}  // namespace openpcn::organisations
