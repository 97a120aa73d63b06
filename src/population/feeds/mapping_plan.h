// What a mapping says, checked and ready to be followed row by row. csv_mapping.cpp makes it from
// the mapping's JSON; mapped_csv.cpp follows it.
//
// An immutable value, safe to share.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "population/feeds/extract_table.h"
#include "population/feeds/feed.h"

namespace openpcn::feeds {

// Where the value of one field comes from. Columns are indices into MappedFile::columns.
struct MappedField {
    enum class From {
        column,    // the text of one column
        constant,  // the same text on each row
        join,      // several columns, with `text` between those that are filled
        unique     // a name for the row, made of several columns; like rows are numbered
    };
    From from = From::column;
    std::vector<std::size_t> columns;
    std::string text;  // the constant, or what stands between joined columns
    std::string date_pattern;
    std::vector<std::pair<std::string, std::string>> translations;
    std::optional<std::string> otherwise;   // where no translation fits; none: the row is rejected
    std::optional<std::string> when_empty;  // none: not given
};

struct MappedCondition {
    std::size_t column = 0;
    std::vector<std::string> is_one_of;
};

struct MappedRow {
    ExtractTable table = ExtractTable::entries;
    std::string resource;  // the type under which rows of the table `kept` are kept
    std::vector<MappedCondition> only_if;
    std::vector<std::pair<ExtractField, MappedField>> fields;
    std::vector<std::pair<std::string, MappedField>> identifiers;  // system and value
};

struct MappedFile {
    std::string pattern;                // * stands for any text; .gz goes without saying
    std::vector<std::string> columns;   // that rows or conditions use
    std::vector<std::string> optional;  // of these, what the file may lack
    std::vector<std::vector<std::string>> layouts;  // besides the one in the file's first line
    std::vector<MappedRow> rows;
};

struct MappingPlan {
    std::string name;
    FeedFacts::Kind kind = FeedFacts::Kind::changes;
    char separator = ',';
    std::vector<MappedFile> files;
};

}  // namespace openpcn::feeds
