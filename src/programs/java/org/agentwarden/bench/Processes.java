package org.agentwarden.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processes that are measured, each with its descendants. */
record Processes(List<Long> pids) {

    static final Processes NONE = new Processes(List.of());

    /**
     * Those that a list names, separated by commas: each by its number, or all that run a program of that name.
     *
     * @throws BenchFailed when nothing has that name
     */
    static Processes named(String list) {
        return new Processes(Stream.of(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .flatMap(name -> pids(name).stream())
                .toList());
    }

    private static List<Long> pids(String name) {
        if (name.chars().allMatch(Character::isDigit)) {
            return List.of(Long.parseLong(name));
        }
        List<Long> found = ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> Path.of(command).endsWith(name))
                        .isPresent())
                .map(ProcessHandle::pid)
                .toList();
        if (found.isEmpty()) {
            throw new BenchFailed("No process runs " + name);
        }
        return found;
    }

    /** The processor time of those that are alive since their starts, in all threads, user and system. */
    Duration cpu() {
        return handles()
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The memory they have resident, in MB; what several of them share counts once. 0 where there is no {@code /proc}. */
    double residentMegabytes() {
        return handles()
                .mapToDouble(process -> Usage.proportionalMegabytes(process.pid()))
                .sum();
    }

    /** A parent whose child is named, too, does not count it twice. */
    private Stream<ProcessHandle> handles() {
        return pids.stream()
                .map(pid -> ProcessHandle.of(pid)
                        .orElseThrow(() -> new BenchFailed("A process has ended that is measured: " + pid)))
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .collect(Collectors.toSet())
                .stream();
    }
}
