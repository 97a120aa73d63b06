// Suppliers of digital tools, who chose what, and which practices register people who live outside
// their area. Counts only: lists of such people are never held here.
#include <algorithm>

#include "api/partner_desk.h"
#include "api/problem.h"
#include "partners/digital_supplier.h"
#include "partners/review.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using partners::Catalogue;
using persistence::Paper;

// What the practice mapping of the day says each member's record system is: {"practice",
// "supplier", "source", "dated"}.
Result<ordered_json> record_systems(ApiParts& parts, database::Connection& connection,
                                    const PartnerScope& scope) {
    ordered_json systems = ordered_json::array();
    TRY_ASSIGN(const auto on_day, parts.register_desk.of(scope.day));
    const auto& mapping = on_day->view.basis().mapping;
    if (!mapping) return systems;
    TRY(connection.query(
        "SELECT practice, supplier FROM register_mapped_practice WHERE file = ? "
        "AND supplier <> '' ORDER BY practice",
        {mapping->id}, [&](const database::Row& row) -> Result<void> {
            const std::string practice(row.string(0));
            const auto& members = scope.network->members;
            if (std::ranges::find(members, practice, &OdsCode::text) != members.end())
                systems.push_back({{"practice", practice},
                                   {"supplier", row.string(1)},
                                   {"source", mapping->name},
                                   {"dated", mapping->dated.to_string()}});
            return {};
        }));
    return systems;
}

Result<ordered_json> supplier_entries(database::Connection& connection, const PartnerScope& scope) {
    TRY_ASSIGN(const auto papers, papers_in(connection, scope, supplier_paper()));
    ordered_json entries = ordered_json::array();
    for (const Paper& paper : papers) entries.push_back(paper_json(paper, scope, supplier_paper()));
    return entries;
}

// {"in_force", "review", "review_sentence"} of what has a day for its review.
template <typename Reviewed>
void put_review(ordered_json& made, const Reviewed& what, Date day) {
    made["in_force"] = what.time.holds_on(day);
    made["review"] = name_of(partners::review_state(what.time, what.review_on, day));
    made["review_sentence"] = partners::review_sentence(what.time, what.review_on, day);
}

Result<ordered_json> choices_json(database::Connection& connection, const PartnerScope& scope) {
    TRY_ASSIGN(const auto papers,
               persistence::papers_of(connection, scope.owner, supplier_choice_paper().kind));
    ordered_json choices = ordered_json::array();
    for (const Paper& paper : papers) {
        TRY_ASSIGN(const auto choice, partners::read_supplier_choice(paper.body));
        choices.push_back(paper_json(paper, scope, supplier_choice_paper()));
        put_review(choices.back(), choice, scope.day);
    }
    return choices;
}

// What each practice says in its newest version, and under "on_day" what held on the day: the
// newest version that did. A later answer does not hide an earlier one from the days it held on.
Result<ordered_json> out_of_area_json(database::Connection& connection, const PartnerScope& scope) {
    TRY_ASSIGN(const auto papers,
               persistence::papers_of(connection, scope.owner, out_of_area_paper().kind));
    ordered_json practices = ordered_json::array();
    for (const Paper& paper : papers) {
        ordered_json made = paper_json(paper, scope, out_of_area_paper());
        TRY_ASSIGN(const auto versions,
                   persistence::paper_versions(connection, paper.owner, paper.kind, paper.id));
        for (const Paper& version : versions) {
            TRY_ASSIGN(const auto said, partners::read_out_of_area(version.body));
            if (!said.time.holds_on(scope.day)) continue;
            made["on_day"] = ordered_json::parse(version.body);
            put_review(made, said, scope.day);
            break;
        }
        practices.push_back(std::move(made));
    }
    return practices;
}

Result<ordered_json> network_suppliers(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const PartnerScope scope, network_scope(parts, *connection, call, Intent::read));
    ordered_json made{{"as_at", scope.day.to_string()}};
    TRY_ASSIGN(made["entries"], supplier_entries(*connection, scope));
    TRY_ASSIGN(made["record_systems"], record_systems(parts, *connection, scope));
    TRY_ASSIGN(made["choices"], choices_json(*connection, scope));
    TRY_ASSIGN(made["out_of_area"], out_of_area_json(*connection, scope));
    return made;
}

Result<ordered_json> shared_suppliers(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const PartnerScope scope, organisation_scope(call));
    ordered_json made{{"as_at", scope.day.to_string()}};
    TRY_ASSIGN(made["entries"], supplier_entries(*connection, scope));
    return made;
}

// One paper for each practice, under its code: the first is version 1.
Result<KeptPaper> say_out_of_area(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const PartnerScope scope, network_scope(parts, *connection, call, Intent::write));
    TRY_ASSIGN(const OdsCode practice, OdsCode::parse(call.request.path_parameter("ods_code")));
    const auto& members = scope.network->members;
    if (std::ranges::find(members, practice) == members.end())
        return failure({ErrorKind::not_found, "The practice is no member on this day.", "ods_code",
                        "Choose one of the network's practices."});
    return put_partner_paper(parts, *connection, call, scope, out_of_area_paper(), practice.text());
}

}  // namespace

std::vector<http::Route> supplier_routes(ApiParts& parts) {
    const auto answered = [&parts](auto make) {
        return [&parts, make](Call& call) { return json_or_problem(make(parts, call)); };
    };
    const std::string own = "/api/networks/{network}/";
    return {
        guarded(parts, "GET", own + "suppliers", "networks.read", answered(network_suppliers)),
        guarded(parts, "POST", own + "suppliers", "networks.govern",
                adding(parts, network_writer(parts), supplier_paper())),
        guarded(parts, "PUT", own + "suppliers/{supplier}", "networks.govern",
                changing(parts, network_writer(parts), supplier_paper(), "supplier")),
        guarded(parts, "POST", own + "supplier-choices", "networks.govern",
                adding(parts, network_writer(parts), supplier_choice_paper())),
        guarded(parts, "PUT", own + "supplier-choices/{choice}", "networks.govern",
                changing(parts, network_writer(parts), supplier_choice_paper(), "choice")),
        guarded(parts, "PUT", own + "out-of-area/{ods_code}", "networks.govern",
                [&parts](Call& call) { return kept_answer(say_out_of_area(parts, call), 200); }),
        guarded(parts, "GET", "/api/systems/suppliers", "networks.review",
                answered(shared_suppliers)),
        guarded(parts, "POST", "/api/systems/suppliers", "networks.review",
                adding(parts, organisation_writer(), supplier_paper())),
        guarded(parts, "PUT", "/api/systems/suppliers/{supplier}", "networks.review",
                changing(parts, organisation_writer(), supplier_paper(), "supplier")),
    };
}

}  // namespace openpcn::api
