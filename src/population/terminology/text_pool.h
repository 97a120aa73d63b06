// Every short text that the records repeat (units, dosage instructions, descriptions), once.
//
// Index 0 is the empty text. Indices never change. Threads, and standing over another one, as for
// ConceptDictionary; but derived texts any thread may add at any time.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace openpcn {

using TextIndex = std::uint32_t;

class TextPool {
public:
    TextPool();
    static TextPool over(std::shared_ptr<const TextPool> below);

    TextIndex intern(std::string_view text);
    std::optional<TextIndex> find(std::string_view text) const;
    const std::string& at(TextIndex index) const {
        if ((index & derived_bit) != 0) return derived_at(index);
        return index < first_ ? below_->at(index) : *texts_[index - first_];
    }
    std::size_t size() const { return first_ + texts_.size(); }

    // The index of a text that comes about while rules run (the unit of a product): the pool's own
    // where it has it, else one beside the pool, never stored and not counted by size(). Nothing
    // once derived_max texts are there.
    std::optional<TextIndex> derive(std::string_view text) const;
    static constexpr std::size_t derived_max = 100'000;

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    using Index = std::unordered_map<std::string, TextIndex, Hash, std::equal_to<>>;

    static constexpr TextIndex derived_bit = TextIndex{1} << 31;
    struct Derived {
        std::mutex mutex;  // guards what follows
        Index index;
        std::vector<const std::string*> texts;
    };
    const std::string& derived_at(TextIndex index) const;

    std::shared_ptr<const TextPool> below_;
    TextIndex first_ = 0;  // of the texts that are not of below_
    Index index_;
    std::vector<const std::string*> texts_;  // point at the keys of index_, which do not move
    std::unique_ptr<Derived> derived_ = std::make_unique<Derived>();
};

}  // namespace openpcn
