#include "persistence/papers.h"

#include <fmt/format.h>

namespace openpcn::persistence {
namespace {

using database::Connection;
using database::Row;
using database::Value;

constexpr std::string_view columns =
    "owner, kind, id, version, body, at, author, author_name, author_organisation, sequence";

Result<Paper> paper_of(const Row& row) {
    Paper paper;
    paper.owner = row.string(0);
    paper.kind = row.string(1);
    paper.id = row.string(2);
    paper.version = row.integer(3);
    paper.body = row.string(4);
    TRY_ASSIGN(paper.at, Instant::parse(row.text(5)));
    paper.author = row.string(6);
    paper.author_name = row.string(7);
    paper.author_organisation = row.string(8);
    paper.sequence = row.integer(9);
    return paper;
}

// `condition` is ours, with a parameter for each of `values`.
Result<std::vector<Paper>> read(Connection& connection, std::string_view condition,
                                std::vector<Value> values) {
    std::vector<Paper> papers;
    TRY(connection.query(
        fmt::format("SELECT {} FROM paper p WHERE {} ORDER BY sequence DESC", columns, condition),
        values, [&](const Row& row) -> Result<void> {
            TRY_ASSIGN(Paper paper, paper_of(row));
            papers.push_back(std::move(paper));
            return {};
        }));
    return papers;
}

constexpr std::string_view is_newest =
    "version = (SELECT MAX(q.version) FROM paper q WHERE q.owner = p.owner AND q.kind = p.kind "
    "AND q.id = p.id)";

Result<std::int64_t> number_of(Connection& connection, std::string_view sql,
                               std::vector<Value> values) {
    std::int64_t number = 0;
    TRY(connection.query(sql, values, [&](const Row& row) -> Result<void> {
        number = row.integer(0);
        return {};
    }));
    return number;
}

Error newer_version(std::int64_t newest) {
    return {ErrorKind::conflict,
            fmt::format("Version {} was saved meanwhile by somebody else.", newest), "based_on",
            "Look at what changed, then save again."};
}

}  // namespace

Result<std::int64_t> add_paper(Connection& connection, const Paper& paper, std::int64_t based_on) {
    TRY_ASSIGN(const std::int64_t newest,
               number_of(connection,
                         "SELECT COALESCE(MAX(version), 0) FROM paper WHERE owner = ? AND "
                         "kind = ? AND id = ?",
                         {paper.owner, paper.kind, paper.id}));
    if (newest != based_on) return failure(newer_version(newest));
    TRY_ASSIGN(const std::int64_t last,
               number_of(connection, "SELECT COALESCE(MAX(sequence), 0) FROM paper", {}));
    const std::int64_t version = newest + 1;
    const auto added = connection.execute(
        fmt::format("INSERT INTO paper ({}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", columns),
        {paper.owner, paper.kind, paper.id, version, paper.body, paper.at.to_string(), paper.author,
         paper.author_name, paper.author_organisation, last + 1});
    if (added) return version;
    return failure(added.error().kind == ErrorKind::conflict ? newer_version(version)
                                                             : added.error());
}

Result<std::vector<Paper>> papers_of(Connection& connection, std::string_view owner,
                                     std::string_view kind) {
    return read(connection, fmt::format("owner = ? AND kind = ? AND {}", is_newest), {owner, kind});
}

Result<std::vector<Paper>> papers_of_kind(Connection& connection, std::string_view kind) {
    return read(connection, fmt::format("kind = ? AND {}", is_newest), {kind});
}

Result<std::vector<Paper>> papers_of_kind_by(Connection& connection, std::string_view kind,
                                             Date day) {
    // Moments are kept as texts that sort as they do, and each begins with its day.
    const std::string next = day.plus_days(1).to_string();
    return read(connection,
                "kind = ? AND version = (SELECT MAX(q.version) FROM paper q WHERE "
                "q.owner = p.owner AND q.kind = p.kind AND q.id = p.id AND q.at < ?)",
                {kind, next});
}

Result<std::vector<Paper>> papers_kept_by(Connection& connection, std::string_view owner,
                                          std::string_view kind, std::optional<Date> day) {
    if (!day) return papers_of(connection, owner, kind);
    const std::string next = day->plus_days(1).to_string();
    return read(connection,
                "owner = ? AND kind = ? AND version = (SELECT MAX(q.version) FROM paper q WHERE "
                "q.owner = p.owner AND q.kind = p.kind AND q.id = p.id AND q.at < ?)",
                {owner, kind, next});
}

Result<std::optional<Paper>> find_paper(Connection& connection, std::string_view owner,
                                        std::string_view kind, std::string_view id) {
    TRY_ASSIGN(auto found,
               read(connection, fmt::format("owner = ? AND kind = ? AND id = ? AND {}", is_newest),
                    {owner, kind, id}));
    if (found.empty()) return std::optional<Paper>();
    return std::optional(std::move(found.front()));
}

Result<std::vector<Paper>> paper_versions(Connection& connection, std::string_view owner,
                                          std::string_view kind, std::string_view id) {
    return read(connection, "owner = ? AND kind = ? AND id = ?", {owner, kind, id});
}

Result<std::int64_t> papers_version(Connection& connection, std::string_view kind) {
    return number_of(connection, "SELECT COALESCE(MAX(sequence), 0) FROM paper WHERE kind = ?",
                     {kind});
}

}  // namespace openpcn::persistence
