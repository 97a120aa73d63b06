// Counters, gauges and histograms in Prometheus' text format.
//
// Made once by the server and handed round; no globals. Names use base units (_seconds, _bytes,
// _total). Labels never hold a person, a patient or a path with identifiers. Threads may share all
// of it; references live as long as the Metrics.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace openpcn::telemetry {

using Labels = std::vector<std::pair<std::string, std::string>>;

class Counter {
public:
    void add(std::uint64_t count = 1) { value_.fetch_add(count, std::memory_order_relaxed); }
    std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> value_ = 0;
};

class Gauge {
public:
    void set(double value) { value_.store(value, std::memory_order_relaxed); }
    void add(double change) { value_.fetch_add(change, std::memory_order_relaxed); }
    double value() const { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<double> value_ = 0;
};

class Histogram {
public:
    explicit Histogram(std::vector<double> upper_bounds);
    void observe(double value);

private:
    friend class Metrics;
    const std::vector<double> upper_bounds_;
    std::vector<std::atomic<std::uint64_t>> counts_;  // one more than bounds
    std::atomic<double> sum_ = 0;
};

class Metrics {
public:
    // The same name and labels give the same object. One name is of one kind only.
    Counter& counter(std::string_view name, std::string_view help, const Labels& labels = {});
    Gauge& gauge(std::string_view name, std::string_view help, const Labels& labels = {});
    // Upper bounds rise; those of the first call of a name hold.
    Histogram& histogram(std::string_view name, std::string_view help,
                         const std::vector<double>& upper_bounds, const Labels& labels = {});

    // The exposition, text format 0.0.4.
    std::string text() const;

private:
    enum class Kind {
        counter,
        gauge,
        histogram
    };
    struct Family {
        Kind kind;
        std::string help;
        std::map<std::string, std::unique_ptr<Counter>> counters;  // by rendered labels
        std::map<std::string, std::unique_ptr<Gauge>> gauges;
        std::map<std::string, std::unique_ptr<Histogram>> histograms;
    };
    Family& family(std::string_view name, std::string_view help, Kind kind);

    mutable std::mutex mutex_;  // guards the maps, not the values
    std::map<std::string, Family, std::less<>> families_;
};

// Seconds, from 1 ms to 10 s: for requests.
std::vector<double> request_seconds_bounds();

}  // namespace openpcn::telemetry
