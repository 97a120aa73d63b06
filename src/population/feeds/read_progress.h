// Tells the sink now and then how many bytes of the whole input have been read.
#pragma once

#include <cstdint>

#include "population/feeds/feed.h"

namespace openpcn::feeds {

class ReadProgress {
public:
    explicit ReadProgress(FeedSink& sink) : sink_(sink) {}

    void within_file(std::uint64_t bytes) {
        constexpr std::uint64_t step_bytes = std::uint64_t{1} << 20;
        if (before_ + bytes < told_ + step_bytes) return;
        told_ = before_ + bytes;
        sink_.consumed(told_);
    }
    void file_ended(std::uint64_t bytes) {
        before_ += bytes;
        told_ = before_;
        sink_.consumed(before_);
    }

private:
    FeedSink& sink_;
    std::uint64_t before_ = 0;
    std::uint64_t told_ = 0;
};

}  // namespace openpcn::feeds
