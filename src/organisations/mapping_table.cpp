// The monthly mapping of practices to networks and commissioners that comes with "Patients
// Registered at a GP Practice" (pcn.md section 10.2), and the mapping of the appointment data,
// which has the same columns under other names.
#include <fmt/format.h>

#include <array>
#include <set>

#include "organisations/table_format.h"

namespace openpcn::organisations {
namespace {

// pcn.md section 10.4: these stand for "in no network".
bool is_no_network(std::string_view cell) {
    const std::string word = upper(cell);
    for (const char* none : {"", "U", "UNALLOCATED", "UNASSIGNED", "UNMAPPED", "NULL", "NA", "-"})
        if (word == none) return true;
    return false;
}

class PracticeMapping final : public TableFormat {
public:
    explicit PracticeMapping(const Headings& h)
        : extracted_(h.find({"extract_date"})),
          practice_(h.find({"practice_code", "gp_code"})),
          name_(h.find({"practice_name", "gp_name"})),
          postcode_(h.find({"practice_postcode", "postcode"})),
          network_(h.find({"pcn_code"})),
          network_name_(h.find({"pcn_name"})),
          supplier_(h.find({"supplier_name", "supplier"})),
          levels_{{{CommissionerKind::commissioner, h.find({"sub_icb_code"}),
                    h.find({"sub_icb_name"}), h.find({"ons_sub_icb_code"})},
                   {CommissionerKind::system, h.find({"icb_code", "stp_code"}),
                    h.find({"icb_name", "stp_name"}), h.find({"ons_icb_code", "ons_stp_code"})},
                   {CommissionerKind::region, h.find({"comm_region_code", "region_code"}),
                    h.find({"comm_region_name", "region_name"}),
                    h.find({"ons_comm_region_code", "ons_region_code"})}}} {}

    FileKind kind() const override { return FileKind::practice_mapping; }

    void row(const TableRow& row, FactSink& sink) override {
        const auto extracted = read_date(row, extracted_);
        auto practice = read_code(row[practice_]);
        auto network = is_no_network(row[network_]) ? CodeCell{} : read_code(row[network_]);
        std::array<CodeCell, 3> codes{read_code(row[levels_[0].code]),
                                      read_code(row[levels_[1].code]),
                                      read_code(row[levels_[2].code])};
        for (const std::string* wrong : Wrongs{&extracted.wrong, &practice.wrong, &network.wrong,
                                               &codes[0].wrong, &codes[1].wrong, &codes[2].wrong}) {
            if (!wrong->empty()) return sink.reject(row, *wrong);
        }
        if (!practice.code) return sink.reject(row, "The practice has no code.");
        if (extracted.date) {
            if (sink.extracted && *sink.extracted != *extracted.date)
                return sink.reject(row, "The line is of another extract date than those before.");
            sink.says_extracted(*extracted.date);
        }
        if (!practices_.insert(practice.code->text()).second)
            return sink.reject(row, practice.code->text() + " stands in the file already.");
        for (std::size_t level = 0; level < levels_.size(); ++level) {
            const auto& parent = level + 1 < levels_.size() ? codes[level + 1].code : std::nullopt;
            commissioner(levels_[level], codes[level].code, parent, row, sink);
        }
        sink.facts.mapped.push_back({*practice.code, std::string(row[name_]), upper(row[postcode_]),
                                     network.code,
                                     network.code ? std::string(row[network_name_]) : "",
                                     codes[0].code, std::string(row[supplier_]), row.line});
    }

private:
    struct Level {
        CommissionerKind kind;
        Column code, name, ons;
    };

    void commissioner(const Level& level, const std::optional<OdsCode>& code,
                      const std::optional<OdsCode>& parent, const TableRow& row, FactSink& sink) {
        if (!code || !commissioners_.insert({level.kind, code->text()}).second) return;
        sink.facts.commissioners.push_back({level.kind, *code, std::string(row[level.name]),
                                            upper(row[level.ons]), parent, row.line});
    }

    Column extracted_, practice_, name_, postcode_, network_, network_name_, supplier_;
    std::array<Level, 3> levels_;
    std::set<std::string> practices_;
    std::set<std::pair<CommissionerKind, std::string>> commissioners_;
};

}  // namespace

std::unique_ptr<TableFormat> make_practice_mapping(const Headings& headings) {
    const bool is_history =
        headings.has({"practice_to_pcn_relationship_start_date", "relationship_start_date"});
    if (is_history || !headings.has({"practice_code", "gp_code"}) || !headings.has({"pcn_code"}) ||
        !headings.has({"sub_icb_code"})) {
        return nullptr;
    }
    return std::make_unique<PracticeMapping>(headings);
}

}  // namespace openpcn::organisations
