// Explanations for people at a terminal.
#include <fmt/format.h>

#include "services/explanation.h"

namespace openpcn::services {

namespace {

constexpr std::size_t entries_of_group_max = 10;

std::string line_of(const ExplainedEntry& entry) {
    return fmt::format("{}  {} {}{}{}  [{}{}{}]", entry.date.empty() ? "no date" : entry.date,
                       entry.code, entry.term, entry.value.empty() ? "" : "  = ", entry.value,
                       entry.type, entry.practice.empty() ? "" : ", ", entry.practice);
}

void print(const ExplainedClause& clause, std::size_t indent, std::string& out) {
    const std::string margin(indent * 2, ' ');
    const bool has_answer = clause.value.empty() || clause.answer != Answer::unknown;
    out += margin;
    if (has_answer) out += fmt::format("[{}] ", to_text(clause.answer));
    out += clause.text;
    if (!clause.value.empty()) out += ": " + clause.value;
    out += '\n';
    for (const ExplainedEntry& entry : clause.entries)
        out += fmt::format("{}    - {}{}\n", margin, line_of(entry),
                           entry.deciding ? "  (decides)" : "");
    if (clause.entries_left_out > 0)
        out += fmt::format("{}    - and {} more\n", margin, clause.entries_left_out);
    for (const ExplainedClause& part : clause.clauses) print(part, indent + 1, out);
}

void print(const DecidingGroup& group, std::string& out) {
    for (std::size_t i = 0; i < group.entries.size() && i < entries_of_group_max; ++i)
        out += "- " + line_of(group.entries[i]) + "\n";
    if (group.entries.size() > entries_of_group_max)
        out += fmt::format("- and {} more\n", group.entries.size() - entries_of_group_max);
    out += "  " + group.sentence + "\n";
}

// Text with a sign for each condition: + true, - false, ? unknown, ~ not evaluated.
class CoverageLines {
public:
    void add(const cql::MarkedText& marked) {
        if (marked.is_condition) signs_ += sign(marked.mark);
        for (const char c : marked.text) {
            line_ += c;
            if (c == '\n') finish_line();
        }
        for (const cql::MarkedText& part : marked.parts) add(part);
    }
    std::string take() {
        if (!line_.empty()) {
            line_ += '\n';
            finish_line();
        }
        return std::move(out_);
    }

private:
    static char sign(cql::Mark mark) {
        switch (mark) {
            case cql::Mark::held:
                return '+';
            case cql::Mark::failed:
                return '-';
            case cql::Mark::unknown:
                return '?';
            default:
                return '~';
        }
    }
    void finish_line() {
        out_ += fmt::format("{:>6} | {}", signs_, line_);
        signs_.clear();
        line_.clear();
    }

    std::string out_;
    std::string line_;
    std::string signs_;
};

}  // namespace

std::string coverage_text(const cql::ClauseCoverage& coverage) {
    std::string text = fmt::format(
        "Clauses: {} covered, {} not covered, {} not evaluated.\n"
        "Signs of the conditions on a line: + true, - false, ? unknown, ~ not evaluated.\n",
        coverage.count.covered, coverage.count.uncovered, coverage.count.not_evaluated);
    for (const cql::CoveredStatement& statement : coverage.statements) {
        text += fmt::format("\n{} line {}\n", statement.file, statement.line);
        CoverageLines lines;
        lines.add(statement.text);
        text += lines.take();
    }
    return text;
}

std::string to_text(const Explanation& explanation) {
    std::string text = explanation.sentence + "\n";
    if (!explanation.comment.empty()) text += "Rule: " + explanation.comment + "\n";
    text += "\n";
    print(explanation.clause, 0, text);
    text += "\n" + explanation.grounds_sentence + "\n";
    for (const DecidingGroup& group : explanation.deciding) print(group, text);
    if (!explanation.changes_sentence.empty()) text += "\n" + explanation.changes_sentence + "\n";
    for (const ExplainedChange& change : explanation.changes) text += "- " + change.text + "\n";
    return text;
}

}  // namespace openpcn::services
