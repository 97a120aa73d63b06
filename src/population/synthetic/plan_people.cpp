#include "population/synthetic/plan_people.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "population/synthetic/draws.h"

namespace openpcn::synthetic {

namespace {

// Streams of `network` are keyed by practice, not person; this keeps the two apart.
constexpr std::uint64_t practice_key = 1'000'000'000;

struct Place {
    std::string_view name;
    std::string_view system;
};
// Invented names: no practice or supplier is meant.
constexpr auto places = std::to_array<Place>({
    {"Ashbrook Surgery", "Lantern GP"},
    {"Beacon Hill Medical Centre", "Lantern GP"},
    {"Canal Side Practice", "Meridian Care"},
    {"Dovecote Health Centre", "Lantern GP"},
    {"Elm Tree Surgery", "Meridian Care"},
    {"Fountain Street Practice", "Harbour Records"},
    {"Greenfield Family Practice", "Lantern GP"},
    {"Harvest Lane Surgery", "Harbour Records"},
    {"Ivy House Medical Practice", "Lantern GP"},
    {"Juniper Road Surgery", "Meridian Care"},
    {"Kingfisher Health Centre", "Lantern GP"},
    {"Limekiln Practice", "Harbour Records"},
});

RecordFormat format_of(std::string_view system, std::size_t practice) {
    if (system != "Harbour Records") return RecordFormat::csv;
    return practice % 4 == 3 ? RecordFormat::fhir_gzipped : RecordFormat::fhir;
}

template <std::size_t Columns>
using Table = std::vector<std::array<double, Columns>>;

// Scales rows and columns in turn until both have their sums (iterative proportional fitting).
template <std::size_t Columns>
void fit(Table<Columns>& cells, const std::vector<double>& rows,
         const std::array<double, Columns>& columns) {
    for (int round = 0; round < 30; ++round) {
        for (std::size_t r = 0; r < cells.size(); ++r) {
            const double sum = std::accumulate(cells[r].begin(), cells[r].end(), 0.0);
            for (double& cell : cells[r]) cell *= rows[r] / sum;
        }
        for (std::size_t c = 0; c < Columns; ++c) {
            double sum = 0;
            for (const auto& row : cells) sum += row[c];
            for (auto& row : cells) row[c] *= columns[c] / sum;
        }
    }
}

std::vector<double> list_sizes(const NetworkOptions& options) {
    std::vector<double> sizes;
    for (int p = 0; p < options.practices; ++p) {
        Draws draws(options.seed, practice_key + static_cast<std::uint64_t>(p), Stream::network);
        // Log-normal as in England, sigma 0.58, but within a network no giants and no dwarfs.
        sizes.push_back(std::exp(0.58 * std::clamp(draws.normal(), -1.2, 1.2)));
    }
    const double scale = options.people / std::accumulate(sizes.begin(), sizes.end(), 0.0);
    for (double& size : sizes) size *= scale;
    return sizes;
}

Table<age_band_count> age_table(const NetworkOptions& options, const std::vector<double>& sizes) {
    std::array<double, age_band_count> totals{};
    for (std::size_t b = 0; b < age_band_count; ++b)
        totals[b] = age_bands()[b].persons * age_bands()[b].list_inflation;
    const double scale = options.people / std::accumulate(totals.begin(), totals.end(), 0.0);
    for (double& total : totals) total *= scale;
    Table<age_band_count> cells(sizes.size());
    for (std::size_t p = 0; p < cells.size(); ++p) {
        Draws draws(options.seed, practice_key + p, Stream::latent);
        const double tilt = 0.35 * draws.normal();
        for (std::size_t b = 0; b < age_band_count; ++b) {
            const double middle = 2.5 + 5.0 * static_cast<double>(b);
            cells[p][b] = totals[b] * std::exp(tilt * (middle - 40) / 40);
        }
    }
    fit(cells, sizes, totals);
    return cells;
}

Table<5> deprivation_table(const NetworkOptions& options, const std::vector<double>& sizes) {
    std::array<double, 5> totals{};
    for (std::size_t q = 0; q < 5; ++q) totals[q] = deprivation_shares()[q] / 100 * options.people;
    Table<5> cells(sizes.size());
    for (std::size_t p = 0; p < cells.size(); ++p) {
        Draws draws(options.seed, practice_key + p, Stream::care);
        const double tilt = 0.7 * draws.normal();
        for (std::size_t q = 0; q < 5; ++q)
            cells[p][q] = totals[q] * std::exp(tilt * (static_cast<double>(q) - 2) / 2);
    }
    fit(cells, sizes, totals);
    return cells;
}

Date birth_within(std::size_t band, Date on, Draws& draws) {
    const AgeBand& ages = age_bands()[band];
    int age = draws.between(ages.age_min, ages.age_max);
    if (band == age_band_count - 1) {
        // About a quarter die in each year beyond 90.
        age = std::min(ages.age_max,
                       ages.age_min + static_cast<int>(-3.2 * std::log(draws.uniform())));
    }
    const Date oldest = on.plus_months(-12 * (age + 1)).plus_days(1);
    const Date youngest = on.plus_months(-12 * age);
    return Date::from_days(draws.between(oldest.days(), youngest.days()));
}

// What differs between practices in who lives there.
struct Neighbourhood {
    std::array<double, 5> deprivation;
    double diversity = 1;  // times the national share of ethnic groups other than White
};

void settle(PlannedPerson& person, const Neighbourhood& around, const NetworkOptions& options) {
    Draws draws(options.seed, person.number, Stream::registration);
    person.age = static_cast<std::uint8_t>(completed_years(person.birth, person.until));
    person.deprivation_quintile = static_cast<std::uint8_t>(1 + draws.choose(around.deprivation));
    const double non_white = std::min(0.9, non_white_share(person.age) * around.diversity);
    const bool white = !draws.chance(non_white);
    std::array<double, ethnic_group_count> weights{};
    for (std::size_t g = 0; g < weights.size(); ++g)
        weights[g] = ethnic_groups()[g].white == white ? ethnic_groups()[g].share_percent : 0;
    person.ethnic_group = static_cast<std::uint8_t>(draws.choose(weights));
    // Stays of 11 years on average, not longer than life.
    const auto stay = static_cast<int>(-11 * 365.25 * std::log(draws.uniform()));
    const Date last = person.membership == Membership::temporary ? person.until.plus_days(-5)
                                                                 : person.until.plus_days(-40);
    person.registered = std::max(person.birth.plus_days(9), last.plus_days(-stay));
    if (person.membership == Membership::temporary)
        person.registered = person.until.plus_days(-draws.between(3, 80));
    if (person.registered > person.until) person.registered = person.until;
}

// Ages of those who are not on the list any more, or not for long [GK].
std::size_t band_of_passing(Membership membership, Draws& draws) {
    std::array<double, age_band_count> weights{};
    for (std::size_t b = 0; b < age_band_count; ++b) {
        const double persons = age_bands()[b].persons;
        const double age = 5.0 * static_cast<double>(b);
        switch (membership) {
            case Membership::died:
                weights[b] = persons * std::exp(0.095 * (age - 60));
                break;
            case Membership::temporary:
                weights[b] = age >= 15 && age <= 35 ? persons : 0;
                break;
            default:
                weights[b] = persons * (age >= 20 && age < 40 ? 3 : 1);
        }
    }
    return draws.choose(weights);
}

PlannedPerson passing_person(std::uint32_t number, Membership membership,
                             const NetworkOptions& options) {
    Draws draws(options.seed, number, Stream::network);
    PlannedPerson person;
    person.number = number;
    person.membership = membership;
    person.until = membership == Membership::temporary
                       ? options.as_at
                       : options.as_at.plus_days(-draws.between(5, 720));
    const std::size_t band = band_of_passing(membership, draws);
    person.sex =
        draws.chance(age_bands()[band].male_share) ? records::Sex::male : records::Sex::female;
    person.birth = birth_within(band, person.until, draws);
    return person;
}

struct Cell {
    std::uint8_t band;
    records::Sex sex;
};

// The people of each practice as (age band, sex), exact over the network.
std::vector<std::vector<Cell>> registered_cells(const Table<age_band_count>& table) {
    std::vector<std::vector<Cell>> cells(table.size());
    double owed = 0, owed_men = 0;
    for (std::size_t b = 0; b < age_band_count; ++b) {
        for (std::size_t p = 0; p < table.size(); ++p) {
            owed += table[p][b];
            const auto persons = static_cast<int>(std::floor(owed + 0.5));
            owed -= persons;
            owed_men += persons * age_bands()[b].male_share;
            const auto men = static_cast<int>(std::floor(owed_men + 0.5));
            owed_men -= men;
            for (int i = 0; i < persons; ++i)
                cells[p].push_back({static_cast<std::uint8_t>(b),
                                    i < men ? records::Sex::male : records::Sex::female});
        }
    }
    return cells;
}

template <typename T>
void shuffle(std::vector<T>& items, Draws draws) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[draws.next() % i]);
}

}  // namespace

void plan_practices(NetworkPlan& plan) {
    for (std::size_t p = 0; p < static_cast<std::size_t>(plan.options.practices); ++p) {
        const Place& place = places[p % places.size()];
        PlannedPractice practice;
        // Real practice codes begin with A to P or Y.
        practice.ods_code = "Z" + std::to_string(99001 + p);
        practice.name = place.name;
        if (p >= places.size()) practice.name += " " + std::to_string(p / places.size() + 1);
        practice.system = place.system;
        practice.format = format_of(place.system, p);
        plan.practices.push_back(std::move(practice));
    }
}

void plan_people(NetworkPlan& plan) {
    const NetworkOptions& options = plan.options;
    const auto sizes = list_sizes(options);
    auto cells = registered_cells(age_table(options, sizes));
    const auto deprivation = deprivation_table(options, sizes);
    std::vector<Neighbourhood> around(sizes.size());
    double mean_diversity = 0;
    for (std::size_t p = 0; p < sizes.size(); ++p) {
        Draws draws(options.seed, practice_key + p, Stream::identity);
        around[p] = {deprivation[p], std::exp(0.45 * std::clamp(draws.normal(), -1.8, 1.8))};
        mean_diversity += around[p].diversity * sizes[p] / options.people;
    }
    std::uint32_t number = 0;
    const auto admit = [&](PlannedPerson person, std::size_t p) {
        person.practice = static_cast<std::uint16_t>(p);
        settle(person, around[p], options);
        plan.practices[p].people.push_back(person.number);
        plan.people.push_back(std::move(person));
    };
    for (std::size_t p = 0; p < sizes.size(); ++p) {
        around[p].diversity /= mean_diversity;
        shuffle(cells[p], Draws(options.seed, practice_key + p, Stream::registration));
        for (const Cell& cell : cells[p]) {
            Draws draws(options.seed, number, Stream::network);
            PlannedPerson person;
            person.number = number++;
            person.sex = cell.sex;
            person.until = options.as_at;
            person.birth = birth_within(cell.band, options.as_at, draws);
            admit(std::move(person), p);
        }
        const auto passing = [&](double share, Membership membership) {
            const auto count = static_cast<int>(std::lround(sizes[p] * share));
            for (int i = 0; i < count; ++i) admit(passing_person(number++, membership, options), p);
        };
        passing(0.016, Membership::left);
        passing(0.015, Membership::died);
        passing(0.004, Membership::temporary);
    }
}

}  // namespace openpcn::synthetic
