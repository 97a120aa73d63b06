#include "platform/jobs/jobs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <stdexcept>

namespace openpcn::jobs {
namespace {

// Collects every state, and waits for the end of a job without sleeping.
class Watcher {
public:
    Jobs::OnChange listener() {
        return [this](const JobState& state) {
            const std::lock_guard lock(mutex_);
            seen_.push_back(state);
            changed_.notify_all();
        };
    }
    JobState wait_for(JobPhase phase) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !seen_.empty() && seen_.back().phase == phase; });
        return seen_.back();
    }
    std::vector<std::string> stages() {
        const std::lock_guard lock(mutex_);
        std::vector<std::string> stages;
        for (const JobState& state : seen_) {
            stages.push_back(std::string(to_string(state.phase)) + " " + state.stage);
        }
        return stages;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<JobState> seen_;
};

TEST(Jobs, ReportTheirStagesAndKeepTheirResult) {
    Watcher watcher;
    Jobs jobs(1, watcher.listener());
    const std::string id =
        jobs.start("import", "mary", [](JobProgress& progress) -> Result<std::string> {
            progress.report("reading", 5, 10);
            return "{\"people\":5}";
        });
    watcher.wait_for(JobPhase::done);
    const auto state = jobs.find(id);
    ASSERT_TRUE(state.has_value());
    EXPECT_EQ(state->result, "{\"people\":5}");
    EXPECT_EQ(state->done, 5u);
    EXPECT_EQ(state->total, 10u);
    EXPECT_EQ(state->owner, "mary");
    EXPECT_THAT(watcher.stages(),
                testing::ElementsAre("waiting ", "running ", "running reading", "done reading"));
}

TEST(Jobs, KeepTheErrorOfWhatFailed) {
    Watcher watcher;
    Jobs jobs(1, watcher.listener());
    jobs.start("import", "", [](JobProgress&) -> Result<std::string> {
        return failure({ErrorKind::invalid, "No header.", "a.csv, line 1", "Add it."});
    });
    EXPECT_EQ(watcher.wait_for(JobPhase::failed).error->what, "No header.");
}

TEST(Jobs, SayNothingOfTheTextOfAnException) {
    Watcher watcher;
    Jobs jobs(1, watcher.listener());
    jobs.start("import", "", [](JobProgress&) -> Result<std::string> {
        throw std::runtime_error("Ada Lovelace");
    });
    const JobState state = watcher.wait_for(JobPhase::failed);
    EXPECT_EQ(state.error->kind, ErrorKind::internal);
    EXPECT_EQ(to_string(*state.error).find("Ada"), std::string::npos);
}

TEST(Jobs, AreCancelledWhileTheyRunAndBeforeTheyStart) {
    Watcher watcher;
    Jobs jobs(1, watcher.listener());
    std::promise<void> begun;
    const auto until_cancelled = [&](JobProgress& progress) -> Result<std::string> {
        begun.set_value();
        while (!progress.is_cancelled()) std::this_thread::yield();
        return failure({ErrorKind::unavailable, "Stopped.", "", ""});
    };
    const std::string first = jobs.start("evaluate", "", until_cancelled);
    bool ran = false;
    const std::string second = jobs.start("export", "", [&](JobProgress&) -> Result<std::string> {
        ran = true;
        return "";
    });
    begun.get_future().wait();
    ASSERT_TRUE(jobs.cancel(second).has_value());
    ASSERT_TRUE(jobs.cancel(first).has_value());
    while (jobs.find(second)->phase != JobPhase::cancelled) std::this_thread::yield();
    EXPECT_EQ(jobs.find(first)->phase, JobPhase::cancelled);
    EXPECT_FALSE(ran);
    EXPECT_EQ(jobs.cancel(first).error().kind, ErrorKind::conflict);
    EXPECT_EQ(jobs.cancel("x").error().kind, ErrorKind::not_found);
}

TEST(Jobs, ForgetTheOldestThatEnded) {
    Watcher watcher;
    Jobs jobs(1, watcher.listener(), 2);
    const auto nothing = [](JobProgress&) -> Result<std::string> { return ""; };
    const std::string first = jobs.start("a", "", nothing);
    while (jobs.find(first)->phase != JobPhase::done) std::this_thread::yield();
    const std::string second = jobs.start("b", "", nothing);
    while (jobs.find(second)->phase != JobPhase::done) std::this_thread::yield();
    jobs.start("c", "", nothing);
    EXPECT_FALSE(jobs.find(first).has_value());
    EXPECT_EQ(jobs.list().size(), 2u);
    EXPECT_EQ(jobs.list().front().kind, "c");
}

}  // namespace
}  // namespace openpcn::jobs
