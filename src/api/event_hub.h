// Open pages that want to know of changes: server-sent events, each page sent only what its user
// may see at that moment.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "api/access_policy.h"
#include "platform/http/message.h"

namespace openpcn::api {

class EventHub {
public:
    void join(Asker asker, std::shared_ptr<http::EventStream> stream);
    // `event_for` makes the event's JSON for an asker, or nothing where it is none of theirs.
    void tell(const std::function<std::optional<std::string>(const Asker&)>& event_for);
    std::size_t size() const;

private:
    struct Page {
        Asker asker;
        std::shared_ptr<http::EventStream> stream;
    };
    mutable std::mutex mutex_;  // guards pages_
    std::vector<Page> pages_;
};

}  // namespace openpcn::api
