#include "population/cql/document.h"

#include <algorithm>
#include <array>

namespace openpcn::cql {

bool is_element_of(const Value& value, fhir::ClassNumber class_number) {
    if (value.kind != ValueKind::element) return false;
    if (value.extra == class_number) return true;
    static constexpr std::array<std::string_view, 4> bases{"Resource", "DomainResource", "Element",
                                                           "BackboneElement"};
    const std::string_view wanted = fhir::class_name(class_number);
    if (std::ranges::find(bases, wanted) == bases.end()) return false;
    const fhir::Model& model = fhir::fhir_model();
    const auto* own = model.find(fhir::class_name(static_cast<fhir::ClassNumber>(value.extra)));
    return own != nullptr && model.is_based_on(*own, wanted);
}

}  // namespace openpcn::cql
