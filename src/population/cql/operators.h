// What each operator gives for arguments that are already values: the meaning of the language,
// without the order of evaluation.
//
// Evaluator and the simple evaluator of tests/differential share it, so it knows neither memory of
// earlier answers nor short cuts. Belongs to one thread; borrows plan, concepts, texts and arena.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "population/cql/arena.h"
#include "population/cql/compare.h"
#include "population/cql/document.h"
#include "population/cql/plan.h"
#include "population/cql/text_patterns.h"
#include "population/records/record.h"

namespace openpcn::cql {

class Everybody;

struct EvaluationSettings {
    Date as_at;              // Today(); Now() is the last millisecond of that day
    int offset_minutes = 0;  // of Now(), and of times that were recorded without one
    // The parameter "Measurement Period", where a library has one.
    std::optional<std::pair<PartialDateTime, PartialDateTime>> measurement_period;
    // Whom Unfiltered definitions and related-context retrieves see; null: the one person alone.
    const Everybody* everybody = nullptr;
    // Steps of work for one person, after which the expression fails: some seconds. Over everybody,
    // so many for each.
    std::uint64_t work_max = 50'000'000;
};

// What a rule's Message() told its caller, without stopping. It may quote the record: it is shown
// to whoever may see the person, and never logged.
struct EvaluationMessage {
    enum class Severity : std::uint8_t {
        trace,
        message,
        warning
    };
    Severity severity = Severity::message;
    std::string code;
    std::string text;
    Span span;
};

class Operators {
public:
    Operators(const Plan& plan, const ConceptDictionary& concepts, const TextPool& texts,
              const EvaluationSettings& settings, Arena& arena)
        : plan_(plan),
          concepts_(concepts),
          texts_(texts),
          settings_(settings),
          comparison_{texts, settings.offset_minutes},
          arena_(arena) {}

    void move_to(Date as_at) { settings_.as_at = as_at; }

    // `record` must live until the next call.
    void begin(const records::PatientRecord& record) {
        record_ = &record;
        document_ = nullptr;
        messages_.clear();
    }
    void begin(const Document& document) {
        record_ = nullptr;
        document_ = &document;
        messages_.clear();
    }

    // Of a node from Operation::is_null on; `arguments` are its operands' values. Throws
    // EvaluationFailure.
    Value apply(const Node& node, std::span<const Value> arguments);

    // What Message() said about this person so far; at most messages_max are kept.
    std::span<const EvaluationMessage> messages() const { return messages_; }
    static constexpr std::size_t messages_max = 100;

    const EvaluationSettings& settings() const { return settings_; }
    const Comparison& comparison() const { return comparison_; }

private:
    Value applied(const Node& node, std::span<const Value> arguments);
    Value message(const Node& node, std::span<const Value> arguments);
    Value conversion(const Node& node, std::span<const Value> arguments);
    Value converted(const Value& value, TypeId target);
    Value converted_items(const Value& value, TypeId element);
    Value converted_tuple(const Value& value, TypeId target);
    Value converts(Operation operation, const Value& value);
    void add_children(const Value& value, std::vector<Value>& children);
    Value children(Operation operation, const Value& value);
    Value codes_of(const ValueSetBits& set);
    Value collection_or_moment(const Node& node, std::span<const Value> arguments);
    Value moment(const Node& node, std::span<const Value> arguments);
    Value two_numbers(Operation operation, const Value& a, const Value& b);
    Value two_uncertain(Operation operation, const Value& a, const Value& b);
    Value one_number(Operation operation, const Value& a);
    Value neighbour(Operation operation, const Value& point) const;
    Value make_moment(const Node& node, std::span<const Value> arguments);
    Value structure(const Node& node, std::span<const Value> arguments);
    Value made(const Node& node, std::span<const Value> arguments);
    Value part(const Node& node, std::span<const Value> arguments);
    Value width_of(Operation operation, const Value& interval) const;
    Value uncertain(const Value& least, const Value& most);
    Value relation(const Node& node, std::span<const Value> arguments);
    Value membership(const Node& node, const Value& point, const Value& whole) const;
    Value list_relation(Operation operation, const Value& a, const Value& b) const;
    Value make_code(std::span<const Value> parts);
    Value make_concept(const Value& codes, const Value& display);
    bool text_in_value_set(std::uint32_t set, std::string_view text);
    Value in_value_set(std::uint32_t set, const Value& value);
    bool in_code_system(std::string_view system, const Value& value);
    Value vocabulary_field(std::uint32_t field, const Value& value) const;
    Value code_field(std::uint32_t field, const Value& value);
    bool has_type(const Value& value, TypeId type) const;
    PartialDateTime birth() const {
        return document_ != nullptr ? document_->birth : record_->header().birth;
    }

    const Plan& plan_;
    const ConceptDictionary& concepts_;
    const TextPool& texts_;
    EvaluationSettings settings_;
    Comparison comparison_;
    Arena& arena_;
    const records::PatientRecord* record_ = nullptr;
    const Document* document_ = nullptr;  // one of the two
    std::vector<EvaluationMessage> messages_;
    TextPatterns patterns_;
    // The codes of a value set as texts, with their system; "" where several have it. Filled when
    // a text is first looked up in the set.
    using CodeTexts = std::map<std::string, std::string, std::less<>>;
    std::map<std::uint32_t, CodeTexts> value_set_texts_;
};

}  // namespace openpcn::cql
