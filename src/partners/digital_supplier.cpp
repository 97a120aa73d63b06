#include "partners/digital_supplier.h"

#include "partners/review.h"

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
    all.end();
    return read_or_refused(std::move(made), error);
}

Result<SupplierChoice> read_supplier_choice(std::string_view json) {
    constexpr const char* where = "the choice of a supplier";
    TRY_ASSIGN(const auto parsed, agreement::parse_object(json, where, json_depth_max));
    std::optional<Error> error;
    JsonMembers all(parsed, "", where, error);
    SupplierChoice made;
    made.supplier = all.text("supplier");
    made.product = all.text("product");
    made.by = all.text("by");
    made.reason = all.optional_text("reason");
    made.time = read_time_span(all);
    made.review_on = read_review_day(all, made.time);
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
    made.time = read_time_span(all);
    made.review_on = read_review_day(all, made.time);
    all.end();
    return read_or_refused(std::move(made), error);
}

}  // namespace openpcn::partners
