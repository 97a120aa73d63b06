#include "population/synthetic/person_history.h"

namespace openpcn::synthetic {

void PersonHistory::clear() {
    coded.clear();
    medicines.clear();
    contacts.clear();
    appointments.clear();
}

void Telling::code(const ClinicalCode& what, Date date, std::optional<std::int32_t> tenths) const {
    if (date < person.birth || date > person.until) return;
    history.coded.push_back({&what, date, tenths});
}

void tell(const NetworkPlan& plan, const PlannedPerson& person, const MedicineCatalogue& medicines,
          PersonHistory& history) {
    history.clear();
    const Telling telling{person, plan, medicines, history};
    tell_conditions(telling);
    tell_measurements(telling);
    tell_bloods(telling);
    tell_medicines(telling);
    tell_contacts(telling);
    tell_prevention(telling);
    tell_care(telling);
}

}  // namespace openpcn::synthetic
