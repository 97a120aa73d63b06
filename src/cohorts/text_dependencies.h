// Which declarations of a text an expression of it hangs on: equal keys, equal answers.
//
// Found by names alone, so that nothing has to compile: an expression hangs on every declaration of
// the text whose name occurs in it, and on what those hang on. Comments and spaces do not matter.
// What an expression names of the content is the same for every text over one pack.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cohorts/cohort_text.h"

namespace openpcn::cohorts {

class TextDependencies {
public:
    explicit TextDependencies(const CohortText& text);

    // The expression with all that it hangs on, as text.
    std::string key_of(std::string_view expression) const;
    // The same with every value set's name masked: equal where nothing else differs.
    std::string masked_key_of(std::string_view expression) const;

private:
    struct Declaration {
        std::vector<std::string> words;  // its tokens
        bool is_value_set = false;
    };
    enum class ValueSetNames {
        kept,
        masked
    };
    std::string joined(std::string_view expression, ValueSetNames names) const;
    std::map<std::string, std::vector<Declaration>, std::less<>> by_name_;
};

}  // namespace openpcn::cohorts
