#include "population/feeds/csv_scanner.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace openpcn::feeds {

namespace {

constexpr std::size_t first_buffer_bytes = std::size_t{1} << 17;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

constexpr const char* too_long = "A quoted field is not closed within the length of a row.";

std::string_view without_line_end(std::string_view row) {
    if (row.ends_with('\n')) row.remove_suffix(1);
    if (row.ends_with('\r')) row.remove_suffix(1);
    return row;
}

}  // namespace

CsvScanner::CsvScanner(std::unique_ptr<InputSource> source, std::string name, char separator,
                       std::size_t row_bytes_max)
    : source_(std::move(source)),
      name_(std::move(name)),
      separator_(separator),
      row_bytes_max_(row_bytes_max),
      buffer_(first_buffer_bytes) {
    for (const char stop : {separator, '\n', '\r', '"'}) {
        ends_stop_[static_cast<unsigned char>(stop)] = true;
    }
}

Result<bool> CsvScanner::next(CsvRow& row) {
    if (is_at_start_) {
        TRY(refill());
        while (!is_at_end_ && end_ < byte_order_mark.size()) TRY(refill());
        is_at_start_ = false;
        if (std::string_view(buffer_.data(), end_).starts_with(byte_order_mark)) {
            begin_ = byte_order_mark.size();
            consumed_ = begin_;
        }
    }
    for (;;) {
        if (begin_ == end_) {
            if (is_at_end_) return false;
            TRY(refill());
            continue;
        }
        switch (scan_row(row)) {
            case Step::row:
                return true;
            case Step::empty_line:
                continue;
            case Step::needs_more:
                if (end_ - begin_ <= row_bytes_max_) {
                    TRY(refill());
                    continue;
                }
                fault_ = too_long;
                [[fallthrough]];
            case Step::fault:
                if (recover(row)) return true;
                if (end_ - begin_ > row_bytes_max_) return failure(endless_line());
                TRY(refill());
        }
    }
}

// Leaves begin_ after the row, except where more bytes are needed or there is a fault.
CsvScanner::Step CsvScanner::scan_row(CsvRow& row) {
    fields_.clear();
    unescaped_.clear();
    const char* const text = buffer_.data();
    std::size_t at = begin_;
    row.fault = nullptr;
    row.line = line_;
    std::uint64_t lines_within = 0;
    for (;;) {
        if (at < end_ && text[at] == '"') {
            const auto field_begin = at;
            const auto step = scan_quoted(at);
            if (step != Step::row) return step;
            lines_within +=
                static_cast<std::uint64_t>(std::count(text + field_begin, text + at, '\n'));
        } else {
            const auto field_begin = at;
            // Quotes inside an unquoted field stand for themselves, as most systems write them.
            while (at < end_ &&
                   (!ends_stop_[static_cast<unsigned char>(text[at])] || text[at] == '"')) {
                ++at;
            }
            fields_.emplace_back(text + field_begin, at - field_begin);
        }
        if (at == end_ && !is_at_end_) return Step::needs_more;
        if (at < end_ && text[at] == separator_) {
            ++at;
            continue;
        }
        if (at < end_ && text[at] == '\r') {
            if (at + 1 == end_ && !is_at_end_) return Step::needs_more;
            ++at;
        }
        if (at < end_ && text[at] == '\n') ++at;
        break;
    }
    if (at - begin_ > row_bytes_max_) {
        fault_ = too_long;
        return Step::fault;
    }
    row.original = without_line_end({text + begin_, at - begin_});
    consumed_ += at - begin_;
    begin_ = at;
    line_ += lines_within + 1;
    if (fields_.size() == 1 && row.original.empty()) return Step::empty_line;
    row.fields = fields_;
    return Step::row;
}

// From the opening quote at `at` to behind the closing one.
CsvScanner::Step CsvScanner::scan_quoted(std::size_t& at) {
    const char* const text = buffer_.data();
    const auto field_begin = at + 1;
    auto from = field_begin;
    bool has_doubled = false;
    for (;;) {
        const auto* quote = static_cast<const char*>(std::memchr(text + from, '"', end_ - from));
        if (quote == nullptr) {
            if (!is_at_end_) return Step::needs_more;
            fault_ = "A quoted field is never closed.";
            return Step::fault;
        }
        const auto position = static_cast<std::size_t>(quote - text);
        if (position + 1 == end_ && !is_at_end_) return Step::needs_more;
        if (position + 1 < end_ && text[position + 1] == '"') {
            has_doubled = true;
            from = position + 2;
            continue;
        }
        at = position + 1;
        std::string_view field(text + field_begin, position - field_begin);
        if (at < end_ && (!ends_stop_[static_cast<unsigned char>(text[at])] || text[at] == '"')) {
            fault_ = "A quoted field goes on after its closing quote.";
            return Step::fault;
        }
        if (has_doubled) {
            if (unescaped_.capacity() < end_ - begin_) unescaped_.reserve(buffer_.size());
            const auto unescaped_begin = unescaped_.size();
            for (std::size_t i = 0; i < field.size(); ++i) {
                unescaped_.push_back(field[i]);
                if (field[i] == '"') ++i;
            }
            field = {unescaped_.data() + unescaped_begin, unescaped_.size() - unescaped_begin};
        }
        fields_.push_back(field);
        return Step::row;
    }
}

// After a fault the rest of the line is the reject, and the next line begins a row again. False if
// the end of the line has not been read yet.
bool CsvScanner::recover(CsvRow& row) {
    const char* const text = buffer_.data() + begin_;
    const auto* line_end = static_cast<const char*>(std::memchr(text, '\n', end_ - begin_));
    if (line_end == nullptr && !is_at_end_) return false;
    const auto size =
        line_end == nullptr ? end_ - begin_ : static_cast<std::size_t>(line_end - text) + 1;
    row.fault = fault_;
    row.line = line_;
    row.fields = {};
    row.original = without_line_end({text, size});
    begin_ += size;
    consumed_ += size;
    ++line_;
    return true;
}

Result<void> CsvScanner::refill() {
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (end_ > buffer_.size() / 2) buffer_.resize(buffer_.size() * 2);
    TRY_ASSIGN(const auto got, source_->read(std::span(buffer_).subspan(end_)));
    end_ += got;
    is_at_end_ = got == 0;
    return {};
}

Error CsvScanner::endless_line() const {
    return {ErrorKind::invalid,
            "A line is longer than " + std::to_string(row_bytes_max_) + " bytes.",
            "In " + name_ + ", line " + std::to_string(line_) + ".",
            "Check that this is a CSV file with a line for each row."};
}

}  // namespace openpcn::feeds
