#include "api/access_policy.h"

#include <fmt/format.h>

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
      P::networks_review, P::sharing_manage}},
    {"ig_lead",
     "Information governance lead",
     {P::feeds_read, P::audit_read, P::register_read, P::networks_read, P::sharing_manage}},
    {"admin", "Administrator", {P::feeds_read, P::register_read, P::register_manage}},
}};

// What a commissioner's organisation may do whatever the role says: nothing that reaches single
// people, and nothing that belongs to networks: commissioners plan and fund, networks deliver. They
// are parties to agreements about numbers, though.
bool is_for_planning(Permission permission) {
    return permission == P::population_read || permission == P::feeds_read ||
           permission == P::cohorts_count || permission == P::register_read ||
           permission == P::register_manage || permission == P::networks_read ||
           permission == P::networks_review || permission == P::sharing_manage;
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

namespace {

constexpr std::array wants{Want::find_people,  Want::work_lists,  Want::read_records,
                           Want::count_people, Want::check_feeds, Want::read_audit};

struct Needed {
    sharing::Purpose purpose;
    std::vector<sharing::DataKind> kinds;
};
const Needed& needed_for(Want want) {
    using K = sharing::DataKind;
    using U = sharing::Purpose;
    static const std::array<Needed, wants.size()> table{
        {{U::direct_care, {K::identity}},
         {U::direct_care, {K::identity, K::worklists}},
         {U::direct_care, {K::identity, K::clinical_record}},
         {U::population_health, {K::numbers}},
         {U::assurance, {K::feeds}},
         {U::assurance, {K::audit}}}};
    return table[static_cast<std::size_t>(want)];
}

// Planning never reaches a person, whatever was signed.
bool is_for_kind(OrganisationKind kind, Want want) {
    return kind != OrganisationKind::commissioner || want == Want::count_people;
}

// The first kind of data that stands in the way; allowed where none does.
sharing::SharingDecision decided(const sharing::AgreementBook& agreements, const OdsCode& discloser,
                                 const OdsCode& receiver, Want want, Date day) {
    const Needed& needed = needed_for(want);
    sharing::SharingDecision decision;
    for (const sharing::DataKind kind : needed.kinds) {
        decision = agreements.decide({discloser, receiver, needed.purpose, kind, day});
        if (!decision.allowed) return decision;
    }
    return decision;
}

// The rule itself, for a practice that is not the asker's own.
bool is_shared(const Asker& asker, const sharing::AgreementBook& agreements,
               const OdsCode& discloser, const OdsCode& receiver, Want want, Date day) {
    if (!is_for_kind(asker.kind, want)) return false;
    const Needed& needed = needed_for(want);
    return std::all_of(needed.kinds.begin(), needed.kinds.end(), [&](sharing::DataKind kind) {
        return agreements.may_receive({discloser, receiver, needed.purpose, kind, day});
    });
}

// A bit for each Want.
std::uint8_t allowed_of(const Asker& asker, const sharing::AgreementBook& agreements,
                        std::string_view practice, Date day) {
    const bool own = asker.kind == OrganisationKind::practice && asker.organisation == practice;
    const auto discloser = OdsCode::parse(practice);
    const auto receiver = OdsCode::parse(asker.organisation);
    const bool named = discloser && receiver && !agreements.between(*discloser, *receiver).empty();
    unsigned bits = 0;
    for (const Want want : wants)
        if (own || (named && is_shared(asker, agreements, *discloser, *receiver, want, day)))
            bits |= 1U << static_cast<unsigned>(want);
    return static_cast<std::uint8_t>(bits);
}

}  // namespace

std::span<const Want> all_wants() { return wants; }

std::string_view name_of(Want want) {
    constexpr std::array<std::string_view, wants.size()> names{
        "find_people", "work_lists", "read_records", "count_people", "check_feeds", "read_audit"};
    return names[static_cast<std::size_t>(want)];
}

Reach::Reach(const Asker& asker, std::shared_ptr<const sharing::AgreementBook> agreements, Date day,
             std::vector<std::string> practices)
    : asker_(asker),
      agreements_(std::move(agreements)),
      day_(day),
      practices_(std::move(practices)) {
    for (const std::string& practice : practices_)
        allowed_.push_back(allowed_of(asker_, *agreements_, practice, day_));
}

bool Reach::may_of(Want want, std::string_view practice) const {
    const unsigned bits = allowed_of(asker_, *agreements_, practice, day_);
    return (bits >> static_cast<unsigned>(want) & 1U) != 0;
}

bool Reach::may_find_all_it_counts() const {
    for (std::size_t i = 0; i < practices_.size(); ++i)
        if (may(Want::count_people, i) && !may(Want::find_people, i)) return false;
    return true;
}

bool Reach::works_for(std::size_t practice) const {
    if (asker_.kind != OrganisationKind::practice) return true;
    if (asker_.organisation == practices_[practice]) return true;
    const auto discloser = OdsCode::parse(practices_[practice]);
    const auto receiver = OdsCode::parse(asker_.organisation);
    return discloser && receiver && !agreements_->between(*discloser, *receiver).empty();
}

std::vector<Reach::LeftOut> Reach::left_out(Want want) const {
    std::vector<LeftOut> left;
    const auto receiver = OdsCode::parse(asker_.organisation);
    for (std::size_t i = 0; i < practices_.size(); ++i) {
        if (may(want, i) || !works_for(i)) continue;
        const auto discloser = OdsCode::parse(practices_[i]);
        if (!is_for_kind(asker_.kind, want))
            left.push_back({i, "Commissioners never see people."});
        else if (!discloser || !receiver)
            left.push_back({i, "The organisation's code is none that an agreement can name."});
        else
            left.push_back({i, decided(*agreements_, *discloser, *receiver, want, day_).reason});
    }
    return left;
}

std::string Reach::left_out_note(Want want) const {
    const std::size_t left = left_out(want).size();
    if (left == 0) return "";
    return fmt::format("{} of {} practices {} not included: no data-sharing agreement in force.",
                       left, practices_.size(), left == 1 ? "is" : "are");
}

}  // namespace openpcn::api
