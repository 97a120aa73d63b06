#include "services/code_lists.h"

namespace openpcn::services {

CodeLists read_code_lists(const ContentPack& pack, std::vector<Error>& problems) {
    CodeLists lists;
    for (const ContentFile& file : pack.files()) {
        if (!file.path.ends_with(".csv")) continue;
        if (file.path.starts_with("value_sets/")) {
            auto value_set = parse_value_set(file.text, file.path);
            auto added = value_set ? lists.value_sets.add(std::move(*value_set))
                                   : Result<void>(failure(std::move(value_set.error())));
            if (!added) problems.push_back(added.error());
        } else if (file.path.starts_with("concept_maps/")) {
            auto map = parse_concept_map(file.text, file.path);
            if (map) {
                lists.concept_maps.add(std::move(*map));
            } else {
                problems.push_back(map.error());
            }
        }
    }
    return lists;
}

}  // namespace openpcn::services
