// The words that both formats use for the states of a history.
#pragma once

#include <string_view>

#include "population/synthetic/person_history.h"

namespace openpcn::synthetic {

std::string_view words_for(MedicineKind kind);
std::string_view words_for(ContactClass where);
std::string_view words_for(StaffRole role);
std::string_view words_for(AttendanceStatus status);
std::string_view delivery_words(ContactClass mode);  // "face-to-face"

// A running repeat is active, an ended one stopped; issues and short courses are completed.
std::string_view status_of(const MedicineEntry& entry);

// When a contact ended.
Date end_day(const Contact& contact);
int end_minute(const Contact& contact);

}  // namespace openpcn::synthetic
