#include "cohorts/kept_answers.h"

namespace openpcn::cohorts {

std::shared_ptr<AnswerColumn> KeptAnswers::column(std::string_view key) {
    const std::lock_guard lock(mutex_);
    if (const auto found = by_key_.find(key); found != by_key_.end()) {
        columns_.splice(columns_.begin(), columns_, found->second);
        return found->second->second;
    }
    columns_.emplace_front(std::string(key),
                           std::make_shared<AnswerColumn>(people_->people.size()));
    by_key_.emplace(columns_.front().first, columns_.begin());
    if (columns_.size() > columns_max) {
        by_key_.erase(columns_.back().first);
        columns_.pop_back();
    }
    return columns_.front().second;
}

std::unique_ptr<KeptAnswers> KeptAnswers::for_people(
    std::shared_ptr<const NetworkPeople> people) const {
    auto made = std::make_unique<KeptAnswers>(std::move(people));
    const auto& before = people_->people;
    const auto& after = made->people_->people;
    if (before.size() != after.size()) return made;
    std::vector<std::size_t> changed;
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (before[i].practice != after[i].practice ||
            before[i].record.header().person != after[i].record.header().person)
            return made;
        if (before[i].record.bytes().data() != after[i].record.bytes().data()) changed.push_back(i);
    }
    // An image that was read anew lies elsewhere, though most records may be the same.
    if (changed.size() > after.size() / 4) return made;
    const std::lock_guard lock(mutex_);
    for (auto item = columns_.rbegin(); item != columns_.rend(); ++item) {
        const auto column = made->column(item->first);
        for (std::size_t i = 0; i < after.size(); ++i) column->keep(i, item->second->at(i));
        for (const std::size_t i : changed) column->keep(i, Found::not_asked);
    }
    return made;
}

}  // namespace openpcn::cohorts
