#include "partners/digital_supplier.h"

#include <algorithm>

namespace openpcn::partners {

using agreement::JsonMembers;

Result<DigitalSupplier> read_digital_supplier(std::string_view json, const Catalogue& catalogue) {
    TRY_ASSIGN(const auto parsed, agreement::parse_object(json, "the supplier", json_depth_max));
    std::optional<Error> error;
    JsonMembers all(parsed, "", "the supplier", error);
    DigitalSupplier made;
    made.name = all.text("name");
    made.about = all.optional_text("about");
    made.telephone = all.optional_text("telephone");
    made.source = all.optional_text("source");
    for (JsonMembers& each : all.objects("products")) {
        made.products.push_back({each.text("name"), each.text("category"),
                                 each.optional_text("framework"), read_time_span(each)});
        if (find_term(catalogue.supplier_categories, made.products.back().category) == nullptr)
            each.refuse("category", "a category that the content names");
        each.end();
    }
    for (JsonMembers& each : all.optional_objects("uses")) {
        const std::string product = each.text("product");
        if (std::ranges::find(made.products, product, &Product::name) == made.products.end())
            each.refuse("product", "the name of one of the supplier's products");
        const auto by = OdsCode::parse(each.text("by"));
        if (!by) each.refuse("by", "the ODS code of a practice or network");
        const TimeSpan time = read_time_span(each);
        if (by) made.uses.push_back({product, *by, time});
        each.end();
    }
    all.end();
    return read_or_refused(std::move(made), error);
}

Result<OutOfArea> read_out_of_area(std::string_view json) {
    constexpr const char* where = "the practice's registration out of area";
    TRY_ASSIGN(const auto parsed, agreement::parse_object(json, where, json_depth_max));
    std::optional<Error> error;
    JsonMembers all(parsed, "", where, error);
    OutOfArea made;
    const std::string registers = all.text("registers");
    if (registers != "yes" && registers != "no") all.refuse("registers", "yes or no");
    made.is_open = registers == "yes";
    made.policy = all.optional_text("policy");
    if (all.has("patients")) made.patients = all.number("patients");
    made.counted_on = all.optional_day("counted_on");
    if (made.patients.has_value() != made.counted_on.has_value())
        all.refuse("counted_on", "there together with \"patients\"");
    made.source = all.optional_text("source");
    all.end();
    return read_or_refused(std::move(made), error);
}

}  // namespace openpcn::partners
