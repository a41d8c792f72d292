package dev.crossfade.bench.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All processes of this moment, as the kernel shows them below {@code /proc}. */
final class ProcessTree {

  /** Ticks per second of the times in {@code /proc/PID/stat}; 100 on every Linux of today. */
  private static final double TICKS = 100;

  private static final long PAGE = 4096;

  /**
   * One process.
   *
   * @param parent process id of its parent
   * @param seconds processor time of it and of its children that ended
   * @param residentBytes memory in use
   */
  private record Entry(long parent, double seconds, long residentBytes) {}

  private final Map<Long, Entry> entries;
  private final Map<Long, List<Long>> children = new HashMap<>();

  private ProcessTree(Map<Long, Entry> entries) {
    this.entries = entries;
    entries.forEach(
        (pid, entry) ->
            children.computeIfAbsent(entry.parent(), any -> new ArrayList<>()).add(pid));
  }

  static ProcessTree now() {
    Map<Long, Entry> found = new HashMap<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : (Iterable<Path>) processes::iterator) {
        String name = process.getFileName().toString();
        if (Character.isDigit(name.charAt(0))) {
          read(process, Long.parseLong(name), found);
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot read /proc", e);
    }
    return new ProcessTree(found);
  }

  private static void read(Path process, long pid, Map<Long, Entry> into) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      double ticks = 0;
      for (int i = 11; i <= 14; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      long pages = Long.parseLong(fields[21]);
      into.put(pid, new Entry(Long.parseLong(fields[1]), ticks / TICKS, pages * PAGE));
    } catch (IOException gone) {
      into.remove(pid);
    }
  }

  /** The root and everything below it, but not what is below (or is) one of the others. */
  private Map<Long, Entry> members(long root, Set<Long> others) {
    Map<Long, Entry> members = new HashMap<>();
    List<Long> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      long pid = open.remove(open.size() - 1);
      Entry entry = entries.get(pid);
      if (entry != null
          && (pid == root || !others.contains(pid))
          && members.put(pid, entry) == null) {
        open.addAll(children.getOrDefault(pid, List.of()));
      }
    }
    return members;
  }

  double seconds(long root, Set<Long> others) {
    return members(root, others).values().stream().mapToDouble(Entry::seconds).sum();
  }

  /** Memory in use by the descendants of a process, without the process itself. */
  long residentBelow(long root, Set<Long> others) {
    return members(root, others).entrySet().stream()
        .filter(member -> member.getKey() != root)
        .mapToLong(member -> member.getValue().residentBytes())
        .sum();
  }
}
