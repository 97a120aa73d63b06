#include "api/network_json.h"

#include <nlohmann/json.hpp>

namespace openpcn::api {

using nlohmann::ordered_json;

ordered_json network_in_view_json(const NetworkInView& network,
                                  const organisations::RegisterView& view) {
    const persistence::NetworkRow& row = network.row;
    ordered_json body{{"id", row.id}};
    if (row.code) body["code"] = row.code->text();
    body["name"] = row.name;
    body["commissioner"] = {{"code", row.commissioner.text()}};
    if (const auto* entry = view.commissioner(row.commissioner))
        body["commissioner"]["name"] = entry->name;
    body["stage"] = networks::name_of(row.stage);
    body["starts"] = row.starts.to_string();
    if (row.ends) body["ends"] = row.ends->to_string();
    body["from_register"] = row.from_register;
    body["part"] = name_of(network.part);
    body["as_at"] = view.as_at().to_string();
    body["changed_at"] = row.changed_at.to_string();
    body["members"] = ordered_json::array();
    for (const OdsCode& code : network.members) {
        ordered_json member{{"code", code.text()}};
        const auto found = view.practices().find(code);
        if (found != view.practices().end()) {
            member["name"] = found->second.name;
            if (found->second.list) member["registered_patients"] = found->second.list->patients;
        }
        body["members"].push_back(std::move(member));
    }
    return body;
}

}  // namespace openpcn::api
