// The tables of the CSV extract and their columns, as docs/guides/csv-extract.md lists them, and a
// few columns more that only mappings fill.
//
// Constant; safe to share.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace openpcn::feeds {

enum class ExtractTable : std::uint8_t {
    patients,
    registrations,
    entries,
    medicines,
    encounters,
    appointments,
    kept,  // of mappings only: rows kept as they came
    count
};

enum class ExtractField : std::uint8_t {
    id,  // patient_id, registration_id, entry_id, ...
    patient_id,
    nhs_number,
    family_name,
    given_names,
    title,
    sex,
    date_of_birth,
    date_of_death,
    address,
    postcode,
    phone,
    email,
    lsoa,
    imd_decile,
    ethnicity_code,
    ethnicity_term,
    main_language,
    marital_status,
    type,
    start,
    end,
    code,
    term,
    code_system,
    date,
    end_date,
    value,
    value_type,
    unit,
    comparator,
    text,
    status,
    recorded_date,
    encounter_id,
    recorded_by,
    category,
    reason_code,
    reason_term,
    kind,
    repeat_id,
    dosage,
    quantity,
    quantity_unit,
    days_supply,
    encounter_class,
    role,
    minutes,
    booked_at,
    mode,
    deleted,
    count
};
inline constexpr std::size_t extract_field_count = static_cast<std::size_t>(ExtractField::count);

// What a row gives for every field; empty: not given.
using ExtractValues = std::array<std::string_view, extract_field_count>;
inline std::string_view& at(ExtractValues& values, ExtractField field) {
    return values[static_cast<std::size_t>(field)];
}
inline std::string_view at(const ExtractValues& values, ExtractField field) {
    return values[static_cast<std::size_t>(field)];
}

enum class ExtractNeed : std::uint8_t {
    optional,
    required,     // the column must be there, and filled unless the line is a deletion
    mapping_only  // not a column of the extract; a mapping may fill it
};

struct ExtractColumn {
    std::string_view name;
    ExtractField field;
    ExtractNeed need = ExtractNeed::optional;
};

std::span<const ExtractColumn> columns_of(ExtractTable table);
std::string_view name_of(ExtractTable table);  // "patients"
std::optional<ExtractTable> extract_table_named(std::string_view name);

}  // namespace openpcn::feeds
