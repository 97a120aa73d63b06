// Signing a network's agreement for one's own practice, and confirming it to the commissioner.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/agreement_request.h"
#include "api/agreement_routes.h"
#include "api/json_text.h"
#include "api/problem.h"
#include "api/recorded_change.h"
#include "platform/auth/secret_text.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using agreement::Signature;
using agreement::SigningMethod;
using nlohmann::json;

constexpr std::size_t name_bytes_max = 200;

// The text that the asker saw must be the one that holds.
Result<void> check_hash(const AgreementInView& seen, const std::string& hash) {
    if (seen.standing.version == 0)
        return failure({ErrorKind::conflict, "Nothing of the agreement is written yet.",
                        "agreement", "Write and save it first."});
    if (hash == seen.standing.hash) return {};
    return failure(
        {ErrorKind::conflict,
         fmt::format("The text was changed: version {} holds now.", seen.standing.version), "hash",
         "Read the new text, then do it again."});
}

// An agreement that lacks what even an initial one needs binds nobody to anything.
Result<void> check_can_be_signed(const AgreementInView& seen, const OdsCode& practice) {
    if (!seen.standing.missing_for_initial.empty()) {
        std::vector<std::string> what;
        for (const auto& missing : seen.standing.missing_for_initial) what.push_back(missing.what);
        return failure({ErrorKind::conflict,
                        "The agreement lacks what it needs before anybody signs it.",
                        fmt::format("{}", fmt::join(what, " ")), "Fill it, then sign."});
    }
    const auto& members = seen.network.members;
    const auto& not_named = seen.standing.members_not_named;
    if (std::find(members.begin(), members.end(), practice) == members.end())
        return failure({ErrorKind::forbidden, "Only a member practice signs the agreement.",
                        practice.text(), "Ask the network to make the practice a member first."});
    if (std::find(not_named.begin(), not_named.end(), practice) != not_named.end())
        return failure({ErrorKind::conflict, "The text does not name your practice yet.",
                        practice.text(),
                        "Save the agreement again, so that it names all members."});
    return {};
}

Result<Signature> signature_of(const AgreementInView& seen, const Call& call, const json& body,
                               OdsCode practice) {
    const auto& asker = call.asker();
    Signature signature{std::move(practice),
                        "",
                        "",
                        "",
                        "",
                        1,
                        SigningMethod::account,
                        "",
                        seen.standing.hash,
                        seen.standing.version,
                        call.now,
                        asker.username};
    TRY_ASSIGN(signature.signer, text_field(body, "signer", name_bytes_max));
    signature.signer = agreement::tidy_text(signature.signer);
    TRY_ASSIGN(signature.capacity, text_field(body, "capacity", name_bytes_max));
    TRY_ASSIGN(signature.legal_form, text_field(body, "legal_form", name_bytes_max));
    TRY_ASSIGN(signature.authority, text_field(body, "authority", name_bytes_max));
    TRY_ASSIGN(signature.kept_at, text_field(body, "kept_at", name_bytes_max));
    TRY_ASSIGN(const std::string method, text_field(body, "method", 20));
    if (method == name_of(SigningMethod::paper)) signature.method = SigningMethod::paper;
    if (const auto partners = body.find("partners"); partners != body.end()) {
        if (!partners->is_number_unsigned() || *partners > 100)
            return failure({ErrorKind::invalid, "The number of partners must be 2 to 100.",
                            "partners", "Enter how many partners the practice has."});
        signature.partners = partners->get<int>();
    }
    TRY(agreement::check_signing(*seen.form, signature));
    return signature;
}

Result<void> check_declaration(const json& body) {
    const auto declares = body.find("declares");
    if (declares != body.end() && declares->is_boolean() && declares->get<bool>()) return {};
    return failure({ErrorKind::invalid, "The declaration was not made.", "declares",
                    "Read the text and the statement, and confirm it."});
}

// The same person under the same text in the same way signs once.
Result<void> check_not_signed(const AgreementInView& seen, const Signature& signature) {
    const auto same = [&](const Signature& other) {
        return other.practice == signature.practice && other.hash == signature.hash &&
               other.method == signature.method && other.username == signature.username &&
               other.signer == signature.signer && other.legal_form == signature.legal_form &&
               other.authority == signature.authority && other.partners == signature.partners;
    };
    if (std::none_of(seen.papers.signatures.begin(), seen.papers.signatures.end(), same)) return {};
    return failure({ErrorKind::conflict, "You have signed this text already.", "signature",
                    "Nothing needs to be done."});
}

http::Response sign(ApiParts& parts, Call& call) {
    const auto body =
        json_object(call.request, {"hash", "signer", "capacity", "legal_form", "authority",
                                   "partners", "method", "kept_at", "declares"});
    if (!body) return problem(body.error());
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    const auto first = agreement_in_view(parts, **connection, call);
    if (!first) return problem(first.error());
    std::int64_t version = 0;
    const auto practice = OdsCode::parse(call.asker().organisation);
    if (!practice) return problem(practice.error());
    const std::string& id = first->network.row.id;
    const auto done = commit_change(
        **connection, call, {"agreement.sign", id, first->standing.hash.substr(0, 16)},
        [&]() -> Result<void> {
            TRY_ASSIGN(const AgreementInView seen, agreement_in_view(parts, **connection, call));
            TRY_ASSIGN(const std::string hash, text_field(*body, "hash", 64));
            TRY(check_hash(seen, hash));
            TRY(check_can_be_signed(seen, *practice));
            TRY(check_declaration(*body));
            TRY_ASSIGN(const Signature signature, signature_of(seen, call, *body, *practice));
            TRY(check_not_signed(seen, signature));
            version = signature.version;
            const auto& asker = call.asker();
            TRY(persistence::add_paper(
                **connection,
                {id, signature_kind, auth::random_id(), 0, agreement::to_json(signature), call.now,
                 asker.username, asker.display_name, asker.organisation, 0},
                0));
            return {};
        });
    if (!done) return problem(done.error());
    return json_answer({{"version", version}}, 201);
}

http::Response confirm(ApiParts& parts, Call& call) {
    const auto body = json_object(call.request, {"hash"});
    if (!body) return problem(body.error());
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    const auto first = agreement_in_view(parts, **connection, call);
    if (!first) return problem(first.error());
    const std::string& id = first->network.row.id;
    const Date today = io::today_in_london();
    const auto done = commit_change(
        **connection, call, {"agreement.confirm", id, first->standing.hash.substr(0, 16)},
        [&]() -> Result<void> {
            TRY_ASSIGN(const AgreementInView seen, agreement_in_view(parts, **connection, call));
            TRY(require_part(seen.network, {Part::own, Part::member}));
            TRY_ASSIGN(const std::string hash, text_field(*body, "hash", 64));
            TRY(check_hash(seen, hash));
            if (!seen.standing.is_ready_to_confirm())
                return failure({ErrorKind::conflict, "The agreement is not complete yet.",
                                fmt::format("{}", fmt::join(seen.standing.hindrances(), " ")),
                                "Fill what is missing and let every practice sign."});
            if (seen.standing.confirmed_on)
                return failure({ErrorKind::conflict, "This text is confirmed already.",
                                "confirmation", "Nothing needs to be done."});
            const auto& asker = call.asker();
            const agreement::Confirmation confirmation{
                hash,     seen.standing.version, today,
                call.now, asker.display_name,    asker.organisation};
            TRY(persistence::add_paper(
                **connection,
                {id, confirmation_kind, auth::random_id(), 0, agreement::to_json(confirmation),
                 call.now, asker.username, asker.display_name, asker.organisation, 0},
                0));
            return {};
        });
    if (!done) return problem(done.error());
    return json_answer({{"confirmed_on", today.to_string()}}, 201);
}

}  // namespace

std::vector<http::Route> agreement_signing_routes(ApiParts& parts) {
    const std::string base = "/api/networks/{network}/agreement";
    return {
        guarded(parts, "POST", base + "/signatures", "networks.sign",
                [&parts](Call& call) { return sign(parts, call); }),
        guarded(parts, "POST", base + "/confirmation", "networks.form",
                [&parts](Call& call) { return confirm(parts, call); }),
    };
}

}  // namespace openpcn::api
