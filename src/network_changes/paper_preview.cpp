#include "network_changes/paper_preview.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/day_in_words.h"
#include "base/grouped_number.h"
#include "network_changes/hindrances.h"

namespace openpcn::network_changes {
namespace {

using governance::Post;
using governance::PostKind;

std::string_view word_of(PostKind kind) {
    switch (kind) {
        case PostKind::director:
            return "clinical director";
        case PostKind::lead:
            return "lead";
        case PostKind::representative:
            break;
    }
    return "representative";
}

class Writing {
public:
    Writing(const ChangeRequest& request, const RegisterPreview& preview,
            std::span<const NetworkPapers> papers, const sharing::AgreementBook& sharing)
        : request_(request), preview_(preview), papers_(papers), sharing_(sharing) {}

    PaperPreview take() && {
        for (const NetworkPreview& network : preview_.networks) {
            const auto papers = std::ranges::find(papers_, network.code, &NetworkPapers::code);
            const NetworkPapers* kept = papers == papers_.end() ? nullptr : &*papers;
            add_votes(network);
            add_posts(network, kept);
            if (kept != nullptr) {
                add_meetings(network, *kept);
                add_agreement(network, *kept);
                add_payee(network, *kept);
                add_teams(network, *kept);
            }
            if (!network.before) add_new(network);
        }
        for (const auto& one : preview_.effects.begins) add_begun(one);
        for (const auto& one : preview_.effects.ends) add_ended(one);
        return std::move(made_);
    }

private:
    std::string day() const { return day_in_words(preview_.day); }
    bool changes_members(const NetworkPreview& network) const {
        return !network.joined.empty() || !network.left.empty();
    }

    void add_votes(const NetworkPreview& network) {
        for (const OdsCode& code : network.joined) {
            const auto& side = *network.after;
            const auto member = std::ranges::find(side.members, code, &MemberOfDay::code);
            made_.gains_vote.push_back(
                {network.code, code,
                 fmt::format("{} gains a vote in {}: 1 of {} by heads{}.", code.text(),
                             network.name, side.members.size(),
                             member->patients
                                 ? fmt::format(", {} of {} by lists", grouped(*member->patients),
                                               grouped(side.size.patients))
                                 : "")});
        }
        for (const OdsCode& code : network.left)
            made_.loses_vote.push_back(
                {network.code, code,
                 fmt::format("{} has no vote in {} any more: {} remain.", code.text(), network.name,
                             network.after ? network.after->members.size() : 0)});
    }

    void add_posts(const NetworkPreview& network, const NetworkPapers* kept) {
        std::vector<Post> held;
        if (kept != nullptr)
            for (const Post& post : kept->posts)
                if (post.holds_on(preview_.day)) held.push_back(post);
        if (request_.kind == ChangeKind::shared_director) {
            for (const Post& post : held)
                if (post.kind == PostKind::director)
                    made_.posts.push_back(
                        {network.code, std::nullopt,
                         fmt::format("{} is clinical director of {} up to the day before; {} "
                                     "follows on {}.",
                                     post.person, network.name, request_.director, day())});
            if (held.empty())
                made_.posts.push_back({network.code, std::nullopt,
                                       fmt::format("{} is clinical director of {} from {}.",
                                                   request_.director, network.name, day())});
            return;
        }
        for (const Post& post : held) {
            if (!network.after) {
                made_.posts.push_back(
                    {network.code, std::nullopt,
                     fmt::format("{} ({}) has no post in {} from {}: it ends.", post.person,
                                 word_of(post.kind), network.name, day())});
            } else if (!network.left.empty()) {
                made_.posts.push_back(
                    {network.code, std::nullopt,
                     fmt::format("{} is {} of {}. Posts do not say at which practice somebody "
                                 "works: check whether this one goes along.",
                                 post.person, word_of(post.kind), network.name)});
            }
        }
        if (!network.before)
            made_.posts.push_back(
                {network.code, std::nullopt,
                 fmt::format("{} has no clinical director until one is named.", network.name)});
    }

    void add_meetings(const NetworkPreview& network, const NetworkPapers& kept) {
        if (!changes_members(network)) return;
        for (const PlannedMeeting& meeting : kept.meetings) {
            if (meeting.date < preview_.day) continue;
            made_.meetings.push_back(
                {network.code, std::nullopt,
                 network.after
                     ? fmt::format("{} on {}: {} practices may vote instead of {}.", meeting.title,
                                   day_in_words(meeting.date), network.after->members.size(),
                                   network.before ? network.before->members.size() : 0)
                     : fmt::format("{} on {}: the network is closed by then.", meeting.title,
                                   day_in_words(meeting.date))});
        }
    }

    void add_agreement(const NetworkPreview& network, const NetworkPapers& kept) {
        const bool area_changes = request_.kind == ChangeKind::new_area;
        if (!changes_members(network) && !area_changes) return;
        if (kept.agreement_version == 0) {
            made_.agreement.push_back(
                {network.code, std::nullopt,
                 fmt::format("No agreement of {} is kept here.", network.name)});
            return;
        }
        if (!network.after) {
            made_.agreement.push_back(
                {network.code, std::nullopt,
                 fmt::format("The agreement of {} ends with the network.", network.name)});
            return;
        }
        made_.agreement.push_back(
            {network.code, std::nullopt,
             fmt::format("The agreement of {} changes: all {} members sign the new text. Until "
                         "then the signatures under version {} do not count.",
                         network.name, network.after->members.size(), kept.agreement_version)});
        for (const OdsCode& code : network.joined)
            made_.agreement.push_back({network.code, code,
                                       fmt::format("{} is to be named in the agreement of {}.",
                                                   code.text(), network.name)});
        for (const NamingField& field : kept.naming)
            if (std::ranges::find(network.left, field.practice) != network.left.end())
                made_.agreement.push_back(
                    {network.code, field.practice,
                     fmt::format("{}, {}: names {}, which leaves.", field.schedule, field.field,
                                 field.practice.text())});
        if (area_changes)
            made_.agreement.push_back({network.code, std::nullopt,
                                       "Schedule 1 shows the area: put the new map into it."});
    }

    void add_payee(const NetworkPreview& network, const NetworkPapers& kept) {
        if (!kept.payee) return;
        const auto& payee = *kept.payee;
        if (!network.after) {
            made_.payee.push_back({network.code, payee.code,
                                   fmt::format("{} is payee of {}, which ends: name who is paid "
                                               "what is still due.",
                                               payee.name, network.name)});
        } else if (payee.code &&
                   std::ranges::find(network.left, *payee.code) != network.left.end()) {
            made_.payee.push_back({network.code, payee.code,
                                   fmt::format("{} is payee of {} and leaves: name another payee "
                                               "from {}.",
                                               payee.name, network.name, day())});
        }
    }

    void add_teams(const NetworkPreview& network, const NetworkPapers& kept) {
        const bool is_touched = changes_members(network) || request_.kind == ChangeKind::new_area;
        if (!is_touched) return;
        for (const std::string& team : kept.teams)
            made_.teams.push_back(
                {network.code, std::nullopt,
                 network.after
                     ? fmt::format("{} serves {}: tell them from which day whose patients they "
                                   "serve.",
                                   team, network.name)
                     : fmt::format("{} serves {}, which ends: agree whom the team serves from {}.",
                                   team, network.name, day())});
    }

    void add_new(const NetworkPreview& network) {
        made_.agreement.push_back({network.code, std::nullopt,
                                   fmt::format("{} needs an agreement of its own, signed by all "
                                               "its members.",
                                               network.name)});
        made_.payee.push_back(
            {network.code, std::nullopt, fmt::format("{} needs a payee.", network.name)});
    }

    // The agreement between the two that is in force on a day; null: none.
    const sharing::KeptAgreement* in_force(const OdsCode& discloser, const OdsCode& receiver,
                                           Date on) const {
        for (const auto* kept : sharing_.between(discloser, receiver))
            if (standing_between(*kept, discloser, receiver, on) == sharing::Standing::in_force)
                return kept;
        return nullptr;
    }

    void add_begun(const BegunMembership& one) {
        const NetworkPreview* network = preview_.network(one.network);
        const std::string name = network == nullptr ? one.network.text() : network->name;
        if (const auto* kept = in_force(one.practice, one.network, preview_.day)) {
            made_.gains_data.push_back(
                {one.practice, one.network, kept->id,
                 fmt::format("Staff of {} have of the patients of {} what \"{}\" names.", name,
                             one.practice.text(), kept->agreement.text.title)});
            return;
        }
        made_.gains_data.push_back(
            {one.practice, one.network, "",
             fmt::format("No data-sharing agreement between {} and {} is in force on {}: staff of "
                         "the network see nothing of its patients until both have signed one.",
                         one.practice.text(), name, day())});
    }

    // A data-sharing agreement holds whoever is a member: somebody must end it.
    void add_ended(const EndedMembership& one) {
        const NetworkPreview* network = preview_.network(one.network);
        const std::string name = network == nullptr ? one.network.text() : network->name;
        for (const auto* kept : sharing_.between(one.practice, one.network)) {
            if (standing_between(*kept, one.practice, one.network, preview_.day) !=
                sharing::Standing::in_force)
                continue;
            made_.loses_data.push_back(
                {one.practice, one.network, kept->id,
                 fmt::format("\"{}\" still lets staff of {} see data of the patients of {}. It "
                             "goes on until one of the two ends it: end it by {}.",
                             kept->agreement.text.title, name, one.practice.text(), day())});
        }
        // What members let each other see.
        if (network == nullptr || !network->before) return;
        for (const MemberOfDay& other : network->before->members) {
            if (other.code == one.practice) continue;
            if (const auto* kept = in_force(one.practice, other.code, preview_.day))
                made_.loses_data.push_back(
                    {one.practice, other.code, kept->id,
                     fmt::format("\"{}\" between {} and {} goes on unless one of them ends it.",
                                 kept->agreement.text.title, one.practice.text(),
                                 other.code.text())});
        }
    }

    const ChangeRequest& request_;
    const RegisterPreview& preview_;
    std::span<const NetworkPapers> papers_;
    const sharing::AgreementBook& sharing_;
    PaperPreview made_;
};

}  // namespace

PaperPreview preview_papers(const ChangeRequest& request, const RegisterPreview& preview,
                            std::span<const NetworkPapers> papers,
                            const sharing::AgreementBook& sharing) {
    return Writing(request, preview, papers, sharing).take();
}

std::vector<BegunMembership> unsigned_members_of(const RegisterPreview& preview,
                                                 std::span<const NetworkPapers> papers) {
    std::vector<BegunMembership> found;
    for (const BegunMembership& one : preview.effects.begins) {
        const auto kept = std::ranges::find(papers, one.network, &NetworkPapers::code);
        const bool has_signed =
            kept != papers.end() &&
            std::ranges::find(kept->signed_by, one.practice) != kept->signed_by.end();
        if (!has_signed) found.push_back(one);
    }
    return found;
}

}  // namespace openpcn::network_changes
