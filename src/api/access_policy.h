// Who may do what: the one place that decides.
//
// A route carries an access rule: a permission, "signed_in", or "open". A role has permissions; an
// organisation has patients. Practice staff see their own practice's people; network staff those of
// every practice; a commissioner never reaches a person by any route, whatever the role says. Pure
// functions, tested for every route, role and organisation in access_policy_test.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openpcn::api {

enum class Permission {
    worklists_read,
    worklists_act,
    patients_read,  // clinical content of a record
    patients_find,  // identity only
    population_read,
    feeds_read,
    feeds_rejects,  // rejected lines, which may identify people
    feeds_upload,
    export_,
    audit_read,
    cohorts_count,    // write texts and count whom they hold for
    cohorts_write,    // save definitions under a name
    register_read,    // published facts about organisations
    register_manage,  // load national files and accept what they alter
    networks_read,    // papers of networks that the asker's organisation has part in
    networks_form,    // write registrations, agreements and requests for changes
    networks_govern,  // directors, payee, meetings, partners
    networks_sign,    // bind one's own practice: sign, vote, accept
    networks_review,  // decide as the commissioner
    sharing_manage,   // write and sign data-sharing agreements for one's own organisation
};
std::string_view name_of(Permission permission);  // "worklists.read", as the API says it

struct Role {
    std::string_view id;     // "clinical_pharmacist"
    std::string_view title;  // "Clinical pharmacist"
    std::vector<Permission> permissions;
};
std::span<const Role> roles();
const Role* find_role(std::string_view id);

enum class OrganisationKind {
    network,
    practice,
    commissioner
};
std::string_view name_of(OrganisationKind kind);

// Who asks, for which organisation, in which role.
struct Asker {
    std::string username;
    std::string display_name;
    std::string role;
    std::string organisation;  // ODS code
    OrganisationKind kind = OrganisationKind::network;
};

// Of the role, less what the organisation may never do.
std::vector<Permission> permissions_of(const Asker& asker);
bool has(const Asker& asker, Permission permission);

enum class Decision {
    allowed,
    signed_out,
    forbidden
};
// `asker` is null where nobody is signed in.
Decision decide(std::string_view access_rule, const Asker* asker);

// Whether people of this practice are counted for the asker. Planning is of the whole network for
// all but practice staff, who see their own.
bool counts_people_of(const Asker& asker, std::string_view practice);

// Whether the asker may see people of this practice at all.
bool sees_people_of(const Asker& asker, std::string_view practice);

}  // namespace openpcn::api
