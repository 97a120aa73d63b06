#include "api/event_hub.h"

#include <algorithm>

namespace openpcn::api {

void EventHub::join(Asker asker, std::shared_ptr<http::EventStream> stream) {
    const std::lock_guard lock(mutex_);
    std::erase_if(pages_, [](const Page& page) { return !page.stream->is_open(); });
    pages_.push_back({std::move(asker), std::move(stream)});
}

void EventHub::tell(const std::function<std::optional<std::string>(const Asker&)>& event_for) {
    std::vector<Page> pages;
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(pages_, [](const Page& page) { return !page.stream->is_open(); });
        pages = pages_;
    }
    for (const Page& page : pages) {
        if (const auto event = event_for(page.asker)) page.stream->send(*event);
    }
}

std::size_t EventHub::size() const {
    const std::lock_guard lock(mutex_);
    return pages_.size();
}

}  // namespace openpcn::api
