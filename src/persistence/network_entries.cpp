#include "persistence/network_entries.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/decimal.h"
#include "persistence/compression.h"
#include "persistence/dictionary.h"
#include "persistence/practice_image.h"
#include "platform/auth/secret_text.h"
#include "population/records/record_builder.h"

namespace openpcn::persistence {
namespace {

using database::Row;
using database::Value;
using records::Element;
using records::ElementPath;
using records::PersonId;

constexpr std::int64_t network_source = -1;  // practice_index of what the network recorded

Result<std::vector<std::byte>> read_network_record(database::Connection& connection,
                                                   PersonId person) {
    std::vector<std::byte> bytes;
    Decompressor decompressor;
    TRY(connection.query("SELECT record FROM person_record WHERE person = ? AND practice_index = ?",
                         {Value::id(person), network_source}, [&](const Row& row) -> Result<void> {
                             TRY_ASSIGN(bytes, decompressor.decompress(row.blob(0)));
                             return {};
                         }));
    return bytes;
}

// Writes the network's record of a person, and gives the change its number.
Result<std::vector<std::byte>> write_network_record(database::Connection& connection,
                                                    PersonId person,
                                                    const std::vector<std::byte>& bytes) {
    TRY(connection.execute("DELETE FROM person_record WHERE person = ? AND practice_index = ?",
                           {Value::id(person), network_source}));
    std::vector<std::byte> frame;
    Compressor().compress(bytes, frame);
    TRY(connection.execute(
        "INSERT INTO person_record (person, practice_index, record) VALUES (?, ?, ?)",
        {Value::id(person), network_source, Value::Blob(frame)}));
    TRY(connection.execute("UPDATE record_change SET last = last + 1 WHERE one = 1"));
    TRY(connection.execute(
        "UPDATE person SET changed = (SELECT last FROM record_change) WHERE id = ?",
        {Value::id(person)}));
    TRY_ASSIGN(UnitedRecord united, read_united_record(connection, person));
    return std::move(united.bytes);
}

Element text_element(TextPool& texts, ElementPath path, std::string_view text) {
    Element element;
    element.path = path;
    element.kind = records::ValueKind::text;
    element.value = texts.intern(text);
    return element;
}

Result<std::string> home_code(database::Connection& connection, PersonId person) {
    std::string code;
    TRY(
        connection.query("SELECT q.ods_code FROM person p JOIN practice q ON q.practice_index = "
                         "p.home WHERE p.id = ?",
                         {Value::id(person)}, [&](const Row& row) -> Result<void> {
                             code = row.string(0);
                             return {};
                         }));
    if (code.empty())
        return failure({ErrorKind::not_found, "There is no such person on any list.", "person",
                        "Reload the page."});
    return code;
}

}  // namespace

Result<ChangedRecord> append_network_entries(database::Connection& connection, const DataDirectory&,
                                             PersonId person, std::span<const NetworkEntry> entries,
                                             Instant at) {
    TRY_ASSIGN(const std::string home, home_code(connection, person));
    TRY_ASSIGN(Dictionary dictionary, Dictionary::read(connection));
    TRY_ASSIGN(const std::vector<std::byte> before, read_network_record(connection, person));
    records::RecordBuilder builder = before.empty()
                                         ? records::RecordBuilder(person)
                                         : records::RecordBuilder(records::PatientRecord(before));
    ChangedRecord changed;
    for (const NetworkEntry& entry : entries) {
        records::Entry made;
        made.type = entry.type;
        made.status = entry.status;
        made.code = dictionary.concepts().intern(entry.code);
        made.practice = 0xffff;  // the network's own: no practice recorded it
        made.when = entry.when;
        if (entry.has_value) {
            made.value_kind = records::ValueKind::quantity;
            made.value = entry.value_units;
            made.unit = dictionary.texts().intern(entry.unit);
        }
        std::vector<Element> elements{
            text_element(dictionary.texts(), ElementPath::practitioner, entry.recorded_by_role)};
        if (!entry.note.empty())
            elements.push_back(text_element(dictionary.texts(), ElementPath::note, entry.note));
        const records::EntryKey key =
            records::entry_key(entry.type, "network " + auth::random_id());
        builder.put(key, made, elements);
        changed.keys.push_back(key);
        TRY(connection.execute(
            "INSERT INTO entry_to_return (person, entry_key, ods_code, recorded_at, recorded_by, "
            "returned_at) VALUES (?, ?, ?, ?, ?, '')",
            {Value::id(person), Value::id(key), home, at.to_string(), entry.recorded_by_role}));
    }
    TRY(dictionary.save(connection));
    TRY_ASSIGN(changed.record, write_network_record(connection, person, builder.build()));
    return changed;
}

Result<ChangedRecord> remove_network_entries(database::Connection& connection, const DataDirectory&,
                                             PersonId person,
                                             std::span<const records::EntryKey> keys) {
    TRY_ASSIGN(const std::vector<std::byte> before, read_network_record(connection, person));
    if (before.empty())
        return failure({ErrorKind::not_found, "The entries are not there any more.", "person",
                        "Reload the page."});
    records::RecordBuilder builder{records::PatientRecord(before)};
    for (const records::EntryKey key : keys) {
        TRY_ASSIGN(const std::int64_t deleted,
                   connection.execute("DELETE FROM entry_to_return WHERE person = ? AND entry_key "
                                      "= ? AND returned_at = ''",
                                      {Value::id(person), Value::id(key)}));
        if (deleted == 0) {
            return failure({ErrorKind::conflict, "The entry has gone back to the practice already.",
                            "entry", "Ask the practice to correct it."});
        }
        builder.remove(key);
    }
    ChangedRecord changed;
    changed.keys.assign(keys.begin(), keys.end());
    TRY_ASSIGN(changed.record, write_network_record(connection, person, builder.build()));
    return changed;
}

Result<std::vector<NetworkEntryRow>> network_entries_of(database::Connection& connection,
                                                        PersonId person) {
    std::vector<NetworkEntryRow> rows;
    TRY_ASSIGN(const std::vector<std::byte> bytes, read_network_record(connection, person));
    if (bytes.empty()) return rows;
    TRY_ASSIGN(Dictionary dictionary, Dictionary::read(connection));
    const records::PatientRecord record(bytes);
    TRY(connection.query(
        "SELECT entry_key, recorded_at, recorded_by, returned_at FROM entry_to_return WHERE person "
        "= ? ORDER BY recorded_at DESC",
        {Value::id(person)}, [&](const Row& row) -> Result<void> {
            const auto keys = record.keys();
            const auto found = std::find(keys.begin(), keys.end(), row.id(0));
            if (found == keys.end()) return {};
            const records::Entry& entry =
                record.entries()[static_cast<std::size_t>(found - keys.begin())];
            const auto& code = dictionary.concepts().at(entry.code);
            NetworkEntryRow made;
            made.key = row.id(0);
            made.person = person;
            made.type = fhir_name(entry.type);
            made.system = code.system;
            made.code = code.code;
            made.term = code.display.empty() ? code.code : code.display;
            made.date = entry.when.to_string();
            if (entry.value_kind == records::ValueKind::quantity) {
                made.value = fmt::format("{} {}", Decimal::from_units(entry.value).to_string(),
                                         dictionary.texts().at(entry.unit));
            }
            made.recorded_by_role = row.string(2);
            made.recorded_at = Instant::parse(row.text(1)).value_or(Instant());
            made.sent = !row.text(3).empty();
            rows.push_back(std::move(made));
            return {};
        }));
    return rows;
}

}  // namespace openpcn::persistence
