#include "agreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "generated_library.h"
#include "population/cql/compile.h"
#include "population/cql/evaluation_failure.h"
#include "population/cql/value_text.h"
#include "population/records/record_builder.h"
#include "simple_evaluator.h"

namespace openpcn::differential {

namespace {

std::string text_of(const cql::Value& value, const cql::ValueContext& context) {
    if (value.kind == cql::ValueKind::entry) return fmt::format("entry {}", value.extra);
    if (value.kind != cql::ValueKind::list) return cql::to_text(value, context);
    std::string text;
    for (const cql::Value& item : value.items())
        text += (text.empty() ? "{ " : ", ") + text_of(item, context);
    return text.empty() ? "{ }" : text + " }";
}

void count(const cql::Value& value, ValueTotals& totals) {
    if (value.is_null()) {
        ++totals.nulls;
    } else if (value.kind == cql::ValueKind::boolean) {
        ++(value.is_true() ? totals.yes : totals.no);
    } else if (value.kind == cql::ValueKind::list && value.items().empty()) {
        ++totals.empty;
    } else {
        ++totals.others;
    }
}

void add(const ValueTotals& from, ValueTotals& to) {
    to.yes += from.yes;
    to.no += from.no;
    to.nulls += from.nulls;
    to.empty += from.empty;
    to.others += from.others;
    to.too_long += from.too_long;
    to.failed += from.failed;
}

}  // namespace

bool same_value(const cql::Value& a, const cql::Value& b) {
    using K = cql::ValueKind;
    if (a.kind != b.kind) return false;
    switch (a.kind) {
        case K::null:
        case K::patient:
            return true;
        case K::string:
            return a.text() == b.text();
        case K::decimal:
        case K::quantity:
            return a.wide() == b.wide() && a.extra == b.extra;
        case K::concept_:
        case K::list:
        case K::interval:
        case K::uncertain:
        case K::tuple:
        case K::ratio: {
            const auto x = a.items();
            const auto y = b.items();
            return a.flags == b.flags &&
                   std::equal(x.begin(), x.end(), y.begin(), y.end(), same_value);
        }
        default:
            return a.number == b.number && a.extra == b.extra && a.path == b.path;
    }
}

struct Agreement::Parts {
    const cql::Plan& plan;
    cql::ValueContext context;
    cql::Evaluator fast;
    SimpleEvaluator simple;
    std::vector<std::size_t> order;
    ValueTotals totals;
};

Agreement::Agreement(const cql::Plan& fast, const cql::Plan& simple,
                     const ConceptDictionary& concepts, const TextPool& texts,
                     const cql::EvaluationSettings& settings, std::size_t steps_max)
    : parts_(new Parts{fast,
                       {fast, concepts, texts},
                       cql::Evaluator(fast, concepts, texts, settings),
                       SimpleEvaluator(simple, concepts, texts, settings, steps_max),
                       std::vector<std::size_t>(fast.definitions.size()),
                       {}}) {
    std::iota(parts_->order.begin(), parts_->order.end(), std::size_t{0});
}

Agreement::~Agreement() = default;

const ValueTotals& Agreement::totals() const { return parts_->totals; }

std::optional<Agreement::Difference> Agreement::compare(const records::PatientRecord& record,
                                                        std::uint64_t order) {
    RandomChoice random(order);
    for (std::size_t i = parts_->order.size(); i > 1; --i)
        std::swap(parts_->order[i - 1], parts_->order[random.below(i)]);
    parts_->fast.begin(record);
    parts_->simple.begin(record);
    for (const std::size_t definition : parts_->order) {
        cql::Value expected;
        try {
            expected = parts_->simple.value(definition);
        } catch (const TooManySteps&) {
            ++parts_->totals.too_long;
            return std::nullopt;
        } catch (const cql::EvaluationFailure&) {
            // The fast evaluator may never have needed the operand that fails; the other way
            // round it may not be.
            ++parts_->totals.failed;
            parts_->fast.value(definition);
            continue;
        }
        const std::size_t failures = parts_->fast.failures().size();
        const cql::Value got = parts_->fast.value(definition);
        if (parts_->fast.failures().size() != failures) {
            return Difference{parts_->plan.definitions[definition].name,
                              parts_->fast.failures().back().message,
                              text_of(expected, parts_->context)};
        }
        count(expected, parts_->totals);
        if (same_value(got, expected)) continue;
        return Difference{parts_->plan.definitions[definition].name, text_of(got, parts_->context),
                          text_of(expected, parts_->context)};
    }
    return std::nullopt;
}

cql::Compilation GeneratedCase::compile() {
    const ConceptMaps maps;
    return cql::compile({sources, world.value_sets, maps, world.concepts, world.texts, {}});
}

GeneratedCase::GeneratedCase(std::uint64_t seed, std::size_t record_count)
    : random(seed), world(make_world(random)) {
    for (std::size_t i = 0; i < record_count; ++i)
        people.push_back(make_record(random, world, i + 1));
    sources.push_back({"generated.cql", make_library(random)});
    settings.as_at = *Date::from_ymd(2023, 6, random.of({15, 16}));
    settings.offset_minutes = random.of({0, 60});
    if (random.percent(80)) {
        settings.measurement_period.emplace(
            PartialDateTime::from_date(*Date::from_ymd(2022, 7, 1)),
            PartialDateTime::from_date(*Date::from_ymd(2023, 6, 30)));
    }
}

std::optional<std::string> compare_generated(std::uint64_t seed, std::size_t records,
                                             GeneratedTotals& totals) {
    GeneratedCase made(seed, records);
    const cql::Compilation compiled = made.compile();
    ++totals.libraries;
    if (!compiled.plan) {
        std::string text = fmt::format("The library of seed {} does not compile.\n", seed);
        for (const cql::Diagnostic& error : compiled.errors) text += error.render() + "\n";
        return text + made.sources[0].text;
    }
    Agreement agreement(*compiled.plan, *compiled.plan, made.world.concepts, made.world.texts,
                        made.settings, generated_steps_max);
    for (const std::vector<std::byte>& person : made.people) {
        const records::PatientRecord record(person);
        const auto difference = agreement.compare(record, made.random.next());
        ++totals.pairs;
        if (!difference) continue;
        return fmt::format(
            "Seed {}: the evaluators disagree about {}.\n  fast:   {}\n  simple: {}\n"
            "Repeat with: openpcn_differential --seed {} --libraries 1 --records {}\n\n{}\n{}",
            seed, difference->definition, difference->fast, difference->simple, seed, records,
            record_text(record, made.world), made.sources[0].text);
    }
    add(agreement.totals(), totals.values);
    return std::nullopt;
}

}  // namespace openpcn::differential
