// Appointments of the last 52 weeks, the consultations they became, those of the three years
// before, and emergency admissions.
#include <algorithm>
#include <array>
#include <cmath>

#include "population/synthetic/appointment_facts.h"
#include "population/synthetic/person_history.h"

namespace openpcn::synthetic {

namespace {

constexpr int days_of_52_weeks = 364;

// Monday to Sunday. Monday 115 % of the mean, Friday 90 % [S: NHS Digital; rest GK].
constexpr std::array<double, 7> weekdays = {1.15, 1.0, 0.98, 0.97, 0.9, 0, 0};

int weekday_of(Date date) {
    // 1970-01-01 was a Thursday.
    return ((date.days() + 3) % 7 + 7) % 7;
}

class ContactTelling {
public:
    ContactTelling(const Telling& telling, Draws& draws) : telling_(telling), draws_(draws) {}

    void appointment(int day_from, int day_to) {
        AppointmentEntry entry;
        entry.date = working_day(day_from, day_to);
        if (entry.date < telling_.person.birth) return;
        std::array<double, lead_times.size()> shares{};
        for (std::size_t i = 0; i < shares.size(); ++i) shares[i] = lead_times[i].share;
        const LeadTime& lead = lead_times[draws_.choose(shares)];
        entry.booked = entry.date.plus_days(-draws_.between(lead.days_min, lead.days_max));
        entry.booked = std::max(entry.booked, telling_.person.birth);
        entry.minute_of_day = static_cast<std::uint16_t>(510 + 10 * draws_.between(0, 57));
        entry.role = role();
        entry.mode = mode();
        const double missed = lead.missed * did_not_attend_weight(telling_.person) *
                              telling_.plan.did_not_attend_scale;
        entry.status =
            draws_.chance(missed) ? AttendanceStatus::noshow : AttendanceStatus::fulfilled;
        telling_.history.appointments.push_back(entry);
        if (entry.status == AttendanceStatus::fulfilled) consultation(entry);
    }

    void earlier_consultation() {
        AppointmentEntry entry;
        entry.date = working_day(days_of_52_weeks, 4 * days_of_52_weeks);
        if (entry.date < telling_.person.birth) return;
        entry.minute_of_day = static_cast<std::uint16_t>(510 + 10 * draws_.between(0, 57));
        entry.role = role();
        entry.mode = mode();
        consultation(entry);
    }

    void emergency() {
        Contact contact;
        contact.date = telling_.ago(draws_.between(3, 364));
        if (contact.date < telling_.person.birth) return;
        contact.minute_of_day = static_cast<std::uint16_t>(draws_.between(0, 1439));
        contact.role = StaffRole::hospital;
        contact.where = draws_.chance(0.7) ? ContactClass::inpatient : ContactClass::emergency;
        const int room = telling_.person.until.days() - contact.date.days();
        if (contact.where == ContactClass::inpatient)
            contact.nights = static_cast<std::uint16_t>(std::min(draws_.between(1, 9), room));
        contact.minutes = 240;
        telling_.history.contacts.push_back(contact);
    }

private:
    Date working_day(int days_from, int days_to) {
        Date date = telling_.ago(draws_.between(days_from, days_to - 1));
        for (int attempt = 0; attempt < 40; ++attempt) {
            const double weight = weekdays[static_cast<std::size_t>(weekday_of(date))];
            if (draws_.chance(weight / 1.15)) break;
            date = telling_.ago(draws_.between(days_from, days_to - 1));
        }
        return date;
    }
    StaffRole role() {
        constexpr std::array<double, 4> shares = {0.54, 0.29, 0.12, 0.05};
        return static_cast<StaffRole>(draws_.choose(shares));
    }
    ContactClass mode() {
        const bool at_home = telling_.person.residence != Residence::home;
        const std::array<double, 4> shares = {at_home ? 0.25 : 0.81, 0.145, 0.025,
                                              at_home ? 0.6 : 0.004};
        return static_cast<ContactClass>(draws_.choose(shares));
    }
    void consultation(const AppointmentEntry& entry) {
        telling_.history.contacts.push_back({entry.date, entry.minute_of_day,
                                             static_cast<std::uint16_t>(draws_.between(5, 19)), 0,
                                             entry.mode, entry.role});
    }

    const Telling& telling_;
    Draws& draws_;
};

// Emergency admissions per person and year [GK].
double admissions_per_year(const PlannedPerson& person) {
    const double by_age = person.age < 65   ? 0.075
                          : person.age < 75 ? 0.17
                          : person.age < 85 ? 0.3
                                            : 0.53;
    return by_age * (1 + 0.5 * static_cast<int>(person.frailty)) / 1.5;
}

}  // namespace

void tell_contacts(const Telling& telling) {
    Draws draws = telling.draws(Stream::contacts);
    ContactTelling contacts(telling, draws);
    const double yearly = contact_weight(telling.person) * telling.plan.appointment_scale;
    // Some come often and most seldom: a gamma-distributed rate, shape 1.3 or so.
    const double own = yearly * 0.5 * (-std::log(draws.uniform()) - std::log(draws.uniform()));
    const int appointments = draws.poisson(std::min(own, 60.0));
    for (int i = 0; i < appointments; ++i) contacts.appointment(0, days_of_52_weeks);
    const int earlier = draws.poisson(std::min(own, 20.0) * 2.4);
    for (int i = 0; i < earlier; ++i) contacts.earlier_consultation();
    const int admissions = draws.poisson(admissions_per_year(telling.person));
    for (int i = 0; i < admissions; ++i) contacts.emergency();
}

}  // namespace openpcn::synthetic
