#include "services/explainer.h"

#include <algorithm>

#include "population/cql/value_text.h"

namespace openpcn::services {

namespace {

using cql::NodeIndex;
using cql::Operation;
using records::ElementPath;

constexpr int depth_max = 12;
constexpr std::size_t entries_max = 10;
constexpr std::size_t items_shown_max = 6;

Answer answer_of(cql::Truth truth) {
    if (truth == cql::Truth::yes) return Answer::yes;
    return truth == cql::Truth::no ? Answer::no : Answer::unknown;
}

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool same_entry(const ExplainedEntry& a, const ExplainedEntry& b) {
    return a.type == b.type && a.date == b.date && a.code == b.code && a.value == b.value;
}

// Parts do not list the very entries that stand above them.
void drop_repeated(ExplainedClause& part, const std::vector<ExplainedEntry>& above) {
    if (!above.empty() && std::equal(part.entries.begin(), part.entries.end(), above.begin(),
                                     above.end(), same_entry)) {
        part.entries.clear();
        part.entries_left_out = 0;
    }
    for (ExplainedClause& deeper : part.clauses) drop_repeated(deeper, above);
}

bool is_single_logic(Operation operation) {
    return operation == Operation::not_ || operation == Operation::is_true ||
           operation == Operation::is_false || operation == Operation::is_null;
}

}  // namespace

std::string plain_cql(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '/' && text.substr(i).starts_with("//")) {
            while (i < text.size() && text[i] != '\n') ++i;
        } else if (c == '"') {
            // GP."Age": the prefix says only where it was written.
            if (!plain.empty() && plain.back() == '.') {
                plain.pop_back();
                while (!plain.empty() && is_word(plain.back())) plain.pop_back();
            }
        } else if (c == '\n' || c == ' ' || c == '\t' || c == '\r') {
            if (!plain.empty() && plain.back() != ' ') plain += ' ';
        } else {
            plain += c;
        }
    }
    return plain;
}

Explainer::Explainer(const RulePlan& plan, cql::Evaluator& evaluator,
                     const records::PatientRecord& record, const ExplanationWords& words)
    : parts_(plan.parts()),
      plan_(*parts_.plan),
      evaluator_(evaluator),
      record_(record),
      words_(words) {
    for (const cql::Definition& definition : plan_.definitions) {
        const cql::Node& node = plan_.nodes[definition.node];
        if (node.operation == Operation::literal) continue;
        names_.emplace(definition.node, &definition);
        // Where a definition only names another one, the other's name says more.
        if (node.span.source == definition.span.source &&
            node.span.begin >= definition.span.begin && node.span.end <= definition.span.end)
            names_[definition.node] = &definition;
    }
}

ExplainedClause Explainer::clause(NodeIndex node) { return clause_of(node, 0, Detail::parts); }

ExplainedClause Explainer::clause_of(NodeIndex node, int depth, Detail detail) {
    ExplainedClause clause;
    const cql::Value value = evaluator_.value_or_null(node);
    clause.text = text_of(node);
    if (const auto named = names_.find(node); named != names_.end())
        clause.definition = named->second->library + "." + named->second->name;
    const bool boolean = plan_.types.kind(plan_.nodes[node].type) == cql::TypeKind::boolean;
    clause.answer = boolean ? answer_of(value.truth()) : Answer::unknown;
    if (!boolean) clause.value = value_text(value);
    const bool again = is_definition(node) && !shown_.insert(node).second;
    if (detail == Detail::parts && depth < depth_max && !again) add_parts(clause, node, depth);
    if (detail == Detail::answer_only && is_definition(node)) shown_.erase(node);
    return clause;
}

void Explainer::flatten(NodeIndex node, Operation operation, NodeIndex root,
                        std::vector<NodeIndex>& operands) const {
    const cql::Node& at = plan_.nodes[node];
    if (at.operation == operation && (node == root || !is_definition(node))) {
        for (const NodeIndex operand : plan_.operands_of(at))
            flatten(operand, operation, root, operands);
    } else {
        operands.push_back(node);
    }
}

void Explainer::add_parts(ExplainedClause& clause, NodeIndex node, int depth) {
    const Operation operation = plan_.nodes[node].operation;
    std::vector<NodeIndex> operands;
    if (operation == Operation::and_ || operation == Operation::or_) {
        flatten(node, operation, node, operands);
    } else if (const NodeIndex inner = inside_logic(node); has_parts(inner) && inner != node) {
        operands.push_back(inner);
    } else {
        return add_evidence(clause, node, depth);
    }
    for (const NodeIndex operand : operands) {
        const bool boolean = plan_.types.kind(plan_.nodes[operand].type) == cql::TypeKind::boolean;
        const Answer part =
            boolean ? answer_of(evaluator_.value_or_null(operand).truth()) : Answer::unknown;
        const bool decisive = decides(part, clause.answer, operation);
        clause.clauses.push_back(
            clause_of(operand, depth + 1, decisive ? Detail::parts : Detail::answer_only));
        clause.clauses.back().decisive = decisive;
    }
}

// The expression below "not" and "is true".
NodeIndex Explainer::inside_logic(NodeIndex node) const {
    while (is_single_logic(plan_.nodes[node].operation)) {
        node = plan_.operands_of(plan_.nodes[node])[0];
        if (is_definition(node)) break;
    }
    return node;
}

bool Explainer::has_parts(NodeIndex node) const {
    const Operation operation = plan_.nodes[node].operation;
    return is_definition(node) || operation == Operation::and_ || operation == Operation::or_;
}

bool Explainer::decides(Answer part, Answer whole, Operation operation) const {
    if (operation == Operation::and_ && whole == Answer::yes) return true;
    if (operation == Operation::or_ && whole == Answer::no) return true;
    if (operation == Operation::and_ || operation == Operation::or_) return part == whole;
    return true;
}

void Explainer::add_evidence(ExplainedClause& clause, NodeIndex node, int depth) {
    Evidence evidence;
    gather(node, node, evidence);
    leaves_.push_back(node);
    if (!is_definition(node)) clause.text += lists_of(evidence);
    for (const NodeIndex definition : evidence.definitions) {
        // "Last 12 months" says it.
        if (plan_.types.kind(plan_.nodes[definition].type) == cql::TypeKind::interval) continue;
        clause.clauses.push_back(clause_of(definition, depth + 1, Detail::parts));
        clause.clauses.back().decisive = true;
    }
    // What was looked at and did not fit matters where nothing fitted.
    auto& entries = evidence.kept.empty() ? evidence.looked_at : evidence.kept;
    if (evidence.kept.empty() && !entries.empty() && clause.value.empty())
        clause.value = "none of " + std::to_string(entries.size()) + " recorded entries fits";
    std::sort(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    // The newest first.
    const auto all = evaluator_.record().entries();
    std::stable_sort(entries.begin(), entries.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return all[a].when > all[b].when; });
    for (std::size_t i = 0; i < entries.size() && i < entries_max; ++i)
        clause.entries.push_back(entry(entries[i]));
    clause.entries_left_out = entries.size() - clause.entries.size();
    for (ExplainedClause& part : clause.clauses) drop_repeated(part, clause.entries);
}

// The code lists that an expression reads, where its text does not name them: a call of a function
// that was given them.
std::string Explainer::lists_of(const Evidence& evidence) const {
    std::string names;
    for (const std::uint32_t value_set : evidence.value_sets)
        names += (names.empty() ? " [" : ", ") + plan_.value_sets[value_set].name;
    return names.empty() ? names : names + "]";
}

void Explainer::gather(NodeIndex node, NodeIndex root, Evidence& evidence) {
    if (!evidence.visited.insert(node).second) return;
    const cql::Node& at = plan_.nodes[node];
    if (at.operation == Operation::literal) return;
    if (node != root && at.slots == 0 && is_definition(node)) {
        evidence.definitions.push_back(node);
        return;
    }
    if (at.operation == Operation::query) return gather_query(node, root, evidence);
    if (at.operation == Operation::retrieve) {
        note_list(node, evidence);
        for (const cql::Value& item : evaluator_.value_or_null(node).items())
            evidence.kept.push_back(item.extra);
        return;
    }
    for (const NodeIndex operand : plan_.operands_of(at)) gather(operand, root, evidence);
}

void Explainer::gather_query(NodeIndex node, NodeIndex root, Evidence& evidence) {
    const cql::QueryPlan& query = plan_.queries[plan_.nodes[node].payload];
    const bool stands_alone = plan_.nodes[node].slots == 0;
    if (stands_alone) keep_rows(query, evidence);
    // Sources that are retrieves were read row by row; others may name definitions.
    for (const cql::QuerySource& source : query.sources) {
        if (plan_.nodes[source.node].operation == Operation::retrieve) {
            note_list(source.node, evidence);
        } else {
            gather(source.node, root, evidence);
        }
    }
    for (const cql::QuerySource& let : query.lets) gather(let.node, root, evidence);
    for (const cql::QueryRelationship& relationship : query.relationships)
        gather(relationship.such_that, root, evidence);
    if (query.where != cql::no_node) gather(query.where, root, evidence);
    if (query.result_node != cql::no_node) gather(query.result_node, root, evidence);
}

void Explainer::note_list(NodeIndex retrieve, Evidence& evidence) const {
    const cql::Retrieve& read = plan_.retrieves[plan_.nodes[retrieve].payload];
    if (read.filter == cql::Retrieve::Filter::value_set) evidence.value_sets.insert(read.value_set);
}

// Rows of the first source that pass `where`. Relationships are left to the query's own value.
void Explainer::keep_rows(const cql::QueryPlan& query, Evidence& evidence) {
    if (query.sources.size() != 1) return;
    const cql::QuerySource& source = query.sources[0];
    if (plan_.nodes[source.node].slots != 0) return;
    const cql::Value list = evaluator_.value_or_null(source.node);
    if (list.kind != cql::ValueKind::list) return;
    for (const cql::Value& item : list.items()) {
        if (item.kind != cql::ValueKind::entry) return;
        evaluator_.bind_slot(source.slot, item);
        for (const cql::QuerySource& let : query.lets)
            evaluator_.bind_slot(let.slot, evaluator_.value_or_null(let.node));
        const bool fits =
            query.where == cql::no_node || evaluator_.value_or_null(query.where).is_true();
        (fits ? evidence.kept : evidence.looked_at).push_back(item.extra);
    }
}

std::string Explainer::text_of(NodeIndex node) const {
    if (const auto named = names_.find(node); named != names_.end()) return named->second->name;
    return plain_cql(plan_.source_text(plan_.nodes[node].span));
}

std::string Explainer::value_text(const cql::Value& value) const {
    const cql::ValueContext context{plan_, parts_.concepts, parts_.texts};
    switch (value.kind) {
        case cql::ValueKind::null:
            return "nothing recorded";
        case cql::ValueKind::list:
            return items_text(value.items());
        case cql::ValueKind::interval:
        case cql::ValueKind::tuple:
            return cql::to_text(value, context);
        default:
            return cql::to_plain_text(value, parts_.texts);
    }
}

// A tuple as its fields: "takenOn 2019-03-01, mmHg 140".
std::string Explainer::item_text(const cql::Value& item) const {
    if (item.kind == cql::ValueKind::tuple && item.extra != 0) {
        const cql::Type& type = plan_.types.at(item.extra);
        std::string text;
        for (std::size_t i = 0; i < type.fields.size() && i < item.items().size(); ++i)
            text += (i == 0 ? "" : ", ") + type.fields[i] + " " + item_text(item.items()[i]);
        return text;
    }
    if (item.kind >= cql::ValueKind::boolean && item.kind <= cql::ValueKind::quantity)
        return cql::to_plain_text(item, parts_.texts);
    return cql::to_text(item, {plan_, parts_.concepts, parts_.texts});
}

// "3 items: 2019-03-01, 2020-02-11, 2021-04-05"; entries are listed on their own.
std::string Explainer::items_text(std::span<const cql::Value> items) const {
    std::string text = items.size() == 1 ? "1 item" : std::to_string(items.size()) + " items";
    for (std::size_t i = 0; i < items.size(); ++i) {
        const cql::ValueKind kind = items[i].kind;
        if (kind == cql::ValueKind::entry || kind == cql::ValueKind::component) return text;
        if (i == items_shown_max)
            return text + " and " + std::to_string(items.size() - i) + " more";
        text += (i == 0 ? ": " : kind == cql::ValueKind::tuple ? "; " : ", ") + item_text(items[i]);
    }
    return text;
}

ExplainedEntry Explainer::entry(std::uint32_t index) const {
    const records::Entry& from = record_.entries()[index];
    ExplainedEntry made;
    made.key = record_.keys()[index];
    made.type = records::fhir_name(from.type);
    made.date = from.when.to_string();
    const ConceptDictionary::Concept& code = parts_.concepts.at(from.code);
    made.system = code.system;
    made.code = code.code;
    const records::Element* term = record_.find(from, ElementPath::original_term);
    made.term = term ? parts_.texts.at(static_cast<TextIndex>(term->value)) : code.display;
    made.value = entry_value(from);
    made.status = records::fhir_code(from.status);
    if (from.practice < words_.practices.size()) made.practice = words_.practices[from.practice];
    return made;
}

std::string Explainer::stored_text(records::ValueKind kind, std::int64_t value,
                                   TextIndex unit) const {
    switch (kind) {
        case records::ValueKind::quantity: {
            const std::string number = Decimal::from_units(value).to_string();
            return unit == 0 ? number : number + " " + parts_.texts.at(unit);
        }
        case records::ValueKind::code:
            return parts_.concepts.at(static_cast<ConceptIndex>(value)).display;
        case records::ValueKind::text:
            return parts_.texts.at(static_cast<TextIndex>(value));
        case records::ValueKind::boolean:
            return value != 0 ? "yes" : "no";
        case records::ValueKind::integer:
            return std::to_string(value);
        case records::ValueKind::date_time:
            return PartialDateTime::from_bits(value).to_string();
        default:
            return {};
    }
}

// A blood pressure with components reads "141 mm[Hg], 89 mm[Hg]".
std::string Explainer::entry_value(const records::Entry& entry) const {
    std::string text = stored_text(entry.value_kind, entry.value, entry.unit);
    const records::Element* comparator = record_.find(entry, ElementPath::value_comparator);
    if (comparator) text = parts_.texts.at(static_cast<TextIndex>(comparator->value)) + " " + text;
    for (const records::Element& element : record_.elements(entry)) {
        if (element.path != ElementPath::component_value) continue;
        text += (text.empty() ? "" : ", ") + stored_text(element.kind, element.value, element.unit);
    }
    return text;
}

}  // namespace openpcn::services
