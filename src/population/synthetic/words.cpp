#include "population/synthetic/words.h"

#include <algorithm>

namespace openpcn::synthetic {

std::string_view words_for(MedicineKind kind) {
    switch (kind) {
        case MedicineKind::repeat:
            return "repeat";
        case MedicineKind::issue:
            return "issue";
        case MedicineKind::acute:
            return "acute";
    }
    return {};
}

std::string_view words_for(ContactClass where) {
    switch (where) {
        case ContactClass::surgery:
            return "surgery";
        case ContactClass::telephone:
            return "telephone";
        case ContactClass::video:
            return "video";
        case ContactClass::home:
            return "home";
        case ContactClass::emergency:
            return "emergency";
        case ContactClass::inpatient:
            return "inpatient";
    }
    return {};
}

std::string_view words_for(StaffRole role) {
    switch (role) {
        case StaffRole::general_practitioner:
            return "general practitioner";
        case StaffRole::practice_nurse:
            return "practice nurse";
        case StaffRole::health_care_assistant:
            return "health care assistant";
        case StaffRole::clinical_pharmacist:
            return "clinical pharmacist";
        case StaffRole::hospital:
            return "hospital";
    }
    return {};
}

std::string_view words_for(AttendanceStatus status) {
    switch (status) {
        case AttendanceStatus::fulfilled:
            return "fulfilled";
        case AttendanceStatus::noshow:
            return "noshow";
        case AttendanceStatus::cancelled:
            return "cancelled";
    }
    return {};
}

std::string_view delivery_words(ContactClass mode) {
    return mode == ContactClass::surgery ? "face-to-face" : words_for(mode);
}

std::string_view status_of(const MedicineEntry& entry) {
    if (entry.kind != MedicineKind::repeat) return "completed";
    return entry.end ? "stopped" : "active";
}

Date end_day(const Contact& contact) { return contact.date.plus_days(contact.nights); }

int end_minute(const Contact& contact) {
    return std::min(contact.minute_of_day + contact.minutes, 24 * 60 - 1);
}

}  // namespace openpcn::synthetic
