#include "api/event_hub.h"

#include <algorithm>

namespace openpcn::api {

void EventHub::join(Listener listener, std::shared_ptr<http::EventStream> stream) {
    const std::lock_guard lock(mutex_);
    std::erase_if(pages_, [](const Page& page) { return !page.stream->is_open(); });
    pages_.push_back({std::move(listener), std::move(stream)});
}

void EventHub::tell(const std::function<std::optional<std::string>(const Asker&)>& event_for) {
    std::vector<Page> pages;
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(pages_, [](const Page& page) { return !page.stream->is_open(); });
        pages = pages_;
    }
    std::vector<const http::EventStream*> over;
    for (const Page& page : pages) {
        if (!session_stands_(page.listener.token_hash)) {
            over.push_back(page.stream.get());
            continue;
        }
        if (const auto event = event_for(page.listener.asker)) page.stream->send(*event);
    }
    if (over.empty()) return;
    const std::lock_guard lock(mutex_);
    std::erase_if(pages_, [&](const Page& page) {
        return std::find(over.begin(), over.end(), page.stream.get()) != over.end();
    });
}

std::size_t EventHub::size() const {
    const std::lock_guard lock(mutex_);
    return pages_.size();
}

}  // namespace openpcn::api
