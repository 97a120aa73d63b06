#include "population/terminology/concept_map.h"

#include "population/terminology/code_table.h"

namespace openpcn {
namespace {

std::string folded(std::string_view name) {
    std::string text;
    for (const char c : name) {
        if (c == '_' || c == ' ') continue;
        text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

}  // namespace

Result<ConceptMap> parse_concept_map(std::string_view text, std::string_view file) {
    TRY_ASSIGN(CodeTable table, parse_code_table(text, file));
    if (table.columns.size() < 3) {
        return failure({ErrorKind::invalid,
                        "A concept map has the columns system, code and at least one property.",
                        std::string(file), "Add the columns."});
    }
    ConceptMap map;
    map.name = table.headings["name"];
    map.url = table.headings["url"];
    map.source = table.headings["source"];
    map.version = table.headings["version"];
    map.mark = table.headings["mark"];
    map.properties.assign(table.columns.begin() + 2, table.columns.end());
    for (auto& row : table.rows) {
        map.rows.push_back(
            {std::move(row[0]),
             std::move(row[1]),
             {std::make_move_iterator(row.begin() + 2), std::make_move_iterator(row.end())}});
    }
    return map;
}

ConceptMaps::Found ConceptMaps::find_property(std::string_view name) const {
    for (const ConceptMap& map : maps_) {
        for (std::size_t column = 0; column < map.properties.size(); ++column) {
            if (folded(map.properties[column]) == folded(name)) return {&map, column};
        }
    }
    return {};
}

}  // namespace openpcn
