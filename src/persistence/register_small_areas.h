// What published files say of small areas: whose they are, their boundaries, deprivation, town or
// country, and who is registered where.
//
// Boundaries, lookups and classifications of small areas come every ten years and change little in
// between, so that the newest file of the day or before answers, else the earliest there is. Where
// patients live is told by files of the day or before only. Every answer names its files.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "organisations/facts.h"
#include "persistence/register_boundaries.h"
#include "platform/database/connection.h"

namespace openpcn::persistence {

struct FileUsed {
    std::string kind;  // name_of(FileKind)
    std::string name;
    Date dated;
};

struct SmallArea {
    std::string code;
    std::string name;
    std::string district;       // local authority, "" where no lookup says
    std::string network;        // whose area a lookup puts it in; "" where none does
    std::string geometry;       // GeoJSON as published; "" where no boundary is loaded
    std::optional<int> decile;  // of deprivation; 1 is the most deprived
    std::string rural_urban;    // "Urban: Nearer to a major town or city"; "" not known
    bool is_rural = false;
    std::optional<std::int64_t> patients;  // registered anywhere who live there
};

struct SmallAreas {
    std::vector<SmallArea> areas;  // by code
    int index_year = 0;            // of the deprivation; 0 where none is loaded
    std::vector<FileUsed> files;
};

// A commissioner by its ODS code or its ONS code (may be ""): files have one or the other.
struct CommissionerCodes {
    std::string ods;
    std::string ons;
};

// Those that the newest lookup gives to the commissioner; none where no lookup names it.
Result<SmallAreas> small_areas_of(database::Connection& connection,
                                  const CommissionerCodes& commissioner, Date as_at);
// All of England's that have a boundary and a commissioner in that lookup.
Result<SmallAreas> all_small_areas(database::Connection& connection, Date as_at);

// One boundary; none where no file has it.
Result<std::optional<DatedBoundary>> nearest_boundary(database::Connection& connection,
                                                      std::string_view code, Date as_at);
// Several, by code: of small areas that belong to somebody else.
Result<std::vector<DatedBoundary>> nearest_boundaries(database::Connection& connection,
                                                      std::span<const std::string> codes,
                                                      Date as_at);

struct Residence {
    std::map<std::string, std::int64_t> patients;  // by small area; "": the file does not say
    std::optional<FileUsed> file;                  // none: no file of the day or before
    std::vector<std::string> practices_without;    // of those asked for, not in the file
};
// Where the people live who are registered with these practices.
Result<Residence> residence_of(database::Connection& connection,
                               std::span<const std::string> practices, Date as_at);

// What became of a small area of an older census: those of the next that it was cut or joined to.
Result<std::map<std::string, std::vector<std::string>>> successors_of(
    database::Connection& connection, std::span<const std::string> codes);

struct CareHomes {
    std::vector<organisations::CareHomeFact> homes;  // by name
    std::int64_t of_no_commissioner = 0;             // homes of the file that name none
    std::optional<FileUsed> file;
};
Result<CareHomes> care_homes_of(database::Connection& connection,
                                const CommissionerCodes& commissioner, Date as_at);

}  // namespace openpcn::persistence
