// Makes one row of an extract table a person, registration, entry, deletion or reject.
//
// Checks what it reads: a bad date, number or word rejects the row, with the column's name. Reused
// from row to row. Used by one thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "population/feeds/extract_table.h"
#include "population/feeds/feed.h"

namespace openpcn::feeds {

class ExtractRowReader {
public:
    explicit ExtractRowReader(FeedSink& sink) : sink_(sink) {}

    // `identifiers`: a person's other identifiers, which only mappings know.
    void read(ExtractTable table, const ExtractValues& values, std::string_view original,
              Place place, std::span<const Identifier> identifiers = {});

private:
    using Field = ExtractField;
    using Path = records::ElementPath;

    void deletion(ExtractTable table, Place place);
    void person(Place place, std::span<const Identifier> identifiers);
    void registration(Place place);
    void entry();
    void medicine();
    void encounter();
    void appointment();
    void begin_entry(records::ResourceType type);
    void measured_value();
    void status(std::string_view fallback);
    void element(Path path, const IncomingValue& value);
    void text_element(Path path, std::string_view text);
    void date_element(Path path, Field field);
    void integer_element(Path path, Field field);
    void quantity_element(Path path, Field number, Field unit);
    void code_element(Path path, const Code& code);
    void reference_element(Path path, records::ResourceType target, std::string_view source_id);
    void reason_elements();
    std::string_view value_of(Field field) const { return at(*values_, field); }
    PartialDateTime date_of(Field field);
    std::optional<std::int64_t> decimal_of(Field field);
    std::string_view column_name(Field field) const;
    void fault(std::string reason);

    FeedSink& sink_;
    const ExtractValues* values_ = nullptr;
    ExtractTable table_ = ExtractTable::entries;
    std::string_view original_;
    IncomingEntry entry_;
    IncomingPerson person_;
    std::string nhs_number_;
    std::optional<std::string> fault_;
};

}  // namespace openpcn::feeds
