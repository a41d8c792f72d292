package dev.crossfade.core.shadow;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts differences by their signature, beside those that the legacy stack has from itself. What
 * differs as often from itself is noise. Bounded: further signatures are counted together. Not
 * thread-safe.
 */
public final class DifferenceBook {

  /** Signatures kept apart, per route. */
  static final int MOST = 200;

  static final String OTHERS = "others";

  private static final double RELATIVE = 0.20;
  private static final double ABSOLUTE = 0.0003;

  private final Map<String, RouteBook> routes = new LinkedHashMap<>();

  private static final class RouteBook {
    long compared;
    long asked;
    long inFlight;
    final Map<String, long[]> counts = new LinkedHashMap<>();

    private void add(Set<String> signatures, int column) {
      for (String signature : signatures) {
        boolean room = counts.size() < MOST || counts.containsKey(signature);
        counts.computeIfAbsent(room ? signature : OTHERS, name -> new long[2])[column]++;
      }
    }
  }

  /**
   * A signature with its counts.
   *
   * @param route of the requests
   * @param signature where and how
   * @param differing answers of the new stack that differ so
   * @param compared answers of the new stack
   * @param noise second answers of the legacy stack that differ so
   * @param asked second answers of the legacy stack
   * @param real whether it is more than noise
   */
  public record Group(
      String route,
      String signature,
      long differing,
      long compared,
      long noise,
      long asked,
      boolean real) {

    /** The group of these counts. */
    public static Group of(
        String route, String signature, long differing, long compared, long noise, long asked) {
      double raw = compared == 0 ? 0 : (double) differing / compared;
      double own = asked == 0 ? 0 : (double) noise / asked;
      boolean real = raw > own && (raw - own) / (raw + own) > RELATIVE && raw - own > ABSOLUTE;
      return new Group(route, signature, differing, compared, noise, asked, real);
    }
  }

  /** Both stacks were compared. */
  public void compared(String route, Set<String> differences) {
    RouteBook book = routes.computeIfAbsent(route, name -> new RouteBook());
    book.compared++;
    book.add(differences, 0);
  }

  /** Both stacks were compared, and the new one was found to be only behind. */
  public void late(String route) {
    compared(route, Set.of());
    routes.computeIfAbsent(route, name -> new RouteBook()).inFlight++;
  }

  /** Those that are, by all that was counted so far, not known to be noise. */
  public Set<String> beyondNoise(String route, Set<String> differences) {
    RouteBook book = routes.get(route);
    if (book == null) {
      return differences;
    }
    Set<String> beyond = new TreeSet<>(differences);
    beyond.removeIf(
        each -> {
          long[] counts = book.counts.get(each);
          return counts != null
              && counts[1] > 0
              && !Group.of(route, each, counts[0], book.compared, counts[1], book.asked).real();
        });
    return beyond;
  }

  /** The legacy stack was compared with itself. */
  public void asked(String route, Set<String> differences) {
    RouteBook book = routes.computeIfAbsent(route, name -> new RouteBook());
    book.asked++;
    book.add(differences, 1);
  }

  /**
   * How much of a route was compared.
   *
   * @param route of the requests
   * @param compared answers of the new stack
   * @param asked second answers of the legacy stack
   * @param inFlight answers of the new stack that differed only until it had caught up
   */
  public record Extent(String route, long compared, long asked, long inFlight) {}

  /** All routes of which anything was compared: one without differences has no signatures. */
  public List<Extent> extents() {
    return routes.entrySet().stream().map(each -> extent(each.getKey(), each.getValue())).toList();
  }

  private static Extent extent(String route, RouteBook book) {
    return new Extent(route, book.compared, book.asked, book.inFlight);
  }

  /** All signatures, most frequent first. */
  public List<Group> groups() {
    return routes.entrySet().stream()
        .flatMap(
            route ->
                route.getValue().counts.entrySet().stream()
                    .map(each -> group(route.getKey(), route.getValue(), each)))
        .sorted(Comparator.comparingLong((Group group) -> -group.differing()))
        .toList();
  }

  private static Group group(String route, RouteBook book, Map.Entry<String, long[]> entry) {
    long differing = entry.getValue()[0];
    long noise = entry.getValue()[1];
    return Group.of(route, entry.getKey(), differing, book.compared, noise, book.asked);
  }
}
