// A published register file from outside: CSV of every kind, gzip, zip archives, workbooks and
// GeoJSON all go in through the same door. The members of an archive are packed, so that a changed
// byte seldom reaches what is inside: the first byte of the input chooses a way past the packing.
#include <cstddef>
#include <cstdint>
#include <string>

#include "organisations/register_file.h"

namespace {

// One stored member, as APPNOTE.TXT 4.3 lays it out.
struct StoredZip {
    std::string bytes;
    std::string directory;
    int count = 0;

    static void put(std::string& out, std::uint32_t value, int size) {
        for (int i = 0; i < size; ++i) out.push_back(static_cast<char>(value >> (8 * i)));
    }
    static void put_sizes(std::string& out, std::size_t name, std::size_t text) {
        put(out, 0, 4);
        put(out, 0, 4);
        put(out, static_cast<std::uint32_t>(text), 4);
        put(out, static_cast<std::uint32_t>(text), 4);
        put(out, static_cast<std::uint32_t>(name), 2);
        put(out, 0, 2);
    }
    void add(const std::string& name, const std::string& text) {
        const auto at = static_cast<std::uint32_t>(bytes.size());
        bytes += std::string("PK\x03\x04\x14\0\0\0\0\0", 10);
        put_sizes(bytes, name.size(), text.size());
        bytes += name + text;
        directory += std::string("PK\x01\x02\x14\0\x14\0\0\0\0\0", 12);
        put_sizes(directory, name.size(), text.size());
        directory += std::string(10, '\0');
        put(directory, at, 4);
        directory += name;
        ++count;
    }
    std::string finished() const {
        std::string all = bytes + directory + std::string("PK\x05\x06\0\0\0\0", 8);
        put(all, static_cast<std::uint32_t>(count), 2);
        put(all, static_cast<std::uint32_t>(count), 2);
        put(all, static_cast<std::uint32_t>(directory.size()), 4);
        put(all, static_cast<std::uint32_t>(bytes.size()), 4);
        put(all, 0, 2);
        return all;
    }
};

std::string workbook_of(const std::string& sheet) {
    StoredZip zip;
    const auto between = sheet.find('\0');
    zip.add("xl/workbook.xml",
            R"(<workbook><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>)");
    zip.add("xl/_rels/workbook.xml.rels",
            R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>)"
            "</Relationships>");
    zip.add("xl/worksheets/sheet1.xml", sheet.substr(0, between));
    if (between != std::string::npos) zip.add("xl/sharedStrings.xml", sheet.substr(between + 1));
    return zip.finished();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace openpcn;
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    std::string input = text;
    if (bytes[0] == 'w') input = workbook_of(text);
    if (bytes[0] == 'z') {
        StoredZip zip;
        zip.add("table.csv", text);
        input = zip.finished();
    }
    (void)organisations::read_register_file(
        {"fuzz-2025-01.csv", input, std::nullopt, Date::from_days(20000)});
    return 0;
}
