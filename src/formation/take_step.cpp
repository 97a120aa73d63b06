#include "formation/take_step.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/day_in_words.h"
#include "formation/registration_findings.h"

namespace openpcn::formation {
namespace {

using networks::Stage;
using Sentences = std::vector<std::string>;

// What a commissioner decides on; agreement and people are the practices' own, and gate later.
bool is_for_the_decision(Task task) { return task != Task::agreement && task != Task::people; }

bool is_below_size(const StepFacts& facts) {
    return std::any_of(facts.findings.begin(), facts.findings.end(),
                       [](const Finding& finding) { return finding.id == "size_below"; });
}

void add_waiver(Sentences& said, const ReviewCase& review, const StepFacts& facts) {
    if (is_below_size(facts) && !(review.waiver && review.waiver->is_granted))
        said.push_back("It is below the size, and no waiver is granted.");
}

void add_blocking(Sentences& said, const StepFacts& facts, bool (*counts)(const Finding&)) {
    for (const Finding& finding : facts.findings)
        if (finding.severity == Severity::blocks && counts(finding))
            said.push_back(fmt::format("{}: {}", finding.title, finding.arithmetic));
}

void add_open_issues(Sentences& said, const ReviewCase& review) {
    for (const Issue& issue : review.issues)
        if (!issue.closed_on) said.push_back(fmt::format("\"{}\" is not settled.", issue.title));
}

std::vector<OdsCode> not_varied(const ReviewCase& review, const StepFacts& facts) {
    std::vector<OdsCode> missing;
    for (const OdsCode& code : facts.members) {
        const bool approved = std::any_of(
            review.variations.begin(), review.variations.end(),
            [&](const Variation& one) { return one.practice == code && one.is_approved; });
        if (!approved) missing.push_back(code);
    }
    return missing;
}

void add_agreement(Sentences& said, const StepFacts& facts) {
    if (!facts.agreement) {
        said.push_back("The Network Agreement is not written.");
    } else if (!facts.agreement->is_complete) {
        if (facts.agreement->complete_hindrances.empty())
            said.push_back("The Network Agreement is not complete.");
        for (const std::string& one : facts.agreement->complete_hindrances) said.push_back(one);
    }
}

void add_gates_of_live(Sentences& said, const ReviewCase& review, const StepFacts& facts) {
    if (!review.decision || !review.decision->is_agreed)
        said.push_back("It is not agreed in principle.");
    add_open_issues(said, review);
    add_waiver(said, review, facts);
    if (review.decision)
        for (const Condition& condition : review.decision->conditions)
            if (!condition.met_on)
                said.push_back(fmt::format("The condition \"{}\" is not met.", condition.text));
    if (const auto missing = not_varied(review, facts); !missing.empty())
        said.push_back(fmt::format("The contracts of {} are not varied.", named(missing)));
    if (facts.members.empty()) said.push_back("It has no member practice.");
    add_agreement(said, facts);
    add_blocking(said, facts, [](const Finding& finding) {
        return finding.task == Task::people || finding.id == "practices" ||
               finding.id == "one_network";
    });
    if (!review.code) said.push_back("The network has no ODS code yet.");
    if (facts.today < facts.planned_start)
        said.push_back(fmt::format("Its first day is {}.", day_in_words(facts.planned_start)));
}

Sentences gates(StepKind kind, const ReviewCase& review, const StepFacts& facts) {
    Sentences said;
    switch (kind) {
        case StepKind::submit:
            add_blocking(said, facts, [](const Finding&) { return true; });
            break;
        case StepKind::decide_waiver:
            if (!is_below_size(facts)) said.push_back("The network needs no waiver of its size.");
            break;
        case StepKind::agree_in_principle:
            add_blocking(said, facts,
                         [](const Finding& one) { return is_for_the_decision(one.task); });
            add_open_issues(said, review);
            add_waiver(said, review, facts);
            break;
        case StepKind::add_issue_step:
        case StepKind::close_issue:
            if (!review.has_open_issue()) said.push_back("No issue is open.");
            break;
        case StepKind::assign_practice:
            if (facts.rules == nullptr || !facts.rules->assignment)
                said.push_back("In this contract year no practice may be assigned.");
            break;
        case StepKind::meet_condition:
            if (!review.decision || review.decision->conditions.empty())
                said.push_back("The decision has no conditions.");
            break;
        case StepKind::confirm_agreement:
            add_agreement(said, facts);
            break;
        case StepKind::go_live:
            add_gates_of_live(said, review, facts);
            break;
        default:
            break;
    }
    return said;
}

tl::unexpected<Error> wrong(std::string what, std::string_view where, std::string remedy) {
    return failure({ErrorKind::invalid, std::move(what), std::string(where), std::move(remedy)});
}

// What a step does to the file; the stage, gates and wording of `said` are settled around it.
struct Apply {
    ReviewCase& review;
    const StepFacts& facts;

    Result<void> operator()(const Submit& step) {
        review.submissions.push_back({step.version, facts.today, step.is_late});
        review.stage = Stage::submitted;
        // What was decided was decided of an earlier text.
        review.recommendation.reset();
        review.decision.reset();
        review.waiver.reset();
        review.variations.clear();
        review.varied_on.reset();
        review.agreement_complete_on.reset();
        review.said = fmt::format("Submitted as version {}{}.", step.version,
                                  step.is_late ? ", after the deadline" : "");
        return {};
    }
    Result<void> operator()(const Withdraw& step) {
        review.stage = Stage::closed;
        review.closed_because = step.reason;
        review.said = "Withdrawn by the practices: " + step.reason;
        return {};
    }
    // What was submitted names a practice that is gone, so that the others submit again.
    Result<void> operator()(const Leave& step) {
        const auto is_it = [&](const OdsCode& code) { return code == step.practice; };
        if (std::none_of(facts.members.begin(), facts.members.end(), is_it))
            return wrong("The practice is no member of this registration.", "practice",
                         "Only a member leaves.");
        for (const Assignment& assigned : review.assignments)
            if (is_it(assigned.practice))
                return wrong("The commissioner assigned the practice to this network.", "practice",
                             "Speak with the commissioner.");
        if (facts.members.size() == review.assignments.size() + 1)
            return wrong("No other practice would be left in it.", "practice",
                         "Withdraw the registration as a whole.");
        review.departures.push_back(
            {*step.practice, facts.today, review.submission(), step.reason});
        if (review.stage != Stage::draft) review.stage = Stage::returned;
        review.said = fmt::format("{} left it: {}", step.practice->text(), step.reason);
        return {};
    }
    Result<void> operator()(const StartReview&) {
        review.stage = Stage::under_review;
        review.review_started = facts.today;
        review.said = "The review began.";
        return {};
    }
    Result<void> operator()(const ReturnToPractices& step) {
        review.stage = Stage::returned;
        review.returns.push_back({facts.today, review.submission(), step.reasons});
        review.said = fmt::format("Returned to the practices: {}", fmt::join(step.reasons, " "));
        return {};
    }
    Result<void> operator()(const Recommendation& step) {
        if (facts.today < step.day) return later_than_today("day");
        review.recommendation = step;
        constexpr std::array<std::string_view, 3> words{"approve", "approve with conditions",
                                                        "not approve"};
        review.said = fmt::format("{} recommends to {}: {}", step.panel,
                                  words[static_cast<std::size_t>(step.advice)], step.text);
        return {};
    }
    Result<void> operator()(const SizeWaiver& step) {
        if (facts.today < step.day) return later_than_today("day");
        review.waiver = step;
        review.said = fmt::format("The waiver of the size was {}: {}",
                                  step.is_granted ? "granted" : "refused", step.reason);
        return {};
    }
    Result<void> operator()(const AgreeInPrinciple& step) {
        if (facts.today < step.day) return later_than_today("day");
        for (const Finding& finding : facts.findings) {
            if (finding.severity != Severity::to_decide || finding.id == "size_below") continue;
            if (!step.accepted.contains(finding.id))
                return wrong(fmt::format("\"{}\" needs a decision.", finding.title),
                             "accepted." + finding.id, "Write why it is accepted.");
        }
        Decision made;
        made.is_agreed = true;
        made.committee = step.committee;
        made.day = step.day;
        made.minute = step.minute;
        made.agreed_with = step.agreed_with;
        for (const std::string& text : step.conditions)
            if (!text.empty()) made.conditions.push_back({text, std::nullopt, ""});
        made.accepted = step.accepted;
        made.batch = step.batch;
        review.said = fmt::format(
            "{} agreed in principle on {} (minute {}){}.", step.committee, day_in_words(step.day),
            step.minute,
            made.conditions.empty() ? ""
                                    : fmt::format(", with {} conditions", made.conditions.size()));
        review.decision = std::move(made);
        review.stage = Stage::agreed_in_principle;
        return {};
    }
    Result<void> operator()(const Refuse& step) {
        if (facts.today < step.day) return later_than_today("day");
        const auto* rules = facts.rules;
        const bool offered =
            rules != nullptr &&
            std::any_of(rules->refusal_grounds.begin(), rules->refusal_grounds.end(),
                        [&](const RefusalGround& ground) { return ground.id == step.ground; });
        if (!offered)
            return wrong("This is no ground for refusing a network.", "ground",
                         rules != nullptr ? rules->not_a_ground.clause : "Choose another.");
        Decision made;
        made.committee = step.committee;
        made.day = step.day;
        made.minute = step.minute;
        made.ground = step.ground;
        made.reason = step.reason;
        review.decision = std::move(made);
        review.stage = Stage::closed;
        review.closed_because = step.reason;
        review.said = fmt::format("{} refused it on {} (minute {}): {}", step.committee,
                                  day_in_words(step.day), step.minute, step.reason);
        return {};
    }
    Result<void> operator()(const OpenIssue& step) {
        review.issues.push_back(
            {step.kind, step.title, step.parties, facts.today, {}, "", std::nullopt});
        review.stage = Stage::in_dispute;
        review.said = "In dispute: " + step.title;
        return {};
    }
    Result<void> operator()(const AddIssueStep& step) {
        if (facts.today < step.step.day) return later_than_today("day");
        TRY_ASSIGN(Issue * issue, open_issue(step.issue));
        issue->steps.push_back(step.step);
        review.said = fmt::format("\"{}\": {} ({})", issue->title, step.step.text, step.step.by);
        return {};
    }
    Result<void> operator()(const CloseIssue& step) {
        TRY_ASSIGN(Issue * issue, open_issue(step.issue));
        issue->outcome = step.outcome;
        issue->closed_on = facts.today;
        review.said = fmt::format("\"{}\" is settled: {}", issue->title, step.outcome);
        return {};
    }
    Result<void> operator()(const Assignment& step) {
        if (step.from < facts.rules->assignment->from)
            return wrong(fmt::format("No practice may be assigned before {}.",
                                     day_in_words(facts.rules->assignment->from)),
                         "from", facts.rules->assignment->clause.clause);
        if (facts.today < step.mediated_on) return later_than_today("mediated_on");
        if (!facts.assignment_fault.empty())
            return wrong(facts.assignment_fault, "practice", "Choose a practice that is in none.");
        review.assignments.push_back(step);
        review.said = fmt::format("{} was assigned from {}: {}", step.practice.text(),
                                  day_in_words(step.from), step.reason);
        return {};
    }
    Result<void> operator()(const VaryContracts& step) {
        Sentences done;
        for (const Variation& row : step.rows) {
            if (facts.today < row.day) return later_than_today("day");
            if (std::find(facts.members.begin(), facts.members.end(), row.practice) ==
                facts.members.end())
                return wrong(row.practice.text() + " is no member of the network.", "practice",
                             "Vary the contracts of its members.");
            std::erase_if(review.variations, [&](const Variation& earlier) {
                return earlier.practice == row.practice;
            });
            review.variations.push_back(row);
            done.push_back(fmt::format("{} {} {}", row.practice.text(), name_of(row.contract),
                                       row.is_approved ? "approved" : "refused"));
        }
        review.said = fmt::format("Contract variations: {}.", fmt::join(done, ", "));
        if (review.stage == Stage::agreed_in_principle && not_varied(review, facts).empty()) {
            review.stage = Stage::contract_varied;
            review.varied_on = facts.today;
            review.said += " All members' contracts are varied.";
        }
        return {};
    }
    Result<void> operator()(const MeetCondition& step) {
        auto& conditions = review.decision->conditions;
        if (step.condition > conditions.size())
            return wrong("There is no such condition.", "condition", "Choose one of the list.");
        Condition& condition = conditions[step.condition - 1];
        condition.met_on = facts.today;
        condition.how_met = step.how_met;
        review.said = fmt::format("Condition met: {} ({})", condition.text, step.how_met);
        return {};
    }
    Result<void> operator()(const ConfirmAgreement&) {
        review.stage = Stage::agreement_complete;
        review.agreement_complete_on = facts.today;
        review.said = "The Network Agreement is complete and confirmed.";
        return {};
    }
    Result<void> operator()(const RecordCode& step) {
        const std::string& code = step.code.text();
        const bool fits = code.size() == 6 && code.front() == 'U' &&
                          std::all_of(code.begin() + 1, code.end(),
                                      [](char sign) { return sign >= '0' && sign <= '9'; });
        if (!fits)
            return wrong(fmt::format("\"{}\" is no code of a network.", code), "code",
                         "Networks have U and five digits, such as U89141.");
        if (!facts.code_taken_by.empty())
            return wrong(fmt::format("{} is the code of {}.", code, facts.code_taken_by), "code",
                         "Check the code that the Organisation Data Service gave.");
        review.code = step.code;
        review.said = fmt::format("The Organisation Data Service gave the code {}.", code);
        return {};
    }
    Result<void> operator()(const GoLive& step) {
        const Date from = step.from.value_or(std::max(facts.planned_start, facts.today));
        if (from < facts.planned_start || facts.today < from)
            return wrong(
                fmt::format("It cannot be live from {}.", day_in_words(from)), "from",
                fmt::format("Choose a day from {} to today.", day_in_words(facts.planned_start)));
        review.stage = Stage::live;
        review.live_from = from;
        review.said = fmt::format("Live from {}.", day_in_words(from));
        return {};
    }

private:
    Result<Issue*> open_issue(std::size_t number) {
        if (number > review.issues.size() || review.issues[number - 1].closed_on)
            return wrong("There is no such open issue.", "issue", "Choose one of the list.");
        return &review.issues[number - 1];
    }
    static tl::unexpected<Error> later_than_today(std::string_view field) {
        return wrong("The day is later than today.", field, "Give the day on which it was.");
    }
};

}  // namespace

std::vector<std::string> hindrances(StepKind kind, const ReviewCase& review,
                                    const StepFacts& facts) {
    const auto& stages = rule_of(kind).stages;
    if (std::find(stages.begin(), stages.end(), review.stage) == stages.end()) {
        std::string stage(networks::name_of(review.stage));
        std::replace(stage.begin(), stage.end(), '_', ' ');
        return {fmt::format("Not while the network is \"{}\".", stage)};
    }
    return gates(kind, review, facts);
}

std::vector<std::string> gates_to_live(const ReviewCase& review, const StepFacts& facts) {
    return gates(StepKind::go_live, review, facts);
}

Result<ReviewCase> take_step(const ReviewCase& review, const ReviewStep& step,
                             const StepFacts& facts) {
    const StepKind kind = kind_of(step);
    const auto hindered = hindrances(kind, review, facts);
    if (!hindered.empty())
        return failure({ErrorKind::conflict, fmt::format("{}", fmt::join(hindered, " ")),
                        std::string(name_of(kind)), "Settle this first."});
    ReviewCase next = review;
    TRY(std::visit(Apply{next, facts}, step));
    next.last_step = name_of(kind);
    return next;
}

}  // namespace openpcn::formation
