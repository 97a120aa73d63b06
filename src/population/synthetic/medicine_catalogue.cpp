#include "population/synthetic/medicine_catalogue.h"

#include <array>
#include <map>

namespace openpcn::synthetic {

namespace {

// In the order of Product. Quantities are for 28 or 56 days, as practices issue them [GK].
struct Prescribed {
    std::string_view code, dosage, unit;
    int quantity, days_supply;
    Counting counting;
};
constexpr std::array<Prescribed, product_count> products = {{
    {"703908001", "One twice a day", "tablet", 112, 56, Counting::counted},
    {"19842211000001107", "One daily with food", "tablet", 56, 56, Counting::counted},
    {"29903411000001101", "One daily", "tablet", 56, 56, Counting::counted},
    {"319734006", "As the yellow book says", "tablet", 56, 56, Counting::counted},
    {"318902004", "One daily", "capsule", 56, 56, Counting::counted},
    {"318906001", "One daily", "capsule", 56, 56, Counting::counted},
    {"318859000", "One daily", "tablet", 56, 56, Counting::counted},
    {"318956006", "One daily", "tablet", 56, 56, Counting::counted},
    {"318979007", "One daily", "tablet", 56, 56, Counting::counted},
    {"319283006", "One daily", "tablet", 56, 56, Counting::counted},
    {"319284000", "One daily", "tablet", 56, 56, Counting::counted},
    {"319287007", "One in the morning", "tablet", 56, 56, Counting::counted},
    {"42216511000001100", "One daily", "tablet", 56, 56, Counting::counted},
    {"318783003", "One daily", "tablet", 56, 56, Counting::counted},
    {"318605000", "One daily", "tablet", 56, 56, Counting::counted},
    {"318590006", "One daily", "tablet", 56, 56, Counting::counted},
    {"318353009", "One twice a day", "tablet", 112, 56, Counting::counted},
    {"317919004", "One in the morning", "tablet", 56, 56, Counting::counted},
    {"317972000", "One in the morning", "tablet", 56, 56, Counting::counted},
    {"317896006", "One daily", "tablet", 56, 56, Counting::counted},
    {"318187007", "One daily", "tablet", 56, 56, Counting::counted},
    {"703680009", "One daily", "tablet", 56, 56, Counting::counted},
    {"320030001", "One at night", "tablet", 56, 56, Counting::counted},
    {"320031002", "One at night", "tablet", 56, 56, Counting::counted},
    {"134489001", "One at night", "tablet", 56, 56, Counting::counted},
    {"320000009", "One at night", "tablet", 56, 56, Counting::counted},
    {"408060004", "One daily", "tablet", 56, 56, Counting::counted},
    {"319773006", "One daily", "tablet", 56, 56, Counting::counted},
    {"319799004", "One daily", "tablet", 56, 56, Counting::counted},
    {"704465002", "One twice a day", "tablet", 112, 56, Counting::counted},
    {"317291008", "One daily", "capsule", 56, 56, Counting::counted},
    {"317309001", "One daily", "capsule", 56, 56, Counting::counted},
    {"42107811000001100", "One twice a day with food", "tablet", 56, 28, Counting::counted},
    {"42104911000001104", "One three times a day with food", "tablet", 84, 28, Counting::counted},
    {"42009811000001101", "Two up to four times a day", "tablet", 100, 28, Counting::counted},
    {"42010411000001105", "One up to four times a day", "tablet", 56, 28, Counting::counted},
    {"42017811000001106", "One up to four times a day", "capsule", 100, 28, Counting::counted},
    {"36126511000001106", "One every twelve hours", "tablet", 56, 28, Counting::counted},
    {"9567211000001104", "Change every seven days", "patch", 4, 28, Counting::counted},
    {"322236009", "Two up to four times a day", "tablet", 200, 56, Counting::counted},
    {"42129711000001109", "One three times a day", "capsule", 84, 28, Counting::counted},
    {"415167006", "One twice a day", "capsule", 56, 28, Counting::counted},
    {"321196004", "One when needed", "tablet", 28, 28, Counting::counted},
    {"321175006", "One at night when needed", "tablet", 14, 28, Counting::counted},
    {"42291111000001104", "One at night", "tablet", 56, 56, Counting::counted},
    {"39704111000001102", "One daily", "tablet", 56, 56, Counting::counted},
    {"42269411000001107", "One daily", "tablet", 56, 56, Counting::counted},
    {"42271711000001106", "One daily", "capsule", 60, 60, Counting::counted},
    {"42274711000001109", "One at night", "tablet", 56, 56, Counting::counted},
    {"38750311000001104", "One daily", "capsule", 56, 56, Counting::counted},
    {"321614001", "One at night", "tablet", 56, 56, Counting::counted},
    {"321624009", "One twice a day", "tablet", 112, 56, Counting::counted},
    {"321625005", "One twice a day", "tablet", 112, 56, Counting::counted},
    {"321589009", "One at night", "tablet", 56, 56, Counting::counted},
    {"406787003", "One daily", "tablet", 56, 56, Counting::counted},
    {"321734009", "Two at night", "tablet", 56, 28, Counting::counted},
    {"325278007", "Two twice a day with food", "tablet", 224, 56, Counting::counted},
    {"325242002", "One twice a day", "tablet", 112, 56, Counting::counted},
    {"424345005", "One daily", "tablet", 56, 56, Counting::counted},
    {"25290511000001101", "One daily", "tablet", 56, 56, Counting::counted},
    {"320139002", "Two puffs when needed", "dose", 200, 56, Counting::counted},
    {"35908111000001105", "Two puffs twice a day", "dose", 200, 56, Counting::counted},
    {"9478911000001107", "One daily", "capsule", 60, 56, Counting::counted},
    {"320884002", "One in the evening", "tablet", 56, 56, Counting::counted},
    {"320935009", "Two twice a day", "capsule", 112, 28, Counting::counted},
    {"325427002", "One daily", "tablet", 56, 56, Counting::counted},
    {"41792011000001100", "Six once a week", "tablet", 24, 28, Counting::counted},
    {"323365007", "One at night", "tablet", 56, 56, Counting::counted},
    {"323054005", "One twice a day", "tablet", 112, 56, Counting::counted},
    {"322982006", "One twice a day", "tablet", 112, 56, Counting::counted},
    {"322864007", "One twice a day", "tablet", 112, 56, Counting::counted},
    {"322957006", "One twice a day", "tablet", 112, 56, Counting::counted},
    {"330061001", "One daily", "tablet", 56, 56, Counting::counted},
    {"330079002", "One twice a day in an attack", "tablet", 12, 28, Counting::counted},
    {"415557006", "One daily", "tablet", 56, 56, Counting::counted},
    {"326563008", "One twice a day", "tablet", 112, 56, Counting::counted},
    {"325728006", "One daily", "tablet", 56, 56, Counting::counted},
    {"317548002", "Two at night when needed", "tablet", 60, 56, Counting::counted},
    {"374295007", "One daily", "tablet", 56, 56, Counting::not_counted},
    {"374296008", "One daily", "tablet", 56, 56, Counting::not_counted},
    {"327412003", "One daily", "tablet", 56, 56, Counting::not_counted},
    {"327550006", "One weekly", "tablet", 8, 56, Counting::not_counted},
    {"39732411000001106", "One three times a day", "capsule", 15, 5, Counting::not_counted},
    {"39108511000001108", "One twice a day", "capsule", 6, 3, Counting::not_counted},
    {"317275005", "One at night", "tablet", 56, 56, Counting::counted},
    {"318420003", "One daily", "tablet", 56, 56, Counting::counted},
    {"319205001", "One three times a day", "tablet", 168, 56, Counting::counted},
}};

// The fields of one line; quotes hold commas.
std::vector<std::string> fields_of(std::string_view line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            fields.emplace_back();
        } else if (c != '\r') {
            fields.back() += c;
        }
    }
    return fields;
}

std::size_t column(const std::vector<std::string>& header, std::string_view name) {
    std::size_t i = 0;
    while (i < header.size() && header[i] != name) ++i;
    return i;
}

std::map<std::string, std::string, std::less<>> names_by_code(std::string_view csv) {
    std::map<std::string, std::string, std::less<>> names;
    std::size_t code = 0, name = 0;
    bool header_seen = false;
    while (!csv.empty()) {
        const std::size_t end = csv.find('\n');
        const std::string_view line = csv.substr(0, end);
        csv.remove_prefix(end == std::string_view::npos ? csv.size() : end + 1);
        if (line.empty() || line.front() == '#') continue;
        const auto fields = fields_of(line);
        if (!header_seen) {
            code = column(fields, "code");
            name = column(fields, "name");
            header_seen = true;
        } else if (code < fields.size() && name < fields.size()) {
            names.emplace(fields[code], fields[name]);
        }
    }
    return names;
}

}  // namespace

Result<MedicineCatalogue> MedicineCatalogue::create(std::string_view medicines_csv) {
    const auto names = names_by_code(medicines_csv);
    MedicineCatalogue catalogue;
    for (const Prescribed& product : products) {
        const auto found = names.find(product.code);
        if (found == names.end()) {
            return failure({ErrorKind::invalid,
                            "The product " + std::string(product.code) +
                                " is prescribed to synthetic people but has no name.",
                            "In the content's table of medicines, concept_maps/medicines.csv.",
                            "Add the product to the table, or use the content of this release."});
        }
        catalogue.medicines_.push_back({product.code, product.dosage, product.unit,
                                        product.quantity, product.days_supply, product.counting,
                                        found->second});
    }
    return catalogue;
}

}  // namespace openpcn::synthetic
