#include "api/governance_desk.h"

#include <nlohmann/json.hpp>

#include "base/content_of_day.h"

namespace openpcn::api {

Result<governance::GovernanceContent> governance_content_of(
    const std::vector<services::ContentFile>& files, Date day) {
    std::vector<governance::GovernanceContent> all;
    for (const services::ContentFile& file : files) {
        if (!file.path.starts_with("network_governance/") || !file.path.ends_with(".json"))
            continue;
        TRY_ASSIGN(auto content, governance::parse_governance_content(file.text, file.path));
        all.push_back(std::move(content));
    }
    if (auto* chosen = content_on(all, day)) return std::move(*chosen);
    return failure({ErrorKind::not_found, "The content says nothing of a network's posts.",
                    "content/network_governance", "Load a content pack that has it."});
}

Result<std::vector<Kept<governance::Post>>> read_posts(database::Connection& connection,
                                                       std::string_view network,
                                                       std::optional<Date> kept_by) {
    return read_kept_by<governance::Post>(connection, network, post_kind, kept_by,
                                          governance::parse_post);
}

Result<std::vector<governance::Post>> read_directors(database::Connection& connection,
                                                     const persistence::NetworkRow& row,
                                                     const organisations::RegisterView& view,
                                                     Date day, Date kept_by) {
    TRY_ASSIGN(const auto kept, read_posts(connection, row.id, kept_by));
    const governance::NetworkTime time = time_of(row, view);
    std::vector<governance::Post> posts;
    for (const auto& each : kept) posts.push_back(governance::within(each.value, time));
    return governance::directors_on(posts, day);
}

governance::NetworkTime time_of(const persistence::NetworkRow& row,
                                const organisations::RegisterView& view) {
    governance::NetworkTime time{row.starts, row.ends};
    const auto entry = row.code ? view.networks().find(*row.code) : view.networks().end();
    if (entry != view.networks().end() && entry->second.open.end &&
        (!time.to || *entry->second.open.end < *time.to))
        time.to = entry->second.open.end;
    if (!time.to && row.stage == networks::Stage::closed) time.to = row.changed_at.utc_date();
    return time;
}

Result<std::vector<governance::PostFinding>> director_findings(
    ApiParts& parts, database::Connection& connection, const persistence::NetworkRow& row,
    const organisations::RegisterView& view, Date day) {
    TRY_ASSIGN(const auto content, governance_content_of(parts.state.read().pack().files(), day));
    TRY_ASSIGN(const auto kept, read_posts(connection, row.id));
    std::vector<governance::Post> posts;
    for (const auto& each : kept) posts.push_back(each.value);
    return check_directors(posts, time_of(row, view), day, content.clinicians());
}

std::vector<governance::MemberList> member_lists(const organisations::RegisterView& view,
                                                 std::span<const OdsCode> members) {
    std::vector<governance::MemberList> lists;
    for (const OdsCode& member : members) {
        const auto practice = view.practices().find(member);
        governance::MemberList list{member, 0, {}, {}};
        if (practice != view.practices().end() && practice->second.list) {
            const auto& in_use = *practice->second.list;
            const auto* file = view.file(in_use.file);
            list.patients = in_use.patients;
            list.list_dated = in_use.extracted;
            // Whoever loads a file may name it with its folders, which are nobody's business.
            if (file != nullptr) list.list_source = file->name.substr(file->name.rfind('/') + 1);
        }
        lists.push_back(std::move(list));
    }
    return lists;
}

nlohmann::ordered_json sources_json(const governance::GovernanceContent& content) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const auto& each : content.sources)
        list.push_back({{"key", each.key}, {"text", each.text}});
    return list;
}

nlohmann::ordered_json post_findings_json(const std::vector<governance::PostFinding>& findings) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const auto& each : findings) {
        nlohmann::ordered_json finding{{"warning", name_of(each.warning)},
                                       {"from", each.from.to_string()},
                                       {"what", each.what}};
        if (each.to) finding["to"] = each.to->to_string();
        list.push_back(std::move(finding));
    }
    return list;
}

Result<std::vector<Kept<governance::Payee>>> read_payees(database::Connection& connection,
                                                         std::string_view network,
                                                         std::optional<Date> kept_by) {
    return read_kept_by<governance::Payee>(connection, network, payee_kind, kept_by,
                                           governance::parse_payee);
}

Result<std::optional<governance::Payee>> read_payee(database::Connection& connection,
                                                    std::string_view network, Date day,
                                                    std::optional<Date> kept_by) {
    TRY_ASSIGN(const auto kept, read_payees(connection, network, kept_by));
    std::vector<governance::Payee> payees;
    for (const auto& each : kept) payees.push_back(each.value);
    const governance::Payee* found = governance::payee_on(payees, day);
    return found == nullptr ? std::nullopt : std::optional(*found);
}

}  // namespace openpcn::api
