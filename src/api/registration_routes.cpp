// A network's registration: begun, written task by task with every save a version, checked, its
// area accepted by each practice. Submitting it is submission_routes.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/formation_json.h"
#include "api/json_text.h"
#include "api/problem.h"
#include "api/recorded_change.h"
#include "api/review_moment.h"
#include "platform/auth/secret_text.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using formation::Registration;
using nlohmann::ordered_json;
using persistence::NetworkRow;

Result<NetworkRow> row_of(const Call& call, const Registration& registration) {
    if (registration.name.empty() || !registration.commissioner || !registration.starts)
        return failure({ErrorKind::invalid,
                        "A registration begins with a name, a lead commissioner and a first day.",
                        "name, commissioner, starts", "Write the three."});
    TRY_ASSIGN(auto proposer, OdsCode::parse(call.asker().organisation));
    return NetworkRow{auth::random_id(),
                      std::nullopt,
                      registration.name,
                      *registration.commissioner,
                      networks::Stage::draft,
                      *registration.starts,
                      std::nullopt,
                      std::move(proposer),
                      false,
                      std::nullopt,
                      call.now};
}

http::Response begin(ApiParts& parts, Call& call) {
    const auto body =
        json_object(call.request, {"name", "commissioner", "starts", "locality", "members"});
    if (!body) return problem(body.error());
    auto registration = formation::parse_registration(body->dump());
    if (!registration) return problem(registration.error());
    // A practice that proposes a network means to be in it.
    if (call.asker().kind == OrganisationKind::practice) {
        const auto own = OdsCode::parse(call.asker().organisation);
        auto& members = registration->members;
        if (own && std::find(members.begin(), members.end(), *own) == members.end())
            members.insert(std::upper_bound(members.begin(), members.end(), *own), *own);
    }
    const auto row = row_of(call, *registration);
    if (!row) return problem(row.error());
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    const auto done =
        commit_change(**connection, call, {"network.begin", row->id, ""}, [&]() -> Result<void> {
            TRY(persistence::add_network(**connection, *row));
            // So that their staff see the network.
            TRY(persistence::write_network_members(**connection, row->id,
                                                   planned_rows(*row, registration->members, {})));
            TRY(persistence::add_paper(**connection,
                                       paper_of(call, row->id, registration_kind, registration_kind,
                                                formation::registration_json(*registration)),
                                       0));
            return {};
        });
    if (!done) return problem(done.error());
    return json_answer({{"id", row->id}}, 201);
}

ordered_json tasks_json(const Registration& registration, const CheckedRegistration& checked) {
    ordered_json rows = ordered_json::array();
    for (int i = 0; i < formation::task_count; ++i) {
        const auto task = static_cast<formation::Task>(i);
        rows.push_back(
            {{"task", name_of(task)},
             {"state", name_of(formation::state_of(task, registration, checked.findings))}});
    }
    return rows;
}

ordered_json versions_json(const std::vector<persistence::Paper>& versions) {
    ordered_json rows = ordered_json::array();
    for (const auto& paper : versions) rows.push_back(paper_version_json(paper));
    return rows;
}

ordered_json departures_json(const formation::ReviewCase& review,
                             const organisations::RegisterView& view) {
    ordered_json rows = ordered_json::array();
    for (const auto& one : review.departures) {
        ordered_json row{{"practice", one.practice.text()},
                         {"day", one.day.to_string()},
                         {"reason", one.reason}};
        const auto known = view.practices().find(one.practice);
        if (known != view.practices().end()) row["name"] = known->second.name;
        rows.push_back(std::move(row));
    }
    return rows;
}

ordered_json named_earlier_json(const formation::NamedEarlier& named) {
    ordered_json body{{"payee", named.payee}, {"directors", ordered_json::array()}};
    for (const auto& one : named.directors)
        body["directors"].push_back(
            {{"name", one.name}, {"profession", one.profession}, {"percent", one.percent}});
    return body;
}

// What is not submitted is the practices' own: their commissioner sees the newest submission.
Result<void> show_submitted(database::Connection& connection, const std::string& network, Date day,
                            KeptRegistration& kept) {
    TRY_ASSIGN(auto submissions, kept_submissions(connection, network, day));
    if (submissions.empty())
        return failure({ErrorKind::forbidden, "The practices have not submitted it yet.",
                        "registration", "Wait until they do."});
    kept.registration = std::move(submissions.front().registration);
    kept.version = submissions.front().paper.version;
    kept.versions.clear();
    for (KeptSubmission& one : submissions) kept.versions.push_back(std::move(one.paper));
    return {};
}

Result<ordered_json> registration_in_view(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const Date day, day_asked_for(call));
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto network, network_in_view(parts, *connection, call, day));
    TRY_ASSIGN(auto kept, kept_registration(*connection, network, day));
    TRY_ASSIGN(const auto review, kept_review(*connection, network.row, day));
    if (network.part == Part::commissioner) {
        TRY(show_submitted(*connection, network.row.id, day, kept));
    }
    TRY_ASSIGN(const auto content, formation_content(parts));
    TRY_ASSIGN(const auto checked, check_kept_registration(parts, *connection, content,
                                                           {&network.row, &kept.registration,
                                                            kept.registration.members, day}));
    const bool is_today = day == io::today_in_london();
    const auto& returns = review.review.returns;
    // What a form names that is saved from here names nobody; what an earlier one named is told.
    const auto named = std::exchange(kept.registration.named_earlier, {});
    ordered_json body{
        {"as_at", day.to_string()},
        {"version", kept.version},
        {"stage", networks::name_of(review.review.stage)},
        {"may_write", is_today && require_writer(call.asker(), network).has_value() &&
                          networks::is_being_written(review.review.stage)},
        {"registration", ordered_json::parse(formation::registration_json(kept.registration))},
        {"members", registered_members_json(kept.registration, checked)},
        {"tasks", tasks_json(kept.registration, checked)},
        {"findings", findings_json(checked.findings)},
        {"may_be_submitted", !formation::has_blocking(checked.findings)},
        {"people", people_json(checked.people)},
        {"rules", formation_rules_json(checked)},
        {"versions", versions_json(kept.versions)},
        {"departures", departures_json(review.review, checked.on_first_day->view)}};
    if (!named.is_empty()) body["named_earlier"] = named_earlier_json(named);
    if (const auto* milestone = checked.rules->milestone(formation::MilestoneProof::submitted))
        body["deadline"] = {{"due", milestone->due.to_string()}, {"is_late", milestone->due < day}};
    // Of the newest submission: a practice that left brings it back without the commissioner.
    if (!returns.empty() && review.review.stage == networks::Stage::returned &&
        returns.back().submission == review.review.submission())
        body["returned"] = {{"day", returns.back().day.to_string()},
                            {"reasons", returns.back().reasons}};
    return body;
}

http::Response one(ApiParts& parts, Call& call) {
    const auto body = registration_in_view(parts, call);
    if (!body) return problem(body.error());
    return json_answer(*body);
}

Result<void> require_written(const KeptReview& review) {
    if (networks::is_being_written(review.review.stage)) return {};
    return failure({ErrorKind::conflict, "The registration is submitted and cannot be changed.",
                    "registration", "Withdraw it, or ask the commissioner to return it."});
}

// Out of sight would be out of mind: who goes says so, and why.
Result<void> require_own_kept(const Asker& asker, const NetworkInView& network,
                              const Registration& registration) {
    const auto is_askers = [&](const OdsCode& code) { return code.text() == asker.organisation; };
    const auto& members = registration.members;
    if (network.part != Part::member || std::any_of(members.begin(), members.end(), is_askers))
        return {};
    return failure({ErrorKind::invalid, "Your own practice is not among the members.", "members",
                    "Leave the registration, and say why, instead of taking your practice out."});
}

struct Saving {
    std::int64_t based_on = 0;
    Registration registration;
};
Result<Saving> read_saving(const Call& call) {
    TRY_ASSIGN(const auto body, json_object(call.request, {"based_on", "registration"}));
    const auto based_on = body.find("based_on");
    const auto given = body.find("registration");
    if (based_on == body.end() || !based_on->is_number_integer() || given == body.end())
        return failure({ErrorKind::invalid,
                        "The version it is based on and the registration are "
                        "needed.",
                        "based_on, registration", "Load the registration again and save it."});
    TRY_ASSIGN(auto registration, formation::parse_registration(given->dump()));
    TRY(formation::require_nobody_named(registration));
    return Saving{based_on->get<std::int64_t>(), std::move(registration)};
}

Result<std::int64_t> save_registration(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(auto saving, read_saving(call));
    const Date today = io::today_in_london();
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto network, network_in_view(parts, *connection, call, today));
    TRY(require_writer(call.asker(), network));
    TRY_ASSIGN(const auto review, kept_review(*connection, network.row, today));
    TRY(require_written(review));
    const Registration& registration = saving.registration;
    TRY(require_own_kept(call.asker(), network, registration));
    NetworkRow row = network.row;
    if (registration.name.empty() || !registration.commissioner || !registration.starts)
        return failure({ErrorKind::invalid, "It needs a name, a commissioner and a first day.",
                        "registration", "Write them."});
    row.name = registration.name;
    row.commissioner = *registration.commissioner;
    row.starts = *registration.starts;
    row.changed_at = call.now;
    std::int64_t version = 0;
    const auto change = [&]() -> Result<void> {
        TRY_ASSIGN(version, persistence::add_paper(
                                *connection,
                                paper_of(call, row.id, registration_kind, registration_kind,
                                         formation::registration_json(registration)),
                                saving.based_on));
        TRY(persistence::change_network(*connection, row));
        return persistence::write_network_members(
            *connection, row.id, planned_rows(row, registration.members, review.review));
    };
    TRY(commit_change(*connection, call, {"registration.save", row.id, ""}, change));
    return version;
}

http::Response save(ApiParts& parts, Call& call) {
    const auto version = save_registration(parts, call);
    if (!version) return problem(version.error());
    return json_answer({{"version", *version}});
}

// The members' lists on a day, as the register has them, to be taken over into the snapshot.
http::Response lists(ApiParts& parts, Call& call) {
    const auto dated = call.request.parameter("dated");
    const auto day = Date::parse(dated.value_or(""));
    if (!day) return problem(day.error());
    const auto connection = parts.database.lease();
    if (!connection) return problem(connection.error());
    const Date today = io::today_in_london();
    const auto network = network_in_view(parts, **connection, call, today);
    if (!network) return problem(network.error());
    const auto on_day = parts.register_desk.of(*day);
    if (!on_day) return problem(on_day.error());
    ordered_json rows = ordered_json::array();
    for (const OdsCode& code : network->members) {
        ordered_json row{{"practice", code.text()}};
        const auto found = (*on_day)->view.practices().find(code);
        if (found != (*on_day)->view.practices().end()) {
            row["name"] = found->second.name;
            if (found->second.list) {
                row["patients"] = found->second.list->patients;
                row["dated"] = found->second.list->extracted.to_string();
            }
        }
        rows.push_back(std::move(row));
    }
    return json_answer({{"dated", day->to_string()}, {"rows", std::move(rows)}});
}

// What a practice says of the area, for itself: of exactly the version that it saw.
Result<ordered_json> accept_area(ApiParts& parts, const Call& call) {
    TRY_ASSIGN(const auto body, json_object(call.request, {"version", "accepts"}));
    const auto version = body.find("version");
    const auto accepts = body.find("accepts");
    if (version == body.end() || !version->is_number_integer() || accepts == body.end() ||
        !accepts->is_boolean())
        return failure({ErrorKind::invalid, "Say which version you saw, and whether you accept it.",
                        "version, accepts", "Load the page again."});
    const Date today = io::today_in_london();
    TRY_ASSIGN(const auto connection, parts.database.lease());
    TRY_ASSIGN(const auto network, network_in_view(parts, *connection, call, today));
    TRY_ASSIGN(const auto kept, kept_registration(*connection, network, today));
    TRY_ASSIGN(const auto practice, OdsCode::parse(call.asker().organisation));
    const auto& members = kept.registration.members;
    if (std::find(members.begin(), members.end(), practice) == members.end())
        return failure({ErrorKind::forbidden, "Only a member practice accepts the area for itself.",
                        "network", "Ask the practice."});
    TRY_ASSIGN(const auto review, kept_review(*connection, network.row, today));
    TRY(require_written(review));
    const auto seen = std::find_if(
        kept.versions.begin(), kept.versions.end(),
        [&](const auto& paper) { return paper.version == version->get<std::int64_t>(); });
    const std::string area = formation::area_text(kept.registration);
    std::string area_seen;
    if (seen != kept.versions.end()) {
        TRY_ASSIGN(const auto earlier, formation::parse_registration(seen->body));
        area_seen = formation::area_text(earlier);
    }
    if (area_seen != area)
        return failure({ErrorKind::conflict, "The area was changed since you saw it.", "version",
                        "Look at the area as it is now."});
    const ordered_json said{{"accepts", *accepts}, {"area", area}};
    TRY_ASSIGN(const auto earlier, persistence::find_paper(*connection, network.row.id,
                                                           acceptance_kind, practice.text()));
    const auto change = [&]() -> Result<void> {
        TRY(persistence::add_paper(
            *connection,
            paper_of(call, network.row.id, acceptance_kind, practice.text(), said.dump()),
            earlier ? earlier->version : 0));
        return {};
    };
    TRY(commit_change(*connection, call, {"area.accept", network.row.id, practice.text()}, change));
    return ordered_json{{"practice", practice.text()}, {"accepts", *accepts}};
}

http::Response accept(ApiParts& parts, Call& call) {
    const auto done = accept_area(parts, call);
    if (!done) return problem(done.error());
    return json_answer(*done);
}

}  // namespace

std::vector<http::Route> registration_routes(ApiParts& parts) {
    return {
        guarded(parts, "POST", "/api/networks", "networks.form",
                [&parts](Call& call) { return begin(parts, call); }),
        guarded(parts, "GET", "/api/networks/{network}/registration", "networks.read",
                [&parts](Call& call) { return one(parts, call); }),
        guarded(parts, "PUT", "/api/networks/{network}/registration", "networks.form",
                [&parts](Call& call) { return save(parts, call); }),
        guarded(parts, "GET", "/api/networks/{network}/registration/lists", "networks.read",
                [&parts](Call& call) { return lists(parts, call); }),
        guarded(parts, "PUT", "/api/networks/{network}/registration/area-acceptance",
                "networks.sign", [&parts](Call& call) { return accept(parts, call); }),
    };
}

}  // namespace openpcn::api
