// What a change means for the papers of the networks that it touches: who votes, posts, meetings,
// the agreement, data-sharing agreements, the payee, the teams that serve them. Sentences for
// people, each about one network or practice. Pure; the papers are given.
//
// Papers do not change by themselves: an agreement still names who left, a data-sharing agreement
// still holds. So the sentences say what stays as it is and who has to do what.
#pragma once

#include "governance/payee.h"
#include "governance/post.h"
#include "network_changes/register_preview.h"
#include "sharing/agreement_book.h"

namespace openpcn::network_changes {

struct Sentence {
    std::optional<OdsCode> network;
    std::optional<OdsCode> practice;
    std::string what;
};

struct DataAccess {
    OdsCode discloser;
    OdsCode receiver;
    std::string agreement;  // id; empty: none names both
    std::string what;
};

struct PlannedMeeting {
    std::string title;
    Date date;
};

// A field of the agreement that names a practice.
struct NamingField {
    OdsCode practice;
    std::string schedule;
    std::string field;
};

// What is kept here of one network, as it stands now.
struct NetworkPapers {
    OdsCode code;
    std::vector<governance::Post> posts;
    std::vector<PlannedMeeting> meetings;    // that are still to come
    std::optional<governance::Payee> payee;  // on the day
    std::int64_t agreement_version = 0;      // 0: none is written
    std::vector<NamingField> naming;
    std::vector<OdsCode> signed_by;
    std::vector<std::string> teams;  // "District nurses (Trust)"
};

struct PaperPreview {
    std::vector<Sentence> gains_vote;
    std::vector<Sentence> loses_vote;
    std::vector<Sentence> posts;
    std::vector<Sentence> meetings;
    std::vector<Sentence> agreement;
    std::vector<DataAccess> gains_data;
    std::vector<DataAccess> loses_data;
    std::vector<Sentence> payee;
    std::vector<Sentence> teams;
};

PaperPreview preview_papers(const ChangeRequest& request, const RegisterPreview& preview,
                            std::span<const NetworkPapers> papers,
                            const sharing::AgreementBook& sharing);

// Those who join and have not signed the agreement of their network.
std::vector<BegunMembership> unsigned_members_of(const RegisterPreview& preview,
                                                 std::span<const NetworkPapers> papers);

}  // namespace openpcn::network_changes
