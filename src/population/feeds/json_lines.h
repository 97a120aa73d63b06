// Gives the bytes of a JSON file either line by line or as one document, with the padding that the
// JSON parser needs behind them.
//
// Views live until the next call. Used by one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "population/feeds/input_source.h"

namespace openpcn::feeds {

class JsonLines {
public:
    // The largest document or line that is read; the FHIR guide promises it.
    static constexpr std::size_t document_bytes_max = std::size_t{64} << 20;

    JsonLines(std::unique_ptr<InputSource> source, std::string name,
              std::size_t bytes_max = document_bytes_max);

    // The first character that is not white space or a byte order mark; '\0' in an empty file.
    Result<char> first_character();
    // Whether another line follows the one that next_line() would give now, and begins with '{':
    // no JSON document that stands on several lines does that.
    Result<bool> second_line_begins_object();
    // Without its line end; no value at the end of the file. Blank lines are given as they are.
    Result<std::optional<std::string_view>> next_line();
    // Everything that has not been given as a line.
    Result<std::string_view> rest();

    std::uint64_t line() const { return line_; }  // number of the last line given, from 1
    std::uint64_t bytes_consumed() const { return consumed_; }

private:
    Result<void> refill();
    Error too_long() const;
    std::string_view pending() const { return {buffer_.data() + begin_, end_ - begin_}; }
    Result<std::size_t> find_line_end(std::size_t from);

    std::unique_ptr<InputSource> source_;
    std::string name_;
    std::size_t bytes_max_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool is_at_end_ = false;
    std::uint64_t line_ = 0;
    std::uint64_t consumed_ = 0;
};

}  // namespace openpcn::feeds
