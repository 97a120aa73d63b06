#include "population/feeds/json_lines.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace openpcn::feeds {

namespace {

constexpr std::size_t padding = 64;  // at least SIMDJSON_PADDING
constexpr std::size_t first_buffer_bytes = std::size_t{1} << 17;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

JsonLines::JsonLines(std::unique_ptr<InputSource> source, std::string name, std::size_t bytes_max)
    : source_(std::move(source)), name_(std::move(name)), bytes_max_(bytes_max) {
    buffer_.resize(first_buffer_bytes + padding);
}

Result<char> JsonLines::first_character() {
    while (!is_at_end_ && end_ < byte_order_mark.size()) TRY(refill());
    if (consumed_ == 0 && pending().starts_with(byte_order_mark)) {
        begin_ += byte_order_mark.size();
        consumed_ += byte_order_mark.size();
    }
    for (;;) {
        const auto at = pending().find_first_not_of(" \t\r\n");
        if (at != std::string_view::npos) return pending()[at];
        if (is_at_end_) return '\0';
        if (end_ - begin_ > bytes_max_) return failure(too_long());
        TRY(refill());
    }
}

// The offset from begin_ of the first line end at or after `from`, or of the end of the file.
Result<std::size_t> JsonLines::find_line_end(std::size_t from) {
    for (;;) {
        const auto at = pending().find('\n', from);
        if (at != std::string_view::npos) return at;
        if (is_at_end_) return end_ - begin_;
        if (end_ - begin_ > bytes_max_) return failure(too_long());
        from = end_ - begin_;
        TRY(refill());
    }
}

Result<bool> JsonLines::second_line_begins_object() {
    TRY_ASSIGN(const auto first_end, find_line_end(0));
    for (auto from = first_end + 1;;) {
        if (from < end_ - begin_) return pending()[from] == '{';
        if (is_at_end_) return false;
        TRY(refill());
    }
}

Result<std::optional<std::string_view>> JsonLines::next_line() {
    if (begin_ == end_ && !is_at_end_) TRY(refill());
    TRY_ASSIGN(const auto size, find_line_end(0));
    if (size == 0 && begin_ == end_) return std::nullopt;
    std::string_view line = pending().substr(0, size);
    const auto taken = std::min(size + 1, end_ - begin_);
    begin_ += taken;
    consumed_ += taken;
    ++line_;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() > bytes_max_) return failure(too_long());
    return line;
}

Result<std::string_view> JsonLines::rest() {
    while (!is_at_end_) {
        if (end_ - begin_ > bytes_max_) return failure(too_long());
        TRY(refill());
    }
    if (end_ - begin_ > bytes_max_) return failure(too_long());
    const auto text = pending();
    consumed_ += text.size();
    begin_ = end_;
    return text;
}

Result<void> JsonLines::refill() {
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (buffer_.size() - padding - end_ < buffer_.size() / 2) buffer_.resize(buffer_.size() * 2);
    TRY_ASSIGN(const auto got,
               source_->read(std::span(buffer_).subspan(end_, buffer_.size() - padding - end_)));
    end_ += got;
    is_at_end_ = got == 0;
    return {};
}

Error JsonLines::too_long() const {
    return {ErrorKind::invalid,
            "A document or line is larger than " + std::to_string(bytes_max_ >> 20) + " MB.",
            "In " + name_ + ", line " + std::to_string(line_ + 1) + ".",
            "Ask for the records as NDJSON, one resource or one patient's Bundle on a line."};
}

}  // namespace openpcn::feeds
