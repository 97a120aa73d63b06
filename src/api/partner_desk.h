// What the routes of partners, teams, systems and suppliers share: whose papers a request is about,
// and listing, adding and changing them.
//
// A network writes its own; what its commissioner or its own organisation writes under an ODS code
// is shared with all its networks, which read it.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "api/api_parts.h"
#include "api/network_access.h"
#include "partners/catalogue.h"
#include "persistence/papers.h"

namespace openpcn::api {

// Whose papers: written under `owner`, read from all of `readable` (which has the owner).
struct PartnerScope {
    std::string owner;
    std::vector<std::string> readable;
    Date day;
    std::optional<NetworkInView> network;  // none: an organisation's shared papers
};

// Of the address's {network}. To write, the asker must be its staff or of its practices.
enum class Intent {
    read,
    write
};
Result<PartnerScope> network_scope(ApiParts& parts, database::Connection& connection,
                                   const Call& call, Intent intent);
// Of the asker's own organisation.
Result<PartnerScope> organisation_scope(const Call& call);

// The newest of content/network_partners that is in force, or the latest there is. `unavailable`
// where the content has none.
Result<partners::Catalogue> catalogue_of(ApiParts& parts, Date day);

// One kind of paper: its name in `paper`, the field of a body that holds it, its reader, which
// refuses what is wrong, and where it points to other entries, whether they are there.
struct PartnerPaperKind {
    const char* kind;
    const char* field;
    std::function<Result<void>(const std::string& json, const partners::Catalogue& catalogue)>
        check;
    std::function<Result<void>(ApiParts&, database::Connection&, const PartnerScope&,
                               const std::string& json)>
        check_names;  // may be empty
};
const PartnerPaperKind& partner_paper();
const PartnerPaperKind& partner_agreement_paper();
const PartnerPaperKind& team_paper();
const PartnerPaperKind& supplier_paper();
const PartnerPaperKind& supplier_choice_paper();
const PartnerPaperKind& system_group_paper();
const PartnerPaperKind& system_plan_paper();
const PartnerPaperKind& out_of_area_paper();

// The newest versions that the scope reads.
Result<std::vector<persistence::Paper>> papers_in(database::Connection& connection,
                                                  const PartnerScope& scope,
                                                  const PartnerPaperKind& kind);

// {"id", "version", "shared", "changed_at", "changed_by"} and the paper under the kind's field.
nlohmann::ordered_json paper_json(const persistence::Paper& paper, const PartnerScope& scope,
                                  const PartnerPaperKind& kind);

struct KeptPaper {
    std::string id;
    std::int64_t version = 0;
};
// Adds what the body holds, or makes it the version after "based_on" of the paper with `id`.
// `not_found` where the owner has no such paper.
Result<KeptPaper> add_partner_paper(ApiParts& parts, database::Connection& connection,
                                    const Call& call, const PartnerScope& scope,
                                    const PartnerPaperKind& kind);
Result<KeptPaper> change_partner_paper(ApiParts& parts, database::Connection& connection,
                                       const Call& call, const PartnerScope& scope,
                                       const PartnerPaperKind& kind, const std::string& id);
// Either, for papers with an id of their own: without "based_on" the first.
Result<KeptPaper> put_partner_paper(ApiParts& parts, database::Connection& connection,
                                    const Call& call, const PartnerScope& scope,
                                    const PartnerPaperKind& kind, const std::string& id);
// The version after `based_on`, 0 for a new one, with its audit entry.
Result<KeptPaper> keep_partner_paper(database::Connection& connection, const Call& call,
                                     const PartnerScope& scope, const PartnerPaperKind& kind,
                                     const KeptPaper& based_on, const std::string& json);

http::Response kept_answer(const Result<KeptPaper>& kept, int status);
http::Response json_or_problem(const Result<nlohmann::ordered_json>& made);

// Handlers of the commonest routes. A scope is found before the body is read.
using ScopeOf =
    std::function<Result<PartnerScope>(database::Connection& connection, const Call& call)>;
ApiHandler adding(ApiParts& parts, ScopeOf scope, const PartnerPaperKind& kind);
// `parameter` is the address's name of the paper's id.
ApiHandler changing(ApiParts& parts, ScopeOf scope, const PartnerPaperKind& kind,
                    std::string parameter);
ScopeOf network_writer(ApiParts& parts);
ScopeOf network_reader(ApiParts& parts);
ScopeOf organisation_writer();

}  // namespace openpcn::api
