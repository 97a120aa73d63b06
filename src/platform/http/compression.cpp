#include "platform/http/compression.h"

#include <zlib.h>

#include <algorithm>
#include <array>

#include "base/invariant.h"

namespace openpcn::http {
namespace {

// Below it a packet is saved by nothing.
constexpr std::size_t bytes_worthwhile_min = 1400;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool is_text(std::string_view type) {
    static constexpr std::array<std::string_view, 6> types{
        "application/json", "application/problem+json", "text/",
        "image/svg+xml",    "application/javascript",   "application/manifest+json"};
    return std::any_of(types.begin(), types.end(),
                       [&](std::string_view start) { return type.starts_with(start); });
}

std::string_view find_header(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
        if (!CaseLess{}(key, name) && !CaseLess{}(name, key)) return value;
    }
    return {};
}

}  // namespace

std::string gzip(std::string_view text, int level) {
    z_stream stream{};
    // 15 window bits, and 16 more for the gzip header.
    INVARIANT(deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int code = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    INVARIANT(code == Z_STREAM_END);
    return out;
}

bool accepts_gzip(std::string_view accept_encoding) {
    while (!accept_encoding.empty()) {
        const auto end = std::min(accept_encoding.find(','), accept_encoding.size());
        const std::string_view item = trimmed(accept_encoding.substr(0, end));
        accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
        const auto semicolon = std::min(item.find(';'), item.size());
        if (trimmed(item.substr(0, semicolon)) != "gzip") continue;
        const std::string_view weight = trimmed(item.substr(std::min(semicolon + 1, item.size())));
        if (!weight.starts_with("q=")) return true;
        return weight.find_first_of("123456789") != std::string_view::npos;
    }
    return false;
}

void compress_for(const Request& request, Response& response) {
    if (response.body.size() < bytes_worthwhile_min || response.body.size() > (1U << 30) ||
        response.on_stream || !is_text(find_header(response, "Content-Type")) ||
        !find_header(response, "Content-Encoding").empty()) {
        return;
    }
    response.with_header("Vary", "Accept-Encoding");
    if (!accepts_gzip(request.header("Accept-Encoding"))) return;
    response.body = gzip(response.body, 1);
    response.with_header("Content-Encoding", "gzip");
}

}  // namespace openpcn::http
