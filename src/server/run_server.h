// The server: opens a data directory, evaluates it, and serves API and pages until it is told to
// stop.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/result.h"

namespace openpcn::server {

struct ServeOptions {
    std::filesystem::path data;
    std::filesystem::path content;  // the content pack's folder
    std::filesystem::path web;      // the built pages (web/dist)
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::optional<Date> as_at;  // none: today
    // Called once the server listens, with its address.
    std::function<void(const std::string& url)> on_ready;
};

Result<void> run_server(const ServeOptions& options);

}  // namespace openpcn::server
