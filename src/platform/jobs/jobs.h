// Work that outlives a request: a load, a full evaluation, a large export.
//
// Jobs run in the order they came, on threads of their own, and report stage, done and total;
// anyone may read the state or ask for the end. States live in memory; `on_change` lets the
// application keep them elsewhere. Ended jobs are kept until there are too many. Threads may share
// Jobs.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"

namespace openpcn::jobs {

enum class JobPhase {
    waiting,
    running,
    done,
    failed,
    cancelled
};

std::string_view to_string(JobPhase phase);

struct JobState {
    std::string id;     // hard to guess
    std::string kind;   // the application's word: "import"
    std::string owner;  // the application's word for who started it
    JobPhase phase = JobPhase::waiting;
    std::string stage;  // "reading patients.csv"
    std::uint64_t done = 0;
    std::uint64_t total = 0;  // 0: not known
    std::string result;       // what the work returned, JSON as a rule
    std::optional<Error> error;
};

// What the work uses to speak with the outside. For the job's own thread.
class JobProgress {
public:
    virtual ~JobProgress() = default;
    virtual void report(std::string stage, std::uint64_t done, std::uint64_t total) = 0;
    // Work that can stop does so soon and returns any error.
    virtual bool is_cancelled() const = 0;
};

using Work = std::function<Result<std::string>(JobProgress&)>;

class Jobs {
public:
    using OnChange = std::function<void(const JobState&)>;
    explicit Jobs(std::size_t threads = 1, OnChange on_change = {}, std::size_t kept_max = 1000);
    // Cancels what runs or waits, and waits for it.
    ~Jobs();
    Jobs(const Jobs&) = delete;
    Jobs& operator=(const Jobs&) = delete;

    // The job's id.
    std::string start(std::string kind, std::string owner, Work work);
    std::optional<JobState> find(const std::string& id) const;
    std::vector<JobState> list() const;  // newest first
    // `not_found`, or `conflict` for a job that has ended.
    Result<void> cancel(const std::string& id);

private:
    struct Job;
    class Progress;
    void work_through();
    void run(Job& job);
    void change(Job& job, const std::function<void(JobState&)>& how);

    const OnChange on_change_;
    const std::size_t kept_max_;
    mutable std::mutex mutex_;  // guards all below
    std::condition_variable arrived_;
    bool ending_ = false;
    std::deque<std::shared_ptr<Job>> jobs_;     // oldest first; shared with the thread that runs it
    std::deque<std::shared_ptr<Job>> waiting_;  // shared with jobs_
    std::vector<std::thread> threads_;
};

}  // namespace openpcn::jobs
