#include "population/cql/suite_run.h"

#include <fmt/format.h>

#include "population/cql/compile.h"
#include "population/cql/evaluator.h"
#include "population/cql/interval_operations.h"
#include "population/cql/value_text.h"
#include "population/records/record_builder.h"

namespace openpcn::cql {
namespace {

class Sameness {
public:
    Sameness(const TypeTable& types, const Comparison& with) : types_(types), with_(with) {}

    bool same(const Value& a, const Value& b) const {
        // An uncertain value is written as the interval of what it may be.
        if (a.kind == ValueKind::uncertain && b.kind == ValueKind::interval)
            return same(least_of(a), interval_start(b)) && same(most_of(a), interval_end(b));
        // A date and a date and time of a day say the same.
        const bool days = (a.kind == ValueKind::date && b.kind == ValueKind::date_time) ||
                          (a.kind == ValueKind::date_time && b.kind == ValueKind::date);
        if (a.kind != b.kind && !days) return false;
        switch (a.kind) {
            case ValueKind::decimal:
                return near(a.wide(), b.wide());
            case ValueKind::quantity:
                return same_quantity(a, b);
            case ValueKind::date:
            case ValueKind::date_time:
            case ValueKind::time:
                return same_precision(a, b) &&
                       compare_moments(a, b, Precision::none, with_.default_offset_minutes) == 0;
            case ValueKind::string:
                return a.text() == b.text();
            case ValueKind::interval:
                return same_interval(a, b);
            case ValueKind::tuple:
                return types_.at(a.extra).fields == types_.at(b.extra).fields && same_items(a, b);
            case ValueKind::code:
                return equivalent(a, b, with_) == Truth::yes;
            case ValueKind::list:
            case ValueKind::concept_:
            case ValueKind::ratio:
                return same_items(a, b);
            default:
                return a.number == b.number && a.extra == b.extra;
        }
    }

private:
    static bool near(Wide a, Wide b) { return a - b <= 1 && b - a <= 1; }
    // Units count by what they mean: 'cm2' and 'cm.cm'.
    bool same_quantity(const Value& a, const Value& b) const {
        const Value one = Value::of_wide(ValueKind::quantity, wide_one, a.extra);
        const Value other = Value::of_wide(ValueKind::quantity, wide_one, b.extra);
        return near(a.wide(), b.wide()) && compare_quantities(one, other, with_.units()) == 0;
    }
    bool same_items(const Value& a, const Value& b) const {
        const auto x = a.items();
        const auto y = b.items();
        if (x.size() != y.size()) return false;
        for (std::size_t i = 0; i < x.size(); ++i) {
            if (!same(x[i], y[i])) return false;
        }
        return true;
    }
    bool same_interval(const Value& a, const Value& b) const {
        if (a.flags == b.flags && same_items(a, b)) return true;
        return same(interval_start(a), interval_start(b)) && same(interval_end(a), interval_end(b));
    }

    const TypeTable& types_;
    const Comparison& with_;
};

}  // namespace

SuiteVerdict run_suite_test(const SuiteTest& test) {
    const bool must_fail = test.invalid != SuiteTest::Invalid::no;
    SuiteVerdict verdict;
    verdict.expected = must_fail || test.outputs.empty() ? "an error" : test.outputs[0];
    std::string text = fmt::format("library Suite\ndefine \"actual\":\n{}\n", test.expression);
    if (!must_fail && !test.outputs.empty())
        text += fmt::format("define \"expected\":\n{}\n", test.outputs[0]);
    const std::vector<LibrarySource> sources{{"test", std::move(text)}};
    const ValueSets value_sets;
    const ConceptMaps concept_maps;
    ConceptDictionary concepts;
    TextPool texts;
    texts.intern("1");
    const Compilation made = compile({sources, value_sets, concept_maps, concepts, texts, {}});
    if (!made.plan) {
        verdict.actual = made.errors.empty() ? "no plan" : made.errors[0].message;
        if (must_fail) verdict.outcome = SuiteVerdict::Outcome::passed;
        return verdict;
    }
    const auto bytes = records::RecordBuilder(1).build();
    EvaluationSettings settings;
    settings.as_at = *Date::from_ymd(2026, 11, 23);
    Evaluator evaluator(*made.plan, concepts, texts, settings);
    evaluator.begin(records::PatientRecord(bytes));
    const Value actual = evaluator.value(0);
    const bool failed = !evaluator.failures().empty();
    verdict.actual =
        failed ? evaluator.failures()[0].message : to_text(actual, {*made.plan, concepts, texts});
    // "semantic" and "syntax" tests must fail before anything runs.
    if (test.invalid == SuiteTest::Invalid::anywhere && failed)
        verdict.outcome = SuiteVerdict::Outcome::passed;
    if (must_fail || failed) return verdict;
    // A test without output asks only that the expression runs.
    const bool passed =
        test.outputs.empty() ||
        Sameness(made.plan->types, evaluator.comparison()).same(actual, evaluator.value(1));
    if (passed) verdict.outcome = SuiteVerdict::Outcome::passed;
    return verdict;
}

}  // namespace openpcn::cql
