#include "platform/http/rate_limit.h"

#include <algorithm>

namespace openpcn::http {

double RateLimit::tokens_at(const Bucket& bucket, std::int64_t now_microseconds) const {
    // A clock that was set back refills nothing.
    const auto passed = std::max<std::int64_t>(0, now_microseconds - bucket.at_microseconds);
    return std::min(rate_.burst,
                    bucket.tokens + static_cast<double>(passed) * 1e-6 * rate_.per_second);
}

void RateLimit::sweep(std::int64_t now_microseconds) {
    std::erase_if(buckets_, [&](const auto& entry) {
        return tokens_at(entry.second, now_microseconds) >= rate_.burst;
    });
    // An attacker with very many addresses: forgetting all is better than growing without end.
    if (buckets_.size() >= keys_max_) buckets_.clear();
}

std::optional<double> RateLimit::try_take(std::string_view key, std::int64_t now_microseconds) {
    const std::lock_guard lock(mutex_);
    auto found = buckets_.find(std::string(key));
    if (found == buckets_.end()) {
        if (buckets_.size() >= keys_max_) sweep(now_microseconds);
        found = buckets_.emplace(std::string(key), Bucket{rate_.burst, now_microseconds}).first;
    }
    Bucket& bucket = found->second;
    bucket = {tokens_at(bucket, now_microseconds), now_microseconds};
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return std::nullopt;
    }
    return (1 - bucket.tokens) / rate_.per_second;
}

void RateLimit::forget(std::string_view key) {
    const std::lock_guard lock(mutex_);
    buckets_.erase(std::string(key));
}

}  // namespace openpcn::http
