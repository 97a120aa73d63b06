// Requests to change networks out of their papers: who may see which, and what is known of one at
// this moment, so that its preview and its hindrances can be worked out.
//
// A request belongs to the network that wrote it. Others that it touches read it once it was sent;
// the lead commissioner decides it.
#pragma once

#include <memory>

#include "api/network_access.h"
#include "network_changes/change_case.h"
#include "network_changes/paper_preview.h"
#include "persistence/papers.h"

namespace openpcn::api {

inline constexpr const char* change_kind = "network_change";
inline constexpr const char* consent_kind = "change_consent";   // one series by change and practice
inline constexpr const char* area_paper_kind = "network_area";  // agreed areas, each with its day
inline constexpr const char* group_kind = "network_group";      // owned by the lead commissioner

struct ChangeContent {
    std::vector<networks::ContractRules> contracts;
    std::vector<network_changes::ChangeRules> changes;
};
Result<std::shared_ptr<const ChangeContent>> change_content(ApiParts& parts);
// `unavailable` where the content has none.
Result<network_changes::ChangeRulesOfDay> change_rules_of(const ChangeContent& content, Date day);

// The asker's part in a network of the register, whether or not it has a row here.
Part part_in(const Asker& asker, const organisations::RegisterView& view, const OdsCode& code);

// Whether the asker is of the network's own staff, or of a practice that is its member today;
// `network` as seen today.
bool belongs(const NetworkInView& network, const Asker& asker);

struct KeptChange {
    persistence::NetworkRow row;  // of the network that wrote it
    persistence::Paper paper;     // the newest version
    network_changes::ChangeCase file;
};
Result<KeptChange> kept_change(const persistence::NetworkRow& row, persistence::Paper paper);
// For others than the network that wrote it: while a request is written anew, what was sent last.
Result<void> show_as_sent(database::Connection& connection, KeptChange& change);
// What part the asker has in a request of another network; none before it was sent.
Result<Part> concern_of(database::Connection& connection, const Asker& asker,
                        const organisations::RegisterView& today, const KeptChange& change);
bool names_practice(const network_changes::ChangeRequest& request, std::string_view organisation);

struct ChangeSeen {
    KeptChange change;
    Part part = Part::none;
    // Its organisation belongs to the network that wrote it, or is its commissioner; else it is
    // only touched.
    bool is_of_network = false;
    // It is the network's own, or a practice that is a member today: it reads drafts and writes.
    bool is_inside = false;
};
// That the address names. `not_found` where the asker may not see it.
Result<ChangeSeen> change_in_view(ApiParts& parts, database::Connection& connection,
                                  const Call& call);
// Of a network that the asker has part in, as they stood on the day: its own and those that touch
// it. Whether the asker belongs to it is a matter of today.
Result<std::vector<ChangeSeen>> changes_of_network(ApiParts& parts,
                                                   database::Connection& connection,
                                                   const Call& call, const NetworkInView& network,
                                                   Date day);
// Sent to the asker's commissioner by the day and as they stood then, those that wait first, then
// the one changed last.
Result<std::vector<KeptChange>> changes_of_commissioner(database::Connection& connection,
                                                        const Call& call, Date day);
// What the asker may do with it now: "save", "send", "withdraw", "agree", "decide".
std::vector<std::string> steps_of(const ChangeSeen& seen, const Asker& asker,
                                  std::span<const network_changes::Consent> consents);

// Everything that is known of a request at this moment. Borrows nothing: it holds what its parts
// point into.
struct ChangeMoment {
    std::shared_ptr<const ChangeContent> content;
    std::shared_ptr<const RegisterOfDay> before;
    std::shared_ptr<const RegisterOfDay> on_day;
    std::unique_ptr<organisations::RegisterView> after;
    networks::RulesOfDay contract;
    network_changes::ChangeFacts facts;
    network_changes::PaperPreview papers;
    std::vector<network_changes::Hindrance> hindrances;
};
// `request` is the change's own, with codes that a decision gives its new networks. `conflict`,
// naming what is missing, where it lacks too much to be worked out.
Result<std::unique_ptr<ChangeMoment>> change_moment(ApiParts& parts,
                                                    database::Connection& connection,
                                                    const Call& call, const KeptChange& change,
                                                    const network_changes::ChangeRequest& request);

// Who has to agree and who did by the end of a day; empty before the request names its own.
Result<std::vector<network_changes::Consent>> consents_of(ApiParts& parts,
                                                          database::Connection& connection,
                                                          const KeptChange& change, Date by);
// The paper of one practice's consent, and of which text.
std::string consent_id(const std::string& change, const OdsCode& practice);
std::string hash_of_request(const network_changes::ChangeRequest& request);

}  // namespace openpcn::api
