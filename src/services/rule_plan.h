// A content pack made ready to run over the records of one data directory: every definition of
// every library compiled into one plan, with codes turned into that directory's indices.
//
// The plan adds the codes of the rules to its own copy of the dictionary. So it fits records only
// as long as their dictionary and texts do not grow: bind again after a load or an outcome that
// brought a new code (fits()). Immutable, so threads may share it; a PersonEvaluator belongs to one
// thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/partial_date_time.h"
#include "base/result.h"
#include "population/records/record.h"
#include "population/terminology/concept_dictionary.h"
#include "population/terminology/text_pool.h"
#include "services/content_pack.h"

namespace openpcn::services {

// What a definition came to for one person, where that is a single value. Lists and intervals have
// none here.
using DefinitionValue =
    std::variant<std::monostate, bool, std::int64_t, Decimal, PartialDateTime, std::string>;

// For sentences and tables: "yes", "12", "7.25", "2020-03-31"; "" without value.
std::string to_text(const DefinitionValue& value);
// Of numbers only.
std::optional<Decimal> to_number(const DefinitionValue& value);

// A boolean definition, as reports and searches show it.
struct Definition {
    std::string name;   // Library.Definition, unique
    std::string title;  // the definition alone
    std::string library;
    std::string service;  // the folder of the library: "registers"
    std::string rule;     // "SMR-02"; empty where the comment above names none
    std::string comment;  // the comment above the definition, on one line
};

class RulePlan {
public:
    // `invalid` with every error of every library, each with file and line.
    static Result<std::shared_ptr<const RulePlan>> bind(std::shared_ptr<const ContentPack> pack,
                                                        const ConceptDictionary& concepts,
                                                        const TextPool& texts);
    ~RulePlan();

    const ContentPack& pack() const { return *pack_; }
    // All boolean definitions, by library in order of file, then in order of text.
    const std::vector<Definition>& definitions() const { return definitions_; }
    // By full name; or by title alone, where only one definition has it. Case does not matter.
    std::optional<std::size_t> find(std::string_view name) const;

    // Whether no code or text was added since bind(). Binding again takes milliseconds.
    bool fits(const ConceptDictionary& concepts, const TextPool& texts) const {
        return concepts.size() == concept_count_ && texts.size() == text_count_;
    }

    // What the compiler and the evaluator know of the plan: rule_plan_parts.h.
    struct Parts;
    const Parts& parts() const { return *parts_; }

private:
    RulePlan();
    std::shared_ptr<const ContentPack> pack_;
    std::vector<Definition> definitions_;
    std::unique_ptr<const Parts> parts_;
    std::size_t concept_count_ = 0;
    std::size_t text_count_ = 0;
};

}  // namespace openpcn::services
