#include "cohorts/surroundings.h"

#include <set>

#include "population/cql/parser.h"

namespace openpcn::cohorts {
namespace {

std::string short_name(const std::string& name) { return name.substr(name.rfind('.') + 1); }

PackLibrary library_of(const services::ContentFile& file) {
    PackLibrary made;
    made.source = {file.path, file.text};
    std::vector<cql::Diagnostic> errors;  // the pack's own compilation reports them
    const cql::syntax::Library tree = cql::parse_library(made.source, 0, errors);
    made.name = short_name(tree.name);
    made.version = tree.version;
    for (const auto& include : tree.includes) made.includes.push_back(short_name(include.name));
    for (const auto& definition : tree.definitions)
        if (definition.is_fluent) made.fluent_functions.push_back(definition.name);
    for (const auto& set : tree.value_sets) made.value_sets.emplace_back(set.name, set.id);
    return made;
}

}  // namespace

Result<std::shared_ptr<const Surroundings>> Surroundings::of(
    std::shared_ptr<const services::ContentPack> pack) {
    std::shared_ptr<Surroundings> made(new Surroundings());
    std::vector<Error> problems;
    made->lists_ = services::read_code_lists(*pack, problems);
    if (!problems.empty()) return failure(std::move(problems.front()));
    for (const services::ContentFile& file : pack->files()) {
        if (!file.path.ends_with(".cql")) continue;
        PackLibrary library = library_of(file);
        for (const std::string& function : library.fluent_functions)
            made->library_by_function_.try_emplace(function, library.name);
        std::string name = library.name;
        made->libraries_.try_emplace(std::move(name), std::move(library));
    }
    std::set<std::string_view> named;
    for (const auto& [library_name, library] : made->libraries_)
        for (const auto& [name, url] : library.value_sets)
            if (made->lists_.value_sets.find(url) != nullptr &&
                made->value_set_names_.try_emplace(name, url).second)
                named.insert(url);
    for (const auto& [url, set] : made->lists_.value_sets.all())
        if (!named.contains(url)) made->value_set_names_.try_emplace(set.name, url);
    made->pack_ = std::move(pack);
    return std::shared_ptr<const Surroundings>(std::move(made));
}

const PackLibrary* Surroundings::library(std::string_view name) const {
    const auto found = libraries_.find(name);
    return found == libraries_.end() ? nullptr : &found->second;
}

const PackLibrary* Surroundings::with_fluent_function(std::string_view name) const {
    const auto found = library_by_function_.find(name);
    return found == library_by_function_.end() ? nullptr : library(found->second);
}

std::vector<cql::LibrarySource> Surroundings::sources_of(const cql::LibrarySource& main,
                                                         const cql::syntax::Library& tree) const {
    std::vector<cql::LibrarySource> sources{main};
    // The text stands for a library of the pack that has its name.
    std::set<std::string, std::less<>> chosen{short_name(tree.name)};
    std::vector<std::string> open;
    for (const auto& include : tree.includes) open.push_back(short_name(include.name));
    while (!open.empty()) {
        const std::string name = std::move(open.back());
        open.pop_back();
        const PackLibrary* found = library(name);
        if (found == nullptr || !chosen.insert(name).second) continue;
        sources.push_back(found->source);
        open.insert(open.end(), found->includes.begin(), found->includes.end());
    }
    return sources;
}

}  // namespace openpcn::cohorts
