#include "formation/review_case.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "formation/json_fields.h"
#include "formation/review_names.h"

namespace openpcn::formation {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t rows_max = 1'000;

void put(ordered_json& body, const char* name, const std::optional<Date>& day) {
    if (day) body[name] = day->to_string();
}

Decision decision_of(JsonFields& fields) {
    Decision made;
    made.is_agreed = fields.flag("is_agreed");
    made.committee = fields.text("committee");
    made.day = fields.needed_day("day");
    made.minute = fields.text("minute");
    made.agreed_with = fields.text("agreed_with");
    fields.each("conditions", rows_max, [&](JsonFields& one) {
        made.conditions.push_back({one.text("text"), one.day("met_on"), one.text("how_met")});
    });
    for (auto& [id, why] : fields.named_texts("accepted")) made.accepted[id] = why;
    made.ground = fields.text("ground");
    made.reason = fields.text("reason");
    made.batch = fields.text("batch");
    return made;
}

ordered_json json_of(const Decision& decision) {
    ordered_json body{{"is_agreed", decision.is_agreed},     {"committee", decision.committee},
                      {"day", decision.day.to_string()},     {"minute", decision.minute},
                      {"agreed_with", decision.agreed_with}, {"conditions", ordered_json::array()},
                      {"accepted", ordered_json::object()},  {"ground", decision.ground},
                      {"reason", decision.reason},           {"batch", decision.batch}};
    for (const Condition& condition : decision.conditions) {
        ordered_json row{{"text", condition.text}, {"how_met", condition.how_met}};
        put(row, "met_on", condition.met_on);
        body["conditions"].push_back(std::move(row));
    }
    for (const auto& [id, why] : decision.accepted) body["accepted"][id] = why;
    return body;
}

Issue issue_of(JsonFields& fields) {
    Issue made;
    made.kind = named_in<IssueKind>(issue_kinds, fields, "kind");
    made.title = fields.text("title");
    made.parties = fields.texts("parties", rows_max);
    made.opened_on = fields.needed_day("opened_on");
    fields.each("steps", rows_max, [&](JsonFields& step) {
        made.steps.push_back({step.needed_day("day"), step.text("by"), step.text("text")});
    });
    made.outcome = fields.text("outcome");
    made.closed_on = fields.day("closed_on");
    return made;
}

ordered_json json_of(const Issue& issue) {
    ordered_json body{{"kind", name_of(issue.kind)},    {"title", issue.title},
                      {"parties", issue.parties},       {"opened_on", issue.opened_on.to_string()},
                      {"steps", ordered_json::array()}, {"outcome", issue.outcome}};
    put(body, "closed_on", issue.closed_on);
    for (const IssueStep& step : issue.steps)
        body["steps"].push_back(
            {{"day", step.day.to_string()}, {"by", step.by}, {"text", step.text}});
    return body;
}

void read_lists(JsonFields& all, ReviewCase& made) {
    all.each("submissions", rows_max, [&](JsonFields& one) {
        made.submissions.push_back(
            {one.number("version"), one.needed_day("day"), one.flag("is_late")});
    });
    all.each("returns", rows_max, [&](JsonFields& one) {
        made.returns.push_back(
            {one.needed_day("day"), one.number("submission"), one.texts("reasons", rows_max)});
    });
    all.each("variations", rows_max, [&](JsonFields& one) {
        made.variations.push_back(
            {one.needed_code("practice"), named_in<ContractType>(contract_types, one, "contract"),
             one.flag("is_approved"), one.needed_day("day"), one.text("reference")});
    });
    all.each("issues", rows_max, [&](JsonFields& one) { made.issues.push_back(issue_of(one)); });
    all.each("assignments", rows_max, [&](JsonFields& one) {
        made.assignments.push_back({one.needed_code("practice"), one.needed_day("from"),
                                    one.text("mediated_by"), one.needed_day("mediated_on"),
                                    one.text("mediation_outcome"), one.text("reason")});
    });
    all.each("departures", rows_max, [&](JsonFields& one) {
        made.departures.push_back({one.needed_code("practice"), one.needed_day("day"),
                                   one.number("submission"), one.text("reason")});
    });
}

void put_lists(ordered_json& body, const ReviewCase& review) {
    for (const char* name :
         {"submissions", "returns", "variations", "issues", "assignments", "departures"})
        body[name] = ordered_json::array();
    for (const Submitted& one : review.submissions)
        body["submissions"].push_back(
            {{"version", one.version}, {"day", one.day.to_string()}, {"is_late", one.is_late}});
    for (const Returned& one : review.returns)
        body["returns"].push_back({{"day", one.day.to_string()},
                                   {"submission", one.submission},
                                   {"reasons", one.reasons}});
    for (const Variation& one : review.variations)
        body["variations"].push_back({{"practice", one.practice.text()},
                                      {"contract", name_of(one.contract)},
                                      {"is_approved", one.is_approved},
                                      {"day", one.day.to_string()},
                                      {"reference", one.reference}});
    for (const Issue& one : review.issues) body["issues"].push_back(json_of(one));
    for (const Assignment& one : review.assignments)
        body["assignments"].push_back({{"practice", one.practice.text()},
                                       {"from", one.from.to_string()},
                                       {"mediated_by", one.mediated_by},
                                       {"mediated_on", one.mediated_on.to_string()},
                                       {"mediation_outcome", one.mediation_outcome},
                                       {"reason", one.reason}});
    for (const Departure& one : review.departures)
        body["departures"].push_back({{"practice", one.practice.text()},
                                      {"day", one.day.to_string()},
                                      {"submission", one.submission},
                                      {"reason", one.reason}});
}

}  // namespace

std::string_view name_of(Advice advice) { return advices[static_cast<std::size_t>(advice)]; }
std::string_view name_of(ContractType type) {
    return contract_types[static_cast<std::size_t>(type)];
}
std::string_view name_of(IssueKind kind) { return issue_kinds[static_cast<std::size_t>(kind)]; }

bool ReviewCase::has_open_issue() const {
    return std::any_of(issues.begin(), issues.end(),
                       [](const Issue& issue) { return !issue.closed_on; });
}

bool ReviewCase::has_left(const OdsCode& practice) const {
    return std::any_of(departures.begin(), departures.end(),
                       [&](const Departure& one) { return one.practice == practice; });
}

Result<ReviewCase> parse_review_case(std::string_view text) {
    ReviewCase made;
    TRY(read_json_object(text, "review", [&](JsonFields& all) {
        const auto stage = networks::find_stage(all.text("stage"));
        if (!stage) all.refuse("stage", "a stage of the approval");
        made.stage = stage.value_or(networks::Stage::draft);
        read_lists(all, made);
        made.review_started = all.day("review_started");
        all.object("recommendation", [&](JsonFields& one) {
            made.recommendation = Recommendation{one.text("panel"), one.text("members"),
                                                 named_in<Advice>(advices, one, "advice"),
                                                 one.text("text"), one.needed_day("day")};
        });
        all.object("decision", [&](JsonFields& one) { made.decision = decision_of(one); });
        all.object("waiver", [&](JsonFields& one) {
            made.waiver =
                SizeWaiver{one.flag("is_granted"), one.text("reason"), one.needed_day("day")};
        });
        made.varied_on = all.day("varied_on");
        made.agreement_complete_on = all.day("agreement_complete_on");
        made.code = all.code("code");
        made.live_from = all.day("live_from");
        made.closed_because = all.text("closed_because");
        made.last_step = all.text("last_step");
        made.said = all.text("said", 4 * text_bytes_max);
    }));
    return made;
}

std::string review_case_json(const ReviewCase& review) {
    ordered_json body{{"stage", name_of(review.stage)}};
    put_lists(body, review);
    put(body, "review_started", review.review_started);
    if (const auto& one = review.recommendation)
        body["recommendation"] = {{"panel", one->panel},
                                  {"members", one->members},
                                  {"advice", name_of(one->advice)},
                                  {"text", one->text},
                                  {"day", one->day.to_string()}};
    if (review.decision) body["decision"] = json_of(*review.decision);
    if (const auto& one = review.waiver)
        body["waiver"] = {{"is_granted", one->is_granted},
                          {"reason", one->reason},
                          {"day", one->day.to_string()}};
    put(body, "varied_on", review.varied_on);
    put(body, "agreement_complete_on", review.agreement_complete_on);
    if (review.code) body["code"] = review.code->text();
    put(body, "live_from", review.live_from);
    body["closed_because"] = review.closed_because;
    body["last_step"] = review.last_step;
    body["said"] = review.said;
    return body.dump();
}

}  // namespace openpcn::formation
