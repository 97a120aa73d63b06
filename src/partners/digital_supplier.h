// Suppliers of digital tools to practices, what they offer under which framework, who chose it; and
// whether a practice registers people who live outside its area.
//
// Lists of such people are never held here: counts only, as the practice or its commissioner gave
// them.
#pragma once

#include "base/ods_code.h"
#include "partners/catalogue.h"
#include "partners/time_span.h"

namespace openpcn::partners {

struct Product {
    std::string name;
    std::string category;   // of the catalogue
    std::string framework;  // that it may be bought under, or ""
    TimeSpan time;          // on the framework, or as it is offered
};

struct DigitalSupplier {
    std::string name;
    std::string about;
    std::string telephone;
    std::string source;  // where this was learnt
    std::vector<Product> products;
};
Result<DigitalSupplier> read_digital_supplier(std::string_view json, const Catalogue& catalogue);

// What a practice, or a network for all its practices, chose among what suppliers offer.
struct SupplierChoice {
    std::string supplier;  // id of an entry
    std::string product;   // its name there
    std::string by;        // ODS code of the practice; code or id of the network
    std::string reason;
    std::optional<Date> review_on;
    TimeSpan time;
};
Result<SupplierChoice> read_supplier_choice(std::string_view json);

struct OutOfArea {
    bool is_open = false;  // registers people who live outside its area
    std::string policy;
    std::optional<std::int64_t> patients;
    std::optional<Date> counted_on;  // there with patients
    std::string source;
    std::optional<Date> review_on;  // of whether people who live far away are looked after safely
    TimeSpan time;
};
Result<OutOfArea> read_out_of_area(std::string_view json);

}  // namespace openpcn::partners
