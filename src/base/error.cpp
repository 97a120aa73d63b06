#include "base/error.h"

namespace openpcn {

std::string to_string(const Error& error) {
    std::string text = error.what;
    if (!error.where.empty()) text += "\n  " + error.where;
    if (!error.remedy.empty()) text += "\n  " + error.remedy;
    return text;
}

}  // namespace openpcn
