// Open pages that want to know of changes: server-sent events, each page sent only what its user
// may see at that moment, and nothing once its session ended.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "api/access_policy.h"
#include "platform/http/message.h"

namespace openpcn::api {

class EventHub {
public:
    // Whether the session of this token hash still stands: asked before each event, because rights
    // can end while a stream is open.
    using SessionStands = std::function<bool(const std::string& token_hash)>;
    explicit EventHub(SessionStands session_stands) : session_stands_(std::move(session_stands)) {}

    struct Listener {
        Asker asker;
        std::string token_hash;
    };
    void join(Listener listener, std::shared_ptr<http::EventStream> stream);
    // `event_for` makes the event's JSON for an asker, or nothing where it is none of theirs.
    void tell(const std::function<std::optional<std::string>(const Asker&)>& event_for);
    std::size_t size() const;

private:
    struct Page {
        Listener listener;
        // Shared with the connection, which closes it when the client goes.
        std::shared_ptr<http::EventStream> stream;
    };
    const SessionStands session_stands_;
    mutable std::mutex mutex_;  // guards pages_
    std::vector<Page> pages_;
};

}  // namespace openpcn::api
