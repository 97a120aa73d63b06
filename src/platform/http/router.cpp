#include "platform/http/router.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace openpcn::http {
namespace {

std::string_view next_segment(std::string_view& path) {
    if (path.starts_with('/')) path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(end);
    return segment;
}

bool fits(std::string_view pattern, std::string_view path,
          std::map<std::string, std::string, std::less<>>& parameters) {
    parameters.clear();
    while (!pattern.empty() || !path.empty()) {
        if (pattern.empty() || path.empty()) return false;
        const std::string_view expected = next_segment(pattern);
        const std::string_view segment = next_segment(path);
        if (expected.starts_with('{') && !segment.empty()) {
            parameters[std::string(expected.substr(1, expected.size() - 2))] = segment;
        } else if (expected != segment) {
            return false;
        }
    }
    return true;
}

}  // namespace

Result<Router> Router::create(std::vector<Route> routes) {
    std::set<std::pair<std::string, std::string>> seen;
    for (const Route& route : routes) {
        const std::string name = route.method + " " + route.pattern;
        if (route.access_rule.empty()) {
            return failure({ErrorKind::invalid,
                            fmt::format("The route {} has no access rule.", name), "routes",
                            "Give it one; the server does not start without."});
        }
        if (!seen.emplace(route.method, route.pattern).second) {
            return failure({ErrorKind::invalid, fmt::format("The route {} is there twice.", name),
                            "routes", "Remove one."});
        }
    }
    Router router;
    router.routes_ = std::move(routes);
    // Fixed segments before parameters: /search before /{patient}.
    std::stable_sort(router.routes_.begin(), router.routes_.end(),
                     [](const Route& a, const Route& b) {
                         return std::count(a.pattern.begin(), a.pattern.end(), '{') <
                                std::count(b.pattern.begin(), b.pattern.end(), '{');
                     });
    return router;
}

Router::Match Router::match(std::string_view method, std::string_view path) const {
    Match match;
    const std::string_view wanted = method == "HEAD" ? "GET" : method;
    for (const Route& route : routes_) {
        std::map<std::string, std::string, std::less<>> parameters;
        if (!fits(route.pattern, path, parameters)) continue;
        if (route.method == wanted) {
            match.route = &route;
            match.parameters = std::move(parameters);
            match.allowed.clear();
            return match;
        }
        match.allowed.push_back(route.method);
    }
    return match;
}

}  // namespace openpcn::http
