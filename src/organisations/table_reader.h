// The rows of one table, from whichever file: finds the headings among its first rows, or the shape
// of a report without headings, and hands the rows on to the format that they belong to.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "organisations/nearest_table.h"
#include "organisations/table_format.h"

namespace openpcn::organisations {

class TableReader {
public:
    explicit TableReader(FactSink& sink) : sink_(sink) {}

    void row(const TableRow& row);
    // A row whose quotes do not make sense.
    void fault(const TableRow& row, const char* why);
    // After the last row of a table. Another one may follow if it has the same headings.
    void finish_table();
    // After the last row of all.
    void finish();

    // Null until the format is found.
    const TableFormat* format() const { return format_.get(); }
    // Whether the table that was read last was of a known format.
    bool knows_table() const { return in_table_; }
    // What kind of table this is not: for the message.
    Error unknown(const std::string& file) const;

private:
    struct EarlyRow {
        std::vector<std::string> cells;
        std::string original;
        std::uint64_t line = 0;
        CellOrigin origin = CellOrigin::text_file;
    };

    // True where the row is data already.
    bool find_format(const TableRow& row);
    bool find_bare_format(const TableRow& row);
    void give(const TableRow& row);
    std::optional<std::string> wrong_width(const TableRow& row) const;

    FactSink& sink_;
    std::unique_ptr<TableFormat> format_;
    std::vector<std::string> headings_;  // of the format; empty for a report without headings
    bool in_table_ = false;
    std::size_t columns_ = 0;
    std::size_t seen_ = 0;
    std::vector<EarlyRow> early_;
    std::string first_row_;
    std::optional<NearestTable> nearest_;
};

}  // namespace openpcn::organisations
