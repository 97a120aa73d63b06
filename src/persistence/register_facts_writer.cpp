// Writing one file's facts, a table at a time.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "persistence/register_store.h"

namespace openpcn::persistence {
namespace {

using database::Connection;
using database::Value;
using organisations::FileFacts;

std::string text_of(const std::optional<OdsCode>& code) { return code ? code->text() : ""; }
std::string text_of(const std::optional<Date>& date) { return date ? date->to_string() : ""; }
std::int64_t line_of(std::uint64_t line) { return static_cast<std::int64_t>(line); }

// Names of our own and of published columns: quotes and backslashes are all that needs care.
std::string json_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out.push_back('\\');
        out.push_back(static_cast<unsigned char>(c) < ' ' ? ' ' : c);
    }
    return out + "\"";
}

template <std::size_t N, typename Facts, typename AddRow>
Result<void> write_table(Connection& connection, std::string_view table,
                         const std::array<std::string_view, N>& columns, const Facts& facts,
                         AddRow add_row) {
    if (facts.empty()) return {};
    TRY_ASSIGN(const auto insert, connection.bulk_insert(table, columns));
    for (const auto& fact : facts) TRY(add_row(*insert, fact));
    return insert->finish();
}

Result<void> write_networks(Connection& connection, std::int64_t file, const FileFacts& facts) {
    static constexpr std::array<std::string_view, 9> networks{
        "file", "code", "name", "commissioner", "opened", "closed", "address", "postcode", "line"};
    TRY(write_table(connection, "register_network", networks, facts.networks,
                    [&](auto& insert, const organisations::NetworkFact& f) {
                        return insert.add({file, f.code.text(), f.name, text_of(f.commissioner),
                                           text_of(f.open.start), text_of(f.open.end), f.address,
                                           f.postcode, line_of(f.line)});
                    }));
    static constexpr std::array<std::string_view, 10> memberships{"file",
                                                                  "line",
                                                                  "practice",
                                                                  "practice_name",
                                                                  "practice_commissioner",
                                                                  "network",
                                                                  "network_name",
                                                                  "network_commissioner",
                                                                  "started",
                                                                  "ended"};
    return write_table(
        connection, "register_membership", memberships, facts.memberships,
        [&](auto& insert, const organisations::MembershipFact& f) {
            return insert.add({file, line_of(f.line), f.practice.text(), f.practice_name,
                               text_of(f.practice_commissioner), f.network.text(), f.network_name,
                               text_of(f.network_commissioner), text_of(f.period.start),
                               text_of(f.period.end)});
        });
}

Result<void> write_practices(Connection& connection, std::int64_t file, const FileFacts& facts) {
    static constexpr std::array<std::string_view, 9> mapped{
        "file",         "practice",     "name",     "postcode", "network",
        "network_name", "commissioner", "supplier", "line"};
    TRY(write_table(connection, "register_mapped_practice", mapped, facts.mapped,
                    [&](auto& insert, const organisations::MappedPracticeFact& f) {
                        return insert.add({file, f.practice.text(), f.name, f.postcode,
                                           text_of(f.network), f.network_name,
                                           text_of(f.commissioner), f.supplier, line_of(f.line)});
                    }));
    static constexpr std::array<std::string_view, 15> directory{
        "file",      "code",   "name",   "region", "system", "commissioner", "address", "postcode",
        "telephone", "opened", "closed", "status", "kind",   "setting",      "line"};
    return write_table(
        connection, "register_directory", directory, facts.directory,
        [&](auto& insert, const organisations::DirectoryFact& f) {
            return insert.add({file, f.code.text(), f.name, text_of(f.region), text_of(f.system),
                               text_of(f.commissioner), f.address, f.postcode, f.telephone,
                               text_of(f.open.start), text_of(f.open.end),
                               static_cast<int>(f.status), static_cast<int>(f.kind), f.setting,
                               line_of(f.line)});
        });
}

Result<void> write_commissioners(Connection& connection, std::int64_t file,
                                 const FileFacts& facts) {
    static constexpr std::array<std::string_view, 8> columns{"file", "number",   "kind",   "code",
                                                             "name", "ons_code", "parent", "line"};
    std::int64_t number = 0;
    return write_table(
        connection, "register_commissioner", columns, facts.commissioners,
        [&](auto& insert, const organisations::CommissionerFact& f) {
            return insert.add({file, ++number, static_cast<int>(f.kind), f.code.text(), f.name,
                               f.ons_code, text_of(f.parent), line_of(f.line)});
        });
}

// Sex to band to number, in the order of the file.
std::string bands_json(const std::vector<organisations::BandCount>& bands) {
    std::string json = "{";
    std::string_view sex;
    for (const auto& count : bands) {
        if (count.sex != sex) {
            json += fmt::format("{}{}:{{", sex.empty() ? "" : "},", json_string(count.sex));
            sex = count.sex;
        } else {
            json += ',';
        }
        json += fmt::format("{}:{}", json_string(count.band), count.patients);
    }
    return json + (sex.empty() ? "}" : "}}");
}

Result<void> write_lists(Connection& connection, std::int64_t file, const FileFacts& facts) {
    static constexpr std::array<std::string_view, 7> totals{
        "file", "practice", "extracted", "commissioner", "postcode", "patients", "line"};
    TRY(write_table(connection, "register_list_size", totals, facts.list_sizes,
                    [&](auto& insert, const organisations::ListSizeFact& f) {
                        return insert.add({file, f.practice.text(), f.extracted.to_string(),
                                           text_of(f.commissioner), f.postcode, f.patients,
                                           line_of(f.line)});
                    }));
    static constexpr std::array<std::string_view, 4> bands{"file", "practice", "extracted",
                                                           "bands"};
    return write_table(
        connection, "register_list_band", bands, facts.list_sizes,
        [&](auto& insert, const organisations::ListSizeFact& f) -> Result<void> {
            if (f.bands.empty()) return {};
            auto sorted = f.bands;
            std::stable_sort(sorted.begin(), sorted.end(),
                             [](const auto& a, const auto& b) { return a.sex < b.sex; });
            return insert.add(
                {file, f.practice.text(), f.extracted.to_string(), bands_json(sorted)});
        });
}

Result<void> write_areas(Connection& connection, std::int64_t file, const FileFacts& facts) {
    static constexpr std::array<std::string_view, 8> deprivation{
        "file", "area", "index_year", "decile", "deprivation_rank", "score", "domains", "line"};
    TRY(write_table(connection, "register_deprivation", deprivation, facts.deprivation,
                    [&](auto& insert, const organisations::DeprivationFact& f) {
                        std::string domains = "{";
                        for (const auto& [name, figure] : f.domains) {
                            domains += fmt::format("{}{}:{}", domains.size() > 1 ? "," : "",
                                                   json_string(name), figure);
                        }
                        return insert.add({file, f.area, f.index_year, f.decile, f.rank,
                                           Value(f.score), domains + "}", line_of(f.line)});
                    }));
    static constexpr std::array<std::string_view, 13> links{
        "file",         "line",       "area",   "area_name",
        "vintage",      "successor",  "change", "commissioner_ons",
        "commissioner", "system_ons", "system", "district",
        "network"};
    TRY(write_table(connection, "register_area_link", links, facts.area_links,
                    [&](auto& insert, const organisations::AreaLinkFact& f) {
                        return insert.add({file, line_of(f.line), f.area, f.area_name, f.vintage,
                                           f.successor, f.change, f.commissioner_ons,
                                           text_of(f.commissioner), f.system_ons, text_of(f.system),
                                           f.district, text_of(f.network)});
                    }));
    static constexpr std::array<std::string_view, 9> boundaries{
        "file", "code", "name", "west", "south", "east", "north", "geometry", "feature"};
    return write_table(
        connection, "register_boundary", boundaries, facts.boundaries,
        [&](auto& insert, const organisations::BoundaryFact& f) {
            return insert.add({file, f.code, f.name, f.box.west, f.box.south, f.box.east,
                               f.box.north, f.geometry, line_of(f.line)});
        });
}

Result<void> write_sites(Connection& connection, std::int64_t file, const FileFacts& facts) {
    static constexpr std::array<std::string_view, 7> places{
        "file", "practice", "name", "postcode", "latitude", "longitude", "line"};
    TRY(write_table(connection, "register_place", places, facts.places,
                    [&](auto& insert, const organisations::PlaceFact& f) {
                        return insert.add({file, f.practice.text(), f.name, f.postcode, f.latitude,
                                           f.longitude, line_of(f.line)});
                    }));
    static constexpr std::array<std::string_view, 11> homes{
        "file",    "location",     "name",     "postcode",  "provider", "beds",
        "nursing", "commissioner", "latitude", "longitude", "line"};
    return write_table(
        connection, "register_care_home", homes, facts.care_homes,
        [&](auto& insert, const organisations::CareHomeFact& f) {
            return insert.add({file, f.location, f.name, f.postcode, f.provider,
                               f.beds ? Value(*f.beds) : Value(nullptr), f.nursing, f.commissioner,
                               Value(f.latitude), Value(f.longitude), line_of(f.line)});
        });
}

// Area to number, codes as they came.
std::string counts_json(const std::vector<organisations::AreaCount>& areas) {
    std::string json = "{";
    for (const auto& [area, patients] : areas)
        json += fmt::format("{}\"{}\":{}", json.size() > 1 ? "," : "", area, patients);
    return json + "}";
}

Result<void> write_residence(Connection& connection, std::int64_t file, const FileFacts& facts) {
    static constexpr std::array<std::string_view, 4> columns{"file", "practice", "areas", "line"};
    std::map<std::string, std::int64_t> sums;
    TRY(write_table(
        connection, "register_residence", columns, facts.residence,
        [&](auto& insert, const organisations::ResidenceFact& f) {
            for (const auto& [area, patients] : f.areas) sums[area] += patients;
            return insert.add({file, f.practice.text(), counts_json(f.areas), line_of(f.line)});
        }));
    static constexpr std::array<std::string_view, 3> areas{"file", "area", "patients"};
    TRY(write_table(connection, "register_area_patients", areas, sums,
                    [&](auto& insert, const auto& sum) {
                        return insert.add({file, sum.first, sum.second});
                    }));
    static constexpr std::array<std::string_view, 6> classes{"file", "area",  "code",
                                                             "name", "rural", "line"};
    return write_table(
        connection, "register_area_class", classes, facts.area_classes,
        [&](auto& insert, const organisations::AreaClassFact& f) {
            return insert.add({file, f.area, f.code, f.name, f.is_rural ? 1 : 0, line_of(f.line)});
        });
}

Result<void> write_rejects(Connection& connection, std::int64_t file, const FileFacts& facts) {
    static constexpr std::array<std::string_view, 6> columns{"file", "number", "line",
                                                             "kept", "reason", "original"};
    std::int64_t number = 0;
    const auto add_as = [&](int kept) {
        return [&, kept](auto& insert, const organisations::RejectedLine& line) {
            return insert.add({file, ++number, line_of(line.line), kept, line.reason,
                               Value(std::as_bytes(std::span(line.original)))});
        };
    };
    TRY(write_table(connection, "register_reject", columns, facts.rejects, add_as(0)));
    return write_table(connection, "register_reject", columns, facts.doubts, add_as(1));
}

}  // namespace

Result<void> write_register_facts(Connection& connection, std::int64_t file,
                                  const FileFacts& facts) {
    for (auto* write : {write_networks, write_practices, write_commissioners, write_lists,
                        write_areas, write_sites, write_residence, write_rejects}) {
        TRY(write(connection, file, facts));
    }
    return {};
}

}  // namespace openpcn::persistence
