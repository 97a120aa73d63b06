// Patients registered at a GP practice, a line for each figure: gp-reg-pat-prac-all (totals),
// -quin-age (five-year bands by sex) and -sing-age (single years, put into bands). pcn.md section
// 10.2. The files before April 2017 have a column for each figure: wide_list_tables.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <map>

#include "organisations/age_band.h"
#include "organisations/list_total.h"
#include "organisations/table_format.h"

namespace openpcn::organisations {
namespace {

struct ListColumns {
    Column extracted, type, code, commissioner, postcode, sex, band, patients;
};

// Sexes as they stand in the files; ALL is both.
constexpr std::array<std::string_view, 5> sexes{"ALL", "FEMALE", "MALE", "UNKNOWN",
                                                "INDETERMINATE"};

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
        if (is_suppressed(row[columns_.patients])) return sink.pass_over(suppressed);
        const auto patients = read_count(row[columns_.patients]);
        if (!patients) {
            return sink.reject(
                row, fmt::format("\"{}\" is not a number of patients.", row[columns_.patients]));
        }
        const std::string sex = upper(row[columns_.sex]);
        const auto which =
            static_cast<std::size_t>(std::find(sexes.begin(), sexes.end(), sex) - sexes.begin());
        if (which == sexes.size())
            return sink.reject(row, fmt::format("\"{}\" is not a sex of these files.", sex));
        const auto age = parse_age(upper(row[columns_.band]));
        if (!age) {
            return sink.reject(
                row, fmt::format("\"{}\" is not an age or age band.", row[columns_.band]));
        }
        sink.says_extracted(*extracted.date);
        Entry& entry = entry_of({*practice.code,
                                 *extracted.date,
                                 commissioner.code,
                                 upper(row[columns_.postcode]),
                                 -1,
                                 {},
                                 row.line},
                                sink);
        ListSizeFact& list = sink.facts.list_sizes[entry.at];
        if (entry.seen.test(which * AgeBand::parts_max + age->part)) {
            return sink.reject(row, "Sex and age of this practice stand in the file already.");
        }
        entry.seen.set(which * AgeBand::parts_max + age->part);
        if (sex == "ALL" && age->band == "ALL") {
            list.patients = *patients;
        } else {
            add(list, sex, age->band, *patients);
        }
    }

    // A practice without a total is the sum of its sexes; bands that come to something else than
    // the total are kept, and said.
    void finish(FactSink& sink) override {
        if (const auto sex = only_sex(sink.facts.list_sizes)) {
            sink.refusal = Error{
                ErrorKind::unsupported,
                fmt::format("The file counts {} patients only; a practice's list is of both sexes.",
                            *sex),
                fmt::format("In {}.", sink.facts.name),
                "Load gp-reg-pat-prac-all or gp-reg-pat-prac-quin-age of the same month, or the "
                "files of both sexes in one zip archive."};
            return;
        }
        for (ListSizeFact& list : sink.facts.list_sizes) settle_total(list, sink);
    }

private:
    struct Entry {
        std::size_t at = 0;
        std::bitset<sexes.size() * AgeBand::parts_max> seen;
    };

    // The files of single years come one for each sex: taken alone they would halve every list.
    static std::optional<std::string> only_sex(const std::vector<ListSizeFact>& lists) {
        std::optional<std::string> only;
        for (const ListSizeFact& list : lists) {
            if (list.patients >= 0) return std::nullopt;
            for (const BandCount& count : list.bands) {
                if (count.sex == "ALL" || (only && *only != count.sex)) return std::nullopt;
                only = count.sex;
            }
        }
        return only;
    }

    static void add(ListSizeFact& list, const std::string& sex, const std::string& band,
                    std::int64_t patients) {
        for (BandCount& known : list.bands) {
            if (known.sex != sex || known.band != band) continue;
            known.patients += patients;
            return;
        }
        list.bands.push_back({sex, band, patients});
    }

    Entry& entry_of(ListSizeFact fresh, FactSink& sink) {
        const auto key = std::pair(fresh.practice.text(), fresh.extracted);
        const auto [found, is_new] = lists_.try_emplace(key);
        if (is_new) {
            found->second.at = sink.facts.list_sizes.size();
            sink.facts.list_sizes.push_back(std::move(fresh));
        }
        return found->second;
    }

    ListColumns columns_;
    std::map<std::pair<std::string, Date>, Entry> lists_;
};

// Files since 2017 name the column of the practice "CODE" or "ORG_CODE".
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

std::unique_ptr<TableFormat> make_list_sizes(const Headings& headings) {
    const Column code = headings.find({"org_code", "code", "practice_code", "gp_practice_code"});
    const Column age = headings.find({"age_group_5", "age_group", "age"});
    if (!code || !age || !headings.has({"sex"}) || !headings.has({"extract_date"}) ||
        !headings.has({"number_of_patients"})) {
        return nullptr;
    }
    return std::make_unique<ListSizes>(columns_of(headings, code, age));
}

}  // namespace openpcn::organisations
