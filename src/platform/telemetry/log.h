// The program's log: one JSON object a line, to standard error unless told otherwise.
//
// Lines say what happened and how long it took; never who the patient or the user is, no query
// strings, no bodies. Threads may share a Log; lines do not mix.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

namespace openpcn::telemetry {

enum class Level {
    debug,
    info,
    warning,
    error
};

struct LogField {
    std::string_view name;
    std::variant<std::int64_t, double, std::string_view> value;
};

class Log {
public:
    using Sink = std::function<void(std::string_view line)>;
    // Writes to standard error.
    explicit Log(Level least);
    // `clock` gives the time as ISO text.
    Log(Level least, Sink sink, std::function<std::string()> clock);

    void write(Level level, std::string_view event, std::initializer_list<LogField> fields);

private:
    const Level least_;
    const Sink sink_;
    const std::function<std::string()> clock_;
    std::mutex mutex_;  // guards sink_
};

}  // namespace openpcn::telemetry
