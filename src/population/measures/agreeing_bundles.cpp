#include "population/measures/agreeing_bundles.h"

#include <algorithm>
#include <map>
#include <string>

#include "population/cql/parser.h"

namespace openpcn::measures {
namespace {

bool same_codes(const ValueSet& a, const ValueSet& b) {
    return std::ranges::equal(a.codes, b.codes, [](const ValueSetCode& x, const ValueSetCode& y) {
        return x.system == y.system && x.code == y.code;
    });
}

bool same_value_sets(const ValueSets& a, const ValueSets& b) {
    return std::ranges::all_of(b.all(), [&](const auto& named) {
        const ValueSet* other = a.find(named.first);
        return other == nullptr || same_codes(*other, named.second);
    });
}

// By name and version.
using LibraryTexts = std::map<std::pair<std::string, std::string>, const std::string*>;

LibraryTexts library_texts(const MeasureBundle& bundle) {
    LibraryTexts texts;
    for (const cql::LibrarySource& source : bundle.libraries) {
        std::vector<cql::Diagnostic> reported_when_compiled;
        auto library = cql::parse_library(source, 0, reported_when_compiled);
        texts.emplace(std::pair{std::move(library.name), std::move(library.version)}, &source.text);
    }
    return texts;
}

bool same_libraries(const LibraryTexts& a, const LibraryTexts& b) {
    return std::ranges::all_of(b, [&](const auto& named) {
        const auto other = a.find(named.first);
        return other == a.end() || *other->second == *named.second;
    });
}

}  // namespace

std::vector<std::vector<std::size_t>> agreeing_bundles(std::span<const MeasureBundle> bundles) {
    std::vector<LibraryTexts> texts;
    for (const MeasureBundle& bundle : bundles) texts.push_back(library_texts(bundle));
    const auto agree = [&](std::size_t a, std::size_t b) {
        return same_value_sets(bundles[a].value_sets, bundles[b].value_sets) &&
               same_libraries(texts[a], texts[b]) &&
               missing_start_of(bundles[a]) == missing_start_of(bundles[b]);
    };
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < bundles.size(); ++i) {
        const auto group = std::ranges::find_if(groups, [&](const auto& members) {
            return std::ranges::all_of(members, [&](std::size_t other) { return agree(other, i); });
        });
        if (group == groups.end())
            groups.push_back({i});
        else
            group->push_back(i);
    }
    return groups;
}

}  // namespace openpcn::measures
