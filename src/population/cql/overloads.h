// Chooses among the signatures of an operator by the types of its arguments: the one that needs the
// least conversion (CQL 1.5, "Operator and function resolution").
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "population/cql/signatures.h"

namespace openpcn::cql {

struct Overload {
    const Signature* signature = nullptr;  // of the table, so it lives as long as the program
    std::vector<TypeId> operands;          // with T replaced
    TypeId result = 0;
};

// Nothing where no signature fits. Of signatures that fit equally well the first of the table.
std::optional<Overload> resolve_overload(TypeTable& types, std::string_view name,
                                         std::span<const TypeId> arguments);

// Why none fits: what was expected and what was given.
struct Mismatch {
    std::string message;
    std::optional<std::size_t> argument;  // the one that is at fault, where it is one
};
Mismatch explain_mismatch(const TypeTable& types, std::string_view name,
                          std::span<const TypeId> arguments);

// Whether the operation itself reads numbers and moments of different types, and whatever a choice
// turns out to be, so that nothing has to be converted for it.
bool reads_mixed(Operation operation);

}  // namespace openpcn::cql
