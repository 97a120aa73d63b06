// People's FHIR resources in memory, read from JSON into typed values: what measures run over.
//
// A Bundle with one Patient is one person with all its resources, whatever they refer to, as test
// cases of published measures are. Loose resources (a bulk export, a Bundle of many people) are put
// together by the Patient that they refer to; those of nobody (Medication, Location) come to each
// person whose resources refer to them. Owns everything that its documents point to. Adding is for
// one thread; afterwards threads share it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "population/cql/document.h"
#include "population/terminology/concept_dictionary.h"
#include "population/terminology/text_pool.h"

namespace openpcn::fhir {

// What the start of a Period that gives none is: FHIRHelpers changed its mind between versions.
enum class MissingStart : std::uint8_t {
    unknown,            // Interval(null, end]: any time before the end
    beginning_of_time,  // Interval[null, end]
};

class DocumentStore {
public:
    DocumentStore(ConceptDictionary& concepts, TextPool& texts, MissingStart missing_start);
    ~DocumentStore();
    DocumentStore(const DocumentStore&) = delete;
    DocumentStore& operator=(const DocumentStore&) = delete;

    // One JSON text: a Bundle or a resource. `place` names it in errors: "patients.ndjson, line 3".
    // `invalid` where it is no JSON or no FHIR; nothing of it is kept then.
    Result<void> add(std::string_view json, std::string_view place);
    // Loose resources added between the two belong to one person if one Patient is among them.
    void begin_group();
    void end_group();
    // Puts loose resources together. Call once, after everything was added.
    void finish();

    const std::vector<cql::Document>& documents() const { return documents_; }
    std::size_t resource_count() const { return resource_count_; }
    // Elements whose value was not what FHIR wants there, read as missing: path and place, no
    // values. At most `issues_max`; `issue_count` counts all.
    const std::vector<std::string>& issues() const { return issues_; }
    std::size_t issue_count() const { return issue_count_; }
    static constexpr std::size_t issues_max = 100;

private:
    class Reader;
    struct Loose;

    cql::Document document_of(std::vector<cql::Resource> resources);
    void put_together(std::vector<cql::Resource>& resources);

    std::unique_ptr<Reader> reader_;
    std::unique_ptr<Loose> loose_;
    std::vector<cql::Document> documents_;
    std::vector<std::string> issues_;
    std::size_t issue_count_ = 0;
    std::size_t resource_count_ = 0;
};

}  // namespace openpcn::fhir
