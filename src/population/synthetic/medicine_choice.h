// Which medicines a person's conditions ask for, and what people take besides.
//
// Shares of treatment are those of English practice where known (clinical reference, sections 6.5
// and 6.8), with gaps: not everybody with heart disease takes a statin, some take what they should
// not. The rules of the services find those people.
#pragma once

#include <vector>

#include "population/synthetic/draws.h"
#include "population/synthetic/medicine_catalogue.h"
#include "population/synthetic/network_plan.h"

namespace openpcn::synthetic {

// Counted medicines, the most important first, at most one of a class.
std::vector<Product> indicated_medicines(const PlannedPerson& person, Draws draws);

// What the person takes: the indicated ones cut or filled up to person.medicine_count, then the
// ones that polypharmacy counts leave out. What a register depends on (an inhaler in asthma, an
// antiepileptic in epilepsy) is never cut.
std::vector<Product> current_medicines(const PlannedPerson& person, Draws draws);

// What a person's chance of this product is multiplied with because it would do them harm:
// prescribers avoid it, mostly, and the rest are the hazards that safety rules find.
double caution(Product product, const PlannedPerson& person);

// CHA2DS2-VASc, for who is anticoagulated (clinical reference, section 3.7).
int stroke_risk_score(const PlannedPerson& person);

}  // namespace openpcn::synthetic
