#include "services/explanation_json.h"

#include <fmt/format.h>

#include <algorithm>

namespace openpcn::services {

using nlohmann::ordered_json;

namespace {

constexpr auto replace = ordered_json::error_handler_t::replace;  // of what is not UTF-8

ordered_json entry_json(const ExplainedEntry& entry) {
    return {{"key", fmt::format("{:016x}", entry.key)},
            {"type", entry.type},
            {"date", entry.date},
            {"system", entry.system},
            {"code", entry.code},
            {"term", entry.term},
            {"value", entry.value},
            {"status", entry.status},
            {"practice", entry.practice},
            {"deciding", entry.deciding}};
}

// Coverage is most of an explanation: some thousand small objects. It is written as text at once,
// which takes a fifth of the time of building and printing a tree.
class CoverageText {
public:
    std::string write(const cql::ClauseCoverage& coverage) {
        text_ = "{\"count\":";
        count(coverage.count);
        text_ += coverage.complete ? ",\"complete\":true" : ",\"complete\":false";
        text_ += ",\"statements\":[";
        for (const cql::CoveredStatement& each : coverage.statements) {
            separate();
            statement(each);
        }
        text_ += "]}";
        return std::move(text_);
    }

private:
    void statement(const cql::CoveredStatement& of) {
        const bool is_function = of.kind == cql::Statement::Kind::function;
        text_ += "{\"library\":";
        quoted(of.library);
        text_ += ",\"name\":";
        quoted(of.name);
        text_ += is_function ? ",\"kind\":\"function\"" : ",\"kind\":\"definition\"";
        text_ += ",\"file\":";
        quoted(of.file);
        text_ += fmt::format(",\"line\":{},\"count\":", of.line);
        count(of.count);
        text_ += ",\"text\":";
        parts(of.text.parts);
        text_ += '}';
    }
    void count(const cql::ClauseCount& count) {
        text_ += fmt::format("{{\"covered\":{},\"uncovered\":{},\"not_evaluated\":{}}}",
                             count.covered, count.uncovered, count.not_evaluated);
    }
    void parts(const std::vector<cql::MarkedText>& parts) {
        text_ += '[';
        for (const cql::MarkedText& part : parts) {
            separate();
            marked(part);
        }
        text_ += ']';
    }
    // Plain text, or a clause whose parts are stretches again.
    void marked(const cql::MarkedText& marked) {
        if (marked.mark == cql::Mark::none && marked.parts.empty()) {
            text_ += "{\"text\":";
            quoted(marked.text);
            text_ += '}';
            return;
        }
        text_ += "{\"mark\":";
        quoted(cql::to_text(marked.mark));
        text_ += marked.is_condition ? ",\"condition\":true" : ",\"condition\":false";
        if (!marked.value.empty()) {
            text_ += ",\"value\":";
            quoted(marked.value);
        }
        if (marked.tally.times() > 1)
            text_ += fmt::format(",\"times\":{{\"true\":{},\"false\":{},\"unknown\":{}}}",
                                 marked.tally.held, marked.tally.failed, marked.tally.unknown);
        text_ += ",\"parts\":";
        parts(marked.parts);
        text_ += '}';
    }
    void separate() {
        if (text_.back() != '[') text_ += ',';
    }
    void quoted(std::string_view text) {
        const bool is_plain = std::ranges::all_of(
            text, [](char c) { return c >= ' ' && c < '\x7f' && c != '"' && c != '\\'; });
        if (is_plain) {
            text_ += '"';
            text_ += text;
            text_ += '"';
        } else {
            text_ += ordered_json(text).dump(-1, ' ', false, replace);
        }
    }

    std::string text_;
};

ordered_json change_json(const ExplainedChange& change) {
    ordered_json steps = ordered_json::array();
    for (const ExplainedChange::Step& step : change.steps)
        steps.push_back({{"kind", step.kind}, {"text", step.text}, {"changes", step.changes}});
    return {{"text", change.text}, {"changes", change.changes.size()}, {"steps", std::move(steps)}};
}

}  // namespace

ordered_json clause_json(const ExplainedClause& clause, const EntryJson& entry) {
    ordered_json made{{"text", clause.text}};
    if (!clause.definition.empty()) made["definition"] = clause.definition;
    made["answer"] = to_text(clause.answer);
    if (!clause.value.empty()) made["value"] = clause.value;
    made["decisive"] = clause.decisive;
    made["clauses"] = ordered_json::array();
    for (const ExplainedClause& part : clause.clauses)
        made["clauses"].push_back(clause_json(part, entry));
    made["entries"] = ordered_json::array();
    for (const ExplainedEntry& one : clause.entries) made["entries"].push_back(entry(one));
    if (clause.entries_left_out > 0) made["entries_left_out"] = clause.entries_left_out;
    return made;
}

ordered_json deciding_json(const Explanation& explanation, const EntryJson& entry) {
    ordered_json groups = ordered_json::array();
    for (const DecidingGroup& group : explanation.deciding) {
        ordered_json made{{"sentence", group.sentence},
                          {"without", group.without},
                          {"entries", ordered_json::array()}};
        for (const ExplainedEntry& one : group.entries) made["entries"].push_back(entry(one));
        groups.push_back(std::move(made));
    }
    return groups;
}

void add_explanation(const Explanation& explanation, const EntryJson& entry, ordered_json& body) {
    body["answer"] = to_text(explanation.answer);
    if (!explanation.value.empty()) body["value"] = explanation.value;
    body["sentence"] = explanation.sentence;
    body["clause"] = clause_json(explanation.clause, entry);
    body["grounds"] = ordered_json::array();
    for (const Ground ground : explanation.grounds) body["grounds"].push_back(to_text(ground));
    body["grounds_sentence"] = explanation.grounds_sentence;
    body["deciding"] = deciding_json(explanation, entry);
    body["deciding_complete"] = explanation.deciding_complete;
    body["changes"] = ordered_json::array();
    for (const ExplainedChange& change : explanation.changes)
        body["changes"].push_back(change_json(change));
    body["changes_sentence"] = explanation.changes_sentence;
}

std::string with_coverage(const ordered_json& body, const Explanation& explanation) {
    std::string text = body.dump(-1, ' ', false, replace);
    text.back() = body.empty() ? ' ' : ',';
    return text + "\"coverage\":" + CoverageText().write(explanation.coverage) + "}";
}

std::string to_json(const Explanation& explanation) {
    ordered_json made{{"definition", explanation.definition},
                      {"title", explanation.title},
                      {"rule", explanation.rule},
                      {"comment", explanation.comment},
                      {"type", explanation.type},
                      {"as_at", explanation.as_at.to_string()},
                      {"pack", explanation.pack}};
    add_explanation(explanation, entry_json, made);
    made["coverage"] = ordered_json::parse(CoverageText().write(explanation.coverage));
    return made.dump(2, ' ', false, replace);
}

}  // namespace openpcn::services
