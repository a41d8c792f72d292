package dev.crossfade.bench.meter;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A stop-watch for one repetition: wall clock, processor time per group of processes, and the peak
 * of memory of the child processes that copy.
 */
public final class Meter {

  /** The group of this process and its children that belong to no other group. */
  public static final String CLIENT = "client";

  private final long self = ProcessHandle.current().pid();
  private final Map<String, Long> groups;
  private final Set<Long> roots;
  private final Map<String, Double> before;
  private final long start;
  private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
  private volatile long peak;

  private Meter(Map<String, Long> servers) {
    groups = new TreeMap<>(servers);
    groups.put(CLIENT, self);
    roots = new HashSet<>(servers.values());
    before = processorSeconds();
    var unused = sampler.scheduleAtFixedRate(this::sample, 50, 100, TimeUnit.MILLISECONDS);
    start = System.nanoTime();
  }

  /**
   * Starts measuring.
   *
   * @param servers process ids of servers by the name of their group
   */
  public static Meter start(Map<String, Long> servers) {
    return new Meter(servers);
  }

  private void sample() {
    peak = Math.max(peak, ProcessTree.now().residentBelow(self, roots));
  }

  private Map<String, Double> processorSeconds() {
    ProcessTree tree = ProcessTree.now();
    Map<String, Double> seconds = new TreeMap<>();
    groups.forEach((name, root) -> seconds.put(name, tree.seconds(root, roots)));
    return seconds;
  }

  /** Stops; may be called once. */
  public Cost stop() {
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Double> spent = new TreeMap<>();
    processorSeconds()
        .forEach((name, now) -> spent.put(name, Math.max(0, now - before.getOrDefault(name, now))));
    sampler.shutdownNow();
    return new Cost(seconds, spent, peak);
  }
}
