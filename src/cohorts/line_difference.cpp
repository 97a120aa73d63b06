#include "cohorts/line_difference.h"

#include <algorithm>
#include <array>

namespace openpcn::cohorts {
namespace {

using Lines = std::vector<std::string_view>;
using Kind = DifferingLine::Kind;

// The table below has one cell for each pair of lines.
constexpr std::size_t cells_max = 4'000'000;

Lines lines_of(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

class Difference {
public:
    Difference(Lines before, Lines after) : before_(std::move(before)), after_(std::move(after)) {}

    std::vector<DifferingLine> run() {
        while (b_ < before_.size() && a_ < after_.size() && before_[b_] == after_[a_]) same();
        std::size_t end_before = before_.size(), end_after = after_.size();
        while (end_before > b_ && end_after > a_ &&
               before_[end_before - 1] == after_[end_after - 1])
            --end_before, --end_after;
        if ((end_before - b_) * (end_after - a_) <= cells_max) between(end_before, end_after);
        while (b_ < end_before) removed();
        while (a_ < end_after) added();
        while (b_ < before_.size()) same();
        return std::move(made_);
    }

private:
    void same() {
        made_.push_back({Kind::same, number(b_), number(a_), std::string(before_[b_])});
        ++b_, ++a_;
    }
    void removed() {
        made_.push_back({Kind::removed, number(b_), 0, std::string(before_[b_])});
        ++b_;
    }
    void added() {
        made_.push_back({Kind::added, 0, number(a_), std::string(after_[a_])});
        ++a_;
    }
    static int number(std::size_t index) { return static_cast<int>(index) + 1; }

    // Follows a longest common subsequence: common[i][j] is its length from there on.
    void between(std::size_t end_before, std::size_t end_after) {
        const std::size_t from_before = b_, from_after = a_;
        const std::size_t width = end_after - a_ + 1;
        std::vector<std::uint32_t> common((end_before - b_ + 1) * width);
        const auto cell = [&](std::size_t b, std::size_t a) -> std::uint32_t& {
            return common[(b - from_before) * width + (a - from_after)];
        };
        for (std::size_t b = end_before; b-- > from_before;)
            for (std::size_t a = end_after; a-- > from_after;)
                cell(b, a) = before_[b] == after_[a] ? cell(b + 1, a + 1) + 1
                                                     : std::max(cell(b + 1, a), cell(b, a + 1));
        while (b_ < end_before && a_ < end_after) {
            if (before_[b_] == after_[a_])
                same();
            else if (cell(b_ + 1, a_) >= cell(b_, a_ + 1))
                removed();
            else
                added();
        }
    }

    Lines before_;
    Lines after_;
    std::size_t b_ = 0;
    std::size_t a_ = 0;
    std::vector<DifferingLine> made_;
};

}  // namespace

std::string_view to_text(DifferingLine::Kind kind) {
    constexpr std::array<std::string_view, 3> names{"same", "removed", "added"};
    return names[static_cast<std::size_t>(kind)];
}

std::vector<DifferingLine> line_difference(std::string_view before, std::string_view after) {
    return Difference(lines_of(before), lines_of(after)).run();
}

}  // namespace openpcn::cohorts
