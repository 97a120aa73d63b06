// The people of a network: clinical directors, other leads, seats in the system, and the payee with
// its change by two people.
#include <fmt/format.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "api/api_parts.h"
#include "api/governance_desk.h"
#include "api/governance_request.h"
#include "api/json_text.h"
#include "api/problem.h"

namespace openpcn::api {
namespace {

using governance::Payee;
using governance::PayeeState;
using governance::Post;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t reason_bytes_max = 1'000;

ordered_json content_json(const governance::GovernanceContent& content) {
    ordered_json body{{"assurance", content.assurance},
                      {"sources", sources_json(content)},
                      {"professions", ordered_json::array()},
                      {"leads", ordered_json::array()}};
    for (const auto& each : content.professions)
        body["professions"].push_back(
            {{"id", each.id}, {"title", each.title}, {"clinician", each.is_clinician}});
    for (const auto& each : content.leads) {
        ordered_json lead{{"id", each.id}, {"title", each.title}};
        if (each.from) lead["from"] = each.from->to_string();
        if (!each.source.empty()) lead["source"] = each.source;
        if (!each.mark.empty()) lead["mark"] = each.mark;
        body["leads"].push_back(std::move(lead));
    }
    return body;
}

ordered_json post_json(const Kept<Post>& kept, const governance::NetworkTime& time, Date day) {
    const Post post = governance::within(kept.value, time);
    ordered_json body{{"id", kept.id}, {"version", kept.version}};
    body.update(ordered_json::parse(to_json(post)));
    body["withdrawn"] = post.withdrawn ? 1 : 0;
    body["holds"] = post.holds_on(day);
    body["ends_with_network"] = post.to != kept.value.to;
    return body;
}

// The account whole for the second person, who has to compare it, masked for the network's other
// people, and not at all for the commissioner.
ordered_json payee_json(const Kept<Payee>& kept, const GovernanceRequest& request,
                        const Asker& asker) {
    const Payee& payee = kept.value;
    const bool is_own = payee.proposed_by == asker.username;
    ordered_json body{{"id", kept.id},
                      {"version", kept.version},
                      {"kind", name_of(payee.kind)},
                      {"name", payee.name},
                      {"from", payee.from.to_string()},
                      {"reason", payee.reason},
                      {"state", name_of(payee.state)},
                      {"mine", is_own},
                      {"at", kept.paper.at.to_string()},
                      {"by", kept.paper.author_name}};
    if (payee.code) body["code"] = payee.code->text();
    if (!payee.decided_because.empty()) body["decided_because"] = payee.decided_because;
    if (request.network.part == Part::commissioner) return body;
    const bool compares =
        payee.state == PayeeState::proposed && !is_own && may_change(request, asker);
    body["account_holder"] = payee.account_holder;
    body["sort_code"] = compares ? payee.sort_code : governance::masked(payee.sort_code);
    body["account_number"] =
        compares ? payee.account_number : governance::masked(payee.account_number);
    return body;
}

// The commissioner is told what the network has decided, not what it is still talking about.
bool is_shown(const Payee& payee, Part part) {
    return part != Part::commissioner || payee.state == PayeeState::confirmed;
}

// On a day asked for, a term counts by its own days, as far as it is known now: that somebody
// resigned may be entered later. What begins after the day is there only if it was known by then.
Result<std::vector<Kept<Post>>> posts_in_view(GovernanceRequest& request) {
    const std::string& network = request.network.row.id;
    TRY_ASSIGN(auto posts, read_posts(*request.connection, network));
    if (!request.kept_by) return posts;
    TRY_ASSIGN(const auto known, read_posts(*request.connection, network, request.kept_by));
    std::erase_if(posts, [&](const Kept<Post>& post) {
        return request.day < post.value.from &&
               std::ranges::find(known, post.id, &Kept<Post>::id) == known.end();
    });
    return posts;
}

// The same of payees: who was confirmed counts by the day, what was only proposed as it stood.
Result<std::vector<Kept<Payee>>> payees_in_view(GovernanceRequest& request) {
    const std::string& network = request.network.row.id;
    TRY_ASSIGN(auto payees, read_payees(*request.connection, network));
    if (!request.kept_by) return payees;
    TRY_ASSIGN(auto then, read_payees(*request.connection, network, request.kept_by));
    for (Kept<Payee>& payee : payees) {
        if (payee.value.state != PayeeState::confirmed || request.day < payee.value.from) continue;
        const auto found = std::ranges::find(then, payee.id, &Kept<Payee>::id);
        if (found != then.end()) then.erase(found);
        then.push_back(std::move(payee));
    }
    return then;
}

Result<ordered_json> people_json(ApiParts& parts, GovernanceRequest& request, const Call& call) {
    TRY_ASSIGN(const auto content,
               governance_content_of(parts.state.read().pack().files(), request.day));
    TRY_ASSIGN(const auto posts, posts_in_view(request));
    TRY_ASSIGN(const auto payees, payees_in_view(request));
    TRY_ASSIGN(const auto on_day, parts.register_desk.of(request.day));
    const governance::NetworkTime time = time_of(request.network.row, on_day->view);
    ordered_json body{{"as_at", request.day.to_string()}, {"content", content_json(content)}};
    std::vector<Post> values;
    body["posts"] = ordered_json::array();
    for (const auto& kept : posts) {
        values.push_back(kept.value);
        body["posts"].push_back(post_json(kept, time, request.day));
    }
    body["findings"] =
        post_findings_json(check_directors(values, time, request.day, content.clinicians()));
    body["payees"] = ordered_json::array();
    std::vector<Payee> payee_values;
    for (const auto& kept : payees) {
        payee_values.push_back(kept.value);
        if (is_shown(kept.value, request.network.part))
            body["payees"].push_back(payee_json(kept, request, call.asker()));
    }
    // Before a network begins, whoever is to be its payee on the first day; after its end, nobody.
    const Date day = std::max(request.day, time.from);
    const bool is_over = time.to && *time.to < day;
    if (const Payee* current = is_over ? nullptr : payee_on(payee_values, day))
        body["payee"] = payees[static_cast<std::size_t>(current - payee_values.data())].id;
    return body;
}

http::Response answer_people(ApiParts& parts, GovernanceRequest& request, const Call& call) {
    auto body = people_json(parts, request, call);
    return body ? json_answer(*body) : problem(body.error());
}

http::Response people(ApiParts& parts, Call& call) {
    auto request = governance_request(parts, call, {Part::own, Part::member, Part::commissioner});
    if (!request) return problem(request.error());
    return answer_people(parts, *request, call);
}

Result<Post> read_post(ApiParts& parts, const GovernanceRequest& request, const json& body) {
    const auto found = body.find("post");
    TRY_ASSIGN(Post post, governance::parse_post(found == body.end() ? "{}" : found->dump()));
    TRY_ASSIGN(const auto content,
               governance_content_of(parts.state.read().pack().files(), request.day));
    TRY(governance::check_post(post, content));
    TRY_ASSIGN(const auto on_day, parts.register_desk.of(request.day));
    const governance::NetworkTime time = time_of(request.network.row, on_day->view);
    if (time.to && *time.to < post.from)
        return failure({ErrorKind::invalid,
                        fmt::format("The term would begin on {}, after the network ended on {}.",
                                    post.from.to_string(), time.to->to_string()),
                        "post.from", "Give a day on which the network is there."});
    return post;
}

// A new post, or the next version of the one in the address.
http::Response save_post(ApiParts& parts, Call& call, bool is_new) {
    const auto body = json_object(call.request, {"based_on", "post"});
    if (!body) return problem(body.error());
    auto request = governance_change(parts, call);
    if (!request) return problem(request.error());
    const auto post = read_post(parts, *request, *body);
    if (!post) return problem(post.error());
    const auto based = based_on(*body);
    if (!based) return problem(based.error());
    std::string id;
    if (!is_new) {
        const auto paper = paper_in_view(*request, call, post_kind);
        if (!paper) return problem(paper.error());
        id = paper->id;
    }
    const auto kept =
        keep_paper(*request, call,
                   {post_kind, id, is_new ? 0 : *based, to_json(*post), "network.post",
                    fmt::format("{} from {}", name_of(post->kind), post->from.to_string())});
    if (!kept) return problem(kept.error());
    return answer_people(parts, *request, call);
}

Result<void> check_days(ApiParts& parts, GovernanceRequest& request, const Payee& payee) {
    TRY_ASSIGN(const auto kept, read_payees(*request.connection, request.network.row.id));
    std::vector<Payee> payees;
    for (const auto& each : kept) payees.push_back(each.value);
    TRY_ASSIGN(const auto on_day, parts.register_desk.of(request.day));
    return check_payee_days(payee, payees, time_of(request.network.row, on_day->view));
}

http::Response propose_payee(ApiParts& parts, Call& call) {
    const auto body = json_object(call.request, {"payee"});
    if (!body) return problem(body.error());
    auto request = governance_change(parts, call);
    if (!request) return problem(request.error());
    const auto found = body->find("payee");
    auto payee = governance::parse_payee(found == body->end() ? "{}" : found->dump());
    if (!payee) return problem(payee.error());
    const auto days = check_days(parts, *request, *payee);
    if (!days) return problem(days.error());
    payee->state = PayeeState::proposed;
    payee->proposed_by = call.asker().username;
    payee->decided_by.clear();
    payee->decided_because.clear();
    const auto kept = keep_paper(*request, call,
                                 {payee_kind, "", 0, to_json(*payee), "network.payee.propose",
                                  fmt::format("from {}", payee->from.to_string())});
    if (!kept) return problem(kept.error());
    return answer_people(parts, *request, call);
}

Result<PayeeState> decision_of(const json& body) {
    TRY_ASSIGN(const std::string text, text_field(body, "decision", 20));
    if (text == "confirmed") return PayeeState::confirmed;
    if (text == "refused") return PayeeState::refused;
    return failure({ErrorKind::invalid, "A change of the payee is confirmed or refused.",
                    "decision", "Send one of them."});
}

http::Response decide_payee(ApiParts& parts, Call& call) {
    const auto body = json_object(call.request, {"decision", "because"});
    if (!body) return problem(body.error());
    auto request = governance_change(parts, call);
    if (!request) return problem(request.error());
    const auto decision = decision_of(*body);
    if (!decision) return problem(decision.error());
    const auto because = text_field(*body, "because", reason_bytes_max);
    if (!because) return problem(because.error());
    const auto paper = paper_in_view(*request, call, payee_kind);
    if (!paper) return problem(paper.error());
    const auto proposed = governance::parse_payee(paper->body);
    if (!proposed) return problem(proposed.error());
    const auto decided = governance::decide(*proposed, *decision, call.asker().username, *because);
    if (!decided) return problem(decided.error());
    // Another one may have been confirmed since this one was proposed.
    if (*decision == PayeeState::confirmed) {
        const auto days = check_days(parts, *request, *decided);
        if (!days) return problem(days.error());
    }
    const auto kept = keep_paper(*request, call,
                                 {payee_kind, paper->id, paper->version, to_json(*decided),
                                  "network.payee.decide", std::string(name_of(*decision))});
    if (!kept) return problem(kept.error());
    return answer_people(parts, *request, call);
}

}  // namespace

std::vector<http::Route> people_routes(ApiParts& parts) {
    return {
        guarded(parts, "GET", "/api/networks/{network}/people", "networks.read",
                [&parts](Call& call) { return people(parts, call); }),
        guarded(parts, "POST", "/api/networks/{network}/posts", "networks.form",
                [&parts](Call& call) { return save_post(parts, call, true); }),
        guarded(parts, "POST", "/api/networks/{network}/posts/{paper}", "networks.form",
                [&parts](Call& call) { return save_post(parts, call, false); }),
        guarded(parts, "POST", "/api/networks/{network}/payees", "networks.form",
                [&parts](Call& call) { return propose_payee(parts, call); }),
        guarded(parts, "POST", "/api/networks/{network}/payees/{paper}/decision", "networks.form",
                [&parts](Call& call) { return decide_payee(parts, call); }),
    };
}

}  // namespace openpcn::api
