// How often one key (an address, an account) may do a thing: a bucket of tokens that refills.
//
// Time is given by the caller. Threads may share it. Memory is bounded: full buckets are forgotten,
// as they are the same as none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace openpcn::http {

struct Rate {
    double burst = 10;        // tokens in a full bucket
    double per_second = 1.0;  // refill
};

class RateLimit {
public:
    explicit RateLimit(Rate rate, std::size_t keys_max = 100'000)
        : rate_(rate), keys_max_(keys_max) {}

    // Takes a token: without value if there was one, else the seconds until there is.
    std::optional<double> try_take(std::string_view key, std::int64_t now_microseconds);
    // Forgets a key, as after a successful sign-in.
    void forget(std::string_view key);

private:
    struct Bucket {
        double tokens;
        std::int64_t at_microseconds;
    };
    double tokens_at(const Bucket& bucket, std::int64_t now_microseconds) const;
    void sweep(std::int64_t now_microseconds);

    const Rate rate_;
    const std::size_t keys_max_;
    std::mutex mutex_;  // guards buckets_
    std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace openpcn::http
