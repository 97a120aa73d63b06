// A partner organisation of networks: what it is, where it is, what it does and how somebody is
// referred there. An entry of a directory.
//
// Contacts are people at work, by role; nothing here is about a patient.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ods_code.h"
#include "partners/catalogue.h"
#include "partners/time_span.h"

namespace openpcn::partners {

struct Site {
    std::string name;
    std::string address;
    std::string postcode;
    std::string telephone;
    bool operator==(const Site&) const = default;
};

struct Service {
    std::string name;
    std::string about;
    std::string eligibility;     // who may come
    std::string capacity;        // "12 places a week", "waiting time 3 weeks"
    std::string hours;           // "Monday to Friday, 9am to 5pm"
    std::string referral_route;  // "Ring; no letter needed"
    std::string telephone;
    std::string place;  // where it is given or which places it serves
    bool operator==(const Service&) const = default;
};

struct Contact {
    std::string role;
    std::string name;
    std::string telephone;
    std::string email;
    bool operator==(const Contact&) const = default;
};

struct Partner {
    std::string name;
    std::string kind;  // of the catalogue
    std::optional<OdsCode> code;
    std::string about;
    std::string telephone;
    std::string website;
    std::vector<Site> sites;
    std::vector<Service> services;
    std::vector<Contact> contacts;
    TimeSpan time;
};

// `invalid`, naming the member, for JSON that is none, a kind the catalogue does not have, a code
// that no organisation of the kind has, a website that is no https address, or a member that is not
// known.
Result<Partner> read_partner(std::string_view json, const Catalogue& catalogue);
// As read_partner reads it; what is empty is left out.
std::string partner_json(const Partner& partner);

}  // namespace openpcn::partners
