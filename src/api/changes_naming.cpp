#include "api/changes_naming.h"

#include <algorithm>

#include "platform/io/clock.h"

namespace openpcn::api {
namespace {

using network_changes::AgreedHow;
using network_changes::ChangeRequest;
using network_changes::ChangeState;
using network_changes::Consent;
using organisations::RegisterView;

bool is_open(ChangeState state) {
    return state == ChangeState::sent || state == ChangeState::returned;
}

class Naming {
public:
    Naming(ApiParts& parts, database::Connection& connection, const Asker& asker,
           const RegisterView& today, Date day)
        : parts_(parts), connection_(connection), asker_(asker), today_(today), day_(day) {}

    // Sets what it asks of a practice; whether it is in the list.
    Result<bool> takes(NamingChange& one) const {
        if (asker_.kind == OrganisationKind::practice) return takes_for_practice(one);
        const KeptChange& change = one.change;
        const bool is_own = asker_.kind == OrganisationKind::commissioner
                                ? change.row.commissioner.text() == asker_.organisation
                                : change.row.code && change.row.code->text() == asker_.organisation;
        if (is_own) return false;
        TRY_ASSIGN(const Part part, concern_of(connection_, asker_, today_, change));
        return part != Part::none;
    }

private:
    Result<bool> takes_for_practice(NamingChange& one) const {
        const KeptChange& change = one.change;
        const bool is_named = names_practice(change.file.request, asker_.organisation);
        TRY_ASSIGN(const bool may_be_asked, is_concerned(change));
        if (!is_named && !may_be_asked) return false;
        if (!is_open(change.file.state)) return true;
        TRY_ASSIGN(const auto consents, consents_of(parts_, connection_, change, day_));
        const auto own =
            std::ranges::find(consents, asker_.organisation,
                              [](const Consent& consent) { return consent.practice.text(); });
        const bool is_asked = own != consents.end() && own->is_needed;
        if (is_asked) {
            one.is_asked = true;
            one.agrees = own->agrees;
            one.note = own->note;
        }
        return is_named || is_asked;
    }

    // It is a member of a network all of whose members have to agree, if perhaps on another day
    // than today.
    Result<bool> is_concerned(const KeptChange& change) const {
        const ChangeRequest& request = change.file.request;
        if (!request.takes_effect || !change.row.code) return false;
        TRY_ASSIGN(const auto content, change_content(parts_));
        TRY_ASSIGN(const auto rules, change_rules_of(*content, *request.takes_effect));
        if (rules.rules->rule(request.kind).agreed_by != AgreedHow::all_members) return false;
        TRY_ASSIGN(const Part part, concern_of(connection_, asker_, today_, change));
        if (part != Part::none) return true;
        TRY_ASSIGN(const auto members, persistence::network_members(connection_, change.row.id));
        const auto is_asker = [&](const auto& member) {
            return member.practice.text() == asker_.organisation;
        };
        return part_in(asker_, today_, *change.row.code) != Part::none ||
               std::ranges::any_of(members, is_asker);
    }

    ApiParts& parts_;
    database::Connection& connection_;
    const Asker& asker_;
    const RegisterView& today_;
    Date day_;
};

}  // namespace

Result<std::vector<NamingChange>> changes_naming(ApiParts& parts, database::Connection& connection,
                                                 const Call& call, Date day) {
    TRY_ASSIGN(auto papers, persistence::papers_of_kind_by(connection, change_kind, day));
    TRY_ASSIGN(const auto today, parts.register_desk.of(io::today_in_london()));
    const Naming naming(parts, connection, call.asker(), today->view, day);
    std::vector<NamingChange> found;
    for (persistence::Paper& paper : papers) {
        TRY_ASSIGN(const auto row, persistence::find_network(connection, paper.owner));
        if (!row) continue;
        TRY_ASSIGN(auto change, kept_change(*row, std::move(paper)));
        if (!change.file.sent_on) continue;
        TRY(show_as_sent(connection, change));
        NamingChange one{std::move(change), false, false, {}};
        TRY_ASSIGN(const bool is_listed, naming.takes(one));
        if (is_listed) found.push_back(std::move(one));
    }
    return found;
}

}  // namespace openpcn::api
