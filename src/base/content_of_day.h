// Effective-dated content: which of several files holds on a day.
#pragma once

#include <ranges>

#include "base/date.h"

namespace openpcn {

// Of values with `effective_from`: the newest that has begun by the day, or, where none has, the
// one that begins first. Null where there are none. Whether it really holds then, its own dates
// say.
template <std::ranges::forward_range Contents>
auto* content_on(Contents& all, Date day) {
    decltype(&*std::ranges::begin(all)) found = nullptr;
    for (auto& content : all) {
        const bool is_better =
            found == nullptr ||
            (day < found->effective_from
                 ? content.effective_from < found->effective_from
                 : found->effective_from < content.effective_from && content.effective_from <= day);
        if (is_better) found = &content;
    }
    return found;
}

}  // namespace openpcn
