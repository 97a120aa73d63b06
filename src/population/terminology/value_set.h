// A list of codes with a name and a source, and the collection of those a content pack has.
//
// Text form (content/value_sets/*.csv): lines "# name: ...", "# url: ...", "# source: ...",
// "# version: ...", "# mark: ...", then CSV with the columns system, code, display.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace openpcn {

struct ValueSetCode {
    std::string system;
    std::string code;
    std::string display;
};

struct ValueSet {
    std::string name;
    std::string url;
    std::string source;
    std::string version;
    std::string mark;  // how well it is known: S, GK, ...
    std::vector<ValueSetCode> codes;
};

// `file` names the text in errors, which say the line.
Result<ValueSet> parse_value_set(std::string_view text, std::string_view file);

class ValueSets {
public:
    // `conflict` where another one has the same url.
    Result<void> add(ValueSet value_set);
    // By url, or by name.
    const ValueSet* find(std::string_view url_or_name) const;
    const std::map<std::string, ValueSet, std::less<>>& all() const { return by_url_; }

private:
    std::map<std::string, ValueSet, std::less<>> by_url_;
    std::map<std::string, std::string, std::less<>> url_by_name_;
};

}  // namespace openpcn
