// What happened to one generated person, before it is written in any format.
//
// Everything is dated up to the person's last day. The parts of a history (conditions,
// measurements, medicines, contacts, care) are made by one file each, from streams of their own. A
// PersonHistory is reused from person to person by one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "population/synthetic/clinical_codes.h"
#include "population/synthetic/draws.h"
#include "population/synthetic/medicine_catalogue.h"
#include "population/synthetic/network_plan.h"

namespace openpcn::synthetic {

struct CodedEntry {
    const ClinicalCode* code = nullptr;
    Date date;
    std::optional<std::int32_t> tenths;  // the value, in tenths of the code's unit
};

enum class MedicineKind : std::uint8_t {
    repeat,
    issue,
    acute
};
struct MedicineEntry {
    const Medicine* medicine = nullptr;
    Date date;
    std::optional<Date> end;   // of a repeat that was stopped, and of an acute course
    std::uint32_t repeat = 0;  // of an issue: position of its template in `medicines`
    MedicineKind kind = MedicineKind::repeat;
};

enum class ContactClass : std::uint8_t {
    surgery,
    telephone,
    video,
    home,
    emergency,
    inpatient
};
enum class StaffRole : std::uint8_t {
    general_practitioner,
    practice_nurse,
    health_care_assistant,
    clinical_pharmacist,
    hospital
};
struct Contact {
    Date date;
    std::uint16_t minute_of_day = 0;
    std::uint16_t minutes = 10;
    std::uint16_t nights = 0;  // of an admission
    ContactClass where = ContactClass::surgery;
    StaffRole role = StaffRole::general_practitioner;
};

enum class AttendanceStatus : std::uint8_t {
    fulfilled,
    noshow,
    cancelled
};
struct AppointmentEntry {
    Date date;
    Date booked;
    std::uint16_t minute_of_day = 0;
    std::uint16_t minutes = 10;
    AttendanceStatus status = AttendanceStatus::fulfilled;
    ContactClass mode = ContactClass::surgery;
    StaffRole role = StaffRole::general_practitioner;
};

struct PersonHistory {
    std::vector<CodedEntry> coded;
    std::vector<MedicineEntry> medicines;
    std::vector<Contact> contacts;
    std::vector<AppointmentEntry> appointments;

    void clear();
};

// One person's history while it is made: who it is about, and the means to add to it.
struct Telling {
    const PlannedPerson& person;
    const NetworkPlan& plan;
    const MedicineCatalogue& medicines;
    PersonHistory& history;

    Draws draws(Stream stream) const { return {plan.options.seed, person.number, stream}; }
    // A day that lies `days` before the person's last day.
    Date ago(int days) const { return person.until.plus_days(-days); }
    // Adds an entry, unless its day lies before birth or after the last day.
    void code(const ClinicalCode& what, Date date,
              std::optional<std::int32_t> tenths = std::nullopt) const;
};

enum class KidneyStage : std::uint8_t {
    none,
    three_a,
    three_b,
    four,
    five
};
KidneyStage kidney_stage(const PlannedPerson& person);
// Of somebody with diabetes.
bool is_type_1(const PlannedPerson& person);

void tell_conditions(const Telling& telling);
void tell_measurements(const Telling& telling);
void tell_bloods(const Telling& telling);
void tell_medicines(const Telling& telling);
void tell_contacts(const Telling& telling);
void tell_prevention(const Telling& telling);
void tell_care(const Telling& telling);

// The whole history, replacing what `history` held. A pure function of plan and person.
void tell(const NetworkPlan& plan, const PlannedPerson& person, const MedicineCatalogue& medicines,
          PersonHistory& history);

}  // namespace openpcn::synthetic
