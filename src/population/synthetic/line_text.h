// One line of an extract while it is written: a fixed buffer, no allocation per entry.
//
// Lines are short by construction (codes, terms and addresses are the generator's own); running out
// of room is a mistake in the generator. Used by one thread.
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/invariant.h"

namespace openpcn::synthetic {

// YYYY-MM-DD of any day from 1900 to 2100; the view lives as long as the program.
std::string_view text_of(Date date);

class LineText {
public:
    LineText& operator<<(std::string_view text) {
        INVARIANT(text.size() <= buffer_.size() - used_);
        std::memcpy(buffer_.data() + used_, text.data(), text.size());
        used_ += text.size();
        return *this;
    }
    LineText& operator<<(char c) { return *this << std::string_view(&c, 1); }
    LineText& operator<<(std::uint64_t number) {
        const auto end =
            std::to_chars(buffer_.data() + used_, buffer_.data() + buffer_.size(), number);
        used_ = static_cast<std::size_t>(end.ptr - buffer_.data());
        return *this;
    }
    LineText& operator<<(Date date) { return *this << text_of(date); }
    // 1234 tenths as 123.4, and whole numbers without a point.
    LineText& tenths(std::int32_t value);
    // Minutes after midnight as hh:mm:00.
    LineText& clock(int minute_of_day);
    // A CSV field, in quotes if it needs them.
    LineText& field(std::string_view text);

    // Appends the line and its end to `file`, and is empty again.
    void flush_to(std::string& file) {
        buffer_[used_++] = '\n';
        file.append(buffer_.data(), used_);
        used_ = 0;
    }

private:
    std::array<char, 4096> buffer_;
    std::size_t used_ = 0;
};

}  // namespace openpcn::synthetic
