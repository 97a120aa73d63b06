// Every short text that the records repeat (units, dosage instructions, descriptions), once.
//
// Index 0 is the empty text. Indices never change. Threads as for ConceptDictionary.
#pragma once

#include <cstdint>
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
    TextIndex intern(std::string_view text);
    std::optional<TextIndex> find(std::string_view text) const;
    const std::string& at(TextIndex index) const { return *texts_[index]; }
    std::size_t size() const { return texts_.size(); }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    std::unordered_map<std::string, TextIndex, Hash, std::equal_to<>> index_;
    std::vector<const std::string*> texts_;  // point at the keys of index_, which do not move
};

}  // namespace openpcn
