#include "population/synthetic/identity.h"

#include <array>

#include "population/synthetic/draws.h"

namespace openpcn::synthetic {

namespace {

constexpr auto men = std::to_array<std::string_view>(
    {"Adam",  "Aidan",   "Amir",   "Arthur", "Ben",    "Callum", "Carl",   "Daniel",  "David",
     "Dev",   "Edward",  "Ethan",  "Felix",  "Gareth", "George", "Graham", "Hamza",   "Harry",
     "Henry", "Imran",   "Isaac",  "Jack",   "James",  "Joshua", "Kofi",   "Leo",     "Liam",
     "Lucas", "Malik",   "Martin", "Mohan",  "Nathan", "Neil",   "Noah",   "Oliver",  "Omar",
     "Oscar", "Patrick", "Peter",  "Ravi",   "Robert", "Samuel", "Simon",  "Stanley", "Stephen",
     "Tariq", "Thomas",  "Tunde",  "Victor", "William"});
constexpr auto women = std::to_array<std::string_view>(
    {"Abena",   "Aisha",  "Alice",    "Amelia",   "Anita",   "Anna",    "Audrey", "Beatrice",
     "Bethany", "Carol",  "Chloe",    "Clara",    "Daisy",   "Deborah", "Edith",  "Ella",
     "Emily",   "Esther", "Fatima",   "Florence", "Freya",   "Grace",   "Hannah", "Harriet",
     "Helen",   "Irene",  "Isla",     "Jane",     "Jasmine", "Joan",    "Karen",  "Laura",
     "Leila",   "Lily",   "Margaret", "Maryam",   "Mei",     "Naomi",   "Nina",   "Olive",
     "Priya",   "Rachel", "Rosie",    "Ruth",     "Sara",    "Shanice", "Sophie", "Susan",
     "Yasmin",  "Zara"});
constexpr auto name_heads = std::to_array<std::string_view>(
    {"Alder",  "Amber",  "Bracken", "Briar",  "Cinder", "Copper",  "Dapple",  "Ember",
     "Fennel", "Flint",  "Gorse",   "Hazel",  "Heron",  "Ivory",   "Juniper", "Kestrel",
     "Larch",  "Linden", "Marl",    "Nettle", "Osier",  "Otter",   "Pebble",  "Quarry",
     "Rowan",  "Russet", "Sedge",   "Sorrel", "Tansy",  "Thistle", "Umber",   "Velvet",
     "Willow", "Wren",   "Yarrow",  "Barley", "Clover", "Damson",  "Garnet",  "Harrow"});
constexpr auto name_tails = std::to_array<std::string_view>(
    {"beck", "combe", "croft", "dale",  "field", "garth",   "holt", "hurst", "low",    "mere",
     "more", "ridge", "shaw",  "stead", "stone", "thwaite", "wick", "wold",  "worthy", "wright"});
constexpr auto street_kinds = std::to_array<std::string_view>(
    {"Road", "Street", "Lane", "Close", "Avenue", "Way", "Terrace"});
constexpr auto towns = std::to_array<std::string_view>(
    {"Nether Quillby", "Quillby", "Upper Quillby", "Quarrenden", "Quenby Vale"});
// Letters that the second half of a postcode may hold.
constexpr std::string_view postcode_letters = "ABDEFGHJLNPQRSTUWXYZ";

template <std::size_t Count>
std::string_view any_of(const std::array<std::string_view, Count>& choices, Draws& draws) {
    return choices[draws.next() % Count];
}

std::string four_digits(std::uint64_t number) {
    std::string text = std::to_string(number % 10'000);
    return std::string(4 - text.size(), '0') + text;
}

std::string title_of(const PlannedPerson& person, Draws& draws) {
    if (person.age < 16) return person.male() ? "Master" : "Miss";
    if (person.male()) return "Mr";
    const int choice = draws.between(0, 9);
    return choice < 5 ? "Mrs" : choice < 8 ? "Ms" : "Miss";
}

}  // namespace

Identity identity_of(const NetworkPlan& plan, const PlannedPerson& person) {
    Draws draws(plan.options.seed, person.number, Stream::identity);
    Identity identity;
    identity.family =
        std::string(any_of(name_heads, draws)) + std::string(any_of(name_tails, draws));
    identity.given = person.male() ? any_of(men, draws) : any_of(women, draws);
    if (draws.chance(0.3))
        identity.given +=
            " " + std::string(person.male() ? any_of(men, draws) : any_of(women, draws));
    identity.title = title_of(person, draws);
    const std::size_t town = person.practice % towns.size();
    identity.address = std::to_string(draws.between(1, 180)) + " " +
                       std::string(any_of(name_heads, draws)) + " " +
                       std::string(any_of(street_kinds, draws)) + ", " + std::string(towns[town]);
    const auto letter = [&] { return postcode_letters[draws.next() % postcode_letters.size()]; };
    identity.postcode = "QX" + std::to_string(1 + town * 3 + person.deprivation_quintile % 3u) +
                        " " + std::to_string(draws.between(1, 9)) + letter() + letter();
    identity.phone = person.age >= 70 && draws.chance(0.6) ? "01632 96" + four_digits(draws.next())
                                                           : "07700 90" + four_digits(draws.next());
    // Real codes of small areas end near E01035000.
    const int area = person.practice * 50 + person.deprivation_quintile * 10 + draws.between(0, 7);
    identity.small_area = "E01" + std::to_string(900'000 + area);
    identity.deprivation_decile = 2 * person.deprivation_quintile - draws.between(0, 1);
    identity.ethnicity_known = draws.chance(0.9);
    return identity;
}

}  // namespace openpcn::synthetic
