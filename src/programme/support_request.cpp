#include "programme/support_request.h"

#include <fmt/format.h>

#include <algorithm>

#include "partners/time_span.h"

namespace openpcn::programme {
namespace {

using agreement::JsonMembers;
using nlohmann::ordered_json;

constexpr std::array<std::string_view, 5> states{"asked", "assigned", "answered", "closed",
                                                 "withdrawn"};
constexpr std::array<std::string_view, 5> step_kinds{"assign", "answer", "reopen", "close",
                                                     "withdraw"};
constexpr std::array<std::string_view, 2> sides{"asker", "programme"};
constexpr std::size_t text_bytes_max = 4'000;

struct Rule {
    StepKind kind;
    std::vector<SupportState> from;
    SupportState to;
    std::vector<Side> sides;
    bool needs_note;
};

const Rule& rule_of(StepKind kind) {
    using S = SupportState;
    static const std::array<Rule, step_kinds.size()> rules{{
        {StepKind::assign, {S::asked, S::assigned}, S::assigned, {Side::programme}, false},
        {StepKind::answer, {S::assigned}, S::answered, {Side::programme}, true},
        {StepKind::reopen, {S::answered, S::closed}, S::assigned, {Side::asker}, true},
        {StepKind::close, {S::answered}, S::closed, {Side::asker, Side::programme}, false},
        {StepKind::withdraw, {S::asked, S::assigned}, S::withdrawn, {Side::asker}, false},
    }};
    return rules[static_cast<std::size_t>(kind)];
}

template <typename T>
bool holds(const std::vector<T>& list, T wanted) {
    return std::ranges::find(list, wanted) != list.end();
}

Error not_now(StepKind kind, SupportState state) {
    if (kind == StepKind::answer && state == SupportState::asked)
        return {ErrorKind::conflict, "No team has this request yet, so nobody can answer it.",
                "step", "Give it to a locality team first."};
    return {ErrorKind::conflict,
            fmt::format("A request that is {} cannot take the step \"{}\".", name_of(state),
                        name_of(kind)),
            "step", "Load the page again: somebody may have gone on with it."};
}

void refuse_long(JsonMembers& members, const char* name, const std::string& text) {
    if (text.size() > text_bytes_max)
        members.refuse(name, fmt::format("at most {} characters long", text_bytes_max));
}

void read_words(JsonMembers& all, SupportRequest& request) {
    request.subject = all.text("subject");
    request.topic = all.text("topic");
    request.question = all.text("question");
    request.network = all.optional_text("network");
    refuse_long(all, "subject", request.subject);
    refuse_long(all, "question", request.question);
}

SupportStep read_words_of_step(JsonMembers& members) {
    SupportStep step;
    step.kind = agreement::one_of<StepKind>(members, "kind", step_kinds);
    step.team = members.optional_text("team");
    step.note = members.optional_text("note");
    refuse_long(members, "note", step.note);
    return step;
}

ordered_json json_of(const SupportStep& step) {
    return {{"kind", name_of(step.kind)}, {"side", name_of(step.side)},
            {"on", step.on.to_string()},  {"by", step.by},
            {"team", step.team},          {"note", step.note}};
}

}  // namespace

std::string_view name_of(SupportState state) { return states[static_cast<std::size_t>(state)]; }
std::string_view name_of(StepKind kind) { return step_kinds[static_cast<std::size_t>(kind)]; }
std::string_view name_of(Side side) { return sides[static_cast<std::size_t>(side)]; }

SupportRequest as_at(SupportRequest request, Date day) {
    std::erase_if(request.steps, [&](const SupportStep& step) { return day < step.on; });
    return request;
}

SupportState state_of(const SupportRequest& request) {
    return request.steps.empty() ? SupportState::asked : rule_of(request.steps.back().kind).to;
}

std::string team_of(const SupportRequest& request) {
    std::string team;
    for (const SupportStep& step : request.steps)
        if (step.kind == StepKind::assign) team = step.team;
    return team;
}

std::int64_t waiting_days(const SupportRequest& request, Date day) {
    const SupportState state = state_of(request);
    if (state != SupportState::asked && state != SupportState::assigned) return 0;
    Date since = request.asked_on;
    for (const SupportStep& step : request.steps)
        if (step.kind == StepKind::reopen) since = step.on;
    return std::max(0, day.days() - since.days());
}

std::vector<StepKind> open_steps(const SupportRequest& request, Side side) {
    std::vector<StepKind> open;
    for (std::size_t i = 0; i < step_kinds.size(); ++i) {
        const auto kind = static_cast<StepKind>(i);
        if (holds(rule_of(kind).sides, side) && holds(rule_of(kind).from, state_of(request)))
            open.push_back(kind);
    }
    return open;
}

Result<SupportRequest> take_step(SupportRequest request, SupportStep step) {
    const Rule& rule = rule_of(step.kind);
    const Date last = request.steps.empty() ? request.asked_on : request.steps.back().on;
    if (!holds(rule.sides, step.side))
        return failure({ErrorKind::forbidden,
                        step.side == Side::asker ? "Only the programme takes this step."
                                                 : "Only whoever asked takes this step.",
                        "step", "Leave it to them."});
    if (const SupportState state = state_of(request); !holds(rule.from, state))
        return failure(not_now(step.kind, state));
    if (step.on < last)
        return failure({ErrorKind::invalid, "A step is not before the one that it follows.", "on",
                        "Check the day."});
    if (step.kind == StepKind::assign && step.team.empty())
        return failure({ErrorKind::invalid, "The team is missing.", "team", "Choose a team."});
    if (rule.needs_note && step.note.empty())
        return failure({ErrorKind::invalid, "This step needs words.", "note", "Write them."});
    request.steps.push_back(std::move(step));
    return request;
}

Result<SupportRequest> read_question(std::string_view json, const ProgrammeContent& content) {
    TRY_ASSIGN(const auto parsed,
               agreement::parse_object(json, "the request", partners::json_depth_max));
    std::optional<Error> error;
    JsonMembers all(parsed, "", "the request", error);
    SupportRequest request;
    read_words(all, request);
    if (partners::find_term(content.topics, request.topic) == nullptr)
        all.refuse("topic", "a topic that the content names");
    all.end();
    return partners::read_or_refused(std::move(request), error);
}

Result<SupportStep> read_step(std::string_view json) {
    TRY_ASSIGN(const auto parsed,
               agreement::parse_object(json, "the step", partners::json_depth_max));
    std::optional<Error> error;
    JsonMembers members(parsed, "", "the step", error);
    SupportStep step = read_words_of_step(members);
    members.end();
    return partners::read_or_refused(std::move(step), error);
}

Result<SupportRequest> read_support_request(std::string_view json) {
    TRY_ASSIGN(const auto parsed,
               agreement::parse_object(json, "the request", partners::json_depth_max));
    std::optional<Error> error;
    JsonMembers all(parsed, "", "the request", error);
    SupportRequest request;
    read_words(all, request);
    request.organisation = all.text("organisation");
    request.asked_on = all.day("asked_on");
    request.asked_by = all.optional_text("asked_by");
    std::vector<SupportStep> steps;
    for (JsonMembers& each : all.objects("steps")) {
        SupportStep step = read_words_of_step(each);
        step.side = agreement::one_of<Side>(each, "side", sides);
        step.on = each.day("on");
        step.by = each.optional_text("by");
        each.end();
        steps.push_back(std::move(step));
    }
    all.end();
    if (error) return failure(*error);
    for (SupportStep& step : steps) {
        TRY_ASSIGN(request, take_step(std::move(request), std::move(step)));
    }
    return request;
}

std::string to_json(const SupportRequest& request) {
    ordered_json made{
        {"subject", request.subject},           {"topic", request.topic},
        {"question", request.question},         {"network", request.network},
        {"organisation", request.organisation}, {"asked_on", request.asked_on.to_string()},
        {"asked_by", request.asked_by},         {"steps", ordered_json::array()}};
    for (const SupportStep& step : request.steps) made["steps"].push_back(json_of(step));
    return made.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace openpcn::programme
