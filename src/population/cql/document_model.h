// FHIR documents as CQL sees them: the type of each class and element by the model tables, with
// FHIR's data types read as the System types that FHIRHelpers makes of them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "population/cql/plan.h"
#include "population/fhir_model/model.h"
#include "population/terminology/concept_dictionary.h"

namespace openpcn::cql {

// A type by the name that a library using `model` writes: "Encounter", "FHIR.Period", "String",
// "System.Quantity". Nothing if neither the model nor FHIR nor CQL has it.
std::optional<TypeId> document_type(TypeTable& types, const fhir::Model& model,
                                    std::string_view name);

// The class that a type of kind `element` names.
struct DocumentClass {
    const fhir::Model* model = nullptr;
    const fhir::ModelClass* definition = nullptr;
};
DocumentClass document_class(const Type& type);

struct DocumentElement {
    Property property;
    TypeId type = 0;
};
// Nothing if the class has no such element. `concepts` takes the codes that select members.
std::optional<DocumentElement> document_element(TypeTable& types, ConceptDictionary& concepts,
                                                const Type& owner, std::string_view name);

}  // namespace openpcn::cql
