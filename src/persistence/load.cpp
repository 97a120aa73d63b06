#include "persistence/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <set>
#include <thread>
#include <unordered_map>

#include "persistence/audit_log.h"
#include "persistence/identity.h"
#include "persistence/kept_resources.h"
#include "persistence/loads.h"
#include "persistence/people.h"
#include "persistence/practice_image.h"
#include "persistence/record_assembly.h"
#include "persistence/registration.h"
#include "platform/io/clock.h"
#include "platform/io/file.h"
#include "population/records/checksum.h"

namespace openpcn::persistence {
namespace {

using database::Row;
using database::Value;
using records::PersonId;
using records::PracticeIndex;

std::string reject_reason(feeds::RejectKind kind) {
    static constexpr std::array<const char*, 4> names{"malformed", "unknown_patient",
                                                      "invalid_identity", "unsupported"};
    return names[static_cast<std::size_t>(kind)];
}

// What the practice's own description of a person comes to, for noticing changes.
std::int64_t description_hash(const StagedPerson& person) {
    std::string text =
        fmt::format("{}|{}|{}|{}|", person.birth.bits(), static_cast<int>(person.sex),
                    person.deceased, person.death.bits());
    for (const std::string* field : {&person.family, &person.given, &person.prefix, &person.address,
                                     &person.postcode, &person.phone, &person.email}) {
        text += fmt::format("{}:{}|", field->size(), *field);
    }
    text += person.nhs_number.value_or("");
    for (const auto& identifier : person.identifiers)
        text += "|" + identifier.system + "|" + identifier.value;
    text.resize((text.size() + 7) / 8 * 8, ' ');  // the checksum takes whole words
    return static_cast<std::int64_t>(records::checksum_of(std::as_bytes(std::span(text)), 0));
}

struct KnownPatient {
    PersonId person = 0;
    std::int64_t content_hash = 0;
};

// One person of this load: which of the feed's patients they are, and what came of their record.
struct PersonWork {
    PersonId person = 0;
    bool is_new = false;
    std::vector<std::uint32_t> patients;  // indices into StagedFeed::patients()
    const StagedPerson* description = nullptr;
    std::vector<std::byte> before;  // the practice's record so far; empty: none
    std::int64_t before_hash = 0;
    bool removed = false;
    bool moved_in = false;  // another person's record of this practice came here
    Assembled assembled;
    bool changed = false;
    LoadedChanges changes;
    Registration registration;
    std::vector<std::byte> frame;
};

}  // namespace

struct Load::Parts {
    const DataDirectory& directory;
    LoadRequest request;
    io::FileLock lock;
    database::Database::Lease connection;
    Dictionary dictionary;
    StagedFeed feed;
    Instant started;
    std::uint64_t bytes = 0;
    std::uint64_t reported = 0;

    // While finishing:
    LoadSummary summary;
    PracticeIndex practice = 0;
    bool practice_is_new = false;
    std::string extracted_before;
    std::unordered_map<std::string, KnownPatient> known;  // by source id
    std::vector<PersonWork> people;
    std::unordered_map<PersonId, std::size_t> index;  // into people
    std::vector<PersonId> new_people;
    std::set<PracticeIndex> stale;  // practices whose image no longer fits
    std::int64_t change = 0;
    bool anything = false;

    Parts(const DataDirectory& d, LoadRequest r, io::FileLock l, database::Database::Lease c,
          Dictionary dict)
        : directory(d),
          request(std::move(r)),
          lock(std::move(l)),
          connection(std::move(c)),
          dictionary(std::move(dict)),
          feed(request.practice.text(), dictionary),
          started(io::now()) {}

    Result<void> find_practice();
    Result<void> read_known();
    Result<void> resolve_people();
    Result<PersonId> resolve(const StagedPatient& patient, const StagedPerson& description);
    Result<std::optional<PersonId>> person_with_number(const std::string& digits,
                                                       const StagedPerson& description,
                                                       bool& is_somebody_else);
    Result<PersonId> new_person(const PersonOrigin& origin,
                                const std::optional<std::string>& number);
    PersonWork& work_of(PersonId person);
    Result<void> read_records();
    void assemble_all();
    void assemble(PersonWork& work, const StagedFeed::ByPatient& by_patient,
                  const AssemblyTexts& texts, Compressor& compressor) const;
    Result<void> write_people();
    Result<void> write_records();
    Result<void> write_homes();
    Result<void> write_kept();
    Result<void> write_load(const feeds::FeedFacts& facts);
    Result<void> remove_missing(feeds::FeedFacts::Kind kind);
    void count_codes();
    Result<bool> are_rejects_known(feeds::FeedFacts::Kind kind);
};

Load::Load(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Load::~Load() = default;

Result<std::unique_ptr<Load>> Load::begin(const DataDirectory& directory, LoadRequest request) {
    TRY_ASSIGN(auto lock, io::FileLock::try_lock(directory.lock_path()));
    if (!lock) {
        return failure({ErrorKind::unavailable, "Another load is running in this data directory.",
                        directory.lock_path().string(),
                        "Wait until it has ended, and load again."});
    }
    TRY_ASSIGN(auto connection, directory.database().lease());
    TRY_ASSIGN(auto dictionary, Dictionary::read(*connection));
    auto parts = std::make_unique<Parts>(directory, std::move(request), std::move(*lock),
                                         std::move(connection), std::move(dictionary));
    return std::unique_ptr<Load>(new Load(std::move(parts)));
}

void Load::person(const feeds::IncomingPerson& person, feeds::Place place) {
    parts_->feed.person(person, place);
}
void Load::registration(const feeds::IncomingRegistration& registration, feeds::Place place) {
    parts_->feed.registration(registration, place);
}
void Load::entry(const feeds::IncomingEntry& entry, feeds::Place place) {
    parts_->feed.entry(entry, place);
}
void Load::entry_deleted(records::ResourceType type, std::string_view source_id,
                         std::string_view patient, feeds::Place place) {
    parts_->feed.entry_deleted(type, source_id, patient, place);
}
void Load::person_deleted(std::string_view source_id, feeds::Place place) {
    parts_->feed.person_deleted(source_id, place);
}
void Load::kept_resource(std::string_view type, std::string_view source_id,
                         std::string_view patient, std::string_view json, feeds::Place place) {
    parts_->feed.kept_resource(type, source_id, patient, json, place);
}
void Load::reject(const feeds::Reject& reject) { parts_->feed.reject(reject); }
void Load::consumed(std::uint64_t bytes) {
    parts_->bytes = bytes;
    if (parts_->request.progress && bytes - parts_->reported >= 4'000'000) {
        parts_->reported = bytes;
        parts_->request.progress(bytes, parts_->feed.entries().size());
    }
}

Result<void> Load::Parts::find_practice() {
    practice_is_new = true;
    std::int64_t count = 0;
    TRY(connection->query("SELECT practice_index, ods_code, extracted_at FROM practice", {},
                          [&](const Row& row) -> Result<void> {
                              ++count;
                              if (row.text(1) != request.practice.text()) return {};
                              practice_is_new = false;
                              practice = static_cast<PracticeIndex>(row.integer(0));
                              extracted_before = row.string(2);
                              return {};
                          }));
    if (!practice_is_new) return {};
    if (count > 0xfffe)
        return failure({ErrorKind::unsupported, "A data directory holds 65,534 practices at most.",
                        "practice", "Use another one."});
    practice = static_cast<PracticeIndex>(count);
    TRY(connection->execute(
        "INSERT INTO practice (practice_index, ods_code, name, system, load, extracted_at, "
        "loaded_at, image_token) "
        "VALUES (?, ?, ?, '', 0, '', '', 0)",
        {std::int64_t{practice}, request.practice.text(), request.practice_name}));
    anything = true;
    return {};
}

Result<void> Load::Parts::read_known() {
    if (practice_is_new) return {};
    return connection->query(
        "SELECT source_id, person, content_hash FROM practice_patient WHERE practice_index = ?",
        {std::int64_t{practice}}, [&](const Row& row) -> Result<void> {
            known[row.string(0)] = {row.id(1), row.integer(2)};
            return {};
        });
}

PersonWork& Load::Parts::work_of(PersonId person) {
    const auto [place, added] = index.try_emplace(person, people.size());
    if (added)
        people.push_back({person, false, {}, nullptr, {}, 0, false, false, {}, false, {}, {}, {}});
    return people[place->second];
}

// The person whose number this is. Somebody else's number, by name and birth, counts for nobody
// new.
Result<std::optional<PersonId>> Load::Parts::person_with_number(const std::string& digits,
                                                                const StagedPerson& description,
                                                                bool& is_somebody_else) {
    std::optional<PersonId> found;
    std::optional<Likeness> likeness;
    TRY(
        connection->query("SELECT p.id, d.family, d.given, d.birth FROM person p LEFT JOIN "
                          "practice_patient d ON d.person = p.id "
                          "WHERE p.nhs_number = ?",
                          {digits}, [&](const Row& row) -> Result<void> {
                              found = row.id(0);
                              if (!row.is_null(1))
                                  likeness = Likeness{folded(row.text(1)), folded(row.text(2)),
                                                      PartialDateTime::from_bits(row.integer(3))};
                              return {};
                          }));
    if (!found) return found;
    // Somebody of this very feed, not yet written.
    if (const auto own = index.find(*found);
        own != index.end() && people[own->second].description != nullptr) {
        const StagedPerson& other = *people[own->second].description;
        likeness = Likeness{folded(other.family), folded(other.given), other.birth};
    }
    const Likeness own{folded(description.family), folded(description.given), description.birth};
    is_somebody_else = likeness && are_different_people(*likeness, own);
    return found;
}

Result<PersonId> Load::Parts::new_person(const PersonOrigin& origin,
                                         const std::optional<std::string>& number) {
    for (unsigned attempt = 0; attempt < 100; ++attempt) {
        const PersonId id = person_id(origin, attempt);
        bool taken = false;
        TRY(connection->query("SELECT 1 FROM person WHERE id = ?", {Value::id(id)},
                              [&](const Row&) -> Result<void> {
                                  taken = true;
                                  return {};
                              }));
        if (taken) continue;
        TRY(connection->execute(
            "INSERT INTO person (id, nhs_number, home, changed) VALUES (?, ?, -1, 0)",
            {Value::id(id), number}));
        work_of(id).is_new = true;
        return id;
    }
    return failure({ErrorKind::internal, "No free identifier was found for a person.", "person",
                    "Report this as an error of the program."});
}

Result<PersonId> Load::Parts::resolve(const StagedPatient& patient,
                                      const StagedPerson& description) {
    const auto before = known.find(patient.source_id);
    const PersonId* const own = before == known.end() ? nullptr : &before->second.person;
    if (description.nhs_number) {
        bool is_somebody_else = false;
        TRY_ASSIGN(const auto holder,
                   person_with_number(*description.nhs_number, description, is_somebody_else));
        if (holder && own != nullptr && *holder == *own) return *holder;
        if (holder && !is_somebody_else) {
            if (own != nullptr || index.contains(*holder)) ++summary.people_joined;
            if (own != nullptr) {
                // The record of this practice goes over to the person whom the number names.
                work_of(*own).removed = true;
                work_of(*holder).moved_in = true;
            }
            return *holder;
        }
        if (holder) {
            feed.reject(description.place, feeds::RejectKind::invalid_identity,
                        "The NHS number belongs to somebody with another name and date of birth; "
                        "the patient is kept without it.",
                        patient.source_id);
        } else if (own != nullptr) {
            TRY(connection->execute("UPDATE person SET nhs_number = ? WHERE id = ?",
                                    {*description.nhs_number, Value::id(*own)}));
            return *own;
        } else {
            return new_person(origin_of_nhs_number(directory.secret_key(), *description.nhs_number),
                              description.nhs_number);
        }
    }
    if (own != nullptr) return *own;
    return new_person(
        origin_of_source(directory.secret_key(), request.practice.text(), patient.source_id),
        std::nullopt);
}

Result<void> Load::Parts::resolve_people() {
    const auto& patients = feed.patients();
    for (std::uint32_t i = 0; i < patients.size(); ++i) {
        const StagedPatient& patient = patients[i];
        const auto before = known.find(patient.source_id);
        if (patient.deleted && !patient.description) {
            if (before != known.end()) work_of(before->second.person).removed = true;
            continue;
        }
        PersonId person = 0;
        if (patient.description) {
            ++summary.people;
            TRY_ASSIGN(person, resolve(patient, *patient.description));
        } else if (before != known.end()) {
            person = before->second.person;
        } else {
            continue;  // rejected: entries of somebody unknown
        }
        PersonWork& work = work_of(person);
        work.patients.push_back(i);
        if (patient.description) work.description = &*patient.description;
    }
    return {};
}

// Of a full extract: whoever is not described is no longer this practice's patient.
Result<void> Load::Parts::remove_missing(feeds::FeedFacts::Kind kind) {
    if (kind != feeds::FeedFacts::Kind::full) return {};
    std::set<PersonId> described;
    for (const PersonWork& work : people) {
        if (!work.patients.empty()) described.insert(work.person);
    }
    for (const auto& [source, patient] : known) {
        if (!described.contains(patient.person)) work_of(patient.person).removed = true;
    }
    return {};
}

Result<void> Load::Parts::read_records() {
    if (practice_is_new) return {};
    Decompressor decompressor;
    return connection->query(
        "SELECT s.person, s.content_hash, r.record FROM practice_person s "
        "JOIN person_record r ON r.person = s.person AND r.practice_index = s.practice_index "
        "WHERE s.practice_index = ?",
        {std::int64_t{practice}}, [&](const Row& row) -> Result<void> {
            const auto found = index.find(row.id(0));
            if (found == index.end()) return {};
            PersonWork& work = people[found->second];
            work.before_hash = row.integer(1);
            TRY_ASSIGN(work.before, decompressor.decompress(row.blob(2)));
            return {};
        });
}

void Load::Parts::assemble(PersonWork& work, const StagedFeed::ByPatient& by_patient,
                           const AssemblyTexts& texts, Compressor& compressor) const {
    std::vector<std::uint32_t> staged;
    for (const std::uint32_t patient : work.patients) {
        staged.insert(staged.end(), by_patient.entries.begin() + by_patient.first[patient],
                      by_patient.entries.begin() + by_patient.first[patient + 1]);
    }
    AssemblyRequest assembly{work.person, practice, work.description, staged, std::nullopt};
    std::optional<records::PatientRecord> before;
    if (!work.before.empty()) before.emplace(work.before);
    if (summary.kind == feeds::FeedFacts::Kind::changes) assembly.base = before;
    work.assembled = assemble_record(feed, texts, assembly);
    work.changed = work.before.empty() ||
                   static_cast<std::int64_t>(work.assembled.content_hash) != work.before_hash;
    if (!work.changed) return;
    work.changes = set_loads(work.assembled.bytes, before, summary.load);
    work.registration =
        strongest_registration(records::PatientRecord(work.assembled.bytes), texts.regular);
    compressor.compress(work.assembled.bytes, work.frame);
}

void Load::Parts::assemble_all() {
    const auto by_patient = feed.by_patient();
    const AssemblyTexts texts = AssemblyTexts::intern(dictionary.texts());
    std::atomic<std::size_t> next = 0;
    const auto work_through = [&] {
        Compressor compressor;
        for (std::size_t i = next++; i < people.size(); i = next++) {
            if (!people[i].patients.empty()) assemble(people[i], by_patient, texts, compressor);
        }
    };
    std::thread other(work_through);
    work_through();
    other.join();
    for (const PersonWork& work : people) {
        if (work.patients.empty()) continue;
        for (std::size_t t = 0; t < records::resource_type_count; ++t) {
            if (work.assembled.from_feed[t] > 0)
                summary.entries[std::string(fhir_name(static_cast<records::ResourceType>(t)))] +=
                    work.assembled.from_feed[t];
        }
        summary.registrations_implied += work.assembled.registration_implied ? 1 : 0;
        summary.entries_added += work.changes.added;
        summary.entries_changed += work.changes.changed;
        summary.entries_removed += work.changes.removed;
    }
}

// The practice's descriptions of people, and who is gone.
Result<void> Load::Parts::write_people() {
    const auto& patients = feed.patients();
    struct NewRow {
        const StagedPatient* patient;
        PersonId person;
        std::int64_t hash;
    };
    std::vector<NewRow> rows;
    for (const PersonWork& work : people) {
        for (const std::uint32_t i : work.patients) {
            if (!patients[i].description) continue;
            const std::int64_t hash = description_hash(*patients[i].description);
            const auto before = known.find(patients[i].source_id);
            if (before != known.end()) {
                if (before->second.content_hash == hash && before->second.person == work.person)
                    continue;
                TRY(connection->execute(
                    "DELETE FROM practice_patient WHERE practice_index = ? AND source_id = ?",
                    {std::int64_t{practice}, patients[i].source_id}));
                TRY(connection->execute(
                    "DELETE FROM person_identifier WHERE practice_index = ? AND source_id = ?",
                    {std::int64_t{practice}, patients[i].source_id}));
            }
            rows.push_back({&patients[i], work.person, hash});
        }
    }
    for (const auto& [source, patient] : known) {
        const auto found = index.find(patient.person);
        if (found == index.end() || !people[found->second].removed ||
            !people[found->second].patients.empty())
            continue;
        TRY(connection->execute(
            "DELETE FROM practice_patient WHERE practice_index = ? AND source_id = ?",
            {std::int64_t{practice}, source}));
        TRY(connection->execute(
            "DELETE FROM person_identifier WHERE practice_index = ? AND source_id = ?",
            {std::int64_t{practice}, source}));
        anything = true;
    }
    if (rows.empty()) return {};
    anything = true;
    static constexpr std::array<std::string_view, 16> columns{
        "practice_index", "source_id",   "person", "content_hash", "family",   "given",
        "prefix",         "folded_name", "sex",    "birth",        "deceased", "death",
        "address",        "postcode",    "phone",  "email"};
    TRY_ASSIGN(auto bulk, connection->bulk_insert("practice_patient", columns));
    for (const NewRow& row : rows) {
        const StagedPerson& d = *row.patient->description;
        const std::string name = folded(d.family) + "," + folded(d.given);
        TRY(bulk->add({std::int64_t{practice}, row.patient->source_id, Value::id(row.person),
                       row.hash, d.family, d.given, d.prefix, name, static_cast<int>(d.sex),
                       d.birth.bits(), d.deceased ? 1 : 0, d.death.bits(), d.address, d.postcode,
                       d.phone, d.email}));
    }
    TRY(bulk->finish());
    bulk.reset();
    static constexpr std::array<std::string_view, 5> identifier_columns{
        "person", "practice_index", "source_id", "system", "value"};
    TRY_ASSIGN(auto identifiers, connection->bulk_insert("person_identifier", identifier_columns));
    for (const NewRow& row : rows) {
        for (const auto& identifier : row.patient->description->identifiers) {
            TRY(identifiers->add({Value::id(row.person), std::int64_t{practice},
                                  row.patient->source_id, identifier.system, identifier.value}));
        }
    }
    return identifiers->finish();
}

Result<void> Load::Parts::write_records() {
    std::vector<const PersonWork*> changed;
    for (const PersonWork& work : people) {
        const bool gone = work.removed && work.patients.empty();
        if (!work.patients.empty() && work.changed) changed.push_back(&work);
        if (!gone && !(work.changed && !work.before.empty())) continue;
        TRY(connection->execute("DELETE FROM person_record WHERE person = ? AND practice_index = ?",
                                {Value::id(work.person), std::int64_t{practice}}));
        TRY(connection->execute(
            "DELETE FROM practice_person WHERE person = ? AND practice_index = ?",
            {Value::id(work.person), std::int64_t{practice}}));
        if (gone) anything = true;
    }
    if (changed.empty()) return {};
    anything = true;
    static constexpr std::array<std::string_view, 6> columns{"person",          "practice_index",
                                                             "content_hash",    "standing",
                                                             "registered_from", "registered_until"};
    TRY_ASSIGN(auto standing, connection->bulk_insert("practice_person", columns));
    for (const PersonWork* work : changed) {
        TRY(standing->add({Value::id(work->person), std::int64_t{practice},
                           Value::id(work->assembled.content_hash),
                           static_cast<int>(work->registration.standing),
                           work->registration.from.bits(), work->registration.until.bits()}));
    }
    TRY(standing->finish());
    standing.reset();
    static constexpr std::array<std::string_view, 3> record_columns{"person", "practice_index",
                                                                    "record"};
    TRY_ASSIGN(auto bulk, connection->bulk_insert("person_record", record_columns));
    for (const PersonWork* work : changed)
        TRY(bulk->add({Value::id(work->person), std::int64_t{practice}, Value::Blob(work->frame)}));
    return bulk->finish();
}

// Whose list each person is on now; their change gets a number.
Result<void> Load::Parts::write_homes() {
    TRY(connection->query("SELECT last FROM record_change", {},
                          [&](const Row& row) -> Result<void> {
                              change = row.integer(0);
                              return {};
                          }));
    for (PersonWork& work : people) {
        const bool gone = work.removed && work.patients.empty();
        if (!gone && (work.patients.empty() || !work.changed)) {
            if (!work.patients.empty()) ++summary.people_unchanged;
            continue;
        }
        std::vector<Claim> claims;
        std::optional<PracticeIndex> home_before;
        TRY(connection->query(
            "SELECT practice_index, standing, registered_from, registered_until FROM "
            "practice_person WHERE person = ? AND practice_index >= 0",
            {Value::id(work.person)}, [&](const Row& row) -> Result<void> {
                claims.push_back({static_cast<PracticeIndex>(row.integer(0)),
                                  {static_cast<RegistrationStanding>(row.integer(1)),
                                   PartialDateTime::from_bits(row.integer(2)),
                                   PartialDateTime::from_bits(row.integer(3))}});
                return {};
            }));
        if (!work.is_new) {
            TRY(connection->query("SELECT home FROM person WHERE id = ?", {Value::id(work.person)},
                                  [&](const Row& row) -> Result<void> {
                                      if (row.integer(0) >= 0)
                                          home_before = static_cast<PracticeIndex>(row.integer(0));
                                      return {};
                                  }));
        }
        const auto home = home_of(claims, home_before);
        TRY(connection->execute(
            "UPDATE person SET home = ?, changed = ? WHERE id = ?",
            {home ? std::int64_t{home->practice} : -1, ++change, Value::id(work.person)}));
        if (home) stale.insert(home->practice);
        if (home_before) stale.insert(*home_before);
        if (gone)
            ++summary.people_removed;
        else if (work.before.empty())
            ++summary.people_added;
        else
            ++summary.people_changed;
        if (home && home->practice == practice && home_before && *home_before != practice)
            ++summary.people_moved_here;
        if (home && home->contested) ++summary.people_also_elsewhere;
    }
    TRY(connection->execute("UPDATE record_change SET last = ? WHERE one = 1", {change}));
    return {};
}

Result<void> Load::Parts::write_kept() {
    Decompressor decompressor;
    std::map<std::pair<PersonId, std::uint32_t>, KeptResources> blocks;
    std::unordered_map<std::uint32_t, PersonId> person_of;
    for (const PersonWork& work : people) {
        for (const std::uint32_t patient : work.patients) person_of[patient] = work.person;
    }
    for (const StagedResource& resource : feed.kept()) {
        TRY_ASSIGN(const auto json, decompressor.decompress(resource.frame));
        const auto owner = resource.patient ? person_of.find(*resource.patient) : person_of.end();
        const PersonId person = owner == person_of.end() ? 0 : owner->second;
        blocks[{person, resource.type}][resource.source_id] =
            std::string(reinterpret_cast<const char*>(json.data()), json.size());
        ++summary.kept[feed.kept_types()[resource.type]];
    }
    const bool full = summary.kind == feeds::FeedFacts::Kind::full;
    std::set<std::pair<PersonId, std::string>> present;
    for (auto& [key, resources] : blocks) {
        const std::string& type = feed.kept_types()[key.second];
        present.emplace(key.first, type);
        std::vector<std::byte> before;
        TRY(connection->query(
            "SELECT body FROM kept_resource WHERE practice_index = ? AND person = ? AND type = ?",
            {std::int64_t{practice}, Value::id(key.first), type},
            [&](const Row& row) -> Result<void> {
                before.assign(row.blob(0).begin(), row.blob(0).end());
                return {};
            }));
        if (!before.empty()) {
            TRY_ASSIGN(KeptResources old, decode_kept(before));
            if (!full) resources.merge(KeptResources(old));
            if (old == resources) continue;
            TRY(connection->execute(
                "DELETE FROM kept_resource WHERE practice_index = ? AND person = ? AND type = ?",
                {std::int64_t{practice}, Value::id(key.first), type}));
        }
        anything = true;
        const auto body = encode_kept(resources);
        TRY(
            connection->execute("INSERT INTO kept_resource (practice_index, person, type, "
                                "resource_count, body) VALUES (?, ?, ?, ?, ?)",
                                {std::int64_t{practice}, Value::id(key.first), type,
                                 static_cast<std::int64_t>(resources.size()), Value::Blob(body)}));
    }
    if (!full) return {};
    std::vector<std::pair<PersonId, std::string>> gone;
    TRY(connection->query("SELECT person, type FROM kept_resource WHERE practice_index = ?",
                          {std::int64_t{practice}}, [&](const Row& row) -> Result<void> {
                              if (!present.contains({row.id(0), row.string(1)}))
                                  gone.emplace_back(row.id(0), row.string(1));
                              return {};
                          }));
    for (const auto& [person, type] : gone) {
        anything = true;
        TRY(connection->execute(
            "DELETE FROM kept_resource WHERE practice_index = ? AND person = ? AND type = ?",
            {std::int64_t{practice}, Value::id(person), type}));
    }
    return {};
}

void Load::Parts::count_codes() {
    std::set<ConceptIndex> unknown;
    for (const StagedEntry& staged : feed.entries()) {
        if (staged.entry.code == 0 || staged.action != StagedAction::put) continue;
        const auto& concept_ = dictionary.concepts().at(staged.entry.code);
        if (!concept_.display.empty() && concept_.system != code_system::unknown) continue;
        unknown.insert(staged.entry.code);
        ++summary.unknown_code_entries;
    }
    summary.unknown_codes = unknown.size();
}

// Whether the lines rejected now are those that stand already; a full load leaves no others.
Result<bool> Load::Parts::are_rejects_known(feeds::FeedFacts::Kind kind) {
    using Line = std::tuple<std::string, std::int64_t, std::string>;
    std::set<Line> now;
    for (const StagedReject& reject : feed.rejects()) {
        now.emplace(feed.files()[reject.place.file], static_cast<std::int64_t>(reject.place.line),
                    reject.original);
    }
    TRY_ASSIGN(const std::int64_t standing, count_rejects(*connection, request.practice.text()));
    if (now.empty()) return standing == 0 || kind != feeds::FeedFacts::Kind::full;
    TRY_ASSIGN(const auto rows, rejects_of(*connection, request.practice.text(), 0, standing));
    std::size_t known_already = 0;
    for (const RejectRow& row : rows)
        known_already += now.count({row.file, row.line, row.original});
    return known_already == now.size() &&
           (kind != feeds::FeedFacts::Kind::full || rows.size() == now.size());
}

// The load itself, its rejects, the practice's freshness and the audit entry.
Result<void> Load::Parts::write_load(const feeds::FeedFacts& facts) {
    for (const StagedReject& reject : feed.rejects()) ++summary.rejects[reject_reason(reject.kind)];
    const Instant finished = io::now();
    summary.bytes = bytes;
    summary.seconds = static_cast<double>(finished.unix_ms() - started.unix_ms()) / 1000.0;
    const std::string extracted = facts.extracted_at.to_string();
    TRY(
        connection->execute("INSERT INTO load (id, ods_code, started_at, finished_at, "
                            "extracted_at, kind, state, actor, files, summary) "
                            "VALUES (?, ?, ?, ?, ?, ?, 'done', ?, ?, ?)",
                            {std::int64_t{summary.load}, request.practice.text(),
                             started.to_string(), finished.to_string(), extracted,
                             facts.kind == feeds::FeedFacts::Kind::full ? "full" : "changes",
                             request.actor, request.files, to_json(summary)}));
    if (!feed.rejects().empty()) {
        static constexpr std::array<std::string_view, 7> columns{
            "load", "number", "file", "line", "kind", "reason", "original"};
        TRY_ASSIGN(auto bulk, connection->bulk_insert("reject", columns));
        std::int64_t number = 0;
        for (const StagedReject& reject : feed.rejects()) {
            TRY(bulk->add({std::int64_t{summary.load}, ++number, feed.files()[reject.place.file],
                           static_cast<std::int64_t>(reject.place.line), reject_reason(reject.kind),
                           reject.reason, Value::Blob(std::as_bytes(std::span(reject.original)))}));
        }
        TRY(bulk->finish());
    }
    TRY(connection->execute(
        "UPDATE practice SET load = ?, loaded_at = ?, extracted_at = CASE WHEN ? = '' THEN "
        "extracted_at ELSE ? END, "
        "system = CASE WHEN ? = '' THEN system ELSE ? END, name = CASE WHEN ? = '' THEN name ELSE "
        "? END WHERE practice_index = ?",
        {std::int64_t{summary.load}, finished.to_string(), extracted, extracted, facts.system,
         facts.system, request.practice_name, request.practice_name, std::int64_t{practice}}));
    stale.insert(practice);
    for (const PracticeIndex index_of_practice : stale) {
        TRY(connection->execute(
            "UPDATE practice SET image_token = image_token + 1 WHERE practice_index = ?",
            {std::int64_t{index_of_practice}}));
    }
    return append_audit(
        *connection,
        {finished, request.actor, request.actor_role, request.practice.text(), "administration",
         "load", request.practice.text(), fmt::format("load {}", summary.load)});
}

Result<LoadSummary> Load::finish(const feeds::FeedFacts& facts) {
    Parts& p = *parts_;
    if (!facts.practice.empty() && facts.practice != p.request.practice.text()) {
        return failure({ErrorKind::invalid,
                        fmt::format("The input is of practice {}, not {}.", facts.practice,
                                    p.request.practice.text()),
                        "the input", "Name the practice that the input is of."});
    }
    p.summary.kind = facts.kind;
    p.summary.practice = p.request.practice.text();
    p.summary.extracted_at = facts.extracted_at;
    TRY_ASSIGN(auto transaction, database::Transaction::begin(*p.connection));
    TRY(p.connection->query("SELECT COALESCE(MAX(id), 0) + 1 FROM load", {},
                            [&](const Row& row) -> Result<void> {
                                p.summary.load = static_cast<std::uint32_t>(row.integer(0));
                                return {};
                            }));
    TRY(p.find_practice());
    TRY(p.read_known());
    p.feed.reject_unknown(
        [&](const StagedPatient& patient) { return p.known.contains(patient.source_id); });
    TRY(p.resolve_people());
    TRY(p.remove_missing(facts.kind));
    TRY(p.read_records());
    p.assemble_all();
    p.count_codes();
    TRY(p.write_people());
    TRY(p.write_records());
    TRY(p.write_homes());
    TRY(p.write_kept());
    p.summary.change = p.anything ? LoadChange::changed : LoadChange::nothing;
    TRY_ASSIGN(const bool rejects_are_known, p.are_rejects_known(facts.kind));
    if (!p.anything && rejects_are_known && facts.extracted_at.to_string() <= p.extracted_before) {
        // Nothing new at all: the transaction is left to roll back, and the directory stays as it
        // was.
        for (const StagedReject& reject : p.feed.rejects())
            ++p.summary.rejects[reject_reason(reject.kind)];
        p.summary.bytes = p.bytes;
        return p.summary;
    }
    TRY(p.dictionary.save(*p.connection));
    TRY(p.write_load(facts));
    TRY(transaction.commit());
    // Images are a cache: what is not written now is written when the directory is opened.
    TRY_ASSIGN(const auto practices, read_practices(*p.connection));
    for (const PracticeIndex stale : p.stale)
        TRY(PracticeImage::open(p.directory, *p.connection, practices[stale]));
    p.summary.seconds = static_cast<double>(io::now().unix_ms() - p.started.unix_ms()) / 1000.0;
    return p.summary;
}

}  // namespace openpcn::persistence
