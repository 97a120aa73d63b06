// Progress of a long command, stage by stage, with the seconds each took.
//
// On a terminal the running stage's line is rewritten as it goes; elsewhere only finished stages
// are printed, one line each. Used by one thread.
#pragma once

#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace openpcn::cli {

struct FinishedStage {
    std::string name;
    std::string outcome;
    double seconds = 0;
};

class Stages {
public:
    enum class Display {
        rewrite,  // a terminal
        lines
    };
    Stages(std::FILE* output, Display display) : output_(output), display_(display) {}
    // Standard error, as it is.
    static Stages on_standard_error();

    void begin(std::string name);
    // What has been done so far; shown at most ten times a second.
    void progress(std::string_view so_far);
    void end(std::string outcome);

    const std::vector<FinishedStage>& finished() const { return finished_; }
    double seconds() const;  // since the first stage began

private:
    using Clock = std::chrono::steady_clock;
    void show(std::string_view text, std::string_view ending);

    std::FILE* output_;
    Display display_;
    std::string name_;
    Clock::time_point first_begin_;
    Clock::time_point begin_;
    Clock::time_point shown_;
    std::vector<FinishedStage> finished_;
};

// {"stages": [{"name": ..., "outcome": ..., "seconds": ...}], "seconds": ...}
std::string to_json(const std::vector<FinishedStage>& stages);

}  // namespace openpcn::cli
