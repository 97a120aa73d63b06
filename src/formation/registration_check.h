// What the rules of forming a network say of a registration: whether it can be submitted, what the
// commissioner will have to decide, and what is worth knowing. Each finding with its arithmetic.
//
// Pure: whoever asks reads the register, the other networks, the area's check and the papers of
// agreement and people. What is not given is said in a finding and never taken for met.
#pragma once

#include <set>
#include <span>

#include "formation/finding.h"
#include "formation/formation_rules.h"
#include "formation/registration.h"
#include "networks/contract_rules.h"
#include "networks/proposed_area.h"
#include "networks/size_decision.h"
#include "organisations/register_view.h"

namespace openpcn::formation {

// A practice that another network which is formed or run here has, or plans to have.
struct MemberElsewhere {
    OdsCode practice;
    std::string network_name;
    bool is_draft = false;  // not submitted: others do not learn its name
};

// A member practice that accepted an area.
struct AreaAcceptance {
    OdsCode practice;
    std::string area;  // area_text of what it accepted
};

struct AgreementFacts {
    bool is_initial_ready = false;
    bool is_complete = false;
    std::vector<std::string> hindrances;  // of the initial agreement, or of the complete one
    std::vector<std::string> complete_hindrances;
};

struct DirectorShare {
    std::string name;
    int percent = 0;
    std::string profession;
    bool is_clinician = true;
};
// Of the network's own papers: whom they name on the first day, or today where that is over.
struct PeopleFacts {
    std::vector<std::string> payees;  // confirmed by a second person
    std::vector<DirectorShare> directors;
};

struct RegistrationFacts {
    const organisations::RegisterView* view = nullptr;  // as at the first day
    std::span<const MemberElsewhere> elsewhere;
    std::optional<OdsCode> own_code;  // of the network itself in the register, once it has one
    const networks::ContractRules* contract = nullptr;
    const FormationRules* formation = nullptr;
    std::optional<std::vector<networks::AreaFinding>> area;  // none: it could not be checked
    std::string area_note;                                   // why not, or what it rests on
    std::span<const AreaAcceptance> acceptances;
    std::optional<AgreementFacts> agreement;  // none: nothing is written yet
    PeopleFacts people;
};

// In the order of tasks, then of rules.
std::vector<Finding> check_registration(const Registration& registration,
                                        const RegistrationFacts& facts);

// Sentences for people: whom the later one names differently.
std::vector<std::string> differences(const PeopleFacts& earlier, const PeopleFacts& later);

// The size of the list rows, or of the register's lists where there are none yet.
networks::SizeDecision size_of(const Registration& registration, const RegistrationFacts& facts);

bool has_blocking(std::span<const Finding> findings);
TaskState state_of(Task task, const Registration& registration, std::span<const Finding> findings);

}  // namespace openpcn::formation
