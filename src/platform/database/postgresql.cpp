#include "platform/database/postgresql.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <bit>
#include <charconv>
#include <cstring>
#include <unordered_map>

#include "base/invariant.h"

namespace openpcn::database {
namespace {

struct CloseConnection {
    void operator()(PGconn* handle) const { PQfinish(handle); }
};
struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Handle = std::unique_ptr<PGconn, CloseConnection>;
using ResultHandle = std::unique_ptr<PGresult, ClearResult>;

constexpr Oid type_bytea = 17;

Error error_of(PGconn* handle, const PGresult* result, std::string_view sql) {
    const char* state = result != nullptr ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const char* primary =
        result != nullptr ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
    const std::string_view code = state != nullptr ? state : "08000";
    ErrorKind kind = ErrorKind::internal;
    if (code.starts_with("23")) kind = ErrorKind::conflict;
    if (code.starts_with("08") || code.starts_with("40") || code.starts_with("53") ||
        code.starts_with("55") || code.starts_with("57")) {
        kind = ErrorKind::unavailable;
    }
    // The primary message names tables and constraints; values stand only in its detail field.
    return {kind, fmt::format("The database says: {}.", primary ? primary : PQerrorMessage(handle)),
            fmt::format("PostgreSQL code {}, statement: {}", code, sql.substr(0, 200)),
            kind == ErrorKind::unavailable ? "Check that the database server runs and has room."
                                           : "Nothing was changed."};
}

// PostgreSQL has no NUL in a text; libpq would cut the text there without a word.
Result<void> check_text(const Value& value) {
    const auto* text = std::get_if<std::string_view>(&value.get());
    if (text == nullptr || text->find('\0') == std::string_view::npos) return {};
    return failure({ErrorKind::invalid, "A text has a NUL character in it.", "a database value",
                    "Remove it, or keep the bytes as they are in a blob."});
}

// Parameters as libpq wants them: text, but binary for blobs.
class Parameters {
public:
    explicit Parameters(std::span<const Value> values) {
        texts_.reserve(values.size());
        for (const Value& value : values) {
            std::visit([this](const auto& v) { add(v); }, value.get());
        }
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            if (data_[i] == own_text) data_[i] = texts_[i].c_str();
        }
    }
    int size() const { return static_cast<int>(data_.size()); }
    const char* const* data() const { return data_.data(); }
    const int* lengths() const { return lengths_.data(); }
    const int* formats() const { return formats_.data(); }
    const Oid* types() const { return types_.data(); }

private:
    static constexpr const char* own_text = "";

    void push(std::string text, const char* data, int length, int format, Oid type) {
        texts_.push_back(std::move(text));
        data_.push_back(data);
        lengths_.push_back(length);
        formats_.push_back(format);
        types_.push_back(type);
    }
    void add(std::monostate) { push({}, nullptr, 0, 0, 0); }
    void add(std::int64_t value) { push(fmt::format("{}", value), own_text, 0, 0, 0); }
    void add(double value) { push(fmt::format("{}", value), own_text, 0, 0, 0); }
    void add(std::string_view value) { push(std::string(value), own_text, 0, 0, 0); }
    void add(Value::Blob value) {
        push({}, value.data() ? reinterpret_cast<const char*>(value.data()) : "\0",
             static_cast<int>(value.size()), 1, type_bytea);
    }

    std::vector<std::string> texts_;
    std::vector<const char*> data_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
    std::vector<Oid> types_;
};

class PostgresqlRow final : public Row {
public:
    explicit PostgresqlRow(const PGresult* result) : result_(result) {}
    bool is_null(int column) const override { return PQgetisnull(result_, 0, column) == 1; }
    std::int64_t integer(int column) const override {
        const std::string_view value = text(column);
        if (value == "t") return 1;
        std::int64_t number = 0;
        std::from_chars(value.data(), value.data() + value.size(), number);
        return number;
    }
    double real(int column) const override {
        return std::strtod(PQgetvalue(result_, 0, column), nullptr);
    }
    std::string_view text(int column) const override {
        return {PQgetvalue(result_, 0, column),
                static_cast<std::size_t>(PQgetlength(result_, 0, column))};
    }
    // bytea comes as "\x6f70...".
    Value::Blob blob(int column) const override {
        const std::string_view hex = text(column);
        INVARIANT(hex.size() >= 2 || is_null(column));
        bytes_.resize(hex.size() < 2 ? 0 : (hex.size() - 2) / 2);
        for (std::size_t i = 0; i < bytes_.size(); ++i) {
            bytes_[i] = static_cast<std::byte>(digit(hex[2 + 2 * i]) * 16 + digit(hex[3 + 2 * i]));
        }
        return bytes_;
    }

private:
    static int digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }
    const PGresult* result_;
    mutable std::vector<std::byte> bytes_;
};

void append_copy_field(std::string& line, const Value& value) {
    std::visit(
        [&line](const auto& v) {
            using T = std::decay_t<decltype(v)>;
            if constexpr (std::is_same_v<T, std::monostate>) {
                line += "\\N";
            } else if constexpr (std::is_same_v<T, std::string_view>) {
                for (const char c : v) {
                    if (c == '\\')
                        line += "\\\\";
                    else if (c == '\t')
                        line += "\\t";
                    else if (c == '\n')
                        line += "\\n";
                    else if (c == '\r')
                        line += "\\r";
                    else
                        line += c;
                }
            } else if constexpr (std::is_same_v<T, Value::Blob>) {
                constexpr char digits[] = "0123456789abcdef";
                line += "\\\\x";
                for (const std::byte b : v) {
                    line += digits[std::to_integer<int>(b) >> 4];
                    line += digits[std::to_integer<int>(b) & 15];
                }
            } else {
                fmt::format_to(std::back_inserter(line), "{}", v);
            }
        },
        value.get());
}

class CopyInsert final : public BulkInsert {
public:
    explicit CopyInsert(PGconn* handle) : handle_(handle) {}
    // A copy that was not finished is ended, so that the connection can be used again.
    ~CopyInsert() override {
        if (finished_) return;
        PQputCopyEnd(handle_, "not finished");
        while (const ResultHandle result{PQgetResult(handle_)}) {
        }
    }

    Result<void> add(std::span<const Value> values) override {
        for (std::size_t i = 0; i < values.size(); ++i) {
            TRY(check_text(values[i]));
            if (i > 0) buffer_ += '\t';
            append_copy_field(buffer_, values[i]);
        }
        buffer_ += '\n';
        if (buffer_.size() < 1 << 16) return {};
        return flush();
    }

    Result<void> finish() override {
        TRY(flush());
        finished_ = true;
        if (PQputCopyEnd(handle_, nullptr) != 1) return failure(error_of(handle_, nullptr, "COPY"));
        Result<void> outcome;
        while (const ResultHandle result{PQgetResult(handle_)}) {
            if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
                outcome = failure(error_of(handle_, result.get(), "COPY"));
            }
        }
        return outcome;
    }

private:
    Result<void> flush() {
        if (PQputCopyData(handle_, buffer_.data(), static_cast<int>(buffer_.size())) != 1) {
            return failure(error_of(handle_, nullptr, "COPY"));
        }
        buffer_.clear();
        return {};
    }
    PGconn* handle_;
    std::string buffer_;
    bool finished_ = false;
};

class PostgresqlConnection final : public Connection {
public:
    explicit PostgresqlConnection(Handle handle) : handle_(std::move(handle)) {}

    Dialect dialect() const override { return Dialect::postgresql; }

    Result<std::int64_t> execute(std::string_view sql, std::span<const Value> values) override {
        TRY(query(sql, values, [](const Row&) -> Result<void> { return {}; }));
        return changed_;
    }

    Result<void> query(std::string_view sql, std::span<const Value> values,
                       const RowCallback& row) override {
        for (const Value& value : values) TRY(check_text(value));
        const Parameters parameters(values);
        TRY_ASSIGN(const std::string name, prepare(sql, parameters));
        if (PQsendQueryPrepared(handle_.get(), name.c_str(), parameters.size(), parameters.data(),
                                parameters.lengths(), parameters.formats(), 0) != 1) {
            return failure(error_of(handle_.get(), nullptr, sql));
        }
        PQsetSingleRowMode(handle_.get());
        Result<void> outcome;
        changed_ = 0;
        bool rolled_back = false;
        while (const ResultHandle result{PQgetResult(handle_.get())}) {
            const ExecStatusType status = PQresultStatus(result.get());
            if (status == PGRES_SINGLE_TUPLE) {
                if (outcome) outcome = row(PostgresqlRow(result.get()));
            } else if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
                const char* count = PQcmdTuples(result.get());
                std::from_chars(count, count + std::strlen(count), changed_);
                rolled_back = std::strcmp(PQcmdStatus(result.get()), "ROLLBACK") == 0;
            } else if (outcome) {
                outcome = failure(error_of(handle_.get(), result.get(), sql));
            }
        }
        // After an error inside the transaction the server answers COMMIT with ROLLBACK.
        if (outcome && rolled_back && sql == "COMMIT") {
            return failure({ErrorKind::internal, "The transaction was rolled back, not committed.",
                            "an error earlier in it", "Nothing was changed."});
        }
        return outcome;
    }

    Result<void> run_script(std::string_view sql) override {
        const std::string text(sql);
        const ResultHandle result(PQexec(handle_.get(), text.c_str()));
        const ExecStatusType status = PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK &&
            status != PGRES_EMPTY_QUERY) {
            return failure(error_of(handle_.get(), result.get(), sql));
        }
        return {};
    }

    Result<std::unique_ptr<BulkInsert>> bulk_insert(
        std::string_view table, std::span<const std::string_view> columns) override {
        const std::string sql =
            fmt::format("COPY {} ({}) FROM STDIN", table, fmt::join(columns, ", "));
        const ResultHandle result(PQexec(handle_.get(), sql.c_str()));
        if (PQresultStatus(result.get()) != PGRES_COPY_IN) {
            return failure(error_of(handle_.get(), result.get(), sql));
        }
        return std::make_unique<CopyInsert>(handle_.get());
    }

private:
    // A statement's name in this connection. Blob parameters are part of the key, because their
    // type is given when preparing.
    Result<std::string> prepare(std::string_view sql, const Parameters& parameters) {
        std::string key(sql);
        for (int i = 0; i < parameters.size(); ++i) key += parameters.types()[i] != 0 ? 'b' : '.';
        if (const auto found = statements_.find(key); found != statements_.end()) {
            return found->second;
        }
        const std::string name = fmt::format("s{}", statements_.size());
        const std::string text = numbered_parameters(sql);
        const ResultHandle result(PQprepare(handle_.get(), name.c_str(), text.c_str(),
                                            parameters.size(), parameters.types()));
        if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
            return failure(error_of(handle_.get(), result.get(), sql));
        }
        statements_.emplace(std::move(key), name);
        return name;
    }

    Handle handle_;
    std::unordered_map<std::string, std::string> statements_;
    std::int64_t changed_ = 0;
};

}  // namespace

std::string numbered_parameters(std::string_view sql) {
    std::string text;
    int number = 0;
    char quote = 0;
    for (const char c : sql) {
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '?') {
            text += fmt::format("${}", ++number);
            continue;
        }
        text += c;
    }
    return text;
}

Result<std::unique_ptr<Connection>> connect_postgresql(const std::string& url) {
    Handle handle(PQconnectdb(url.c_str()));
    if (PQstatus(handle.get()) != CONNECTION_OK) {
        return failure({ErrorKind::unavailable, "The PostgreSQL server cannot be reached.",
                        "database_url",
                        "Check that it runs and that the address and user are right."});
    }
    auto connection = std::make_unique<PostgresqlConnection>(std::move(handle));
    TRY(connection->run_script(
        "SET client_min_messages = error; SET standard_conforming_strings = on"));
    return connection;
}

}  // namespace openpcn::database
