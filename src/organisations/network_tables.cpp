// ePCN: the networks of the Organisation Data Service, and which practices are and were their core
// partners. pcn.md section 10.1; headings as in the workbooks of April 2022 and October 2024.
#include <fmt/format.h>

#include <array>
#include <map>

#include "organisations/table_format.h"

namespace openpcn::organisations {
namespace {

class NetworkDetails final : public TableFormat {
public:
    explicit NetworkDetails(const Headings& h)
        : code_(h.find({"pcn_code"})),
          name_(h.find({"pcn_name"})),
          commissioner_(h.find({"current_sub_icb_code", "sub_icb_code"})),
          commissioner_name_(h.find({"sub_icb_name", "sub_icb", "current_sub_icb_name"})),
          open_(h.find({"open_date"})),
          close_(h.find({"close_date"})),
          address_{h.find({"address_line_1"}), h.find({"address_line_2"}),
                   h.find({"address_line_3"}), h.find({"address_line_4"}),
                   h.find({"address_line_5"})},
          postcode_(h.find({"postcode", "post_code"})) {}

    FileKind kind() const override { return FileKind::networks; }

    void row(const TableRow& row, FactSink& sink) override {
        auto code = read_code(row[code_]);
        auto commissioner = read_code(row[commissioner_]);
        const auto open = read_date(row, open_);
        const auto close = read_date(row, close_);
        for (const std::string* wrong :
             Wrongs{&code.wrong, &commissioner.wrong, &open.wrong, &close.wrong}) {
            if (!wrong->empty()) return sink.reject(row, *wrong);
        }
        if (!code.code) return sink.reject(row, "The network has no code.");
        if (open.date && close.date && *close.date < *open.date)
            return sink.reject(row, "The network closes before it opens.");
        const auto [seen, is_new] = seen_.try_emplace(code.code->text(), row.line);
        if (!is_new) {
            return sink.reject(
                row, fmt::format("{} stands on line {} already.", code.code->text(), seen->second));
        }
        if (open.date) sink.says_started(*open.date);
        if (commissioner.code && !row[commissioner_name_].empty()) {
            sink.facts.commissioners.push_back({CommissionerKind::commissioner, *commissioner.code,
                                                std::string(row[commissioner_name_]), "",
                                                std::nullopt, row.line});
        }
        sink.facts.networks.push_back(
            {*code.code,
             std::string(row[name_]),
             commissioner.code,
             {open.date, close.date},
             joined(row, {address_[0], address_[1], address_[2], address_[3], address_[4]}),
             upper(row[postcode_]),
             row.line});
    }

private:
    Column code_, name_, commissioner_, commissioner_name_, open_, close_, address_[5], postcode_;
    std::map<std::string, std::uint64_t> seen_;
};

class CorePartners final : public TableFormat {
public:
    explicit CorePartners(const Headings& h)
        : practice_(h.find({"partner_organisation_code", "practice_code"})),
          practice_name_(h.find({"partner_name", "partner_organisation_name", "practice_name"})),
          practice_commissioner_(h.find({"practice_parent_sub_icb_code"})),
          practice_commissioner_name_(h.find({"practice_parent_sub_icb_name"})),
          network_(h.find({"pcn_code"})),
          network_name_(h.find({"pcn_name"})),
          network_commissioner_(h.find({"pcn_parent_sub_icb_code"})),
          network_commissioner_name_(h.find({"pcn_parent_sub_icb_name"})),
          start_(find_start(h)),
          end_(h.find({"practice_to_pcn_relationship_end_date", "relationship_end_date"})) {}

    static Column find_start(const Headings& h) {
        return h.find({"practice_to_pcn_relationship_start_date", "relationship_start_date"});
    }

    FileKind kind() const override { return FileKind::networks; }

    void row(const TableRow& row, FactSink& sink) override {
        auto practice = read_code(row[practice_]);
        auto network = read_code(row[network_]);
        auto practice_commissioner = read_code(row[practice_commissioner_]);
        auto network_commissioner = read_code(row[network_commissioner_]);
        const auto start = read_date(row, start_);
        const auto end = read_date(row, end_);
        for (const std::string* wrong :
             Wrongs{&practice.wrong, &network.wrong, &practice_commissioner.wrong,
                    &network_commissioner.wrong, &start.wrong, &end.wrong}) {
            if (!wrong->empty()) return sink.reject(row, *wrong);
        }
        if (!practice.code) return sink.reject(row, "The practice has no code.");
        if (!network.code) return sink.reject(row, "The network has no code.");
        if (start.date && end.date && *end.date < *start.date)
            return sink.reject(row, "The relationship ends before it starts.");
        if (start.date) sink.says_started(*start.date);
        commissioner(practice_commissioner.code, row[practice_commissioner_name_], row, sink);
        commissioner(network_commissioner.code, row[network_commissioner_name_], row, sink);
        sink.facts.memberships.push_back({*practice.code,
                                          std::string(row[practice_name_]),
                                          practice_commissioner.code,
                                          *network.code,
                                          std::string(row[network_name_]),
                                          network_commissioner.code,
                                          {start.date, end.date},
                                          row.line});
    }

private:
    void commissioner(const std::optional<OdsCode>& code, std::string_view name,
                      const TableRow& row, FactSink& sink) {
        if (!code || name.empty() || !commissioners_.try_emplace(code->text(), row.line).second)
            return;
        sink.facts.commissioners.push_back(
            {CommissionerKind::commissioner, *code, std::string(name), "", std::nullopt, row.line});
    }

    Column practice_, practice_name_, practice_commissioner_, practice_commissioner_name_;
    Column network_, network_name_, network_commissioner_, network_commissioner_name_;
    Column start_, end_;
    std::map<std::string, std::uint64_t> commissioners_;
};

// The columns of both tables in their published order, for files without headings.
constexpr std::array<std::string_view, 12> detail_columns{
    "PCN Code",       "PCN Name",       "Current Sub ICB Loc Code", "Sub ICB Location",
    "Open Date",      "Close Date",     "Address Line 1",           "Address Line 2",
    "Address Line 3", "Address Line 4", "Address Line 5",           "Postcode"};
constexpr std::array<std::string_view, 11> partner_columns{
    "Partner Organisation Code",
    "Partner Name",
    "Practice Parent Sub ICB Loc Code",
    "Practice Parent Sub ICB Loc Name",
    "PCN Code",
    "PCN Name",
    "PCN Parent Sub ICB Loc Code",
    "PCN Parent Sub ICB Loc Name",
    "Practice to PCN Relationship Start Date",
    "Practice to PCN Relationship End Date",
    "Match"};

// U and five digits (pcn.md section 1.3).
bool is_network_code(std::string_view cell) {
    return cell.size() == 6 && cell[0] == 'U' &&
           cell.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

}  // namespace

std::unique_ptr<TableFormat> make_bare_network_table(std::span<const std::string_view> first_row) {
    const TableRow row{first_row, {}, 0, CellOrigin::text_file};
    const auto is_date = [&](std::size_t column) {
        return parse_published_date(row[column]).has_value();
    };
    if (first_row.size() == detail_columns.size() && is_network_code(row[0]) && is_date(4))
        return std::make_unique<NetworkDetails>(Headings(detail_columns));
    const bool has_match = first_row.size() == partner_columns.size();
    if ((has_match || first_row.size() + 1 == partner_columns.size()) && is_network_code(row[4]) &&
        is_date(8)) {
        return std::make_unique<CorePartners>(Headings(partner_columns));
    }
    return nullptr;
}

std::unique_ptr<TableFormat> make_network_details(const Headings& headings) {
    if (!headings.has({"pcn_code"}) || !headings.has({"pcn_name"}) ||
        !headings.has({"open_date"})) {
        return nullptr;
    }
    return std::make_unique<NetworkDetails>(headings);
}

std::unique_ptr<TableFormat> make_core_partners(const Headings& headings) {
    if (!headings.has({"partner_organisation_code", "practice_code"}) ||
        !headings.has({"pcn_code"}) || !CorePartners::find_start(headings)) {
        return nullptr;
    }
    return std::make_unique<CorePartners>(headings);
}

}  // namespace openpcn::organisations
