// A content pack as the surroundings of a text that somebody writes: what the text can name, and
// which libraries it needs for that.
//
// Read once for a pack, so that a text under edit parses and compiles nothing but what it reaches.
// Immutable, so threads may share it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "population/cql/syntax.h"
#include "services/code_lists.h"
#include "services/content_pack.h"

namespace openpcn::cohorts {

struct PackLibrary {
    std::string name;
    std::string version;
    cql::LibrarySource source;
    std::vector<std::string> includes;  // names of libraries
    std::vector<std::string> fluent_functions;
    std::vector<std::pair<std::string, std::string>> value_sets;  // name and url
};

class Surroundings {
public:
    // `invalid` where a value set or concept map of the pack cannot be read.
    static Result<std::shared_ptr<const Surroundings>> of(
        std::shared_ptr<const services::ContentPack> pack);

    const std::shared_ptr<const services::ContentPack>& pack() const { return pack_; }
    const services::CodeLists& lists() const { return lists_; }
    const std::map<std::string, PackLibrary, std::less<>>& libraries() const { return libraries_; }
    // What the content's libraries call its value sets, with the url of each; those that no library
    // names go by the name of their list.
    const std::map<std::string, std::string, std::less<>>& value_set_names() const {
        return value_set_names_;
    }
    // Null where there is none.
    const PackLibrary* library(std::string_view name) const;
    const PackLibrary* with_fluent_function(std::string_view name) const;

    // `main` first, then what it includes and what that includes, each name once. An include that
    // is not of the pack is left to the compiler, which reports it with its place.
    std::vector<cql::LibrarySource> sources_of(const cql::LibrarySource& main,
                                               const cql::syntax::Library& tree) const;

private:
    Surroundings() = default;
    std::shared_ptr<const services::ContentPack> pack_;  // also of the rules' own plan
    services::CodeLists lists_;
    std::map<std::string, PackLibrary, std::less<>> libraries_;
    std::map<std::string, std::string, std::less<>> library_by_function_;
    std::map<std::string, std::string, std::less<>> value_set_names_;
};

}  // namespace openpcn::cohorts
