#include "persistence/register_small_areas.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/invariant.h"
#include "organisations/register_file.h"

namespace openpcn::persistence {
namespace {

using database::Connection;
using database::Row;
using database::Value;
using organisations::FileKind;

// What the statements below read of a file, best first: the newest of the day or before, then the
// earliest after it. The day stands for both marks.
constexpr const char* best_first =
    "CASE WHEN f.dated <= ? THEN 0 ELSE 1 END, CASE WHEN f.dated <= ? THEN f.dated END DESC, "
    "f.dated, f.id DESC";

Date date_of(std::string_view text) {
    const auto date = Date::parse(text);
    INVARIANT(date.has_value());
    return *date;
}

void use(std::vector<FileUsed>& files, FileKind kind, std::string name, std::string_view dated) {
    const auto known = [&](const FileUsed& file) {
        return file.name == name && file.kind == organisations::name_of(kind);
    };
    if (std::ranges::none_of(files, known))
        files.push_back(
            {std::string(organisations::name_of(kind)), std::move(name), date_of(dated)});
}

struct Lookup {
    std::int64_t file = 0;
    std::string name;
    std::string dated;
};

// The lookup that decides: the best that names the commissioner, or any commissioner at all.
Result<std::optional<Lookup>> lookup_for(Connection& connection,
                                         const CommissionerCodes* commissioner, Date as_at) {
    std::optional<Lookup> found;
    const std::string day = as_at.to_string();
    const std::string named = "EXISTS (SELECT 1 FROM register_area_link l WHERE l.file = f.id AND ";
    std::string sql =
        "SELECT f.id, f.name, f.dated FROM register_file f WHERE f.review = 'accepted' AND f.kind "
        "= 'area_lookup' AND (";
    std::vector<Value> values;
    // Each by its own index.
    if (commissioner != nullptr) {
        sql += named + "l.commissioner_ons = ? AND l.commissioner_ons <> '') OR " + named +
               "l.commissioner = ?)";
        values = {Value(commissioner->ons), Value(commissioner->ods)};
    } else {
        sql += named + "l.commissioner_ons <> '')";
    }
    values.emplace_back(day);
    values.emplace_back(day);
    TRY(connection.query(fmt::format("{}) ORDER BY {} LIMIT 1", sql, best_first), values,
                         [&](const Row& row) -> Result<void> {
                             found = Lookup{row.integer(0), row.string(1), row.string(2)};
                             return {};
                         }));
    return found;
}

// Reads small areas of one lookup, then what other files say of them.
class Reader {
public:
    Reader(Connection& connection, Lookup lookup, const CommissionerCodes* commissioner, Date as_at)
        : connection_(connection),
          lookup_(std::move(lookup)),
          commissioner_(commissioner),
          day_(as_at.to_string()) {}

    Result<SmallAreas> read() {
        TRY(read_areas());
        use(found_.files, FileKind::area_lookup, lookup_.name, lookup_.dated);
        TRY(read_boundaries());
        TRY(read_deprivation());
        TRY(read_classes());
        TRY(read_patients());
        TRY(read_networks());
        TRY(read_districts("area"));
        // Lookups of the census before name the area by what it came from.
        TRY(read_districts("successor"));
        return std::move(found_);
    }

private:
    // The areas of the lookup, as a table that statements choose from, and its values.
    std::string chosen() const {
        return commissioner_ == nullptr
                   ? "(SELECT l.area FROM register_area_link l WHERE l.file = ? AND "
                     "l.commissioner_ons <> '')"
                   : "(SELECT l.area FROM register_area_link l WHERE l.file = ? AND "
                     "l.commissioner_ons = ? AND l.commissioner_ons <> '' UNION "
                     "SELECT l.area FROM register_area_link l WHERE l.file = ? AND "
                     "l.commissioner = ?)";
    }
    std::vector<Value> chosen_values() const {
        std::vector<Value> values{Value(lookup_.file)};
        if (commissioner_ != nullptr) {
            values.emplace_back(commissioner_->ons);
            values.emplace_back(lookup_.file);
            values.emplace_back(commissioner_->ods);
        }
        return values;
    }

    Result<void> read_areas() {
        const std::string sql = fmt::format(
            // The plus keeps SQLite from reading the whole file: the areas are few.
            "SELECT a.area, a.area_name, a.district, a.network FROM register_area_link a WHERE "
            "+a.file = ? AND a.area IN {} ORDER BY a.area",
            chosen());
        std::vector<Value> values{Value(lookup_.file)};
        for (Value& value : chosen_values()) values.push_back(std::move(value));
        return connection_.query(sql, values, [&](const Row& row) -> Result<void> {
            if (!found_.areas.empty() && found_.areas.back().code == row.text(0)) return {};
            SmallArea area;
            area.code = row.string(0);
            area.name = row.string(1);
            area.name.resize(area.name.find_last_not_of(' ') + 1);
            area.district = row.string(2);
            area.network = row.string(3);
            found_.areas.push_back(std::move(area));
            return {};
        });
    }

    // Rows of code, figures..., file name, date: the best file's for each code, in order.
    template <typename Take>
    Result<void> each(std::string_view columns, std::string_view table, FileKind kind, Take take) {
        const std::string sql = fmt::format(
            "SELECT t.{1}, f.name, f.dated{0} FROM {2} t JOIN register_file f ON f.id = t.file "
            "WHERE f.review = 'accepted' AND t.{1} IN {3} ORDER BY t.{1}, {4}",
            columns, table == "register_boundary" ? "code" : "area", table, chosen(), best_first);
        std::vector<Value> values = chosen_values();
        values.emplace_back(day_);
        values.emplace_back(day_);
        auto at = found_.areas.begin();
        std::string last;
        return connection_.query(sql, values, [&](const Row& row) -> Result<void> {
            if (row.text(0) == last) return {};
            last = row.string(0);
            while (at != found_.areas.end() && at->code < last) ++at;
            if (at == found_.areas.end() || at->code != last) return {};
            use(found_.files, kind, row.string(1), row.text(2));
            take(*at, row);
            return {};
        });
    }

    Result<void> read_boundaries() {
        return each(", t.geometry, t.name", "register_boundary", FileKind::boundaries,
                    [](SmallArea& area, const Row& row) {
                        area.geometry = row.string(3);
                        if (area.name.empty()) area.name = row.string(4);
                    });
    }
    Result<void> read_deprivation() {
        return each(", t.decile, t.index_year", "register_deprivation", FileKind::deprivation,
                    [this](SmallArea& area, const Row& row) {
                        area.decile = static_cast<int>(row.integer(3));
                        found_.index_year =
                            std::max(found_.index_year, static_cast<int>(row.integer(4)));
                    });
    }
    Result<void> read_classes() {
        return each(", t.name, t.rural", "register_area_class", FileKind::rural_urban,
                    [](SmallArea& area, const Row& row) {
                        area.rural_urban = row.string(3);
                        area.is_rural = row.integer(4) == 1;
                    });
    }

    // A lookup may say what the area lies in, another one whose network's it is.
    Result<void> read_networks() {
        const std::string sql = fmt::format(
            "SELECT a.area, f.name, f.dated, a.network FROM register_area_link a JOIN "
            "register_file f ON f.id = a.file WHERE f.review = 'accepted' AND f.dated <= ? AND "
            "a.network <> '' AND a.area IN {} ORDER BY a.area, f.dated DESC, f.id DESC",
            chosen());
        std::vector<Value> values{Value(day_)};
        for (Value& value : chosen_values()) values.push_back(std::move(value));
        auto at = found_.areas.begin();
        return connection_.query(sql, values, [&](const Row& row) -> Result<void> {
            while (at != found_.areas.end() && at->code < row.text(0)) ++at;
            if (at == found_.areas.end() || at->code != row.text(0) || !at->network.empty())
                return {};
            use(found_.files, FileKind::area_lookup, row.string(1), row.text(2));
            at->network = row.string(3);
            return {};
        });
    }

    Result<void> read_districts(std::string_view by) {
        const bool all_known = std::ranges::none_of(
            found_.areas, [](const SmallArea& area) { return area.district.empty(); });
        if (all_known) return {};
        const std::string sql = fmt::format(
            "SELECT a.{0}, f.name, f.dated, a.district FROM register_area_link a JOIN "
            "register_file f ON f.id = a.file WHERE f.review = 'accepted' AND a.district <> '' "
            "AND a.{0} IN {1} ORDER BY a.{0}, {2}",
            by, chosen(), best_first);
        std::vector<Value> values = chosen_values();
        values.emplace_back(day_);
        values.emplace_back(day_);
        auto at = found_.areas.begin();
        return connection_.query(sql, values, [&](const Row& row) -> Result<void> {
            while (at != found_.areas.end() && at->code < row.text(0)) ++at;
            if (at == found_.areas.end() || at->code != row.text(0) || !at->district.empty())
                return {};
            use(found_.files, FileKind::area_lookup, row.string(1), row.text(2));
            at->district = row.string(3);
            return {};
        });
    }

    Result<void> read_patients() {
        std::optional<Lookup> file;
        TRY(connection_.query(
            "SELECT id, name, dated FROM register_file WHERE review = 'accepted' AND kind = "
            "'residence' AND dated <= ? ORDER BY dated DESC, id DESC LIMIT 1",
            {Value(day_)}, [&](const Row& row) -> Result<void> {
                file = Lookup{row.integer(0), row.string(1), row.string(2)};
                return {};
            }));
        if (!file) return {};
        use(found_.files, FileKind::residence, file->name, file->dated);
        auto at = found_.areas.begin();
        return connection_.query(
            "SELECT area, patients FROM register_area_patients WHERE file = ? ORDER BY area",
            {Value(file->file)}, [&](const Row& row) -> Result<void> {
                while (at != found_.areas.end() && at->code < row.text(0)) ++at;
                if (at != found_.areas.end() && at->code == row.text(0))
                    at->patients = row.integer(1);
                return {};
            });
    }

    Connection& connection_;
    Lookup lookup_;
    const CommissionerCodes* commissioner_;
    std::string day_;
    SmallAreas found_;
};

DatedBoundary boundary_of(const Row& row) {
    return {{row.string(0),
             row.string(1),
             {row.real(2), row.real(3), row.real(4), row.real(5)},
             row.string(6),
             static_cast<std::uint64_t>(row.integer(7))},
            row.string(8),
            date_of(row.text(9))};
}

}  // namespace

Result<SmallAreas> small_areas_of(Connection& connection, const CommissionerCodes& commissioner,
                                  Date as_at) {
    TRY_ASSIGN(auto lookup, lookup_for(connection, &commissioner, as_at));
    if (!lookup) return SmallAreas{};
    return Reader(connection, std::move(*lookup), &commissioner, as_at).read();
}

Result<SmallAreas> all_small_areas(Connection& connection, Date as_at) {
    TRY_ASSIGN(auto lookup, lookup_for(connection, nullptr, as_at));
    if (!lookup) return SmallAreas{};
    TRY_ASSIGN(auto found, Reader(connection, std::move(*lookup), nullptr, as_at).read());
    std::erase_if(found.areas, [](const SmallArea& area) { return area.geometry.empty(); });
    return found;
}

Result<std::optional<DatedBoundary>> nearest_boundary(Connection& connection, std::string_view code,
                                                      Date as_at) {
    std::optional<DatedBoundary> found;
    const std::string day = as_at.to_string();
    TRY(connection.query(
        fmt::format("SELECT b.code, b.name, b.west, b.south, b.east, b.north, b.geometry, "
                    "b.feature, f.name, f.dated FROM register_boundary b JOIN register_file f ON "
                    "f.id = b.file WHERE f.review = 'accepted' AND b.code = ? ORDER BY {} LIMIT 1",
                    best_first),
        {Value(code), Value(day), Value(day)}, [&](const Row& row) -> Result<void> {
            found = boundary_of(row);
            return {};
        }));
    return found;
}

Result<std::vector<DatedBoundary>> nearest_boundaries(Connection& connection,
                                                      std::span<const std::string> codes,
                                                      Date as_at) {
    std::vector<DatedBoundary> found;
    for (const std::string& code : codes) {
        TRY_ASSIGN(auto one, nearest_boundary(connection, code, as_at));
        if (one) found.push_back(std::move(*one));
    }
    return found;
}

Result<Residence> residence_of(Connection& connection, std::span<const std::string> practices,
                               Date as_at) {
    Residence found;
    std::int64_t id = 0;
    TRY(connection.query(
        "SELECT id, name, dated FROM register_file WHERE review = 'accepted' AND "
        "kind = 'residence' AND dated <= ? ORDER BY dated DESC, id DESC LIMIT 1",
        {as_at.to_string()}, [&](const Row& row) -> Result<void> {
            id = row.integer(0);
            found.file = FileUsed{std::string(organisations::name_of(FileKind::residence)),
                                  row.string(1), date_of(row.text(2))};
            return {};
        }));
    if (!found.file) return found;
    for (const std::string& practice : practices) {
        bool is_there = false;
        TRY(connection.query("SELECT areas FROM register_residence WHERE file = ? AND practice = ?",
                             {id, practice}, [&](const Row& row) -> Result<void> {
                                 is_there = true;
                                 const auto areas =
                                     nlohmann::json::parse(row.text(0), nullptr, false);
                                 INVARIANT(areas.is_object());
                                 for (const auto& [area, patients] : areas.items())
                                     found.patients[area] += patients.get<std::int64_t>();
                                 return {};
                             }));
        if (!is_there) found.practices_without.push_back(practice);
    }
    return found;
}

Result<std::map<std::string, std::vector<std::string>>> successors_of(
    Connection& connection, std::span<const std::string> codes) {
    std::map<std::string, std::vector<std::string>> found;
    for (const std::string& code : codes) {
        TRY(
            connection.query("SELECT DISTINCT l.successor FROM register_area_link l JOIN "
                             "register_file f ON f.id = l.file WHERE f.review = 'accepted' AND "
                             "l.area = ? AND l.successor <> '' ORDER BY l.successor",
                             {code}, [&](const Row& row) -> Result<void> {
                                 found[code].push_back(row.string(0));
                                 return {};
                             }));
    }
    return found;
}

Result<CareHomes> care_homes_of(Connection& connection, const CommissionerCodes& commissioner,
                                Date as_at) {
    CareHomes found;
    std::int64_t id = 0;
    const std::string day = as_at.to_string();
    TRY(connection.query(
        fmt::format("SELECT f.id, f.name, f.dated FROM register_file f WHERE f.review = "
                    "'accepted' AND f.kind = 'care_homes' ORDER BY {} LIMIT 1",
                    best_first),
        {Value(day), Value(day)}, [&](const Row& row) -> Result<void> {
            id = row.integer(0);
            found.file = FileUsed{std::string(organisations::name_of(FileKind::care_homes)),
                                  row.string(1), date_of(row.text(2))};
            return {};
        }));
    if (!found.file) return found;
    TRY(
        connection.query("SELECT count(*) FROM register_care_home WHERE file = ? AND commissioner "
                         "= ''",
                         {id}, [&](const Row& row) -> Result<void> {
                             found.of_no_commissioner = row.integer(0);
                             return {};
                         }));
    TRY(connection.query(
        "SELECT location, name, postcode, provider, beds, nursing, commissioner, latitude, "
        "longitude, line FROM register_care_home WHERE file = ? AND commissioner <> '' AND "
        "commissioner IN (?, ?) ORDER BY name, location",
        {id, commissioner.ods, commissioner.ons}, [&](const Row& row) -> Result<void> {
            organisations::CareHomeFact home{
                row.string(0), row.string(1),
                row.string(2), row.string(3),
                std::nullopt,  row.string(5),
                row.string(6), std::nullopt,
                std::nullopt,  static_cast<std::uint64_t>(row.integer(9))};
            if (!row.is_null(4)) home.beds = static_cast<int>(row.integer(4));
            if (!row.is_null(7)) home.latitude = row.real(7);
            if (!row.is_null(8)) home.longitude = row.real(8);
            found.homes.push_back(std::move(home));
            return {};
        }));
    return found;
}

}  // namespace openpcn::persistence
