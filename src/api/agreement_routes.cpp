// Reading a network's agreement, saving the next version of it, and comparing versions. Signing is
// agreement_signing_routes.cpp.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "agreement/agreement_text.h"
#include "api/agreement_document.h"
#include "api/agreement_json.h"
#include "api/agreement_request.h"
#include "api/agreement_routes.h"
#include "api/json_text.h"
#include "api/problem.h"
#include "api/recorded_change.h"

namespace openpcn::api {
namespace {

using agreement::AgreementTemplate;
using agreement::FilledAgreement;
using nlohmann::json;
using nlohmann::ordered_json;

// One request with its connection: most handlers need nothing else.
template <typename Answer>
http::Response with_agreement(ApiParts& parts, Call& call, const Answer& answer) {
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    auto seen = agreement_in_view(parts, **connection, call);
    if (!seen) return problem(seen.error());
    const Result<http::Response> made = answer(*seen, **connection);
    return made ? *made : problem(made.error());
}

ordered_json version_json(const KeptAgreement& kept) {
    return {{"version", kept.version}, {"form", kept.template_id},
            {"hash", kept.hash},       {"at", kept.at.to_string()},
            {"author", kept.author},   {"organisation", kept.author_organisation}};
}

// What an agreement that is not begun already knows.
ordered_json first_draft(const AgreementInView& seen) {
    const FilledAgreement empty{
        seen.form->id, seen.form->version, seen.network.row.name, named_members(seen), {}, {}};
    ordered_json body = filled_json(empty);
    if (seen.form->field("network_name") != nullptr)
        body["values"]["network_name"] = seen.network.row.name;
    return body;
}

Result<http::Response> read(const AgreementInView& seen) {
    ordered_json body{{"network", seen.network.row.id},
                      {"part", name_of(seen.network.part)},
                      {"as_at", seen.of_day->view.as_at().to_string()},
                      {"version", seen.standing.version}};
    if (!seen.papers.versions.empty()) body["saved"] = version_json(seen.papers.versions.front());
    body["form"] = form_json(*seen.form);
    body["form_note"] = seen.form_note;
    const auto newest = agreement::template_on(seen.templates, seen.of_day->view.as_at());
    if (seen.filled && newest.form != nullptr &&
        seen.form->effective_from < newest.form->effective_from)
        body["newer_form"] = {{"id", newest.form->id}, {"title", newest.form->title}};
    body["agreement"] = seen.filled ? filled_json(*seen.filled) : first_draft(seen);
    body["standing"] =
        standing_json(seen.standing, seen.papers, seen.network.members, seen.of_day->view);
    body["signatures"] = signatures_json(seen.papers, seen.standing.hash, *seen.form);
    body["confirmations"] = confirmations_json(seen.papers, seen.standing.hash);
    return json_answer(body);
}

Result<http::Response> versions(const AgreementInView& seen) {
    ordered_json body = ordered_json::array();
    for (const KeptAgreement& kept : seen.papers.versions) body.push_back(version_json(kept));
    return json_answer(body);
}

Result<http::Response> one_version(const AgreementInView& seen, const Call& call) {
    TRY_ASSIGN(const KeptAgreement* kept,
               version_in_view(seen, call.request.path_parameter("version")));
    TRY_ASSIGN(const FilledAgreement filled, filled_agreement(*kept, seen.templates));
    ordered_json body = version_json(*kept);
    body["agreement"] = filled_json(filled);
    body["text"] = kept->text;
    return json_answer(body);
}

Result<http::Response> compare(const AgreementInView& seen, const Call& call) {
    TRY_ASSIGN(const KeptAgreement* before,
               version_in_view(seen, call.request.parameter("before").value_or("")));
    TRY_ASSIGN(const KeptAgreement* after,
               version_in_view(seen, call.request.parameter("after").value_or("")));
    TRY_ASSIGN(const AgreementTemplate* before_form, form_of(*before, seen.templates));
    TRY_ASSIGN(const AgreementTemplate* after_form, form_of(*after, seen.templates));
    TRY_ASSIGN(const FilledAgreement was, agreement::parse_filled(*before_form, before->body));
    TRY_ASSIGN(const FilledAgreement is, agreement::parse_filled(*after_form, after->body));
    return json_answer(
        {{"before", version_json(*before)},
         {"after", version_json(*after)},
         {"changes", changes_json(agreement::difference(*before_form, was, *after_form, is))}});
}

// The agreement on the form of the day, with what goes along; the same where that is its form.
Result<http::Response> next_form(const AgreementInView& seen) {
    if (!seen.filled)
        return failure({ErrorKind::not_found, "Nothing of the agreement is written yet.",
                        "agreement", "Write it first."});
    const AgreementTemplate* next =
        agreement::template_on(seen.templates, seen.of_day->view.as_at()).form;
    if (next->effective_from < seen.form->effective_from) next = seen.form;
    const auto carried = agreement::carry_over(*seen.filled, *seen.form, *next);
    return json_answer({{"form", form_json(*next)},
                        {"agreement", draft_json(carried.draft)},
                        {"new_fields", carried.new_fields},
                        {"left_behind", carried.left_behind}});
}

Result<http::Response> document(const AgreementInView& seen, const Call& call) {
    if (seen.papers.versions.empty())
        return failure({ErrorKind::not_found, "Nothing of the agreement is written yet.",
                        "agreement", "Write it first."});
    const auto asked = call.request.parameter("version");
    TRY_ASSIGN(
        const KeptAgreement* kept,
        version_in_view(seen, asked ? std::string(*asked) : std::to_string(seen.standing.version)));
    TRY_ASSIGN(const AgreementTemplate* form, form_of(*kept, seen.templates));
    TRY_ASSIGN(const FilledAgreement filled, agreement::parse_filled(*form, kept->body));
    return http::Response::text(
               200,
               agreement_document(*form, filled, *kept, seen.papers, seen.of_day->view.as_at()),
               "text/html; charset=utf-8")
        .with_header("Content-Disposition",
                     fmt::format("attachment; filename=\"network-agreement-version-{}-{}.html\"",
                                 kept->version, seen.of_day->view.as_at().to_string()));
}

// What is sent to be saved.
struct Save {
    std::int64_t based_on = 0;
    const AgreementTemplate* form = nullptr;
    bool voids_signatures = false;
    FilledAgreement filled;
};

Result<Save> save_of(const AgreementInView& seen, const Call& call) {
    TRY_ASSIGN(const json body, json_object(call.request, {"based_on", "form", "values",
                                                           "more_schedules", "voids_signatures"}));
    const auto based_on = body.find("based_on");
    if (based_on == body.end() || !based_on->is_number_unsigned())
        return failure({ErrorKind::invalid, "based_on must be the version you started from.",
                        "based_on", "Send 0 where nothing was saved before."});
    TRY_ASSIGN(const std::string form_id, text_field(body, "form", 40));
    const AgreementTemplate* form = agreement::find_template(seen.templates, form_id);
    if (form == nullptr)
        return failure({ErrorKind::invalid, "There is no such form of the agreement.", "form",
                        "Use the form that the agreement was read with."});
    json draft{{"values", body.value("values", json::object())}};
    if (body.contains("more_schedules")) draft["more_schedules"] = body["more_schedules"];
    TRY_ASSIGN(auto parsed, agreement::parse_draft(
                                *form, draft.dump(-1, ' ', false, json::error_handler_t::replace)));
    TRY_ASSIGN(auto filled, agreement::fill(*form, std::move(parsed), seen.network.row.name,
                                            named_members(seen)));
    const auto voids = body.find("voids_signatures");
    return Save{based_on->get<std::int64_t>(), form,
                voids != body.end() && voids->is_boolean() && voids->get<bool>(),
                std::move(filled)};
}

// Who amends a text that others signed must know it; the page says how many before it saves.
Result<void> check_signed(const AgreementInView& seen, const Save& save) {
    const std::size_t signed_by =
        seen.standing.signed_this.size() + seen.standing.partly_signed.size();
    if (signed_by == 0 || save.voids_signatures) return {};
    return failure({ErrorKind::conflict,
                    fmt::format("{} {} signed this text. Saving changes the text: they must sign "
                                "again.",
                                signed_by, signed_by == 1 ? "practice has" : "practices have"),
                    "voids_signatures", "Confirm that they must sign again, or leave it."});
}

Result<http::Response> save(ApiParts& parts, const Call& call, AgreementInView& seen,
                            database::Connection& connection) {
    TRY(require_part(seen.network, {Part::own, Part::member}));
    if (call.request.parameter("as_at"))
        return failure({ErrorKind::invalid, "A past agreement is not changed.", "as_at",
                        "Save without as_at."});
    if (seen.network.row.stage == networks::Stage::closed)
        return failure({ErrorKind::conflict, "The network is closed: its agreement is not changed.",
                        "network", "Nothing needs to be done."});
    TRY_ASSIGN(const Save wanted, save_of(seen, call));
    const std::string text = agreement::agreement_text(*wanted.form, wanted.filled);
    if (seen.filled && wanted.based_on == seen.standing.version &&
        agreement::hash_of_text(text) == seen.standing.hash)
        return json_answer({{"version", seen.standing.version}, {"is_changed", false}});
    const std::string& id = seen.network.row.id;
    std::int64_t version = 0;
    const auto done = commit_change(
        connection, call, {"agreement.save", id, fmt::format("after version {}", wanted.based_on)},
        [&]() -> Result<void> {
            // Asked again inside the transaction: somebody may have signed meanwhile.
            TRY_ASSIGN(const AgreementInView now, agreement_in_view(parts, connection, call));
            if (now.standing.version == wanted.based_on) TRY(check_signed(now, wanted));
            const auto& asker = call.asker();
            TRY_ASSIGN(version,
                       persistence::add_paper(
                           connection,
                           {id, agreement_kind, agreement_id, 0, to_paper_body(wanted.filled, text),
                            call.now, asker.username, asker.display_name, asker.organisation, 0},
                           wanted.based_on));
            return {};
        });
    if (!done) return failure(done.error());
    return json_answer({{"version", version}, {"is_changed", true}});
}

}  // namespace

std::vector<http::Route> agreement_routes(ApiParts& parts) {
    const std::string base = "/api/networks/{network}/agreement";
    const auto reading = [&parts](std::string path, auto answer) {
        return guarded(parts, "GET", std::move(path), "networks.read",
                       [&parts, answer](Call& call) {
                           return with_agreement(parts, call,
                                                 [&](AgreementInView& seen, database::Connection&) {
                                                     return answer(seen, call);
                                                 });
                       });
    };
    return {
        reading(base, [](AgreementInView& seen, Call&) { return read(seen); }),
        reading(base + "/versions", [](AgreementInView& seen, Call&) { return versions(seen); }),
        reading(base + "/versions/{version}", one_version),
        reading(base + "/difference", compare),
        reading(base + "/document", document),
        reading(base + "/next-form", [](AgreementInView& seen, Call&) { return next_form(seen); }),
        guarded(parts, "PUT", base, "networks.form",
                [&parts](Call& call) {
                    return with_agreement(
                        parts, call, [&](AgreementInView& seen, database::Connection& connection) {
                            return save(parts, call, seen, connection);
                        });
                }),
    };
}

}  // namespace openpcn::api
