// Suppliers of digital tools to practices, what they offer under which framework, who uses it; and
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

struct ProductUse {
    std::string product;
    OdsCode by;  // a practice, or a network for all its practices
    TimeSpan time;
};

struct DigitalSupplier {
    std::string name;
    std::string about;
    std::string telephone;
    std::string source;  // where this was learnt
    std::vector<Product> products;
    std::vector<ProductUse> uses;  // each of a product above
};
Result<DigitalSupplier> read_digital_supplier(std::string_view json, const Catalogue& catalogue);

struct OutOfArea {
    bool is_open = false;  // registers people who live outside its area
    std::string policy;
    std::optional<std::int64_t> patients;
    std::optional<Date> counted_on;  // there with patients
    std::string source;
};
Result<OutOfArea> read_out_of_area(std::string_view json);

}  // namespace openpcn::partners
