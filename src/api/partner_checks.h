// Whether what a paper of partners points to is there: entries of the directory, networks, products
// of suppliers, data-sharing agreements. A reader of src/partners sees one text and cannot know.
#pragma once

#include <string>

#include "api/partner_desk.h"

namespace openpcn::api {

// Each `invalid`, naming the member as the readers do. The text was read before.
Result<void> check_agreement_names(ApiParts& parts, database::Connection& connection,
                                   const PartnerScope& scope, const std::string& json);
Result<void> check_team_names(ApiParts& parts, database::Connection& connection,
                              const PartnerScope& scope, const std::string& json);
Result<void> check_group_names(ApiParts& parts, database::Connection& connection,
                               const PartnerScope& scope, const std::string& json);
// A product that its supplier offers on the first day, chosen by the network or a practice that is,
// was or will be a member.
Result<void> check_choice_names(ApiParts& parts, database::Connection& connection,
                                const PartnerScope& scope, const std::string& json);

}  // namespace openpcn::api
