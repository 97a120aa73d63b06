// Tables of small areas and places: practice coordinates, the Indices of Deprivation by LSOA, the
// rural urban classification, and lookups from LSOA to what it lies in. Columns as the Office for
// National Statistics, the ministry and the geographr and IMD packages name them.
#include <fmt/format.h>

#include <set>

#include "organisations/table_format.h"

namespace openpcn::organisations {
namespace {

// E01 in England, W01 in Wales.
bool is_small_area(std::string_view code) {
    if (code.size() != 9 || (!code.starts_with("E01") && !code.starts_with("W01"))) return false;
    return code.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

std::string not_small_area(std::string_view cell) {
    return fmt::format("\"{}\" is not the code of a small area (LSOA).", cell);
}

class Places final : public TableFormat {
public:
    explicit Places(const Headings& h)
        : practice_(find_practice(h)),
          name_(h.find({"practice_name", "organisation_name", "organisationname", "name"})),
          postcode_(h.find({"postcode"})),
          latitude_(h.find({"lat", "latitude"})),
          longitude_(h.find({"lon", "long", "longitude", "lng"})) {}

    static Column find_practice(const Headings& h) {
        return h.find(
            {"practice_code", "organisation_code", "organisationcode", "ods_code", "org_code"});
    }

    FileKind kind() const override { return FileKind::places; }

    void row(const TableRow& row, FactSink& sink) override {
        auto practice = read_code(row[practice_]);
        if (!practice.wrong.empty()) return sink.reject(row, practice.wrong);
        if (!practice.code) return sink.reject(row, "The practice has no code.");
        const auto latitude = read_number(row[latitude_]);
        const auto longitude = read_number(row[longitude_]);
        if (!latitude || !longitude) return sink.reject(row, "The coordinates are not numbers.");
        // The United Kingdom with its islands; (0, 0) is how some files say "unknown".
        if (*latitude < 49 || *latitude > 61.5 || *longitude < -9 || *longitude > 2.5)
            return sink.reject(row, "The coordinates lie outside the United Kingdom.");
        if (!practices_.insert(practice.code->text()).second)
            return sink.reject(row, practice.code->text() + " stands in the file already.");
        sink.facts.places.push_back({*practice.code, std::string(row[name_]), upper(row[postcode_]),
                                     *latitude, *longitude, row.line});
    }

private:
    Column practice_, name_, postcode_, latitude_, longitude_;
    std::set<std::string> practices_;
};

class Deprivation final : public TableFormat {
public:
    explicit Deprivation(const Headings& h)
        : area_(find_area(h)),
          decile_(find_index(h, "decile")),
          rank_(find_index(h, "rank")),
          score_(find_index(h, "score")) {
        year_ = year_of(h, h.names()[*area_]);
        for (std::size_t i = 0; i < h.names().size(); ++i) {
            if (i == area_ || i == decile_ || i == rank_ || i == score_) continue;
            if (h.names()[i].find("lsoa") == std::string::npos &&
                h.names()[i].find("district") == std::string::npos && !h.names()[i].empty()) {
                domains_.emplace_back(i, h.original(i));
            }
        }
    }

    static Column find_area(const Headings& h) {
        return h.find({"lsoa21_code", "lsoa21cd", "lsoa_code_2021", "lsoa_2021_code", "lsoa11_code",
                       "lsoa11cd", "lsoa_code_2011", "lsoa_2011_code", "lsoa_code", "lsoa"});
    }

    // The Indices of 2025 are of the areas of 2021; those of 2015 and 2019 are of the same areas,
    // and differ in the year of the districts: "Local Authority District code (2013)".
    static int year_of(const Headings& h, std::string_view area) {
        if (area.find("21") != std::string_view::npos) return 2025;
        for (const std::string& name : h.names()) {
            if (name.find("imd2015") != std::string::npos || name.find("imd_2015") == 0 ||
                (name.find("district") != std::string::npos && name.ends_with("_2013")))
                return 2015;
            if (name.find("imd2025") != std::string::npos || name.find("imd_2025") == 0 ||
                (name.find("district") != std::string::npos && name.ends_with("_2024")))
                return 2025;
        }
        return 2019;
    }

    static Column find_index(const Headings& h, std::string_view measure) {
        // "IMD_Decile"; "IMDScore", "IMDDec0" and "IMD2019_Decile" where others pass them on.
        const std::string own = fmt::format("imd_{}", measure);
        const std::string joined = fmt::format("imd{}", measure);
        if (const auto column = h.find({own, joined})) return column;
        for (const char* year : {"2015", "2019", "2025"})
            for (const char* form : {"imd{}_{}", "imd_{}_{}"})
                if (const auto column = h.find({fmt::format(fmt::runtime(form), year, measure)}))
                    return column;
        // "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"
        return h.find_between(fmt::format("index_of_multiple_deprivation_imd_{}", measure), "");
    }

    FileKind kind() const override { return FileKind::deprivation; }

    void row(const TableRow& row, FactSink& sink) override {
        const std::string area = upper(row[area_]);
        if (!is_small_area(area)) return sink.reject(row, not_small_area(row[area_]));
        const auto decile = read_count(row[decile_]);
        const auto rank = read_count(row[rank_]);
        if (!decile || *decile < 1 || *decile > 10)
            return sink.reject(row, fmt::format("\"{}\" is not a decile.", row[decile_]));
        if (rank_ && (!rank || *rank < 1 || *rank > 100'000))
            return sink.reject(row, fmt::format("\"{}\" is not a rank.", row[rank_]));
        if (!areas_.insert(area).second)
            return sink.reject(row, area + " stands in the file already.");
        DeprivationFact fact{area,
                             year_,
                             static_cast<int>(*decile),
                             static_cast<int>(rank.value_or(0)),
                             read_number(row[score_]),
                             {},
                             row.line};
        for (const auto& [column, name] : domains_) {
            if (const auto figure = read_number(row[column]))
                fact.domains.emplace_back(name, *figure);
        }
        sink.facts.deprivation.push_back(std::move(fact));
    }

    void finish(FactSink& sink) override {
        if (!sink.facts.deprivation.empty()) sink.says_extracted(*Date::from_ymd(year_, 1, 1));
    }

private:
    Column area_, decile_, rank_, score_;
    int year_ = 0;
    std::vector<std::pair<std::size_t, std::string>> domains_;
    std::set<std::string> areas_;
};

class RuralUrban final : public TableFormat {
public:
    explicit RuralUrban(const Headings& h)
        : area_(h.find_between("lsoa", "code")),
          code_(h.find_between("ruc", "code")),
          name_(h.find({"classification", "ruc21_name", "ruc11_name", "ruc11", "ruc21"})),
          ruc_(h.find({"ruc", "urban_rural_flag"})) {
        if (!area_) area_ = h.find_between("lsoa", "cd");
        if (!code_) code_ = h.find_between("ruc", "cd");
        if (!name_) name_ = h.find_between("ruc", "nm");
        if (area_) vintage_ = vintage_of(h.names()[*area_]).value_or(0);
    }
    bool fits() const { return area_ && code_ && name_; }
    FileKind kind() const override { return FileKind::rural_urban; }

    void row(const TableRow& row, FactSink& sink) override {
        const std::string area = upper(row[area_]);
        if (area.starts_with("W01")) return sink.pass_over("A small area of Wales");
        if (!is_small_area(area)) return sink.reject(row, not_small_area(row[area_]));
        const std::string name(row[name_]);
        // "Rural: Further from ..." since 2021, "Rural town and fringe" before.
        const std::string word = upper(ruc_ ? row[ruc_] : row[name_]).substr(0, 5);
        if (word != "RURAL" && word != "URBAN")
            return sink.reject(row, fmt::format("\"{}\" is neither rural nor urban.",
                                                ruc_ ? row[ruc_] : row[name_]));
        if (!areas_.insert(area).second)
            return sink.reject(row, area + " stands in the file already.");
        sink.facts.area_classes.push_back(
            {area, upper(row[code_]), name, word == "RURAL", row.line});
    }
    void finish(FactSink& sink) override {
        if (const auto date = Date::from_ymd(vintage_, 1, 1)) sink.says_started(*date);
    }

private:
    Column area_, code_, name_, ruc_;
    int vintage_ = 0;
    std::set<std::string> areas_;
};

// One of the names of a column whatever its year: sicbl22_code, sicbl24_code, SICBL22CD.
Column column_of(const Headings& h, std::initializer_list<std::string_view> stems,
                 std::initializer_list<std::string_view> ends) {
    for (const std::string_view stem : stems)
        for (const std::string_view end : ends)
            if (const auto column = h.find_between(stem, end)) return column;
    return std::nullopt;
}

class AreaLookup final : public TableFormat {
public:
    explicit AreaLookup(const Headings& h)
        : area11_(find_area(h, "11")),
          area21_(find_area(h, "21")),
          name_(column_of(h,
                          area11_ ? std::initializer_list<std::string_view>{"lsoa11"}
                                  : std::initializer_list<std::string_view>{"lsoa21"},
                          {"name", "nm"})),
          change_(h.find({"change_code", "chgind", "chngind"})),
          commissioner_ons_(column_of(h, {"sicbl", "sub_icb", "loc2", "ccg"}, {"code", "cd"})),
          commissioner_(column_of(h, {"sicbl", "loc2", "ccg"}, {"code_h", "code_nhs", "cdh"})),
          system_ons_(column_of(h, {"icb", "stp"}, {"code", "cd"})),
          system_(column_of(h, {"icb", "stp"}, {"code_h", "code_nhs", "cdh"})),
          district_(column_of(h, {"ltla", "lad"}, {"code", "cd"})),
          network_(h.find({"pcn_code"})) {
        for (const std::string& name : h.names())
            newest_vintage_ = std::max(newest_vintage_, vintage_of(name).value_or(0));
    }

    // "LSOA21CD", "lsoa21_code", "LSOA code (2021)".
    static Column find_area(const Headings& h, std::string_view census) {
        const std::string stem = fmt::format("lsoa{}", census);
        if (const auto column = column_of(h, {stem}, {"code", "cd"})) return column;
        return h.find(
            {fmt::format("lsoa_code_20{}", census), fmt::format("lsoa_20{}_code", census)});
    }

    // Areas of an unknown census cannot be told from those of another.
    bool says_something() const {
        return (area11_ && area21_) || ((area11_ || area21_) && (commissioner_ons_ || system_ons_ ||
                                                                 district_ || network_));
    }
    FileKind kind() const override { return FileKind::area_lookup; }

    void row(const TableRow& row, FactSink& sink) override {
        const Column own = area11_ ? area11_ : area21_;
        const std::string area = upper(row[own]);
        if (!is_small_area(area)) return sink.reject(row, not_small_area(row[own]));
        const std::string successor = area11_ && area21_ ? upper(row[area21_]) : "";
        if (!successor.empty() && !is_small_area(successor))
            return sink.reject(row, not_small_area(row[area21_]));
        auto commissioner = read_code(row[commissioner_]);
        auto system = read_code(row[system_]);
        auto network = read_code(row[network_]);
        for (const std::string* wrong : Wrongs{&commissioner.wrong, &system.wrong, &network.wrong})
            if (!wrong->empty()) return sink.reject(row, *wrong);
        sink.facts.area_links.push_back(
            {area, std::string(row[name_]), area11_ ? 2011 : 2021, successor, upper(row[change_]),
             upper(row[commissioner_ons_]), commissioner.code, upper(row[system_ons_]), system.code,
             upper(row[district_]), network.code, row.line});
    }

    // A lookup of January 2025 may still be of areas as of 2024, but no older than they are.
    void finish(FactSink& sink) override {
        if (const auto date = Date::from_ymd(newest_vintage_, 1, 1)) sink.says_started(*date);
    }

private:
    int newest_vintage_ = 0;
    Column area11_, area21_, name_, change_, commissioner_ons_, commissioner_, system_ons_, system_,
        district_, network_;
};

}  // namespace

std::unique_ptr<TableFormat> make_places(const Headings& headings) {
    if (!Places::find_practice(headings) || !headings.has({"lat", "latitude"}) ||
        !headings.has({"lon", "long", "longitude", "lng"})) {
        return nullptr;
    }
    return std::make_unique<Places>(headings);
}

std::unique_ptr<TableFormat> make_deprivation(const Headings& headings) {
    if (!Deprivation::find_area(headings) || !Deprivation::find_index(headings, "decile")) {
        return nullptr;
    }
    return std::make_unique<Deprivation>(headings);
}

std::unique_ptr<TableFormat> make_rural_urban(const Headings& headings) {
    auto classes = std::make_unique<RuralUrban>(headings);
    if (!classes->fits()) return nullptr;
    return classes;
}

std::unique_ptr<TableFormat> make_area_lookup(const Headings& headings) {
    auto lookup = std::make_unique<AreaLookup>(headings);
    if (!lookup->says_something()) return nullptr;
    return lookup;
}

}  // namespace openpcn::organisations
