// Patients registered at a GP practice by small area (gp-reg-pat-prac-lsoa): a line for each
// practice and LSOA. Files by sex have the same columns; only the lines of all sexes are read.
// Those of 2014 to 2016 (gp-reg-patients-lsoa-alt-tall) have the sexes as columns and no extract
// date.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "organisations/table_format.h"

namespace openpcn::organisations {
namespace {

// The letter of the country and eight digits as one number; none where the cell is no LSOA.
std::optional<std::uint64_t> number_of(std::string_view area) {
    if (area.size() != 9 || area.substr(1, 2) != "01") return std::nullopt;
    const auto country = std::string_view("EWSN").find(area[0]);
    if (country == std::string_view::npos) return std::nullopt;
    std::uint64_t number = country;
    for (const char c : area.substr(1)) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return number;
}

// "NO2011" and "NO2021": people whose address is in no area of that census; "CLOSED": in one that
// ended.
bool is_nowhere(std::string_view area) {
    for (const char* word : {"", "CLOSED", "UNKNOWN", "NULL", "NA"})
        if (area == word) return true;
    return area.starts_with("NO20");
}

class Residence final : public TableFormat {
public:
    explicit Residence(const Headings& h)
        : practice_(h.find({"practice_code"})),
          area_(h.find({"lsoa_code"})),
          sex_(h.find({"sex"})),
          patients_(h.find({"number_of_patients", "all_patients"})),
          extracted_(h.find({"extract_date"})) {}

    bool fits() const { return practice_ && area_ && patients_; }
    FileKind kind() const override { return FileKind::residence; }

    void row(const TableRow& row, FactSink& sink) override {
        if (sex_ && upper(row[sex_]) != "ALL") return sink.pass_over("A part by sex");
        const auto practice = read_code(row[practice_]);
        if (!practice.wrong.empty()) return sink.reject(row, practice.wrong);
        if (!practice.code) return sink.reject(row, "The practice has no code.");
        const auto date = read_date(row, extracted_);
        if (!date.wrong.empty()) return sink.reject(row, date.wrong);
        if (extracted_ && !date.date) return sink.reject(row, "The line has no extract date.");
        if (sink.extracted && sink.extracted != date.date)
            return sink.reject(row, "The line is of another extract than those before it.");
        std::string area = upper(row[area_]);
        if (is_nowhere(area)) area.clear();
        const auto number = area.empty() ? std::optional<std::uint64_t>(0) : number_of(area);
        if (!number)
            return sink.reject(
                row, fmt::format("\"{}\" is not the code of a small area (LSOA).", row[area_]));
        const auto patients = read_count(row[patients_]);
        if (!patients)
            return sink.reject(row,
                               fmt::format("\"{}\" is not a number of patients.", row[patients_]));
        const auto [at, is_new] =
            practices_.try_emplace(practice.code->text(), sink.facts.residence.size());
        if (is_new)
            sink.facts.residence.push_back(
                {*practice.code, date.date.value_or(Date()), {}, row.line});
        auto& areas = sink.facts.residence[at->second].areas;
        // A million lines: a practice and an area as one number.
        const bool is_known = area.empty() ? !words_[at->second].insert(upper(row[area_])).second
                                           : !known_.insert(at->second << 40 | *number).second;
        if (is_known) {
            return sink.reject(row, fmt::format("{} of {} stands in the file already.", row[area_],
                                                practice.code->text()));
        }
        if (date.date) sink.says_extracted(*date.date);
        const auto same =
            area.empty() ? std::find_if(areas.begin(), areas.end(),
                                        [](const AreaCount& count) { return count.area.empty(); })
                         : areas.end();
        if (same != areas.end()) {
            same->patients += *patients;
        } else {
            areas.push_back({std::move(area), *patients});
        }
    }

private:
    Column practice_, area_, sex_, patients_, extracted_;
    std::map<std::string, std::size_t, std::less<>> practices_;
    std::unordered_set<std::uint64_t> known_;
    // How the file says of each practice's people that they live in no area that it knows.
    std::map<std::size_t, std::set<std::string>> words_;
};

}  // namespace

std::unique_ptr<TableFormat> make_residence(const Headings& headings) {
    auto residence = std::make_unique<Residence>(headings);
    if (!residence->fits()) return nullptr;
    return residence;
}

}  // namespace openpcn::organisations
