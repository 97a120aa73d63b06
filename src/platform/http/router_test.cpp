#include "platform/http/router.h"

#include <gtest/gtest.h>

namespace openpcn::http {
namespace {

Route route(std::string method, std::string pattern, std::string rule = "open") {
    return {std::move(method), std::move(pattern), std::move(rule),
            [](Request&) { return Response{}; }, 1024};
}

TEST(Router, FindsRoutesByMethodAndPath) {
    const auto router = Router::create(
        {route("GET", "/a/{id}"), route("GET", "/a/search"), route("POST", "/a/{id}")});
    ASSERT_TRUE(router.has_value());
    EXPECT_EQ(router->match("GET", "/a/search").route->pattern, "/a/search");
    EXPECT_EQ(router->match("GET", "/a/12").parameters.at("id"), "12");
    EXPECT_EQ(router->match("HEAD", "/a/12").route->method, "GET");
    EXPECT_EQ(router->match("DELETE", "/a/12").allowed.size(), 2u);
    EXPECT_TRUE(router->match("GET", "/a").allowed.empty());
    EXPECT_TRUE(router->match("GET", "/a/1/2").allowed.empty());
}

TEST(Router, RefusesARouteWithoutAccessRule) {
    const auto router = Router::create({route("GET", "/a", "")});
    ASSERT_FALSE(router.has_value());
    EXPECT_NE(router.error().what.find("GET /a has no access rule"), std::string::npos);
    EXPECT_FALSE(Router::create({route("GET", "/a"), route("GET", "/a")}).has_value());
}

TEST(Message, DecodesQueriesAndCookies) {
    EXPECT_EQ(percent_decoded("a%20b%C3%A9").value(), "a bé");
    for (const char* bad : {"%", "%2", "%zz", "a%0", "%00"})
        EXPECT_FALSE(percent_decoded(bad).has_value()) << bad;
    const auto query = parse_query("a=1&b=x+y&c");
    ASSERT_TRUE(query.has_value());
    EXPECT_EQ(query->find("b")->second, "x y");
    EXPECT_EQ(query->find("c")->second, "");
    Request request;
    request.headers["cookie"] = "a=1; session=xyz";
    EXPECT_EQ(request.cookie("session"), "xyz");
    EXPECT_EQ(request.header("COOKIE"), "a=1; session=xyz");
    EXPECT_FALSE(request.cookie("b").has_value());
}

}  // namespace
}  // namespace openpcn::http
