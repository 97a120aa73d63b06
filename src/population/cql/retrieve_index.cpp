#include "population/cql/retrieve_index.h"

#include <algorithm>

namespace openpcn::cql {

RetrieveIndex::RetrieveIndex(const Plan& plan) {
    std::vector<std::pair<ConceptIndex, std::uint32_t>> pairs;
    for (std::uint32_t r = 0; r < plan.retrieves.size(); ++r) {
        const Retrieve& retrieve = plan.retrieves[r];
        if (retrieve.filter == Retrieve::Filter::none) continue;
        filters_[static_cast<std::size_t>(retrieve.type)] = true;
        for (const ConceptIndex code : retrieve.codes) pairs.emplace_back(code, r);
        if (retrieve.filter != Retrieve::Filter::value_set) continue;
        const auto& bits = plan.value_sets[retrieve.value_set].bits;
        for (std::size_t word = 0; word < bits.size(); ++word) {
            for (std::uint64_t rest = bits[word]; rest != 0; rest &= rest - 1) {
                const auto bit = static_cast<ConceptIndex>(__builtin_ctzll(rest));
                pairs.emplace_back(static_cast<ConceptIndex>(word * 64 + bit), r);
            }
        }
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    const std::size_t codes = pairs.empty() ? 0 : pairs.back().first + std::size_t{1};
    starts_.assign(codes + 1, 0);
    wanted_.assign((codes + 63) / 64, 0);
    for (const auto& [code, retrieve] : pairs) {
        ++starts_[code + 1];
        wanted_[code / 64] |= std::uint64_t{1} << (code % 64);
        retrieves_.push_back({retrieve, plan.retrieves[retrieve].type});
    }
    for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
}

RetrieveMask::RetrieveMask(std::span<const std::uint32_t> retrieves) {
    for (const std::uint32_t retrieve : retrieves) {
        if (words_.empty() || words_.back().index != retrieve / 64)
            words_.push_back({retrieve / 64, 0});
        words_.back().bits |= std::uint64_t{1} << (retrieve % 64);
    }
}

void RetrieveHits::put(std::uint32_t retrieve, const Chain& chain) {
    const std::uint64_t bit = std::uint64_t{1} << (retrieve % 64);
    chains_[retrieve] = chain;
    if (chain.count > 0) {
        found_[retrieve / 64] |= bit;
    } else {
        found_[retrieve / 64] &= ~bit;
    }
}

void RetrieveHits::replace(std::uint32_t retrieve, std::span<const std::uint32_t> entries) {
    if (replaced_.empty()) own_hits_ = hits_.size();
    replaced_.push_back({retrieve, chains_[retrieve]});
    Chain chain;
    chain.first = static_cast<std::uint32_t>(hits_.size());
    chain.count = static_cast<std::uint32_t>(entries.size());
    for (const std::uint32_t entry : entries)
        hits_.push_back({entry, static_cast<std::uint32_t>(hits_.size() + 1)});
    chain.last = chain.first + chain.count - 1;
    put(retrieve, chain);
}

void RetrieveHits::restore() {
    if (replaced_.empty()) return;
    for (const Replaced& replaced : replaced_) put(replaced.retrieve, replaced.before);
    hits_.resize(own_hits_);
    replaced_.clear();
}

}  // namespace openpcn::cql
