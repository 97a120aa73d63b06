// The built web pages, from memory: small, and never read from disk while somebody waits.
//
// Files with a hash in their name are cached for ever, others by ETag. Every other path that is no
// file is the application's own page, which knows its routes. Gzip where the client takes it and
// the build made it.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/result.h"
#include "platform/http/message.h"

namespace openpcn::server {

class StaticFiles {
public:
    // `not_found` where the folder has no index.html.
    static Result<StaticFiles> load(const std::filesystem::path& folder);
    http::Response answer(const http::Request& request) const;

private:
    struct File {
        std::string bytes;
        std::string gzip;  // empty: none
        std::string type;
        std::string etag;
        bool hashed = false;
    };
    std::map<std::string, File, std::less<>> files_;  // by path, "/index.html"
};

}  // namespace openpcn::server
