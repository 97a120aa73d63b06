// Who the generated people are: the practices, and for everybody age, sex, place, conditions, how
// many medicines, how frail. What happened to them follows in person_history.h.
//
// Numbers are met by quota, not left to chance: a network of 50,000 has only 225 people in
// palliative care, and chance alone would miss a register by more than 5 per cent every other time.
// So each person has a latent score for each condition, and in each age band those with the highest
// scores, allowing for sex, deprivation and ethnicity, have it. Immutable once made; share freely.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "population/records/record.h"
#include "population/synthetic/population_facts.h"

namespace openpcn::synthetic {

struct NetworkOptions {
    std::uint64_t seed = 1;
    int people = 45'000;  // on the practices' lists on the day; about 4 % more left or visit
    int practices = 8;
    Date as_at;
    // Wrong lines of each kind in each practice's extract (extract.h lists the kinds): none unless
    // asked for.
    int blemishes = 0;
};

enum class Frailty : std::uint8_t {
    fit,
    mild,
    moderate,
    severe
};
enum class Residence : std::uint8_t {
    home,
    housebound,
    care_home
};
enum class Membership : std::uint8_t {
    registered,  // on the list on the day
    temporary,   // registered for a short stay
    left,        // moved out of the network
    died,
};
enum class Smoking : std::uint8_t {
    never,
    former,
    current
};

struct PlannedPerson {
    std::uint32_t number = 0;  // in the network, from 0; the key of all draws
    std::uint64_t nhs_number = 0;
    Date birth;
    Date registered;
    Date until;  // last day of this person's history: the day itself, or of leaving or death
    // The practice they came from inside the network, where both hold their record.
    std::optional<std::uint16_t> former_practice;
    std::uint16_t practice = 0;
    std::uint8_t age = 0;  // on `until`
    std::uint8_t ethnic_group = 0;
    std::uint8_t deprivation_quintile = 3;
    std::uint8_t medicine_count = 0;  // as the polypharmacy rule counts
    records::Sex sex = records::Sex::female;
    Membership membership = Membership::registered;
    Frailty frailty = Frailty::fit;
    Residence residence = Residence::home;
    Smoking smoking = Smoking::never;
    ConditionSet conditions;

    bool male() const { return sex == records::Sex::male; }
    bool has(Condition condition) const { return conditions.has(condition); }
};

enum class RecordFormat : std::uint8_t {
    csv,           // the CSV extract
    fhir,          // FHIR R4 NDJSON, one file per type
    fhir_gzipped,  // the same, each file compressed
};

struct PlannedPractice {
    std::string ods_code;
    std::string name;
    std::string system;  // of records; invented names
    RecordFormat format = RecordFormat::csv;
    std::vector<std::uint32_t> people;    // whose main record is here, in the order of the files
    std::vector<std::uint32_t> moved_on;  // who left for another practice of the network
};

struct NetworkPlan {
    NetworkOptions options;
    std::vector<PlannedPractice> practices;
    std::vector<PlannedPerson> people;
    // Appointments a person and year are their age's contacts times this.
    double appointment_scale = 1;
    // Chance of not attending is lead time's times the person's times this.
    double did_not_attend_scale = 1;
};

// `invalid` for options that cannot be met (fewer than 100 people a practice, more people than the
// synthetic range of NHS numbers holds, a day before 2021).
Result<NetworkPlan> plan_network(const NetworkOptions& options);

// What a person's contacts are multiplied with: women of 15 to 44 come more often than men.
double contact_weight(const PlannedPerson& person);
// Who misses appointments more often than others.
double did_not_attend_weight(const PlannedPerson& person);

}  // namespace openpcn::synthetic
