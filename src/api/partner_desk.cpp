#include "api/partner_desk.h"

#include <algorithm>

#include "api/json_text.h"
#include "api/partner_checks.h"
#include "api/problem.h"
#include "api/recorded_change.h"
#include "base/content_of_day.h"
#include "partners/digital_supplier.h"
#include "partners/partner.h"
#include "partners/partner_agreement.h"
#include "partners/system_group.h"
#include "partners/team.h"
#include "platform/auth/secret_text.h"

namespace openpcn::api {
namespace {

using nlohmann::ordered_json;
using partners::Catalogue;
using persistence::Paper;

template <typename Value>
Result<void> done(const Result<Value>& read) {
    if (!read) return failure(read.error());
    return {};
}

Error no_such_paper() {
    return {ErrorKind::not_found, "There is no such entry among those that you may change.",
            "the address", "Load the page again; shared entries are changed by who wrote them."};
}

// The paper in the body under its field, as text, and the version that it is based on.
struct SentPaper {
    std::string json;
    std::int64_t based_on = 0;
};
Result<SentPaper> sent_paper(const Call& call, const PartnerPaperKind& kind) {
    TRY_ASSIGN(const auto body, json_object(call.request, {kind.field, "based_on"}));
    const auto found = body.find(kind.field);
    if (found == body.end() || !found->is_object())
        return failure({ErrorKind::invalid,
                        std::string("The body holds no \"") + kind.field + "\".", kind.field,
                        "Send it as an object."});
    SentPaper sent{found->dump(), 0};
    if (const auto based = body.find("based_on"); based != body.end()) {
        if (!based->is_number_integer() || *based < 0)
            return failure({ErrorKind::invalid, "based_on is a version's number.", "based_on",
                            "Send the version that was shown."});
        sent.based_on = based->get<std::int64_t>();
    }
    return sent;
}

}  // namespace

Result<PartnerScope> network_scope(ApiParts& parts, database::Connection& connection,
                                   const Call& call, Intent intent) {
    TRY_ASSIGN(const Date day, day_asked_for(call));
    TRY_ASSIGN(auto network, network_in_view(parts, connection, call, day));
    if (intent == Intent::write) TRY(require_part(network, {Part::own, Part::member}));
    PartnerScope scope{network.row.id, {network.row.id, network.row.commissioner.text()}, day, {}};
    if (network.row.code) scope.readable.push_back(network.row.code->text());
    scope.network = std::move(network);
    return scope;
}

Result<PartnerScope> organisation_scope(const Call& call) {
    TRY_ASSIGN(const Date day, day_asked_for(call));
    const std::string& organisation = call.asker().organisation;
    return PartnerScope{organisation, {organisation}, day, std::nullopt};
}

Result<Catalogue> catalogue_of(ApiParts& parts, Date day) {
    const auto pack = parts.state.read().shared_pack();
    std::vector<Catalogue> all;
    for (const services::ContentFile& file : pack->files()) {
        if (!file.path.starts_with("network_partners/") || !file.path.ends_with(".json")) continue;
        TRY_ASSIGN(auto read, partners::parse_catalogue(file.text, file.path));
        all.push_back(std::move(read));
    }
    if (auto* chosen = content_on(all, day)) return std::move(*chosen);
    return failure({ErrorKind::unavailable, "The content names no kinds of partners.",
                    "content/network_partners", "Load a content pack that has them."});
}

const PartnerPaperKind& partner_paper() {
    static const PartnerPaperKind kind{"partner",
                                       "partner",
                                       [](const std::string& json, const Catalogue& catalogue) {
                                           return done(partners::read_partner(json, catalogue));
                                       },
                                       {}};
    return kind;
}

const PartnerPaperKind& partner_agreement_paper() {
    static const PartnerPaperKind kind{
        "partner_agreement", "agreement",
        [](const std::string& json, const Catalogue& catalogue) {
            return done(partners::read_partner_agreement(json, catalogue));
        },
        check_agreement_names};
    return kind;
}

const PartnerPaperKind& team_paper() {
    static const PartnerPaperKind kind{"partner_team", "team",
                                       [](const std::string& json, const Catalogue& catalogue) {
                                           return done(partners::read_team(json, catalogue));
                                       },
                                       check_team_names};
    return kind;
}

const PartnerPaperKind& supplier_paper() {
    static const PartnerPaperKind kind{
        "digital_supplier",
        "supplier",
        [](const std::string& json, const Catalogue& catalogue) {
            return done(partners::read_digital_supplier(json, catalogue));
        },
        {}};
    return kind;
}

const PartnerPaperKind& supplier_choice_paper() {
    static const PartnerPaperKind kind{"supplier_choice", "choice",
                                       [](const std::string& json, const Catalogue&) {
                                           return done(partners::read_supplier_choice(json));
                                       },
                                       check_choice_names};
    return kind;
}

const PartnerPaperKind& system_group_paper() {
    static const PartnerPaperKind kind{
        "system_group", "group",
        [](const std::string& json, const Catalogue& catalogue) {
            return done(partners::read_system_group(json, catalogue));
        },
        check_group_names};
    return kind;
}

const PartnerPaperKind& system_plan_paper() {
    static const PartnerPaperKind kind{"system_plan",
                                       "plan",
                                       [](const std::string& json, const Catalogue&) {
                                           return done(partners::read_system_plan(json));
                                       },
                                       {}};
    return kind;
}

const PartnerPaperKind& out_of_area_paper() {
    static const PartnerPaperKind kind{"out_of_area",
                                       "out_of_area",
                                       [](const std::string& json, const Catalogue&) {
                                           return done(partners::read_out_of_area(json));
                                       },
                                       {}};
    return kind;
}

Result<std::vector<Paper>> papers_in(database::Connection& connection, const PartnerScope& scope,
                                     const PartnerPaperKind& kind) {
    std::vector<Paper> all;
    for (const std::string& owner : scope.readable) {
        TRY_ASSIGN(auto papers, persistence::papers_of(connection, owner, kind.kind));
        std::move(papers.begin(), papers.end(), std::back_inserter(all));
    }
    return all;
}

ordered_json paper_json(const Paper& paper, const PartnerScope& scope,
                        const PartnerPaperKind& kind) {
    return {{"id", paper.id},
            {"version", paper.version},
            {"shared", scope.network.has_value() && paper.owner != scope.owner},
            {"changed_at", paper.at.to_string()},
            {"changed_by", paper.author_name},
            {kind.field, ordered_json::parse(paper.body)}};
}

Result<KeptPaper> keep_partner_paper(database::Connection& connection, const Call& call,
                                     const PartnerScope& scope, const PartnerPaperKind& kind,
                                     const KeptPaper& based_on, const std::string& json) {
    Paper paper;
    paper.owner = scope.owner;
    paper.kind = kind.kind;
    paper.id = based_on.id;
    paper.body = json;
    paper.at = call.now;
    paper.author = call.asker().username;
    paper.author_name = call.asker().display_name;
    paper.author_organisation = call.asker().organisation;
    KeptPaper kept{paper.id, 0};
    const std::string action =
        std::string(kind.kind) + (based_on.version == 0 ? ".add" : ".change");
    const auto keep = [&]() -> Result<void> {
        TRY_ASSIGN(kept.version, persistence::add_paper(connection, paper, based_on.version));
        return {};
    };
    TRY(commit_change(connection, call, {action, paper.id, "for " + scope.owner}, keep));
    return kept;
}

Result<KeptPaper> add_partner_paper(ApiParts& parts, database::Connection& connection,
                                    const Call& call, const PartnerScope& scope,
                                    const PartnerPaperKind& kind) {
    TRY_ASSIGN(const SentPaper sent, sent_paper(call, kind));
    TRY_ASSIGN(const Catalogue catalogue, catalogue_of(parts, scope.day));
    TRY(kind.check(sent.json, catalogue));
    if (kind.check_names) TRY(kind.check_names(parts, connection, scope, sent.json));
    return keep_partner_paper(connection, call, scope, kind, {auth::random_id(), 0}, sent.json);
}

Result<KeptPaper> put_partner_paper(ApiParts& parts, database::Connection& connection,
                                    const Call& call, const PartnerScope& scope,
                                    const PartnerPaperKind& kind, const std::string& id) {
    TRY_ASSIGN(const SentPaper sent, sent_paper(call, kind));
    TRY_ASSIGN(const Catalogue catalogue, catalogue_of(parts, scope.day));
    TRY(kind.check(sent.json, catalogue));
    if (kind.check_names) TRY(kind.check_names(parts, connection, scope, sent.json));
    return keep_partner_paper(connection, call, scope, kind, {id, sent.based_on}, sent.json);
}

Result<KeptPaper> change_partner_paper(ApiParts& parts, database::Connection& connection,
                                       const Call& call, const PartnerScope& scope,
                                       const PartnerPaperKind& kind, const std::string& id) {
    TRY_ASSIGN(const auto found, persistence::find_paper(connection, scope.owner, kind.kind, id));
    if (!found) return failure(no_such_paper());
    return put_partner_paper(parts, connection, call, scope, kind, id);
}

http::Response kept_answer(const Result<KeptPaper>& kept, int status) {
    if (!kept) return problem(kept.error());
    return json_answer({{"id", kept->id}, {"version", kept->version}}, status);
}

http::Response json_or_problem(const Result<ordered_json>& made) {
    return made ? json_answer(*made) : problem(made.error());
}

ApiHandler adding(ApiParts& parts, ScopeOf scope_of, const PartnerPaperKind& kind) {
    return [&parts, &kind, scope_of = std::move(scope_of)](Call& call) {
        const auto add = [&]() -> Result<KeptPaper> {
            TRY_ASSIGN(const auto connection, parts.database.lease());
            TRY_ASSIGN(const PartnerScope scope, scope_of(*connection, call));
            return add_partner_paper(parts, *connection, call, scope, kind);
        };
        return kept_answer(add(), 201);
    };
}

ApiHandler changing(ApiParts& parts, ScopeOf scope_of, const PartnerPaperKind& kind,
                    std::string parameter) {
    return [&parts, &kind, scope_of = std::move(scope_of),
            parameter = std::move(parameter)](Call& call) {
        const auto change = [&]() -> Result<KeptPaper> {
            TRY_ASSIGN(const auto connection, parts.database.lease());
            TRY_ASSIGN(const PartnerScope scope, scope_of(*connection, call));
            return change_partner_paper(parts, *connection, call, scope, kind,
                                        std::string(call.request.path_parameter(parameter)));
        };
        return kept_answer(change(), 200);
    };
}

ScopeOf network_writer(ApiParts& parts) {
    return [&parts](database::Connection& connection, const Call& call) {
        return network_scope(parts, connection, call, Intent::write);
    };
}

ScopeOf network_reader(ApiParts& parts) {
    return [&parts](database::Connection& connection, const Call& call) {
        return network_scope(parts, connection, call, Intent::read);
    };
}

ScopeOf organisation_writer() {
    return [](database::Connection&, const Call& call) { return organisation_scope(call); };
}

}  // namespace openpcn::api
