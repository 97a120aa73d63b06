#include <algorithm>
#include <array>
#include <cstdio>
#include <deque>
#include <limits>
#include <unordered_map>

#include "population/feeds/csv_feed.h"
#include "population/feeds/csv_mapping.h"
#include "population/feeds/csv_scanner.h"
#include "population/feeds/extract_row.h"
#include "population/feeds/mapped_date.h"
#include "population/feeds/mapping_plan.h"

namespace openpcn::feeds {

namespace {

constexpr auto no_position = std::numeric_limits<std::size_t>::max();

std::string_view name_without_folder(std::string_view name) {
    const auto slash = name.find_last_of("/\\");
    if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
    if (name.ends_with(".gz")) name.remove_suffix(3);
    return name;
}

bool fits(std::string_view name, std::string_view pattern) {
    const auto star = pattern.find('*');
    if (star == std::string_view::npos) return name == pattern;
    if (!name.starts_with(pattern.substr(0, star))) return false;
    const auto rest = pattern.substr(star + 1);
    for (auto from = star; from <= name.size(); ++from) {
        if (fits(name.substr(from), rest)) return true;
    }
    return false;
}

void append_json_text(std::string& json, std::string_view text) {
    json += '"';
    for (const char character : text) {
        if (character == '"' || character == '\\') json += '\\';
        if (static_cast<unsigned char>(character) >= 0x20) {
            json += character;
        } else {
            char escaped[8];
            std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(character));
            json += escaped;
        }
    }
    json += '"';
}

// Where the columns that the mapping uses stand in lines of one number of fields.
struct Layout {
    std::vector<std::string> names;      // of all fields; empty: the field must be empty
    std::vector<std::size_t> positions;  // of MappedFile::columns; no_position: not in this layout
};

class MappedFileReader {
public:
    MappedFileReader(const MappedFile& plan, char separator, const std::string& name,
                     FeedSink& sink)
        : plan_(plan), separator_(separator), name_(name), sink_(sink), rows_(sink) {}

    Result<void> read(std::unique_ptr<InputSource> source, ReadProgress& progress) {
        CsvScanner scanner(std::move(source), name_, separator_);
        CsvRow row;
        TRY_ASSIGN(const bool has_names, scanner.next(row));
        if (!has_names || row.fault != nullptr) {
            return failure(wrong("The file has no line of column names."));
        }
        TRY(lay_out(row));
        for (;;) {
            TRY_ASSIGN(const bool has_row, scanner.next(row));
            if (!has_row) break;
            this->row(row);
            progress.within_file(scanner.bytes_consumed());
        }
        progress.file_ended(scanner.bytes_consumed());
        return {};
    }

private:
    Error wrong(std::string what) const {
        return {ErrorKind::invalid, std::move(what), "In " + name_ + ".",
                "Compare the file with the mapping; nothing of the input was kept."};
    }

    Result<void> lay_out(const CsvRow& names) {
        layouts_.push_back({{names.fields.begin(), names.fields.end()}, {}});
        for (const auto& layout : plan_.layouts) layouts_.push_back({layout, {}});
        for (auto& layout : layouts_) {
            for (const auto& column : plan_.columns) {
                const auto at = std::find(layout.names.begin(), layout.names.end(), column);
                const auto position = static_cast<std::size_t>(at - layout.names.begin());
                layout.positions.push_back(at == layout.names.end() ? no_position : position);
            }
        }
        for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
            const auto& column = plan_.columns[i];
            const bool may_lack = std::find(plan_.optional.begin(), plan_.optional.end(), column) !=
                                  plan_.optional.end();
            if (layouts_[0].positions[i] == no_position && !may_lack) {
                return failure(wrong("The column " + column + " is missing."));
            }
        }
        return {};
    }

    void row(const CsvRow& row) {
        const Place place{name_, row.line};
        if (row.fault != nullptr) return reject(place, row.fault, row);
        const auto layout = std::find_if(layouts_.begin(), layouts_.end(), [&](const auto& one) {
            return one.names.size() == row.fields.size();
        });
        if (layout == layouts_.end()) {
            return reject(place,
                          "The line has " + std::to_string(row.fields.size()) + " fields, not " +
                              std::to_string(layouts_[0].names.size()) + ".",
                          row);
        }
        for (std::size_t i = 0; i < row.fields.size(); ++i) {
            if (layout->names[i].empty() && !row.fields[i].empty()) {
                return reject(place, "A field that the mapping expects to be empty is filled.",
                              row);
            }
        }
        bool is_taken = false;
        for (std::size_t i = 0; i < plan_.rows.size(); ++i) {
            if (!holds(plan_.rows[i], row, *layout)) continue;
            is_taken = true;
            take(plan_.rows[i], row, *layout, place);
        }
        if (!is_taken) reject(place, "No row of the mapping takes this line.", row);
    }

    void reject(Place place, std::string reason, const CsvRow& row) {
        sink_.reject({place, RejectKind::malformed, std::move(reason), row.original});
    }

    static std::string_view text_at(const CsvRow& row, const Layout& layout, std::size_t column) {
        const auto position = layout.positions[column];
        return position == no_position ? std::string_view{} : row.fields[position];
    }

    bool holds(const MappedRow& rule, const CsvRow& row, const Layout& layout) const {
        return std::all_of(rule.only_if.begin(), rule.only_if.end(), [&](const auto& condition) {
            const auto text = text_at(row, layout, condition.column);
            return std::find(condition.is_one_of.begin(), condition.is_one_of.end(), text) !=
                   condition.is_one_of.end();
        });
    }

    void take(const MappedRow& rule, const CsvRow& row, const Layout& layout, Place place) {
        made_.clear();
        fault_.clear();
        values_ = {};
        for (const auto& [field, source] : rule.fields) {
            at(values_, field) = value_of(source, row, layout);
        }
        identifiers_.clear();
        for (const auto& [system, source] : rule.identifiers) {
            const auto value = value_of(source, row, layout);
            if (!value.empty()) identifiers_.push_back({system, value});
        }
        if (!fault_.empty()) return reject(place, fault_, row);
        if (rule.table != ExtractTable::kept) {
            return rows_.read(rule.table, values_, row.original, place, identifiers_);
        }
        std::string json = "{\"resourceType\":";
        append_json_text(json, rule.resource);
        for (std::size_t i = 0; i < row.fields.size(); ++i) {
            if (row.fields[i].empty()) continue;
            json += ',';
            append_json_text(json, layout.names[i]);
            json += ':';
            append_json_text(json, row.fields[i]);
        }
        json += '}';
        sink_.kept_resource(rule.resource, at(values_, ExtractField::id),
                            at(values_, ExtractField::patient_id), json, place);
    }

    std::string_view keep(std::string text) { return made_.emplace_back(std::move(text)); }

    std::string_view value_of(const MappedField& source, const CsvRow& row, const Layout& layout) {
        std::string_view text;
        switch (source.from) {
            case MappedField::From::constant:
                return source.text;
            case MappedField::From::column:
                text = text_at(row, layout, source.columns[0]);
                break;
            case MappedField::From::join: {
                std::string joined;
                for (const auto column : source.columns) {
                    const auto part = text_at(row, layout, column);
                    if (part.empty()) continue;
                    if (!joined.empty()) joined += source.text;
                    joined += part;
                }
                text = keep(std::move(joined));
                break;
            }
            case MappedField::From::unique:
                return unique_name(source, row, layout);
        }
        if (text.empty()) {
            return source.when_empty ? std::string_view(*source.when_empty) : std::string_view{};
        }
        for (const auto& [from, to] : source.translations) {
            if (from == text) return to;
        }
        if (source.otherwise) return *source.otherwise;
        if (!source.translations.empty()) {
            fault_ = "The column " + plan_.columns[source.columns[0]] +
                     " holds a value that the mapping does not translate.";
            return {};
        }
        if (source.date_pattern.empty()) return text;
        const auto iso = iso_date(text, source.date_pattern);
        if (iso) return keep(*iso);
        fault_ = "The column " + plan_.columns[source.columns[0]] + " does not hold a date as " +
                 source.date_pattern + ".";
        return {};
    }

    // The same in every load of the same file, wherever the row stands among others.
    std::string_view unique_name(const MappedField& source, const CsvRow& row,
                                 const Layout& layout) {
        std::uint64_t hash = 14695981039346656037ULL;
        for (const auto column : source.columns) {
            for (const char character : text_at(row, layout, column)) {
                hash = (hash ^ static_cast<unsigned char>(character)) * 1099511628211ULL;
            }
            hash = (hash ^ 0xFF) * 1099511628211ULL;
        }
        const auto number = ++seen_[hash];
        char name[40];
        std::snprintf(name, sizeof name, number == 1 ? "%016llx" : "%016llx-%llu",
                      static_cast<unsigned long long>(hash),
                      static_cast<unsigned long long>(number));
        return keep(name);
    }

    const MappedFile& plan_;
    char separator_;
    const std::string& name_;
    FeedSink& sink_;
    ExtractRowReader rows_;
    std::vector<Layout> layouts_;
    ExtractValues values_{};
    std::vector<Identifier> identifiers_;
    std::deque<std::string> made_;  // texts made here, for views in values_
    std::string fault_;
    std::unordered_map<std::uint64_t, std::uint64_t> seen_;
};

}  // namespace

Result<FeedFacts> read_mapped_csv(std::span<const InputFile> files, const ReadRequest& request,
                                  FeedSink& sink, ReadProgress& progress) {
    const auto& plan = request.mapping->plan();
    std::vector<std::pair<const InputFile*, const MappedFile*>> found;
    for (const auto& file : files) {
        const auto name = name_without_folder(file.name);
        const auto rule = std::find_if(plan.files.begin(), plan.files.end(), [&](const auto& one) {
            return fits(name, one.pattern) || (files.size() == 1 && plan.files.size() == 1);
        });
        if (rule != plan.files.end()) {
            found.emplace_back(&file, &*rule);
        } else {
            sink.reject({{file.name, 0},
                         RejectKind::unsupported,
                         "The mapping has no file of this name; it is left alone.",
                         {}});
        }
    }
    if (found.empty()) {
        return failure({ErrorKind::invalid, "The mapping fits none of these files.",
                        files.empty() ? "In an input without files." : "In " + files[0].name + ".",
                        "Name the files as the mapping does, or mend the names in the mapping."});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        const auto first_table = [](const MappedFile& file) {
            return std::min_element(file.rows.begin(), file.rows.end(),
                                    [](auto& x, auto& y) { return x.table < y.table; })
                ->table;
        };
        return first_table(*a.second) < first_table(*b.second);
    });
    for (const auto& [file, rule] : found) {
        TRY_ASSIGN(auto packed, file->open());
        TRY_ASSIGN(auto source, inflate_if_gzip(std::move(packed), file->name));
        MappedFileReader reader(*rule, plan.separator, file->name, sink);
        TRY(reader.read(std::move(source), progress));
    }
    FeedFacts facts;
    facts.kind = plan.kind;
    facts.system = plan.name;
    return facts;
}

}  // namespace openpcn::feeds
