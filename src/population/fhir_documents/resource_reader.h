// One FHIR resource from JSON to an Element with typed values.
//
// Only for the .cpp files of this module, because simdjson is heavy to include.
#pragma once

#include <simdjson.h>

#include <functional>
#include <memory_resource>
#include <string>
#include <vector>

#include "population/cql/document.h"
#include "population/cql/type.h"
#include "population/fhir_documents/document_store.h"
#include "population/fhir_documents/element_table.h"

namespace openpcn::fhir {

class ResourceReader {
public:
    ResourceReader(ConceptDictionary& concepts, TextPool& texts, MissingStart missing_start)
        : concepts_(concepts), texts_(texts), missing_start_(missing_start) {}

    // Null where the object names no class of FHIR. `report` is told the path of each element that
    // cannot be read.
    const cql::Element* read(const simdjson::dom::object& object,
                             const std::function<void(std::string_view path)>& report);
    // Resources that live as long as this reader.
    std::span<const cql::Resource> keep(std::span<const cql::Resource> resources);
    // Codes, profiles and what else retrieves ask of a resource.
    cql::Resource facts_of(const cql::Element& element);

private:
    using Json = simdjson::dom::element;
    using Report = std::function<void(std::string_view path)>;

    const cql::Element* element(const simdjson::dom::object& object, ClassNumber type,
                                const std::string& path, const Report& report);
    cql::Value value(const Json& json, const Field& field, const std::string& path,
                     const Report& report);
    cql::Value list(const simdjson::dom::array& items, const Field& field, const std::string& path,
                    const Report& report);
    cql::Value simple(const Json& json, Shape shape) const;
    cql::Value text_value(std::string_view text);
    cql::Value code(const Json& json);
    cql::Value concept_of(const Json& json);
    cql::Value quantity(const Json& json);
    cql::Value pair(cql::ValueKind kind, const cql::Value& first, const cql::Value& second,
                    std::uint8_t flags, cql::TypeKind points);
    void learn_value_set(const Json& code);

    template <typename T>
    std::span<T> room(std::size_t count) {
        return {static_cast<T*>(memory_.allocate(count * sizeof(T), alignof(T))), count};
    }
    std::string_view keep(std::string_view text);

    ConceptDictionary& concepts_;
    TextPool& texts_;
    MissingStart missing_start_;
    TextIndex value_set_ = 0;  // that the codes of the resource being read name
    std::pmr::monotonic_buffer_resource memory_{1 << 20};
};

}  // namespace openpcn::fhir
