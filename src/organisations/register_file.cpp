#include "organisations/register_file.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>

#include "organisations/boundary_file.h"
#include "organisations/table_format.h"
#include "organisations/workbook.h"
#include "population/feeds/csv_scanner.h"

namespace openpcn::organisations {
namespace {

constexpr std::size_t text_bytes_max = std::size_t{1} << 30;
// Some publications put a title and notes above the headings.
constexpr std::size_t preamble_rows_max = 12;

constexpr std::array<MakeFormat, 11> formats{
    make_core_partners, make_network_details, make_practice_mapping, make_list_bands,
    make_list_totals,   make_residence,       make_places,           make_deprivation,
    make_rural_urban,   make_area_lookup,     make_care_homes};

// Rows of one table: finds its headings, then hands the rows on.
class TableReader {
public:
    explicit TableReader(FactSink& sink) : sink_(sink) {}

    void row(const TableRow& row) {
        if (row.is_blank()) return;
        if (format_ == nullptr && !find_format(row)) return;
        ++sink_.facts.rows;
        if (const auto why = wrong_width(row)) return sink_.reject(row, *why);
        format_->row(row, sink_);
    }
    void fault(const TableRow& row, const char* why) {
        ++sink_.facts.rows;
        sink_.reject(row, why);
    }
    void finish() {
        if (format_ == nullptr) return;
        format_->finish(sink_);
        sink_.facts.kind = format_->kind();
    }
    const TableFormat* format() const { return format_.get(); }
    // Of the first row, for the message about a table that is not known.
    const std::string& first_row() const { return first_row_; }

private:
    // True where the row is data already.
    bool find_format(const TableRow& row) {
        if (seen_ == 0) {
            for (const std::string_view cell : row.cells.first(std::min(row.cells.size(), 8UL)))
                first_row_ += fmt::format("{}{}", first_row_.empty() ? "" : ", ", cell);
            first_row_.resize(std::min(first_row_.size(), std::size_t{300}));
        }
        if (++seen_ > preamble_rows_max) return false;
        for (const auto make : {make_directory, make_bare_network_table}) {
            format_ = make(row.cells);
            if (format_ != nullptr) return true;
        }
        const Headings headings(row.cells);
        for (const MakeFormat make : formats) {
            format_ = make(headings);
            if (format_ == nullptr) continue;
            columns_ = row.cells.size();
            while (columns_ > 0 && headings.names()[columns_ - 1].empty()) --columns_;
            break;
        }
        return false;
    }

    // Cells beyond the headings mean that a comma went astray, so the row cannot be trusted.
    std::optional<std::string> wrong_width(const TableRow& row) const {
        if (columns_ == 0) return std::nullopt;
        std::size_t cells = row.cells.size();
        while (cells > columns_ && row[cells - 1].empty()) --cells;
        if (cells > columns_)
            return fmt::format("The line has {} columns, the headings {}.", cells, columns_);
        if (row.origin == CellOrigin::text_file && row.cells.size() < columns_)
            return fmt::format("The line has {} columns, the headings {}.", row.cells.size(),
                               columns_);
        return std::nullopt;
    }

    FactSink& sink_;
    std::unique_ptr<TableFormat> format_;
    std::size_t columns_ = 0;
    std::size_t seen_ = 0;
    std::string first_row_;
};

Error unknown(const std::string& name, std::string_view found) {
    return {ErrorKind::unsupported, "This is none of the files that the register knows.",
            fmt::format("In {}, which begins: {}", name, found.empty() ? "(nothing)" : found),
            "Load a file named in docs/guides/register.md, as it was published."};
}

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

// Spreadsheet programs still write CSV in the Windows code page; all of its letters that names use
// are those of Latin-1.
std::string as_utf8(std::string text) {
    if (simdjson::validate_utf8(text)) return text;
    std::string out;
    out.reserve(text.size() + text.size() / 16);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            out.push_back(c);
        } else {
            out.push_back(static_cast<char>(0xc0 | byte >> 6));
            out.push_back(static_cast<char>(0x80 | (byte & 0x3f)));
        }
    }
    return out;
}

Result<void> read_csv(std::string text, FactSink& sink) {
    // A workbook of old, a page of a web site or other bytes are no CSV.
    if (text.find('\0') != std::string::npos ||
        std::string_view(text).substr(0, 4096).find("<html") != std::string_view::npos) {
        return failure(unknown(sink.facts.name, "bytes that are no CSV"));
    }
    text = as_utf8(std::move(text));
    feeds::CsvScanner scanner(feeds::text_source(std::move(text)), sink.facts.name);
    TableReader reader(sink);
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
    if (reader.format() == nullptr) return failure(unknown(sink.facts.name, reader.first_row()));
    reader.finish();
    return {};
}

Result<void> read_workbook(const ZipArchive& archive, FactSink& sink, std::string& created) {
    TRY_ASSIGN(const Workbook workbook, Workbook::open(archive, sink.facts.name));
    created = workbook.created();
    std::string first_row;
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
            if (first_row.empty()) first_row = reader.first_row();
            continue;
        }
        reader.finish();
        found = true;
    }
    if (!found) return failure(unknown(sink.facts.name, first_row));
    return {};
}

Result<void> read_content(std::string text, FactSink& sink, std::string& created) {
    if (ZipArchive::is_zip(text)) {
        TRY_ASSIGN(const ZipArchive archive, ZipArchive::open(text, sink.facts.name));
        if (Workbook::is_workbook(archive)) return read_workbook(archive, sink, created);
        std::vector<const ZipArchive::Member*> tables;
        for (const auto& member : archive.members()) {
            if (upper(member.name).ends_with(".CSV")) tables.push_back(&member);
        }
        if (tables.size() != 1) {
            return failure({ErrorKind::unsupported,
                            fmt::format("The archive has {} CSV files, not one.", tables.size()),
                            fmt::format("In {}.", sink.facts.name),
                            "Unpack it and load the files inside."});
        }
        TRY_ASSIGN(std::string table, archive.read(*tables.front()));
        return read_csv(std::move(table), sink);
    }
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
    if (facts.facts() == 0) {
        return failure(
            {ErrorKind::invalid, "The file has no line that gives a fact.",
             fmt::format("In {}{}", input.name,
                         facts.rejects.empty() ? std::string(".")
                                               : fmt::format(", line {}: {}", facts.rejects[0].line,
                                                             facts.rejects[0].reason)),
             "Compare it with the published file."});
    }
    TRY(settle_date(input, sink, created, facts));
    return facts;
}

}  // namespace openpcn::organisations
