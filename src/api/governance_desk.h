// Posts, payee, meetings and checklists of a network out of its papers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "api/api_parts.h"
#include "api/kept_papers.h"
#include "governance/governance_content.h"
#include "governance/meeting.h"
#include "governance/payee.h"
#include "governance/post.h"
#include "organisations/register_view.h"
#include "persistence/networks.h"
#include "services/content_pack.h"

namespace openpcn::api {

inline constexpr const char* post_kind = "post";
inline constexpr const char* payee_kind = "payee";
inline constexpr const char* meeting_kind = "meeting";
inline constexpr const char* action_kind = "action";
inline constexpr const char* checklist_kind = "checklist_mark";

// The file of content/network_governance in force on the day, or the first there is. `not_found`
// where the content has none.
Result<governance::GovernanceContent> governance_content_of(
    const std::vector<services::ContentFile>& files, Date day);

// The newest version of each post, or the newest of those that were kept by the end of a day, in
// the order of their last change.
Result<std::vector<Kept<governance::Post>>> read_posts(database::Connection& connection,
                                                       std::string_view network,
                                                       std::optional<Date> kept_by = {});
// Clinical directors whose term holds on the day; none once the network has ended.
Result<std::vector<governance::Post>> read_directors(database::Connection& connection,
                                                     const persistence::NetworkRow& row,
                                                     const organisations::RegisterView& view,
                                                     Date day, Date kept_by);

// From its first day to its last: as decided here, or as the register's files have it. One that was
// closed before it ever began has lasted until it was closed.
governance::NetworkTime time_of(const persistence::NetworkRow& row,
                                const organisations::RegisterView& view);

// The lists of members on the view's day, each with its day and file where the register knows it.
std::vector<governance::MemberList> member_lists(const organisations::RegisterView& view,
                                                 std::span<const OdsCode> members);

// What is wrong with the clinical directors' terms and shares, seen from the day.
Result<std::vector<governance::PostFinding>> director_findings(
    ApiParts& parts, database::Connection& connection, const persistence::NetworkRow& row,
    const organisations::RegisterView& view, Date day);
nlohmann::ordered_json sources_json(const governance::GovernanceContent& content);
nlohmann::ordered_json post_findings_json(const std::vector<governance::PostFinding>& findings);

// The same of each payee that was proposed, in the order of their last decision.
Result<std::vector<Kept<governance::Payee>>> read_payees(database::Connection& connection,
                                                         std::string_view network,
                                                         std::optional<Date> kept_by = {});
// The confirmed one on the day; none while no payee is confirmed.
Result<std::optional<governance::Payee>> read_payee(database::Connection& connection,
                                                    std::string_view network, Date day,
                                                    std::optional<Date> kept_by = {});

}  // namespace openpcn::api
