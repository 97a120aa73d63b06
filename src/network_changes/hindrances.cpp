#include "network_changes/hindrances.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/day_in_words.h"
#include "base/grouped_number.h"

namespace openpcn::network_changes {
namespace {

using networks::SizeOutcome;
using organisations::PracticeKind;
using organisations::PracticeStatus;
using organisations::RegisterView;

class Finding {
public:
    Finding(const ChangeRequest& request, const ChangeFacts& facts)
        : request_(request), facts_(facts), rule_(facts.rules->rule(request.kind)) {}

    std::vector<Hindrance> take() && {
        add_missing();
        add_networks();
        add_practices();
        add_agreement_of_members();
        add_window();
        add_two_networks();
        add_new_codes();
        add_sizes();
        add_left_out();
        add_areas();
        add_signatures();
        std::ranges::stable_sort(said_, {}, &Hindrance::severity);
        return std::move(said_);
    }

private:
    void add(std::string id, Severity severity, std::string what, std::string remedy,
             const Clause* clause = nullptr) {
        said_.push_back({std::move(id), severity, std::move(what), std::move(remedy),
                         clause == nullptr ? "" : clause->clause,
                         clause == nullptr ? "" : clause->source});
    }
    Clause own_clause() const { return {rule_.clause, rule_.source}; }
    std::string practice(const OdsCode& code) const {
        const std::string name = practice_name(*facts_.views.on_day, code);
        return name == code.text() ? name : fmt::format("{} ({})", name, code.text());
    }
    std::string network(const OdsCode& code) const {
        return network_name(*facts_.views.after, code);
    }
    std::string day() const { return day_in_words(facts_.preview.day); }

    void add_missing() {
        if (request_.reason.empty())
            add("reason", Severity::stops_sending, "The request gives no reason.",
                "Say why the network wants this.");
        if (facts_.preview.day <= facts_.today)
            add("past", Severity::to_accept,
                fmt::format("It is to hold from {}, which is not in the future: what the register "
                            "says of days that are over would change.",
                            day()),
                "Choose a later day, or say why the day is right.");
    }

    // Every network that it is about is open the day before and has no other request's code.
    void add_networks() {
        for (const OdsCode& code : request_.networks) {
            if (code == facts_.own) {
                add("networks", Severity::stops_sending,
                    fmt::format("{} is the network that asks.", code.text()),
                    "Name the other networks only.");
                continue;
            }
            const auto found = facts_.views.before->networks().find(code);
            if (found == facts_.views.before->networks().end() || !found->second.is_open)
                add("networks", Severity::stops_sending,
                    fmt::format("{} is no open network on {}.", code.text(),
                                day_in_words(facts_.views.before->as_at())),
                    "Check the code in the register.");
        }
        const auto own = facts_.views.before->networks().find(facts_.own);
        if (own == facts_.views.before->networks().end() || !own->second.is_open)
            add("own", Severity::stops_sending,
                fmt::format("{} is not open on {}.", facts_.own.text(),
                            day_in_words(facts_.views.before->as_at())),
                "Choose a day on which the network is open.");
    }

    // Why it cannot be a member; empty where it can.
    std::string fault_of(const OdsCode& code) const {
        const RegisterView& view = *facts_.views.on_day;
        const auto found = view.practices().find(code);
        if (found == view.practices().end())
            return fmt::format("{} is not in the register.", code.text());
        const auto* directory = found->second.directory;
        if (directory == nullptr) return {};
        if (directory->kind != PracticeKind::gp_practice)
            return fmt::format("{} is no GP practice.", practice(code));
        const bool is_open =
            directory->open.holds_on(view.as_at()) && directory->status != PracticeStatus::closed;
        return is_open ? "" : fmt::format("{} is not open on {}.", practice(code), day());
    }
    bool is_member(const OdsCode& code, const OdsCode& of) const {
        const auto found = facts_.views.on_day->practices().find(code);
        return found != facts_.views.on_day->practices().end() && found->second.network == of;
    }
    void add_no_member(const OdsCode& code) {
        add("member", Severity::stops_sending,
            fmt::format("{} is no member of {} on {}.", practice(code), network(facts_.own), day()),
            "Check the code and the day.");
    }
    void add_practices() {
        const auto fault = [&](const OdsCode& code) {
            const std::string said = fault_of(code);
            if (!said.empty())
                add("practice", Severity::stops_sending, said, "Check the code in the register.");
        };
        switch (request_.kind) {
            case ChangeKind::practice_joins:
                if (!request_.practice) break;
                fault(*request_.practice);
                if (is_member(*request_.practice, facts_.own))
                    add("member", Severity::stops_sending,
                        fmt::format("{} is a member of {} already.", practice(*request_.practice),
                                    network(facts_.own)),
                        "Nothing need be changed.");
                break;
            case ChangeKind::practice_leaves:
                if (request_.practice && !is_member(*request_.practice, facts_.own))
                    add_no_member(*request_.practice);
                break;
            case ChangeKind::practices_merge:
                add_merged();
                break;
            case ChangeKind::network_splits:
                add_split();
                break;
            default:
                break;
        }
    }
    void add_merged() {
        for (const OdsCode& code : request_.practices) {
            const std::string said = fault_of(code);
            if (!said.empty())
                add("practice", Severity::stops_sending, said, "Check the code in the register.");
        }
        const bool one_is_ours = std::ranges::any_of(
            request_.practices, [&](const OdsCode& code) { return is_member(code, facts_.own); });
        if (!one_is_ours && !request_.practices.empty())
            add("member", Severity::stops_sending,
                fmt::format("None of the practices is a member of {}.", network(facts_.own)),
                "Ask in the network that the merged practice belongs to.");
    }
    void add_split() {
        const auto found = facts_.views.on_day->networks().find(facts_.own);
        if (found == facts_.views.on_day->networks().end()) return;
        std::vector<OdsCode> dealt;
        for (const NewNetwork& part : request_.new_networks) {
            for (const OdsCode& code : part.practices) {
                dealt.push_back(code);
                if (!is_member(code, facts_.own)) add_no_member(code);
            }
        }
        for (const OdsCode& code : found->second.members)
            if (std::ranges::find(dealt, code) == dealt.end())
                add("parts", Severity::stops_sending,
                    fmt::format("{} is in none of the networks that come of the split.",
                                practice(code)),
                    "Put every member into one of them.");
    }

    void add_vote() {
        const Clause clause = own_clause();
        if (facts_.vote) {
            const VoteFact& vote = *facts_.vote;
            if (!vote.is_found) {
                add("vote", Severity::stops_sending, "The meeting or its motion is not there.",
                    "Choose a motion of a meeting of the network.", &clause);
            } else if (!vote.is_closed) {
                add("vote", Severity::stops_sending,
                    fmt::format("The vote on \"{}\" is not closed.", vote.title),
                    "Close the vote in the meeting.", &clause);
            } else if (!vote.is_carried) {
                add("vote", Severity::stops_sending,
                    fmt::format("The motion \"{}\" was not carried. {}", vote.title,
                                vote.arithmetic),
                    "Name a motion that was carried.", &clause);
            }
            return;
        }
        if (request_.evidence.note.empty() && request_.evidence.notice.empty()) {
            add("vote", Severity::stops_sending, "No vote of the network is named.",
                "Name the motion of a meeting, or say how the network decided.", &clause);
        } else {
            add("vote", Severity::to_accept,
                "The network's vote is told in words; no motion kept here shows it.",
                "Name the motion of a meeting, or accept the words.", &clause);
        }
    }
    void add_agreement_of_members() {
        if (rule_.agreed_by == AgreedHow::vote) add_vote();
        std::vector<std::string> missing;
        for (const Consent& one : facts_.consents)
            if (one.is_needed && !one.agrees) missing.push_back(practice(one.practice));
        if (missing.empty()) return;
        const Clause clause = own_clause();
        add("consents", Severity::stops_approval,
            fmt::format("{} of {} practices have not agreed: {}.", missing.size(),
                        std::ranges::count_if(facts_.consents, &Consent::is_needed),
                        fmt::join(missing, ", ")),
            "Each agrees here by its own account, or the request says when it agreed on paper.",
            &clause);
    }
    void add_window() {
        if (rule_.agreed_by != AgreedHow::notice) return;
        const Clause clause = own_clause();
        if (!request_.evidence.notice_given_on) {
            add("notice", Severity::stops_sending, "The day of the notice is missing.",
                "Say when the practice gave notice.", &clause);
            return;
        }
        if (!rule_.window || rule_.window->holds(*request_.evidence.notice_given_on)) return;
        add("window", Severity::to_accept,
            fmt::format("Notice was given on {}, outside the window: {}",
                        day_in_words(*request_.evidence.notice_given_on), rule_.window->text),
            "Give notice in the window, or say why it is accepted outside.", &clause);
    }

    void add_two_networks() {
        for (const TwoNetworks& one : facts_.preview.in_two)
            add("one_network:" + one.practice.text(), Severity::stops_approval,
                fmt::format("{} is a member of {} on {}: a practice is in one network at a time.",
                            practice(one.practice), network(one.other), day()),
                "Let it leave that network first.", facts_.rules->clause("one_network"));
    }
    void add_new_codes() {
        for (const OpenedNetwork& one : facts_.preview.effects.opened) {
            if (!one.has_code) {
                add("code:" + one.name, Severity::stops_approval,
                    fmt::format("{} has no code yet.", one.name),
                    "Enter the code that the Organisation Data Service gave; the commissioner can "
                    "do so with its decision.");
            } else if (facts_.views.on_day->networks().contains(one.code)) {
                add("code:" + one.name, Severity::stops_approval,
                    fmt::format("{} is the code of {} in the register.", one.code.text(),
                                network_name(*facts_.views.on_day, one.code)),
                    "Check the code.");
            }
        }
    }

    void add_sizes() {
        if (facts_.contract == nullptr) return;
        const auto& rule = facts_.contract->size;
        const Clause clause{rule.clause, rule.source};
        for (const NetworkPreview& one : facts_.preview.networks) {
            if (!one.after || (one.joined.empty() && one.left.empty())) continue;
            const auto& size = one.after->size;
            if (size.outcome == SizeOutcome::in_range) continue;
            // Nearer to the range than before: the change does not bring it out.
            if (one.before && one.before->size.outcome == size.outcome &&
                size.outcome != SizeOutcome::not_known) {
                const bool is_nearer = size.outcome == SizeOutcome::below
                                           ? one.before->size.patients <= size.patients
                                           : size.patients <= one.before->size.patients;
                if (is_nearer) continue;
            }
            add("size:" + id_of(one.code, one.name), Severity::to_accept,
                fmt::format("{}: {} {}", one.name, size.arithmetic, size.needs),
                "Change the request, or say why the size is accepted.", &clause);
        }
    }
    void add_left_out() {
        const auto& left = facts_.preview.left_out;
        if (left.empty()) return;
        std::vector<std::string> names;
        for (const MemberOfDay& one : left)
            names.push_back(fmt::format("{} ({})", one.name, one.code.text()));
        add("coverage", Severity::to_accept,
            fmt::format("{} would be in no network, and {} patients with it.",
                        fmt::join(names, ", "), grouped(facts_.preview.left_out_patients)),
            "Say which network or provider serves these patients from that day.",
            facts_.rules->clause("cover"));
    }
    // Of a network that the change opens, its name: it may get its code with the decision.
    std::string id_of(const OdsCode& code, const std::string& name) const {
        const NetworkPreview* one = facts_.preview.network(code);
        return one == nullptr || one->before ? code.text() : name;
    }
    void add_areas() {
        const ChangeRule& of_areas = facts_.rules->rule(ChangeKind::new_area);
        const Clause lacking{of_areas.clause, of_areas.source};
        for (const AreaPreview& area : facts_.areas) {
            const std::string id = id_of(area.network, area.name);
            if (!area.lacks.empty())
                add("area:" + id, Severity::to_accept, area.lacks,
                    "Choose the area in the request, or say when it will be agreed.", &lacking);
            for (const auto& finding : area.findings) {
                // Where the area stays as it is, only what the change alters: where the members'
                // sites lie.
                const bool counts =
                    area.is_altered || finding.rule == networks::AreaRuleId::sites_inside;
                const bool stands = finding.outcome == networks::AreaOutcome::not_met ||
                                    finding.outcome == networks::AreaOutcome::to_explain;
                if (!counts || !stands) continue;
                const Clause clause{finding.clause,
                                    facts_.contract != nullptr && facts_.contract->area
                                        ? facts_.contract->area->source
                                        : ""};
                add(fmt::format("area_{}:{}", name_of(finding.rule), id), Severity::to_accept,
                    fmt::format("{}: {}", area.name, finding.arithmetic),
                    "Change the area, or say why it is accepted.", &clause);
            }
        }
        if (request_.kind != ChangeKind::new_area) return;
        if (request_.evidence.providers.empty())
            add("accepted_by_providers", Severity::to_accept,
                "The request does not show that community providers accept the area.",
                "Say who accepted it, and when.", facts_.rules->clause("accepted_by_providers"));
        if (request_.evidence.people.empty())
            add("accepted_by_people", Severity::to_accept,
                "The request does not show that local people accept the area.",
                "Say how they were asked.", facts_.rules->clause("accepted_by_people"));
    }
    void add_signatures() {
        for (const BegunMembership& one : facts_.unsigned_members)
            add(fmt::format("agreement:{}", one.practice.text()), Severity::to_accept,
                fmt::format("{} has not signed the agreement of {}.", practice(one.practice),
                            network(one.network)),
                "Let it sign first, or approve on the condition that it does before the day.",
                facts_.rules->clause("agreement"));
    }

    const ChangeRequest& request_;
    const ChangeFacts& facts_;
    const ChangeRule& rule_;
    std::vector<Hindrance> said_;
};

}  // namespace

std::string_view name_of(Severity severity) {
    constexpr std::array<std::string_view, 3> names{"stops_sending", "stops_approval", "to_accept"};
    return names[static_cast<std::size_t>(severity)];
}

std::vector<Hindrance> hindrances_of(const ChangeRequest& request, const ChangeFacts& facts) {
    return Finding(request, facts).take();
}

}  // namespace openpcn::network_changes
