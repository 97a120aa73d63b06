// Takes CSV bytes apart into rows of fields, as RFC 4180 says: a comma between fields, `"` round
// fields that hold commas, quotes or line ends, lines ended by LF or CRLF. A byte order mark at the
// start is passed over, and so are empty lines.
//
// Knows nothing of columns. Fields are views into the scanner's own buffer: good until next().
// Used by one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "population/feeds/input_source.h"

namespace openpcn::feeds {

struct CsvRow {
    std::span<const std::string_view> fields;
    std::string_view original;  // the row as it came, without its line end
    std::uint64_t line = 0;     // where it begins, from 1
    // Why the quotes of this row do not make sense; null: they do. `fields` is empty then.
    const char* fault = nullptr;
};

class CsvScanner {
public:
    // `name` is for errors. A row longer than `row_bytes_max` is a fault, as a quote that is never
    // closed would otherwise swallow the file; a single line longer than that stops the scan with
    // `invalid`.
    CsvScanner(std::unique_ptr<InputSource> source, std::string name, char separator = ',',
               std::size_t row_bytes_max = std::size_t{1} << 20);

    // False at the end of the input.
    Result<bool> next(CsvRow& row);

    // Bytes of the rows given so far.
    std::uint64_t bytes_consumed() const { return consumed_; }

private:
    enum class Step {
        row,
        empty_line,
        needs_more,
        fault
    };
    Step scan_row(CsvRow& row);
    Step scan_quoted(std::size_t& at);
    bool recover(CsvRow& row);
    Result<void> refill();
    Error endless_line() const;

    std::unique_ptr<InputSource> source_;
    std::string name_;
    char separator_;
    std::size_t row_bytes_max_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;  // of what is not scanned yet
    std::size_t end_ = 0;
    bool is_at_end_ = false;
    bool is_at_start_ = true;
    std::uint64_t line_ = 1;
    std::uint64_t consumed_ = 0;
    std::vector<std::string_view> fields_;
    const char* fault_ = nullptr;
    // Quoted fields with doubled quotes are written here without them; sized so that it never moves
    // within a row.
    std::vector<char> unescaped_;
    bool ends_stop_[256] = {};
};

}  // namespace openpcn::feeds
