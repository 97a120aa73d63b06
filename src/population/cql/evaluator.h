// Answers all definitions of a plan for one person after another.
//
// One pass over the person's entries fills every retrieve; definitions are then evaluated as they
// are asked for, each shared expression once. Nothing is parsed, and memory comes from an arena
// that is reset for each person. One Evaluator per thread; it borrows plan, concepts and texts.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "population/cql/document.h"
#include "population/cql/operators.h"
#include "population/cql/retrieve_index.h"
#include "population/cql/step.h"
#include "population/records/record.h"
#include "population/records/record_variant.h"

namespace openpcn::cql {

class CopyMemory;
class EvaluationFailure;

class Evaluator {
public:
    Evaluator(const Plan& plan, const ConceptDictionary& concepts, const TextPool& texts,
              const EvaluationSettings& settings);
    ~Evaluator();

    // Takes another day as today. Values follow with the next begin().
    void move_to(Date as_at);

    // Turns to another person. `record` must live until the next call.
    void begin(const records::PatientRecord& record);

    // The same for a plan over documents.
    void begin(const Document& document);

    // Turns to changed copies of one record, of which the variant is the first. Only `nodes`, which
    // ascend and hold the operands of each, may be asked for until the next begin(). What a copy
    // leaves as it was is not evaluated again: copy_memory.h. Both live until the next begin().
    void begin(const records::RecordVariant& variant, std::span<const NodeIndex> nodes);
    // The variant has become another copy.
    void follow_variant();

    // Of the person begun with. Views inside the value live until the next begin(). Null where the
    // expression failed for this person: failures() says why.
    Value value(std::size_t definition) {
        return value_or_null(plan_.definitions[definition].node);
    }
    Truth truth(std::size_t definition) {
        return truth_or_unknown(plan_.definitions[definition].node);
    }
    Value value_or_null(NodeIndex node);
    Truth truth_or_unknown(NodeIndex node);
    // A node without free slots, or inside a query with its slots bound. Throws EvaluationFailure.
    Value value_of(NodeIndex node);
    // value_of(node).truth(), and less work.
    Truth truth_of(NodeIndex node);

    // What failed for this person, in the order it was asked for.
    struct Failure {
        NodeIndex node = no_node;  // that value_or_null() was called for
        std::string message;
        Span span;  // the part that failed
    };
    std::span<const Failure> failures() const { return failures_; }
    std::span<const EvaluationMessage> messages() const { return operators_.messages(); }

    const Plan& plan() const { return plan_; }
    const records::PatientRecord& record() const { return *record_; }
    const EvaluationSettings& settings() const { return settings_; }
    const Comparison& comparison() const { return comparison_; }
    const ConceptDictionary& concepts() const { return concepts_; }
    const TextPool& texts() const { return texts_; }
    void bind_slot(SlotIndex slot, const Value& value) { slots_[slot] = value; }

private:
    friend struct Steps;
    friend class CopyMemory;
    enum class Known : std::uint8_t {
        no,
        yes,
        unknown,  // null
        stored,   // another value: in memo_
        nothing   // not evaluated yet for this person
    };
    void turn_to(const records::PatientRecord& record);
    void allow_work();
    void start_person();
    void fill_retrieves();
    void fill_from_document();
    bool profile_fits(const Retrieve& retrieve, const Resource& resource) const;
    bool is_of_kind(const Retrieve& retrieve, const Resource& resource) const;
    bool names_value_set(const Retrieve& retrieve, const Resource& resource) const;
    bool is_retrieved(std::uint32_t index, const Resource& resource) const;
    Value retrieve_resources(const Retrieve& retrieve, std::uint32_t index);
    Value retrieve_from(std::span<const Document> documents, std::uint32_t index);
    std::span<const Document> everybody() const;
    Value element_property(const Property& property, const Element& element, TypeId type);
    Value extension_property(const Property& property, const Element& element, TypeId type);
    void find_retrieves(ConceptIndex code, records::ResourceType type, std::uint32_t entry);
    void note_failure(NodeIndex node, const EvaluationFailure& failure);
    // The value of a step: what is known of this person, or evaluated now and remembered.
    Value recall(const Step& step);
    Truth recall_truth(const Step& step);
    bool is_remembered(const Step& step) const;
    Value remember(const Step& step);
    Truth remember_truth(const Step& step);

    Value retrieve(const Retrieve& retrieve, std::uint32_t index);
    Value property(const Property& property, const Value& target, TypeId type);
    Value patient_property(const Property& property, TypeId type);
    Value entry_property(const Property& property, const records::Entry& entry, std::uint32_t index,
                         TypeId type);
    Value concept_of(const records::Entry& entry);
    Value entry_value(const records::Entry& entry, TypeId type);
    Value element_value(const records::Element& element, TypeId type);
    Value stored_value(records::ValueKind kind, std::int64_t value, std::uint32_t unit,
                       TypeId type);
    Value period_of(const records::Entry& entry);
    Value key_text(records::EntryKey key);
    Value parameter(const ParameterPlan& parameter);

    bool any_row(const QueryPlan& query);
    Value list_rows(const QueryPlan& query);
    Value aggregate_rows(const QueryPlan& query);
    template <typename Evaluate>
    auto in_own_slots(const QueryPlan& query, Evaluate evaluate);
    template <typename Row>
    bool each_row(const QueryPlan& query, std::size_t source, std::span<const Value> items,
                  const Row& row);
    bool accept_row(const QueryPlan& query);
    bool is_related(const QueryRelationship& relationship);
    int sort_sign(const Value& x, const Value& y) const;
    void sort_rows(const QueryPlan& query, std::size_t base);

    const Plan& plan_;
    const ConceptDictionary& concepts_;
    const TextPool& texts_;
    EvaluationSettings settings_;
    Comparison comparison_;
    const records::PatientRecord* record_ = nullptr;
    const Document* document_ = nullptr;  // one of the two
    std::optional<records::PatientRecord> current_;
    const records::Entry* entries_ = nullptr;  // of the record
    const records::Element* elements_ = nullptr;

    Arena arena_;
    Operators operators_;
    std::vector<Failure> failures_;
    std::vector<Step> steps_;  // by node
    std::vector<WhenFound> when_found_;
    std::vector<std::uint64_t> status_sets_;
    std::vector<Value> constants_;           // what the run has but one of
    std::vector<NodeIndex> constant_nodes_;  // where each of them was found
    Arena constant_arena_;
    std::vector<Known> known_;  // by Step::memo
    std::vector<Value> memo_;
    std::unique_ptr<CopyMemory> copies_;  // of a variant; null for other records
    Value slots_[slot_count_max];
    std::vector<Value> outer_slots_;  // of the queries that are being evaluated

    RetrieveIndex retrieve_index_;
    RetrieveHits hits_;
    std::vector<Value> rows_;  // of the queries that are being evaluated, one after the other
    std::vector<std::uint32_t> sort_order_;
};

inline Value Evaluator::recall(const Step& step) {
    if (step.memo == Step::no_memo) return step.value(*this, step);
    const Known known = known_[step.memo];
    if (known == Known::nothing) return remember(step);
    if (known == Known::stored) return memo_[step.memo];
    return Value::of(static_cast<Truth>(known));
}

inline Truth Evaluator::recall_truth(const Step& step) {
    if (step.memo == Step::no_memo) return step.truth(*this, step);
    const Known known = known_[step.memo];
    if (known == Known::nothing) return remember_truth(step);
    return known == Known::stored ? Truth::unknown : static_cast<Truth>(known);
}

inline Value Evaluator::value_of(NodeIndex node) { return recall(steps_[node]); }
inline Truth Evaluator::truth_of(NodeIndex node) { return recall_truth(steps_[node]); }

}  // namespace openpcn::cql
