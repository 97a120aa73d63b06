#include "copy_agreement.h"

#include <fmt/format.h>

#include <numeric>

#include "population/explanations/fingerprint.h"
#include "population/records/record_builder.h"

namespace openpcn::differential {

namespace {

using records::EntryKey;

// One change, as a variant takes it and as a builder does.
class Change {
public:
    Change(RandomChoice& random, const records::PatientRecord& base,
           const records::PatientRecord& donor, Date as_at)
        : header_(base.header()), as_at_(as_at), left_out_(base.entries().size()), built_(base) {
        const int chance = random.of({0, 3, 10, 50, 100});
        std::vector<EntryKey> keys;
        for (std::size_t i = 0; i < left_out_.size(); ++i) {
            if (!random.percent(chance)) continue;
            left_out_[i] = 1;
            keys.push_back(base.keys()[i]);
            built_.remove(keys.back());
        }
        const auto entries = donor.entries();
        const int count = entries.empty() ? 0 : random.of({0, 0, 1, 1, 2, 5, 20});
        for (int i = 0; i < count; ++i) {
            const records::Entry& entry = entries[random.below(entries.size())];
            // In the place of one that was left out, as a changed entry is, or as another.
            const bool replaces = !keys.empty() && random.percent(50);
            const EntryKey key =
                replaces ? keys.back() : EntryKey{1000} + random.next() % 1'000'000;
            if (replaces) keys.pop_back();
            built_.put(key, entry, donor.elements(entry));
            put_in_.push_back({key, &entry, donor.elements(entry).data()});
        }
        if (random.percent(20)) {
            header_.sex = donor.header().sex;
            header_.birth = donor.header().birth;
            header_.deceased = donor.header().deceased;
            header_.death = donor.header().death;
            built_.demographics({header_.sex, header_.birth, header_.deceased, header_.death});
        }
        if (random.percent(10)) as_at_ = as_at.plus_days(random.between(1, 400));
        bytes_ = built_.build();
    }

    void make(records::RecordVariant& variant) { variant.make(left_out_, put_in_, header_); }
    records::PatientRecord built() const { return records::PatientRecord(bytes_); }
    Date as_at() const { return as_at_; }

private:
    records::RecordHeader header_;
    Date as_at_;
    std::vector<std::uint8_t> left_out_;
    std::vector<records::RecordItem> put_in_;
    records::RecordBuilder built_;
    std::vector<std::byte> bytes_;
};

// What a definition comes to; "failed" where it has no value.
std::string asked(cql::Evaluator& evaluator, std::size_t definition) {
    const cql::Truth truth = evaluator.truth(definition);
    const cql::Value value = evaluator.value(definition);
    const cql::NodeIndex node = evaluator.plan().definitions[definition].node;
    for (const auto& failure : evaluator.failures()) {
        if (failure.node == node) return "failed";
    }
    return explanations::fingerprint(value, evaluator.record()) +
           std::to_string(static_cast<int>(truth));
}

}  // namespace

std::optional<std::string> compare_copies(std::uint64_t seed, std::size_t records,
                                          std::size_t copies_of_each, CopyTotals& totals) {
    GeneratedCase made(seed, records);
    const cql::Compilation compiled = made.compile();
    if (!compiled.plan) return fmt::format("The library of seed {} does not compile.", seed);
    const cql::Plan& plan = *compiled.plan;
    std::vector<cql::NodeIndex> nodes(plan.nodes.size());
    std::iota(nodes.begin(), nodes.end(), cql::NodeIndex{0});
    cql::Evaluator copies(plan, made.world.concepts, made.world.texts, made.settings);
    cql::Evaluator whole(plan, made.world.concepts, made.world.texts, made.settings);
    for (std::size_t person = 0; person < made.people.size(); ++person) {
        const records::PatientRecord base(made.people[person]);
        const records::PatientRecord donor(made.people[(person + 1) % made.people.size()]);
        whole.move_to(made.settings.as_at);
        whole.begin(base);
        std::vector<std::string> before;
        for (std::size_t i = 0; i < plan.definitions.size(); ++i) before.push_back(asked(whole, i));
        records::RecordVariant variant(base);
        copies.move_to(made.settings.as_at);
        copies.begin(variant, nodes);
        for (std::size_t copy = 0; copy < copies_of_each; ++copy) {
            Change change(made.random, base, donor, made.settings.as_at);
            change.make(variant);
            copies.move_to(change.as_at());
            copies.follow_variant();
            whole.move_to(change.as_at());
            whole.begin(change.built());
            ++totals.copies;
            for (std::size_t i = 0; i < plan.definitions.size(); ++i) {
                // Some are left for a later copy, whose change finds more or less remembered.
                if (made.random.percent(30)) continue;
                ++totals.values;
                const std::string expected = asked(whole, i);
                if (expected != before[i]) ++totals.other_than_base;
                if (asked(copies, i) == expected) continue;
                return fmt::format(
                    "Seed {}: on copy {} of person {} what was kept disagrees about {}.\n\n{}\n{}",
                    seed, copy, person, plan.definitions[i].name,
                    record_text(change.built(), made.world), made.sources[0].text);
            }
        }
    }
    return std::nullopt;
}

}  // namespace openpcn::differential
