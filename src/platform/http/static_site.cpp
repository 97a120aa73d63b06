#include "platform/http/static_site.h"

#include <fmt/format.h>

#include <array>
#include <functional>

#include "platform/http/compression.h"
#include "platform/io/file.h"

namespace openpcn::http {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t site_bytes_max = 256U << 20;

struct Type {
    std::string_view extension;
    std::string_view type;
    bool text;
};

const Type* type_of(const fs::path& path) {
    static constexpr std::array<Type, 14> types{{
        {".html", "text/html; charset=utf-8", true},
        {".js", "text/javascript; charset=utf-8", true},
        {".css", "text/css; charset=utf-8", true},
        {".json", "application/json", true},
        {".svg", "image/svg+xml", true},
        {".txt", "text/plain; charset=utf-8", true},
        {".map", "application/json", true},
        {".webmanifest", "application/manifest+json", true},
        {".png", "image/png", false},
        {".jpg", "image/jpeg", false},
        {".ico", "image/x-icon", false},
        {".woff", "font/woff", false},
        {".woff2", "font/woff2", false},
        {".pdf", "application/pdf", false},
    }};
    for (const Type& type : types) {
        if (path.extension() == type.extension) return &type;
    }
    return nullptr;
}

std::string etag_of(std::string_view content) {
    // FNV-1a: tells versions apart, promises nothing against an attacker.
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : content) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return fmt::format("\"{:016x}-{:x}\"", hash, content.size());
}

Response plain(int status, std::string_view text) {
    return Response::text(status, std::string(text) + "\n");
}

bool names_a_file(std::string_view path) {
    return path.substr(path.rfind('/') + 1).find('.') != std::string_view::npos;
}

}  // namespace

Result<StaticSite> StaticSite::load(const fs::path& folder, std::string_view immutable_prefix) {
    StaticSite site;
    std::error_code error;
    std::uintmax_t bytes = 0;
    fs::recursive_directory_iterator at(folder, error);
    for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
        if (!at->is_regular_file(error) || at->is_symlink(error)) continue;
        const Type* type = type_of(at->path());
        if (type == nullptr) continue;
        TRY_ASSIGN(std::string content, io::read_file(at->path()));
        bytes += content.size();
        if (bytes > site_bytes_max) {
            return failure({ErrorKind::unsupported, "The web pages are larger than 256 MB.",
                            folder.string(), "Name the folder that holds the built pages only."});
        }
        const std::string path = "/" + at->path().lexically_relative(folder).generic_string();
        File file;
        if (type->text) file.compressed = gzip(content, 9);
        if (file.compressed.size() >= content.size()) file.compressed.clear();
        file.etag = etag_of(content);
        file.content = std::move(content);
        file.type = type->type;
        file.caching =
            path.starts_with(immutable_prefix) ? "public, max-age=31536000, immutable" : "no-cache";
        site.files_.emplace(path, std::move(file));
    }
    if (error || !site.files_.contains("/index.html")) {
        return failure({ErrorKind::not_found, "There are no built web pages.", folder.string(),
                        "Build them with ./dev build, or name their folder."});
    }
    return site;
}

Response StaticSite::answer(const Request& request) const {
    if (request.method != "GET" && request.method != "HEAD") {
        return plain(405, "This address is only read.").with_header("Allow", "GET, HEAD");
    }
    auto found = files_.find(request.path);
    if (found == files_.end() && !names_a_file(request.path)) found = files_.find("/index.html");
    if (found == files_.end()) return plain(404, "There is nothing at this address.");
    const File& file = found->second;
    Response response;
    response.with_header("ETag", file.etag).with_header("Cache-Control", file.caching);
    if (!file.compressed.empty()) response.with_header("Vary", "Accept-Encoding");
    if (request.header("If-None-Match").find(file.etag) != std::string_view::npos) {
        response.status = 304;
        return response;
    }
    response.with_header("Content-Type", file.type);
    if (!file.compressed.empty() && accepts_gzip(request.header("Accept-Encoding"))) {
        response.with_header("Content-Encoding", "gzip");
        response.body = file.compressed;
    } else {
        response.body = file.content;
    }
    return response;
}

}  // namespace openpcn::http
