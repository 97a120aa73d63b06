// Repeat templates with their issues of the last three years, stopped repeats, and short courses.
#include <algorithm>
#include <array>
#include <cmath>

#include "population/synthetic/medicine_choice.h"
#include "population/synthetic/person_history.h"

namespace openpcn::synthetic {

namespace {

constexpr int issue_history_days = 1095;

class MedicineTelling {
public:
    MedicineTelling(const Telling& telling, Draws& draws) : telling_(telling), draws_(draws) {}

    // A template that runs until `end_days` before the last day (0: still running).
    void repeat(Product product, int start_days, int end_days) {
        const Medicine& medicine = telling_.medicines[product];
        const Date start = std::max(telling_.ago(start_days), telling_.person.birth);
        const Date end = telling_.ago(end_days);
        auto& entries = telling_.history.medicines;
        const auto position = static_cast<std::uint32_t>(entries.size());
        entries.push_back({&medicine, start, end_days > 0 ? std::optional<Date>(end) : std::nullopt,
                           0, MedicineKind::repeat});
        // Counted back from the last issue, which lies within one interval of the end; what is
        // taken when needed is asked for less often.
        const int interval = medicine.days_supply + draws_.between(-3, 4);
        Date date = end.plus_days(-draws_.between(0, interval - 1));
        const Date earliest = std::max(start, telling_.ago(issue_history_days));
        for (; date >= earliest; date = date.plus_days(-interval)) {
            if (draws_.chance(0.04)) continue;
            entries.push_back({&medicine, date, std::nullopt, position, MedicineKind::issue});
        }
    }

    void acute(Product product, int days_ago) {
        const Medicine& medicine = telling_.medicines[product];
        const Date date = telling_.ago(days_ago);
        if (date < telling_.person.birth) return;
        const Date end = std::min(date.plus_days(medicine.days_supply), telling_.person.until);
        telling_.history.medicines.push_back({&medicine, date, end, 0, MedicineKind::acute});
    }

private:
    const Telling& telling_;
    Draws& draws_;
};

void tell_courses(const Telling& telling, MedicineTelling& medicines, Draws& draws) {
    constexpr auto adults = std::to_array<Product>(
        {Product::amoxicillin_500mg, Product::nitrofurantoin_100mg, Product::naproxen_500mg,
         Product::co_codamol_30_500, Product::prednisolone_5mg, Product::ibuprofen_400mg});
    std::array<double, adults.size()> weights = {5, 2.5, 0.8, 0.8, 0.6, 0.4};
    for (std::size_t i = 0; i < weights.size(); ++i)
        weights[i] *= caution(adults[i], telling.person);
    const double contacts = contact_weight(telling.person);
    const int count = draws.poisson(std::min(0.42 * contacts, 12.0));
    for (int i = 0; i < count; ++i) {
        const Product product =
            telling.person.age < 16 ? Product::amoxicillin_500mg : adults[draws.choose(weights)];
        medicines.acute(product, draws.between(2, issue_history_days));
    }
}

}  // namespace

void tell_medicines(const Telling& telling) {
    Draws draws = telling.draws(Stream::issues);
    MedicineTelling medicines(telling, draws);
    const auto current = current_medicines(telling.person, telling.draws(Stream::medicines));
    const int lived = telling.person.until.days() - telling.person.birth.days();
    for (const Product product : current) {
        // Most have run for years; one in twelve began within half a year.
        const int start = draws.chance(0.08)
                              ? draws.between(15, 180)
                              : 180 + static_cast<int>(-1300 * std::log(draws.uniform()));
        medicines.repeat(product, std::min(start, std::max(20, lived - 1)), 0);
    }
    constexpr auto stopped = std::to_array<Product>(
        {Product::simvastatin_40mg, Product::citalopram_20mg, Product::omeprazole_20mg,
         Product::naproxen_500mg, Product::amlodipine_5mg, Product::codeine_30mg});
    if (telling.person.age >= 30 && draws.chance(0.12 + 0.05 * telling.person.medicine_count)) {
        const Product product = stopped[static_cast<std::size_t>(draws.between(0, 5))];
        const bool still_taken =
            std::find(current.begin(), current.end(), product) != current.end();
        const int end = draws.between(210, 1000);
        if (!still_taken) medicines.repeat(product, end + draws.between(60, 900), end);
    }
    tell_courses(telling, medicines, draws);
}

}  // namespace openpcn::synthetic
