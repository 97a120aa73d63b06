// Data-sharing agreements: those that the asker's organisation is party to, and what it has of each
// practice by them. What they allow is decided in access_policy.h.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/json_text.h"
#include "api/network_access.h"
#include "api/organisation_names.h"
#include "api/problem.h"
#include "api/recorded_change.h"
#include "api/sharing_json.h"
#include "persistence/papers.h"
#include "platform/auth/secret_text.h"
#include "sharing/agreement_json.h"

namespace openpcn::api {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using persistence::Paper;
using sharing::SharingAgreement;

constexpr std::size_t note_bytes_max = 2000;

Error not_there() {
    return {ErrorKind::not_found,
            "There is no such agreement among those that your organisation is party to.",
            "agreement", "Choose one of the list."};
}

Result<OdsCode> own_code(const Call& call) { return OdsCode::parse(call.asker().organisation); }

// Dates of papers are taken in UTC: a change in the first hour of a summer's day counts to the day
// before.
Result<std::optional<AgreementOnDay>> on_day(database::Connection& connection, const Paper& newest,
                                             Date day) {
    TRY_ASSIGN(auto versions, persistence::paper_versions(connection, newest.owner,
                                                          sharing_paper_kind, newest.id));
    std::erase_if(versions, [&](const Paper& paper) { return paper.at.utc_date() > day; });
    if (versions.empty()) return std::optional<AgreementOnDay>();
    const Paper& paper = versions.front();
    TRY_ASSIGN(auto agreement,
               sharing::parse_agreement(paper.body, fmt::format("agreement {}", paper.id)));
    std::string hash = sharing::hash_of(agreement.text);
    sharing::KeptAgreement kept{paper.id, paper.owner, paper.version, std::move(agreement),
                                std::move(hash)};
    return std::optional(AgreementOnDay{std::move(kept), std::move(versions)});
}

// As at the end of a day, those that the asker's organisation is party to; all, or the one.
Result<std::vector<AgreementOnDay>> agreements_on(database::Connection& connection,
                                                  const Call& call, Date day,
                                                  std::string_view id = "") {
    TRY_ASSIGN(const OdsCode own, own_code(call));
    TRY_ASSIGN(const auto papers, persistence::papers_of_kind(connection, sharing_paper_kind));
    std::vector<AgreementOnDay> found;
    for (const Paper& paper : papers) {
        if (!id.empty() && paper.id != id) continue;
        TRY_ASSIGN(auto one, on_day(connection, paper, day));
        if (one && sharing::is_party(one->kept.agreement.text, own))
            found.push_back(std::move(*one));
    }
    return found;
}

http::Response list(ApiParts& parts, Call& call) {
    const auto day = day_asked_for(call);
    if (!day) return problem(day.error());
    std::vector<sharing::KeptAgreement> kept;
    {
        const auto connection = parts.database.lease();
        if (!connection) return problem(connection.error());
        auto found = agreements_on(**connection, call, *day);
        if (!found) return problem(found.error());
        for (AgreementOnDay& one : *found) kept.push_back(std::move(one.kept));
    }
    const NameOf names = names_for(parts, *day);
    const sharing::AgreementBook book(std::move(kept));
    ordered_json body{{"as_at", day->to_string()}};
    body["agreements"] = ordered_json::array();
    for (const auto& one : book.all())
        body["agreements"].push_back(agreement_summary_json(one, call, *day, names));
    body["matrix"] = sharing_matrix_json(book, call, *day, names);
    body.update(sharing_words_json());
    return json_answer(body);
}

http::Response answer_one(ApiParts& parts, const Call& call, std::string_view id, Date day,
                          int status = 200) {
    std::vector<AgreementOnDay> found;
    {
        const auto connection = parts.database.lease();
        if (!connection) return problem(connection.error());
        auto read = agreements_on(**connection, call, day, id);
        if (!read) return problem(read.error());
        found = std::move(*read);
    }
    if (found.empty()) return problem(not_there());
    return json_answer(agreement_json(found.front(), call, day, names_for(parts, day)), status);
}

http::Response one(ApiParts& parts, Call& call) {
    const auto day = day_asked_for(call);
    if (!day) return problem(day.error());
    return answer_one(parts, call, call.request.path_parameter("agreement"), *day);
}

Result<void> require_party(const sharing::AgreementText& text, const OdsCode& own) {
    if (sharing::is_party(text, own)) return {};
    return failure({ErrorKind::invalid, "Your own organisation is not named.",
                    "text.disclosers, text.receivers",
                    "Name it among those who disclose or those who receive."});
}

Paper paper_of(const Call& call, std::string owner, std::string id,
               const SharingAgreement& agreement) {
    Paper paper;
    paper.owner = std::move(owner);
    paper.kind = sharing_paper_kind;
    paper.id = std::move(id);
    paper.body = sharing::to_json(agreement).dump();
    paper.at = call.now;
    paper.author = call.asker().username;
    paper.author_name = call.asker().display_name;
    paper.author_organisation = call.asker().organisation;
    return paper;
}

http::Response draft(ApiParts& parts, Call& call) {
    const auto body = json_object(call.request, {"text"});
    if (!body) return problem(body.error());
    auto text = sharing::read_text(body->value("text", json()), "text");
    if (!text) return problem(text.error());
    const auto own = own_code(call);
    if (!own) return problem(own.error());
    if (const auto party = require_party(*text, *own); !party) return problem(party.error());
    if (text->receivers.empty())
        return problem({ErrorKind::invalid, "Nobody receives.", "text.receivers",
                        "Name the organisation that receives."});
    const SharingAgreement agreement{std::move(*text), {}, {}};
    const Paper paper =
        paper_of(call, agreement.text.receivers.front().text(), auth::random_id(), agreement);
    {
        const auto connection = parts.database.lease();
        if (!connection) return problem(connection.error());
        const auto kept = commit_change(**connection, call, {"sharing.draft", paper.id, ""},
                                        [&]() -> Result<void> {
                                            TRY(persistence::add_paper(**connection, paper, 0));
                                            return {};
                                        });
        if (!kept) return problem(kept.error());
    }
    return answer_one(parts, call, paper.id, call.today, 201);
}

// The newest version, changed by `change` and kept as the next, with its audit entry.
http::Response change_newest(
    ApiParts& parts, Call& call, const RecordedChange& said,
    const std::function<Result<SharingAgreement>(sharing::KeptAgreement, const OdsCode&)>& change) {
    const std::string id(call.request.path_parameter("agreement"));
    {
        const auto own = own_code(call);
        if (!own) return problem(own.error());
        const auto connection = parts.database.lease();
        if (!connection) return problem(connection.error());
        const auto kept = commit_change(**connection, call, said, [&]() -> Result<void> {
            TRY_ASSIGN(auto all, read_agreements(**connection));
            const auto found = std::find_if(all.begin(), all.end(),
                                            [&](const auto& each) { return each.id == id; });
            if (found == all.end() || !sharing::is_party(found->agreement.text, *own))
                return failure(not_there());
            const std::string owner = found->owner;
            const std::int64_t version = found->version;
            TRY_ASSIGN(const SharingAgreement next, change(std::move(*found), *own));
            TRY(persistence::add_paper(**connection, paper_of(call, owner, id, next), version));
            return {};
        });
        if (!kept) return problem(kept.error());
    }
    return answer_one(parts, call, id, call.today);
}

http::Response change_text(ApiParts& parts, Call& call) {
    const auto body = json_object(call.request, {"based_on", "text"});
    if (!body) return problem(body.error());
    auto text = sharing::read_text(body->value("text", json()), "text");
    if (!text) return problem(text.error());
    const json based_on = body->value("based_on", json());
    if (!based_on.is_number_integer())
        return problem({ErrorKind::invalid, "based_on must be the number of a version.", "based_on",
                        "Give the newest one you have seen."});
    const std::string id(call.request.path_parameter("agreement"));
    return change_newest(
        parts, call, {"sharing.change", id, "text"},
        [&](sharing::KeptAgreement kept, const OdsCode& own) -> Result<SharingAgreement> {
            TRY(require_party(*text, own));
            if (kept.version != based_on.get<std::int64_t>())
                return failure(
                    {ErrorKind::conflict,
                     fmt::format("Version {} was saved meanwhile by somebody else.", kept.version),
                     "based_on", "Look at what changed, then save again."});
            kept.agreement.text = std::move(*text);
            return std::move(kept.agreement);
        });
}

http::Response sign(ApiParts& parts, Call& call) {
    const auto body = json_object(call.request, {"hash"});
    if (!body) return problem(body.error());
    const auto hash = text_field(*body, "hash", 64);
    if (!hash) return problem(hash.error());
    const std::string id(call.request.path_parameter("agreement"));
    return change_newest(
        parts, call, {"sharing.sign", id, fmt::format("text {}", hash->substr(0, 16))},
        [&](sharing::KeptAgreement kept, const OdsCode& own) {
            const Role* role = find_role(call.asker().role);
            return sharing::with_signature(
                std::move(kept.agreement),
                {own, *hash, call.asker().display_name,
                 std::string(role != nullptr ? role->title : std::string_view(call.asker().role)),
                 sharing::SignedHow::here, call.now});
        });
}

http::Response stop(ApiParts& parts, Call& call) {
    const auto body = json_object(call.request, {"kind", "reason"});
    if (!body) return problem(body.error());
    const auto kind_text = text_field(*body, "kind", 20);
    if (!kind_text) return problem(kind_text.error());
    const auto kind = sharing::find_stop_kind(*kind_text);
    if (!kind)
        return problem({ErrorKind::invalid, "An agreement is suspended, resumed or ended.", "kind",
                        "Give one of them."});
    auto reason = text_field(*body, "reason", note_bytes_max);
    if (!reason) return problem(reason.error());
    if (reason->empty())
        return problem({ErrorKind::invalid, "The reason is missing.", "reason",
                        "Say why, for the other parties."});
    const std::string id(call.request.path_parameter("agreement"));
    return change_newest(parts, call, {fmt::format("sharing.{}", *kind_text), id, ""},
                         [&](sharing::KeptAgreement kept, const OdsCode& own) {
                             return sharing::with_stop(
                                 std::move(kept.agreement),
                                 {own, *kind, call.asker().display_name, *reason, call.now});
                         });
}

}  // namespace

std::vector<http::Route> sharing_routes(ApiParts& parts) {
    const std::string agreement = "/api/sharing/agreements/{agreement}";
    const auto route = [&](const char* method, const std::string& pattern, const char* rule,
                           http::Response (*handler)(ApiParts&, Call&)) {
        return guarded(parts, method, pattern, rule,
                       [&parts, handler](Call& call) { return handler(parts, call); });
    };
    return {
        guarded(parts, "GET", "/api/sharing/reach", "signed_in",
                [&parts](Call& call) {
                    const auto view = parts.state.read();
                    return json_answer(
                        reach_json(call.reach(view.image()), view.image(), call.today));
                }),
        route("GET", "/api/sharing/agreements", "networks.read", list),
        route("POST", "/api/sharing/agreements", "sharing.manage", draft),
        route("GET", agreement, "networks.read", one),
        route("POST", agreement + "/versions", "sharing.manage", change_text),
        route("POST", agreement + "/signatures", "sharing.manage", sign),
        route("POST", agreement + "/stops", "sharing.manage", stop),
    };
}

}  // namespace openpcn::api
