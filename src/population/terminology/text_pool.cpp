#include "population/terminology/text_pool.h"

namespace openpcn {

TextPool::TextPool() { intern(""); }

TextPool TextPool::over(std::shared_ptr<const TextPool> below) {
    TextPool pool;
    pool.index_.clear();
    pool.texts_.clear();
    pool.first_ = static_cast<TextIndex>(below->size());
    pool.below_ = std::move(below);
    return pool;
}

TextIndex TextPool::intern(std::string_view text) {
    if (const auto known = find(text)) return *known;
    const auto index = static_cast<TextIndex>(size());
    const auto [entry, added] = index_.emplace(std::string(text), index);
    texts_.push_back(&entry->first);
    return index;
}

std::optional<TextIndex> TextPool::find(std::string_view text) const {
    if (below_ != nullptr) {
        if (const auto known = below_->find(text)) return known;
    }
    const auto found = index_.find(text);
    if (found == index_.end()) return std::nullopt;
    return found->second;
}

std::optional<TextIndex> TextPool::derive(std::string_view text) const {
    if (const auto known = find(text)) return known;
    const std::lock_guard lock(derived_->mutex);
    if (const auto found = derived_->index.find(text); found != derived_->index.end())
        return found->second;
    if (derived_->texts.size() >= derived_max) return std::nullopt;
    const TextIndex index = derived_bit | static_cast<TextIndex>(derived_->texts.size());
    const auto [entry, added] = derived_->index.emplace(std::string(text), index);
    derived_->texts.push_back(&entry->first);
    return index;
}

const std::string& TextPool::derived_at(TextIndex index) const {
    const std::lock_guard lock(derived_->mutex);
    return *derived_->texts[index & ~derived_bit];
}

}  // namespace openpcn
