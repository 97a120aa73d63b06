// The concepts and texts that records refer to by index, read from and added to the database.
//
// An index never changes and none is reused: a load adds at the end, in the same transaction as the
// records that use it.
#pragma once

#include <memory>
#include <vector>

#include "platform/database/connection.h"
#include "population/terminology/concept_dictionary.h"
#include "population/terminology/text_pool.h"

namespace openpcn::persistence {

class Dictionary {
public:
    static Result<Dictionary> read(database::Connection& connection);

    ConceptDictionary& concepts() { return *concepts_; }
    TextPool& texts() { return *texts_; }
    // The same objects, for an image to share once nothing is added any more.
    std::shared_ptr<const ConceptDictionary> shared_concepts() const { return concepts_; }
    std::shared_ptr<const TextPool> shared_texts() const { return texts_; }

    // Whether anything is there that the database does not have.
    bool has_grown() const;
    // Writes what is new and displays that were filled. `conflict` where somebody else has added
    // meanwhile: then the indices of this dictionary mean something else, and the caller must begin
    // again. Call inside a transaction.
    Result<void> save(database::Connection& connection);

private:
    Dictionary() = default;
    std::shared_ptr<ConceptDictionary> concepts_;
    std::shared_ptr<TextPool> texts_;
    std::size_t concepts_saved_ = 0;
    std::size_t texts_saved_ = 0;
    std::vector<ConceptIndex> without_display_;  // of those saved
};

}  // namespace openpcn::persistence
