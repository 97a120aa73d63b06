#include "services/person_evaluator.h"

#include <exception>

#include "population/cql/evaluator.h"
#include "population/cql/value_text.h"
#include "services/rule_plan_parts.h"

namespace openpcn::services {

namespace {

Answer to_answer(cql::Truth truth) {
    switch (truth) {
        case cql::Truth::no:
            return Answer::no;
        case cql::Truth::yes:
            return Answer::yes;
        case cql::Truth::unknown:
            break;
    }
    return Answer::unknown;
}

// Figures of sentences and columns; Decimal's 64 bits hold every measurement and score.
DefinitionValue to_value(const cql::Value& value, const TextPool& texts) {
    switch (value.kind) {
        case cql::ValueKind::boolean:
            return value.is_true();
        case cql::ValueKind::integer:
        case cql::ValueKind::long_integer:
            return value.number;
        case cql::ValueKind::decimal:
        case cql::ValueKind::quantity:
            return Decimal::from_units(static_cast<std::int64_t>(value.wide()));
        case cql::ValueKind::date:
        case cql::ValueKind::date_time:
            return value.date_time();
        case cql::ValueKind::string:
            return std::string(value.text());
        case cql::ValueKind::null:
        case cql::ValueKind::list:
        case cql::ValueKind::tuple:
        case cql::ValueKind::interval:
            return std::monostate{};
        default:
            return cql::to_plain_text(value, texts);
    }
}

}  // namespace

struct PersonEvaluator::Parts {
    const RulePlan& plan;
    const RulePlan::Parts& inside;
    cql::Evaluator evaluator;
    std::vector<Answer> answers;
    bool failed = false;

    Parts(const RulePlan& rule_plan, Date as_at)
        : plan(rule_plan),
          inside(rule_plan.parts()),
          evaluator(*inside.plan, inside.concepts, inside.texts, {as_at, 0, std::nullopt}),
          answers(rule_plan.definitions().size(), Answer::unknown) {}

    DefinitionValue value(cql::NodeIndex node) {
        return to_value(evaluator.value_or_null(node), inside.texts);
    }
    bool is_true(cql::NodeIndex node) { return evaluator.value_or_null(node).is_true(); }

    std::string sentence(const SentencePlan& sentence) {
        std::string text = sentence.texts[0];
        for (std::size_t i = 0; i < sentence.figures.size(); ++i) {
            const std::string figure = to_text(value(sentence.figures[i]));
            text += (figure.empty() ? "unknown" : figure) + sentence.texts[i + 1];
        }
        return text;
    }
};

PersonEvaluator::PersonEvaluator(const RulePlan& plan, Date as_at)
    : parts_(std::make_unique<Parts>(plan, as_at)) {}

PersonEvaluator::~PersonEvaluator() = default;

Result<void> PersonEvaluator::start(const records::PatientRecord& record) {
    parts_->failed = false;
    try {
        parts_->evaluator.begin(record);
        for (std::size_t i = 0; i < parts_->answers.size(); ++i)
            parts_->answers[i] =
                to_answer(parts_->evaluator.truth_or_unknown(parts_->inside.definitions[i]));
        return {};
    } catch (const std::exception& error) {
        // One record must not stop a run over the whole network.
        parts_->failed = true;
        parts_->answers.assign(parts_->answers.size(), Answer::unknown);
        return failure({ErrorKind::internal, std::string("Evaluation failed: ") + error.what(), "",
                        "Report this with the record's practice and load."});
    }
}

Answer PersonEvaluator::answer(std::size_t definition) const { return parts_->answers[definition]; }

DefinitionValue PersonEvaluator::value(std::string_view definition) {
    const auto found = parts_->inside.by_name.find(std::string(definition));
    if (found == parts_->inside.by_name.end() || parts_->failed) return std::monostate{};
    return parts_->value(found->second);
}

std::optional<WorklistRow> PersonEvaluator::row(std::size_t worklist,
                                                records::PracticeIndex practice) {
    const WorklistPlan& plan = parts_->inside.worklists[worklist];
    if (parts_->failed || !parts_->is_true(plan.on_list)) return std::nullopt;
    WorklistRow row;
    const records::RecordHeader& header = parts_->evaluator.record().header();
    row.person = header.person;
    row.practice = practice;
    if (header.birth.has_value())
        row.age_years = completed_years(header.birth.date(), parts_->evaluator.settings().as_at);
    for (std::size_t i = 0; i < plan.reasons.size(); ++i)
        if (parts_->is_true(plan.reasons[i]))
            row.reasons.push_back(
                {static_cast<std::uint16_t>(i), parts_->sentence(plan.sentences[i])});
    for (const cql::NodeIndex fact : plan.facts) row.facts.push_back(to_text(parts_->value(fact)));
    for (const cql::NodeIndex key : plan.priority)
        row.priority.push_back(to_number(parts_->value(key)));
    return row;
}

}  // namespace openpcn::services
