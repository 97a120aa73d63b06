#include "api/table_answer.h"

#include <fmt/format.h>

#include "api/problem.h"
#include "platform/export/csv.h"
#include "platform/export/xlsx.h"

namespace openpcn::api {

std::string_view to_text(TableFormat format) { return format == TableFormat::csv ? "csv" : "xlsx"; }

Result<TableFormat> table_format_of(const http::Request& request, std::string_view subject) {
    const auto format = request.parameter("format").value_or("");
    for (const TableFormat one : {TableFormat::csv, TableFormat::xlsx}) {
        if (format == to_text(one)) return one;
    }
    return failure({ErrorKind::invalid, fmt::format("{} exported as csv or xlsx.", subject),
                    "format", "Choose one of them."});
}

void add_closing_notes(const NetworkState::View& view, const Reach& reach, Want want,
                       exporting::Table& table) {
    table.notes.push_back(view.pack().facts().assurance_statement);
    for (const auto& practice : view.image().practices())
        if (reach.may(want, practice.index))
            table.notes.push_back(
                fmt::format("{}: data to {}", practice.name, practice.extracted_at.to_string()));
    if (const std::string note = reach.left_out_note(want); !note.empty())
        table.notes.push_back(note);
    for (const Reach::LeftOut& left : reach.left_out(want))
        table.notes.push_back(fmt::format(
            "{} is not included: {}",
            view.practice(static_cast<records::PracticeIndex>(left.practice)).name, left.reason));
}

http::Response table_answer(const exporting::Table& table, TableFormat format,
                            std::string_view stem) {
    auto file =
        format == TableFormat::csv
            ? Result<std::string>(exporting::csv_text(table, exporting::ByteOrderMark::utf8))
            : exporting::xlsx_bytes(table);
    if (!file) return problem(file.error());
    const std::string type =
        format == TableFormat::csv
            ? "text/csv; charset=utf-8"
            : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    return http::Response::text(200, std::move(*file), type)
        .with_header("Content-Disposition",
                     fmt::format("attachment; filename=\"{}.{}\"", stem, to_text(format)));
}

http::Response table_answer(const exporting::Table& table, TableFormat format,
                            std::string_view stem, Date as_at) {
    return table_answer(table, format, fmt::format("{}-{}", stem, as_at.to_string()));
}

}  // namespace openpcn::api
