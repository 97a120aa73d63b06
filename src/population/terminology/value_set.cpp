#include "population/terminology/value_set.h"

#include <fmt/format.h>

#include "population/terminology/code_table.h"

namespace openpcn {

Result<ValueSet> parse_value_set(std::string_view text, std::string_view file) {
    TRY_ASSIGN(CodeTable table, parse_code_table(text, file));
    ValueSet set;
    set.name = table.headings["name"];
    set.url = table.headings["url"];
    set.source = table.headings["source"];
    set.version = table.headings["version"];
    set.mark = table.headings["mark"];
    if (set.name.empty() || set.url.empty() || set.source.empty()) {
        return failure({ErrorKind::invalid, "A value set needs a name, a url and a source.",
                        std::string(file),
                        "Add lines such as \"# name: Hypertension\" at the top."});
    }
    set.codes.reserve(table.rows.size());
    for (auto& row : table.rows) {
        set.codes.push_back(
            {std::move(row[0]), std::move(row[1]), row.size() > 2 ? std::move(row[2]) : ""});
    }
    return set;
}

Result<void> ValueSets::add(ValueSet value_set) {
    std::string url = value_set.url;
    std::string name = value_set.name;
    if (!by_url_.emplace(url, std::move(value_set)).second) {
        return failure({ErrorKind::conflict, fmt::format("Two value sets have the url {}.", url),
                        name, "Give each its own url."});
    }
    url_by_name_.emplace(std::move(name), std::move(url));
    return {};
}

const ValueSet* ValueSets::find(std::string_view url_or_name) const {
    if (const auto found = by_url_.find(url_or_name); found != by_url_.end()) return &found->second;
    // A canonical may carry its version: "url|version".
    if (const auto bar = url_or_name.find('|'); bar != std::string_view::npos) {
        return find(url_or_name.substr(0, bar));
    }
    const auto named = url_by_name_.find(url_or_name);
    return named == url_by_name_.end() ? nullptr : &by_url_.find(named->second)->second;
}

}  // namespace openpcn
