// All people of a run over documents: what the Unfiltered context and related-context retrieves
// see.
//
// Borrows the documents. Immutable, so threads share it.
#pragma once

#include <span>
#include <string_view>
#include <unordered_map>

#include "population/cql/document.h"
#include "population/cql/plan.h"

namespace openpcn::cql {

class Everybody {
public:
    explicit Everybody(std::span<const Document> documents);

    std::span<const Document> documents() const { return documents_; }

    // Whom a value means: a Patient, a RelatedPerson, a Reference to one of them, or a Patient's
    // id. A RelatedPerson is the Patient whose `link.other` refers to it, as FHIR R4 has it. Null
    // where that is nobody of these people.
    const Document* person_of(const Value& value) const;

private:
    const Document* by_reference(std::string_view reference) const;

    std::span<const Document> documents_;
    std::unordered_map<std::string_view, const Document*> patients_;         // by Patient.id
    std::unordered_map<std::string_view, const Document*> related_persons_;  // by RelatedPerson.id
};

// Whether the plan has anything to ask of others than the one person.
bool asks_of_others(const Plan& plan);

}  // namespace openpcn::cql
