// What expressions were found to be for each person, kept while a text is edited: after a change to
// one clause only that clause is evaluated anew.
//
// An answer depends on the expression with all it hangs on, the date, and the person's record; the
// key says the first two (text_dependencies.h), and kept answers belong to one moment's people.
// Threads share a column: each cell is written with the one value that everybody would find.
#pragma once

#include <atomic>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "cohorts/network_people.h"

namespace openpcn::cohorts {

enum class Found : std::uint8_t {
    not_asked,
    no,
    yes,
    unknown,  // the record does not say
    failed    // the expression has no value for this person; never kept
};

// One expression's answers, by number of the person.
class AnswerColumn {
public:
    explicit AnswerColumn(std::size_t people) : cells_(people) {}
    Found at(std::size_t person) const {
        return static_cast<Found>(cells_[person].load(std::memory_order_relaxed));
    }
    void keep(std::size_t person, Found found) {
        cells_[person].store(static_cast<std::uint8_t>(found), std::memory_order_relaxed);
    }
    std::size_t size() const { return cells_.size(); }

private:
    std::vector<std::atomic<std::uint8_t>> cells_;
};

class KeptAnswers {
public:
    explicit KeptAnswers(std::shared_ptr<const NetworkPeople> people)
        : people_(std::move(people)) {}

    // The column of this expression, empty where it is new. The one that was longest not asked for
    // goes when there are too many.
    std::shared_ptr<AnswerColumn> column(std::string_view key);

    // The same answers for the people of a later moment, without those of whoever's record changed;
    // nothing is kept where people came or went.
    std::unique_ptr<KeptAnswers> for_people(std::shared_ptr<const NetworkPeople> people) const;

    const std::shared_ptr<const NetworkPeople>& people() const { return people_; }
    static constexpr std::size_t columns_max = 256;

private:
    std::shared_ptr<const NetworkPeople> people_;  // shared with counts that are under way
    mutable std::mutex mutex_;                     // guards what follows
    using Item = std::pair<std::string, std::shared_ptr<AnswerColumn>>;
    std::list<Item> columns_;  // the one asked for last first
    std::unordered_map<std::string_view, std::list<Item>::iterator> by_key_;
};

}  // namespace openpcn::cohorts
