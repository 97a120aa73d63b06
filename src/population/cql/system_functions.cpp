#include "population/cql/system_functions.h"

#include <array>

namespace openpcn::cql {
namespace {

using O = Operation;
using R = ResultRule;

constexpr std::array functions{
    SystemFunction{"Today", 0, 0, O::today, R::date},
    SystemFunction{"Now", 0, 0, O::now, R::date_time},
    SystemFunction{"TimeOfDay", 0, 0, O::time_of_day, R::time},
    SystemFunction{"Date", 1, 3, O::make_date, R::date},
    SystemFunction{"DateTime", 1, 8, O::make_date_time, R::date_time},
    SystemFunction{"Time", 1, 4, O::make_time, R::time},
    SystemFunction{"Exists", 1, 1, O::exists, R::boolean},
    SystemFunction{"Count", 1, 1, O::count, R::integer},
    SystemFunction{"Sum", 1, 1, O::sum, R::element_of_first},
    SystemFunction{"Min", 1, 1, O::minimum, R::element_of_first},
    SystemFunction{"Max", 1, 1, O::maximum, R::element_of_first},
    SystemFunction{"Avg", 1, 1, O::average, R::element_of_first},
    SystemFunction{"Median", 1, 1, O::median, R::element_of_first},
    SystemFunction{"Mode", 1, 1, O::mode, R::element_of_first},
    SystemFunction{"Product", 1, 1, O::product, R::element_of_first},
    SystemFunction{"Variance", 1, 1, O::variance, R::decimal},
    SystemFunction{"StdDev", 1, 1, O::deviation, R::decimal},
    SystemFunction{"PopulationVariance", 1, 1, O::population_variance, R::decimal},
    SystemFunction{"PopulationStdDev", 1, 1, O::population_deviation, R::decimal},
    SystemFunction{"GeometricMean", 1, 1, O::geometric_mean, R::decimal},
    SystemFunction{"AllTrue", 1, 1, O::all_true, R::boolean},
    SystemFunction{"AnyTrue", 1, 1, O::any_true, R::boolean},
    SystemFunction{"First", 1, 1, O::first, R::element_of_first},
    SystemFunction{"Last", 1, 1, O::last, R::element_of_first},
    SystemFunction{"IndexOf", 2, 2, O::index_of, R::integer},
    SystemFunction{"Skip", 2, 2, O::skip, R::first_argument},
    SystemFunction{"Take", 2, 2, O::take, R::first_argument},
    SystemFunction{"Tail", 1, 1, O::tail, R::first_argument},
    SystemFunction{"Flatten", 1, 1, O::flatten, R::flattened},
    SystemFunction{"Distinct", 1, 1, O::distinct, R::first_argument},
    SystemFunction{"SingletonFrom", 1, 1, O::singleton_from, R::element_of_first},
    SystemFunction{"Abs", 1, 1, O::absolute, R::first_argument},
    SystemFunction{"Ceiling", 1, 1, O::ceiling, R::integer},
    SystemFunction{"Floor", 1, 1, O::floor, R::integer},
    SystemFunction{"Truncate", 1, 1, O::truncate, R::integer},
    SystemFunction{"Round", 1, 2, O::round, R::decimal},
    SystemFunction{"Ln", 1, 1, O::natural_logarithm, R::decimal},
    SystemFunction{"Exp", 1, 1, O::exponential, R::decimal},
    SystemFunction{"Log", 2, 2, O::logarithm, R::decimal},
    SystemFunction{"Power", 2, 2, O::power, R::first_argument},
    SystemFunction{"ToString", 1, 1, O::to_string, R::string},
    SystemFunction{"ToBoolean", 1, 1, O::to_boolean, R::boolean},
    SystemFunction{"ToInteger", 1, 1, O::to_integer, R::integer},
    SystemFunction{"ToLong", 1, 1, O::to_long, R::long_integer},
    SystemFunction{"ToDecimal", 1, 1, O::to_decimal, R::decimal},
    SystemFunction{"ToDate", 1, 1, O::to_date, R::date},
    SystemFunction{"ToDateTime", 1, 1, O::to_date_time, R::date_time},
    SystemFunction{"ToTime", 1, 1, O::to_time, R::time},
    SystemFunction{"ToQuantity", 1, 2, O::to_quantity, R::quantity},
    SystemFunction{"ToConcept", 1, 1, O::to_concept, R::concept_},
    SystemFunction{"ToList", 1, 1, O::to_list, R::list_of_first},
    SystemFunction{"Length", 1, 1, O::length, R::integer},
    SystemFunction{"Upper", 1, 1, O::upper, R::string},
    SystemFunction{"Lower", 1, 1, O::lower, R::string},
    SystemFunction{"Substring", 2, 3, O::substring, R::string},
    SystemFunction{"PositionOf", 2, 2, O::position_of, R::integer},
    SystemFunction{"LastPositionOf", 2, 2, O::last_position_of, R::integer},
    SystemFunction{"StartsWith", 2, 2, O::starts_with, R::boolean},
    SystemFunction{"EndsWith", 2, 2, O::ends_with, R::boolean},
    SystemFunction{"Split", 2, 2, O::split, R::strings},
    SystemFunction{"Combine", 1, 2, O::combine, R::string},
    SystemFunction{"Concat", 2, 2, O::add, R::string},
    SystemFunction{"Concatenate", 2, 2, O::add, R::string},
    SystemFunction{"Indexer", 2, 2, O::index, R::element_of_first},
    SystemFunction{"Slice", 1, 3, O::slice, R::first_argument},
    SystemFunction{"LowBoundary", 1, 2, O::low_boundary, R::first_argument},
    SystemFunction{"HighBoundary", 1, 2, O::high_boundary, R::first_argument},
    SystemFunction{"Precision", 1, 1, O::precision_of, R::integer},
    SystemFunction{"Message", 5, 5, O::message, R::first_argument},
    SystemFunction{"IsNull", 1, 1, O::is_null, R::boolean},
    SystemFunction{"IsTrue", 1, 1, O::is_true, R::boolean},
    SystemFunction{"IsFalse", 1, 1, O::is_false, R::boolean},
};

}  // namespace

const SystemFunction* find_system_function(std::string_view name) {
    for (const SystemFunction& function : functions) {
        if (function.name == name) return &function;
    }
    return nullptr;
}

std::vector<std::string> system_function_names() {
    std::vector<std::string> names{"Coalesce", "AgeInYears", "AgeInYearsAt",
                                   "CalculateAgeInYearsAt"};
    for (const SystemFunction& function : functions) names.emplace_back(function.name);
    return names;
}

}  // namespace openpcn::cql
