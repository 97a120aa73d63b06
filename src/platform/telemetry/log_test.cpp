#include "platform/telemetry/log.h"

#include <gtest/gtest.h>

namespace openpcn::telemetry {
namespace {

TEST(Log, WritesOneJsonObjectALine) {
    std::string written;
    Log log(
        Level::info, [&](std::string_view line) { written += line; },
        [] { return std::string("2026-11-23T08:00:00.000Z"); });
    log.write(Level::debug, "left out", {});
    log.write(Level::warning, "request",
              {{"route", "/api/people/{person}"},
               {"status", std::int64_t{404}},
               {"seconds", 0.25},
               {"odd", "a\"b\\c\nd\x01"}});
    EXPECT_EQ(written,
              "{\"time\":\"2026-11-23T08:00:00.000Z\",\"level\":\"warning\",\"event\":\"request\","
              "\"route\":\"/api/people/{person}\",\"status\":404,\"seconds\":0.25,"
              "\"odd\":\"a\\\"b\\\\c\\u000ad\\u0001\"}\n");
}

}  // namespace
}  // namespace openpcn::telemetry
