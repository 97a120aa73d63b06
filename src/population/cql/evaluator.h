// Answers all definitions of a plan for one person after another.
//
// One pass over the person's entries fills every retrieve; definitions are then evaluated as they
// are asked for, each shared expression once. Nothing is parsed, and memory comes from an arena
// that is reset for each person. One Evaluator per thread; it borrows plan, concepts and texts.
#pragma once

#include <optional>
#include <vector>

#include "population/cql/document.h"
#include "population/cql/operators.h"
#include "population/records/record.h"

namespace openpcn::cql {

class Evaluator {
public:
    Evaluator(const Plan& plan, const ConceptDictionary& concepts, const TextPool& texts,
              const EvaluationSettings& settings);

    // Takes another day as today. Values follow with the next begin().
    void move_to(Date as_at);

    // Turns to another person. `record` must live until the next call.
    void begin(const records::PatientRecord& record);

    // The same for a plan over documents.
    void begin(const Document& document);

    // Of the person begun with. Views inside the value live until the next begin(). Null where the
    // expression failed for this person: failures() says why.
    Value value(std::size_t definition) {
        return value_or_null(plan_.definitions[definition].node);
    }
    Truth truth(std::size_t definition) { return value(definition).truth(); }
    Value value_or_null(NodeIndex node);
    // A node without free slots, or inside a query with its slots bound. Throws EvaluationFailure.
    Value value_of(NodeIndex node);

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
    void index_retrieves();
    void fill_retrieves();
    void start_person();
    void fill_from_document();
    bool profile_fits(const Retrieve& retrieve, const Resource& resource) const;
    Value retrieve_resources(const Retrieve& retrieve, std::uint32_t index);
    Value element_property(const Property& property, const Element& element, TypeId type);
    Value extension_property(const Property& property, const Element& element, TypeId type);
    void add_to_bucket(ConceptIndex code, records::ResourceType type, std::uint32_t entry);

    Value compute(const Node& node);
    Value lazy(const Node& node);
    Value logic(const Node& node);
    Value exists(const Node& node);
    Value literal_or_data(const Node& node);
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

    // How many rows a query has to give before its caller knows enough.
    enum class Rows : std::uint8_t {
        all,
        one
    };
    Value query(const QueryPlan& query, Rows rows);
    Value query_in_slots(const QueryPlan& query, Rows rows);
    void query_rows(const QueryPlan& query, std::size_t source, Rows rows, std::vector<Value>& out);
    bool accept_row(const QueryPlan& query);
    int sort_sign(const Value& x, const Value& y) const;
    void sort_rows(const QueryPlan& query, std::vector<Value>& rows);

    const Plan& plan_;
    const ConceptDictionary& concepts_;
    const TextPool& texts_;
    EvaluationSettings settings_;
    Comparison comparison_;
    const records::PatientRecord* record_ = nullptr;
    const Document* document_ = nullptr;  // one of the two
    std::optional<records::PatientRecord> current_;

    Arena arena_;
    Operators operators_;
    std::vector<Failure> failures_;
    std::vector<Value> memo_;
    std::vector<std::uint32_t> memo_person_;  // person_ when memo_ was computed
    std::uint32_t person_ = 0;
    Value slots_[slot_count_max];
    std::vector<Value> outer_slots_;  // of the queries that are being evaluated

    // Retrieves with a code filter, by concept: retrieve ids in [starts_[c], starts_[c + 1]).
    std::vector<std::uint32_t> starts_;
    std::vector<std::uint32_t> retrieve_ids_;
    std::vector<std::vector<std::uint32_t>> buckets_;  // entries, by retrieve
    std::vector<bool> type_is_filtered_;
    std::vector<std::uint32_t> sort_order_;
    std::vector<std::vector<Value>> spare_;  // row buffers of finished queries
};

}  // namespace openpcn::cql
