// One published file, read: what kind it is, of which day, its facts, and every line that gave
// none.
//
// The kind is told from content: headings, the shape of rows, or the members of a workbook; names
// decide nothing but the date of files that do not state one. Gzip, zip archives with one file or
// with CSV files of one kind, Excel workbooks, CSV and GeoJSON are taken. Pure: bytes in, facts
// out.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "organisations/facts.h"

namespace openpcn::organisations {

enum class FileKind {
    networks,            // ePCN workbook: networks, members or both
    practice_directory,  // epraccur
    practice_mapping,    // gp-reg-pat-prac-map
    list_sizes,          // gp-reg-pat-prac-all, -quin-age, -sing-age and their forerunners
    places,              // practice coordinates
    deprivation,
    area_lookup,
    boundaries,
    care_homes,
    residence,   // gp-reg-pat-prac-lsoa: patients by practice and small area
    rural_urban  // classification of small areas
};
std::string_view name_of(FileKind kind);  // "networks", "practice_directory", ...
std::optional<FileKind> find_kind(std::string_view name);

// Which words gave the file's date, best first.
enum class DateGround {
    told,      // by whoever loads the file
    content,   // an extract date in its lines
    name,      // of the file: 2025-01, 20250131, Jan2025
    workbook,  // when the workbook was made
    newest,    // no date of its own: the newest start, or vintage of areas, that it states
    loading    // places and areas without any date: the day they are loaded
};
std::string_view name_of(DateGround ground);

struct RejectedLine {
    std::string file;
    std::uint64_t line = 0;
    std::string reason;
    std::string original;
};

struct FileFacts {
    std::string name;
    FileKind kind = FileKind::networks;
    Date dated;
    DateGround dated_by = DateGround::newest;

    std::vector<NetworkFact> networks;
    std::vector<MembershipFact> memberships;
    std::vector<DirectoryFact> directory;
    std::vector<MappedPracticeFact> mapped;
    std::vector<CommissionerFact> commissioners;
    std::vector<ListSizeFact> list_sizes;
    std::vector<PlaceFact> places;
    std::vector<DeprivationFact> deprivation;
    std::vector<AreaLinkFact> area_links;
    std::vector<BoundaryFact> boundaries;
    std::vector<CareHomeFact> care_homes;
    std::vector<ResidenceFact> residence;
    std::vector<AreaClassFact> area_classes;

    std::uint64_t rows = 0;             // lines read, headings left out
    std::vector<RejectedLine> rejects;  // lines that are wrong, with their reason
    std::vector<RejectedLine> doubts;   // lines that were kept although something is odd about them
    // Lines that are right but hold no fact of ours, counted by reason.
    std::map<std::string, std::uint64_t> passed_over;

    // Lines that gave facts: rows less rejects and lines passed over.
    std::uint64_t facts() const;
};

struct RegisterInput {
    std::string name;  // as the user named it
    std::string_view bytes;
    std::optional<Date> dated;  // told by whoever loads it
    Date loaded_on;
};

// `unsupported` where the content is none of the kinds, naming the headings that were found;
// `invalid` where it is damaged, or no date can be found.
Result<FileFacts> read_register_file(const RegisterInput& input);

}  // namespace openpcn::organisations
