#include "population/cql/clause_recorder.h"

namespace openpcn::cql {

std::uint32_t ClauseRecorder::statement(Statement statement) {
    const auto [place, added] =
        by_span_.try_emplace(statement.span, static_cast<std::uint32_t>(plan_.statements.size()));
    if (added) plan_.statements.push_back(std::move(statement));
    return place->second;
}

void ClauseRecorder::end_definition(std::uint32_t statement) {
    const std::vector<Clause> clauses = std::move(open_.back().clauses);
    open_.pop_back();
    if (clauses.empty()) return;
    const auto first = static_cast<std::uint32_t>(plan_.clauses.size());
    plan_.statements[statement].first_clause = first;
    for (Clause clause : clauses) {
        clause.end += first;
        plan_.clauses.push_back(clause);
    }
}

ClauseRecorder::Place ClauseRecorder::open(Span span) {
    if (open_.empty() || kept_ >= clauses_max) return not_kept;
    ++kept_;
    Draft& draft = open_.back();
    Clause clause;
    clause.span = span;
    draft.clauses.push_back(clause);
    draft.open.push_back(draft.clauses.size() - 1);
    return draft.open.back();
}

ClauseRecorder::Place ClauseRecorder::open_body(std::uint32_t function, Span span) {
    const Place place = open(span);
    if (place == not_kept) return place;
    Clause& clause = open_.back().clauses[place];
    clause.kind = Clause::Kind::body;
    clause.statement = function;
    return place;
}

void ClauseRecorder::close(Place place, NodeIndex node) {
    if (place == not_kept) return;
    Draft& draft = open_.back();
    draft.open.pop_back();
    draft.clauses[place].node = node;
    draft.clauses[place].end = static_cast<std::uint32_t>(draft.clauses.size());
}

void ClauseRecorder::refers_to(std::uint32_t definition) {
    if (open_.empty() || open_.back().open.empty()) return;
    Clause& clause = open_.back().clauses[open_.back().open.back()];
    clause.kind = Clause::Kind::reference;
    clause.statement = definition;
}

}  // namespace openpcn::cql
