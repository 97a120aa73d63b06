// The papers of a network's formation and what they are judged by: the registration as at a day,
// the file of its review, and the check of a registration against everything that is known.
//
// A paper holds on a day if it was kept by the end of that day (in UTC).
#pragma once

#include "api/network_access.h"
#include "formation/registration_check.h"
#include "formation/take_step.h"
#include "formation/timetable.h"
#include "persistence/papers.h"

namespace openpcn::api {

inline constexpr const char* registration_kind = "registration";
inline constexpr const char* submission_kind = "submission";
inline constexpr const char* review_kind = "review";
inline constexpr const char* acceptance_kind = "area_acceptance";  // one series for each practice
inline constexpr const char* own_dates_kind = "formation_dates";   // of a commissioner
inline constexpr const char* batch_kind = "area_batch";            // of a commissioner

struct FormationContent {
    std::vector<networks::ContractRules> contracts;
    std::vector<formation::FormationRules> formation;
    // Of a network whose first day it is. `unavailable` where the content has none.
    Result<networks::RulesOfDay> contract(Date first_day) const;
    Result<const formation::FormationRules*> rules(Date first_day) const;
};
Result<FormationContent> formation_content(ApiParts& parts);

// The newest of these versions, newest first, that was kept by the end of the day; null: none.
const persistence::Paper* version_on(const std::vector<persistence::Paper>& versions, Date day);

struct KeptRegistration {
    std::int64_t version = 0;  // 0: nothing was written, and it is made of the network's row
    formation::Registration registration;
    std::vector<persistence::Paper> versions;  // of the day and before, newest first
};
Result<KeptRegistration> kept_registration(database::Connection& connection,
                                           const NetworkInView& network, Date day);

// The network as its papers of a past day have it: its stage, and while it was being formed its
// name, commissioner, first day and members. None: it was not begun by then.
Result<std::optional<NetworkInView>> network_as_of(database::Connection& connection,
                                                   NetworkInView network, Date day);

struct KeptReview {
    std::int64_t version = 0;
    formation::ReviewCase review;
    std::vector<persistence::Paper> versions;  // of the day and before, newest first
};
Result<KeptReview> kept_review(database::Connection& connection, const persistence::NetworkRow& row,
                               Date day);

// What was submitted: the registration with all that it was judged by.
struct KeptSubmission {
    persistence::Paper paper;
    formation::Registration registration;
};
// Newest first, of the day and before.
Result<std::vector<KeptSubmission>> kept_submissions(database::Connection& connection,
                                                     std::string_view network, Date day);

// A registration, and what the rules say of it.
struct CheckedRegistration {
    networks::RulesOfDay contract;
    const formation::FormationRules* rules = nullptr;  // of the content that was given
    std::vector<formation::Finding> findings;
    std::vector<formation::AreaAcceptance> acceptances;
    std::optional<formation::AgreementFacts> agreement;
    formation::PeopleFacts people;
    std::shared_ptr<const RegisterOfDay> on_first_day;
};
struct CheckQuestion {
    const persistence::NetworkRow* row = nullptr;
    const formation::Registration* registration = nullptr;
    std::vector<OdsCode> members;  // of the registration, and those assigned
    Date day;                      // papers of this day
};
Result<CheckedRegistration> check_kept_registration(ApiParts& parts,
                                                    database::Connection& connection,
                                                    const FormationContent& content,
                                                    const CheckQuestion& question);

// The commissioner's own dates for networks formed under these rules; empty where it set none.
struct KeptOwnDates {
    std::int64_t version = 0;
    formation::OwnDates dates;
};
Result<KeptOwnDates> kept_own_dates(database::Connection& connection, const OdsCode& commissioner,
                                    const formation::FormationRules& rules, Date day);

// A paper of the asker's, to be kept after `based_on`.
persistence::Paper paper_of(const Call& call, std::string owner, std::string kind, std::string id,
                            std::string body);

}  // namespace openpcn::api
