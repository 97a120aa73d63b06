#include "platform/telemetry/metrics.h"

#include <gtest/gtest.h>

#include <thread>

namespace openpcn::telemetry {
namespace {

TEST(Metrics, AreWrittenAsPrometheusReadsThem) {
    Metrics metrics;
    metrics.counter("requests_total", "Requests.", {{"route", "/a/{b}"}, {"status", "200"}}).add(3);
    metrics.gauge("people", "People on the lists.").set(2.5);
    Histogram& seconds = metrics.histogram("wait_seconds", "Waiting.", {0.1, 1});
    seconds.observe(0.1);
    seconds.observe(0.5);
    seconds.observe(4);
    EXPECT_EQ(metrics.text(),
              "# HELP people People on the lists.\n"
              "# TYPE people gauge\n"
              "people 2.5\n"
              "# HELP requests_total Requests.\n"
              "# TYPE requests_total counter\n"
              "requests_total{route=\"/a/{b}\",status=\"200\"} 3\n"
              "# HELP wait_seconds Waiting.\n"
              "# TYPE wait_seconds histogram\n"
              "wait_seconds_bucket{le=\"0.1\"} 1\n"
              "wait_seconds_bucket{le=\"1\"} 2\n"
              "wait_seconds_bucket{le=\"+Inf\"} 3\n"
              "wait_seconds_sum 4.6\n"
              "wait_seconds_count 3\n");
}

TEST(Metrics, EscapeWhatWouldBreakALine) {
    Metrics metrics;
    metrics.counter("x_total", "Back\\slash\nand line.", {{"a", "\"q\"\\\n"}});
    EXPECT_NE(metrics.text().find("# HELP x_total Back\\\\slash\\nand line.\n"), std::string::npos);
    EXPECT_NE(metrics.text().find("x_total{a=\"\\\"q\\\"\\\\\\n\"} 0"), std::string::npos);
}

TEST(Metrics, CountOnceForAllWhoNameTheSame) {
    Metrics metrics;
    const auto work = [&] {
        for (int i = 0; i < 1000; ++i) metrics.counter("x_total", "X.").add();
    };
    std::thread other(work);
    work();
    other.join();
    EXPECT_EQ(metrics.counter("x_total", "X.").value(), 2000u);
}

}  // namespace
}  // namespace openpcn::telemetry
