#include "governance/post.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "agreement/json_members.h"

namespace openpcn::governance {
namespace {

using agreement::JsonMembers;

constexpr std::array<std::string_view, 3> kinds{"director", "lead", "representative"};
constexpr std::array<std::string_view, 2> methods{"election", "appointment"};
constexpr std::size_t text_bytes_max = 2'000;

void limit(JsonMembers& members, const char* name, const std::string& text) {
    if (text.size() > text_bytes_max) members.refuse(name, "shorter");
}

// The days on which the shares can change, in order: `from`, and each first day and day after.
std::vector<Date> turning_days(std::span<const Post> directors, Date from, Date last) {
    std::set<Date> days{from};
    for (const Post& post : directors) {
        days.insert(post.from);
        if (post.to) days.insert(post.to->plus_days(1));
    }
    std::vector<Date> within;
    for (const Date day : days)
        if (from <= day && day <= last) within.push_back(day);
    return within;
}

// What is wrong with the shares on a day; nothing where they are 100 %.
std::optional<PostFinding> shares_on(std::span<const Post> directors, Date day, Date today) {
    int sum = 0;
    std::string arithmetic;
    for (const Post& post : directors) {
        if (!post.holds_on(day)) continue;
        sum += post.share_percent;
        arithmetic += fmt::format("{}{} %", arithmetic.empty() ? "" : " + ", post.share_percent);
    }
    if (sum == 100) return std::nullopt;
    if (sum == 0) {
        const bool is_ahead = today < day;
        return PostFinding{is_ahead ? PostWarning::ends_soon : PostWarning::gap,
                           day,
                           {},
                           "Nobody is clinical director."};
    }
    return PostFinding{
        PostWarning::share, day, {}, fmt::format("The shares are {} = {} %.", arithmetic, sum)};
}

}  // namespace

std::string_view name_of(PostKind kind) { return kinds[static_cast<std::size_t>(kind)]; }
std::string_view name_of(Method method) { return methods[static_cast<std::size_t>(method)]; }
std::string_view name_of(PostWarning warning) {
    constexpr std::array<std::string_view, 4> names{"gap", "share", "ends_soon", "not_clinical"};
    return names[static_cast<std::size_t>(warning)];
}

Result<Post> parse_post(std::string_view text) {
    TRY_ASSIGN(const auto object, agreement::parse_object(text, "a post", 3));
    std::optional<Error> error;
    JsonMembers members(object, "", "a post", error);
    Post post;
    post.kind = agreement::one_of<PostKind>(members, "kind", kinds);
    post.role = members.text("role");
    post.person = members.text("person");
    post.profession = members.optional_text("profession");
    post.share_percent = static_cast<int>(members.optional_number("share_percent", 100));
    post.from = members.day("from");
    post.to = members.optional_day("to");
    post.method = agreement::one_of<Method>(members, "method", methods);
    post.agreed_on = members.optional_day("agreed_on");
    post.note = members.optional_text("note");
    post.withdrawn = members.optional_number("withdrawn", 0) == 1;
    members.end();
    if (post.share_percent < 1 || post.share_percent > 100)
        members.refuse("share_percent", "from 1 to 100");
    if (post.to && *post.to < post.from) members.refuse("to", "the first day or after it");
    if (post.kind == PostKind::director && post.profession.empty())
        members.refuse("profession", "given for a clinical director");
    limit(members, "role", post.role);
    limit(members, "person", post.person);
    limit(members, "note", post.note);
    if (error) return failure(*error);
    return post;
}

std::string to_json(const Post& post) {
    nlohmann::ordered_json body{
        {"kind", name_of(post.kind)},    {"role", post.role},
        {"person", post.person},         {"share_percent", post.share_percent},
        {"from", post.from.to_string()}, {"method", name_of(post.method)}};
    if (!post.profession.empty()) body["profession"] = post.profession;
    if (post.to) body["to"] = post.to->to_string();
    if (post.agreed_on) body["agreed_on"] = post.agreed_on->to_string();
    if (!post.note.empty()) body["note"] = post.note;
    if (post.withdrawn) body["withdrawn"] = 1;
    return body.dump();
}

Post within(Post post, const NetworkTime& network) {
    if (network.to && (!post.to || *network.to < *post.to)) post.to = network.to;
    return post;
}

std::vector<Post> directors_on(std::span<const Post> posts, Date day) {
    std::vector<Post> found;
    std::copy_if(posts.begin(), posts.end(), std::back_inserter(found), [&](const Post& post) {
        return post.kind == PostKind::director && post.holds_on(day);
    });
    return found;
}

std::vector<PostFinding> check_directors(std::span<const Post> posts, const NetworkTime& network,
                                         Date today, std::span<const std::string> clinicians) {
    std::vector<Post> directors;
    for (const Post& post : posts)
        if (post.kind == PostKind::director && !post.withdrawn) directors.push_back(post);
    const Date from = network.from;
    Date last = std::max(from, today.plus_days(ends_soon_days));
    if (network.to) last = std::min(last, *network.to);
    std::vector<PostFinding> findings;
    for (const Date day : turning_days(directors, from, last)) {
        if (!findings.empty() && !findings.back().to) findings.back().to = day.plus_days(-1);
        if (auto finding = shares_on(directors, day, std::max(today, from)))
            findings.push_back(std::move(*finding));
    }
    if (!findings.empty() && !findings.back().to) findings.back().to = network.to;
    for (const Post& post : directors) {
        if (std::find(clinicians.begin(), clinicians.end(), post.profession) != clinicians.end())
            continue;
        findings.push_back({PostWarning::not_clinical, post.from, post.to,
                            fmt::format("{} is not a practising clinician.", post.person)});
    }
    return findings;
}

}  // namespace openpcn::governance
