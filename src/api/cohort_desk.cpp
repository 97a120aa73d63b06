#include "api/cohort_desk.h"

#include <fmt/format.h>

#include "persistence/rule_input.h"
#include "platform/io/random.h"

namespace openpcn::api {

Result<std::unique_ptr<CohortDesk>> CohortDesk::open(const NetworkState& state, unsigned threads) {
    std::unique_ptr<CohortDesk> desk(new CohortDesk(state));
    TRY_ASSIGN(desk->surroundings_, cohorts::Surroundings::of(state.read().shared_pack()));
    TRY_ASSIGN(desk->vocabulary_, cohorts::vocabulary_of(*desk->surroundings_));
    desk->threads_ = threads;
    io::fill_random(std::as_writable_bytes(std::span(&desk->secret_, 1)));
    return desk;
}

CohortMoment CohortDesk::moment() {
    CohortMoment now;
    {
        const auto view = state_.read();
        now.image = view.shared_image();
        now.as_at = view.as_at();
    }
    const std::lock_guard lock(moments_);
    if (moment_ && moment_->image == now.image) {
        moment_->as_at = now.as_at;
        return *moment_;
    }
    auto people = cohorts::people_of(now.image, persistence::practice_records(*now.image));
    // Codes may have come that value sets are about: then answers are found anew.
    const bool same_codes = moment_ && &moment_->image->concepts() == &now.image->concepts();
    now.kept = same_codes ? moment_->kept->for_people(std::move(people))
                          : std::make_unique<cohorts::KeptAnswers>(std::move(people));
    now.words = {{now.image, &now.image->concepts()}, {now.image, &now.image->texts()}};
    moment_ = now;
    return now;
}

CohortDesk::Compiled CohortDesk::compile(const cohorts::CompileRequest& request,
                                         const CohortMoment& moment) {
    const std::string key =
        fmt::format("{} {} {}", static_cast<int>(request.reach), request.definition.size(),
                    request.definition + request.text);
    {
        const std::lock_guard lock(texts_);
        if (compiled_over_.get() != moment.words.concepts.get()) {
            compiled_by_key_.clear();
            compiled_.clear();
            compiled_over_ = moment.words.concepts;
        }
        if (const auto found = compiled_by_key_.find(key); found != compiled_by_key_.end()) {
            compiled_.splice(compiled_.begin(), compiled_, found->second);
            return {found->second->compilation, true};
        }
    }
    const auto made = std::make_shared<const cohorts::CohortCompilation>(
        cohorts::compile_cohort(request, *surroundings_, moment.words));
    const std::lock_guard lock(texts_);
    if (compiled_over_.get() != moment.words.concepts.get() || compiled_by_key_.contains(key))
        return {made, false};
    compiled_.push_front({key, made});
    compiled_by_key_.emplace(compiled_.front().key, compiled_.begin());
    if (compiled_.size() > compiled_max) {
        compiled_by_key_.erase(compiled_.back().key);
        compiled_.pop_back();
    }
    return {made, false};
}

Result<std::unique_ptr<CohortDesk::Turn>> CohortDesk::take_turn(const std::string& waiter) {
    std::unique_ptr<Turn> turn(new Turn(*this));
    turn->replaced_ = std::make_shared<std::atomic<bool>>(false);
    turn->end_ = std::chrono::steady_clock::now() + limits_.count_time_max;
    const std::lock_guard lock(turns_);
    if (!waiter.empty()) {
        if (const auto older = waiting_.find(waiter); older != waiting_.end())
            *older->second = true;
        waiting_[waiter] = turn->replaced_;
    }
    turn->waiter_ = waiter;
    ++counts_;
    // The one that a newer count replaces ends at once, so it does not stand in its way.
    if (counts_ > limits_.counts_max + 1)
        return failure({ErrorKind::unavailable, "Others are counting at this moment.", "cohorts",
                        "Try again in a few seconds."});
    return turn;
}

CohortDesk::Turn::~Turn() {
    const std::lock_guard lock(desk_.turns_);
    --desk_.counts_;
    const auto mine = desk_.waiting_.find(waiter_);
    if (mine != desk_.waiting_.end() && mine->second == replaced_) desk_.waiting_.erase(mine);
}

bool CohortDesk::Turn::should_stop() const {
    return replaced_->load(std::memory_order_relaxed) || std::chrono::steady_clock::now() > end_;
}

Error CohortDesk::Turn::why() const {
    if (replaced_->load())
        return {ErrorKind::conflict, "A newer count took the place of this one.", "cohorts",
                "Nothing is to be done."};
    return {ErrorKind::unavailable,
            fmt::format("Counting took longer than {} s and was stopped.",
                        std::chrono::duration<double>(desk_.limits_.count_time_max).count()),
            "cohorts", "Make the text simpler: fewer lists that are compared with each other."};
}

}  // namespace openpcn::api
