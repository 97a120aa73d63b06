// The directory of a network's partners and what is agreed with them: search, entries, import and
// export. Organisations and people at work only; nothing here is about patients.
#include <fmt/format.h>

#include "api/partner_desk.h"
#include "api/problem.h"
#include "api/recorded_change.h"
#include "api/table_answer.h"
#include "partners/directory_file.h"
#include "partners/directory_search.h"
#include "partners/partner_agreement.h"
#include "partners/review.h"
#include "platform/auth/secret_text.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using partners::Catalogue;
using partners::Partner;
using persistence::Paper;

constexpr std::size_t directory_bytes_max = std::size_t{4} << 20;
constexpr std::size_t rejects_kept_max = 1000;
constexpr const char* import_kind = "directory_import";

Error no_file_name() {
    return {ErrorKind::invalid, "The name of the file is missing.", "file_name",
            "Send it as the query's file_name, so that rejected lines can name it."};
}

struct Directory {
    std::vector<Paper> papers;
    std::vector<Partner> partners;  // of the papers, in their order
};
Result<Directory> directory_in(database::Connection& connection, const PartnerScope& scope,
                               const Catalogue& catalogue) {
    Directory made;
    TRY_ASSIGN(made.papers, papers_in(connection, scope, partner_paper()));
    for (const Paper& paper : made.papers) {
        TRY_ASSIGN(auto partner, partners::read_partner(paper.body, catalogue));
        made.partners.push_back(std::move(partner));
    }
    return made;
}

// Those that the query asks for, in force on the day or not.
ordered_json entries_json(const Call& call, const PartnerScope& scope, const Directory& directory,
                          const Catalogue& catalogue) {
    const std::string kind(call.request.parameter("kind").value_or(""));
    ordered_json entries = ordered_json::array();
    for (const auto& hit : partners::search_directory(directory.partners, catalogue,
                                                      call.request.parameter("q").value_or(""))) {
        const Partner& partner = directory.partners[hit.partner];
        if (!kind.empty() && partner.kind != kind) continue;
        ordered_json entry = paper_json(directory.papers[hit.partner], scope, partner_paper());
        entry["in_force"] = partner.time.holds_on(scope.day);
        entry["services_found"] = hit.services;
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<ordered_json> list(ApiParts& parts, const Call& call, const ScopeOf& scope_of) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const PartnerScope scope, scope_of(*connection, call));
    TRY_ASSIGN(const Catalogue catalogue, catalogue_of(parts, scope.day));
    TRY_ASSIGN(const Directory directory, directory_in(*connection, scope, catalogue));
    return ordered_json{{"as_at", scope.day.to_string()},
                        {"entries", entries_json(call, scope, directory, catalogue)}};
}

http::Response export_directory(ApiParts& parts, const Call& call, const ScopeOf& scope_of) {
    const auto day = day_asked_for(call);
    if (!day) return problem(day.error());
    const auto make = [&]() -> Result<exporting::Table> {
        TRY_ASSIGN(const auto connection, parts.database.lease());
        TRY_ASSIGN(const PartnerScope scope, scope_of(*connection, call));
        TRY_ASSIGN(const Catalogue catalogue, catalogue_of(parts, scope.day));
        TRY_ASSIGN(const Directory directory, directory_in(*connection, scope, catalogue));
        std::vector<Partner> in_force;
        for (const Partner& partner : directory.partners)
            if (partner.time.holds_on(scope.day)) in_force.push_back(partner);
        exporting::Table table{"Partners", partners::directory_columns(), {}, {}};
        for (const auto& row : partners::directory_rows(in_force))
            table.rows.emplace_back(row.begin(), row.end());
        table.notes.push_back(
            fmt::format("Partners of {}, as at {}.",
                        scope.network ? scope.network->row.name : "all networks of " + scope.owner,
                        scope.day.to_string()));
        return table;
    };
    const auto format = table_format_of(call.request, "A directory is");
    if (!format) return problem(format.error());
    const auto table = make();
    if (!table) return problem(table.error());
    return table_answer(*table, *format, "partners", *day);
}

// What an import did to the entries of one owner.
struct Imported {
    std::size_t added = 0, changed = 0, unchanged = 0;
};

bool is_same_organisation(const Partner& a, const Partner& b) {
    if (a.code || b.code) return a.code == b.code;
    return a.name == b.name && a.kind == b.kind;
}

Result<Imported> keep_partners(database::Connection& connection, const Call& call,
                               const PartnerScope& scope, const Directory& kept,
                               const std::vector<Partner>& read) {
    Imported done;
    for (const Partner& partner : read) {
        Paper paper{scope.owner,
                    partner_paper().kind,
                    auth::random_id(),
                    0,
                    partners::partner_json(partner),
                    call.now,
                    call.asker().username,
                    call.asker().display_name,
                    call.asker().organisation};
        std::int64_t based_on = 0;
        bool is_known = false;
        for (std::size_t i = 0; i < kept.papers.size() && based_on == 0; ++i) {
            if (!is_same_organisation(kept.partners[i], partner)) continue;
            is_known = partners::partner_json(kept.partners[i]) == paper.body;
            paper.id = kept.papers[i].id;
            based_on = kept.papers[i].version;
        }
        ++(is_known ? done.unchanged : based_on == 0 ? done.added : done.changed);
        if (!is_known) TRY(persistence::add_paper(connection, paper, based_on));
    }
    return done;
}

ordered_json import_json(const partners::DirectoryFile& file, std::string_view name,
                         const Imported& done) {
    ordered_json body{{"file", name},
                      {"rows", file.rows},
                      {"added", done.added},
                      {"changed", done.changed},
                      {"unchanged", done.unchanged},
                      {"rejected", file.rejects.size()},
                      {"rejects", ordered_json::array()}};
    for (const auto& reject : file.rejects) {
        if (body["rejects"].size() == rejects_kept_max) break;
        body["rejects"].push_back(
            {{"line", reject.line}, {"reason", reject.reason}, {"original", reject.original}});
    }
    return body;
}

// The rows, the list of rejects and the audit entry are one transaction.
Result<ordered_json> import_directory(ApiParts& parts, const Call& call, const ScopeOf& scope_of) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(PartnerScope scope, scope_of(*connection, call));
    scope.readable = {scope.owner};  // shared entries are not the network's to change
    const std::string name(call.request.parameter("file_name").value_or(""));
    if (name.empty() || name.size() > 200) return failure(no_file_name());
    TRY_ASSIGN(const Catalogue catalogue, catalogue_of(parts, scope.day));
    TRY_ASSIGN(const auto file,
               partners::read_directory_file(call.request.body, name, catalogue, scope.day));
    TRY_ASSIGN(const Directory kept, directory_in(*connection, scope, catalogue));
    Paper report{scope.owner,
                 import_kind,
                 auth::random_id(),
                 0,
                 "",
                 call.now,
                 call.asker().username,
                 call.asker().display_name,
                 call.asker().organisation};
    ordered_json body;
    const auto keep = [&]() -> Result<void> {
        TRY_ASSIGN(const Imported done,
                   keep_partners(*connection, call, scope, kept, file.partners));
        body = import_json(file, name, done);
        report.body = body.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
        const auto version = persistence::add_paper(*connection, report, 0);
        return version ? Result<void>() : failure(version.error());
    };
    TRY(commit_change(*connection, call, {"partner.import", report.id, "for " + scope.owner},
                      keep));
    return body;
}

Result<ordered_json> imports(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const PartnerScope scope, network_scope(parts, *connection, call, Intent::read));
    TRY_ASSIGN(const auto kept_by, kept_by_asked_for(call));
    TRY_ASSIGN(const auto papers,
               persistence::papers_kept_by(*connection, scope.owner, import_kind, kept_by));
    ordered_json all = ordered_json::array();
    for (const Paper& paper : papers) {
        ordered_json one = ordered_json::parse(paper.body);
        one["at"] = paper.at.to_string();
        one["by"] = paper.author_name;
        all.push_back(std::move(one));
    }
    return all;
}

Result<ordered_json> agreements(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const PartnerScope scope, network_scope(parts, *connection, call, Intent::read));
    TRY_ASSIGN(const Catalogue catalogue, catalogue_of(parts, scope.day));
    TRY_ASSIGN(const auto papers, papers_in(*connection, scope, partner_agreement_paper()));
    ordered_json entries = ordered_json::array();
    for (const Paper& paper : papers) {
        TRY_ASSIGN(const auto agreed, partners::read_partner_agreement(paper.body, catalogue));
        ordered_json entry = paper_json(paper, scope, partner_agreement_paper());
        entry["in_force"] = agreed.time.holds_on(scope.day);
        entry["review"] = name_of(partners::review_state(agreed.time, agreed.review_on, scope.day));
        entry["review_sentence"] =
            partners::review_sentence(agreed.time, agreed.review_on, scope.day);
        entries.push_back(std::move(entry));
    }
    return ordered_json{{"as_at", scope.day.to_string()}, {"entries", std::move(entries)}};
}

ordered_json terms_json(const std::vector<partners::Term>& terms) {
    ordered_json made = ordered_json::array();
    for (const auto& term : terms)
        made.push_back({{"id", term.id}, {"title", term.title}, {"source", term.source}});
    return made;
}

template <typename Kind>
ordered_json kinds_json(const std::vector<Kind>& kinds) {
    std::vector<partners::Term> terms;
    for (const Kind& kind : kinds) terms.push_back(kind.term);
    return terms_json(terms);
}

Result<ordered_json> catalogue_json(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const Date day, day_asked_for(call));
    TRY_ASSIGN(const Catalogue catalogue, catalogue_of(parts, day));
    return ordered_json{{"assurance", catalogue.assurance},
                        {"partner_kinds", kinds_json(catalogue.partner_kinds)},
                        {"agreement_kinds", terms_json(catalogue.agreement_kinds)},
                        {"team_kinds", kinds_json(catalogue.team_kinds)},
                        {"roles", terms_json(catalogue.roles)},
                        {"group_kinds", terms_json(catalogue.group_kinds)},
                        {"supplier_categories", terms_json(catalogue.supplier_categories)}};
}

}  // namespace

std::vector<http::Route> partner_routes(ApiParts& parts) {
    const std::string own = "/api/networks/{network}/";
    const auto answered = [&parts](auto make) {
        return [&parts, make](Call& call) { return json_or_problem(make(parts, call)); };
    };
    const auto with = [&parts](auto make, ScopeOf scope) {
        return [&parts, make, scope = std::move(scope)](Call& call) {
            return json_or_problem(make(parts, call, scope));
        };
    };
    const ScopeOf network = network_writer(parts);
    const ScopeOf shared = organisation_writer();
    std::vector<http::Route> routes{guarded(parts, "POST", own + "partners/import",
                                            "networks.govern", with(import_directory, network)),
                                    guarded(parts, "POST", "/api/systems/directory/import",
                                            "networks.review", with(import_directory, shared))};
    for (http::Route& route : routes) route.body_bytes_max = directory_bytes_max;
    const auto add = [&](http::Route route) { routes.push_back(std::move(route)); };
    add(guarded(parts, "GET", "/api/partners/catalogue", "networks.read",
                answered(catalogue_json)));
    add(guarded(parts, "GET", own + "partners", "networks.read",
                with(list, network_reader(parts))));
    add(guarded(parts, "POST", own + "partners", "networks.govern",
                adding(parts, network, partner_paper())));
    add(guarded(parts, "PUT", own + "partners/{partner}", "networks.govern",
                changing(parts, network, partner_paper(), "partner")));
    add(guarded(parts, "GET", own + "partners/export", "networks.read",
                [&parts, reader = network_reader(parts)](Call& call) {
                    return export_directory(parts, call, reader);
                }));
    add(guarded(parts, "GET", "/api/systems/directory/export", "networks.review",
                [&parts, shared](Call& call) { return export_directory(parts, call, shared); }));
    add(guarded(parts, "GET", own + "partners/imports", "networks.read", answered(imports)));
    add(guarded(parts, "GET", own + "partner-agreements", "networks.read", answered(agreements)));
    add(guarded(parts, "POST", own + "partner-agreements", "networks.govern",
                adding(parts, network, partner_agreement_paper())));
    add(guarded(parts, "PUT", own + "partner-agreements/{partner_agreement}", "networks.govern",
                changing(parts, network, partner_agreement_paper(), "partner_agreement")));
    add(guarded(parts, "GET", "/api/systems/directory", "networks.review", with(list, shared)));
    add(guarded(parts, "POST", "/api/systems/directory", "networks.review",
                adding(parts, shared, partner_paper())));
    add(guarded(parts, "PUT", "/api/systems/directory/{partner}", "networks.review",
                changing(parts, shared, partner_paper(), "partner")));
    return routes;
}

}  // namespace openpcn::api
