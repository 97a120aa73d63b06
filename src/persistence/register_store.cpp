#include "persistence/register_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

#include "base/invariant.h"

namespace openpcn::persistence {
namespace {

using database::Connection;
using database::Row;
using organisations::BasisFacts;
using organisations::LoadedFile;

// What we wrote ourselves, through the same types.
OdsCode code_at(const Row& row, int column) {
    auto code = OdsCode::parse(row.text(column));
    INVARIANT(code.has_value());
    return std::move(*code);
}
std::optional<OdsCode> optional_code(const Row& row, int column) {
    if (row.text(column).empty()) return std::nullopt;
    return code_at(row, column);
}
Date date_at(const Row& row, int column) {
    const auto date = Date::parse(row.text(column));
    INVARIANT(date.has_value());
    return *date;
}
std::optional<Date> optional_date(const Row& row, int column) {
    if (row.text(column).empty()) return std::nullopt;
    return date_at(row, column);
}
std::uint64_t line_at(const Row& row, int column) {
    return static_cast<std::uint64_t>(row.integer(column));
}

Result<void> read_networks(Connection& connection, BasisFacts& facts) {
    return connection.query(
        "SELECT code, name, commissioner, opened, closed, address, postcode, line "
        "FROM register_network WHERE file = ? ORDER BY code",
        {facts.basis.networks->id}, [&](const Row& row) -> Result<void> {
            facts.networks.push_back({code_at(row, 0),
                                      row.string(1),
                                      optional_code(row, 2),
                                      {optional_date(row, 3), optional_date(row, 4)},
                                      row.string(5),
                                      row.string(6),
                                      line_at(row, 7)});
            return {};
        });
}

Result<void> read_memberships(Connection& connection, BasisFacts& facts) {
    return connection.query(
        "SELECT practice, practice_name, practice_commissioner, network, network_name, "
        "network_commissioner, started, ended, line FROM register_membership WHERE file = ? "
        "ORDER BY line",
        {facts.basis.memberships->id}, [&](const Row& row) -> Result<void> {
            facts.memberships.push_back({code_at(row, 0),
                                         row.string(1),
                                         optional_code(row, 2),
                                         code_at(row, 3),
                                         row.string(4),
                                         optional_code(row, 5),
                                         {optional_date(row, 6), optional_date(row, 7)},
                                         line_at(row, 8)});
            return {};
        });
}

Result<void> read_mapped(Connection& connection, BasisFacts& facts) {
    return connection.query(
        "SELECT practice, name, postcode, network, network_name, commissioner, supplier, line "
        "FROM register_mapped_practice WHERE file = ? ORDER BY practice",
        {facts.basis.mapping->id}, [&](const Row& row) -> Result<void> {
            facts.mapped.push_back({code_at(row, 0), row.string(1), row.string(2),
                                    optional_code(row, 3), row.string(4), optional_code(row, 5),
                                    row.string(6), line_at(row, 7)});
            return {};
        });
}

Result<void> read_commissioners(Connection& connection, BasisFacts& facts) {
    for (const auto* file :
         {&facts.basis.networks, &facts.basis.memberships, &facts.basis.mapping}) {
        if (!*file) continue;
        TRY(connection.query(
            "SELECT kind, code, name, ons_code, parent, line FROM register_commissioner "
            "WHERE file = ? ORDER BY number",
            {(*file)->id}, [&](const Row& row) -> Result<void> {
                facts.commissioners.push_back(
                    {static_cast<organisations::CommissionerKind>(row.integer(0)), code_at(row, 1),
                     row.string(2), row.string(3), optional_code(row, 4), line_at(row, 5)});
                return {};
            }));
    }
    return {};
}

Result<void> read_places(Connection& connection, BasisFacts& facts) {
    return connection.query(
        "SELECT practice, name, postcode, latitude, longitude, line FROM register_place "
        "WHERE file = ? ORDER BY practice",
        {facts.basis.places->id}, [&](const Row& row) -> Result<void> {
            facts.places.push_back({code_at(row, 0), row.string(1), row.string(2), row.real(3),
                                    row.real(4), line_at(row, 5)});
            return {};
        });
}

Result<void> read_lists(Connection& connection, std::int64_t file,
                        std::vector<organisations::ListTotal>& lists) {
    return connection.query(
        "SELECT practice, extracted, commissioner, postcode, patients, file "
        "FROM register_list_size WHERE file = ? ORDER BY extracted, practice",
        {file}, [&](const Row& row) -> Result<void> {
            lists.push_back({code_at(row, 0), date_at(row, 1), optional_code(row, 2), row.string(3),
                             row.integer(4), row.integer(5)});
            return {};
        });
}

}  // namespace

Result<std::vector<RegisterFileRow>> register_files(Connection& connection) {
    std::vector<RegisterFileRow> files;
    TRY(connection.query(
        "SELECT id, name, kind, dated, review, network_count, membership_count, sha256, dated_by, "
        "loaded_at, loaded_by, row_count, reject_count, doubt_count FROM register_file ORDER BY id",
        {}, [&](const Row& row) -> Result<void> {
            const auto kind = organisations::find_kind(row.text(2));
            INVARIANT(kind.has_value());
            files.push_back({{row.integer(0), row.string(1), *kind, date_at(row, 3),
                              row.text(4) == "accepted" ? organisations::Review::accepted
                                                        : organisations::Review::waiting,
                              row.integer(5), row.integer(6)},
                             row.string(7),
                             row.string(8),
                             row.string(9),
                             row.string(10),
                             row.integer(11),
                             row.integer(12),
                             row.integer(13)});
            return {};
        }));
    return files;
}

Result<std::vector<organisations::DirectoryFact>> read_directory(Connection& connection,
                                                                 std::int64_t file) {
    std::vector<organisations::DirectoryFact> facts;
    TRY(connection.query(
        "SELECT code, name, region, system, commissioner, address, postcode, telephone, opened, "
        "closed, status, kind, setting, line FROM register_directory WHERE file = ? ORDER BY code",
        {file}, [&](const Row& row) -> Result<void> {
            facts.push_back({code_at(row, 0),
                             row.string(1),
                             optional_code(row, 2),
                             optional_code(row, 3),
                             optional_code(row, 4),
                             row.string(5),
                             row.string(6),
                             row.string(7),
                             {optional_date(row, 8), optional_date(row, 9)},
                             static_cast<organisations::PracticeStatus>(row.integer(10)),
                             static_cast<organisations::PracticeKind>(row.integer(11)),
                             row.string(12),
                             line_at(row, 13)});
            return {};
        }));
    return facts;
}

Result<std::vector<organisations::BandCount>> read_list_bands(
    Connection& connection, const OdsCode& practice, const organisations::ListInUse& list) {
    std::vector<organisations::BandCount> counts;
    TRY(connection.query(
        "SELECT bands FROM register_list_band WHERE file = ? AND practice = ? AND extracted = ?",
        {list.file, practice.text(), list.extracted.to_string()},
        [&](const Row& row) -> Result<void> {
            const auto by_sex = nlohmann::json::parse(row.text(0), nullptr, false);
            INVARIANT(by_sex.is_object());
            for (const auto& [sex, bands] : by_sex.items()) {
                for (const auto& [band, patients] : bands.items()) {
                    if (sex != "ALL" && band != "ALL")
                        counts.push_back({sex, band, patients.get<std::int64_t>()});
                }
            }
            return {};
        }));
    const auto youngest = [](const organisations::BandCount& count) {
        int age = 0;
        std::from_chars(count.band.data(), count.band.data() + count.band.size(), age);
        return age;
    };
    std::sort(counts.begin(), counts.end(), [&](const auto& a, const auto& b) {
        return a.sex != b.sex ? a.sex < b.sex : youngest(a) < youngest(b);
    });
    return counts;
}

Result<std::vector<organisations::ListTotal>> read_lists_of(Connection& connection,
                                                            std::span<const Date> extracted) {
    std::vector<organisations::ListTotal> lists;
    for (const Date date : extracted) {
        TRY(connection.query(
            "SELECT s.practice, s.patients, s.file FROM register_list_size s "
            "JOIN register_file f ON f.id = s.file WHERE f.review = 'accepted' "
            "AND s.extracted = ? ORDER BY s.file",
            {date.to_string()}, [&](const Row& row) -> Result<void> {
                lists.push_back(
                    {code_at(row, 0), date, std::nullopt, {}, row.integer(1), row.integer(2)});
                return {};
            }));
    }
    return lists;
}

Result<BasisFacts> read_basis_facts(Connection& connection, organisations::Basis basis) {
    BasisFacts facts;
    facts.basis = std::move(basis);
    if (facts.basis.networks) TRY(read_networks(connection, facts));
    if (facts.basis.memberships) TRY(read_memberships(connection, facts));
    if (facts.basis.mapping) TRY(read_mapped(connection, facts));
    TRY(read_commissioners(connection, facts));
    if (facts.basis.places) TRY(read_places(connection, facts));
    if (facts.basis.directory) {
        TRY_ASSIGN(facts.directory, read_directory(connection, facts.basis.directory->id));
    }
    for (const LoadedFile& file : facts.basis.lists) {
        TRY(read_lists(connection, file.id, facts.lists));
    }
    std::stable_sort(facts.lists.begin(), facts.lists.end(),
                     [](const auto& a, const auto& b) { return a.extracted < b.extracted; });
    return facts;
}

}  // namespace openpcn::persistence
