#include "population/explanations/vocabulary.h"

#include <algorithm>

#include "base/decimal.h"

namespace openpcn::explanations {

using cql::NodeIndex;
using cql::Operation;
using cql::TypeKind;
using cql::ValueKind;
using records::ElementPath;
using records::ResourceType;
using records::Status;
using Access = cql::Property::Access;

namespace {

constexpr std::size_t days_max = 16;
constexpr std::size_t texts_max = 12;
constexpr std::size_t code_values_max = 6;
constexpr std::size_t different_codes_max = 16;
constexpr std::int64_t number_max = 100'000;

Status usual_status(ResourceType type) {
    switch (type) {
        case ResourceType::observation:
        case ResourceType::diagnostic_report:
            return Status::final_;
        case ResourceType::encounter:
            return Status::finished;
        case ResourceType::procedure:
        case ResourceType::immunization:
        case ResourceType::medication_administration:
        case ResourceType::medication_dispense:
            return Status::completed;
        default:
            return Status::active;
    }
}

std::vector<ConceptIndex> codes_in(const cql::ValueSetBits& set, std::size_t count_max) {
    std::vector<ConceptIndex> codes;
    for (std::size_t word = 0; word < set.bits.size() && codes.size() < count_max; ++word) {
        for (std::uint64_t rest = set.bits[word]; rest != 0 && codes.size() < count_max;
             rest &= rest - 1) {
            codes.push_back(static_cast<ConceptIndex>(
                word * 64 + static_cast<std::size_t>(__builtin_ctzll(rest))));
        }
    }
    return codes;
}

}  // namespace

Vocabulary::Vocabulary(ChangeTrial& trial, NodeIndex node)
    : trial_(trial), plan_(trial.plan()), reach_(trial.plan(), node) {
    std::set<NodeIndex> seen;
    walk(node, seen);
    trial_.make({});
    add_day(PartialDateTime::from_date(trial_.as_at()));
    read_nodes();
    if (reach_.reads_birth) add_ages();
    const auto of_texts = [&](std::size_t count_max) {
        while (texts_.size() > count_max) texts_.erase(std::prev(texts_.end()));
    };
    of_texts(texts_max);
    std::sort(days_.begin(), days_.end(), std::greater<>());
    days_.erase(std::unique(days_.begin(), days_.end()), days_.end());
    if (days_.size() > days_max) days_.resize(days_max);
}

// Down to the lists that are read, but not into conditions that can be changed by themselves.
void Vocabulary::walk(NodeIndex node, std::set<NodeIndex>& seen) {
    if (!seen.insert(node).second) return;
    const cql::Node& at = plan_.nodes[node];
    const auto operands = plan_.operands_of(at);
    if (at.operation == Operation::retrieve) retrieves_.push_back(at.payload);
    if (at.operation == Operation::query && at.slots == 0) queries_.push_back(node);
    const bool branches =
        at.slots == 0 && (at.operation == Operation::if_then || at.operation == Operation::case_of);
    for (std::size_t i = 0; i < operands.size(); ++i) {
        const bool is_condition = branches && i % 2 == 0 && i + 1 < operands.size() &&
                                  plan_.nodes[operands[i]].slots == 0;
        if (!is_condition) {
            walk(operands[i], seen);
        } else if (std::find(inner_conditions_.begin(), inner_conditions_.end(), operands[i]) ==
                   inner_conditions_.end()) {
            inner_conditions_.push_back(operands[i]);
        }
    }
}

void Vocabulary::read_nodes() {
    for (const NodeIndex index : reach_.nodes) {
        const cql::Node& node = plan_.nodes[index];
        if (node.operation == Operation::query) add_reads(node);
        if (node.operation == Operation::in_value_set ||
            node.operation == Operation::any_in_value_set) {
            if (std::find(value_sets_.begin(), value_sets_.end(), node.payload) ==
                value_sets_.end())
                value_sets_.push_back(node.payload);
        }
        // Numbers and words as they are written; days as they come out: a year before today.
        const TypeKind kind = plan_.types.kind(node.type);
        const bool is_day =
            kind == TypeKind::date || kind == TypeKind::date_time || kind == TypeKind::interval;
        if (node.operation == Operation::literal || (node.slots == 0 && is_day))
            add_value(trial_.value(index));
    }
}

void Vocabulary::add_value(const cql::Value& value) {
    switch (value.kind) {
        case ValueKind::integer:
        case ValueKind::long_integer:
            return add_number(static_cast<cql::Wide>(value.number) * cql::wide_one);
        case ValueKind::quantity:
            if (is_duration(value.extra)) return;
            if (value.extra != 0) unit_ = value.extra;
            return add_number(value.wide());
        case ValueKind::decimal:
            return add_number(value.wide());
        case ValueKind::string:
            return add_text(value.text());
        case ValueKind::date:
        case ValueKind::date_time:
            return add_day(value.date_time());
        case ValueKind::code:
            codes_.insert(value.extra);
            return;
        case ValueKind::list:
        case ValueKind::interval:
        case ValueKind::concept_:
            for (const cql::Value& item : value.items()) add_value(item);
            return;
        default:
            return;
    }
}

// "12 months" is no value of an entry.
bool Vocabulary::is_duration(TextIndex unit) const {
    static constexpr std::string_view words[] = {"year", "month",  "week",   "day",
                                                 "hour", "minute", "second", "millisecond"};
    std::string_view text = trial_.what_if().evaluator().texts().at(unit);
    if (text.ends_with('s')) text.remove_suffix(1);
    return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

// A limit may be open: the day before and the day after are tried as well.
void Vocabulary::add_day(PartialDateTime time) {
    if (!time.has_value()) return;
    const Date day = time.date();
    for (const int apart : {-1, 0, 1}) {
        const Date near = day.plus_days(apart);
        if (near <= trial_.as_at() && near.year() > 1900) days_.push_back(near);
    }
}

void Vocabulary::add_number(cql::Wide number) {
    if (number <= static_cast<cql::Wide>(number_max) * cql::wide_one && number >= 0)
        numbers_.insert(static_cast<std::int64_t>(number));
}

void Vocabulary::add_text(std::string_view text) {
    if (const auto known = trial_.what_if().evaluator().texts().find(text)) texts_.insert(*known);
}

// What the query reads of its rows. A slot has no type of its own: it is shared by all queries.
void Vocabulary::add_reads(const cql::Node& query) {
    for (const cql::QuerySource& source : plan_.queries[query.payload].sources) {
        std::set<ResourceType> types;
        for (const NodeIndex retrieve : Reach(plan_, source.node).retrieves)
            types.insert(plan_.retrieves[plan_.nodes[retrieve].payload].type);
        std::set<NodeIndex> seen;
        for (const NodeIndex part : plan_.operands_of(query)) {
            if (part != source.node) add_reads_of(source.slot, part, types, seen);
        }
    }
}

void Vocabulary::add_reads_of(cql::SlotIndex slot, NodeIndex index,
                              const std::set<ResourceType>& types, std::set<NodeIndex>& seen) {
    const cql::Node& node = plan_.nodes[index];
    if (((node.slots >> slot) & 1) == 0 || !seen.insert(index).second) return;
    if (node.operation == Operation::property) {
        const cql::Property& property = plan_.properties[node.payload];
        for (const ResourceType type : types)
            reads_.insert({type, property.access, property.path, node.type});
    }
    for (const NodeIndex operand : plan_.operands_of(node))
        add_reads_of(slot, operand, types, seen);
}

void Vocabulary::add_ages() {
    bool in_months = false;
    for (const NodeIndex index : reach_.nodes) {
        const cql::Node& node = plan_.nodes[index];
        if (node.operation == Operation::duration_between &&
            node.precision == PartialDateTime::Precision::month)
            in_months = true;
    }
    std::set<int> months;
    for (const std::int64_t number : numbers_) {
        const std::int64_t whole = number / Decimal::one;
        if (whole < 1 || whole > 120) continue;
        months.insert(static_cast<int>(whole) * 12);
        if (in_months) months.insert(static_cast<int>(whole));
    }
    age_months_.assign(months.begin(), months.end());
}

bool Vocabulary::has_components() const {
    return std::any_of(reads_.begin(), reads_.end(),
                       [](const Read& read) { return read.access == Access::components; });
}

// The limits themselves, and what lies just beside them.
std::vector<AttributeValue> Vocabulary::number_values() const {
    std::set<std::int64_t> all;
    for (const std::int64_t number : numbers_) {
        const std::int64_t step = number % Decimal::one == 0 ? Decimal::one : Decimal::one / 10;
        for (const std::int64_t near : {number - step, number, number + step}) {
            if (near >= 0) all.insert(near);
        }
    }
    std::vector<AttributeValue> values;
    for (const std::int64_t number : all)
        values.push_back({records::ValueKind::quantity, number, unit_});
    return values;
}

std::vector<AttributeValue> Vocabulary::numbers() const {
    std::vector<AttributeValue> values;
    for (const std::int64_t number : numbers_)
        values.push_back({records::ValueKind::quantity, number, unit_});
    if (!numbers_.empty())
        values.push_back({records::ValueKind::quantity, *numbers_.rbegin() + Decimal::one, unit_});
    return values;
}

std::vector<AttributeValue> Vocabulary::day_values() const {
    std::vector<AttributeValue> values;
    for (const Date day : days_)
        values.push_back(
            {records::ValueKind::date_time, PartialDateTime::from_date(day).bits(), 0});
    return values;
}

std::vector<AttributeValue> Vocabulary::values_of(cql::TypeId type) const {
    std::vector<AttributeValue> values;
    switch (plan_.types.kind(type)) {
        case TypeKind::string:
            for (const TextIndex text : texts_)
                values.push_back({records::ValueKind::text, static_cast<std::int64_t>(text), 0});
            return values;
        case TypeKind::quantity:
        case TypeKind::decimal:
        case TypeKind::integer:
            return number_values();
        case TypeKind::boolean:
            return {{records::ValueKind::boolean, 1, 0}, {records::ValueKind::boolean, 0, 0}};
        case TypeKind::code:
        case TypeKind::concept_:
            for (const std::uint32_t set : value_sets_) {
                for (const ConceptIndex code : codes_in(plan_.value_sets[set], 1))
                    values.push_back({records::ValueKind::code, code, 0});
            }
            for (const ConceptIndex code : codes_)
                values.push_back({records::ValueKind::code, code, 0});
            if (values.size() > code_values_max) values.resize(code_values_max);
            return values;
        case TypeKind::date:
        case TypeKind::date_time:
            return day_values();
        case TypeKind::choice: {
            for (const cql::TypeId option : plan_.types.at(type).arguments) {
                if (plan_.types.kind(option) == TypeKind::date_time) return day_values();
            }
            return values;
        }
        case TypeKind::list:
            return values_of(plan_.types.element(type));
        default:
            return values;
    }
}

std::vector<Option> Vocabulary::options(ResourceType type) const {
    std::vector<Option> options;
    const auto add = [&](const Attribute& attribute, std::vector<AttributeValue> values) {
        const bool known = std::any_of(options.begin(), options.end(), [&](const Option& option) {
            return option.attribute == attribute;
        });
        if (!known && !values.empty()) options.push_back({attribute, std::move(values)});
    };
    add({Attribute::What::when, ElementPath::none, 0}, day_values());
    for (const Read& read : reads_) {
        if (read.type != type) continue;
        switch (read.access) {
            case Access::value:
                add({Attribute::What::value, ElementPath::none, 0}, number_values());
                break;
            case Access::components:
                for (std::size_t group = 0; group < value_sets_.size(); ++group)
                    add({Attribute::What::element, ElementPath::component_value,
                         static_cast<std::uint16_t>(group)},
                        number_values());
                break;
            case Access::status:
            case Access::status_code: {
                std::vector<AttributeValue> values;
                for (const TextIndex text : texts_) {
                    const auto status =
                        records::status_from_fhir(trial_.what_if().evaluator().texts().at(text));
                    if (status)
                        values.push_back(
                            {records::ValueKind::integer, static_cast<std::int64_t>(*status), 0});
                }
                add({Attribute::What::status, ElementPath::none, 0}, std::move(values));
                break;
            }
            case Access::period:
                add({Attribute::What::element, ElementPath::end, 0}, day_values());
                break;
            case Access::element:
            case Access::elements:
                add({Attribute::What::element, read.path, 0}, values_of(read.value));
                break;
            default:
                break;
        }
    }
    return options;
}

std::vector<ConceptIndex> Vocabulary::codes_of(std::uint32_t index, std::size_t count_max) const {
    const cql::Retrieve& retrieve = plan_.retrieves[index];
    switch (retrieve.filter) {
        case cql::Retrieve::Filter::value_set:
            return codes_in(plan_.value_sets[retrieve.value_set], count_max);
        case cql::Retrieve::Filter::codes:
            return {retrieve.codes.begin(),
                    retrieve.codes.begin() +
                        static_cast<std::ptrdiff_t>(std::min(count_max, retrieve.codes.size()))};
        case cql::Retrieve::Filter::none:
            break;
    }
    // Any code will do: one of each list that other rules read entries of this type from.
    std::vector<ConceptIndex> codes;
    for (const cql::Retrieve& other : plan_.retrieves) {
        if (other.type != retrieve.type || other.filter != cql::Retrieve::Filter::value_set)
            continue;
        for (const ConceptIndex code : codes_in(plan_.value_sets[other.value_set], 1)) {
            if (codes.size() < count_max &&
                std::find(codes.begin(), codes.end(), code) == codes.end())
                codes.push_back(code);
        }
    }
    return codes;
}

std::size_t Vocabulary::codes(std::uint32_t retrieve) const {
    return codes_of(retrieve, different_codes_max).size();
}

DraftEntry Vocabulary::draft(std::uint32_t retrieve, std::size_t code_number) const {
    DraftEntry draft;
    draft.key = trial_.new_key();
    draft.entry.type = plan_.retrieves[retrieve].type;
    draft.entry.status = usual_status(draft.entry.type);
    draft.entry.practice = trial_.what_if().record().header().practice;
    draft.entry.when = PartialDateTime::from_date(trial_.as_at());
    const auto codes = codes_of(retrieve, code_number + 1);
    if (!codes.empty()) draft.entry.code = codes[code_number % codes.size()];
    if (draft.entry.type != ResourceType::observation || !has_components()) return draft;
    for (std::size_t group = 0; group < value_sets_.size(); ++group) {
        const auto code = codes_in(plan_.value_sets[value_sets_[group]], 1);
        if (code.empty()) continue;
        set(draft,
            {Attribute::What::element, ElementPath::component_code,
             static_cast<std::uint16_t>(group)},
            {records::ValueKind::code, code[0], 0});
    }
    return draft;
}

}  // namespace openpcn::explanations
