#include "population/feeds/extract_table.h"

namespace openpcn::feeds {

namespace {

using Field = ExtractField;
constexpr auto required = ExtractNeed::required;
constexpr auto mapping_only = ExtractNeed::mapping_only;

constexpr ExtractColumn patients_columns[] = {
    {"patient_id", Field::id, required},
    {"nhs_number", Field::nhs_number},
    {"family_name", Field::family_name},
    {"given_names", Field::given_names},
    {"title", Field::title},
    {"sex", Field::sex, required},
    {"date_of_birth", Field::date_of_birth, required},
    {"date_of_death", Field::date_of_death},
    {"address", Field::address},
    {"postcode", Field::postcode},
    {"phone", Field::phone},
    {"email", Field::email},
    {"lsoa", Field::lsoa},
    {"imd_decile", Field::imd_decile},
    {"ethnicity_code", Field::ethnicity_code},
    {"ethnicity_term", Field::ethnicity_term},
    {"main_language", Field::main_language},
    {"deleted", Field::deleted},
    {"marital_status", Field::marital_status, mapping_only},
};

constexpr ExtractColumn registrations_columns[] = {
    {"registration_id", Field::id, required},
    {"patient_id", Field::patient_id, required},
    {"type", Field::type, required},
    {"start", Field::start, required},
    {"end", Field::end},
    {"deleted", Field::deleted},
};

constexpr ExtractColumn entries_columns[] = {
    {"entry_id", Field::id, required},
    {"patient_id", Field::patient_id, required},
    {"type", Field::type, required},
    {"code", Field::code, required},
    {"term", Field::term},
    {"code_system", Field::code_system},
    {"date", Field::date, required},
    {"end_date", Field::end_date},
    {"value", Field::value},
    {"unit", Field::unit},
    {"comparator", Field::comparator},
    {"text", Field::text},
    {"status", Field::status},
    {"recorded_date", Field::recorded_date},
    {"encounter_id", Field::encounter_id},
    {"recorded_by", Field::recorded_by},
    {"deleted", Field::deleted},
    {"value_type", Field::value_type, mapping_only},
    {"category", Field::category, mapping_only},
    {"reason_code", Field::reason_code, mapping_only},
    {"reason_term", Field::reason_term, mapping_only},
};

constexpr ExtractColumn medicines_columns[] = {
    {"medicine_id", Field::id, required},
    {"patient_id", Field::patient_id, required},
    {"kind", Field::kind, required},
    {"repeat_id", Field::repeat_id},
    {"code", Field::code, required},
    {"term", Field::term},
    {"code_system", Field::code_system},
    {"date", Field::date, required},
    {"end_date", Field::end_date},
    {"dosage", Field::dosage},
    {"quantity", Field::quantity},
    {"quantity_unit", Field::quantity_unit},
    {"days_supply", Field::days_supply},
    {"status", Field::status},
    {"deleted", Field::deleted},
    {"encounter_id", Field::encounter_id, mapping_only},
    {"reason_code", Field::reason_code, mapping_only},
    {"reason_term", Field::reason_term, mapping_only},
};

constexpr ExtractColumn encounters_columns[] = {
    {"encounter_id", Field::id, required},
    {"patient_id", Field::patient_id, required},
    {"start", Field::start, required},
    {"end", Field::end},
    {"class", Field::encounter_class, required},
    {"code", Field::code},
    {"term", Field::term},
    {"role", Field::role},
    {"deleted", Field::deleted},
    {"code_system", Field::code_system, mapping_only},
    {"reason_code", Field::reason_code, mapping_only},
    {"reason_term", Field::reason_term, mapping_only},
};

constexpr ExtractColumn appointments_columns[] = {
    {"appointment_id", Field::id, required},
    {"patient_id", Field::patient_id, required},
    {"start", Field::start, required},
    {"minutes", Field::minutes},
    {"booked_at", Field::booked_at},
    {"status", Field::status, required},
    {"mode", Field::mode},
    {"role", Field::role},
    {"deleted", Field::deleted},
};

constexpr ExtractColumn kept_columns[] = {
    {"id", Field::id, mapping_only},
    {"patient_id", Field::patient_id, mapping_only},
    {"type", Field::type, mapping_only},
};

constexpr std::array<std::string_view, static_cast<std::size_t>(ExtractTable::count)> names{
    "patients", "registrations", "entries", "medicines", "encounters", "appointments", "kept"};

}  // namespace

std::span<const ExtractColumn> columns_of(ExtractTable table) {
    switch (table) {
        case ExtractTable::patients:
            return patients_columns;
        case ExtractTable::registrations:
            return registrations_columns;
        case ExtractTable::entries:
            return entries_columns;
        case ExtractTable::medicines:
            return medicines_columns;
        case ExtractTable::encounters:
            return encounters_columns;
        case ExtractTable::appointments:
            return appointments_columns;
        case ExtractTable::kept:
            return kept_columns;
        case ExtractTable::count:
            break;
    }
    return {};
}

std::string_view name_of(ExtractTable table) { return names[static_cast<std::size_t>(table)]; }

std::optional<ExtractTable> extract_table_named(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) return static_cast<ExtractTable>(i);
    }
    return std::nullopt;
}

}  // namespace openpcn::feeds
