// Patients registered at a GP practice as published from 2013 to January 2017: a line for each
// practice and a column for each sex and age, in five-year bands (Male_0-4, Female_85+) or single
// years (MALE_0_1 for those who are not one yet; MALE_4 in some quarters). They state no extract
// date. pcn.md section 10.2.
#include <fmt/format.h>

#include <map>

#include "organisations/age_band.h"
#include "organisations/list_total.h"
#include "organisations/table_format.h"

namespace openpcn::organisations {
namespace {

struct AgeColumn {
    std::size_t column = 0;
    std::string sex;
    std::string band;
};

// "male_0_4", "female_0_1", "male_95" of "MALE_95+"; none: another column.
std::optional<AgeColumn> age_column(const Headings& h, std::size_t column) {
    std::string_view name = h.names()[column];
    AgeColumn found{column, "", ""};
    for (const auto& [begin, sex] : {std::pair<std::string_view, const char*>{"male_", "MALE"},
                                     {"males_", "MALE"},
                                     {"female_", "FEMALE"},
                                     {"females_", "FEMALE"}}) {
        if (!name.starts_with(begin)) continue;
        found.sex = sex;
        name.remove_prefix(begin.size());
        break;
    }
    if (found.sex.empty()) return std::nullopt;
    std::string age(name);
    if (age.ends_with("plus")) {
        age.resize(age.find_first_of("_p"));
        age += '+';
    } else if (h.original(column).find('+') != std::string::npos) {
        age += '+';
    } else if (const auto between = age.find('_'); between != std::string::npos) {
        const auto low = read_count(age.substr(0, between));
        const auto high = read_count(age.substr(between + 1));
        if (low && high && *high == *low + 1) age.resize(between);
    }
    const auto band = parse_age(age);
    if (!band || band->band == "ALL") return std::nullopt;
    found.band = band->band;
    return found;
}

bool is_left_out(std::string_view cell) { return cell.empty() || is_suppressed(cell); }

class WideListSizes final : public TableFormat {
public:
    explicit WideListSizes(const Headings& h)
        : practice_(h.find({"practice_code", "gp_practice_code", "org_code", "code"})),
          extracted_(h.find({"extract_date"})),
          commissioner_(h.find({"sub_icb_code", "parent_organisation_code"})),
          postcode_(h.find({"postcode"})),
          total_(h.find({"total_all", "total_persons", "total_patients"})),
          males_(h.find({"total_male", "total_males"})),
          females_(h.find({"total_female", "total_females"})) {
        for (std::size_t column = 0; column < h.names().size(); ++column)
            if (auto found = age_column(h, column)) ages_.push_back(std::move(*found));
    }

    bool fits() const { return practice_ && total_ && (!ages_.empty() || males_); }
    FileKind kind() const override { return FileKind::list_sizes; }

    void row(const TableRow& row, FactSink& sink) override {
        auto practice = read_code(row[practice_]);
        auto commissioner = read_code(row[commissioner_]);
        const auto extracted = read_date(row, extracted_);
        for (const std::string* wrong :
             Wrongs{&practice.wrong, &commissioner.wrong, &extracted.wrong})
            if (!wrong->empty()) return sink.reject(row, *wrong);
        if (!practice.code) return sink.reject(row, "The practice has no code.");
        if (is_left_out(row[total_])) return sink.pass_over(suppressed);
        const auto total = read_count(row[total_]);
        if (!total) {
            return sink.reject(row,
                               fmt::format("\"{}\" is not a number of patients.", row[total_]));
        }
        ListSizeFact list{*practice.code,
                          extracted.date.value_or(Date()),
                          commissioner.code,
                          upper(row[postcode_]),
                          *total,
                          {},
                          row.line};
        if (std::string wrong = read_parts(row, list); !wrong.empty())
            return sink.reject(row, std::move(wrong));
        const auto [seen, is_new] = seen_.try_emplace(practice.code->text(), row.line);
        if (!is_new) {
            return sink.reject(row, fmt::format("{} stands on line {} already.",
                                                practice.code->text(), seen->second));
        }
        if (extracted.date) sink.says_extracted(*extracted.date);
        settle_total(list, sink);
        sink.facts.list_sizes.push_back(std::move(list));
    }

private:
    // Why a part is wrong; empty: all are read. A practice with a suppressed part keeps its total
    // alone.
    std::string read_parts(const TableRow& row, ListSizeFact& list) const {
        bool all_told = true;
        const auto add = [&](Column column, const std::string& sex,
                             const std::string& band) -> std::string {
            if (!column) return {};
            if (is_left_out(row[column])) {
                all_told = false;
                return {};
            }
            const auto count = read_count(row[column]);
            if (!count) return fmt::format("\"{}\" is not a number of patients.", row[column]);
            for (BandCount& known : list.bands) {
                if (known.sex != sex || known.band != band) continue;
                known.patients += *count;
                return {};
            }
            list.bands.push_back({sex, band, *count});
            return {};
        };
        for (const AgeColumn& age : ages_)
            if (auto wrong = add(age.column, age.sex, age.band); !wrong.empty()) return wrong;
        for (const auto& [column, sex] : {std::pair(males_, "MALE"), std::pair(females_, "FEMALE")})
            if (auto wrong = add(column, sex, "ALL"); !wrong.empty()) return wrong;
        if (!all_told) list.bands.clear();
        return {};
    }

    Column practice_, extracted_, commissioner_, postcode_, total_, males_, females_;
    std::vector<AgeColumn> ages_;
    std::map<std::string, std::uint64_t> seen_;
};

}  // namespace

std::unique_ptr<TableFormat> make_wide_list_sizes(const Headings& headings) {
    auto lists = std::make_unique<WideListSizes>(headings);
    if (!lists->fits()) return nullptr;
    return lists;
}

}  // namespace openpcn::organisations
