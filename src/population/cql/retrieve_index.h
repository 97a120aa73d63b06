// Which entries of a person each retrieve of a plan finds, worked out in one pass.
//
// RetrieveIndex says which retrieves want a code: made once from the plan. RetrieveHits collects
// what one person has: a chain per retrieve through one block, so that the cost is that of the
// entries that are wanted, not of the number of retrieves. Neither allocates once it has grown.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "population/cql/plan.h"

namespace openpcn::cql {

class RetrieveIndex {
public:
    explicit RetrieveIndex(const Plan& plan);

    // Most codes of a record are wanted by no retrieve: this answers from a block that stays in the
    // processor's cache.
    bool wants(ConceptIndex code) const {
        return code / 64 < wanted_.size() && ((wanted_[code / 64] >> (code % 64)) & 1) != 0;
    }
    struct Wanting {
        std::uint32_t retrieve;
        records::ResourceType type;
    };
    // Of a code that is wanted.
    std::span<const Wanting> retrieves_of(ConceptIndex code) const {
        return std::span(retrieves_).subspan(starts_[code], starts_[code + 1] - starts_[code]);
    }
    // Whether any retrieve of this type asks for codes.
    bool filters(records::ResourceType type) const {
        return filters_[static_cast<std::size_t>(type)];
    }

private:
    std::vector<std::uint64_t> wanted_;  // one bit a concept
    std::vector<std::uint32_t> starts_;  // into retrieves_, by concept
    std::vector<Wanting> retrieves_;
    bool filters_[records::resource_type_count] = {};
};

// A set of retrieves, to ask whether any of them found something.
class RetrieveMask {
public:
    explicit RetrieveMask(std::span<const std::uint32_t> retrieves);

private:
    friend class RetrieveHits;
    struct Word {
        std::uint32_t index;
        std::uint64_t bits;
    };
    std::vector<Word> words_;
};

class RetrieveHits {
public:
    explicit RetrieveHits(std::size_t retrieves)
        : chains_(retrieves), found_((retrieves + 63) / 64) {}

    void clear() {
        if (!replaced_.empty()) restore();
        for (const std::uint32_t retrieve : touched_) chains_[retrieve] = Chain{};
        touched_.clear();
        hits_.clear();
        std::fill(found_.begin(), found_.end(), std::uint64_t{0});
    }
    // Entries come in ascending order; one that comes twice in a row counts once.
    void add(std::uint32_t retrieve, std::uint32_t entry) {
        Chain& chain = chains_[retrieve];
        const auto at = static_cast<std::uint32_t>(hits_.size());
        if (chain.count == 0) {
            chain.first = at;
            found_[retrieve / 64] |= std::uint64_t{1} << (retrieve % 64);
            touched_.push_back(retrieve);
        } else {
            if (hits_[chain.last].entry == entry) return;
            hits_[chain.last].next = at;
        }
        chain.last = at;
        ++chain.count;
        hits_.push_back({entry, 0});
    }
    // Other entries in the place of what a retrieve found, until restore(); once for each retrieve.
    void replace(std::uint32_t retrieve, std::span<const std::uint32_t> entries);
    void restore();
    std::size_t count(std::uint32_t retrieve) const { return chains_[retrieve].count; }
    bool any(const RetrieveMask& mask) const {
        for (const RetrieveMask::Word& word : mask.words_) {
            if ((found_[word.index] & word.bits) != 0) return true;
        }
        return false;
    }
    template <typename Visit>
    void for_each(std::uint32_t retrieve, Visit visit) const {
        const Chain& chain = chains_[retrieve];
        std::uint32_t at = chain.first;
        for (std::uint32_t i = 0; i < chain.count; ++i, at = hits_[at].next) visit(hits_[at].entry);
    }

private:
    struct Chain {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        std::uint32_t count = 0;
    };
    struct Hit {
        std::uint32_t entry;
        std::uint32_t next;
    };
    struct Replaced {
        std::uint32_t retrieve;
        Chain before;
    };
    void put(std::uint32_t retrieve, const Chain& chain);

    std::vector<Chain> chains_;
    std::vector<std::uint64_t> found_;  // one bit a retrieve
    std::vector<Hit> hits_;
    std::vector<std::uint32_t> touched_;
    std::vector<Replaced> replaced_;
    std::size_t own_hits_ = 0;  // that came before what was put in the place of others
};

}  // namespace openpcn::cql
