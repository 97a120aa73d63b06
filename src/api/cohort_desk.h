// Where counts of cohorts are worked: what the network's records are at this moment, texts that
// were compiled already, answers that were found already, and who waits for what.
//
// One for the server, shared by the handlers' threads. Nothing here decides what may be shown.
#pragma once

#include <chrono>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "api/network_state.h"
#include "cohorts/cohort_answers.h"
#include "cohorts/compiled_cohort.h"
#include "cohorts/text_vocabulary.h"

namespace openpcn::api {

// The network as it is while one request is answered; changes meanwhile do not show.
struct CohortMoment {
    std::shared_ptr<const persistence::PopulationImage> image;
    std::shared_ptr<cohorts::KeptAnswers> kept;  // shared by the counts of this moment
    cohorts::RecordWords words;
    Date as_at;
};

class CohortDesk {
public:
    struct Limits {
        std::chrono::milliseconds count_time_max{5000};
        unsigned counts_max = 3;  // at once: handlers are for other pages too
    };
    // Reads the content's libraries and value sets. `state` outlives the desk.
    static Result<std::unique_ptr<CohortDesk>> open(const NetworkState& state, unsigned threads);

    const cohorts::Surroundings& surroundings() const { return *surroundings_; }
    const cohorts::TextVocabulary& vocabulary() const { return vocabulary_; }
    std::uint64_t secret() const { return secret_; }  // for Disclosure
    unsigned threads() const { return threads_; }
    void set_limits(Limits limits) { limits_ = limits; }
    const Limits& limits() const { return limits_; }

    CohortMoment moment();

    struct Compiled {
        std::shared_ptr<const cohorts::CohortCompilation> compilation;  // shared with later askers
        bool before = false;                                            // it was compiled already
    };
    Compiled compile(const cohorts::CompileRequest& request, const CohortMoment& moment);

    // One count that somebody waits for. Counts of the same `waiter` follow each other: a newer one
    // stops the older. An empty waiter is nobody's.
    class Turn {
    public:
        ~Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        bool should_stop() const;
        // Why: `conflict` where a newer one came, `unavailable` where it took too long.
        Error why() const;

    private:
        friend class CohortDesk;
        explicit Turn(CohortDesk& desk) : desk_(desk) {}
        CohortDesk& desk_;
        std::string waiter_;
        std::chrono::steady_clock::time_point end_;
        std::shared_ptr<std::atomic<bool>> replaced_;  // shared with the desk, which sets it
    };
    // `unavailable` where too many counts are under way.
    Result<std::unique_ptr<Turn>> take_turn(const std::string& waiter);

private:
    explicit CohortDesk(const NetworkState& state) : state_(state) {}

    const NetworkState& state_;
    std::shared_ptr<const cohorts::Surroundings> surroundings_;
    cohorts::TextVocabulary vocabulary_;
    std::uint64_t secret_ = 0;
    unsigned threads_ = 1;
    Limits limits_;

    std::mutex moments_;  // guards moment_
    std::optional<CohortMoment> moment_;

    static constexpr std::size_t compiled_max = 64;
    struct Kept {
        std::string key;
        std::shared_ptr<const cohorts::CohortCompilation> compilation;
    };
    std::mutex texts_;  // guards what follows
    std::shared_ptr<const ConceptDictionary> compiled_over_;
    std::list<Kept> compiled_;  // the one asked for last first
    std::unordered_map<std::string_view, std::list<Kept>::iterator> compiled_by_key_;

    std::mutex turns_;  // guards what follows
    std::unordered_map<std::string, std::shared_ptr<std::atomic<bool>>> waiting_;
    unsigned counts_ = 0;
};

}  // namespace openpcn::api
