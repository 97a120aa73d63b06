#include "organisations/text_form.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>

#include "organisations/table_format.h"
#include "organisations/zip_archive.h"

namespace openpcn::organisations {
namespace {

using std::string_view_literals::operator""sv;

struct Form {
    std::string_view begins;
    const char* what;
    const char* remedy;
};

constexpr const char* save_as_csv = "Open it in a spreadsheet program and save it as .xlsx or CSV.";
constexpr const char* as_geojson =
    "Download the boundaries as GeoJSON, or convert them: ogr2ogr -t_srs EPSG:4326 -f GeoJSON "
    "out.geojson in";
constexpr const char* download_again =
    "Download the file itself, not the page that it is linked from.";

constexpr std::array<Form, 7> forms{{
    {"%PDF"sv, "This is a PDF document.", "Load the file with the figures beside it."},
    {"\xD0\xCF\x11\xE0"sv, "This is an Excel workbook of the form before 2007 (.xls).",
     save_as_csv},
    {"SQLite format 3"sv, "This is a GeoPackage or another database file.", as_geojson},
    {"\x00\x00\x27\x0a"sv, "This is a shapefile.", as_geojson},
    {"\xFF\xFE"sv, "This is text in UTF-16.", "Save it as CSV in UTF-8."},
    {"\xFE\xFF"sv, "This is text in UTF-16.", "Save it as CSV in UTF-8."},
    {"Rar!"sv, "This is a RAR archive.", "Unpack it and load the files inside."},
}};

// Marks within the first lines.
constexpr std::array<Form, 6> marks{{
    {"<!doctype html"sv, "This is a web page.", download_again},
    {"<html"sv, "This is a web page.", download_again},
    {"<kml"sv, "This is KML.", as_geojson},
    {"<gml"sv, "This is GML.", as_geojson},
    {"\"topology\""sv, "This is TopoJSON.", as_geojson},
    {"esrigeometry"sv, "This is the JSON of ArcGIS.",
     "Ask the service for f=geojson and outSR=4326."},
}};

constexpr std::array<Form, 3> members{{
    {".SHP"sv, "The archive holds a shapefile.", as_geojson},
    {".KML"sv, "The archive holds KML.", as_geojson},
    {"CONTENT.XML"sv, "This is an OpenDocument spreadsheet.", save_as_csv},
}};

Error error_of(const Form& form, const std::string& name) {
    return {ErrorKind::unsupported, form.what, fmt::format("In {}.", name), form.remedy};
}

void append_utf8(unsigned code, std::string& out) {
    if (code < 0x80) {
        out.push_back(static_cast<char>(code));
    } else if (code < 0x800) {
        out.push_back(static_cast<char>(0xc0 | code >> 6));
        out.push_back(static_cast<char>(0x80 | (code & 0x3f)));
    } else {
        out.push_back(static_cast<char>(0xe0 | code >> 12));
        out.push_back(static_cast<char>(0x80 | (code >> 6 & 0x3f)));
        out.push_back(static_cast<char>(0x80 | (code & 0x3f)));
    }
}

// 0x80 to 0x9f of Windows-1252, where Latin-1 has control characters: the quotation marks and
// dashes of names ("ST MARY’S"). 0: not given.
constexpr std::array<unsigned, 32> windows_1252{
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

}  // namespace

std::optional<Error> unread_form(std::string_view bytes, const std::string& name) {
    for (const Form& form : forms)
        if (bytes.starts_with(form.begins)) return error_of(form, name);
    std::string head(bytes.substr(0, 2048));
    std::transform(head.begin(), head.end(), head.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    const auto first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first == std::string::npos || (head[first] != '<' && head[first] != '{'))
        return std::nullopt;
    for (const Form& form : marks)
        if (head.find(form.begins) != std::string::npos) return error_of(form, name);
    if (head[first] == '<') {
        return error_of({"", "This is XML.", "Load the same figures as CSV, .xlsx or GeoJSON."},
                        name);
    }
    return std::nullopt;
}

std::optional<Error> unread_archive(const ZipArchive& archive, const std::string& name) {
    for (const auto& member : archive.members()) {
        const std::string upper_name = upper(member.name);
        for (const Form& form : members)
            if (upper_name.ends_with(form.begins)) return error_of(form, name);
    }
    return std::nullopt;
}

std::string as_utf8(std::string text) {
    if (simdjson::validate_utf8(text)) return text;
    std::string out;
    out.reserve(text.size() + text.size() / 16);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_special = byte >= 0x80 && byte < 0xa0 && windows_1252[byte - 0x80] != 0;
        append_utf8(is_special ? windows_1252[byte - 0x80] : byte, out);
    }
    return out;
}

char settle_separator(std::string& text) {
    constexpr std::string_view not_sign = "\xC2\xAC";
    constexpr char unit_separator = '\x1f';
    const std::string_view head = std::string_view(text).substr(0, 4096);
    const auto commas = std::count(head.begin(), head.end(), ',');
    char best = ',';
    auto most = commas;
    for (const char candidate : {'\t', ';', '|'}) {
        const auto count = std::count(head.begin(), head.end(), candidate);
        if (count > most) {
            best = candidate;
            most = count;
        }
    }
    std::ptrdiff_t signs = 0;
    for (auto at = head.find(not_sign); at != std::string_view::npos;
         at = head.find(not_sign, at + not_sign.size()))
        ++signs;
    if (signs <= most) return best;
    std::string separated;
    separated.reserve(text.size());
    std::size_t from = 0;
    for (auto at = text.find(not_sign); at != std::string::npos; at = text.find(not_sign, from)) {
        separated.append(text, from, at - from);
        separated.push_back(unit_separator);
        from = at + not_sign.size();
    }
    separated.append(text, from);
    text = std::move(separated);
    return unit_separator;
}

}  // namespace openpcn::organisations
