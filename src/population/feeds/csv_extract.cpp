#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "population/feeds/csv_feed.h"
#include "population/feeds/csv_scanner.h"
#include "population/feeds/extract_row.h"

namespace openpcn::feeds {

namespace {

std::string_view last_part(std::string_view name) {
    const auto slash = name.find_last_of("/\\");
    return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

// "patients" of "day1/patients.csv.gz"; empty where it is no CSV file.
std::string_view table_name_of(std::string_view file) {
    auto name = last_part(file);
    if (name.ends_with(".gz")) name.remove_suffix(3);
    if (!name.ends_with(".csv")) return {};
    name.remove_suffix(4);
    return name;
}

Result<CsvScanner> open_csv(const InputFile& file) {
    TRY_ASSIGN(auto packed, file.open());
    TRY_ASSIGN(auto source, inflate_if_gzip(std::move(packed), file.name));
    return CsvScanner(std::move(source), file.name);
}

Error wrong_header(std::string what, const std::string& file) {
    return {ErrorKind::invalid, std::move(what), "In " + file + ".",
            "Compare the file with docs/guides/csv-extract.md; nothing of the extract was kept."};
}

Result<std::map<std::string, std::string, std::less<>>> read_facts_line(const InputFile& file) {
    TRY_ASSIGN(auto scanner, open_csv(file));
    CsvRow row;
    TRY_ASSIGN(const bool has_names, scanner.next(row));
    if (!has_names) return failure(wrong_header("The file is empty.", file.name));
    const std::vector<std::string> names(row.fields.begin(), row.fields.end());
    TRY_ASSIGN(const bool has_values, scanner.next(row));
    if (!has_values || row.fields.size() != names.size()) {
        return failure(wrong_header(
            "There is no line of values with as many fields as the line of names.", file.name));
    }
    std::map<std::string, std::string, std::less<>> facts;
    for (std::size_t i = 0; i < names.size(); ++i) facts[names[i]] = row.fields[i];
    return facts;
}

Result<FeedFacts> read_header(const InputFile& file, const ReadRequest& request) {
    TRY_ASSIGN(auto given, read_facts_line(file));
    for (const char* name : {"format", "practice", "kind", "extracted_at"}) {
        if (given[name].empty()) {
            return failure(wrong_header("The column " + std::string(name) + " is missing or empty.",
                                        file.name));
        }
    }
    if (given["format"] != "openpcn-extract-1") {
        return failure(wrong_header(
            "The format \"" + given["format"] + "\" is not openpcn-extract-1.", file.name));
    }
    const auto practice = OdsCode::parse(given["practice"]);
    if (!practice) return failure(practice.error());
    if (request.practice && *request.practice != *practice) {
        return failure({ErrorKind::invalid,
                        "The extract is of practice " + practice->text() + ", not of " +
                            request.practice->text() + ".",
                        "In " + file.name + ".",
                        "Give the folder of the practice, or the practice of the folder."});
    }
    FeedFacts facts;
    facts.practice = practice->text();
    facts.system = given["system"];
    if (given["kind"] == "full") {
        facts.kind = FeedFacts::Kind::full;
    } else if (given["kind"] != "delta") {
        return failure(wrong_header("The kind \"" + given["kind"] + "\" is neither full nor delta.",
                                    file.name));
    }
    TRY_ASSIGN(facts.extracted_at, PartialDateTime::parse(given["extracted_at"]));
    return facts;
}

// Where each column of the file goes; no field: the extract has no such column.
Result<std::vector<std::optional<ExtractField>>> columns_in_file(ExtractTable table,
                                                                 const CsvRow& names,
                                                                 const std::string& file,
                                                                 FeedSink& sink) {
    std::vector<std::optional<ExtractField>> fields;
    std::set<ExtractField> seen;
    for (const auto name : names.fields) {
        std::optional<ExtractField> field;
        for (const auto& column : columns_of(table)) {
            if (column.name == name && column.need != ExtractNeed::mapping_only) {
                field = column.field;
            }
        }
        if (!field) {
            sink.reject(
                {{file, names.line},
                 RejectKind::unsupported,
                 "The extract has no column \"" + std::string(name) + "\"; it is left alone.",
                 names.original});
        } else if (!seen.insert(*field).second) {
            return failure(
                wrong_header("The column " + std::string(name) + " is there twice.", file));
        }
        fields.push_back(field);
    }
    for (const auto& column : columns_of(table)) {
        if (column.need == ExtractNeed::required && !seen.contains(column.field)) {
            return failure(
                wrong_header("The column " + std::string(column.name) + " is missing.", file));
        }
    }
    return fields;
}

Result<void> read_table(ExtractTable table, const InputFile& file, FeedSink& sink,
                        ReadProgress& progress) {
    TRY_ASSIGN(auto scanner, open_csv(file));
    CsvRow row;
    TRY_ASSIGN(const bool has_names, scanner.next(row));
    if (!has_names) return failure(wrong_header("The file is empty.", file.name));
    TRY_ASSIGN(const auto fields, columns_in_file(table, row, file.name, sink));
    ExtractRowReader rows(sink);
    ExtractValues values{};
    for (;;) {
        TRY_ASSIGN(const bool has_row, scanner.next(row));
        if (!has_row) break;
        const Place place{file.name, row.line};
        progress.within_file(scanner.bytes_consumed());
        if (row.fault != nullptr) {
            sink.reject({place, RejectKind::malformed, row.fault, row.original});
        } else if (row.fields.size() != fields.size()) {
            sink.reject({place, RejectKind::malformed,
                         "The line has " + std::to_string(row.fields.size()) + " fields, not " +
                             std::to_string(fields.size()) + ".",
                         row.original});
        } else {
            for (std::size_t i = 0; i < fields.size(); ++i) {
                if (fields[i]) at(values, *fields[i]) = row.fields[i];
            }
            rows.read(table, values, row.original, place);
        }
    }
    progress.file_ended(scanner.bytes_consumed());
    return {};
}

}  // namespace

bool is_extract_header(std::string_view file_name) { return table_name_of(file_name) == "extract"; }

Result<FeedFacts> read_csv_extract(std::span<const InputFile> files, const ReadRequest& request,
                                   FeedSink& sink, ReadProgress& progress) {
    const auto header = std::find_if(files.begin(), files.end(), [](const InputFile& file) {
        return is_extract_header(file.name);
    });
    TRY_ASSIGN(auto facts, read_header(*header, request));
    std::map<ExtractTable, const InputFile*> by_table;  // in the order of reading: people first
    for (const auto& file : files) {
        const auto name = table_name_of(file.name);
        if (name == "extract") continue;
        const auto table = extract_table_named(name);
        if (!table || *table == ExtractTable::kept) {
            sink.reject({{file.name, 0},
                         RejectKind::unsupported,
                         "The extract has no file of this name; it is left alone.",
                         {}});
        } else if (!by_table.emplace(*table, &file).second) {
            return failure(wrong_header(
                "The table " + std::string(name) + " is there twice in one extract.", file.name));
        }
    }
    for (std::size_t i = 0; i < static_cast<std::size_t>(ExtractTable::kept); ++i) {
        const auto table = static_cast<ExtractTable>(i);
        if (facts.kind == FeedFacts::Kind::full && !by_table.contains(table)) {
            return failure(wrong_header("A full extract has six tables, and " +
                                            std::string(name_of(table)) + ".csv is not there.",
                                        header->name));
        }
    }
    for (const auto& [table, file] : by_table) TRY(read_table(table, *file, sink, progress));
    return facts;
}

}  // namespace openpcn::feeds
