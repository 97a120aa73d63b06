// What is known of a request at this moment: the register of both days, papers of the networks that
// it touches, the vote, areas. For change_desk.h.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "api/agreement_desk.h"
#include "api/change_areas.h"
#include "api/change_desk.h"
#include "api/governance_desk.h"
#include "api/partner_desk.h"
#include "governance/closed_motion.h"
#include "partners/team.h"
#include "partners/team_coverage.h"
#include "persistence/register_load.h"
#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using network_changes::ChangeFacts;
using network_changes::ChangeRequest;
using network_changes::NetworkPapers;
using network_changes::VoteFact;
using persistence::NetworkRow;

Result<std::optional<VoteFact>> vote_of(ApiParts& parts, database::Connection& connection,
                                        const NetworkRow& row, const ChangeRequest& request) {
    if (!request.evidence.vote) return std::optional<VoteFact>();
    VoteFact fact;
    TRY_ASSIGN(const auto paper, persistence::find_paper(connection, row.id, meeting_kind,
                                                         request.evidence.vote->meeting));
    if (!paper) return std::optional(fact);
    TRY_ASSIGN(const auto meeting, governance::parse_meeting(paper->body));
    const auto index = static_cast<std::size_t>(request.evidence.vote->motion);
    if (meeting.motions.size() < index) return std::optional(fact);
    const governance::Motion& motion = meeting.motions[index - 1];
    TRY_ASSIGN(const auto on_day, parts.register_desk.of(meeting.date));
    const auto& view = on_day->view;
    const auto found = view.networks().find(*row.code);
    const auto members = found == view.networks().end() ? std::vector<governance::MemberList>()
                                                        : member_lists(view, found->second.members);
    const auto outcome = governance::count_of(meeting, motion, members);
    fact.is_found = true;
    fact.is_closed = motion.is_closed;
    fact.is_carried = outcome.is_carried && outcome.is_quorate;
    fact.title = motion.title;
    fact.arithmetic = fmt::format("{}", fmt::join(outcome.arithmetic, " "));
    return std::optional(std::move(fact));
}

// Practices that the agreement's fields name, with where.
void add_naming(NetworkPapers& papers, const agreement::AgreementTemplate& form,
                const agreement::FilledAgreement& filled) {
    for (const agreement::Schedule& schedule : form.schedules) {
        for (const agreement::Field& field : schedule.fields) {
            const auto value = filled.values.find(field.id);
            if (value == filled.values.end()) continue;
            std::vector<std::string> texts;
            if (const auto* one = std::get_if<std::string>(&value->second)) texts.push_back(*one);
            if (const auto* some = std::get_if<std::vector<std::string>>(&value->second))
                texts = *some;
            if (const auto* rows = std::get_if<std::vector<agreement::TableRow>>(&value->second))
                for (const auto& row : *rows)
                    for (const auto& [column, cell] : row) texts.push_back(cell);
            for (const agreement::NamedMember& member : filled.members)
                if (std::ranges::find(texts, member.code.text()) != texts.end())
                    papers.naming.push_back(
                        {member.code,
                         fmt::format("Schedule {}: {}", schedule.number, schedule.title),
                         field.title});
        }
    }
}

Result<void> add_agreement(ApiParts& parts, database::Connection& connection, const NetworkRow& row,
                           NetworkPapers& papers) {
    const auto pack = parts.state.read().shared_pack();
    TRY_ASSIGN(const auto templates, agreement_templates_of(pack->files()));
    TRY_ASSIGN(const auto kept, agreement_papers(connection, row.id));
    if (kept.versions.empty()) return {};
    const auto& current = kept.versions.front();
    papers.agreement_version = current.version;
    TRY_ASSIGN(const auto* form, form_of(current, templates));
    TRY_ASSIGN(const auto filled, filled_agreement(current, templates));
    std::vector<OdsCode> named;
    for (const agreement::NamedMember& member : filled.members) named.push_back(member.code);
    papers.signed_by = standing_of(kept, *form, filled, named).signed_this;
    add_naming(papers, *form, filled);
    return {};
}

Result<void> add_teams(ApiParts& parts, database::Connection& connection, const NetworkRow& row,
                       Date day, NetworkPapers& papers) {
    const auto catalogue = catalogue_of(parts, day);
    if (!catalogue) return {};
    PartnerScope scope{row.id, {row.id, row.commissioner.text(), row.code->text()}, day, {}};
    TRY_ASSIGN(const auto kept, papers_in(connection, scope, team_paper()));
    const partners::Footprint footprint{row.id, row.code->text(), row.name, {}};
    for (const auto& paper : kept) {
        TRY_ASSIGN(const auto team, partners::read_team(paper.body, *catalogue));
        const bool serves = paper.owner == row.id || partners::names_network(team, footprint);
        if (!serves || !team.time.holds_on(day)) continue;
        papers.teams.push_back(
            team.provider.empty() ? team.name : fmt::format("{} ({})", team.name, team.provider));
    }
    return {};
}

Result<NetworkPapers> papers_of_network(ApiParts& parts, database::Connection& connection,
                                        const NetworkRow& row, Date day) {
    NetworkPapers papers{*row.code, {}, {}, {}, 0, {}, {}, {}};
    TRY_ASSIGN(const auto posts, read_posts(connection, row.id));
    for (const auto& post : posts) papers.posts.push_back(post.value);
    TRY_ASSIGN(const auto meetings, persistence::papers_of(connection, row.id, meeting_kind));
    for (const auto& paper : meetings) {
        TRY_ASSIGN(const auto meeting, governance::parse_meeting(paper.body));
        if (meeting.state == governance::MeetingState::planned)
            papers.meetings.push_back({meeting.title, meeting.date});
    }
    TRY_ASSIGN(papers.payee, read_payee(connection, row.id, day));
    TRY(add_agreement(parts, connection, row, papers));
    TRY(add_teams(parts, connection, row, day, papers));
    return papers;
}

Result<std::vector<NetworkPapers>> all_papers(ApiParts& parts, database::Connection& connection,
                                              const network_changes::RegisterPreview& preview) {
    std::vector<NetworkPapers> all;
    for (const auto& network : preview.networks) {
        TRY_ASSIGN(const auto row, persistence::find_network_by_code(connection, network.code));
        if (!row || !row->code) continue;
        TRY_ASSIGN(auto papers, papers_of_network(parts, connection, *row, preview.day));
        all.push_back(std::move(papers));
    }
    return all;
}

Error incomplete(const std::vector<std::string>& missing) {
    return {ErrorKind::conflict, fmt::format("{}", fmt::join(missing, " ")), "request",
            "Fill it in; then everything it alters can be worked out."};
}

}  // namespace

Result<std::unique_ptr<ChangeMoment>> change_moment(ApiParts& parts,
                                                    database::Connection& connection,
                                                    const Call& call, const KeptChange& change,
                                                    const ChangeRequest& request) {
    const auto missing = network_changes::missing_of(request);
    if (!missing.empty()) return failure(incomplete(missing));
    if (!change.row.code)
        return failure(
            incomplete({"The network has no code yet, so the register has not got it."}));
    const Date day = *request.takes_effect;
    const OdsCode& own = *change.row.code;
    TRY_ASSIGN(auto content, change_content(parts));
    TRY_ASSIGN(const auto rules, change_rules_of(*content, day));
    const auto contract = networks::rules_on(content->contracts, day);
    if (contract.rules == nullptr)
        return failure({ErrorKind::unavailable, "The content has no rules of the network contract.",
                        "content/network_contract", "Load a content pack that has them."});
    TRY_ASSIGN(auto before, parts.register_desk.of(day.plus_days(-1)));
    TRY_ASSIGN(auto on_day, parts.register_desk.of(day));
    TRY_ASSIGN(auto read, persistence::read_register(connection, day));
    auto effects = network_changes::effects_of(request, own, on_day->view);
    auto decisions = network_changes::decisions_of(effects);
    auto after = std::make_unique<organisations::RegisterView>(std::move(read));
    after->lay_over(std::move(decisions.networks), decisions.mergers);
    const network_changes::ThreeViews views{&before->view, &on_day->view, after.get()};
    auto preview = network_changes::preview_register(
        {&request, own, change.row.commissioner, std::move(effects)}, views, *contract.rules);
    TRY_ASSIGN(const auto papers, all_papers(parts, connection, preview));
    TRY_ASSIGN(auto vote, vote_of(parts, connection, change.row, request));
    TRY_ASSIGN(auto consents, consents_of(parts, connection, change, io::today_in_london()));
    TRY_ASSIGN(auto areas,
               areas_of_change(connection, request, preview, on_day->view,
                               contract.rules->area ? &*contract.rules->area : nullptr));
    auto unsigned_members = network_changes::unsigned_members_of(preview, papers);
    ChangeFacts facts{io::today_in_london(),
                      rules.rules,
                      contract.rules,
                      own,
                      views,
                      std::move(preview),
                      std::move(vote),
                      std::move(consents),
                      std::move(areas),
                      std::move(unsigned_members)};
    auto said = network_changes::preview_papers(request, facts.preview, papers, *call.agreements);
    auto hindrances = network_changes::hindrances_of(request, facts);
    return std::make_unique<ChangeMoment>(
        ChangeMoment{std::move(content), std::move(before), std::move(on_day), std::move(after),
                     contract, std::move(facts), std::move(said), std::move(hindrances)});
}

}  // namespace openpcn::api
