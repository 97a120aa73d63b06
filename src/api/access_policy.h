// Who may do what: the one place that decides.
//
// A route carries an access rule: a permission, "signed_in", or "open". A role has permissions; an
// organisation has patients. Practice staff see their own practice's people. Everybody else,
// network staff too, has of a practice what data-sharing agreements let them have on the day (class
// Reach); a commissioner never reaches a person by any route, whatever role or agreement say. Pure
// functions, tested for every route, role, organisation and state of an agreement in
// access_policy_test.cpp, routes_test.cpp and sharing_desk_test.cpp.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sharing/agreement_book.h"

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

// What a route wants of a practice, each with the purpose and the kinds of data that an agreement
// must name for it.
enum class Want {
    find_people,   // direct care: who patients are
    work_lists,    // direct care: who patients are, worklists and outcomes
    read_records,  // direct care: who patients are, the clinical record
    count_people,  // planning: numbers
    check_feeds,   // assurance: loads and rejected lines
    read_audit     // assurance: audit entries
};
std::span<const Want> all_wants();
std::string_view name_of(Want want);  // "find_people", as the API says it

// What an asker may have of each practice, by the agreements of one moment and on one day. Made for
// each request, so that access ends with the agreement. `practices` are ODS codes in the order of
// their index; asking by index costs a bit test, for people are many.
class Reach {
public:
    Reach(const Asker& asker, std::shared_ptr<const sharing::AgreementBook> agreements, Date day,
          std::vector<std::string> practices);

    const Asker& asker() const { return asker_; }
    // False of an index that was not there when this was made.
    bool may(Want want, std::size_t practice) const {
        return practice < allowed_.size() &&
               (allowed_[practice] >> static_cast<int>(want) & 1) != 0;
    }
    // Of a code that may be no practice here.
    bool may_of(Want want, std::string_view practice) const;
    // Whether everybody who is counted for the asker may be found too: then numbers can be exact.
    bool may_find_all_it_counts() const;

    struct LeftOut {
        std::size_t practice = 0;
        std::string reason;  // a sentence
    };
    // The practices that the asker works for and may not have this of. Practice staff work for
    // others only as agreements name them.
    std::vector<LeftOut> left_out(Want want) const;
    // The sentence for pages and exports; "" where nothing is left out:
    // "3 of 7 practices are not included: no data-sharing agreement in force."
    std::string left_out_note(Want want) const;
    std::size_t practices() const { return practices_.size(); }
    bool works_for(std::size_t practice) const;

private:
    Asker asker_;
    // Shared with the desk and with requests of the same moment.
    std::shared_ptr<const sharing::AgreementBook> agreements_;
    Date day_;
    std::vector<std::string> practices_;
    std::vector<std::uint8_t> allowed_;  // by practice, a bit for each Want
};

}  // namespace openpcn::api
