// Memory for the values of one person: handed out by moving a pointer, all given back at once.
//
// There is an end to it, so that a rule from outside cannot take the machine's: EvaluationFailure.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "population/cql/evaluation_failure.h"
#include "population/cql/value.h"

namespace openpcn::cql {

class Arena {
public:
    void reset() {
        block_ = 0;
        used_ = 0;
    }
    // At least so much is handed out.
    std::size_t bytes_used() const { return block_ * block_bytes + used_; }
    std::span<Value> values(std::size_t count) {
        return {static_cast<Value*>(take(count * sizeof(Value))), count};
    }
    std::span<const Value> copy(std::span<const Value> from) {
        const std::span<Value> to = values(from.size());
        if (!from.empty()) std::memcpy(to.data(), from.data(), from.size_bytes());
        return to;
    }
    std::string_view copy(std::string_view text) {
        auto* to = static_cast<char*>(take((text.size() + 7) / 8 * 8));
        if (!text.empty()) std::memcpy(to, text.data(), text.size());
        return {to, text.size()};
    }

private:
    void* take(std::size_t bytes) {
        while (block_ < blocks_.size() && used_ + bytes > blocks_[block_].size) {
            ++block_;
            used_ = 0;
        }
        if (block_ == blocks_.size()) {
            const std::size_t size = bytes > block_bytes ? bytes : block_bytes;
            if (size > bytes_left_)
                throw EvaluationFailure("The values of this expression need too much memory.");
            bytes_left_ -= size;
            blocks_.push_back({std::make_unique<std::byte[]>(size), size});
            used_ = 0;
        }
        void* at = blocks_[block_].bytes.get() + used_;
        used_ += bytes;
        return at;
    }

    static constexpr std::size_t block_bytes = 64 * 1024;
    std::size_t bytes_left_ = std::size_t{1} << 30;
    struct Block {
        std::unique_ptr<std::byte[]> bytes;
        std::size_t size;
    };
    std::vector<Block> blocks_;
    std::size_t block_ = 0;
    std::size_t used_ = 0;
};

}  // namespace openpcn::cql
