#include "population/synthetic/network_plan.h"

#include <cmath>

#include "population/synthetic/appointment_facts.h"
#include "population/synthetic/draws.h"
#include "population/synthetic/plan_health.h"
#include "population/synthetic/plan_people.h"

namespace openpcn::synthetic {

namespace {

// The 999 range has a million numbers of nine digits before the check digit, one in eleven of them
// without a valid check digit.
constexpr std::uint64_t range_first = 999'000'000;
constexpr std::uint64_t range_size = 1'000'000;
constexpr int people_max = 850'000;

// The check digit, or nothing where the remainder allows none (NHS Data Dictionary).
std::optional<std::uint64_t> with_check_digit(std::uint64_t nine_digits) {
    std::uint64_t rest = nine_digits, sum = 0;
    for (std::uint64_t weight = 2; weight <= 10; ++weight, rest /= 10) sum += rest % 10 * weight;
    const std::uint64_t check = (11 - sum % 11) % 11;
    if (check == 10) return std::nullopt;
    return nine_digits * 10 + check;
}

void give_nhs_numbers(NetworkPlan& plan) {
    // The step has no factor in common with the range, so no number comes twice.
    constexpr std::uint64_t step = 611'953;
    std::uint64_t position = Draws(plan.options.seed, 0, Stream::identity).next() % range_size;
    for (PlannedPerson& person : plan.people) {
        std::optional<std::uint64_t> number;
        while (!number) {
            position = (position + step) % range_size;
            number = with_check_digit(range_first + position);
        }
        person.nhs_number = *number;
    }
}

// One person in a hundred came from another practice of the network within three years.
void plan_moves(NetworkPlan& plan) {
    const auto practices = static_cast<int>(plan.practices.size());
    if (practices < 2) return;
    for (PlannedPerson& person : plan.people) {
        Draws draws(plan.options.seed, person.number, Stream::moves);
        if (person.membership != Membership::registered || person.age < 3) continue;
        if (!draws.chance(0.01)) continue;
        const int other = (person.practice + draws.between(1, practices - 1)) % practices;
        person.former_practice = static_cast<std::uint16_t>(other);
        person.registered = person.until.plus_days(-draws.between(60, 1000));
        plan.practices[static_cast<std::size_t>(other)].moved_on.push_back(person.number);
    }
}

void scale_contacts(NetworkPlan& plan) {
    double persons = 0, contacts = 0, missed = 0;
    for (const PlannedPerson& person : plan.people) {
        if (person.membership != Membership::registered) continue;
        persons += 1;
        contacts += contact_weight(person);
        missed += contact_weight(person) * did_not_attend_weight(person);
    }
    constexpr double weeks = 52;
    plan.appointment_scale = persons * appointments_per_thousand_per_week / 1000 * weeks / contacts;
    plan.did_not_attend_scale = did_not_attend_share / (mean_lead_time_risk() * missed / contacts);
}

}  // namespace

double contact_weight(const PlannedPerson& person) {
    double weight = contacts_per_year(person.age);
    // Women of 15 to 44 have 1.9 times the contacts of men, at the same mean.
    if (person.age >= 15 && person.age < 45) weight *= person.male() ? 0.69 : 1.31;
    int troubles = 0;
    for (std::size_t c = 0; c < register_count; ++c)
        troubles += person.conditions.has(static_cast<Condition>(c));
    return weight * (0.75 + 0.2 * std::min(troubles, 6));
}

double did_not_attend_weight(const PlannedPerson& person) {
    double weight = 1;
    if (person.age >= 20 && person.age <= 35) weight *= 1.5;
    if (person.age >= 65) weight *= 0.6;
    if (person.deprivation_quintile == 1) weight *= 1.4;
    if (person.deprivation_quintile == 5) weight *= 0.7;
    if (person.has(Condition::severe_mental_illness) || person.has(Condition::learning_disability))
        weight *= 1.5;
    return weight;
}

Result<NetworkPlan> plan_network(const NetworkOptions& options) {
    const std::string where = "In the options of the synthetic network.";
    if (options.practices < 1 || options.practices > 900) {
        return failure({ErrorKind::invalid,
                        std::to_string(options.practices) + " practices cannot be made.", where,
                        "Ask for 1 to 900 practices."});
    }
    if (options.people > people_max || options.people < 100 * options.practices) {
        return failure({ErrorKind::invalid,
                        std::to_string(options.people) + " people cannot be made.", where,
                        "Ask for at least 100 people a practice, and at most 850000: the range of "
                        "NHS numbers for synthetic people holds no more."});
    }
    if (options.as_at.year() < 2021 || options.as_at.year() > 2100) {
        return failure({ErrorKind::invalid,
                        options.as_at.to_string() + " is no day that a network can be made for.",
                        where, "Choose a day from 2021 to 2100."});
    }
    NetworkPlan plan;
    plan.options = options;
    plan_practices(plan);
    plan_people(plan);
    give_nhs_numbers(plan);
    plan_conditions(plan);
    plan_frailty(plan);
    plan_medicine_counts(plan);
    plan_moves(plan);
    scale_contacts(plan);
    return plan;
}

}  // namespace openpcn::synthetic
