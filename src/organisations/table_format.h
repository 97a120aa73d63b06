// How one kind of published table becomes facts: made from the table's headings, then given its
// rows.
//
// Each make_*() function returns null where the headings are not of its kind. A format never drops
// a row: it adds a fact, a reject with its reason, or passes it over under a counted reason.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "organisations/headings.h"
#include "organisations/published_date.h"
#include "organisations/register_file.h"

namespace openpcn::organisations {

using Column = std::optional<std::size_t>;

// A row of a CSV file or a worksheet.
struct TableRow {
    std::span<const std::string_view> cells;
    std::string_view original;
    std::uint64_t line = 0;
    CellOrigin origin = CellOrigin::text_file;

    // Without the space around it; empty where the row has no such cell or `column` is none.
    std::string_view operator[](Column column) const;
    bool is_blank() const;
};

// What a format writes to.
class FactSink {
public:
    explicit FactSink(FileFacts& file_facts) : facts(file_facts) {}

    void reject(const TableRow& row, std::string reason);
    void pass_over(const std::string& reason) { ++facts.passed_over[reason]; }
    // The date of the file as its lines say; a line of another date is the format's matter.
    void says_extracted(Date date);
    // A date that the file states as past, for files that have no other.
    void says_started(Date date);

    FileFacts& facts;
    std::optional<Date> extracted;
    std::optional<Date> newest_start;
    // Why the file as a whole must not be taken, though its lines are right.
    std::optional<Error> refusal;
};

class TableFormat {
public:
    virtual ~TableFormat() = default;
    virtual FileKind kind() const = 0;
    virtual void row(const TableRow& row, FactSink& sink) = 0;
    // After the last row.
    virtual void finish(FactSink&) {}
};
using MakeFormat = std::unique_ptr<TableFormat> (*)(const Headings& headings);

std::unique_ptr<TableFormat> make_network_details(const Headings& headings);
std::unique_ptr<TableFormat> make_core_partners(const Headings& headings);
std::unique_ptr<TableFormat> make_practice_mapping(const Headings& headings);
std::unique_ptr<TableFormat> make_directory(const Headings& headings);
std::unique_ptr<TableFormat> make_list_sizes(const Headings& headings);
std::unique_ptr<TableFormat> make_wide_list_sizes(const Headings& headings);
std::unique_ptr<TableFormat> make_places(const Headings& headings);
std::unique_ptr<TableFormat> make_deprivation(const Headings& headings);
std::unique_ptr<TableFormat> make_area_lookup(const Headings& headings);
std::unique_ptr<TableFormat> make_care_homes(const Headings& headings);
std::unique_ptr<TableFormat> make_residence(const Headings& headings);
std::unique_ptr<TableFormat> make_rural_urban(const Headings& headings);

// Reports of the Organisation Data Service come without headings as a rule: told from the shape of
// a row. Null where the row is none.
std::unique_ptr<TableFormat> make_bare_directory(std::span<const std::string_view> first_row);
std::unique_ptr<TableFormat> make_bare_network_table(std::span<const std::string_view> first_row);

// Shared by formats. Codes that are empty or wrong give the reason for a reject.
struct CodeCell {
    std::optional<OdsCode> code;  // none: the cell is empty
    std::string wrong;            // why the cell is no code; empty: it is one, or empty
};
CodeCell read_code(std::string_view cell);
struct DateCell {
    std::optional<Date> date;
    std::string wrong;
};
DateCell read_date(const TableRow& row, Column column);
// For a loop over the reasons of a row's cells.
using Wrongs = std::initializer_list<const std::string*>;
std::optional<std::int64_t> read_count(std::string_view cell);  // 0 or more, thousands commas
std::optional<double> read_number(std::string_view cell);
std::string upper(std::string_view text);
// The cells that are not empty, joined by ", ".
std::string joined(const TableRow& row, std::initializer_list<Column> columns);

}  // namespace openpcn::organisations
