#include "population/cql/library_choice.h"

#include <map>
#include <set>
#include <string>

#include "population/cql/parser.h"

namespace openpcn::cql {
namespace {

syntax::Library read(const LibrarySource& source) {
    std::vector<Diagnostic> errors;  // reported when it is compiled
    return parse_library(source, 0, errors);
}

std::string short_name(const std::string& name) { return name.substr(name.rfind('.') + 1); }

}  // namespace

std::vector<LibrarySource> choose_libraries(const LibrarySource& main,
                                            std::span<const LibrarySource> others) {
    struct Offer {
        const LibrarySource* source = nullptr;
        std::vector<syntax::Include> includes;
    };
    std::map<std::string, Offer, std::less<>> offers;
    for (const LibrarySource& other : others) {
        syntax::Library library = read(other);
        offers.try_emplace(short_name(library.name), Offer{&other, std::move(library.includes)});
    }
    syntax::Library first = read(main);
    std::set<std::string, std::less<>> chosen{short_name(first.name)};
    std::vector<LibrarySource> sources{main};
    std::vector<syntax::Include> open = std::move(first.includes);
    while (!open.empty()) {
        const std::string name = short_name(open.back().name);
        open.pop_back();
        const auto offer = offers.find(name);
        if (offer == offers.end() || !chosen.insert(name).second) continue;
        sources.push_back(*offer->second.source);
        open.insert(open.end(), offer->second.includes.begin(), offer->second.includes.end());
    }
    return sources;
}

}  // namespace openpcn::cql
