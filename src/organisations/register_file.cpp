#include "organisations/register_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "organisations/boundary_file.h"
#include "organisations/table_reader.h"
#include "organisations/text_form.h"
#include "organisations/workbook.h"
#include "population/feeds/csv_scanner.h"

namespace openpcn::organisations {
namespace {

constexpr std::size_t text_bytes_max = std::size_t{1} << 30;

Result<std::string> inflated(std::string_view bytes, const std::string& name) {
    TRY_ASSIGN(auto source, feeds::inflate_if_gzip(feeds::text_source(std::string(bytes)), name));
    std::string text;
    std::size_t size = 0;
    for (;;) {
        if (text.size() - size < (std::size_t{1} << 16))
            text.resize(std::max(std::size_t{1} << 20, text.size() * 2));
        TRY_ASSIGN(const auto got, source->read(std::span(text).subspan(size)));
        if (got == 0) break;
        size += got;
        if (size > text_bytes_max) {
            return failure({ErrorKind::invalid, "The file inflates to more than a gigabyte.",
                            fmt::format("In {}.", name), "Check that it is the file you meant."});
        }
    }
    text.resize(size);
    return text;
}

// The rows of one CSV text, which may be a further table of the same kind.
Result<void> read_csv_table(std::string text, const std::string& name, TableReader& reader) {
    if (auto unread = unread_form(text, name)) return failure(std::move(*unread));
    if (text.find('\0') != std::string::npos) {
        return failure({ErrorKind::unsupported, "This is no text.", fmt::format("In {}.", name),
                        "Load a file named in docs/guides/register.md, as it was published."});
    }
    text = as_utf8(std::move(text));
    const char separator = settle_separator(text);
    feeds::CsvScanner scanner(feeds::text_source(std::move(text)), name, separator);
    feeds::CsvRow row;
    for (;;) {
        TRY_ASSIGN(const bool more, scanner.next(row));
        if (!more) break;
        const TableRow table_row{row.fields, row.original, row.line, CellOrigin::text_file};
        if (row.fault != nullptr) {
            reader.fault(table_row, row.fault);
        } else {
            reader.row(table_row);
        }
    }
    if (!reader.knows_table()) return failure(reader.unknown(name));
    reader.finish_table();
    return {};
}

Result<void> read_csv(std::string text, FactSink& sink) {
    TableReader reader(sink);
    TRY(read_csv_table(std::move(text), sink.facts.name, reader));
    reader.finish();
    return {};
}

// Several CSV files in one archive are read as one where they are of one kind: the patients by
// small area come as one file for all and one for each sex.
Result<void> read_csv_members(const ZipArchive& archive,
                              const std::vector<const ZipArchive::Member*>& tables,
                              FactSink& sink) {
    TableReader reader(sink);
    const std::string name = sink.facts.name;
    std::string names;
    for (const auto* member : tables) {
        names += (names.empty() ? "" : ", ") + member->name;
        TRY_ASSIGN(std::string table, archive.read(*member));
        if (tables.size() > 1) sink.facts.name = name + ": " + member->name;
        const auto done = read_csv_table(std::move(table), sink.facts.name, reader);
        sink.facts.name = name;
        if (done) continue;
        if (tables.size() == 1 || reader.format() == nullptr) return done;
        return failure({ErrorKind::unsupported,
                        fmt::format("The archive has CSV files of different kinds: {} is not as "
                                    "those before it ({}).",
                                    member->name, names),
                        fmt::format("In {}.", name), "Unpack it and load the files inside."});
    }
    reader.finish();
    return {};
}

Result<void> read_workbook(const ZipArchive& archive, FactSink& sink, std::string& created) {
    TRY_ASSIGN(const Workbook workbook, Workbook::open(archive, sink.facts.name));
    created = workbook.created();
    std::optional<Error> unknown;
    bool found = false;
    for (const Workbook::Sheet& sheet : workbook.sheets()) {
        TableReader reader(sink);
        TRY(workbook.read(sheet,
                          [&](std::uint64_t number, std::span<const std::string_view> cells) {
                              std::string original;
                              for (const std::string_view cell : cells) {
                                  if (!original.empty()) original += ",";
                                  original += cell;
                              }
                              reader.row({cells, original, number, CellOrigin::worksheet});
                          }));
        // Notes and title pages.
        if (reader.format() == nullptr) {
            if (!unknown) unknown = reader.unknown(sink.facts.name);
            continue;
        }
        reader.finish();
        found = true;
    }
    if (!found) {
        return failure(unknown.value_or(Error{ErrorKind::unsupported, "The workbook has no sheet.",
                                              fmt::format("In {}.", sink.facts.name),
                                              "Check that it is the file you meant."}));
    }
    return {};
}

Result<void> read_content(std::string text, FactSink& sink, std::string& created) {
    if (ZipArchive::is_zip(text)) {
        TRY_ASSIGN(const ZipArchive archive, ZipArchive::open(text, sink.facts.name));
        if (Workbook::is_workbook(archive)) return read_workbook(archive, sink, created);
        std::vector<const ZipArchive::Member*> tables;
        std::vector<const ZipArchive::Member*> others;
        for (const auto& member : archive.members()) {
            const std::string name = upper(member.name);
            // What macOS adds beside each file.
            if (name.starts_with("__MACOSX/")) continue;
            if (name.ends_with(".CSV")) tables.push_back(&member);
            if (name.ends_with("JSON") || name.ends_with(".XLSX")) others.push_back(&member);
        }
        if (tables.empty() && others.size() == 1) {
            TRY_ASSIGN(std::string inner, archive.read(*others.front()));
            return read_content(std::move(inner), sink, created);
        }
        if (!tables.empty() && others.empty()) return read_csv_members(archive, tables, sink);
        if (auto unread = unread_archive(archive, sink.facts.name))
            return failure(std::move(*unread));
        return failure({ErrorKind::unsupported,
                        fmt::format("The archive has {} CSV files and {} workbooks or GeoJSON "
                                    "files; one of them, or CSV files of one kind, are read.",
                                    tables.size(), others.size()),
                        fmt::format("In {}.", sink.facts.name),
                        "Unpack it and load the files inside."});
    }
    if (auto unread = unread_form(text, sink.facts.name)) return failure(std::move(*unread));
    if (is_geojson(text)) return read_boundaries(text, sink);
    return read_csv(std::move(text), sink);
}

Result<void> settle_date(const RegisterInput& input, const FactSink& sink,
                         const std::string& created, FileFacts& facts) {
    const auto settle = [&](Date date, DateGround ground) -> Result<void> {
        facts.dated = date;
        facts.dated_by = ground;
        return {};
    };
    if (input.dated) return settle(*input.dated, DateGround::told);
    if (sink.extracted) return settle(*sink.extracted, DateGround::content);
    if (const auto date = date_in_file_name(input.name)) return settle(*date, DateGround::name);
    if (const auto date = parse_published_date(created)) return settle(*date, DateGround::workbook);
    if (sink.newest_start) return settle(*sink.newest_start, DateGround::newest);
    // Places and areas are of no day that anybody reckons with.
    if (facts.kind == FileKind::places || facts.kind == FileKind::area_lookup ||
        facts.kind == FileKind::boundaries || facts.kind == FileKind::care_homes ||
        facts.kind == FileKind::rural_urban) {
        return settle(input.loaded_on, DateGround::loading);
    }
    return failure({ErrorKind::invalid, "Neither the file nor its name says of which day it is.",
                    fmt::format("In {}.", input.name),
                    "Say it with --dated YYYY-MM-DD, or put the date into the file's name."});
}

Error no_fact(const FileFacts& facts) {
    std::string where = fmt::format("In {}", facts.name);
    if (!facts.rejects.empty()) {
        where += fmt::format(", line {}: {}", facts.rejects[0].line, facts.rejects[0].reason);
    } else if (!facts.passed_over.empty()) {
        const auto& [reason, count] = *facts.passed_over.begin();
        where += fmt::format(": {} lines were passed over ({}).", count, reason);
    } else {
        where += ".";
    }
    return {ErrorKind::invalid, "The file has no line that gives a fact.", std::move(where),
            "Compare it with the published file."};
}

}  // namespace

std::string_view name_of(FileKind kind) {
    constexpr std::array<std::string_view, 11> names{
        "networks",   "practice_directory", "practice_mapping", "list_sizes",
        "places",     "deprivation",        "area_lookup",      "boundaries",
        "care_homes", "residence",          "rural_urban"};
    return names[static_cast<std::size_t>(kind)];
}

std::optional<FileKind> find_kind(std::string_view name) {
    for (int i = 0; i <= static_cast<int>(FileKind::rural_urban); ++i)
        if (name_of(static_cast<FileKind>(i)) == name) return static_cast<FileKind>(i);
    return std::nullopt;
}

std::string_view name_of(DateGround ground) {
    constexpr std::array<std::string_view, 6> names{"told",     "content",      "name",
                                                    "workbook", "newest start", "day of loading"};
    return names[static_cast<std::size_t>(ground)];
}

std::uint64_t FileFacts::facts() const {
    std::uint64_t without = rejects.size();
    for (const auto& [reason, count] : passed_over) without += count;
    return rows - std::min(rows, without);
}

Result<FileFacts> read_register_file(const RegisterInput& input) {
    FileFacts facts;
    facts.name = input.name;
    FactSink sink(facts);
    TRY_ASSIGN(std::string text, inflated(input.bytes, input.name));
    std::string created;
    TRY(read_content(std::move(text), sink, created));
    if (sink.refusal) return failure(std::move(*sink.refusal));
    if (facts.facts() == 0) return failure(no_fact(facts));
    TRY(settle_date(input, sink, created, facts));
    // Publications that state no extract date are of the day that the file is of.
    for (ListSizeFact& list : facts.list_sizes)
        if (list.extracted == Date()) list.extracted = facts.dated;
    for (ResidenceFact& practice : facts.residence)
        if (practice.extracted == Date()) practice.extracted = facts.dated;
    return facts;
}

}  // namespace openpcn::organisations
