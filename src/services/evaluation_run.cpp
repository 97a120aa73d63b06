#include "services/evaluation_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <thread>

#include "services/person_evaluator.h"

namespace openpcn::services {

namespace {

constexpr std::size_t bits_per_word = 64;

// People that one thread evaluates at a time. A multiple of the bits of a word, so that no two
// threads write one word.
constexpr std::size_t chunk_people = 8 * bits_per_word;

struct Chunk {
    records::PracticeIndex practice = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct ChunkResult {
    std::vector<std::vector<WorklistRow>> rows;  // by worklist
    std::vector<PersonError> errors;
};

std::vector<Chunk> chunks_of(std::span<const PracticeRecords> practices) {
    std::vector<Chunk> chunks;
    for (std::size_t p = 0; p < practices.size(); ++p)
        for (std::size_t begin = 0; begin < practices[p].people.size(); begin += chunk_people)
            chunks.push_back({static_cast<records::PracticeIndex>(p), begin,
                              std::min(begin + chunk_people, practices[p].people.size())});
    return chunks;
}

void set_bit(std::vector<std::uint64_t>& words, std::size_t bit, bool on) {
    const std::uint64_t mask = std::uint64_t{1} << (bit % bits_per_word);
    if (on) {
        words[bit / bits_per_word] |= mask;
    } else {
        words[bit / bits_per_word] &= ~mask;
    }
}

bool has_bit(const std::vector<std::uint64_t>& words, std::size_t bit) {
    return ((words[bit / bits_per_word] >> (bit % bits_per_word)) & 1) != 0;
}

std::size_t count_bits(const std::vector<std::uint64_t>& words) {
    std::size_t count = 0;
    for (const std::uint64_t word : words) count += static_cast<std::size_t>(std::popcount(word));
    return count;
}

PracticeTotals totals_of(const PracticeRecords& practice) {
    PracticeTotals totals;
    totals.ods_code = practice.ods_code;
    totals.people = practice.people.size();
    totals.entries_by_type.resize(records::resource_type_count);
    for (const records::PatientRecord& record : practice.people) {
        totals.bytes += record.bytes().size();
        totals.entries += record.header().entry_count;
        for (std::size_t t = 0; t < records::resource_type_count; ++t)
            totals.entries_by_type[t] +=
                record.header().type_start[t + 1] - record.header().type_start[t];
    }
    return totals;
}

bool same_row(const WorklistRow& a, const WorklistRow& b) {
    const auto sentences = [](const WorklistRow& row) {
        std::vector<std::string> all;
        for (const RowReason& reason : row.reasons) all.push_back(reason.sentence);
        return all;
    };
    return sentences(a) == sentences(b) && a.facts == b.facts && a.priority == b.priority;
}

}  // namespace

EvaluationRun EvaluationRun::evaluate(std::shared_ptr<const RulePlan> plan,
                                      std::span<const PracticeRecords> practices,
                                      const RunRequest& request) {
    EvaluationRun run;
    run.plan_ = std::move(plan);
    run.request_ = request;
    run.id_ =
        hash_text(fmt::format("{:016x} {} {} {}", request.records_hash, run.plan_->pack().hash(),
                              request.as_at.to_string(), request.purpose));
    run.prepare(practices);
    run.evaluate_all(practices);
    return run;
}

void EvaluationRun::prepare(std::span<const PracticeRecords> practices) {
    const std::size_t definitions = plan_->definitions().size();
    for (const PracticeRecords& practice : practices) {
        totals_.push_back(totals_of(practice));
        PracticeAnswers answers;
        for (const records::PatientRecord& record : practice.people)
            answers.people.push_back(record.header().person);
        const std::size_t words = (practice.people.size() + bits_per_word - 1) / bits_per_word;
        answers.yes.assign(definitions, std::vector<std::uint64_t>(words, 0));
        answers.unknown = answers.yes;
        answers_.push_back(std::move(answers));
    }
    rows_.resize(plan_->pack().worklists().size());
}

namespace {

// One thread's share of the work.
class ChunkEvaluator {
public:
    ChunkEvaluator(const RulePlan& plan, Date as_at) : plan_(plan), evaluator_(plan, as_at) {}

    template <typename SetAnswer>
    ChunkResult evaluate(const Chunk& chunk, const PracticeRecords& practice,
                         SetAnswer set_answer) {
        ChunkResult result;
        result.rows.resize(plan_.pack().worklists().size());
        for (std::size_t person = chunk.begin; person < chunk.end; ++person) {
            const records::PatientRecord& record = practice.people[person];
            const auto started = evaluator_.start(record);
            if (!started)
                result.errors.push_back(
                    {record.header().person, chunk.practice, started.error().what});
            for (std::size_t d = 0; d < plan_.definitions().size(); ++d)
                set_answer(d, person, evaluator_.answer(d));
            for (std::size_t w = 0; w < result.rows.size(); ++w)
                if (auto row = evaluator_.row(w, chunk.practice))
                    result.rows[w].push_back(std::move(*row));
        }
        return result;
    }

private:
    const RulePlan& plan_;
    PersonEvaluator evaluator_;
};

}  // namespace

void EvaluationRun::evaluate_all(std::span<const PracticeRecords> practices) {
    const std::vector<Chunk> chunks = chunks_of(practices);
    std::vector<ChunkResult> results(chunks.size());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        ChunkEvaluator evaluator(*plan_, request_.as_at);
        for (std::size_t i = next++; i < chunks.size(); i = next++) {
            PracticeAnswers& answers = answers_[chunks[i].practice];
            results[i] =
                evaluator.evaluate(chunks[i], practices[chunks[i].practice],
                                   [&](std::size_t definition, std::size_t person, Answer answer) {
                                       if (answer == Answer::yes)
                                           set_bit(answers.yes[definition], person, true);
                                       if (answer == Answer::unknown)
                                           set_bit(answers.unknown[definition], person, true);
                                   });
        }
    };
    std::vector<std::thread> threads;
    for (unsigned t = 1; t < std::max(1u, request_.threads); ++t) threads.emplace_back(work);
    work();
    for (std::thread& thread : threads) thread.join();
    // Chunks are joined in their own order, whoever did them, so that threads do not show.
    for (ChunkResult& result : results) {
        errors_.insert(errors_.end(), result.errors.begin(), result.errors.end());
        for (std::size_t w = 0; w < rows_.size(); ++w)
            std::move(result.rows[w].begin(), result.rows[w].end(), std::back_inserter(rows_[w]));
    }
    for (std::size_t w = 0; w < rows_.size(); ++w)
        std::sort(rows_[w].begin(), rows_[w].end(),
                  [&](const WorklistRow& a, const WorklistRow& b) {
                      return more_urgent(plan_->pack().worklists()[w], a, b);
                  });
}

std::optional<std::size_t> EvaluationRun::position(records::PracticeIndex practice,
                                                   records::PersonId person) const {
    if (practice >= answers_.size()) return std::nullopt;
    const auto& people = answers_[practice].people;
    const auto found = std::lower_bound(people.begin(), people.end(), person);
    if (found == people.end() || *found != person) return std::nullopt;
    return static_cast<std::size_t>(found - people.begin());
}

Answer EvaluationRun::answer(std::size_t definition, records::PracticeIndex practice,
                             records::PersonId person) const {
    const auto at = position(practice, person);
    if (!at || has_bit(answers_[practice].unknown[definition], *at)) return Answer::unknown;
    return has_bit(answers_[practice].yes[definition], *at) ? Answer::yes : Answer::no;
}

DefinitionCount EvaluationRun::count(std::size_t definition,
                                     records::PracticeIndex practice) const {
    return {count_bits(answers_[practice].yes[definition]),
            count_bits(answers_[practice].unknown[definition])};
}

DefinitionCount EvaluationRun::count(std::size_t definition) const {
    DefinitionCount sum;
    for (std::size_t p = 0; p < answers_.size(); ++p) {
        const DefinitionCount part = count(definition, static_cast<records::PracticeIndex>(p));
        sum.yes += part.yes;
        sum.unknown += part.unknown;
    }
    return sum;
}

const WorklistRow* EvaluationRun::row(std::size_t worklist, records::PersonId person) const {
    const auto found = std::find_if(rows_[worklist].begin(), rows_[worklist].end(),
                                    [&](const WorklistRow& row) { return row.person == person; });
    return found == rows_[worklist].end() ? nullptr : &*found;
}

void EvaluationRun::use(std::shared_ptr<const RulePlan> plan) {
    if (plan->pack().hash() == plan_->pack().hash()) plan_ = std::move(plan);
}

Result<RunChange> EvaluationRun::reevaluate(records::PracticeIndex practice,
                                            const records::PatientRecord& record) {
    const records::PersonId person = record.header().person;
    const auto at = position(practice, person);
    if (!at)
        return failure({ErrorKind::not_found, "The run has no such person in this practice.",
                        "In the evaluation of " + as_at().to_string() + ".",
                        "Evaluate the whole network again."});
    id_.clear();
    PersonEvaluator evaluator(*plan_, request_.as_at);
    std::erase_if(errors_, [&](const PersonError& error) { return error.person == person; });
    const auto started = evaluator.start(record);
    if (!started) errors_.push_back({person, practice, started.error().what});
    PracticeAnswers& answers = answers_[practice];
    for (std::size_t d = 0; d < plan_->definitions().size(); ++d) {
        const Answer answer = evaluator.answer(d);
        set_bit(answers.yes[d], *at, answer == Answer::yes);
        set_bit(answers.unknown[d], *at, answer == Answer::unknown);
    }
    RunChange change;
    for (std::size_t w = 0; w < rows_.size(); ++w) {
        std::vector<WorklistRow>& rows = rows_[w];
        auto made = evaluator.row(w, practice);
        const auto before = std::find_if(
            rows.begin(), rows.end(), [&](const WorklistRow& row) { return row.person == person; });
        const bool was_on = before != rows.end();
        if (made && !was_on) change.joined.push_back(w);
        if (!made && was_on) change.left.push_back(w);
        if (made && was_on && !same_row(*made, *before)) change.changed.push_back(w);
        if (was_on) rows.erase(before);
        if (!made) continue;
        const auto place = std::upper_bound(
            rows.begin(), rows.end(), *made, [&](const WorklistRow& a, const WorklistRow& b) {
                return more_urgent(plan_->pack().worklists()[w], a, b);
            });
        rows.insert(place, std::move(*made));
    }
    return change;
}

}  // namespace openpcn::services
