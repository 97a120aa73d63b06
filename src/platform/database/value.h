// What goes into and comes out of SQL: null, 64-bit integer, double, text and blob.
//
// Both databases know these five; dates are ISO text or integers, booleans integers. Views are
// borrowed for the call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace openpcn::database {

class Value {
public:
    using Blob = std::span<const std::byte>;

    Value(std::nullptr_t) {}
    Value(std::int64_t value) : value_(value) {}
    Value(int value) : value_(std::int64_t{value}) {}
    Value(std::uint32_t value) : value_(std::int64_t{value}) {}
    Value(double value) : value_(value) {}
    Value(std::string_view value) : value_(value) {}
    Value(const std::string& value) : value_(std::string_view(value)) {}
    Value(const char* value) : value_(std::string_view(value)) {}
    Value(Blob value) : value_(value) {}
    template <typename T>
    Value(const std::optional<T>& value) {
        if (value) *this = Value(*value);
    }
    // A 64-bit identifier; stored as the signed integer of the same bits.
    static Value id(std::uint64_t value) { return Value(static_cast<std::int64_t>(value)); }

    const std::variant<std::monostate, std::int64_t, double, std::string_view, Blob>& get() const {
        return value_;
    }

private:
    std::variant<std::monostate, std::int64_t, double, std::string_view, Blob> value_;
};

// One row of a result. Columns count from 0; views live until the row callback returns. Asking for
// another type than the column has is a programming error and stops the program.
class Row {
public:
    virtual ~Row() = default;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
    virtual Value::Blob blob(int column) const = 0;

    std::uint64_t id(int column) const { return static_cast<std::uint64_t>(integer(column)); }
    std::string string(int column) const { return std::string(text(column)); }
    std::optional<std::string> optional_text(int column) const {
        if (is_null(column)) return std::nullopt;
        return string(column);
    }
    std::optional<std::int64_t> optional_integer(int column) const {
        if (is_null(column)) return std::nullopt;
        return integer(column);
    }
};

}  // namespace openpcn::database
