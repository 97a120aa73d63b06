#include "partners/directory_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "population/feeds/csv_scanner.h"

namespace openpcn::partners {
namespace {

// The columns, in the order in which they are written.
enum class Column : std::size_t {
    name,
    kind,
    ods_code,
    about,
    telephone,
    website,
    service,
    service_about,
    eligibility,
    capacity,
    hours,
    referral_route,
    service_telephone,
    place,
    site,
    address,
    postcode,
    site_telephone,
    contact_role,
    contact_name,
    contact_telephone,
    contact_email,
    from,
    to
};
constexpr std::size_t column_count = 24;

std::string_view trimmed(std::string_view text) {
    const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::string heading(std::string_view text) {
    std::string made(trimmed(text));
    for (char& c : made) {
        if (c == ' ' || c == '-') c = '_';
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return made;
}

using Positions = std::array<std::optional<std::size_t>, column_count>;

struct Row {
    std::array<std::string, column_count> cells;
    const std::string& operator[](Column column) const {
        return cells[static_cast<std::size_t>(column)];
    }
    std::string& operator[](Column column) { return cells[static_cast<std::size_t>(column)]; }
};

Result<Positions> positions_of(const feeds::CsvRow& row, std::string_view file) {
    Positions positions;
    const auto& columns = directory_columns();
    const auto wrong = [&](std::string what) {
        return failure({ErrorKind::invalid, std::move(what), fmt::format("{}, line 1", file),
                        "Use the column names of the guide on partners; an export has them."});
    };
    if (row.fault != nullptr) return wrong("The headings cannot be read.");
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
        const std::string name = heading(row.fields[i]);
        if (name.empty()) continue;
        const auto found = std::ranges::find(columns, name);
        if (found == columns.end())
            return wrong(fmt::format("\"{}\" is not a column of a directory.", name));
        positions[static_cast<std::size_t>(found - columns.begin())] = i;
    }
    if (!positions[static_cast<std::size_t>(Column::name)] ||
        !positions[static_cast<std::size_t>(Column::kind)])
        return wrong("The columns \"name\" and \"kind\" must be there.");
    return positions;
}

Row row_of(const Positions& positions, const feeds::CsvRow& fields) {
    Row row;
    for (std::size_t i = 0; i < column_count; ++i)
        if (positions[i] && *positions[i] < fields.fields.size())
            row.cells[i] = trimmed(fields.fields[*positions[i]]);
    return row;
}

// A kind by its id or by its title.
std::string kind_of(const std::string& text, const Catalogue& catalogue) {
    const std::string asked = heading(text);
    for (const PartnerKind& kind : catalogue.partner_kinds)
        if (kind.term.id == asked || heading(kind.term.title) == asked) return kind.term.id;
    return text;
}

template <typename Part>
void add_new(std::vector<Part>& parts, Part part) {
    if (std::ranges::find(parts, part) == parts.end()) parts.push_back(std::move(part));
}

// What one row says of its partner, held against the rules by reading it back as a paper.
Result<Partner> partner_of(const Row& row, const Catalogue& catalogue, Date today) {
    using C = Column;
    nlohmann::ordered_json made{{"name", row[C::name]},
                                {"kind", kind_of(row[C::kind], catalogue)},
                                {"ods_code", row[C::ods_code]},
                                {"about", row[C::about]},
                                {"telephone", row[C::telephone]},
                                {"website", row[C::website]},
                                {"from", row[C::from].empty() ? today.to_string() : row[C::from]}};
    if (!row[C::to].empty()) made["to"] = row[C::to];
    if (!row[C::service].empty()) {
        made["services"].push_back({{"name", row[C::service]},
                                    {"about", row[C::service_about]},
                                    {"eligibility", row[C::eligibility]},
                                    {"capacity", row[C::capacity]},
                                    {"hours", row[C::hours]},
                                    {"referral_route", row[C::referral_route]},
                                    {"telephone", row[C::service_telephone]},
                                    {"place", row[C::place]}});
    }
    if (!row[C::site].empty() || !row[C::address].empty() || !row[C::postcode].empty()) {
        made["sites"].push_back({{"name", row[C::site].empty() ? row[C::name] : row[C::site]},
                                 {"address", row[C::address]},
                                 {"postcode", row[C::postcode]},
                                 {"telephone", row[C::site_telephone]}});
    }
    if (!row[C::contact_role].empty()) {
        made["contacts"].push_back({{"role", row[C::contact_role]},
                                    {"name", row[C::contact_name]},
                                    {"telephone", row[C::contact_telephone]},
                                    {"email", row[C::contact_email]}});
    }
    return read_partner(made.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace),
                        catalogue);
}

// Cells without the column that they belong to would be lost without a word.
std::string missing_owner(const Row& row) {
    using C = Column;
    for (const C detail : {C::service_about, C::eligibility, C::capacity, C::hours,
                           C::referral_route, C::service_telephone, C::place})
        if (!row[detail].empty() && row[C::service].empty())
            return "It tells of a service that has no name: fill the column \"service\".";
    if (!row[C::site_telephone].empty() && row[C::site].empty() && row[C::address].empty() &&
        row[C::postcode].empty())
        return "It has the telephone of a site that is not named: fill the column \"site\".";
    for (const C detail : {C::contact_name, C::contact_telephone, C::contact_email})
        if (!row[detail].empty() && row[C::contact_role].empty())
            return "It has a contact without a role: fill the column \"contact_role\".";
    return {};
}

// Later rows of a partner may leave its own cells empty; a value that differs is refused.
std::string disagreement(const Partner& kept, const Partner& row, const Row& cells) {
    using C = Column;
    const auto differs = [](const std::string& a, const std::string& b) {
        return !b.empty() && a != b;
    };
    if (row.kind != kept.kind || differs(kept.about, row.about) ||
        differs(kept.telephone, row.telephone) || differs(kept.website, row.website) ||
        (!cells[C::from].empty() && row.time.from != kept.time.from) ||
        (!cells[C::to].empty() && row.time.to != kept.time.to))
        return "An earlier row says something else of the same organisation.";
    return {};
}

class DirectoryRows {
public:
    DirectoryRows(const Catalogue& catalogue, Date today) : catalogue_(catalogue), today_(today) {}

    void add(const Row& cells, const feeds::CsvRow& row) {
        if (std::string reason = missing_owner(cells); !reason.empty())
            return reject(row, std::move(reason));
        auto read = partner_of(cells, catalogue_, today_);
        if (!read) return reject(row, read.error().what);
        const std::string key =
            read->code ? read->code->text() : heading(read->name) + "\n" + read->kind;
        const auto [at, is_new] = positions_.try_emplace(key, file_.partners.size());
        if (is_new) {
            file_.partners.push_back(std::move(*read));
            return;
        }
        Partner& kept = file_.partners[at->second];
        if (std::string reason = disagreement(kept, *read, cells); !reason.empty())
            return reject(row, std::move(reason));
        for (Service& service : read->services) add_new(kept.services, std::move(service));
        for (Site& site : read->sites) add_new(kept.sites, std::move(site));
        for (Contact& contact : read->contacts) add_new(kept.contacts, std::move(contact));
    }
    void reject(const feeds::CsvRow& row, std::string reason) {
        file_.rejects.push_back({row.line, std::move(reason), std::string(row.original)});
    }
    void count() { ++file_.rows; }
    DirectoryFile take() { return std::move(file_); }

private:
    const Catalogue& catalogue_;
    Date today_;
    DirectoryFile file_;
    std::map<std::string, std::size_t> positions_;
};

template <typename Part>
const Part* part_at(const std::vector<Part>& parts, std::size_t i) {
    return i < parts.size() ? &parts[i] : nullptr;
}

std::vector<std::string> written_row(const Partner& partner, std::size_t i) {
    using C = Column;
    Row row;
    row[C::name] = partner.name;
    row[C::kind] = partner.kind;
    row[C::ods_code] = partner.code ? partner.code->text() : "";
    row[C::about] = partner.about;
    row[C::telephone] = partner.telephone;
    row[C::website] = partner.website;
    row[C::from] = partner.time.from.to_string();
    row[C::to] = partner.time.to ? partner.time.to->to_string() : "";
    if (const Service* service = part_at(partner.services, i)) {
        row[C::service] = service->name;
        row[C::service_about] = service->about;
        row[C::eligibility] = service->eligibility;
        row[C::capacity] = service->capacity;
        row[C::hours] = service->hours;
        row[C::referral_route] = service->referral_route;
        row[C::service_telephone] = service->telephone;
        row[C::place] = service->place;
    }
    if (const Site* site = part_at(partner.sites, i)) {
        row[C::site] = site->name;
        row[C::address] = site->address;
        row[C::postcode] = site->postcode;
        row[C::site_telephone] = site->telephone;
    }
    if (const Contact* contact = part_at(partner.contacts, i)) {
        row[C::contact_role] = contact->role;
        row[C::contact_name] = contact->name;
        row[C::contact_telephone] = contact->telephone;
        row[C::contact_email] = contact->email;
    }
    return {row.cells.begin(), row.cells.end()};
}

}  // namespace

const std::vector<std::string>& directory_columns() {
    static const std::vector<std::string> columns{"name",
                                                  "kind",
                                                  "ods_code",
                                                  "about",
                                                  "telephone",
                                                  "website",
                                                  "service",
                                                  "service_about",
                                                  "eligibility",
                                                  "capacity",
                                                  "hours",
                                                  "referral_route",
                                                  "service_telephone",
                                                  "place",
                                                  "site",
                                                  "address",
                                                  "postcode",
                                                  "site_telephone",
                                                  "contact_role",
                                                  "contact_name",
                                                  "contact_telephone",
                                                  "contact_email",
                                                  "from",
                                                  "to"};
    return columns;
}

Result<DirectoryFile> read_directory_file(std::string text, std::string_view file,
                                          const Catalogue& catalogue, Date today) {
    feeds::CsvScanner scanner(feeds::text_source(std::move(text)), std::string(file));
    feeds::CsvRow fields;
    TRY_ASSIGN(const bool has_headings, scanner.next(fields));
    if (!has_headings)
        return failure({ErrorKind::invalid, "The file is empty.", std::string(file),
                        "Choose a CSV file with headings."});
    TRY_ASSIGN(const Positions positions, positions_of(fields, file));
    DirectoryRows rows(catalogue, today);
    for (;;) {
        TRY_ASSIGN(const bool is_there, scanner.next(fields));
        if (!is_there) break;
        rows.count();
        if (fields.fault != nullptr)
            rows.reject(fields, fields.fault);
        else
            rows.add(row_of(positions, fields), fields);
    }
    return rows.take();
}

std::vector<std::vector<std::string>> directory_rows(std::span<const Partner> partners) {
    std::vector<std::vector<std::string>> rows;
    for (const Partner& partner : partners) {
        const std::size_t count = std::max({std::size_t{1}, partner.services.size(),
                                            partner.sites.size(), partner.contacts.size()});
        for (std::size_t i = 0; i < count; ++i) rows.push_back(written_row(partner, i));
    }
    return rows;
}

}  // namespace openpcn::partners
