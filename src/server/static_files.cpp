#include "server/static_files.h"

#include <fmt/format.h>

#include <array>

#include "platform/auth/secret_text.h"
#include "platform/io/file.h"

namespace openpcn::server {
namespace {

std::string_view type_of(const std::string& extension) {
    struct Type {
        std::string_view extension;
        std::string_view type;
    };
    static constexpr std::array<Type, 10> types{{{".html", "text/html; charset=utf-8"},
                                                 {".js", "text/javascript; charset=utf-8"},
                                                 {".css", "text/css; charset=utf-8"},
                                                 {".svg", "image/svg+xml"},
                                                 {".png", "image/png"},
                                                 {".ico", "image/x-icon"},
                                                 {".json", "application/json"},
                                                 {".woff2", "font/woff2"},
                                                 {".txt", "text/plain; charset=utf-8"},
                                                 {".webmanifest", "application/manifest+json"}}};
    for (const Type& type : types) {
        if (type.extension == extension) return type.type;
    }
    return "application/octet-stream";
}

}  // namespace

Result<StaticFiles> StaticFiles::load(const std::filesystem::path& folder) {
    StaticFiles all;
    std::error_code error;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
        if (!entry.is_regular_file()) continue;
        const std::string path =
            "/" + std::filesystem::relative(entry.path(), folder).generic_string();
        TRY_ASSIGN(std::string bytes, io::read_file(entry.path()));
        if (path.ends_with(".gz")) {
            all.files_[path.substr(0, path.size() - 3)].gzip = std::move(bytes);
            continue;
        }
        File& file = all.files_[path];
        file.etag = fmt::format("\"{}\"", auth::hash_token(bytes).substr(0, 16));
        file.bytes = std::move(bytes);
        file.type = type_of(entry.path().extension().string());
        file.hashed = path.starts_with("/assets/") && path.find('-') != std::string::npos;
    }
    if (error || !all.files_.contains("/index.html")) {
        return failure({ErrorKind::not_found, "The web pages are not there.", folder.string(),
                        "Build them with ./dev build, or name their folder with --web."});
    }
    return all;
}

http::Response StaticFiles::answer(const http::Request& request) const {
    if (request.method != "GET" && request.method != "HEAD") {
        return http::Response::text(405, "This address does not take this method.\n")
            .with_header("Allow", "GET");
    }
    if (request.path.starts_with("/api/")) {
        return http::Response::json(
            404,
            R"({"kind":"not_found","what":"There is no such address.","where":"the API","remedy":"See the OpenAPI description."})");
    }
    auto found = files_.find(request.path);
    if (found == files_.end()) {
        // A missing file with an ending is missing; anything else is a page of the application.
        if (request.path.rfind('.') != std::string::npos &&
            request.path.rfind('.') > request.path.rfind('/')) {
            return http::Response::text(404, "There is no such file.\n");
        }
        found = files_.find("/index.html");
    }
    const File& file = found->second;
    http::Response response{200, {}, "", {}};
    response.with_header("ETag", file.etag);
    response.with_header("Cache-Control",
                         file.hashed ? "public, max-age=31536000, immutable" : "no-cache");
    if (request.header("If-None-Match") == file.etag) {
        response.status = 304;
        return response;
    }
    response.with_header("Content-Type", file.type);
    response.with_header("Vary", "Accept-Encoding");
    if (!file.gzip.empty() &&
        request.header("Accept-Encoding").find("gzip") != std::string_view::npos) {
        response.with_header("Content-Encoding", "gzip");
        response.body = file.gzip;
    } else {
        response.body = file.bytes;
    }
    return response;
}

}  // namespace openpcn::server
