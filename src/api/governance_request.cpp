#include "api/governance_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/recorded_change.h"
#include "platform/auth/secret_text.h"
#include "platform/io/clock.h"

namespace openpcn::api {

bool is_member(const NetworkInView& network, std::string_view organisation, Date day) {
    if (is_registered(network.row))
        return std::any_of(network.members.begin(), network.members.end(),
                           [&](const OdsCode& code) { return code.text() == organisation; });
    // What is planned begins on a day to come.
    return std::any_of(network.member_rows.begin(), network.member_rows.end(),
                       [&](const persistence::NetworkMember& row) {
                           return row.practice.text() == organisation &&
                                  (!row.left_on || day <= *row.left_on);
                       });
}

Result<GovernanceRequest> governance_request(ApiParts& parts, const Call& call,
                                             std::initializer_list<Part> allowed) {
    TRY_ASSIGN(const Date day, day_asked_for(call));
    TRY_ASSIGN(auto connection, parts.database.lease());
    TRY_ASSIGN(auto network, network_in_view(parts, *connection, call, day));
    TRY(require_part(network, allowed));
    TRY_ASSIGN(const auto kept_by, kept_by_asked_for(call));
    return GovernanceRequest{std::move(connection), std::move(network), day, kept_by};
}

Result<GovernanceRequest> governance_change(ApiParts& parts, const Call& call) {
    const Date today = io::today_in_london();
    TRY_ASSIGN(auto connection, parts.database.lease());
    TRY_ASSIGN(auto network, network_in_view(parts, *connection, call, today));
    TRY(require_part(network, {Part::own, Part::member}));
    if (network.part == Part::member && !is_member(network, call.asker().organisation, today))
        return failure({ErrorKind::forbidden,
                        "Only the network's own staff and practices that are members today may do "
                        "this.",
                        "network", "Ask one of them."});
    return GovernanceRequest{std::move(connection), std::move(network), today, std::nullopt};
}

bool may_change(const GovernanceRequest& request, const Asker& asker) {
    return has(asker, Permission::networks_form) && request.day == io::today_in_london() &&
           (request.network.part == Part::own ||
            (request.network.part == Part::member &&
             is_member(request.network, asker.organisation, request.day)));
}

Result<persistence::Paper> paper_in_view(GovernanceRequest& request, const Call& call,
                                         std::string_view kind) {
    TRY_ASSIGN(auto papers, persistence::papers_kept_by(*request.connection, request.network.row.id,
                                                        kind, request.kept_by));
    const auto found =
        std::ranges::find(papers, call.request.path_parameter("paper"), &persistence::Paper::id);
    if (found != papers.end()) return std::move(*found);
    if (request.kept_by)
        return failure(
            {ErrorKind::not_found,
             fmt::format("The network had no such paper on {}.", request.kept_by->to_string()),
             "as_at", "Choose a later day, or one of that day's list."});
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
