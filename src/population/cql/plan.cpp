#include "population/cql/plan.h"

#include <fmt/format.h>

namespace openpcn::cql {

Result<std::size_t> Plan::find(std::string_view library, std::string_view name) const {
    std::size_t found = definitions.size();
    std::vector<std::string> names;
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        const Definition& definition = definitions[i];
        names.push_back(definition.name);
        if (definition.name != name || (!library.empty() && definition.library != library))
            continue;
        if (found != definitions.size()) {
            return failure({ErrorKind::invalid,
                            fmt::format("Both {} and {} define \"{}\".", definitions[found].library,
                                        definition.library, name),
                            "definition", "Name the library too, as Library.Definition."});
        }
        found = i;
    }
    if (found == definitions.size()) {
        return failure({ErrorKind::not_found, fmt::format("There is no definition \"{}\".", name),
                        library.empty() ? "content" : std::string(library),
                        did_you_mean(name, names).empty()
                            ? "List the definitions with openpcn evaluate."
                            : did_you_mean(name, names).substr(1)});
    }
    return found;
}

}  // namespace openpcn::cql
