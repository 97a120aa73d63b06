// All areas of a commissioner agreed at the same time: which networks can be in the decision, what
// stands against their areas together, and the step that each of them takes.
//
// The areas pass together when nothing stands against them; else each thing must be named as an
// exception with its reason.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>

#include "api/review_moment.h"

namespace openpcn::api {

// Every network that is being formed for the asker's commissioner, or was formed here. They point
// into `content`, which outlives them.
Result<std::vector<ReviewMoment>> moments_of_commissioner(ApiParts& parts,
                                                          database::Connection& connection,
                                                          const FormationContent& content,
                                                          const Call& call, Date day);
// Members of those that are submitted and not closed.
std::set<OdsCode> planned_members(const std::vector<ReviewMoment>& moments);

struct AreaObstacle {
    std::string id;              // "NETWORK:area_gap", "NETWORK+NETWORK:area_overlap", "coverage"
    const ReviewMoment* moment;  // null: of all together
    const ReviewMoment* other;   // whose area it overlaps, where that is a candidate, too
    formation::Finding finding;

    bool is_of(const ReviewMoment* network) const {
        return moment == nullptr || moment == network || other == network;
    }
};
struct AreaBatch {
    Date day;
    std::vector<const ReviewMoment*> candidates;  // under review, or in dispute and settled
    std::vector<AreaObstacle> obstacles;
};
// Borrows the moments.
Result<AreaBatch> area_batch(ApiParts& parts, const Call& call,
                             const std::vector<ReviewMoment>& moments, Date day);
nlohmann::ordered_json area_batch_json(const AreaBatch& batch);

struct AreaDecision {
    std::vector<std::string> networks;
    std::string committee;
    Date day;
    std::string minute;
    std::string agreed_with;
    std::map<std::string, std::string> exceptions;  // obstacle to reason
};
Result<AreaDecision> parse_area_decision(const nlohmann::json& body, Date today);
// `conflict` where an obstacle is not named, or a network cannot be in the decision.
Result<std::vector<const ReviewMoment*>> chosen_of(const AreaBatch& batch,
                                                   const AreaDecision& decision);
// `id` is the batch's.
formation::ReviewStep step_of(const AreaBatch& batch, const AreaDecision& decision,
                              const ReviewMoment& moment, const std::string& id);

}  // namespace openpcn::api
