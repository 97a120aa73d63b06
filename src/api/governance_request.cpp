#include "api/governance_request.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "api/recorded_change.h"
#include "platform/auth/secret_text.h"

namespace openpcn::api {

Result<GovernanceRequest> governance_request(ApiParts& parts, const Call& call,
                                             std::initializer_list<Part> allowed) {
    TRY_ASSIGN(const Date day, day_asked_for(call));
    TRY_ASSIGN(auto connection, parts.database.lease());
    TRY_ASSIGN(auto network, network_in_view(parts, *connection, call, day));
    TRY(require_part(network, allowed));
    return GovernanceRequest{std::move(connection), std::move(network), day};
}

Result<persistence::Paper> paper_in_view(GovernanceRequest& request, const Call& call,
                                         std::string_view kind) {
    TRY_ASSIGN(auto paper, persistence::find_paper(*request.connection, request.network.row.id,
                                                   kind, call.request.path_parameter("paper")));
    if (paper) return std::move(*paper);
    return failure({ErrorKind::not_found, "The network has no such paper.", "the address",
                    "Choose one of the list."});
}

Result<std::int64_t> based_on(const nlohmann::json& body) {
    const auto found = body.find("based_on");
    if (found == body.end()) return 0;
    if (found->is_number_integer()) return found->get<std::int64_t>();
    return failure({ErrorKind::invalid, "based_on must be the number of a version.", "based_on",
                    "Give the newest one you have seen."});
}

Result<std::string> keep_paper(GovernanceRequest& request, const Call& call, PaperChange change) {
    if (change.id.empty()) change.id = auth::random_id();
    const persistence::Paper paper{request.network.row.id,
                                   std::string(change.kind),
                                   change.id,
                                   0,
                                   std::move(change.body),
                                   call.now,
                                   call.asker().username,
                                   call.asker().display_name,
                                   call.asker().organisation,
                                   0};
    const auto write = [&]() -> Result<void> {
        const auto added = persistence::add_paper(*request.connection, paper, change.based_on);
        if (!added) return failure(added.error());
        return {};
    };
    TRY(commit_change(
        *request.connection, call,
        {change.action, request.network.row.id, fmt::format("{} {}", change.id, change.detail)},
        write));
    return change.id;
}

}  // namespace openpcn::api
