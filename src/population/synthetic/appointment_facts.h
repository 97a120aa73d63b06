// How long before the day appointments are booked, and how often they are missed then
// [S: gponline.com for the shares missed; NHS Digital Dec 2019 for same-day bookings; rest GK].
#pragma once

#include <array>

namespace openpcn::synthetic {

struct LeadTime {
    int days_min;
    int days_max;
    double share;   // of appointments
    double missed;  // share that nobody attends
};
inline constexpr auto lead_times = std::to_array<LeadTime>({
    {0, 0, 0.42, 0.019},
    {1, 1, 0.10, 0.050},
    {2, 7, 0.26, 0.068},
    {8, 42, 0.22, 0.085},
});

constexpr double mean_lead_time_risk() {
    double risk = 0;
    for (const LeadTime& lead : lead_times) risk += lead.share * lead.missed;
    return risk;
}

}  // namespace openpcn::synthetic
