#include "api/access_policy.h"

#include <algorithm>
#include <array>

namespace openpcn::api {
namespace {

using P = Permission;

constexpr std::array<std::string_view, 20> permission_names{
    "worklists.read", "worklists.act",   "patients.read", "patients.find",   "population.read",
    "feeds.read",     "feeds.rejects",   "feeds.upload",  "export",          "audit.read",
    "cohorts.count",  "cohorts.write",   "register.read", "register.manage", "networks.read",
    "networks.form",  "networks.govern", "networks.sign", "networks.review", "sharing.manage"};

const std::vector<Permission> clinician{P::worklists_read, P::worklists_act,   P::patients_read,
                                        P::patients_find,  P::population_read, P::feeds_read,
                                        P::export_,        P::cohorts_count,   P::cohorts_write,
                                        P::register_read,  P::networks_read};

// A partner of the practice signs for it; what a clinician may do is theirs too.
std::vector<Permission> and_also(std::vector<Permission> permissions,
                                 std::initializer_list<Permission> more) {
    permissions.insert(permissions.end(), more);
    return permissions;
}

// Network managers and practice managers organise the work but do not read records.
const std::array<Role, 14> all_roles{{
    {"clinical_director",
     "Clinical director",
     {P::worklists_read, P::patients_read, P::patients_find, P::population_read, P::feeds_read,
      P::export_, P::cohorts_count, P::cohorts_write, P::register_read, P::networks_read,
      P::networks_form, P::networks_govern, P::sharing_manage}},
    {"gp", "General practitioner", and_also(clinician, {P::networks_sign})},
    {"clinical_pharmacist", "Clinical pharmacist", clinician},
    {"pharmacy_technician", "Pharmacy technician", clinician},
    {"nurse_prescriber", "Nurse prescriber", clinician},
    {"care_coordinator", "Care coordinator", clinician},
    {"link_worker",
     "Social prescribing link worker",
     {P::patients_find, P::population_read, P::register_read, P::networks_read}},
    {"receptionist", "Receptionist", {P::patients_find, P::register_read, P::networks_read}},
    {"network_manager",
     "Network manager",
     {P::worklists_read, P::population_read, P::feeds_read, P::feeds_rejects, P::feeds_upload,
      P::export_, P::cohorts_count, P::register_read, P::networks_read, P::networks_form,
      P::networks_govern, P::sharing_manage}},
    {"practice_manager",
     "Practice manager",
     {P::worklists_read, P::population_read, P::feeds_read, P::feeds_rejects, P::feeds_upload,
      P::cohorts_count, P::register_read, P::networks_read, P::networks_form, P::networks_sign,
      P::sharing_manage}},
    {"analyst",
     "Analyst",
     {P::population_read, P::feeds_read, P::cohorts_count, P::cohorts_write, P::register_read,
      P::networks_read}},
    // Networks change by the commissioner's approval, so the commissioner decides what of a
    // published file holds.
    {"commissioner",
     "Commissioner",
     {P::population_read, P::cohorts_count, P::register_read, P::register_manage, P::networks_read,
      P::networks_review}},
    {"ig_lead",
     "Information governance lead",
     {P::feeds_read, P::audit_read, P::register_read, P::networks_read, P::sharing_manage}},
    {"admin", "Administrator", {P::feeds_read, P::register_read, P::register_manage}},
}};

// What a commissioner's organisation may do whatever the role says: nothing that reaches single
// people, and nothing that belongs to networks: commissioners plan and fund, networks deliver.
bool is_for_planning(Permission permission) {
    return permission == P::population_read || permission == P::feeds_read ||
           permission == P::cohorts_count || permission == P::register_read ||
           permission == P::register_manage || permission == P::networks_read ||
           permission == P::networks_review;
}

// What only one kind of organisation may do whatever the role says.
bool is_for(OrganisationKind kind, Permission permission) {
    if (permission == P::networks_review) return kind == OrganisationKind::commissioner;
    if (permission == P::networks_sign) return kind == OrganisationKind::practice;
    return kind != OrganisationKind::commissioner || is_for_planning(permission);
}

}  // namespace

std::string_view name_of(Permission permission) {
    return permission_names[static_cast<std::size_t>(permission)];
}

std::string_view name_of(OrganisationKind kind) {
    constexpr std::array<std::string_view, 3> names{"network", "practice", "commissioner"};
    return names[static_cast<std::size_t>(kind)];
}

std::span<const Role> roles() { return all_roles; }

const Role* find_role(std::string_view id) {
    const auto found = std::find_if(all_roles.begin(), all_roles.end(),
                                    [&](const Role& role) { return role.id == id; });
    return found == all_roles.end() ? nullptr : &*found;
}

std::vector<Permission> permissions_of(const Asker& asker) {
    const Role* role = find_role(asker.role);
    if (role == nullptr) return {};
    std::vector<Permission> permissions = role->permissions;
    std::erase_if(permissions,
                  [&](Permission permission) { return !is_for(asker.kind, permission); });
    return permissions;
}

bool has(const Asker& asker, Permission permission) {
    const auto permissions = permissions_of(asker);
    return std::find(permissions.begin(), permissions.end(), permission) != permissions.end();
}

Decision decide(std::string_view access_rule, const Asker* asker) {
    if (access_rule == "open") return Decision::allowed;
    if (asker == nullptr) return Decision::signed_out;
    if (access_rule == "signed_in") return Decision::allowed;
    for (const Permission permission : permissions_of(*asker)) {
        if (name_of(permission) == access_rule) return Decision::allowed;
    }
    return Decision::forbidden;
}

bool counts_people_of(const Asker& asker, std::string_view practice) {
    return asker.kind != OrganisationKind::practice || asker.organisation == practice;
}

bool sees_people_of(const Asker& asker, std::string_view practice) {
    switch (asker.kind) {
        case OrganisationKind::network:
            return true;
        case OrganisationKind::practice:
            return asker.organisation == practice;
        case OrganisationKind::commissioner:
            return false;
    }
    return false;
}

}  // namespace openpcn::api
