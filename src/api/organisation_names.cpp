#include "api/organisation_names.h"

#include <map>

namespace openpcn::api {

NameOf names_for(ApiParts& parts, Date day) {
    std::map<std::string, std::string> here;
    {
        const auto view = parts.state.read();
        for (const auto& practice : view.image().practices())
            here[practice.ods_code] = practice.name;
    }
    here[parts.network_code] = parts.directory.settings().network_name;
    const auto on_day = parts.register_desk.of(day).value_or(nullptr);
    return [here = std::move(here), on_day](const OdsCode& code) -> std::string {
        if (const auto found = here.find(code.text()); found != here.end()) return found->second;
        if (on_day == nullptr) return code.text();
        const auto& view = on_day->view;
        if (const auto found = view.practices().find(code); found != view.practices().end())
            return found->second.name;
        if (const auto found = view.networks().find(code); found != view.networks().end())
            return found->second.name;
        const auto* commissioner = view.commissioner(code);
        return commissioner != nullptr ? commissioner->name : code.text();
    };
}

}  // namespace openpcn::api
