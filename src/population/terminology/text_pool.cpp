#include "population/terminology/text_pool.h"

namespace openpcn {

TextPool::TextPool() { intern(""); }

TextIndex TextPool::intern(std::string_view text) {
    if (const auto found = index_.find(text); found != index_.end()) return found->second;
    const auto index = static_cast<TextIndex>(texts_.size());
    const auto [entry, added] = index_.emplace(std::string(text), index);
    texts_.push_back(&entry->first);
    return index;
}

std::optional<TextIndex> TextPool::find(std::string_view text) const {
    const auto found = index_.find(text);
    if (found == index_.end()) return std::nullopt;
    return found->second;
}

}  // namespace openpcn
