// Which handler answers which request. Every route carries the name of an access rule; a table with
// a route that has none is refused, so a forgotten rule stops the server from starting.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/http/message.h"

namespace openpcn::http {

using Handler = std::function<Response(Request&)>;

enum class BodyMode {
    whole,    // read before the handler runs
    streamed  // the handler reads body_source: uploads
};

struct Route {
    std::string method;
    std::string pattern;      // "/api/patients/{patient}"
    std::string access_rule;  // for the application to read; never empty
    Handler handler;
    std::size_t body_bytes_max = 64 * 1024;
    BodyMode body_mode = BodyMode::whole;
};

class Router {
public:
    // `invalid` where a route has no access rule or two routes are alike.
    static Result<Router> create(std::vector<Route> routes);

    const std::vector<Route>& routes() const { return routes_; }

    struct Match {
        const Route* route = nullptr;      // null: see `allowed`
        std::vector<std::string> allowed;  // methods that the path has; empty: no such path
        std::map<std::string, std::string, std::less<>> parameters;
    };
    // HEAD finds the route of GET.
    Match match(std::string_view method, std::string_view path) const;

private:
    std::vector<Route> routes_;
};

}  // namespace openpcn::http
