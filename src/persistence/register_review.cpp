// Reading the register as at a day, and accepting changes.
#include <fmt/format.h>

#include <algorithm>

#include "persistence/audit_log.h"
#include "persistence/register_decisions.h"
#include "persistence/register_load.h"
#include "persistence/register_store.h"
#include "platform/io/clock.h"

namespace openpcn::persistence {
namespace {

using database::Connection;
using database::Row;
using organisations::LoadedFile;
using organisations::RegisterView;
using organisations::SubjectKind;

struct AcceptedSubjects {
    std::vector<OdsCode> practices;
    std::vector<OdsCode> networks;
    std::vector<OdsCode> directory;
    std::vector<OdsCode> lists;
};

// What was accepted out of a file that as a whole still waits.
Result<AcceptedSubjects> accepted_subjects(Connection& connection, std::int64_t file) {
    AcceptedSubjects subjects;
    TRY(connection.query(
        "SELECT subject_kind, subject, kind FROM register_change "
        "WHERE file = ? AND decided_at <> '' ORDER BY id",
        {file}, [&](const Row& row) -> Result<void> {
            TRY_ASSIGN(OdsCode subject, OdsCode::parse(row.text(1)));
            const auto change = static_cast<organisations::ChangeKind>(row.integer(2));
            switch (static_cast<SubjectKind>(row.integer(0))) {
                case SubjectKind::network:
                    subjects.networks.push_back(std::move(subject));
                    break;
                case SubjectKind::practice:
                    (change == organisations::ChangeKind::relisted ? subjects.lists
                                                                   : subjects.practices)
                        .push_back(std::move(subject));
                    break;
                case SubjectKind::directory_entry:
                    subjects.directory.push_back(std::move(subject));
                    break;
                case SubjectKind::commissioner:
                    break;  // a name only, which comes with the whole file
            }
            return {};
        }));
    return subjects;
}

bool contains(const std::vector<OdsCode>& codes, const OdsCode& code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

// Directory entries and lists that were accepted one by one replace those of the accepted files.
Result<void> add_single_facts(Connection& connection, const LoadedFile& file,
                              const AcceptedSubjects& subjects, organisations::BasisFacts& facts) {
    if (!subjects.directory.empty()) {
        TRY_ASSIGN(auto fresh, read_directory(connection, file.id));
        std::erase_if(facts.directory,
                      [&](const auto& fact) { return contains(subjects.directory, fact.code); });
        std::copy_if(fresh.begin(), fresh.end(), std::back_inserter(facts.directory),
                     [&](const auto& fact) { return contains(subjects.directory, fact.code); });
    }
    if (!subjects.lists.empty()) {
        organisations::Basis lists;
        lists.lists.push_back(file);
        TRY_ASSIGN(auto fresh, read_basis_facts(connection, std::move(lists)));
        for (const auto& list : fresh.lists) {
            if (!contains(subjects.lists, list.practice)) continue;
            for (auto& known : facts.lists) {
                if (known.practice == list.practice && known.extracted == list.extracted)
                    known = list;
            }
        }
    }
    return {};
}

}  // namespace

Result<RegisterView> read_register(Connection& connection, Date as_at) {
    TRY_ASSIGN(const auto rows, register_files(connection));
    std::vector<LoadedFile> accepted;
    std::vector<LoadedFile> waiting;
    for (const auto& row : rows) {
        const bool is_accepted = row.file.review == organisations::Review::accepted;
        if (is_accepted || row.file.dated <= as_at)
            (is_accepted ? accepted : waiting).push_back(row.file);
    }
    TRY_ASSIGN(auto facts,
               read_basis_facts(connection, organisations::choose_basis(accepted, as_at)));
    std::vector<std::pair<LoadedFile, AcceptedSubjects>> singles;
    for (const LoadedFile& file : waiting) {
        TRY_ASSIGN(auto subjects, accepted_subjects(connection, file.id));
        TRY(add_single_facts(connection, file, subjects, facts));
        if (!subjects.practices.empty() || !subjects.networks.empty())
            singles.emplace_back(file, std::move(subjects));
    }
    std::erase_if(facts.lists, [&](const auto& list) { return list.extracted > as_at; });
    auto view = RegisterView::build(std::move(facts), as_at);
    for (const auto& [file, subjects] : singles) {
        auto files = accepted;
        files.push_back(file);
        TRY_ASSIGN(auto with,
                   read_basis_facts(connection, organisations::choose_basis(files, as_at)));
        const auto other = RegisterView::build(std::move(with), as_at);
        view.adopt(other, subjects.practices, subjects.networks);
    }
    TRY_ASSIGN(auto decided, read_decisions(connection, view.basis(), rows));
    if (!decided.is_empty()) view.lay_over(std::move(decided.networks), decided.mergers);
    return view;
}

Result<std::vector<ReviewedChange>> register_changes(Connection& connection, WhichChanges which) {
    std::vector<ReviewedChange> changes;
    TRY(connection.query(
        fmt::format("SELECT c.id, c.file, f.name, f.dated, c.kind, c.subject_kind, c.subject, "
                    "c.name, c.before, c.after, c.decided_at, c.decided_by FROM register_change c "
                    "JOIN register_file f ON f.id = c.file {} ORDER BY c.id",
                    which == WhichChanges::waiting ? "WHERE c.decided_at = ''" : ""),
        {}, [&](const Row& row) -> Result<void> {
            TRY_ASSIGN(OdsCode subject, OdsCode::parse(row.text(6)));
            changes.push_back({row.integer(0),
                               row.integer(1),
                               row.string(2),
                               row.string(3),
                               {static_cast<organisations::ChangeKind>(row.integer(4)),
                                static_cast<SubjectKind>(row.integer(5)), std::move(subject),
                                row.string(7), row.string(8), row.string(9)},
                               row.string(10),
                               row.string(11)});
            return {};
        }));
    return changes;
}

Result<std::int64_t> accept_register_changes(Connection& connection,
                                             std::optional<std::vector<std::int64_t>> ids,
                                             const RegisterActor& actor) {
    TRY_ASSIGN(auto transaction, database::Transaction::begin(connection));
    const Instant now = io::now();
    std::int64_t count = 0;
    if (ids) {
        for (const std::int64_t id : *ids) {
            TRY_ASSIGN(const auto changed,
                       connection.execute("UPDATE register_change SET decided_at = ?, decided_by = "
                                          "? WHERE id = ? AND decided_at = ''",
                                          {now.to_string(), actor.name, id}));
            if (changed == 0) {
                return failure({ErrorKind::not_found,
                                fmt::format("No change {} waits for review.", id), "the register",
                                "List those that wait with `openpcn register changes`."});
            }
            count += changed;
        }
    } else {
        TRY_ASSIGN(count, connection.execute("UPDATE register_change SET decided_at = ?, "
                                             "decided_by = ? WHERE decided_at = ''",
                                             {now.to_string(), actor.name}));
    }
    TRY(connection.execute(
        "UPDATE register_file SET review = 'accepted' WHERE review = 'waiting' AND NOT EXISTS "
        "(SELECT 1 FROM register_change c WHERE c.file = register_file.id AND c.decided_at = '')"));
    TRY(append_audit(connection,
                     {now, actor.name, actor.role, actor.organisation, "administration",
                      "register.accept", "register", fmt::format("{} changes", count)}));
    TRY(transaction.commit());
    return count;
}

Result<std::int64_t> register_version(Connection& connection) {
    std::int64_t version = 0;
    TRY(
        connection.query("SELECT (SELECT count(*) FROM register_file) * 1000000000 + "
                         "(SELECT count(*) FROM register_change WHERE decided_at <> '') + "
                         "(SELECT number FROM network_revision)",
                         {}, [&](const Row& row) -> Result<void> {
                             version = row.integer(0);
                             return {};
                         }));
    return version;
}

}  // namespace openpcn::persistence
