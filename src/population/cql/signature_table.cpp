#include "population/cql/signature_table.h"

#include <array>

namespace openpcn::cql {
namespace {

using O = Operation;

// Shapes that several operators share.
constexpr std::string_view two_numbers =
    "(Integer, Integer) Integer; (Long, Long) Long; (Decimal, Decimal) Decimal; "
    "(Quantity, Quantity) Quantity";
constexpr std::string_view compared =
    "(Integer, Integer) Boolean; (Long, Long) Boolean; (Decimal, Decimal) Boolean; "
    "(Quantity, Quantity) Boolean; (Date, Date) Boolean; "
    "(DateTime, DateTime) Boolean; (Time, Time) Boolean; (String, String) Boolean";
constexpr std::string_view one_number =
    "(Integer) Integer; (Long) Long; (Decimal) Decimal; (Quantity) Quantity";
constexpr std::string_view powers =
    "(Integer, Integer) Integer; (Long, Long) Long; (Decimal, Decimal) Decimal";
constexpr std::string_view stepped =
    "(Integer) Integer; (Long) Long; (Decimal) Decimal; (Quantity) Quantity; "
    "(Date) Date; (DateTime) DateTime; (Time) Time";
constexpr std::string_view indexed = "(String, Integer) String; (List<T>, Integer) T";
constexpr std::string_view summed =
    "(List<Integer>) Integer; (List<Long>) Long; (List<Decimal>) Decimal; "
    "(List<Quantity>) Quantity";
constexpr std::string_view extremes =
    "(List<Integer>) Integer; (List<Long>) Long; (List<Decimal>) Decimal; "
    "(List<Quantity>) Quantity; (List<Date>) Date; (List<DateTime>) DateTime; "
    "(List<Time>) Time; (List<String>) String";
constexpr std::string_view averaged = "(List<Decimal>) Decimal; (List<Quantity>) Quantity";
constexpr std::string_view timing =
    "(Date, Date) Boolean; (DateTime, DateTime) Boolean; (Time, Time) Boolean; "
    "(Interval<T>, Interval<T>) Boolean; (T, Interval<T>) Boolean; "
    "(Interval<T>, T) Boolean";
constexpr std::string_view two_moments =
    "(Date, Date) Integer; (DateTime, DateTime) Integer; (Time, Time) Integer";
constexpr std::string_view sets =
    "(List<T>, List<T>) List<T>; (Interval<T>, Interval<T>) Interval<T>";
constexpr std::string_view measured =
    "(Interval<Integer>) Integer; (Interval<Long>) Long; "
    "(Interval<Decimal>) Decimal; (Interval<Quantity>) Quantity";
constexpr std::string_view bounds =
    "(Decimal, Integer) Decimal; (Date, Integer) Date; "
    "(DateTime, Integer) DateTime; (Time, Integer) Time; (Decimal) Decimal; "
    "(Date) Date; (DateTime) DateTime; (Time) Time";
constexpr std::string_view equivalences =
    "(T, T) Boolean; (Code, Concept) Boolean; (Concept, Code) Boolean";

constexpr auto rows = std::to_array<SignatureRow>({
    // Logical operators.
    {"and", "(Boolean, Boolean) Boolean", O::and_},
    {"or", "(Boolean, Boolean) Boolean", O::or_},
    {"xor", "(Boolean, Boolean) Boolean", O::xor_},
    {"implies", "(Boolean, Boolean) Boolean", O::implies},
    {"not", "(Boolean) Boolean", O::not_},
    // Type operators.
    {"Children", "(T) List<Any>", O::children},
    {"Descendants", "(T) List<Any>", O::descendants},
    {"CanConvertQuantity", "(Quantity, String) Boolean", O::can_convert_quantity},
    {"Comparable", "(Quantity, Quantity) Boolean", O::comparable_quantities},
    {"ConvertQuantity", "(Quantity, String) Quantity", O::convert_quantity},
    {"ConvertsToBoolean", "(T) Boolean", O::converts_to_boolean},
    {"ConvertsToDate", "(T) Boolean", O::converts_to_date},
    {"ConvertsToDateTime", "(T) Boolean", O::converts_to_date_time},
    {"ConvertsToDecimal", "(T) Boolean", O::converts_to_decimal},
    {"ConvertsToInteger", "(T) Boolean", O::converts_to_integer},
    {"ConvertsToLong", "(T) Boolean", O::converts_to_long},
    {"ConvertsToQuantity", "(T) Boolean", O::converts_to_quantity},
    {"ConvertsToRatio", "(T) Boolean", O::converts_to_ratio},
    {"ConvertsToString", "(T) Boolean", O::converts_to_string},
    {"ConvertsToTime", "(T) Boolean", O::converts_to_time},
    {"ToBoolean",
     "(String) Boolean; (Integer) Boolean; (Long) Boolean; (Decimal) Boolean; "
     "(Boolean) Boolean",
     O::to_boolean},
    {"ToConcept", "(Code) Concept; (List<Code>) Concept; (Concept) Concept", O::to_concept},
    {"ToDate", "(String) Date; (DateTime) Date; (Date) Date", O::to_date},
    {"ToDateTime", "(String) DateTime; (Date) DateTime; (DateTime) DateTime", O::to_date_time},
    {"ToDecimal",
     "(String) Decimal; (Integer) Decimal; (Long) Decimal; (Boolean) Decimal; "
     "(Decimal) Decimal",
     O::to_decimal},
    {"ToInteger", "(String) Integer; (Long) Integer; (Boolean) Integer; (Integer) Integer",
     O::to_integer},
    {"ToLong", "(String) Long; (Integer) Long; (Boolean) Long; (Long) Long", O::to_long},
    {"ToList", "(T) List<T>", O::to_list},
    {"ToQuantity",
     "(String) Quantity; (Decimal) Quantity; (Integer) Quantity; (Long) Quantity; "
     "(Ratio) Quantity; (Quantity) Quantity",
     O::to_quantity},
    {"ToRatio", "(String) Ratio; (Ratio) Ratio", O::to_ratio},
    {"ToString",
     "(String) String; (Boolean) String; (Integer) String; (Long) String; "
     "(Decimal) String; (Quantity) String; (Ratio) String; (Date) String; "
     "(DateTime) String; (Time) String",
     O::to_string},
    {"ToTime", "(String) Time; (Time) Time", O::to_time},
    // Nullological operators.
    {"is null", "(T) Boolean", O::is_null},
    {"is true", "(Boolean) Boolean", O::is_true},
    {"is false", "(Boolean) Boolean", O::is_false},
    {"IsNull", "(T) Boolean", O::is_null},
    {"IsTrue", "(Boolean) Boolean", O::is_true},
    {"IsFalse", "(Boolean) Boolean", O::is_false},
    // Comparison operators.
    {"=", "(T, T) Boolean", O::equal},
    {"!=", "(T, T) Boolean", O::not_equal},
    {"~", equivalences, O::equivalent},
    {"!~", equivalences, O::not_equivalent},
    {"<", compared, O::less},
    {"<=", compared, O::less_or_equal},
    {">", compared, O::greater},
    {">=", compared, O::greater_or_equal},
    {"between",
     "(Integer, Integer, Integer) Boolean; (Long, Long, Long) Boolean; "
     "(Decimal, Decimal, Decimal) Boolean; (Quantity, Quantity, Quantity) Boolean; "
     "(Date, Date, Date) Boolean; (DateTime, DateTime, DateTime) Boolean; "
     "(Time, Time, Time) Boolean; (String, String, String) Boolean; "
     "(Interval<T>, T, T) Boolean",
     O::and_},
    // Arithmetic operators.
    {"+",
     "(Integer, Integer) Integer; (Long, Long) Long; (Decimal, Decimal) Decimal; "
     "(Quantity, Quantity) Quantity; (String, String) String; "
     "(Date, Quantity) Date; (DateTime, Quantity) DateTime; (Time, Quantity) Time",
     O::add},
    {"-",
     "(Integer, Integer) Integer; (Long, Long) Long; (Decimal, Decimal) Decimal; "
     "(Quantity, Quantity) Quantity; (Date, Quantity) Date; "
     "(DateTime, Quantity) DateTime; (Time, Quantity) Time",
     O::subtract},
    {"*", two_numbers, O::multiply},
    {"/", "(Decimal, Decimal) Decimal; (Quantity, Quantity) Quantity", O::divide},
    {"div", two_numbers, O::div},
    {"mod", two_numbers, O::mod},
    {"^", powers, O::power},
    {"Power", powers, O::power},
    {"&", "(String, String) String", O::concatenate},
    {"negate", one_number, O::negate},
    {"Abs", one_number, O::absolute},
    {"Ceiling", "(Decimal) Integer", O::ceiling},
    {"Floor", "(Decimal) Integer", O::floor},
    {"Truncate", "(Decimal) Integer", O::truncate},
    {"Exp", "(Decimal) Decimal", O::exponential},
    {"Ln", "(Decimal) Decimal", O::natural_logarithm},
    {"Log", "(Decimal, Decimal) Decimal", O::logarithm},
    {"HighBoundary", bounds, O::high_boundary},
    {"LowBoundary", bounds, O::low_boundary},
    {"Precision", "(Decimal) Integer; (Date) Integer; (DateTime) Integer; (Time) Integer",
     O::precision_of},
    {"predecessor of", stepped, O::predecessor},
    {"successor of", stepped, O::successor},
    {"Round",
     "(Decimal) Decimal; (Decimal, Integer) Decimal; (Quantity) Quantity; "
     "(Quantity, Integer) Quantity",
     O::round},
    // String operators.
    {"Combine", "(List<String>) String; (List<String>, String) String", O::combine},
    {"Concat", "(String, String) String", O::add},
    {"Concatenate", "(String, String) String", O::add},
    {"EndsWith", "(String, String) Boolean", O::ends_with},
    {"[]", indexed, O::index},
    {"Indexer", indexed, O::index},
    {"LastPositionOf", "(String, String) Integer", O::last_position_of},
    {"Length", "(String) Integer", O::length},
    {"Length", "(List<T>) Integer", O::list_length},
    {"Lower", "(String) String", O::lower},
    {"Upper", "(String) String", O::upper},
    {"Matches", "(String, String) Boolean", O::matches},
    {"MatchesFull", "(String, String) Boolean", O::matches_full},
    {"PositionOf", "(String, String) Integer", O::position_of},
    {"ReplaceMatches", "(String, String, String) String", O::replace_matches},
    {"Split", "(String, String) List<String>", O::split},
    {"SplitOnMatches", "(String, String) List<String>", O::split_on_matches},
    {"StartsWith", "(String, String) Boolean", O::starts_with},
    {"Substring", "(String, Integer) String; (String, Integer, Integer) String", O::substring},
    // Date and time operators.
    {"Date", "(Integer) Date; (Integer, Integer) Date; (Integer, Integer, Integer) Date",
     O::make_date},
    {"DateTime",
     "(Integer) DateTime; (Integer, Integer) DateTime; "
     "(Integer, Integer, Integer) DateTime; "
     "(Integer, Integer, Integer, Integer) DateTime; "
     "(Integer, Integer, Integer, Integer, Integer) DateTime; "
     "(Integer, Integer, Integer, Integer, Integer, Integer) DateTime; "
     "(Integer, Integer, Integer, Integer, Integer, Integer, Integer) DateTime; "
     "(Integer, Integer, Integer, Integer, Integer, Integer, Integer, Decimal) DateTime",
     O::make_date_time},
    {"Time",
     "(Integer) Time; (Integer, Integer) Time; (Integer, Integer, Integer) Time; "
     "(Integer, Integer, Integer, Integer) Time",
     O::make_time},
    {"Now", "() DateTime", O::now},
    {"Today", "() Date", O::today},
    {"TimeOfDay", "() Time", O::time_of_day},
    {"year from", "(Date) Integer; (DateTime) Integer", O::component_from},
    {"month from", "(Date) Integer; (DateTime) Integer", O::component_from},
    {"day from", "(Date) Integer; (DateTime) Integer", O::component_from},
    {"hour from", "(DateTime) Integer; (Time) Integer", O::component_from},
    {"minute from", "(DateTime) Integer; (Time) Integer", O::component_from},
    {"second from", "(DateTime) Integer; (Time) Integer", O::component_from},
    {"millisecond from", "(DateTime) Integer; (Time) Integer", O::component_from},
    {"timezoneoffset from", "(DateTime) Decimal", O::timezone_offset_from},
    {"timezone from", "(DateTime) Decimal", O::timezone_offset_from},
    {"date from", "(DateTime) Date; (Date) Date", O::date_from},
    {"time from", "(DateTime) Time", O::time_from},
    {"duration", two_moments, O::duration_between},
    {"difference", two_moments, O::difference_between},
    // Timing, of points and of intervals.
    {"before", timing, O::before},
    {"after", timing, O::after},
    {"same or before", timing, O::same_or_before},
    {"same or after", timing, O::same_or_after},
    {"same as",
     "(Date, Date) Boolean; (DateTime, DateTime) Boolean; (Time, Time) Boolean; "
     "(Interval<T>, Interval<T>) Boolean",
     O::same_as},
    {"overlaps", "(Interval<T>, Interval<T>) Boolean", O::overlaps},
    {"overlaps before", "(Interval<T>, Interval<T>) Boolean", O::overlaps_before},
    {"overlaps after", "(Interval<T>, Interval<T>) Boolean", O::overlaps_after},
    {"meets", "(Interval<T>, Interval<T>) Boolean", O::meets},
    {"meets before", "(Interval<T>, Interval<T>) Boolean", O::meets_before},
    {"meets after", "(Interval<T>, Interval<T>) Boolean", O::meets_after},
    {"starts", "(Interval<T>, Interval<T>) Boolean", O::starts},
    {"ends", "(Interval<T>, Interval<T>) Boolean", O::ends},
    // Interval operators.
    {"start of", "(Interval<T>) T", O::start_of},
    {"end of", "(Interval<T>) T", O::end_of},
    {"width of", measured, O::width_of},
    {"Size", measured, O::size_of},
    {"point from", "(Interval<T>) T", O::point_from},
    {"collapse",
     "(List<Interval<T>>) List<Interval<T>>; "
     "(List<Interval<T>>, Quantity) List<Interval<T>>",
     O::collapse},
    {"expand",
     "(List<Interval<T>>) List<Interval<T>>; "
     "(List<Interval<T>>, Quantity) List<Interval<T>>; (Interval<T>) List<T>; "
     "(Interval<T>, Quantity) List<T>",
     O::expand},
    // Membership; an untyped null is a list where nothing says otherwise.
    {"in", "(T, List<T>) Boolean; (T, Interval<T>) Boolean", O::in},
    {"contains", "(List<T>, T) Boolean; (Interval<T>, T) Boolean", O::contains},
    {"includes", "(List<T>, List<T>) Boolean; (Interval<T>, Interval<T>) Boolean", O::includes},
    {"includes", "(List<T>, T) Boolean; (Interval<T>, T) Boolean", O::contains},
    {"included in", "(List<T>, List<T>) Boolean; (Interval<T>, Interval<T>) Boolean",
     O::included_in},
    {"included in", "(T, List<T>) Boolean; (T, Interval<T>) Boolean", O::in},
    {"properly includes", "(List<T>, T) Boolean; (Interval<T>, T) Boolean", O::properly_contains},
    {"properly includes", "(List<T>, List<T>) Boolean; (Interval<T>, Interval<T>) Boolean",
     O::properly_includes},
    {"properly included in", "(T, List<T>) Boolean; (T, Interval<T>) Boolean", O::properly_in},
    {"properly included in", "(List<T>, List<T>) Boolean; (Interval<T>, Interval<T>) Boolean",
     O::properly_included_in},
    // List operators.
    {"union", sets, O::union_},
    {"intersect", sets, O::intersect},
    {"except", sets, O::except},
    {"distinct", "(List<T>) List<T>", O::distinct},
    {"Distinct", "(List<T>) List<T>", O::distinct},
    {"exists", "(List<T>) Boolean", O::exists},
    {"Exists", "(List<T>) Boolean", O::exists},
    {"flatten", "(List<List<T>>) List<T>; (List<T>) List<T>", O::flatten},
    {"Flatten", "(List<List<T>>) List<T>; (List<T>) List<T>", O::flatten},
    {"First", "(List<T>) T", O::first},
    {"Last", "(List<T>) T", O::last},
    {"IndexOf", "(List<T>, T) Integer", O::index_of},
    {"singleton from", "(List<T>) T", O::singleton_from},
    {"SingletonFrom", "(List<T>) T", O::singleton_from},
    {"Skip", "(List<T>, Integer) List<T>", O::skip},
    {"Take", "(List<T>, Integer) List<T>", O::take},
    {"Tail", "(List<T>) List<T>", O::tail},
    {"Slice",
     "(List<T>) List<T>; (List<T>, Integer) List<T>; "
     "(List<T>, Integer, Integer) List<T>",
     O::slice},
    // Aggregate functions.
    {"AllTrue", "(List<Boolean>) Boolean", O::all_true},
    {"AnyTrue", "(List<Boolean>) Boolean", O::any_true},
    {"Count", "(List<T>) Integer", O::count},
    {"Sum", summed, O::sum},
    {"Product", summed, O::product},
    {"Max", extremes, O::maximum},
    {"Min", extremes, O::minimum},
    {"Avg", averaged, O::average},
    {"Median", averaged, O::median},
    {"StdDev", averaged, O::deviation},
    {"PopulationStdDev", averaged, O::population_deviation},
    {"Variance", averaged, O::variance},
    {"PopulationVariance", averaged, O::population_variance},
    {"GeometricMean", "(List<Decimal>) Decimal", O::geometric_mean},
    {"Mode", "(List<T>) T", O::mode},
    // Clinical operators; ages are resolved by their names.
    {"ExpandValueSet", "(ValueSet) List<Code>", O::expand_value_set},
    // Errors and messages.
    {"Message", "(T, Boolean, String, String, String) T", O::message},
});

}  // namespace

std::span<const SignatureRow> signature_rows() { return rows; }

}  // namespace openpcn::cql
