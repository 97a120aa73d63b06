#include "platform/io/random.h"

#include <sys/random.h>

#include <cerrno>
#include <vector>

#include "base/invariant.h"

namespace openpcn::io {

void fill_random(std::span<std::byte> into) {
    while (!into.empty()) {
        const ssize_t got = ::getrandom(into.data(), into.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        INVARIANT(got > 0);  // Linux 3.17 and later always have it
        into = into.subspan(static_cast<std::size_t>(got));
    }
}

std::string random_hex(std::size_t bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::vector<std::byte> random(bytes);
    fill_random(random);
    std::string text;
    for (const std::byte b : random) {
        text += digits[std::to_integer<int>(b) >> 4];
        text += digits[std::to_integer<int>(b) & 15];
    }
    return text;
}

}  // namespace openpcn::io
