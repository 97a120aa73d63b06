// What the routes of a commissioner's programme share: whose programme a request is about, its
// papers, and keeping the next version of one.
//
// A programme's papers are the commissioner's, under its ODS code: its reviewers write and read
// all, staff of its networks and practices read what concerns them.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "api/api_parts.h"
#include "api/kept_papers.h"
#include "api/network_access.h"
#include "programme/group.h"
#include "programme/principles.h"
#include "programme/support_request.h"
#include "programme/workstream.h"

namespace openpcn::api {

inline constexpr const char* programme_group_kind = "programme_group";
inline constexpr const char* programme_meeting_kind = "programme_meeting";
inline constexpr const char* programme_action_kind = "programme_action";
inline constexpr const char* programme_workstream_kind = "programme_workstream";
inline constexpr const char* programme_team_kind = "programme_team";
inline constexpr const char* programme_principles_kind = "programme_principles";
inline constexpr const char* support_request_kind = "support_request";

// The file of content/network_programme in force on the day, or the first there is. `unavailable`
// where the content has none.
Result<programme::ProgrammeContent> programme_content_of(ApiParts& parts, Date day);

struct ProgrammeInView {
    Date day;
    OdsCode commissioner;  // whose programme it is
    bool is_commissioner = false;
    std::vector<NetworkInView> networks;  // in which the asker has part
    std::shared_ptr<const RegisterOfDay> on_day;
    programme::ProgrammeContent content;

    std::string name_of_commissioner() const;
};
// Of the asker's own commissioner: as the register has it, or that of a network it has part in.
// `not_found` where neither says.
Result<ProgrammeInView> programme_in_view(ApiParts& parts, database::Connection& connection,
                                          const Call& call);

// Whom a team may help in this network.
Result<programme::Helped> helped_in(database::Connection& connection, const NetworkInView& network,
                                    Date day);

// The paper in the body under `field`, as text, and the version that it is based on.
struct SentProgrammePaper {
    std::string json;
    std::int64_t based_on = 0;
};
Result<SentProgrammePaper> sent_programme_paper(const Call& call, const char* field);

// The version after `based_on`, 0 for a new one, with its audit entry; `said` names the action in
// the audit log and nobody. {"id", "version"}.
struct ProgrammePaper {
    std::string owner;  // ODS code of the commissioner
    std::string kind;
    std::string id;
    std::int64_t based_on = 0;
    std::string body;
    std::string said;
};
Result<nlohmann::ordered_json> keep_programme_paper(database::Connection& connection,
                                                    const Call& call, ProgrammePaper paper);

// {"id", "version", "changed_at", "changed_by"} and the paper under `field`.
nlohmann::ordered_json programme_paper_json(const persistence::Paper& paper, const char* field);

nlohmann::ordered_json terms_json(const programme::ProgrammeContent& content);

}  // namespace openpcn::api
