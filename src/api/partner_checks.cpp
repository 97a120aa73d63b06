#include "api/partner_checks.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/sharing_desk.h"
#include "partners/digital_supplier.h"
#include "partners/partner_agreement.h"
#include "partners/system_group.h"
#include "partners/team.h"

namespace openpcn::api {
namespace {

using partners::Catalogue;
using persistence::Paper;

Result<void> refused(std::string_view member, std::string_view wanted, std::string_view where) {
    return failure({ErrorKind::invalid, fmt::format("\"{}\" must be {}.", member, wanted),
                    std::string(where), "Correct it, then try again."});
}

// Whether a network of this code or id is in the register on the day, or kept here.
Result<bool> is_network(ApiParts& parts, database::Connection& connection, const std::string& name,
                        Date day) {
    TRY_ASSIGN(const auto rows, persistence::all_networks(connection));
    for (const persistence::NetworkRow& row : rows)
        if (row.id == name || (row.code && row.code->text() == name)) return true;
    const auto code = OdsCode::parse(name);
    if (!code) return false;
    TRY_ASSIGN(const auto on_day, parts.register_desk.of(day));
    return on_day->view.networks().contains(*code);
}

// Null where none of them has the id.
const Paper* paper_of(const std::vector<Paper>& papers, const std::string& id) {
    const auto found = std::ranges::find(papers, id, &Paper::id);
    return found == papers.end() ? nullptr : &*found;
}

// Of an agreement that the network or one of its practices is party to.
Result<bool> is_own_sharing(database::Connection& connection, const NetworkInView& network,
                            const std::string& id) {
    TRY_ASSIGN(const auto kept, read_agreements(connection));
    for (const sharing::KeptAgreement& each : kept) {
        if (each.id != id) continue;
        const auto& text = each.agreement.text;
        return (network.row.code && sharing::is_party(text, *network.row.code)) ||
               std::ranges::any_of(network.members, [&](const OdsCode& practice) {
                   return sharing::is_party(text, practice);
               });
    }
    return false;
}

bool may_choose(const NetworkInView& network, const std::string& by) {
    const auto is_by = [&](const OdsCode& code) { return code.text() == by; };
    return by == network.row.id || (network.row.code && is_by(*network.row.code)) ||
           std::ranges::any_of(network.members, is_by) ||
           std::ranges::any_of(network.member_rows, is_by, &persistence::NetworkMember::practice);
}

}  // namespace

Result<void> check_agreement_names(ApiParts& parts, database::Connection& connection,
                                   const PartnerScope& scope, const std::string& json) {
    constexpr const char* where = "the agreement with a partner";
    TRY_ASSIGN(const Catalogue catalogue, catalogue_of(parts, scope.day));
    TRY_ASSIGN(const auto agreed, partners::read_partner_agreement(json, catalogue));
    TRY_ASSIGN(const auto papers, papers_in(connection, scope, partner_paper()));
    for (const std::string& id : agreed.partners)
        if (paper_of(papers, id) == nullptr)
            return refused("partners", "entries of the directory that the network sees", where);
    if (agreed.relies_on.empty() || !scope.network) return {};
    TRY_ASSIGN(const bool is_there, is_own_sharing(connection, *scope.network, agreed.relies_on));
    if (is_there) return {};
    return refused("relies_on",
                   "a data-sharing agreement that the network or one of its practices is party to",
                   where);
}

Result<void> check_team_names(ApiParts& parts, database::Connection& connection,
                              const PartnerScope& scope, const std::string& json) {
    TRY_ASSIGN(const Catalogue catalogue, catalogue_of(parts, scope.day));
    TRY_ASSIGN(const auto team, partners::read_team(json, catalogue));
    for (const std::string& network : team.networks) {
        TRY_ASSIGN(const bool is_there, is_network(parts, connection, network, scope.day));
        if (!is_there)
            return refused("networks", "networks that the register or OpenPCN knows", "the team");
    }
    return {};
}

Result<void> check_group_names(ApiParts& parts, database::Connection& connection,
                               const PartnerScope& scope, const std::string& json) {
    TRY_ASSIGN(const Catalogue catalogue, catalogue_of(parts, scope.day));
    TRY_ASSIGN(const auto group, partners::read_system_group(json, catalogue));
    for (std::size_t i = 0; i < group.members.size(); ++i) {
        TRY_ASSIGN(const bool is_there,
                   is_network(parts, connection, group.members[i].network, scope.day));
        if (!is_there)
            return refused(fmt::format("members[{}].network", i),
                           "a network that the register or OpenPCN knows", "the group of networks");
    }
    return {};
}

Result<void> check_choice_names(ApiParts& parts, database::Connection& connection,
                                const PartnerScope& scope, const std::string& json) {
    constexpr const char* where = "the choice of a supplier";
    TRY_ASSIGN(const Catalogue catalogue, catalogue_of(parts, scope.day));
    TRY_ASSIGN(const auto choice, partners::read_supplier_choice(json));
    TRY_ASSIGN(const auto papers, papers_in(connection, scope, supplier_paper()));
    const Paper* found = paper_of(papers, choice.supplier);
    if (found == nullptr) return refused("supplier", "a supplier that the network sees", where);
    TRY_ASSIGN(const auto supplier, partners::read_digital_supplier(found->body, catalogue));
    const auto product =
        std::ranges::find(supplier.products, choice.product, &partners::Product::name);
    if (product == supplier.products.end())
        return refused("product", "the name of one of the supplier's products", where);
    if (!product->time.holds_on(choice.time.from))
        return refused("from", "a day on which the product is offered", where);
    if (!may_choose(*scope.network, choice.by))
        return refused("by", "the network or one of its practices", where);
    return {};
}

}  // namespace openpcn::api
