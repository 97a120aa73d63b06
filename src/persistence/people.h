// Who the people are: name, NHS number, address. Records and evaluation know people only by
// PersonId; whoever may see identity asks here, after access policy has decided.
//
// A person's identity is what the practice of their current (or last) registration says about
// them. Names are folded for search: case and accents do not matter. Nothing here is encrypted: the
// data directory belongs on an encrypted disk (SECURITY.md).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/nhs_number.h"
#include "base/partial_date_time.h"
#include "base/result.h"
#include "platform/database/connection.h"
#include "population/records/record.h"

namespace openpcn::persistence {

struct OtherIdentifier {
    std::string system;
    std::string value;
};

struct Person {
    records::PersonId id = 0;
    std::optional<NhsNumber> nhs_number;
    std::string family;
    std::string given;
    std::string prefix;
    records::Sex sex = records::Sex::unknown;
    PartialDateTime birth;
    bool deceased = false;
    PartialDateTime death;
    std::string address;
    std::string postcode;
    std::string phone;
    std::string email;
    records::PracticeIndex practice = 0;       // current or last registration
    std::string source_id;                     // that practice's own id of the person
    std::vector<OtherIdentifier> identifiers;  // filled by find() only
};

struct PersonSearch {
    std::string text;  // words that must each begin a word of the name, in any order; may be empty
    PartialDateTime birth;                          // to its precision; may be without value
    std::vector<records::PracticeIndex> practices;  // whose lists the asker may search
    std::size_t limit = 50;
};

class People {
public:
    // Borrows the connection, which may be inside a transaction.
    explicit People(database::Connection& connection) : connection_(connection) {}

    // `not_found` where there is no such person.
    Result<Person> find(records::PersonId id);
    Result<Person> find_by_nhs_number(NhsNumber number);
    // Everybody with this identifier; test sets repeat some.
    Result<std::vector<Person>> find_by_identifier(std::string_view system, std::string_view value);
    // What a person at a command line typed: NHS number, PersonId in decimal, or an identifier or
    // practice's own id of exactly one person.
    Result<Person> find_by_text(std::string_view text);
    // Rows of a list at once; people who are not there are missing from the answer.
    Result<std::unordered_map<records::PersonId, Person>> find_many(
        std::span<const records::PersonId> ids);
    // In order of family name, given name, birth.
    Result<std::vector<Person>> search(const PersonSearch& search);
    // Position of every person in the order of family name, given name, birth: sorts long lists
    // without reading their names.
    Result<std::unordered_map<records::PersonId, std::uint32_t>> name_order();

private:
    database::Connection& connection_;
};

}  // namespace openpcn::persistence
