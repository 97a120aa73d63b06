#include "persistence/register_boundaries.h"

#include "base/invariant.h"

namespace openpcn::persistence {

Result<std::vector<DatedBoundary>> boundaries_on(database::Connection& connection,
                                                 std::string_view code_start, Date as_at) {
    std::vector<DatedBoundary> found;
    TRY(connection.query(
        "SELECT b.code, b.name, b.west, b.south, b.east, b.north, b.geometry, b.feature, f.name, "
        "f.dated FROM register_boundary b JOIN register_file f ON f.id = b.file "
        "WHERE f.review = 'accepted' AND f.dated <= ? AND substr(b.code, 1, ?) = ? "
        "ORDER BY b.code, f.dated DESC, f.id DESC",
        {as_at.to_string(), static_cast<std::int64_t>(code_start.size()), code_start},
        [&](const database::Row& row) -> Result<void> {
            if (!found.empty() && found.back().fact.code == row.text(0)) return {};
            const auto dated = Date::parse(row.text(9));
            INVARIANT(dated.has_value());
            found.push_back({{row.string(0),
                              row.string(1),
                              {row.real(2), row.real(3), row.real(4), row.real(5)},
                              row.string(6),
                              static_cast<std::uint64_t>(row.integer(7))},
                             row.string(8),
                             *dated});
            return {};
        }));
    return found;
}

}  // namespace openpcn::persistence
