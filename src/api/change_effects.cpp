#include "api/change_effects.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/formation_desk.h"
#include "api/governance_desk.h"
#include "network_changes/director_group.h"
#include "persistence/network_effects.h"
#include "platform/auth/secret_text.h"

namespace openpcn::api {
namespace {

using governance::Post;
using network_changes::ChangeKind;
using network_changes::ChangeRequest;
using nlohmann::ordered_json;
using persistence::NetworkRow;

// Directors before the day stop on its eve; those who would have begun later do not.
Result<void> end_directors(database::Connection& connection, const Call& call,
                           const NetworkRow& row, Date day, const std::string& group) {
    TRY_ASSIGN(const auto posts, read_posts(connection, row.id));
    for (const auto& kept : posts) {
        Post post = kept.value;
        const bool goes_on = !post.withdrawn && (!post.to || day <= *post.to);
        if (post.kind != governance::PostKind::director || !goes_on) continue;
        if (post.from < day)
            post.to = day.plus_days(-1);
        else
            post.withdrawn = true;
        if (post.note.empty()) post.note = fmt::format("Followed by the director of {}.", group);
        TRY(persistence::add_paper(
            connection, paper_of(call, row.id, post_kind, kept.id, governance::to_json(post)),
            kept.version));
    }
    return {};
}

Result<void> share_director(database::Connection& connection, const Call& call,
                            const KeptChange& change, const ChangeRequest& request,
                            const ChangeMoment& moment) {
    const Date day = *request.takes_effect;
    network_changes::DirectorGroup group;
    for (const auto& network : moment.facts.preview.networks) {
        TRY_ASSIGN(
            const NetworkRow row,
            persistence::network_row_of(connection, moment.on_day->view, network.code, call.now));
        TRY(end_directors(connection, call, row, day, request.group_name));
        const std::string id = auth::random_id();
        Post post;
        post.role = "clinical_director";
        post.person = request.director;
        post.profession = request.profession;
        post.from = day;
        post.method = governance::Method::appointment;
        post.note = fmt::format("Shared by the networks of {}.", request.group_name);
        TRY(persistence::add_paper(
            connection, paper_of(call, row.id, post_kind, id, governance::to_json(post)), 0));
        group.networks.push_back(network.code);
        group.posts.push_back(id);
    }
    group.name = request.group_name;
    group.from = day;
    group.director = request.director;
    group.profession = request.profession;
    group.change = change.paper.id;
    TRY(persistence::add_paper(
        connection,
        paper_of(call, change.row.commissioner.text(), group_kind, auth::random_id(),
                 network_changes::director_group_json(group)),
        0));
    return {};
}

// The areas that the change alters, each as a paper of its network from the day on.
Result<void> change_areas(database::Connection& connection, const Call& call,
                          const KeptChange& change, const ChangeMoment& moment) {
    for (const auto& area : moment.facts.areas) {
        if (!area.record) continue;
        TRY_ASSIGN(
            const NetworkRow row,
            persistence::network_row_of(connection, moment.on_day->view, area.network, call.now));
        const std::string text = networks::network_area_json(area.record->area);
        // What could not be read again is not kept.
        TRY(networks::parse_network_area(text));
        ordered_json paper{{"from", moment.facts.preview.day.to_string()},
                           {"area", ordered_json::parse(text)},
                           {"change", change.paper.id}};
        for (const std::string& boundary : area.record->boundaries)
            paper["boundaries"].push_back(ordered_json::parse(boundary));
        TRY(persistence::add_paper(
            connection, paper_of(call, row.id, area_paper_kind, change.paper.id, paper.dump()), 0));
    }
    // Maps are kept by the register's version.
    TRY(connection.execute("UPDATE network_revision SET number = number + 1"));
    return {};
}

}  // namespace

Result<void> write_effects(database::Connection& connection, const Call& call,
                           const KeptChange& change, const ChangeRequest& request,
                           const ChangeMoment& moment) {
    TRY(persistence::write_register_effects(
        connection, {moment.facts.preview.effects, &moment.on_day->view, change.paper.id,
                     *change.row.code, call.now}));
    if (request.kind == ChangeKind::shared_director)
        return share_director(connection, call, change, request, moment);
    return change_areas(connection, call, change, moment);
}

}  // namespace openpcn::api
