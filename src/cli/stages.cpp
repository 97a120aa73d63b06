#include "cli/stages.h"

#include <fmt/format.h>
#include <unistd.h>

namespace openpcn::cli {

Stages Stages::on_standard_error() {
    return {stderr, isatty(STDERR_FILENO) != 0 ? Display::rewrite : Display::lines};
}

void Stages::begin(std::string name) {
    name_ = std::move(name);
    begin_ = shown_ = Clock::now();
    if (finished_.empty()) first_begin_ = begin_;
    if (display_ == Display::rewrite) show("", "");
}

void Stages::progress(std::string_view so_far) {
    if (display_ == Display::lines) return;
    const auto now = Clock::now();
    if (now - shown_ < std::chrono::milliseconds(100)) return;
    shown_ = now;
    show(so_far, "");
}

void Stages::end(std::string outcome) {
    const std::chrono::duration<double> took = Clock::now() - begin_;
    finished_.push_back({name_, outcome, took.count()});
    show(outcome, "\n");
}

double Stages::seconds() const {
    return std::chrono::duration<double>(Clock::now() - first_begin_).count();
}

void Stages::show(std::string_view text, std::string_view ending) {
    const std::chrono::duration<double> took = Clock::now() - begin_;
    // The escape sequence clears the line, so that a shorter text leaves nothing of a longer one.
    const std::string_view start = display_ == Display::rewrite ? "\r\x1b[K" : "";
    fmt::print(output_, "{}{:>7.1f} s  {:<28} {}{}", start, took.count(), name_, text, ending);
    std::fflush(output_);
}

std::string to_json(const std::vector<FinishedStage>& stages) {
    std::string json = "{\"stages\": [";
    double total = 0;
    for (const FinishedStage& stage : stages) {
        if (total > 0 || json.back() == '}') json += ", ";
        json += fmt::format(R"({{"name": "{}", "outcome": "{}", "seconds": {:.3f}}})", stage.name,
                            stage.outcome, stage.seconds);
        total += stage.seconds;
    }
    return json + fmt::format("], \"seconds\": {:.3f}}}\n", total);
}

}  // namespace openpcn::cli
