#include "population/cql/copy_memory.h"

#include <algorithm>
#include <cstring>

#include "population/cql/steps.h"

namespace openpcn::cql {

namespace {

constexpr std::uint32_t no_list = ~0u;
// Values of copies gather until they are forgotten together; more would not stay in the cache.
constexpr std::size_t values_bytes_max = 192 * 1024;

void set(std::vector<std::uint64_t>& bits, std::size_t at) {
    bits[at / 64] |= std::uint64_t{1} << (at % 64);
}

bool is_set(const std::vector<std::uint64_t>& bits, std::size_t at) {
    return ((bits[at / 64] >> (at % 64)) & 1) != 0;
}

void add(const std::vector<std::uint64_t>& from, std::vector<std::uint64_t>& to) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] |= from[i];
}

bool is_none(const std::vector<std::uint64_t>& bits) {
    return std::all_of(bits.begin(), bits.end(), [](std::uint64_t word) { return word == 0; });
}

bool same_person(const records::RecordHeader& a, const records::RecordHeader& b) {
    return a.sex == b.sex && a.deceased == b.deceased && a.birth == b.birth && a.death == b.death;
}

// Worth more than looking up what it came to before.
bool is_work(Operation operation) {
    return operation != Operation::slot && operation != Operation::property &&
           operation != Operation::literal && operation != Operation::message;
}

}  // namespace

CopyMemory::CopyMemory(Evaluator& evaluator, const records::RecordVariant& variant,
                       std::span<const NodeIndex> nodes)
    : evaluator_(evaluator),
      plan_(evaluator.plan_),
      variant_(variant),
      list_of_(evaluator.plan_.retrieves.size(), no_list) {
    find_lists(nodes);
    const std::vector<Bits> reads = lists_read(nodes);
    find_readers(nodes, reads);
    keep_rows(nodes, reads);
}

CopyMemory::~CopyMemory() {
    for (const RowStep& row : rows_) evaluator_.steps_[row.node] = row.step;
}

void CopyMemory::find_lists(std::span<const NodeIndex> nodes) {
    const auto all_of = [&](records::ResourceType type, std::vector<std::uint32_t>& entries) {
        const auto& starts = variant_.base().header().type_start;
        const auto t = static_cast<std::size_t>(type);
        for (std::uint32_t i = starts[t]; i < starts[t + 1]; ++i) entries.push_back(i);
    };
    for (const NodeIndex node : nodes) {
        if (plan_.nodes[node].operation != Operation::retrieve) continue;
        const std::uint32_t retrieve = plan_.nodes[node].payload;
        if (list_of_[retrieve] != no_list) continue;
        const auto number = static_cast<std::uint32_t>(lists_.size());
        list_of_[retrieve] = number;
        List& list = lists_.emplace_back();
        list.retrieve = retrieve;
        if (plan_.retrieves[retrieve].filter == Retrieve::Filter::none) {
            unfiltered_.push_back(number);
            all_of(plan_.retrieves[retrieve].type, list.entries);
            for (const std::uint32_t entry : list.entries) evaluator_.hits_.add(retrieve, entry);
        } else {
            evaluator_.hits_.for_each(retrieve,
                                      [&](std::uint32_t entry) { list.entries.push_back(entry); });
        }
    }
    all_of(records::ResourceType::patient, lists_.emplace_back().entries);
    patient_entries_ = lists_.back().entries;
    is_touched_.resize(lists_.size());

    first_list_.assign(variant_.first_put_in() + 1, 0);
    for (const List& list : lists_) {
        for (const std::uint32_t entry : list.entries) ++first_list_[entry + 1];
    }
    for (std::size_t i = 1; i < first_list_.size(); ++i) first_list_[i] += first_list_[i - 1];
    entry_lists_.resize(first_list_.back());
    std::vector<std::uint32_t> next(first_list_.begin(), first_list_.end() - 1);
    for (std::uint32_t number = 0; number < lists_.size(); ++number) {
        for (const std::uint32_t entry : lists_[number].entries)
            entry_lists_[next[entry]++] = number;
    }
}

// By place in `nodes`: the lists that each node reads, itself or through its operands.
std::vector<CopyMemory::Bits> CopyMemory::lists_read(std::span<const NodeIndex> nodes) const {
    std::vector<Bits> reads(nodes.size(), Bits((lists_.size() + 63) / 64));
    const auto place = [&](NodeIndex node) {
        return static_cast<std::size_t>(std::lower_bound(nodes.begin(), nodes.end(), node) -
                                        nodes.begin());
    };
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const Node& node = plan_.nodes[nodes[i]];
        switch (node.operation) {
            case Operation::retrieve:
                set(reads[i], list_of_[node.payload]);
                break;
            case Operation::patient:
            case Operation::age:
                set(reads[i], person_list());
                break;
            case Operation::retrieve_everybody:
            case Operation::retrieve_related:
            case Operation::of_everybody:
                for (std::size_t list = 0; list < lists_.size(); ++list) set(reads[i], list);
                break;
            case Operation::parameter: {
                const NodeIndex value = plan_.parameters[node.payload].default_value;
                if (value != no_node) add(reads[place(value)], reads[i]);
                break;
            }
            default:
                break;
        }
        for (const NodeIndex operand : plan_.operands_of(node))
            add(reads[place(operand)], reads[i]);
    }
    return reads;
}

std::uint32_t CopyMemory::memo_of(NodeIndex node) const {
    const Step& step = evaluator_.steps_[node];
    const bool looks = step.value == &Steps::value_when_found;
    return looks ? evaluator_.when_found_[step.payload].step.memo : step.memo;
}

void CopyMemory::find_readers(std::span<const NodeIndex> nodes, const std::vector<Bits>& reads) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (memo_of(nodes[i]) == Step::no_memo) continue;
        places.push_back(i);
        memos_.push_back(memo_of(nodes[i]));
    }
    const std::size_t words = (memos_.size() + 63) / 64;
    changed_.resize(words);
    changed_before_.resize(words);
    for (std::size_t number = 0; number < lists_.size(); ++number) {
        Bits& readers = lists_[number].readers;
        readers.resize(words);
        for (std::size_t bit = 0; bit < places.size(); ++bit) {
            if (is_set(reads[places[bit]], number)) set(readers, bit);
        }
    }
}

// Expressions of one alias that read nothing else of the person: the largest of them.
void CopyMemory::keep_rows(std::span<const NodeIndex> nodes, const std::vector<Bits>& reads) {
    std::vector<std::uint8_t> is_of_row(plan_.nodes.size()), is_asked(plan_.nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const std::uint64_t slots = plan_.nodes[nodes[i]].slots;
        const bool one_slot = slots != 0 && (slots & (slots - 1)) == 0;
        is_of_row[nodes[i]] = one_slot && is_none(reads[i]) ? 1 : 0;
    }
    for (const NodeIndex index : nodes) {
        const Node& node = plan_.nodes[index];
        for (const NodeIndex operand : plan_.operands_of(node)) {
            const bool inside = is_of_row[index] != 0 && plan_.nodes[operand].slots == node.slots;
            if (!inside) is_asked[operand] = 1;
        }
    }
    for (const NodeIndex index : nodes) {
        const Node& node = plan_.nodes[index];
        if (is_of_row[index] == 0 || is_asked[index] == 0 || !is_work(node.operation)) continue;
        Step& step = evaluator_.steps_[index];
        rows_.push_back({step, static_cast<SlotIndex>(__builtin_ctzll(node.slots)), index});
        const std::uint32_t own = static_cast<std::uint32_t>(rows_.size() - 1);
        step = {&Steps::value_of_row, &Steps::truth_of_row, step.node};
        step.payload = own;
    }
    row_known_.assign(rows_.size() * variant_.first_put_in(), Known::nothing);
    row_values_.resize(row_known_.size());
}

void CopyMemory::touch(std::uint32_t list) {
    if (is_touched_[list] != 0) return;
    is_touched_[list] = 1;
    touched_.push_back(list);
}

void CopyMemory::note_put_in(std::uint32_t list, std::uint32_t entry) {
    touch(list);
    // Several codings may be of one list.
    const bool known = std::any_of(put_in_.begin(), put_in_.end(), [&](const PutIn& other) {
        return other.list == list && other.entry == entry;
    });
    if (!known) put_in_.push_back({list, entry});
}

void CopyMemory::touch_lists_of(std::uint32_t put_in) {
    const records::PatientRecord& record = *evaluator_.record_;
    const records::Entry& entry = record.entries()[put_in];
    const auto of_code = [&](ConceptIndex code) {
        if (!evaluator_.retrieve_index_.wants(code)) return;
        for (const auto& wanting : evaluator_.retrieve_index_.retrieves_of(code)) {
            const std::uint32_t list = list_of_[wanting.retrieve];
            if (wanting.type == entry.type && list != no_list) note_put_in(list, put_in);
        }
    };
    of_code(entry.code);
    for (const records::Element& element : record.elements(entry)) {
        if (element.path != records::ElementPath::coding) break;
        of_code(static_cast<ConceptIndex>(element.value));
    }
    for (const std::uint32_t list : unfiltered_) {
        if (plan_.retrieves[lists_[list].retrieve].type == entry.type) note_put_in(list, put_in);
    }
    if (entry.type == records::ResourceType::patient) note_put_in(person_list(), put_in);
}

// What is left of the base's list, and what was put in, in the order of a record.
void CopyMemory::make_list(std::uint32_t number) {
    const List& list = lists_[number];
    scratch_.clear();
    for (const std::uint32_t entry : list.entries) {
        if (!variant_.is_left_out(entry)) scratch_.push_back(entry);
    }
    for (const PutIn& more : put_in_) {
        if (more.list != number) continue;
        const auto at = std::upper_bound(
            scratch_.begin(), scratch_.end(), more.entry,
            [&](std::uint32_t a, std::uint32_t b) { return variant_.comes_before(a, b); });
        scratch_.insert(at, more.entry);
    }
    if (number == person_list()) {
        patient_entries_ = scratch_;
    } else {
        evaluator_.hits_.replace(list.retrieve, scratch_);
    }
}

void CopyMemory::follow() {
    for (const std::uint32_t list : touched_) is_touched_[list] = 0;
    touched_.clear();
    put_in_.clear();
    const std::uint32_t base_count = variant_.first_put_in();
    for (std::uint32_t entry = 0; entry < base_count; ++entry) {
        if (!variant_.is_left_out(entry)) continue;
        for (std::uint32_t at = first_list_[entry]; at < first_list_[entry + 1]; ++at)
            touch(entry_lists_[at]);
    }
    for (std::uint32_t i = 0; i < variant_.put_in_count(); ++i) touch_lists_of(base_count + i);

    evaluator_.hits_.restore();
    patient_entries_ = lists_.back().entries;
    std::swap(changed_, changed_before_);
    std::fill(changed_.begin(), changed_.end(), std::uint64_t{0});
    for (const std::uint32_t list : touched_) {
        make_list(list);
        add(lists_[list].readers, changed_);
    }
    if (!same_person(evaluator_.record_->header(), variant_.base().header()))
        add(lists_.back().readers, changed_);
    forget_memos();
}

// What this copy changes, and what the one before did.
void CopyMemory::forget_memos() {
    for (std::size_t word = 0; word < changed_.size(); ++word) {
        for (std::uint64_t rest = changed_[word] | changed_before_[word]; rest != 0;
             rest &= rest - 1) {
            const auto bit = word * 64 + static_cast<std::size_t>(__builtin_ctzll(rest));
            evaluator_.known_[memos_[bit]] = Known::nothing;
        }
    }
    if (evaluator_.arena_.bytes_used() < values_bytes_max) return;
    for (const std::uint32_t memo : memos_) {
        if (evaluator_.known_[memo] == Known::stored) evaluator_.known_[memo] = Known::nothing;
    }
    evaluator_.arena_.reset();
}

void CopyMemory::forget() {
    std::fill(evaluator_.known_.begin(), evaluator_.known_.end(), Known::nothing);
    std::fill(row_known_.begin(), row_known_.end(), Known::nothing);
    evaluator_.arena_.reset();
    row_arena_.reset();
}

// Unless the value refers to memory which does not stay.
void CopyMemory::keep(std::size_t at, const Value& value) {
    switch (value.kind) {
        case ValueKind::null:
        case ValueKind::boolean:
            row_known_[at] = static_cast<Known>(value.truth());
            return;
        case ValueKind::string:
            row_values_[at] = Value::of_text(row_arena_.copy(value.text()));
            break;
        case ValueKind::integer:
        case ValueKind::long_integer:
        case ValueKind::decimal:
        case ValueKind::date:
        case ValueKind::date_time:
        case ValueKind::time:
        case ValueKind::quantity:
        case ValueKind::entry:
            row_values_[at] = value;
            break;
        default:
            return;
    }
    row_known_[at] = Known::stored;
}

Value Steps::value_of_row(Evaluator& e, const Step& step) {
    CopyMemory& memory = *e.copies_;
    const CopyMemory::RowStep& row = memory.rows_[step.payload];
    const Value& entry = e.slots_[row.slot];
    const std::uint32_t count = memory.variant_.first_put_in();
    if (entry.kind != ValueKind::entry || entry.extra >= count) return row.step.value(e, row.step);
    const std::size_t at = std::size_t{step.payload} * count + entry.extra;
    switch (memory.row_known_[at]) {
        case Evaluator::Known::nothing: {
            const Value value = row.step.value(e, row.step);
            memory.keep(at, value);
            return value;
        }
        case Evaluator::Known::stored:
            return memory.row_values_[at];
        default:
            return Value::of(static_cast<Truth>(memory.row_known_[at]));
    }
}

Truth Steps::truth_of_row(Evaluator& e, const Step& step) {
    const CopyMemory& memory = *e.copies_;
    const Value& entry = e.slots_[memory.rows_[step.payload].slot];
    const std::uint32_t count = memory.variant_.first_put_in();
    if (entry.kind == ValueKind::entry && entry.extra < count) {
        const auto known = memory.row_known_[std::size_t{step.payload} * count + entry.extra];
        if (known <= Evaluator::Known::unknown) return static_cast<Truth>(known);
    }
    return value_of_row(e, step).truth();
}

}  // namespace openpcn::cql
