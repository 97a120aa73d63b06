#include "services/list_name.h"

namespace openpcn::services {

std::string list_name(const cql::Plan& plan, cql::NodeIndex retrieve) {
    const cql::Node& node = plan.nodes[retrieve];
    const std::string_view text = plan.source_text(node.span);
    const std::size_t begin = text.find('"'), end = text.rfind('"');
    if (end != std::string_view::npos && begin < end)
        return std::string(text.substr(begin + 1, end - begin - 1));
    const cql::Retrieve& list = plan.retrieves[node.payload];
    return list.filter == cql::Retrieve::Filter::value_set
               ? plan.value_sets[list.value_set].name
               : std::string(records::fhir_name(list.type));
}

}  // namespace openpcn::services
