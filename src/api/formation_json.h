// Registration and review as JSON, for the API's answers and for what is kept with a submission.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>

#include "api/formation_desk.h"

namespace openpcn::api {

nlohmann::ordered_json findings_json(std::span<const formation::Finding> findings);
Result<std::vector<formation::Finding>> parse_findings(const nlohmann::json& rows);

// FormationRules of openapi.yaml: what the registration is judged by.
nlohmann::ordered_json formation_rules_json(const CheckedRegistration& checked);

// Each member with what the register of the first day says, and whether it accepts the area.
nlohmann::ordered_json registered_members_json(const formation::Registration& registration,
                                               const CheckedRegistration& checked);

nlohmann::ordered_json people_json(const formation::PeopleFacts& people);
// As a submission keeps them: `text` is the body of its paper.
formation::PeopleFacts people_in_submission(std::string_view text);

// PaperVersion of openapi.yaml: who kept it and when.
nlohmann::ordered_json paper_version_json(const persistence::Paper& paper);

// OpenStep of openapi.yaml: those of the stage, with what keeps each from being taken, and whether
// it is the asker's.
nlohmann::ordered_json open_steps_json(const formation::ReviewCase& review,
                                       const formation::StepFacts& facts,
                                       const std::function<bool(formation::StepKind)>& is_yours);

nlohmann::ordered_json timetable_json(std::span<const formation::MilestoneStanding> standings);
nlohmann::ordered_json waiting_json(std::span<const formation::Waiting> all);

}  // namespace openpcn::api
