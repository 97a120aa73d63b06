// A table on its way out of the API: as the file that was asked for, with what its reader must
// know.
#pragma once

#include "api/network_state.h"
#include "platform/export/table.h"
#include "platform/http/message.h"

namespace openpcn::api {

enum class TableFormat {
    csv,
    xlsx
};
std::string_view to_text(TableFormat format);

// The query's `format`. `invalid` where it is neither; `subject` begins its sentence: "A list is".
Result<TableFormat> table_format_of(const http::Request& request, std::string_view subject);

// Notes that every export ends with: that nobody assured the rules, how fresh each practice's data
// is, and which practices are left out because no agreement lets the asker have this of them.
void add_closing_notes(const NetworkState::View& view, const Reach& reach, Want want,
                       exporting::Table& table);

// The file, to be saved as `stem` with the format's ending. The stem names nobody.
http::Response table_answer(const exporting::Table& table, TableFormat format,
                            std::string_view stem);
// Of what is as at a day: the file's name says which.
http::Response table_answer(const exporting::Table& table, TableFormat format,
                            std::string_view stem, Date as_at);

}  // namespace openpcn::api
