#include "organisations/workbook.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <charconv>
#include <map>

#include "organisations/xml_scanner.h"

namespace openpcn::organisations {
namespace {

using Event = XmlScanner::Event;

constexpr std::string_view workbook_member = "xl/workbook.xml";

// "C12" is column 2; nothing where no letters stand.
std::optional<std::size_t> column_of(std::string_view reference) {
    std::size_t column = 0;
    std::size_t letters = 0;
    for (const char c : reference) {
        if (c < 'A' || c > 'Z' || ++letters > 3) break;
        column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
    }
    if (letters == 0) return std::nullopt;
    return column - 1;
}

// Relationship ids to members, from xl/_rels/workbook.xml.rels.
std::map<std::string, std::string> targets_of(std::string_view relationships) {
    std::map<std::string, std::string> targets;
    XmlScanner xml(relationships);
    for (Event event = xml.next(); event != Event::done; event = xml.next()) {
        if (event == Event::text || event == Event::end || xml.name() != "Relationship") continue;
        const std::string_view target = xml.attribute("Target");
        targets[std::string(xml.attribute("Id"))] =
            target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
    }
    return targets;
}

// Reads <sheetData>: one row at a time into views that stand until the next row.
class SheetReader {
public:
    SheetReader(std::string_view text, const std::vector<std::string>& strings)
        : xml_(text), strings_(strings) {}

    // False where a cell lies beyond the last column that is read or names no string.
    bool read(const Workbook::RowCallback& row) {
        for (Event event = xml_.next(); event != Event::done; event = xml_.next()) {
            if (event == Event::start && xml_.name() == "row") {
                begin_row();
            } else if (event == Event::end && xml_.name() == "row") {
                end_row(row);
            } else if (event == Event::start && xml_.name() == "c") {
                if (!cell()) return false;
            } else if (event == Event::start_empty && xml_.name() == "c") {
                column_ = column_of(xml_.attribute("r")).value_or(column_) + 1;
            }
        }
        return true;
    }

private:
    void begin_row() {
        const std::string_view number = xml_.attribute("r");
        std::uint64_t value = 0;
        std::from_chars(number.data(), number.data() + number.size(), value);
        number_ = value > 0 ? value : number_ + 1;
        cells_.clear();
        column_ = 0;
    }
    void end_row(const Workbook::RowCallback& row) {
        if (cells_.empty()) return;
        views_.assign(cells_.begin(), cells_.end());
        row(number_, views_);
    }
    bool cell() {
        const auto column = column_of(xml_.attribute("r")).value_or(column_);
        if (column >= Workbook::columns_max) return false;
        column_ = column + 1;
        const std::string type(xml_.attribute("t"));
        std::string value;
        bool in_value = false;
        for (Event event = xml_.next(); event != Event::done; event = xml_.next()) {
            const bool holds = xml_.name() == "v" || xml_.name() == "t";
            if (event == Event::end && xml_.name() == "c") break;
            if (event == Event::start) in_value = holds;
            if (event == Event::end && holds) in_value = false;
            if (event == Event::text && in_value) XmlScanner::append_decoded(xml_.text(), value);
        }
        if (type == "s" && !look_up(value)) return false;
        if (type == "b") value = value == "1" ? "TRUE" : "FALSE";
        if (cells_.size() <= column) cells_.resize(column + 1);
        cells_[column] = std::move(value);
        return true;
    }
    bool look_up(std::string& value) const {
        std::size_t index = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), index);
        if (error != std::errc() || end != value.data() + value.size() || index >= strings_.size())
            return false;
        value = strings_[index];
        return true;
    }

    XmlScanner xml_;
    const std::vector<std::string>& strings_;
    std::uint64_t number_ = 0;
    std::size_t column_ = 0;
    std::vector<std::string> cells_;
    std::vector<std::string_view> views_;
};

}  // namespace

bool Workbook::is_workbook(const ZipArchive& archive) {
    return archive.find(workbook_member) != nullptr;
}

Result<Workbook> Workbook::open(const ZipArchive& archive, std::string name) {
    Workbook workbook(archive, std::move(name));
    TRY(workbook.read_sheets());
    TRY(workbook.read_strings());
    if (archive.find("docProps/core.xml") != nullptr) {
        TRY_ASSIGN(const std::string properties, workbook.part("docProps/core.xml"));
        XmlScanner xml(properties);
        for (Event event = xml.next(); event != Event::done; event = xml.next()) {
            if (event == Event::start && xml.name() == "created" && xml.next() == Event::text)
                workbook.created_ = xml.text();
        }
    }
    return workbook;
}

Result<std::string> Workbook::part(std::string_view member) const {
    const auto* found = archive_->find(member);
    if (found == nullptr) {
        return failure({ErrorKind::invalid, fmt::format("The workbook has no part {}.", member),
                        fmt::format("In {}.", name_), "Save it again as .xlsx, or as CSV."});
    }
    TRY_ASSIGN(std::string text, archive_->read(*found));
    if (!simdjson::validate_utf8(text) || text.find('\0') != std::string::npos) {
        return failure({ErrorKind::invalid,
                        fmt::format("The workbook's part {} is no text.", member),
                        fmt::format("In {}.", name_), "Save it again as .xlsx, or as CSV."});
    }
    return text;
}

Result<void> Workbook::read_sheets() {
    TRY_ASSIGN(const std::string relationships, part("xl/_rels/workbook.xml.rels"));
    const auto targets = targets_of(relationships);
    TRY_ASSIGN(const std::string text, part(workbook_member));
    XmlScanner xml(text);
    for (Event event = xml.next(); event != Event::done; event = xml.next()) {
        if (event == Event::text || event == Event::end || xml.name() != "sheet") continue;
        const auto target = targets.find(std::string(xml.attribute("r:id")));
        if (target == targets.end()) continue;
        std::string name;
        XmlScanner::append_decoded(xml.attribute("name"), name);
        sheets_.push_back({std::move(name), target->second});
    }
    return {};
}

Result<void> Workbook::read_strings() {
    if (archive_->find("xl/sharedStrings.xml") == nullptr) return {};
    TRY_ASSIGN(const std::string text, part("xl/sharedStrings.xml"));
    XmlScanner xml(text);
    bool in_text = false;
    bool is_phonetic = false;
    for (Event event = xml.next(); event != Event::done; event = xml.next()) {
        if (event == Event::text) {
            if (in_text && !is_phonetic && !strings_.empty())
                XmlScanner::append_decoded(xml.text(), strings_.back());
            continue;
        }
        const bool starts = event == Event::start;
        if (xml.name() == "si" && event != Event::end) strings_.emplace_back();
        if (xml.name() == "t") in_text = starts;
        if (xml.name() == "rPh") is_phonetic = starts;
    }
    return {};
}

Result<void> Workbook::read(const Sheet& sheet, const RowCallback& row) const {
    TRY_ASSIGN(const std::string text, part(sheet.member));
    if (!SheetReader(text, strings_).read(row)) {
        return failure({ErrorKind::invalid,
                        "A cell of the worksheet lies too far right or names no text.",
                        fmt::format("In {}, sheet {}.", name_, sheet.name),
                        "Save it again as .xlsx, or as CSV."});
    }
    return {};
}

}  // namespace openpcn::organisations
