package dev.crossfade.bench.stages;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** CPU seconds of the services' processes and of this process's threads, as Linux counts them. */
final class Processes {

  private static final double TICKS_PER_SECOND = 100;

  private final Path folder;

  Processes(Path folder) {
    this.folder = folder;
  }

  /** CPU seconds so far by name of service, backend or thread. */
  Map<String, Double> cpu() throws IOException {
    Map<String, Double> cpu = new TreeMap<>();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path process : all.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        add(cpu, process);
      }
    }
    long self = ProcessHandle.current().pid();
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + self + "/task"))) {
      for (Path thread : threads.toList()) {
        cpu.merge("here " + name(thread), seconds(thread), Double::sum);
      }
    }
    cpu.put(
        "here all",
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime()
            / 1e9);
    return cpu;
  }

  private void add(Map<String, Double> cpu, Path process) {
    try {
      Path at = process.resolve("cwd").toRealPath();
      if (at.startsWith(folder.toRealPath())) {
        String service = folder.toRealPath().relativize(at).getName(0).toString();
        String command = Files.readString(process.resolve("cmdline")).replace('\0', ' ').trim();
        boolean backend = command.startsWith("postgres: ");
        String kind = backend ? command.split(" ")[1] + " " + role(command) : "main";
        cpu.merge(service + " " + kind, seconds(process), Double::sum);
      }
    } catch (IOException e) {
      // it has ended meanwhile
      return;
    }
  }

  private static String role(String command) {
    String[] words = command.split(" ");
    return words.length > 2 ? words[2] : "";
  }

  private static String name(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).trim();
    } catch (IOException e) {
      return "gone";
    }
  }

  private static double seconds(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    } catch (IOException e) {
      return 0;
    }
  }

  /** What was used between two looks, the largest first. */
  static Map<String, Double> between(Map<String, Double> before, Map<String, Double> after) {
    Map<String, Double> used = new LinkedHashMap<>();
    after.entrySet().stream()
        .map(e -> Map.entry(e.getKey(), e.getValue() - before.getOrDefault(e.getKey(), 0.0)))
        .filter(e -> e.getValue() >= 0.05)
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(e -> used.put(e.getKey(), e.getValue()));
    return used;
  }
}
