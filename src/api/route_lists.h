// The routes of each part of the API, for routes.cpp, which puts them together. Handlers do not
// include this: a new part then compiles two files and not all.
#pragma once

#include <vector>

#include "platform/http/router.h"

namespace openpcn::api {

struct ApiParts;

std::vector<http::Route> session_routes(ApiParts& parts);
std::vector<http::Route> worklist_routes(ApiParts& parts);
std::vector<http::Route> patient_routes(ApiParts& parts);
std::vector<http::Route> population_routes(ApiParts& parts);
std::vector<http::Route> cohort_count_routes(ApiParts& parts);
std::vector<http::Route> cohort_people_routes(ApiParts& parts);
std::vector<http::Route> cohort_comparison_routes(ApiParts& parts);
std::vector<http::Route> saved_cohort_routes(ApiParts& parts);
std::vector<http::Route> feed_routes(ApiParts& parts);
std::vector<http::Route> access_log_routes(ApiParts& parts);
std::vector<http::Route> register_routes(ApiParts& parts);
std::vector<http::Route> network_routes(ApiParts& parts);
std::vector<http::Route> area_routes(ApiParts& parts);
std::vector<http::Route> sharing_routes(ApiParts& parts);
std::vector<http::Route> people_routes(ApiParts& parts);
std::vector<http::Route> meeting_routes(ApiParts& parts);
std::vector<http::Route> action_routes(ApiParts& parts);
std::vector<http::Route> registration_routes(ApiParts& parts);
std::vector<http::Route> review_routes(ApiParts& parts);
std::vector<http::Route> approval_routes(ApiParts& parts);
std::vector<http::Route> change_routes(ApiParts& parts);
std::vector<http::Route> change_decision_routes(ApiParts& parts);
std::vector<http::Route> group_routes(ApiParts& parts);
std::vector<http::Route> contract_routes(ApiParts& parts);
std::vector<http::Route> partner_routes(ApiParts& parts);
std::vector<http::Route> team_routes(ApiParts& parts);
std::vector<http::Route> team_coverage_routes(ApiParts& parts);
std::vector<http::Route> system_routes(ApiParts& parts);
std::vector<http::Route> supplier_routes(ApiParts& parts);
std::vector<http::Route> programme_routes(ApiParts& parts);
std::vector<http::Route> support_routes(ApiParts& parts);
std::vector<http::Route> health_routes(ApiParts& parts);

}  // namespace openpcn::api
