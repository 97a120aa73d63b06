#include "persistence/people.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "persistence/identity.h"

namespace openpcn::persistence {
namespace {

using database::Row;
using database::Value;
using records::PersonId;

// A person as the practice of their current or last registration describes them; of people on
// nobody's list any more, as any practice did.
constexpr std::string_view selection =
    "SELECT p.id, p.nhs_number, p.home, d.practice_index, d.source_id, d.family, d.given, "
    "d.prefix, d.sex, d.birth, "
    "d.deceased, d.death, d.address, d.postcode, d.phone, d.email "
    "FROM person p JOIN practice_patient d ON d.person = p.id ";

Person person_of(const Row& row) {
    Person person;
    person.id = row.id(0);
    if (!row.is_null(1)) {
        if (const auto number = NhsNumber::parse(row.text(1))) person.nhs_number = *number;
    }
    person.practice =
        static_cast<records::PracticeIndex>(row.integer(2) >= 0 ? row.integer(2) : row.integer(3));
    person.source_id = row.string(4);
    person.family = row.string(5);
    person.given = row.string(6);
    person.prefix = row.string(7);
    person.sex = static_cast<records::Sex>(row.integer(8));
    person.birth = PartialDateTime::from_bits(row.integer(9));
    person.deceased = row.integer(10) != 0;
    person.death = PartialDateTime::from_bits(row.integer(11));
    person.address = row.string(12);
    person.postcode = row.string(13);
    person.phone = row.string(14);
    person.email = row.string(15);
    return person;
}

Error nobody() {
    return {ErrorKind::not_found, "There is no such person.", "the identifier",
            "Compare it with the record, or search by name."};
}

// Rows of one person together: the home practice's description wins.
class Collector {
public:
    Result<void> add(const Row& row) {
        const bool is_home = row.integer(2) == row.integer(3);
        const auto [place, added] = at_.try_emplace(row.id(0), people_.size());
        if (added)
            people_.push_back(person_of(row));
        else if (is_home)
            people_[place->second] = person_of(row);
        return {};
    }
    std::vector<Person> take() { return std::move(people_); }

private:
    std::unordered_map<PersonId, std::size_t> at_;
    std::vector<Person> people_;
};

Result<std::vector<Person>> select(database::Connection& connection, const std::string& sql,
                                   std::span<const Value> values) {
    Collector collector;
    TRY(connection.query(sql, values, [&](const Row& row) { return collector.add(row); }));
    return collector.take();
}

}  // namespace

Result<Person> People::find(PersonId id) {
    const Value value = Value::id(id);
    TRY_ASSIGN(auto people, select(connection_, fmt::format("{} WHERE p.id = ?", selection),
                                   std::span(&value, 1)));
    if (people.empty()) return failure(nobody());
    Person person = std::move(people.front());
    TRY(connection_.query("SELECT system, value FROM person_identifier WHERE person = ?", {value},
                          [&](const Row& row) -> Result<void> {
                              person.identifiers.push_back({row.string(0), row.string(1)});
                              return {};
                          }));
    return person;
}

Result<Person> People::find_by_nhs_number(NhsNumber number) {
    const std::string digits = number.reveal_digits();
    const Value value(digits);
    TRY_ASSIGN(auto people, select(connection_, fmt::format("{} WHERE p.nhs_number = ?", selection),
                                   std::span(&value, 1)));
    if (people.empty()) return failure(nobody());
    return std::move(people.front());
}

Result<std::vector<Person>> People::find_by_identifier(std::string_view system,
                                                       std::string_view value) {
    const std::array<Value, 2> values{Value(value), Value(system)};
    return select(connection_,
                  fmt::format("{} WHERE p.id IN (SELECT person FROM person_identifier WHERE value "
                              "= ? AND system = ?)",
                              selection),
                  values);
}

Result<Person> People::find_by_text(std::string_view text) {
    if (const auto number = NhsNumber::parse(text)) {
        if (auto person = find_by_nhs_number(*number)) return person;
    }
    PersonId id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error == std::errc() && end == text.data() + text.size()) {
        if (auto person = find(id)) return person;
    }
    const std::array<Value, 2> values{Value(text), Value(text)};
    TRY_ASSIGN(
        auto people,
        select(connection_,
               fmt::format("{} WHERE p.id IN (SELECT person FROM person_identifier WHERE value = ? "
                           "UNION SELECT person FROM practice_patient WHERE source_id = ?)",
                           selection),
               values));
    if (people.empty()) return failure(nobody());
    if (people.size() > 1) {
        return failure({ErrorKind::conflict,
                        fmt::format("{} people have this identifier.", people.size()),
                        "the identifier", "Use the NHS number or the person's opaque id."});
    }
    return std::move(people.front());
}

Result<std::unordered_map<PersonId, Person>> People::find_many(std::span<const PersonId> ids) {
    std::unordered_map<PersonId, Person> found;
    constexpr std::size_t at_once = 100;
    for (std::size_t from = 0; from < ids.size(); from += at_once) {
        const auto part = ids.subspan(from, std::min(at_once, ids.size() - from));
        // Always the same number of places, so that the statement is prepared once.
        std::vector<Value> values(at_once, Value::id(part.front()));
        std::string places = "?";
        for (std::size_t i = 1; i < at_once; ++i) places += ", ?";
        for (std::size_t i = 0; i < part.size(); ++i) values[i] = Value::id(part[i]);
        TRY_ASSIGN(
            auto people,
            select(connection_, fmt::format("{} WHERE p.id IN ({})", selection, places), values));
        for (Person& person : people) found.insert_or_assign(person.id, std::move(person));
    }
    return found;
}

Result<std::vector<Person>> People::search(const PersonSearch& search) {
    if (search.practices.empty()) return std::vector<Person>{};
    std::string sql = fmt::format("{} WHERE p.home = d.practice_index AND p.home IN ({})",
                                  selection, fmt::join(search.practices, ", "));
    std::vector<std::string> patterns;
    std::string words = folded(search.text);
    for (std::size_t from = 0; from < words.size();) {
        const auto end = std::min(words.find(' ', from), words.size());
        if (end > from) {
            const std::string word = words.substr(from, end - from);
            patterns.push_back(word + "%");
            patterns.push_back("% " + word + "%");
            patterns.push_back("%," + word + "%");
            sql += " AND (d.folded_name LIKE ? OR d.folded_name LIKE ? OR d.folded_name LIKE ?)";
        }
        from = end + 1;
    }
    std::vector<Value> values(patterns.begin(), patterns.end());
    if (search.birth.has_value()) {
        // From the first to the last day that the given date may mean.
        const Date first = search.birth.date();
        const auto precision = search.birth.precision();
        const Date next = precision == PartialDateTime::Precision::year    ? first.plus_months(12)
                          : precision == PartialDateTime::Precision::month ? first.plus_months(1)
                                                                           : first.plus_days(1);
        sql += " AND d.birth >= ? AND d.birth < ?";
        values.emplace_back(PartialDateTime::from_local(
                                (first.days() + std::int64_t{PartialDateTime::days_to_1970}) *
                                    PartialDateTime::ms_per_day,
                                PartialDateTime::Precision::year, std::nullopt)
                                .bits());
        values.emplace_back(PartialDateTime::from_local(
                                (next.days() + std::int64_t{PartialDateTime::days_to_1970}) *
                                    PartialDateTime::ms_per_day,
                                PartialDateTime::Precision::year, std::nullopt)
                                .bits());
    }
    sql += fmt::format(" ORDER BY d.folded_name, d.birth, p.id LIMIT {}", search.limit);
    return select(connection_, sql, values);
}

Result<std::unordered_map<PersonId, std::uint32_t>> People::name_order() {
    std::unordered_map<PersonId, std::uint32_t> order;
    TRY(connection_.query(
        "SELECT p.id FROM person p JOIN practice_patient d ON d.person = p.id AND d.practice_index "
        "= p.home "
        "ORDER BY d.folded_name, d.birth, p.id",
        {}, [&](const Row& row) -> Result<void> {
            order.try_emplace(row.id(0), static_cast<std::uint32_t>(order.size()));
            return {};
        }));
    return order;
}

}  // namespace openpcn::persistence
