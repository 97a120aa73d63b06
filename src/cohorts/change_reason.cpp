#include "cohorts/change_reason.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <unordered_map>

#include "population/explanations/deciding_entries.h"

namespace openpcn::cohorts {
namespace {

constexpr std::size_t clause_bytes_max = 200;
constexpr explanations::DecidingLimits deciding_limits{.questions_max = 1000};

// A clause on one line, cut where it is long.
std::string shown(std::string_view clause) {
    std::string text;
    for (const char c : clause) {
        const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (space && (text.empty() || text.back() == ' ')) continue;
        text += space ? ' ' : c;
    }
    if (text.size() <= clause_bytes_max) return text;
    std::size_t end = clause_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + " ...";
}

class Reason {
public:
    Reason(const CohortChange& change, const ComparedQuestions& questions,
           const records::PatientRecord& record, ReasonDetail detail)
        : change_(change), questions_(questions), record_(record), detail_(detail) {}

    ChangeReason run() {
        const bool by_texts =
            change_.cause == ChangeCause::rule || change_.cause == ChangeCause::value_set;
        // The side on which the answer is "no" has the clause that makes it so.
        const CohortQuestion& out = joined() ? questions_.before : questions_.after;
        const CohortClause* clause =
            change_.cause == ChangeCause::registration ? nullptr : failing(out);
        if (clause != nullptr) made_.clause = shown(clause->text);
        // What the first text asked for may not stand in the second; then the first has the
        // entries.
        find_entries(by_texts ? out : deciding_side(), clause);
        made_.sentence = fmt::format("{}: {}", joined() ? "Joined" : "Left", why(clause, by_texts));
        return std::move(made_);
    }

private:
    bool joined() const { return change_.movement == Movement::joined; }

    records::PatientRecord seen(const CohortQuestion& question) {
        return question.later == LaterEntries::leave_out ? space_.until(record_, question.as_at)
                                                         : record_;
    }

    const CohortClause* failing(const CohortQuestion& question) {
        PersonAsker asker(*question.cohort, question.as_at);
        asker.turn_to(seen(question));
        for (const CohortClause& clause : question.cohort->clauses)
            if (asker.ask(clause.index) != Found::yes) return &clause;
        return nullptr;
    }

    // New entries decide on the second date; what only ended with time decided on the first.
    const CohortQuestion& deciding_side() const {
        return joined() || change_.cause == ChangeCause::data ? questions_.after
                                                              : questions_.before;
    }

    void find_entries(const CohortQuestion& side, const CohortClause* clause) {
        if (clause == nullptr || detail_ == ReasonDetail::sentence) return;
        const CompiledCohort& cohort = *side.cohort;
        const CohortClause* same = nullptr;
        for (const CohortClause& candidate : cohort.clauses)
            if (candidate.key == clause->key) same = &candidate;
        if (same == nullptr) return;
        const records::PatientRecord record = seen(side);
        try {
            cql::Evaluator evaluator(*cohort.plan, cohort.concepts, cohort.texts,
                                     {side.as_at, 0, std::nullopt});
            evaluator.begin(record);
            explanations::WhatIf what_if(evaluator, record,
                                         cohort.plan->definitions[same->index].node);
            const auto deciding = explanations::deciding_entries(
                what_if,
                [](const cql::Value& value) {
                    return std::string(value.is_true()   ? "yes"
                                       : value.is_null() ? "unknown"
                                                         : "no");
                },
                deciding_limits);
            keep_entries(record, deciding);
        } catch (const std::exception&) {
            // An expression that has no value on a changed copy: the sentence stands without.
            made_.entries.clear();
        }
    }

    // The record seen may be a copy without later entries: keys say which entry of the whole it is.
    void keep_entries(const records::PatientRecord& record,
                      const explanations::DecidingEntries& deciding) {
        std::unordered_map<records::EntryKey, std::uint32_t> places;
        const auto keys = record_.keys();
        for (std::size_t i = 0; i < keys.size(); ++i)
            places.emplace(keys[i], static_cast<std::uint32_t>(i));
        for (const explanations::DecidingSet& set : deciding.sets)
            for (const std::uint32_t entry : set.entries)
                made_.entries.push_back(places.at(record.keys()[entry]));
        std::sort(made_.entries.begin(), made_.entries.end(), [this](auto a, auto b) {
            const auto& entries = record_.entries();
            return entries[b].when.local_ms() < entries[a].when.local_ms();
        });
    }

    std::string why(const CohortClause* clause, bool by_texts) const {
        const std::string quoted = clause == nullptr ? "" : fmt::format("\"{}\"", made_.clause);
        if (change_.cause == ChangeCause::registration)
            return joined() ? "is in the base population now, and was not."
                            : "was in the base population, and is not any more.";
        if (by_texts && clause == nullptr) return "the base population of the two texts differs.";
        if (by_texts)
            return joined() ? fmt::format(
                                  "{} of the first text does not hold, and the second does "
                                  "not ask for it.",
                                  quoted)
                            : fmt::format("{} of the second text does not hold.", quoted);
        const std::string became = clause == nullptr ? ""
                                                     : fmt::format(" {} {}.", quoted,
                                                                   joined() ? "holds now"
                                                                            : "does "
                                                                              "not hold any more");
        switch (change_.cause) {
            case ChangeCause::data:
                return data_words() + "." + became;
            case ChangeCause::age:
                return "grew older." + became;
            default:
                return "time went by." + became;
        }
    }

    std::string data_words() const {
        const auto [first, second] = std::minmax(questions_.before.as_at, questions_.after.as_at);
        for (const std::uint32_t index : made_.entries) {
            const auto& when = record_.entries()[index].when;
            if (when.has_value() && when.date() > first && when.date() <= second)
                return fmt::format("by an entry of {}", when.to_string().substr(0, 10));
        }
        return fmt::format("by entries between {} and {}", first.to_string(), second.to_string());
    }

    const CohortChange& change_;
    const ComparedQuestions& questions_;
    const records::PatientRecord& record_;
    ReasonDetail detail_;
    RecordAsAt space_;
    ChangeReason made_;
};

}  // namespace

ChangeReason reason_of(const CohortChange& change, const ComparedQuestions& questions,
                       const records::PatientRecord& record, ReasonDetail detail) {
    return Reason(change, questions, record, detail).run();
}

}  // namespace openpcn::cohorts
