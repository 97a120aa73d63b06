// Patients registered at a GP practice: gp-reg-pat-prac-all (totals) and -quin-age (five-year bands
// by sex). pcn.md section 10.2.
#include <fmt/format.h>

#include <map>

#include "organisations/table_format.h"

namespace openpcn::organisations {
namespace {

struct ListColumns {
    Column extracted, type, code, commissioner, postcode, sex, band, patients;
};

// Sexes and bands as they stand in the files; ALL is both.
bool is_sex(std::string_view sex) {
    for (const char* known : {"ALL", "FEMALE", "MALE", "UNKNOWN", "INDETERMINATE"})
        if (sex == known) return true;
    return false;
}

bool is_band(std::string_view band) {
    if (band == "ALL" || band == "95+") return true;
    const auto low_end = band.find('_');
    const auto low = read_count(band.substr(0, low_end));
    if (!low || low_end == std::string_view::npos) return false;
    const auto high = read_count(band.substr(low_end + 1));
    return high && *high == *low + 4 && *low % 5 == 0;
}

class ListSizes final : public TableFormat {
public:
    explicit ListSizes(const ListColumns& columns) : columns_(columns) {}

    FileKind kind() const override { return FileKind::list_sizes; }

    void row(const TableRow& row, FactSink& sink) override {
        const std::string type = upper(row[columns_.type]);
        if (!type.empty() && type != "GP") {
            // Sums over practices, which the register makes itself.
            return sink.pass_over("Sum over practices: " + std::string(row[columns_.type]));
        }
        auto practice = read_code(row[columns_.code]);
        auto commissioner = read_code(row[columns_.commissioner]);
        const auto extracted = read_date(row, columns_.extracted);
        for (const std::string* wrong :
             Wrongs{&practice.wrong, &commissioner.wrong, &extracted.wrong})
            if (!wrong->empty()) return sink.reject(row, *wrong);
        if (!practice.code) return sink.reject(row, "The practice has no code.");
        if (!extracted.date) return sink.reject(row, "The line has no extract date.");
        const auto patients = read_count(row[columns_.patients]);
        if (!patients) {
            return sink.reject(
                row, fmt::format("\"{}\" is not a number of patients.", row[columns_.patients]));
        }
        const std::string sex = upper(row[columns_.sex]);
        const std::string band = upper(row[columns_.band]);
        if (!is_sex(sex))
            return sink.reject(row, fmt::format("\"{}\" is not a sex of these files.", sex));
        if (!is_band(band))
            return sink.reject(row, fmt::format("\"{}\" is not an age band.", band));
        sink.says_extracted(*extracted.date);
        ListSizeFact& list = list_of({*practice.code,
                                      *extracted.date,
                                      commissioner.code,
                                      upper(row[columns_.postcode]),
                                      -1,
                                      {},
                                      row.line},
                                     sink);
        const bool is_total = sex == "ALL" && band == "ALL";
        for (const BandCount& known : list.bands) {
            if (known.sex == sex && known.band == band)
                return sink.reject(row,
                                   "Sex and age band of this practice stand in the file already.");
        }
        if (!is_total) {
            list.bands.push_back({sex, band, *patients});
        } else if (list.patients >= 0) {
            sink.reject(row, "The total of this practice stands in the file already.");
        } else {
            list.patients = *patients;
        }
    }

    // A practice without a total is the sum of its sexes; bands that come to something else than
    // the total are kept, and said.
    void finish(FactSink& sink) override {
        for (ListSizeFact& list : sink.facts.list_sizes) {
            std::int64_t of_sexes = 0;
            std::int64_t of_bands = 0;
            bool has_bands = false;
            for (const BandCount& count : list.bands) {
                if (count.sex == "ALL") continue;
                (count.band == "ALL" ? of_sexes : of_bands) += count.patients;
                has_bands = has_bands || count.band != "ALL";
            }
            if (list.patients < 0) list.patients = of_sexes > 0 ? of_sexes : of_bands;
            if (has_bands && of_bands != list.patients) {
                sink.facts.doubts.push_back(
                    {sink.facts.name, list.line,
                     fmt::format("The age bands of {} come to {}, its total is {}; both are kept.",
                                 list.practice.text(), of_bands, list.patients),
                     ""});
            }
        }
    }

private:
    ListSizeFact& list_of(ListSizeFact fresh, FactSink& sink) {
        const auto key = std::pair(fresh.practice.text(), fresh.extracted);
        const auto [found, is_new] = lists_.try_emplace(key, sink.facts.list_sizes.size());
        if (is_new) sink.facts.list_sizes.push_back(std::move(fresh));
        return sink.facts.list_sizes[found->second];
    }

    ListColumns columns_;
    std::map<std::pair<std::string, Date>, std::size_t> lists_;
};

ListColumns columns_of(const Headings& h, Column code, Column band) {
    return {h.find({"extract_date"}),
            h.find({"org_type", "type"}),
            code,
            h.find({"sub_icb_code"}),
            h.find({"postcode"}),
            h.find({"sex"}),
            band,
            h.find({"number_of_patients"})};
}

}  // namespace

std::unique_ptr<TableFormat> make_list_totals(const Headings& headings) {
    const Column code = headings.find({"code", "practice_code", "org_code"});
    const Column age = headings.find({"age"});
    if (!code || !age || !headings.has({"sex"}) || !headings.has({"extract_date"}) ||
        !headings.has({"number_of_patients"})) {
        return nullptr;
    }
    return std::make_unique<ListSizes>(columns_of(headings, code, age));
}

std::unique_ptr<TableFormat> make_list_bands(const Headings& headings) {
    const Column code = headings.find({"org_code", "code", "practice_code"});
    const Column band = headings.find({"age_group_5", "age_group"});
    if (!code || !band || !headings.has({"sex"}) || !headings.has({"extract_date"}) ||
        !headings.has({"number_of_patients"})) {
        return nullptr;
    }
    return std::make_unique<ListSizes>(columns_of(headings, code, band));
}

}  // namespace openpcn::organisations
