package dev.crossfade.core.shadow;

import dev.crossfade.core.shadow.DifferenceBook.Group;
import dev.crossfade.core.traffic.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what the logs of both stacks tell of errors, by signature and time. Bounded: further
 * signatures and times are counted together. Not thread-safe.
 */
public final class LogBook {

  /** Signatures kept apart. */
  static final int MOST = 200;

  /** Times kept apart. */
  static final int WINDOWS = 36;

  /** So many times more often, in proportion to all lines, is far more often. */
  private static final double FAR_MORE = 3;

  /** Fewer are chance. */
  private static final int FEWEST = 5;

  /** Groups that are told; those that matter first. */
  private static final int TOLD = 400;

  private static final String LATER = "later";

  private final Map<String, Map<String, long[]>> counts = new LinkedHashMap<>();
  private final Map<String, Integer> windows = new LinkedHashMap<>();
  private final Map<Side, Long> lines = new EnumMap<>(Side.class);
  private final Map<Side, String> window = new EnumMap<>(Side.class);
  private final String now;

  /**
   * @param now the ten minutes that count for lines that tell no time
   */
  public LogBook(String now) {
    this.now = now;
  }

  /**
   * Goes on with what was counted before.
   *
   * @param groups earlier ones
   * @param since older times are forgotten, and those that are not known
   */
  public void add(List<Group> groups, String since) {
    long fresh = 0;
    long legacy = 0;
    for (Group group : groups) {
      fresh = Math.max(fresh, group.compared());
      legacy = Math.max(legacy, group.asked());
      if (group.route().compareTo(since) >= 0 && !group.route().equals(LATER)) {
        count(group.signature(), kept(group.route()), Side.NEW, group.differing());
        count(group.signature(), kept(group.route()), Side.LEGACY, group.noise());
      }
    }
    lines.merge(Side.NEW, fresh, Long::sum);
    lines.merge(Side.LEGACY, legacy, Long::sum);
  }

  /** One more line of a stack's log. */
  public void add(Side side, String line) {
    lines.merge(side, 1L, Long::sum);
    String when = LogSignature.window(line);
    if (!when.isEmpty()) {
      window.put(side, when);
    }
    if (LogSignature.tells(line)) {
      count(LogSignature.of(line), kept(window.getOrDefault(side, now)), side, 1);
    }
  }

  private String kept(String when) {
    if (windows.size() < WINDOWS || windows.containsKey(when)) {
      windows.putIfAbsent(when, windows.size());
      return when;
    }
    return LATER;
  }

  private void count(String signature, String when, Side side, long times) {
    boolean room = counts.size() < MOST || counts.containsKey(signature);
    counts.computeIfAbsent(room ? signature : DifferenceBook.OTHERS, any -> new LinkedHashMap<>())
            .computeIfAbsent(when, any -> new long[2])[side.ordinal()] +=
        times;
  }

  /** Lines of a stack, of errors or not. */
  public long lines(Side side) {
    return lines.getOrDefault(side, 0L);
  }

  /**
   * By time and signature: how often the new stack says it in how many lines, and how often the
   * legacy one does. Real is what only the new stack says, or far more often.
   */
  public List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    counts.forEach(
        (signature, times) -> {
          long fresh = sum(times, Side.NEW);
          long legacy = sum(times, Side.LEGACY);
          boolean real = !signature.equals(DifferenceBook.OTHERS) && more(fresh, legacy);
          times.forEach(
              (when, each) ->
                  groups.add(
                      new Group(
                          when,
                          signature,
                          each[Side.NEW.ordinal()],
                          lines(Side.NEW),
                          each[Side.LEGACY.ordinal()],
                          lines(Side.LEGACY),
                          real)));
        });
    groups.sort(
        Comparator.comparing((Group group) -> !group.real())
            .thenComparingLong(group -> -group.differing() - group.noise()));
    return List.copyOf(groups.subList(0, Math.min(TOLD, groups.size())));
  }

  private static long sum(Map<String, long[]> times, Side side) {
    return times.values().stream().mapToLong(each -> each[side.ordinal()]).sum();
  }

  private boolean more(long fresh, long legacy) {
    if (fresh == 0 || legacy == 0) {
      return fresh > 0;
    }
    double here = fresh / (double) Math.max(1, lines(Side.NEW));
    double there = legacy / (double) Math.max(1, lines(Side.LEGACY));
    return fresh >= FEWEST && here > FAR_MORE * there;
  }
}
