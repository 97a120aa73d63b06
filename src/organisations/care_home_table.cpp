// The regulator's directory of care homes: the "active locations" list, or the public directory
// with its service types. Places that are no care homes are passed over and counted.
#include <fmt/format.h>

#include <set>

#include "organisations/table_format.h"

namespace openpcn::organisations {
namespace {

// pcn.md section 1.3: 1- and 9 to 11 digits; older locations have letters (RH801).
bool is_location(std::string_view id) {
    if (id.size() < 3 || id.size() > 16) return false;
    for (const char c : id) {
        if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '-' && c != '_')
            return false;
    }
    return true;
}

class CareHomes final : public TableFormat {
public:
    explicit CareHomes(const Headings& h)
        : location_(
              h.find({"location_id", "cqc_location_id", "cqc_location_id_for_office_use_only"})),
          name_(h.find({"location_name", "name"})),
          postcode_(h.find({"location_postal_code", "postcode", "postal_code"})),
          provider_(h.find({"provider_name"})),
          beds_(h.find({"care_homes_beds", "care_home_beds", "number_of_beds", "beds"})),
          is_home_(h.find({"care_home"})),
          services_(h.find({"service_types", "location_primary_inspection_category"})),
          nursing_(h.find({"service_type_care_home_service_with_nursing"})),
          commissioner_(h.find_between("location_commissioning", "code")),
          latitude_(h.find({"location_latitude", "latitude"})),
          longitude_(h.find({"location_longitude", "longitude"})) {
        if (!commissioner_) commissioner_ = h.find_between("location_onspd", "code");
    }

    bool fits() const { return location_ && name_ && (beds_ || is_home_ || services_); }
    FileKind kind() const override { return FileKind::care_homes; }

    void row(const TableRow& row, FactSink& sink) override {
        const std::string location = upper(row[location_]);
        if (!is_location(location)) {
            return sink.reject(
                row, fmt::format("\"{}\" is not a location of the regulator.", row[location_]));
        }
        if (!is_care_home(row)) return sink.pass_over("Not a care home");
        std::optional<int> beds;
        if (const std::string_view cell = row[beds_]; !cell.empty()) {
            const auto count = read_count(cell);
            if (!count || *count > 1000)
                return sink.reject(row, fmt::format("\"{}\" is not a number of beds.", cell));
            beds = static_cast<int>(*count);
        }
        if (!locations_.insert(location).second)
            return sink.reject(row, location + " stands in the file already.");
        sink.facts.care_homes.push_back(
            {location, std::string(row[name_]), upper(row[postcode_]), std::string(row[provider_]),
             beds, std::string(row[nursing_ ? nursing_ : services_]), upper(row[commissioner_]),
             read_number(row[latitude_]), read_number(row[longitude_]), row.line});
    }

private:
    bool is_care_home(const TableRow& row) const {
        if (is_home_) {
            const std::string word = upper(row[is_home_]);
            return word == "Y" || word == "YES" || word == "TRUE";
        }
        if (!services_) return true;  // a directory of care homes only
        const std::string services = upper(row[services_]);
        return services.find("NURSING HOME") != std::string::npos ||
               services.find("RESIDENTIAL HOME") != std::string::npos ||
               services.find("CARE HOME") != std::string::npos ||
               services.find("RESIDENTIAL SOCIAL CARE") != std::string::npos;
    }

    Column location_, name_, postcode_, provider_, beds_, is_home_, services_, nursing_,
        commissioner_, latitude_, longitude_;
    std::set<std::string> locations_;
};

}  // namespace

std::unique_ptr<TableFormat> make_care_homes(const Headings& headings) {
    auto homes = std::make_unique<CareHomes>(headings);
    if (!homes->fits()) return nullptr;
    return homes;
}

}  // namespace openpcn::organisations
