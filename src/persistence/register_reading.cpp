// Reading the register as at a day: accepted files, what was accepted of others, and without what
// was refused.
#include "persistence/register_reading.h"

#include <algorithm>

#include "persistence/register_decisions.h"
#include "persistence/register_load.h"
#include "persistence/register_store.h"

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
        "WHERE file = ? AND decided_at <> '' AND refused_because = '' ORDER BY id",
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

bool is_of_facts(const LoadedFile& file) {
    return file.kind == organisations::FileKind::practice_directory ||
           file.kind == organisations::FileKind::list_sizes;
}

std::vector<LoadedFile> without(const std::vector<LoadedFile>& files, const LoadedFile& left_out) {
    std::vector<LoadedFile> fewer;
    for (const LoadedFile& file : files)
        if (file.id != left_out.id) fewer.push_back(file);
    return fewer;
}

// What was refused of a directory is as the directory before it has it.
void hold_directory(organisations::BasisFacts& facts, const organisations::BasisFacts& before,
                    const std::vector<organisations::RegisterChange>& refused) {
    for (const auto& change : refused) {
        const auto is_it = [&](const auto& fact) { return fact.code == change.subject; };
        std::erase_if(facts.directory, is_it);
        std::copy_if(before.directory.begin(), before.directory.end(),
                     std::back_inserter(facts.directory), is_it);
    }
}

}  // namespace

Result<Refusals> read_refusals(Connection& connection) {
    Refusals refusals;
    TRY(connection.query(
        "SELECT file, kind, subject_kind, subject, name, before, after FROM register_change WHERE "
        "refused_because <> '' ORDER BY id",
        {}, [&](const Row& row) -> Result<void> {
            TRY_ASSIGN(OdsCode subject, OdsCode::parse(row.text(3)));
            refusals[row.integer(0)].push_back(
                {static_cast<organisations::ChangeKind>(row.integer(1)),
                 static_cast<SubjectKind>(row.integer(2)), std::move(subject), row.string(4),
                 row.string(5), row.string(6)});
            return {};
        }));
    return refusals;
}

void leave_out_refused(std::vector<organisations::ListTotal>& lists, const Refusals& refusals) {
    std::erase_if(lists, [&](const auto& list) {
        const auto found = refusals.find(list.file);
        return found != refusals.end() &&
               std::any_of(found->second.begin(), found->second.end(), [&](const auto& change) {
                   return change.kind == organisations::ChangeKind::relisted &&
                          change.subject == list.practice &&
                          change.after == std::to_string(list.patients);
               });
    });
}

Result<organisations::BasisFacts> RegisterReading::facts(const Files& files) {
    auto basis = organisations::choose_basis(files, as_at_);
    if (what_ == ReadingOf::networks) {
        basis.lists.clear();
        basis.directory.reset();
    }
    TRY_ASSIGN(auto made, read_basis_facts(connection_, std::move(basis)));
    leave_out_refused(made.lists, refusals_);
    if (!made.basis.directory) return made;
    const LoadedFile directory = *made.basis.directory;
    const auto found = refusals_.find(directory.id);
    if (found == refusals_.end()) return made;
    TRY_ASSIGN(const auto before, facts(without(files, directory)));
    hold_directory(made, before, found->second);
    return made;
}

Result<RegisterView> RegisterReading::view(const Files& files, organisations::BasisFacts made) {
    std::erase_if(made.lists, [&](const auto& list) { return list.extracted > as_at_; });
    auto view = RegisterView::build(std::move(made), as_at_);
    for (const LoadedFile& file : view.basis().files()) {
        const auto found = refusals_.find(file.id);
        if (found == refusals_.end() || is_of_facts(file)) continue;
        TRY_ASSIGN(const auto before, this->view(without(files, file)));
        view.hold(before, found->second);
    }
    return view;
}

Result<RegisterView> RegisterReading::view(const Files& files) {
    TRY_ASSIGN(auto made, facts(files));
    return view(files, std::move(made));
}

Result<void> RegisterReading::hold_waiting(RegisterView& view, const Files& accepted,
                                           const LoadedFile& file) {
    const auto found = refusals_.find(file.id);
    if (found == refusals_.end()) return {};
    TRY_ASSIGN(const auto before, this->view(accepted));
    view.hold(before, found->second);
    return {};
}

Result<RegisterView> read_register(Connection& connection, Date as_at) {
    TRY_ASSIGN(const auto rows, register_files(connection));
    std::vector<LoadedFile> accepted;
    std::vector<LoadedFile> waiting;
    for (const auto& row : rows) {
        const bool is_accepted = row.file.review == organisations::Review::accepted;
        if (is_accepted || row.file.dated <= as_at)
            (is_accepted ? accepted : waiting).push_back(row.file);
    }
    TRY_ASSIGN(auto refusals, read_refusals(connection));
    RegisterReading reading(connection, std::move(refusals), as_at);
    TRY_ASSIGN(auto facts, reading.facts(accepted));
    std::vector<std::pair<LoadedFile, AcceptedSubjects>> singles;
    for (const LoadedFile& file : waiting) {
        TRY_ASSIGN(auto subjects, accepted_subjects(connection, file.id));
        TRY(add_single_facts(connection, file, subjects, facts));
        if (!subjects.practices.empty() || !subjects.networks.empty())
            singles.emplace_back(file, std::move(subjects));
    }
    TRY_ASSIGN(auto view, reading.view(accepted, std::move(facts)));
    for (const auto& [file, subjects] : singles) {
        auto files = accepted;
        files.push_back(file);
        TRY_ASSIGN(auto with,
                   read_basis_facts(connection, organisations::choose_basis(files, as_at)));
        const auto other = RegisterView::build(std::move(with), as_at);
        view.adopt(other, subjects.practices, subjects.networks);
        TRY(reading.hold_waiting(view, accepted, file));
    }
    TRY_ASSIGN(auto decided, read_decisions(connection, view.basis(), rows));
    if (!decided.is_empty()) view.lay_over(std::move(decided.networks), decided.mergers);
    return view;
}

Result<std::int64_t> register_version(Connection& connection) {
    std::int64_t version = 0;
    TRY(
        connection.query("SELECT (SELECT count(*) FROM register_file) * 1000000000 + "
                         "2 * (SELECT count(*) FROM register_change WHERE decided_at <> '') - "
                         "(SELECT count(*) FROM register_change WHERE refused_because <> '') + "
                         "(SELECT number FROM network_revision)",
                         {}, [&](const Row& row) -> Result<void> {
                             version = row.integer(0);
                             return {};
                         }));
    return version;
}

}  // namespace openpcn::persistence
