// Changes that make one expression, which is no "and" or "or", true or false.
//
// Guesses from what the expression compares (vocabulary.h) and tries each guess: an age, an entry
// taken away, an entry added, two entries added together, the same again several times, and the
// entries there are with another date, value or status. Everything returned was tried.
#pragma once

#include <functional>

#include "population/explanations/vocabulary.h"

namespace openpcn::explanations {

// What a condition is to come to.
enum class Aim : std::uint8_t {
    yes,
    no,
    not_yes,  // no or unknown: enough for "is not true"
    not_no
};
bool is_met(Aim aim, cql::Truth truth);
Aim opposite(Aim aim);  // for the operand of "not"

// How hard to look. Each level costs several times the one before.
enum class Effort : std::uint8_t {
    plain,     // an age, an entry added or taken away
    thorough,  // also entries guided through conditions, and those there changed
    utmost     // also several entries together, and other branches of "if"
};

class ExpressionChanges {
public:
    // Added to `base`, which is made already and alone does not do. `vocabulary` is of `node`.
    ExpressionChanges(ChangeTrial& trial, const Vocabulary& vocabulary, cql::NodeIndex node,
                      Aim aim, const RecordChanges& base);

    // Each `base` and what was added to it; the first found first.
    std::vector<RecordChanges> find(Effort effort);

private:
    bool try_all(const RecordChanges& added);
    bool try_one(RecordChange change) { return try_all({std::move(change)}); }

    void try_ages();
    void try_removals();
    void try_additions();
    void try_guided_additions();
    void try_pairs();
    std::vector<Date> some_days() const;
    void try_repeated();
    void try_changed_entries();

    RecordChange addition(std::uint32_t retrieve, std::size_t code_number) const;
    bool add_one(std::uint32_t retrieve);
    void keep_if_of_any_code(std::size_t from);
    bool guide(RecordChange change);
    std::size_t accepted(records::EntryKey key);
    std::size_t conditions_met(cql::NodeIndex where);
    RecordChanges fewer(RecordChanges removals);
    bool is_busy(std::uint32_t place) const;
    // The numbers to try for all attributes that are numbers at once; one empty value if none.
    std::vector<AttributeValue> joint_numbers(records::ResourceType type) const;
    void set_numbers(DraftEntry& draft, const AttributeValue& number) const;
    void try_changed(std::uint32_t place);
    bool guide_by(RecordChange& change, const std::vector<AttributeValue>& values,
                  const std::function<void(DraftEntry&, const AttributeValue&)>& assign);

    ChangeTrial& trial_;
    const Vocabulary& vocabulary_;
    cql::NodeIndex node_;
    Aim aim_;
    RecordChanges base_;
    std::vector<RecordChanges> found_;
    std::vector<std::uint32_t> value_sets_done_;
    std::size_t best_ = 0;  // conditions met by the entry that is guided
};

}  // namespace openpcn::explanations
