#include "cli/synth_output.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <numeric>
#include <optional>
#include <system_error>
#include <thread>

#include "platform/io/file.h"
#include "platform/io/output_file.h"

namespace openpcn::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t flush_bytes = std::size_t{1} << 20;
constexpr int people_between_reports = 500;

Result<void> make_folder(const fs::path& folder) {
    std::error_code code;
    fs::create_directories(folder, code);
    if (!code) return {};
    return failure({ErrorKind::forbidden, "The folder could not be made: " + code.message() + ".",
                    "At " + folder.string() + ".", "Choose a folder that may be written."});
}

// What all threads share while they write.
struct Progress {
    const NetworkProgress& report;
    std::mutex mutex;  // guards `so_far`
    NetworkWritten so_far;

    void add(const NetworkWritten& more) {
        const std::lock_guard lock(mutex);
        so_far.people += more.people;
        so_far.entries += more.entries;
        so_far.bytes += more.bytes;
        if (report) report(so_far);
    }
};

// One practice's files on disk.
class PracticeFiles {
public:
    static Result<PracticeFiles> create(const fs::path& folder, synthetic::RecordFormat format,
                                        const std::vector<synthetic::ExtractFile>& files) {
        TRY(make_folder(folder));
        PracticeFiles made;
        const bool gzip = format == synthetic::RecordFormat::fhir_gzipped;
        for (const synthetic::ExtractFile& file : files) {
            const fs::path path = folder / (gzip ? file.name + ".gz" : file.name);
            TRY_ASSIGN(
                io::OutputFile output,
                io::OutputFile::create(path, gzip ? io::Compression::gzip : io::Compression::none));
            made.outputs_.push_back(std::move(output));
        }
        return made;
    }

    // Writes out what is large enough (all of it, with a limit of 0).
    Result<std::uint64_t> drain(std::vector<synthetic::ExtractFile>& files, std::size_t limit) {
        std::uint64_t bytes = 0;
        for (std::size_t i = 0; i < files.size(); ++i) {
            if (files[i].bytes.size() < limit) continue;
            TRY(outputs_[i].write(files[i].bytes));
            bytes += files[i].bytes.size();
            files[i].bytes.clear();
        }
        return bytes;
    }

    Result<void> finish() {
        for (io::OutputFile& output : outputs_) TRY(output.finish());
        return {};
    }

private:
    std::vector<io::OutputFile> outputs_;
};

Result<void> write_practice(const synthetic::NetworkPlan& plan, std::size_t practice,
                            const synthetic::MedicineCatalogue& medicines, const fs::path& folder,
                            synthetic::RecordFormat format, Progress& progress) {
    synthetic::PracticeExtract extract(plan, practice, medicines, format);
    TRY_ASSIGN(
        PracticeFiles files,
        PracticeFiles::create(folder / plan.practices[practice].ods_code, format, extract.files()));
    NetworkWritten reported, written;
    const auto report = [&] {
        written.entries = extract.entries();
        progress.add({written.people - reported.people, written.entries - reported.entries,
                      written.bytes - reported.bytes});
        reported = written;
    };
    while (extract.add_next()) {
        ++written.people;
        TRY_ASSIGN(const std::uint64_t bytes, files.drain(extract.files(), flush_bytes));
        written.bytes += bytes;
        if (written.people % people_between_reports == 0) report();
    }
    TRY_ASSIGN(const std::uint64_t bytes, files.drain(extract.files(), 0));
    written.bytes += bytes;
    TRY(files.finish());
    report();
    return {};
}

Result<void> write_list(const synthetic::NetworkPlan& plan, const fs::path& folder,
                        NetworkFormat format) {
    std::string text = "ods_code,name,system,format,list_size\n";
    for (const synthetic::PlannedPractice& practice : plan.practices) {
        const auto on_list = std::count_if(
            practice.people.begin(), practice.people.end(), [&](std::uint32_t person) {
                return plan.people[person].membership == synthetic::Membership::registered;
            });
        text += practice.ods_code + "," + practice.name + "," + practice.system + "," +
                (format_in(format, practice) == synthetic::RecordFormat::csv ? "csv" : "fhir") +
                "," + std::to_string(on_list) + "\n";
    }
    return io::replace_file(folder / "practices.csv", text, io::Access::normal);
}

}  // namespace

synthetic::RecordFormat format_in(NetworkFormat format,
                                  const synthetic::PlannedPractice& practice) {
    switch (format) {
        case NetworkFormat::csv:
            return synthetic::RecordFormat::csv;
        case NetworkFormat::fhir:
            return synthetic::RecordFormat::fhir;
        case NetworkFormat::mixed:
            break;
    }
    return practice.format;
}

Result<NetworkWritten> write_network(const synthetic::NetworkPlan& plan,
                                     const synthetic::MedicineCatalogue& medicines,
                                     const fs::path& folder, NetworkFormat format, int threads,
                                     const NetworkProgress& progress) {
    TRY(make_folder(folder));
    TRY(write_list(plan, folder, format));
    // The largest first, so that no thread ends long after the others. FHIR takes three times as
    // long a person as CSV does.
    std::vector<std::size_t> order(plan.practices.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto work = [&](std::size_t practice) {
        const bool csv =
            format_in(format, plan.practices[practice]) == synthetic::RecordFormat::csv;
        return plan.practices[practice].people.size() * (csv ? 1 : 3);
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return work(a) > work(b); });
    Progress shared{progress, {}, {}};
    std::atomic<std::size_t> next = 0;
    std::mutex failing;  // guards `failed`
    std::optional<Error> failed;
    const auto run = [&] {
        for (std::size_t i = next++; i < order.size(); i = next++) {
            const auto practice = order[i];
            const auto done = write_practice(plan, practice, medicines, folder,
                                             format_in(format, plan.practices[practice]), shared);
            if (done) continue;
            const std::lock_guard lock(failing);
            if (!failed) failed = done.error();
            next = order.size();
        }
    };
    std::vector<std::thread> workers;
    for (int i = 1; i < threads; ++i) workers.emplace_back(run);
    run();
    for (std::thread& worker : workers) worker.join();
    if (failed) return failure(*failed);
    return shared.so_far;
}

}  // namespace openpcn::cli
