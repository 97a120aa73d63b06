#include "platform/telemetry/log.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>

#include "platform/io/clock.h"

namespace openpcn::telemetry {
namespace {

void append_quoted(std::string& line, std::string_view text) {
    line += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            line += '\\';
            line += c;
        } else if (byte < 0x20 || byte == 0x7f) {
            line += fmt::format("\\u{:04x}", byte);
        } else {
            line += c;
        }
    }
    line += '"';
}

void write_to_standard_error(std::string_view line) {
    // What standard error does not take is lost: there is nowhere to say so.
    while (!line.empty()) {
        const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
        if (written <= 0) return;
        line.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

Log::Log(Level least) : Log(least, write_to_standard_error, [] { return io::now().to_string(); }) {}

Log::Log(Level least, Sink sink, std::function<std::string()> clock)
    : least_(least), sink_(std::move(sink)), clock_(std::move(clock)) {}

void Log::write(Level level, std::string_view event, std::initializer_list<LogField> fields) {
    if (level < least_) return;
    static constexpr std::string_view levels[] = {"debug", "info", "warning", "error"};
    std::string line = fmt::format(R"({{"time":"{}","level":"{}","event":)", clock_(),
                                   levels[static_cast<std::size_t>(level)]);
    append_quoted(line, event);
    for (const LogField& field : fields) {
        line += ',';
        append_quoted(line, field.name);
        line += ':';
        if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
            line += fmt::format("{}", *number);
        } else if (const auto* real = std::get_if<double>(&field.value)) {
            line += std::isfinite(*real) ? fmt::format("{}", *real) : "null";
        } else {
            append_quoted(line, std::get<std::string_view>(field.value));
        }
    }
    line += "}\n";
    const std::lock_guard lock(mutex_);
    sink_(line);
}

}  // namespace openpcn::telemetry
