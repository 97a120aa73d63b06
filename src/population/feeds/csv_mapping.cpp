#include "population/feeds/csv_mapping.h"

#include <algorithm>

#include "population/feeds/fhir_json.h"
#include "population/feeds/mapped_date.h"
#include "population/feeds/mapping_plan.h"

namespace openpcn::feeds {

namespace {

using Field = MappedField;

// Reads one mapping; remembers the first error and where in the mapping it is.
class MappingReader {
public:
    explicit MappingReader(std::string_view name) : name_(name) {}

    Result<MappingPlan> read(std::string_view json) {
        simdjson::dom::parser parser;
        JsonObject root;
        const auto error = parser.parse(json.data(), json.size()).get(root);
        if (error != simdjson::SUCCESS) {
            return failure(wrong("", std::string("The mapping is not a JSON object: ") +
                                         simdjson::error_message(error)));
        }
        MappingPlan plan;
        plan_file(root, plan);
        if (error_) return failure(std::move(*error_));
        return plan;
    }

private:
    void plan_file(const JsonObject& root, MappingPlan& plan) {
        std::string_view format;
        for (const auto [key, value] : root) {
            if (key == "format") {
                format = text_of(value);
            } else if (key == "name") {
                plan.name = text_of(value);
            } else if (key == "kind") {
                const auto kind = text_of(value);
                if (kind == "full") plan.kind = FeedFacts::Kind::full;
                if (kind != "full" && kind != "changes")
                    fail("kind", "is neither full nor changes");
            } else if (key == "separator") {
                const auto separator = text_of(value);
                if (separator.size() != 1 || separator == "\"" || separator == "\n" ||
                    separator == "\r") {
                    return fail("separator", "is not one character");
                }
                plan.separator = separator[0];
            } else if (key == "files") {
                items("files", value, [&](const JsonObject& file, const std::string& path) {
                    plan.files.emplace_back();
                    this->file(file, path, plan.files.back());
                });
            } else {
                fail(std::string(key), "is not known here");
            }
        }
        if (format != "openpcn-mapping-1") fail("format", "is not openpcn-mapping-1");
        if (plan.files.empty()) fail("files", "is missing or empty");
    }

    void file(const JsonObject& object, const std::string& path, MappedFile& file) {
        for (const auto [key, value] : object) {
            if (key == "name") {
                file.pattern = text_of(value);
            } else if (key == "optional") {
                file.optional = texts(path + ".optional", value);
            } else if (key == "layouts") {
                for_each(value, [&](const JsonValue& layout, std::uint16_t) {
                    file.layouts.push_back(texts(path + ".layouts", layout));
                });
            } else if (key == "rows") {
                items(path + ".rows", value, [&](const JsonObject& row, const std::string& at) {
                    file.rows.emplace_back();
                    this->row(row, at, file);
                });
            } else {
                fail(path + "." + std::string(key), "is not known here");
            }
        }
        if (file.pattern.empty()) fail(path + ".name", "is missing or empty");
        if (file.rows.empty()) fail(path + ".rows", "is missing or empty");
    }

    void row(const JsonObject& object, const std::string& path, MappedFile& file) {
        auto& row = file.rows.back();
        const auto table = extract_table_named(member_text(object, "table"));
        if (!table) return fail(path + ".table", "is not a table of the extract");
        row.table = *table;
        for (const auto [key, value] : object) {
            const auto at = path + "." + std::string(key);
            if (key == "table") continue;
            if (key == "resource") {
                row.resource = text_of(value);
            } else if (key == "only_if") {
                items(at, value, [&](const JsonObject& condition, const std::string& where) {
                    MappedCondition made;
                    made.column = column(file, member_text(condition, "column"), where);
                    if (const auto is = member(condition, "is")) {
                        made.is_one_of = texts(where + ".is", *is);
                    }
                    if (made.is_one_of.empty()) fail(where + ".is", "is missing or empty");
                    row.only_if.push_back(std::move(made));
                });
            } else if (key == "fields") {
                fields(at, value, file);
            } else if (key == "identifiers") {
                JsonObject systems;
                if (value.get(systems) != simdjson::SUCCESS) return fail(at, "is not an object");
                for (const auto [system, source] : systems) {
                    const auto where = at + "." + std::string(system);
                    row.identifiers.emplace_back(system, field(where, source, file));
                }
            } else {
                fail(at, "is not known here");
            }
        }
        if ((row.table == ExtractTable::kept) == row.resource.empty()) {
            fail(path + ".resource", "belongs to rows of the table kept, and only to them");
        }
        for (const auto& known : columns_of(row.table)) {
            const bool is_there =
                std::any_of(row.fields.begin(), row.fields.end(),
                            [&](const auto& made) { return made.first == known.field; });
            if (known.need == ExtractNeed::required && !is_there) {
                fail(path + ".fields." + std::string(known.name), "is missing");
            }
        }
    }

    void fields(const std::string& path, const JsonValue& value, MappedFile& file) {
        JsonObject object;
        if (value.get(object) != simdjson::SUCCESS) return fail(path, "is not an object");
        auto& row = file.rows.back();
        for (const auto [key, source] : object) {
            const auto at = path + "." + std::string(key);
            const auto known = columns_of(row.table);
            const auto found = std::find_if(known.begin(), known.end(), [&, name = key](auto& one) {
                return one.name == name;
            });
            if (found == known.end()) {
                fail(at, "is not a column of the table " + std::string(name_of(row.table)));
            } else {
                row.fields.emplace_back(found->field, field(at, source, file));
            }
        }
    }

    // "COLUMN", or an object that says more.
    Field field(const std::string& path, const JsonValue& value, MappedFile& file) {
        Field made;
        if (value.is_string()) {
            made.columns.push_back(column(file, text_of(value), path));
            return made;
        }
        JsonObject object;
        if (value.get(object) != simdjson::SUCCESS) {
            fail(path, "is neither the name of a column nor an object");
            return made;
        }
        int sources = 0;
        for (const auto [key, part] : object) {
            const auto at = path + "." + std::string(key);
            if (key == "column") {
                made.columns.push_back(column(file, text_of(part), at));
                ++sources;
            } else if (key == "constant") {
                made.from = Field::From::constant;
                made.text = text_of(part);
                ++sources;
            } else if (key == "join" || key == "unique") {
                made.from = key == "join" ? Field::From::join : Field::From::unique;
                for (const auto& name : texts(at, part)) {
                    made.columns.push_back(column(file, name, at));
                }
                ++sources;
            } else if (key == "with") {
                made.text = text_of(part);
            } else if (key == "date") {
                made.date_pattern = text_of(part);
                if (!is_date_pattern(made.date_pattern)) {
                    fail(at, "is not a pattern of YYYY, YY, MM, MMM, DD, hh, mm and ss");
                }
            } else if (key == "values") {
                translations(at, part, made);
            } else if (key == "otherwise") {
                made.otherwise = text_of(part);
            } else if (key == "when_empty") {
                made.when_empty = text_of(part);
            } else {
                fail(at, "is not known here");
            }
        }
        if (sources != 1) fail(path, "must have exactly one of column, constant, join and unique");
        return made;
    }

    void translations(const std::string& path, const JsonValue& value, Field& made) {
        JsonObject object;
        if (value.get(object) != simdjson::SUCCESS) return fail(path, "is not an object");
        for (const auto [from, to] : object) {
            if (!to.is_string()) return fail(path + "." + std::string(from), "is not text");
            made.translations.emplace_back(from, text_of(to));
        }
    }

    std::size_t column(MappedFile& file, std::string_view name, const std::string& path) {
        if (name.empty()) fail(path, "does not name a column");
        const auto found = std::find(file.columns.begin(), file.columns.end(), name);
        const auto index = static_cast<std::size_t>(found - file.columns.begin());
        if (found == file.columns.end()) file.columns.emplace_back(name);
        return index;
    }

    std::vector<std::string> texts(const std::string& path, const JsonValue& value) {
        std::vector<std::string> result;
        simdjson::dom::array list;
        if (value.get(list) != simdjson::SUCCESS) {
            fail(path, "is not a list");
            return result;
        }
        for (const auto item : list) {
            if (!item.is_string()) fail(path, "holds something that is not text");
            result.emplace_back(text_of(item));
        }
        return result;
    }

    template <typename Visit>
    void items(const std::string& path, const JsonValue& value, Visit&& visit) {
        simdjson::dom::array list;
        if (value.get(list) != simdjson::SUCCESS) return fail(path, "is not a list");
        std::size_t index = 0;
        for (const auto item : list) {
            const auto at = path + "[" + std::to_string(index++) + "]";
            JsonObject object;
            if (item.get(object) != simdjson::SUCCESS) return fail(at, "is not an object");
            visit(object, at);
        }
    }

    Error wrong(const std::string& path, std::string what) const {
        return {ErrorKind::invalid, std::move(what),
                "In mapping " + name_ + (path.empty() ? "." : ", at " + path + "."),
                "Mend the mapping; docs/guides/csv-mapping.md says what may stand there."};
    }

    void fail(const std::string& path, std::string_view how) {
        if (!error_) error_ = wrong(path, "\"" + path + "\" " + std::string(how) + ".");
    }

    std::string name_;
    std::optional<Error> error_;
};

}  // namespace

Result<CsvMapping> CsvMapping::parse(std::string_view json, std::string_view name) {
    TRY_ASSIGN(auto plan, MappingReader(name).read(json));
    return CsvMapping(std::make_shared<const MappingPlan>(std::move(plan)));
}

}  // namespace openpcn::feeds
