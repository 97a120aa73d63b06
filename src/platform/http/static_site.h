// A folder of web pages held in memory: read once, so that no request ever names a file of the
// disk.
//
// Text is compressed beforehand. Files below an immutable folder (their names carry a hash) are
// cached for a year, the rest is revalidated by ETag. A path without a file extension that is not
// there gets index.html, as pages of a single-page application have addresses of their own.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/http/message.h"

namespace openpcn::http {

class StaticSite {
public:
    // `immutable_prefix`: for instance "/assets/". Symbolic links are not followed.
    static Result<StaticSite> load(const std::filesystem::path& folder,
                                   std::string_view immutable_prefix);

    // Answers GET and HEAD; 404 for what is not there, 405 for other methods.
    Response answer(const Request& request) const;

private:
    struct File {
        std::string content;
        std::string compressed;  // empty where not worth it
        std::string type;
        std::string etag;
        std::string caching;
    };
    std::map<std::string, File, std::less<>> files_;  // by path, "/index.html"
};

}  // namespace openpcn::http
