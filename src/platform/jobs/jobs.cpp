#include "platform/jobs/jobs.h"

#include <algorithm>
#include <exception>

#include "base/invariant.h"
#include "platform/io/random.h"

namespace openpcn::jobs {

struct Jobs::Job {
    JobState state;  // guarded by Jobs::mutex_
    Work work;
    std::atomic<bool> cancelled = false;
};

class Jobs::Progress final : public JobProgress {
public:
    Progress(Jobs& jobs, Job& job) : jobs_(jobs), job_(job) {}
    void report(std::string stage, std::uint64_t done, std::uint64_t total) override {
        jobs_.change(job_, [&](JobState& state) {
            state.stage = std::move(stage);
            state.done = done;
            state.total = total;
        });
    }
    bool is_cancelled() const override { return job_.cancelled; }

private:
    Jobs& jobs_;
    Job& job_;
};

namespace {

bool has_ended(JobPhase phase) { return phase != JobPhase::waiting && phase != JobPhase::running; }

}  // namespace

std::string_view to_string(JobPhase phase) {
    switch (phase) {
        case JobPhase::waiting:
            return "waiting";
        case JobPhase::running:
            return "running";
        case JobPhase::done:
            return "done";
        case JobPhase::failed:
            return "failed";
        case JobPhase::cancelled:
            return "cancelled";
    }
    return "";
}

Jobs::Jobs(std::size_t threads, OnChange on_change, std::size_t kept_max)
    : on_change_(std::move(on_change)), kept_max_(kept_max) {
    INVARIANT(threads > 0);
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work_through(); });
}

Jobs::~Jobs() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        for (const auto& job : jobs_) job->cancelled = true;
    }
    arrived_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

std::string Jobs::start(std::string kind, std::string owner, Work work) {
    auto job = std::make_shared<Job>();
    job->state.id = io::random_hex(16);
    job->state.kind = std::move(kind);
    job->state.owner = std::move(owner);
    job->work = std::move(work);
    const JobState state = job->state;
    {
        const std::lock_guard lock(mutex_);
        const auto oldest_ended = std::find_if(jobs_.begin(), jobs_.end(), [](const auto& kept) {
            return has_ended(kept->state.phase);
        });
        if (jobs_.size() >= kept_max_ && oldest_ended != jobs_.end()) jobs_.erase(oldest_ended);
        jobs_.push_back(job);
        waiting_.push_back(job);
    }
    if (on_change_) on_change_(state);
    arrived_.notify_one();
    return state.id;
}

std::optional<JobState> Jobs::find(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    for (const auto& job : jobs_) {
        if (job->state.id == id) return job->state;
    }
    return std::nullopt;
}

std::vector<JobState> Jobs::list() const {
    const std::lock_guard lock(mutex_);
    std::vector<JobState> states;
    for (auto job = jobs_.rbegin(); job != jobs_.rend(); ++job) states.push_back((*job)->state);
    return states;
}

Result<void> Jobs::cancel(const std::string& id) {
    const std::lock_guard lock(mutex_);
    for (const auto& job : jobs_) {
        if (job->state.id != id) continue;
        if (has_ended(job->state.phase)) {
            return failure({ErrorKind::conflict, "This job has ended already.", "the job " + id,
                            "Nothing is left to cancel."});
        }
        job->cancelled = true;
        return {};
    }
    return failure({ErrorKind::not_found, "There is no such job.", "the job " + id,
                    "Look at the list of jobs; old ones are forgotten."});
}

void Jobs::change(Job& job, const std::function<void(JobState&)>& how) {
    JobState state;
    {
        const std::lock_guard lock(mutex_);
        how(job.state);
        state = job.state;
    }
    if (on_change_) on_change_(state);
}

void Jobs::work_through() {
    for (;;) {
        std::shared_ptr<Job> job;
        {
            std::unique_lock lock(mutex_);
            arrived_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
            if (waiting_.empty()) return;
            job = waiting_.front();
            waiting_.pop_front();
        }
        run(*job);
    }
}

void Jobs::run(Job& job) {
    if (job.cancelled) {
        change(job, [](JobState& state) { state.phase = JobPhase::cancelled; });
        return;
    }
    change(job, [](JobState& state) { state.phase = JobPhase::running; });
    Progress progress(*this, job);
    Result<std::string> result;
    try {
        result = job.work(progress);
    } catch (const std::exception&) {
        // Its text may name a value, and a value may name a patient.
        result = failure({ErrorKind::internal, "The job stopped through a fault of the program.",
                          "the job " + job.state.id, "Try again; if it stays, report it."});
    }
    change(job, [&](JobState& state) {
        if (result) {
            state.phase = JobPhase::done;
            state.result = std::move(*result);
        } else {
            state.phase = job.cancelled ? JobPhase::cancelled : JobPhase::failed;
            state.error = std::move(result.error());
        }
    });
    job.work = {};
}

}  // namespace openpcn::jobs
