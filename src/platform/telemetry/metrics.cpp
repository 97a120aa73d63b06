#include "platform/telemetry/metrics.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/invariant.h"

namespace openpcn::telemetry {
namespace {

std::string escaped(std::string_view text, std::string_view special) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (special.find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

// "" or `a="1",b="2"`.
std::string rendered(const Labels& labels) {
    std::string text;
    for (const auto& [name, value] : labels) {
        if (!text.empty()) text += ',';
        text += fmt::format("{}=\"{}\"", name, escaped(value, "\\\""));
    }
    return text;
}

std::string in_braces(const std::string& labels) {
    return labels.empty() ? "" : "{" + labels + "}";
}

template <typename T, typename Make>
T& find_or_make(std::map<std::string, std::unique_ptr<T>>& all, const Labels& labels, Make make) {
    std::unique_ptr<T>& slot = all[rendered(labels)];
    if (!slot) slot = make();
    return *slot;
}

}  // namespace

Histogram::Histogram(std::vector<double> upper_bounds)
    : upper_bounds_(std::move(upper_bounds)), counts_(upper_bounds_.size() + 1) {
    INVARIANT(std::is_sorted(upper_bounds_.begin(), upper_bounds_.end()));
}

void Histogram::observe(double value) {
    const auto bound = std::lower_bound(upper_bounds_.begin(), upper_bounds_.end(), value);
    const auto at = static_cast<std::size_t>(bound - upper_bounds_.begin());
    counts_[at].fetch_add(1, std::memory_order_relaxed);
    sum_.fetch_add(value, std::memory_order_relaxed);
}

Metrics::Family& Metrics::family(std::string_view name, std::string_view help, Kind kind) {
    auto found = families_.find(name);
    if (found == families_.end()) {
        found =
            families_.emplace(std::string(name), Family{kind, std::string(help), {}, {}, {}}).first;
    }
    INVARIANT(found->second.kind == kind);
    return found->second;
}

Counter& Metrics::counter(std::string_view name, std::string_view help, const Labels& labels) {
    const std::lock_guard lock(mutex_);
    return find_or_make(family(name, help, Kind::counter).counters, labels,
                        [] { return std::make_unique<Counter>(); });
}

Gauge& Metrics::gauge(std::string_view name, std::string_view help, const Labels& labels) {
    const std::lock_guard lock(mutex_);
    return find_or_make(family(name, help, Kind::gauge).gauges, labels,
                        [] { return std::make_unique<Gauge>(); });
}

Histogram& Metrics::histogram(std::string_view name, std::string_view help,
                              const std::vector<double>& upper_bounds, const Labels& labels) {
    const std::lock_guard lock(mutex_);
    auto& all = family(name, help, Kind::histogram).histograms;
    const std::vector<double> bounds =
        all.empty() ? upper_bounds : all.begin()->second->upper_bounds_;
    return find_or_make(all, labels, [&] { return std::make_unique<Histogram>(bounds); });
}

std::string Metrics::text() const {
    const std::lock_guard lock(mutex_);
    std::string out;
    for (const auto& [name, family] : families_) {
        static constexpr std::string_view kinds[] = {"counter", "gauge", "histogram"};
        out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, escaped(family.help, "\\"), name,
                           kinds[static_cast<std::size_t>(family.kind)]);
        for (const auto& [labels, counter] : family.counters) {
            out += fmt::format("{}{} {}\n", name, in_braces(labels), counter->value());
        }
        for (const auto& [labels, gauge] : family.gauges) {
            out += fmt::format("{}{} {}\n", name, in_braces(labels), gauge->value());
        }
        for (const auto& [labels, histogram] : family.histograms) {
            const std::string before = labels.empty() ? "" : labels + ",";
            std::uint64_t count = 0;
            for (std::size_t i = 0; i < histogram->counts_.size(); ++i) {
                count += histogram->counts_[i].load(std::memory_order_relaxed);
                const std::string bound = i < histogram->upper_bounds_.size()
                                              ? fmt::format("{}", histogram->upper_bounds_[i])
                                              : "+Inf";
                out += fmt::format("{}_bucket{{{}le=\"{}\"}} {}\n", name, before, bound, count);
            }
            out += fmt::format("{}_sum{} {}\n{}_count{} {}\n", name, in_braces(labels),
                               histogram->sum_.load(std::memory_order_relaxed), name,
                               in_braces(labels), count);
        }
    }
    return out;
}

std::vector<double> request_seconds_bounds() {
    return {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
}

}  // namespace openpcn::telemetry
