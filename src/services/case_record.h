// A case as a record, and the cases of a pack run against its rules.
//
// Value sets are looked up in the pack, so a case names what it means ("statin") and not a code.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "population/terminology/concept_dictionary.h"
#include "population/terminology/text_pool.h"
#include "population/terminology/value_set.h"
#include "services/content_case.h"
#include "services/content_pack.h"

namespace openpcn::services {

// The record's bytes; codes and texts are added to the dictionaries. `not_found` where the case
// names a value set that is not there, with the line.
Result<std::vector<std::byte>> record_of(const ContentCase& one, const ValueSets& value_sets,
                                         ConceptDictionary& concepts, TextPool& texts);

// One answer that was not as expected.
struct CaseFailure {
    std::string where;  // "services/registers/cases/x.txt, line 12"
    std::string case_name;
    std::string definition;
    std::string expected;
    std::string given;
    std::string explanation;  // why, for definitions that are yes or no
};
std::string to_text(const CaseFailure& failure);

struct CaseReport {
    std::size_t cases = 0;
    std::size_t expectations = 0;
    std::vector<CaseFailure> failures;
    // Reported definitions that no case asks about, in services that have cases.
    std::vector<std::string> without_case;
};

// Runs every cases/*.txt of the pack. `invalid` where a case or a rule cannot be read.
Result<CaseReport> run_cases(std::shared_ptr<const ContentPack> pack);

}  // namespace openpcn::services
