// The register's facts in SQL: written by file, read by the basis of a day.
//
// Rejects, loading and review are register_load.h; here is only what stands in the tables.
#pragma once

#include <string>
#include <vector>

#include "organisations/register_changes.h"
#include "organisations/register_view.h"
#include "platform/database/connection.h"

namespace openpcn::persistence {

struct RegisterFileRow {
    organisations::LoadedFile file;
    std::string sha256;
    std::string dated_by;
    std::string loaded_at;
    std::string loaded_by;
    std::int64_t rows = 0;
    std::int64_t rejects = 0;
    std::int64_t doubts = 0;
};

// In the order of loading.
Result<std::vector<RegisterFileRow>> register_files(database::Connection& connection);

// Inside the caller's transaction: all facts, rejects and doubts of one file.
Result<void> write_register_facts(database::Connection& connection, std::int64_t file,
                                  const organisations::FileFacts& facts);

// What the register of a day needs. List sizes come without their bands.
Result<organisations::BasisFacts> read_basis_facts(database::Connection& connection,
                                                   organisations::Basis basis);

// GP practices and other sites of one directory file.
Result<std::vector<organisations::DirectoryFact>> read_directory(database::Connection& connection,
                                                                 std::int64_t file);
// By sex and five-year age band, youngest first, without the sums over either; empty where the
// extract has totals only.
Result<std::vector<organisations::BandCount>> read_list_bands(database::Connection& connection,
                                                              const OdsCode& practice,
                                                              const organisations::ListInUse& list);
// All lists of extract days, of accepted files, for comparing reissues.
Result<std::vector<organisations::ListTotal>> read_lists_of(database::Connection& connection,
                                                            std::span<const Date> extracted);

}  // namespace openpcn::persistence
