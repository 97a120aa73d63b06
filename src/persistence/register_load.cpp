#include "persistence/register_load.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "persistence/audit_log.h"
#include "persistence/register_decisions.h"
#include "persistence/register_reading.h"
#include "persistence/register_store.h"
#include "platform/io/clock.h"
#include "platform/io/file.h"

namespace openpcn::persistence {
namespace {

using database::Connection;
using database::Row;
using organisations::Basis;
using organisations::FileFacts;
using organisations::FileKind;
using organisations::LoadedFile;
using organisations::RegisterChange;
using organisations::Review;

// The largest published file of the register is some 20 MB.
constexpr std::size_t file_bytes_max = std::size_t{512} << 20;

Result<std::string> read_all(const feeds::InputFile& file) {
    TRY_ASSIGN(const auto source, file.open());
    std::string bytes;
    std::size_t size = 0;
    for (;;) {
        if (bytes.size() - size < (std::size_t{1} << 16))
            bytes.resize(std::max(std::size_t{1} << 20, bytes.size() * 2));
        TRY_ASSIGN(const auto got, source->read(std::span(bytes).subspan(size)));
        if (got == 0) break;
        size += got;
        if (size > file_bytes_max) {
            return failure({ErrorKind::invalid, "The file is larger than 512 MB.", file.name,
                            "Check that it is the file you meant."});
        }
    }
    bytes.resize(size);
    return bytes;
}

std::string sha256_of(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size());
    return fmt::format("{:02x}", fmt::join(hash, ""));
}

// Files that tell of the same thing, so that a later one alters what an earlier one said.
enum class Series {
    networks,
    directory,
    lists,
    reference  // dated by themselves and never about the register's present
};
Series series_of(FileKind kind) {
    switch (kind) {
        case FileKind::networks:
        case FileKind::practice_mapping:
            return Series::networks;
        case FileKind::practice_directory:
            return Series::directory;
        case FileKind::list_sizes:
            return Series::lists;
        default:
            return Series::reference;
    }
}

std::vector<LoadedFile> accepted(const std::vector<RegisterFileRow>& rows) {
    std::vector<LoadedFile> files;
    for (const auto& row : rows)
        if (row.file.review == Review::accepted) files.push_back(row.file);
    return files;
}

// A load of several files: what was there when it began decides what is the first of its series.
class RegisterLoad {
public:
    RegisterLoad(Connection& connection, const RegisterLoadRequest& request)
        : connection_(connection), request_(request) {}

    Result<void> begin() {
        TRY_ASSIGN(const auto rows, register_files(connection_));
        for (const auto& row : rows) {
            if (row.file.review == Review::accepted)
                known_series_.push_back(series_of(row.file.kind));
        }
        return {};
    }

    FileOutcome load(const feeds::InputFile& file) {
        FileOutcome outcome;
        outcome.name = file.name;
        if (auto done = try_load(file, outcome); !done) {
            outcome.outcome = LoadOutcome::failed;
            outcome.error = std::move(done.error());
        }
        return outcome;
    }

private:
    Result<void> try_load(const feeds::InputFile& file, FileOutcome& outcome) {
        TRY_ASSIGN(const std::string bytes, read_all(file));
        const std::string sha256 = sha256_of(bytes);
        TRY_ASSIGN(auto transaction, database::Transaction::begin(connection_));
        TRY_ASSIGN(const auto rows, register_files(connection_));
        for (const auto& row : rows) {
            if (row.sha256 != sha256) continue;
            outcome.outcome = LoadOutcome::already_loaded;
            outcome.id = row.file.id;
            outcome.kind = row.file.kind;
            outcome.dated = row.file.dated;
            return {};
        }
        TRY_ASSIGN(FileFacts facts, organisations::read_register_file(
                                        {file.name, bytes, request_.dated, request_.today}));
        outcome.id = rows.empty() ? 1 : rows.back().file.id + 1;
        LoadedFile loaded{outcome.id,
                          facts.name,
                          facts.kind,
                          facts.dated,
                          Review::accepted,
                          static_cast<std::int64_t>(facts.networks.size()),
                          static_cast<std::int64_t>(facts.memberships.size())};
        TRY(write_file(loaded, sha256, facts));
        TRY(write_register_facts(connection_, outcome.id, facts));
        std::vector<RegisterChange> changes;
        if (!is_first_of_series(facts.kind)) {
            TRY_ASSIGN(changes, changes_of(accepted(rows), loaded, facts));
        }
        const bool waits = !changes.empty() && request_.policy == ChangePolicy::review;
        TRY(write_changes(outcome.id, changes));
        if (waits)
            TRY(connection_.execute("UPDATE register_file SET review = 'waiting' WHERE id = ?",
                                    {outcome.id}));
        TRY(audit(loaded, facts, changes.size(), waits));
        TRY(transaction.commit());
        report(std::move(facts), changes, waits, outcome);
        return {};
    }

    bool is_first_of_series(FileKind kind) const {
        return std::find(known_series_.begin(), known_series_.end(), series_of(kind)) ==
               known_series_.end();
    }

    Result<void> write_file(const LoadedFile& file, const std::string& sha256,
                            const FileFacts& facts) {
        std::string passed = "{";
        for (const auto& [reason, count] : facts.passed_over) {
            std::string name = reason;
            std::replace_if(
                name.begin(), name.end(),
                [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < ' '; },
                ' ');
            passed += fmt::format("{}\"{}\":{}", passed.size() > 1 ? "," : "", name, count);
        }
        TRY(connection_.execute(
            "INSERT INTO register_file (id, name, sha256, kind, dated, dated_by, loaded_at, "
            "loaded_by, review, row_count, reject_count, doubt_count, network_count, "
            "membership_count, passed_over) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'accepted', ?, ?, ?, ?, ?, ?)",
            {file.id, file.name, sha256, organisations::name_of(file.kind), file.dated.to_string(),
             organisations::name_of(facts.dated_by), io::now().to_string(), request_.actor.name,
             static_cast<std::int64_t>(facts.rows), static_cast<std::int64_t>(facts.rejects.size()),
             static_cast<std::int64_t>(facts.doubts.size()), file.networks, file.memberships,
             passed + "}"}));
        return {};
    }

    // What the file alters of the register today, beside the files accepted before it.
    Result<std::vector<RegisterChange>> changes_of(std::vector<LoadedFile> before,
                                                   const LoadedFile& loaded,
                                                   const FileFacts& facts) {
        switch (series_of(loaded.kind)) {
            case Series::networks: {
                TRY_ASSIGN(const auto was, view_of(before));
                before.push_back(loaded);
                TRY_ASSIGN(const auto is, view_of(before));
                return organisations::changes_between(was, is);
            }
            case Series::directory: {
                const Basis was = organisations::choose_basis(before, request_.today);
                before.push_back(loaded);
                const Basis is = organisations::choose_basis(before, request_.today);
                if (!was.directory || is.directory->id != loaded.id)
                    return std::vector<RegisterChange>{};
                before.pop_back();
                TRY_ASSIGN(auto refusals, read_refusals(connection_));
                RegisterReading reading(connection_, std::move(refusals), request_.today);
                TRY_ASSIGN(const auto known, reading.facts(before));
                return organisations::directory_changes(known.directory, facts.directory);
            }
            case Series::lists: {
                std::vector<Date> days;
                for (const auto& list : facts.list_sizes) {
                    if (std::find(days.begin(), days.end(), list.extracted) == days.end())
                        days.push_back(list.extracted);
                }
                TRY_ASSIGN(auto known, read_lists_of(connection_, days));
                std::erase_if(known, [&](const auto& list) { return list.file == loaded.id; });
                TRY_ASSIGN(const auto refusals, read_refusals(connection_));
                leave_out_refused(known, refusals);
                return organisations::list_changes(known, facts.list_sizes);
            }
            case Series::reference:
                break;
        }
        return std::vector<RegisterChange>{};
    }

    Result<organisations::RegisterView> view_of(const std::vector<LoadedFile>& files) {
        // As it holds now, so that what was refused before is asked again and not taken for known.
        TRY_ASSIGN(auto refusals, read_refusals(connection_));
        RegisterReading reading(connection_, std::move(refusals), request_.today,
                                ReadingOf::networks);
        TRY_ASSIGN(auto view, reading.view(files));
        TRY_ASSIGN(const auto rows, register_files(connection_));
        TRY_ASSIGN(auto decided, read_decisions(connection_, view.basis(), rows));
        if (!decided.is_empty()) view.lay_over(std::move(decided.networks), decided.mergers);
        return view;
    }

    Result<void> write_changes(std::int64_t file, const std::vector<RegisterChange>& changes) {
        if (changes.empty()) return {};
        std::int64_t id = 0;
        TRY(connection_.query("SELECT COALESCE(max(id), 0) FROM register_change", {},
                              [&](const Row& row) -> Result<void> {
                                  id = row.integer(0);
                                  return {};
                              }));
        static constexpr std::array<std::string_view, 10> columns{
            "id",   "file",   "kind",  "subject_kind", "subject",
            "name", "before", "after", "decided_at",   "decided_by"};
        const bool decided = request_.policy == ChangePolicy::accept;
        const std::string at = decided ? io::now().to_string() : "";
        const std::string by = decided ? request_.actor.name : "";
        TRY_ASSIGN(const auto insert, connection_.bulk_insert("register_change", columns));
        for (const RegisterChange& change : changes) {
            TRY(insert->add({++id, file, static_cast<int>(change.kind),
                             static_cast<int>(change.subject_kind), change.subject.text(),
                             change.name, change.before, change.after, at, by}));
        }
        return insert->finish();
    }

    Result<void> audit(const LoadedFile& file, const FileFacts& facts, std::size_t changes,
                       bool waits) {
        return append_audit(
            connection_,
            {io::now(), request_.actor.name, request_.actor.role, request_.actor.organisation,
             "administration", "register.load", fmt::format("register file {}", file.id),
             fmt::format("{} of {}, {} facts, {} rejects, {} changes {}",
                         organisations::name_of(file.kind), file.dated.to_string(), facts.facts(),
                         facts.rejects.size(), changes, waits ? "waiting" : "accepted")});
    }

    static void report(FileFacts facts, const std::vector<RegisterChange>& changes, bool waits,
                       FileOutcome& outcome) {
        outcome.outcome = waits ? LoadOutcome::waiting : LoadOutcome::accepted;
        outcome.kind = facts.kind;
        outcome.dated = facts.dated;
        outcome.dated_by = facts.dated_by;
        outcome.rows = facts.rows;
        outcome.facts = facts.facts();
        outcome.passed_over = std::move(facts.passed_over);
        outcome.rejects = std::move(facts.rejects);
        outcome.doubts = std::move(facts.doubts);
        for (const RegisterChange& change : changes) {
            ++outcome.changes[fmt::format("{} {}", organisations::name_of(change.subject_kind),
                                          organisations::name_of(change.kind))];
        }
    }

    Connection& connection_;
    const RegisterLoadRequest& request_;
    std::vector<Series> known_series_;
};

}  // namespace

std::string_view name_of(LoadOutcome outcome) {
    constexpr std::array<std::string_view, 4> names{"accepted", "waiting", "already loaded",
                                                    "failed"};
    return names[static_cast<std::size_t>(outcome)];
}

Result<std::vector<FileOutcome>> load_register(const DataDirectory& directory,
                                               RegisterLoadRequest request) {
    TRY_ASSIGN(const auto lock, io::FileLock::try_lock(directory.lock_path()));
    if (!lock) {
        return failure({ErrorKind::unavailable, "Another load is running in this data directory.",
                        directory.lock_path().string(),
                        "Wait until it has ended, and load again."});
    }
    TRY_ASSIGN(const auto connection, directory.database().lease());
    RegisterLoad load(*connection, request);
    TRY(load.begin());
    std::vector<FileOutcome> outcomes;
    for (const feeds::InputFile& file : request.files) outcomes.push_back(load.load(file));
    return outcomes;
}

}  // namespace openpcn::persistence
