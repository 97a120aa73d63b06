// What published files say about the organisations of England: networks, practices, memberships,
// commissioners, list sizes, places and small areas.
//
// A fact is what one line of one file says, with that line; the file's name and date stand beside
// the facts in FileFacts (register_file.h). Nothing here says what holds on a day: that is
// register_view.h, which reads the facts of the files that the day rests on. Values; safe to share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/ods_code.h"

namespace openpcn::organisations {

// Both ends are inclusive, as in the files of the Organisation Data Service; without an end it goes
// on.
struct Period {
    std::optional<Date> start;
    std::optional<Date> end;
    bool holds_on(Date date) const { return (!start || *start <= date) && (!end || date <= *end); }
};

struct NetworkFact {
    OdsCode code;
    std::string name;
    std::optional<OdsCode> commissioner;
    Period open;
    std::string address;  // lines joined by ", "
    std::string postcode;
    std::uint64_t line = 0;
};

// A practice is, or was, a core member of a network.
struct MembershipFact {
    OdsCode practice;
    std::string practice_name;
    std::optional<OdsCode> practice_commissioner;
    OdsCode network;
    std::string network_name;
    std::optional<OdsCode> network_commissioner;
    Period period;
    std::uint64_t line = 0;
};

// A line of the monthly mapping: whose network a practice with a registered list belongs to.
struct MappedPracticeFact {
    OdsCode practice;
    std::string name;
    std::string postcode;
    std::optional<OdsCode> network;  // none: the file says that it is in no network
    std::string network_name;
    std::optional<OdsCode> commissioner;
    std::string supplier;  // of the clinical system
    std::uint64_t line = 0;
};

enum class PracticeStatus {
    active,
    closed,  // INACTIVE in files since 2026
    dormant,
    proposed
};
std::string_view name_of(PracticeStatus status);

enum class PracticeKind {
    gp_practice,            // prescribing setting 4, or role RO76 in files since 2026
    other_prescribing_site  // clinics, prisons, hospices, ... of the same file
};
std::string_view name_of(PracticeKind kind);

// A line of the practice directory (epraccur).
struct DirectoryFact {
    OdsCode code;
    std::string name;
    std::optional<OdsCode> region;
    std::optional<OdsCode> system;  // ICB, or what came before it
    std::optional<OdsCode> commissioner;
    std::string address;
    std::string postcode;
    std::string telephone;  // of the organisation
    Period open;
    PracticeStatus status = PracticeStatus::active;
    PracticeKind kind = PracticeKind::gp_practice;
    std::string setting;  // as it stands in the file: "4", "RO76"
    std::uint64_t line = 0;
};

enum class CommissionerKind {
    commissioner,  // clinical commissioning group, then sub-ICB location: same codes
    system,        // integrated care board
    region
};
std::string_view name_of(CommissionerKind kind);

struct CommissionerFact {
    CommissionerKind kind = CommissionerKind::commissioner;
    OdsCode code;
    std::string name;
    std::string ons_code;
    std::optional<OdsCode> parent;
    std::uint64_t line = 0;
};

struct BandCount {
    std::string sex;   // FEMALE, MALE
    std::string band;  // "0_4" to "90_94", "95+"; ALL
    std::int64_t patients = 0;
};

// How many people a practice had registered on the day of the extract.
struct ListSizeFact {
    OdsCode practice;
    Date extracted;
    std::optional<OdsCode> commissioner;
    std::string postcode;
    std::int64_t patients = 0;
    std::vector<BandCount> bands;  // empty where the file has totals only
    std::uint64_t line = 0;
};

// Where a practice stands: WGS84 degrees, of its postcode.
struct PlaceFact {
    OdsCode practice;
    std::string name;
    std::string postcode;
    double latitude = 0;
    double longitude = 0;
    std::uint64_t line = 0;
};

// The Index of Multiple Deprivation of one small area. Decile 1 and rank 1 are the most deprived.
struct DeprivationFact {
    std::string area;  // LSOA code
    int index_year = 0;
    int decile = 0;
    int rank = 0;
    std::optional<double> score;
    std::vector<std::pair<std::string, double>> domains;  // column and figure, as in the file
    std::uint64_t line = 0;
};

// What a lookup file says of one small area: what it lies in, or what became of it.
struct AreaLinkFact {
    std::string area;  // LSOA code
    std::string area_name;
    int vintage = 0;               // 2011 or 2021
    std::string successor;         // LSOA code of 2021, of one of 2011
    std::string change;            // U unchanged, S split, M merged, X irregular
    std::string commissioner_ons;  // E38...
    std::optional<OdsCode> commissioner;
    std::string system_ons;  // E54...
    std::optional<OdsCode> system;
    std::string district;            // local authority, E06 to E09
    std::optional<OdsCode> network;  // where a file says whose footprint the area is in
    std::uint64_t line = 0;
};

struct BoundingBox {
    double west = 180;
    double south = 90;
    double east = -180;
    double north = -90;
};

// A boundary as published: the GeoJSON text of its geometry, untouched.
struct BoundaryFact {
    std::string code;  // ONS code, or a network's code
    std::string name;
    BoundingBox box;
    std::string geometry;
    std::uint64_t line = 0;  // number of the feature in the file, from 1
};

// A care home of the regulator's directory.
struct CareHomeFact {
    std::string location;  // CQC location id, "1-123456789"
    std::string name;
    std::string postcode;
    std::string provider;
    std::optional<int> beds;
    std::string nursing;       // what the directory says of its services
    std::string commissioner;  // ODS or ONS code, as in the file; empty where it has none
    std::optional<double> latitude;
    std::optional<double> longitude;
    std::uint64_t line = 0;
};

struct AreaCount {
    std::string area;  // LSOA code; empty: the file does not say where they live
    std::int64_t patients = 0;
};

// Where the people live who are registered with a practice.
struct ResidenceFact {
    OdsCode practice;
    Date extracted;
    std::vector<AreaCount> areas;
    std::uint64_t line = 0;  // the first of its lines
};

// Whether a small area is town or country, as the rural urban classification has it.
struct AreaClassFact {
    std::string area;  // LSOA code
    std::string code;  // "UN1"
    std::string name;  // "Urban: Nearer to a major town or city"
    bool is_rural = false;
    std::uint64_t line = 0;
};

}  // namespace openpcn::organisations
