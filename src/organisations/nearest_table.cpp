#include "organisations/nearest_table.h"

#include <array>
#include <vector>

namespace openpcn::organisations {
namespace {

struct Need {
    std::vector<std::string_view> any_of;
    std::string_view say;
};
struct KnownTable {
    std::string_view name;
    std::vector<Need> needs;
};

const std::vector<KnownTable>& known_tables() {
    static const Need practice{{"practice_code", "gp_practice_code", "gp_code", "org_code", "code",
                                "partner_organisation_code", "organisation_code"},
                               "the practice's code (PRACTICE_CODE)"};
    static const Need network{{"pcn_code"}, "the network's code (PCN_CODE)"};
    static const Need area{{"lsoa_code", "lsoa", "lsoa21_code", "lsoa11_code", "lsoa21cd",
                            "lsoa11cd", "lsoa_code_2011", "lsoa_code_2021"},
                           "the small area's code (LSOA_CODE)"};
    static const Need patients{{"number_of_patients", "all_patients", "total_all"},
                               "the number of patients (NUMBER_OF_PATIENTS)"};
    static const std::vector<KnownTable> tables{
        {"the networks' details (ePCN)",
         {network,
          {{"pcn_name"}, "the network's name (PCN Name)"},
          {{"open_date"}, "the opening date (Open Date)"}}},
        {"the networks' members (ePCN)",
         {practice,
          network,
          {{"practice_to_pcn_relationship_start_date", "relationship_start_date"},
           "the start of the relationship (Practice to PCN Relationship Start Date)"}}},
        {"the practice mapping (gp-reg-pat-prac-map)",
         {practice,
          network,
          {{"sub_icb_code"}, "the commissioner's code (SUB_ICB_LOCATION_CODE or CCG_CODE)"}}},
        {"the practice directory (epraccur)",
         {practice,
          {{"status_code", "status"}, "the status (Status Code)"},
          {{"prescribing_setting"}, "the prescribing setting (Prescribing Setting)"}}},
        {"the list sizes (gp-reg-pat-prac-all or -quin-age)",
         {practice,
          {{"extract_date"}, "the extract date (EXTRACT_DATE)"},
          {{"sex"}, "the sex (SEX)"},
          {{"age", "age_group", "age_group_5"}, "the age (AGE or AGE_GROUP_5)"},
          patients}},
        {"the residence of patients (gp-reg-pat-prac-lsoa)", {practice, area, patients}},
        {"the Indices of Deprivation",
         {area, {{"imd_decile"}, "the decile (Index of Multiple Deprivation (IMD) Decile)"}}},
        {"practice coordinates",
         {practice,
          {{"lat", "latitude"}, "the latitude (lat)"},
          {{"lon", "long", "longitude", "lng"}, "the longitude (lon)"}}},
    };
    return tables;
}

}  // namespace

std::optional<NearestTable> nearest_table(const Headings& headings) {
    std::optional<NearestTable> nearest;
    std::size_t fewest_missing = 0;
    for (const KnownTable& table : known_tables()) {
        NearestTable candidate{0, std::string(table.name), {}};
        for (const Need& need : table.needs) {
            bool found = false;
            for (const std::string_view name : need.any_of) found = found || headings.has({name});
            if (found) {
                ++candidate.found;
            } else {
                candidate.missing += candidate.missing.empty() ? "" : " and ";
                candidate.missing += need.say;
            }
        }
        const std::size_t missing = table.needs.size() - candidate.found;
        if (candidate.found < 2 || missing > candidate.found || missing == 0) continue;
        if (nearest && (missing > fewest_missing ||
                        (missing == fewest_missing && candidate.found <= nearest->found)))
            continue;
        nearest = std::move(candidate);
        fewest_missing = missing;
    }
    return nearest;
}

}  // namespace openpcn::organisations
