// epraccur: practices and other prescribing sites, 27 columns without headings (pcn.md section
// 10.1). Up to 2025 the status is a letter and the setting a number (4: GP practice); since 2026
// the status is a word and the setting an ODS role (RO76: GP practice).
#include <fmt/format.h>

#include <array>
#include <map>
#include <utility>

#include "organisations/table_format.h"

namespace openpcn::organisations {
namespace {

namespace column {
constexpr std::size_t code = 0, name = 1, region = 2, system = 3, address = 4, postcode = 9,
                      opened = 10, closed = 11, status = 12, commissioner = 14, telephone = 17,
                      setting = 25, least = 26;
}

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

class Directory final : public TableFormat {
public:
    FileKind kind() const override { return FileKind::practice_directory; }

    void row(const TableRow& row, FactSink& sink) override {
        if (row.cells.size() < column::least) {
            return sink.reject(row, fmt::format("The line has {} columns; the directory has 27.",
                                                row.cells.size()));
        }
        auto code = read_code(row[column::code]);
        auto region = read_code(row[column::region]);
        auto system = read_code(row[column::system]);
        auto commissioner = read_code(row[column::commissioner]);
        const auto opened = read_date(row, column::opened);
        const auto closed = read_date(row, column::closed);
        for (const std::string* wrong : Wrongs{&code.wrong, &region.wrong, &system.wrong,
                                               &commissioner.wrong, &opened.wrong, &closed.wrong}) {
            if (!wrong->empty()) return sink.reject(row, *wrong);
        }
        if (!code.code) return sink.reject(row, "The practice has no code.");
        const auto status = read_status(row[column::status]);
        if (!status) {
            return sink.reject(
                row, fmt::format("\"{}\" is not a status of the directory.", row[column::status]));
        }
        const auto [seen, is_new] = seen_.try_emplace(code.code->text(), row.line);
        if (!is_new) {
            return sink.reject(
                row, fmt::format("{} stands on line {} already.", code.code->text(), seen->second));
        }
        if (opened.date) sink.says_started(*opened.date);
        const std::string setting = upper(row[column::setting]);
        sink.facts.directory.push_back(
            {*code.code,
             std::string(row[column::name]),
             region.code,
             system.code,
             commissioner.code,
             joined(row, {column::address, column::address + 1, column::address + 2,
                          column::address + 3, column::address + 4}),
             upper(row[column::postcode]),
             std::string(row[column::telephone]),
             {opened.date, closed.date},
             *status,
             setting == "4" || setting == "RO76" ? PracticeKind::gp_practice
                                                 : PracticeKind::other_prescribing_site,
             setting,
             row.line});
    }

private:
    std::map<std::string, std::uint64_t> seen_;
};

bool is_directory_row(std::span<const std::string_view> cells) {
    if (cells.size() < column::least || cells.size() > 28) return false;
    const TableRow row{cells, {}, 0, CellOrigin::text_file};
    return OdsCode::parse(row[column::code]).has_value() &&
           read_status(row[column::status]).has_value() &&
           read_date(row, column::opened).wrong.empty();
}

}  // namespace

std::unique_ptr<TableFormat> make_directory(std::span<const std::string_view> first_row) {
    if (!is_directory_row(first_row)) return nullptr;
    return std::make_unique<Directory>();
}

}  // namespace openpcn::organisations
