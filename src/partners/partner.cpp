#include "partners/partner.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace openpcn::partners {
namespace {

using agreement::JsonMembers;
using nlohmann::ordered_json;

std::vector<Site> read_sites(JsonMembers& all) {
    std::vector<Site> sites;
    for (JsonMembers& each : all.optional_objects("sites")) {
        sites.push_back({each.text("name"), each.optional_text("address"),
                         each.optional_text("postcode"), each.optional_text("telephone")});
        each.end();
    }
    return sites;
}

std::vector<Service> read_services(JsonMembers& all) {
    std::vector<Service> services;
    for (JsonMembers& each : all.optional_objects("services")) {
        services.push_back({each.text("name"), each.optional_text("about"),
                            each.optional_text("eligibility"), each.optional_text("capacity"),
                            each.optional_text("hours"), each.optional_text("referral_route"),
                            each.optional_text("telephone"), each.optional_text("place")});
        each.end();
    }
    return services;
}

std::vector<Contact> read_contacts(JsonMembers& all) {
    std::vector<Contact> contacts;
    for (JsonMembers& each : all.optional_objects("contacts")) {
        contacts.push_back({each.text("role"), each.optional_text("name"),
                            each.optional_text("telephone"), each.optional_text("email")});
        each.end();
    }
    return contacts;
}

void check_code(JsonMembers& all, const Partner& partner, const Catalogue& catalogue) {
    const PartnerKind* kind = catalogue.partner_kind(partner.kind);
    if (kind == nullptr || !partner.code || fits(*kind, *partner.code)) return;
    all.refuse("ods_code", fmt::format("an ODS code of the kind \"{}\", which look like {}",
                                       kind->term.title, fmt::join(kind->code_shapes, " or ")));
}

void put(ordered_json& object, const char* name, const std::string& text) {
    if (!text.empty()) object[name] = text;
}

ordered_json json_of(const Site& site) {
    ordered_json made{{"name", site.name}};
    put(made, "address", site.address);
    put(made, "postcode", site.postcode);
    put(made, "telephone", site.telephone);
    return made;
}

ordered_json json_of(const Service& service) {
    ordered_json made{{"name", service.name}};
    put(made, "about", service.about);
    put(made, "eligibility", service.eligibility);
    put(made, "capacity", service.capacity);
    put(made, "hours", service.hours);
    put(made, "referral_route", service.referral_route);
    put(made, "telephone", service.telephone);
    put(made, "place", service.place);
    return made;
}

ordered_json json_of(const Contact& contact) {
    ordered_json made{{"role", contact.role}};
    put(made, "name", contact.name);
    put(made, "telephone", contact.telephone);
    put(made, "email", contact.email);
    return made;
}

template <typename Part>
void put_all(ordered_json& object, const char* name, const std::vector<Part>& parts) {
    for (const Part& part : parts) object[name].push_back(json_of(part));
}

}  // namespace

Result<Partner> read_partner(std::string_view json, const Catalogue& catalogue) {
    TRY_ASSIGN(const auto parsed, agreement::parse_object(json, "the partner", json_depth_max));
    std::optional<Error> error;
    JsonMembers all(parsed, "", "the partner", error);
    Partner partner;
    partner.name = all.text("name");
    partner.kind = all.text("kind");
    if (catalogue.partner_kind(partner.kind) == nullptr)
        all.refuse("kind", "a kind of partner that the content names");
    if (const std::string code = all.optional_text("ods_code"); !code.empty()) {
        const auto read = OdsCode::parse(code);
        if (!read) all.refuse("ods_code", "an ODS code: three to ten letters and digits");
        if (read) partner.code = *read;
    }
    check_code(all, partner, catalogue);
    partner.about = all.optional_text("about");
    partner.telephone = all.optional_text("telephone");
    partner.website = all.optional_text("website");
    if (!partner.website.empty() && !partner.website.starts_with("https://") &&
        !partner.website.starts_with("http://"))
        all.refuse("website", "an address that begins with https://");
    partner.sites = read_sites(all);
    partner.services = read_services(all);
    partner.contacts = read_contacts(all);
    partner.time = read_time_span(all);
    all.end();
    return read_or_refused(std::move(partner), error);
}

std::string partner_json(const Partner& partner) {
    ordered_json made{{"name", partner.name}, {"kind", partner.kind}};
    if (partner.code) made["ods_code"] = partner.code->text();
    put(made, "about", partner.about);
    put(made, "telephone", partner.telephone);
    put(made, "website", partner.website);
    put_all(made, "sites", partner.sites);
    put_all(made, "services", partner.services);
    put_all(made, "contacts", partner.contacts);
    made["from"] = partner.time.from.to_string();
    if (partner.time.to) made["to"] = partner.time.to->to_string();
    return made.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace openpcn::partners
