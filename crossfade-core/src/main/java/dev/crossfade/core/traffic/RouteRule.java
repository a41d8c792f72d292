package dev.crossfade.core.traffic;

import java.util.List;
import java.util.Set;

/**
 * What a gateway is told about a route for as long as it runs; what changes is in the record.
 *
 * @param name in records and metrics
 * @param prefix of paths, ending at a segment; {@code /} for all
 * @param methods it is for; empty for all
 * @param reads methods that change nothing, beside GET, HEAD and OPTIONS
 * @param consumer signs to look for, in this order; the address is the last resort
 * @param mirror which reads are copied to the other side
 * @param fallback whether the legacy stack answers where the new one fails to answer a read
 */
public record RouteRule(
    String name,
    String prefix,
    Set<String> methods,
    Set<String> reads,
    List<Sticky> consumer,
    Mirroring mirror,
    Fallback fallback) {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  /**
   * Which reads are copied.
   *
   * @param percent of reads
   * @param noise percent of these for which the legacy stack is asked once more
   */
  public record Mirroring(int percent, int noise) {

    /** None. */
    public static final Mirroring NONE = new Mirroring(0, 0);
  }

  /** What happens where the new stack fails to answer a read. */
  public enum Fallback {
    LEGACY,
    NONE
  }

  public RouteRule {
    methods = Set.copyOf(methods);
    reads = Set.copyOf(reads);
    consumer = List.copyOf(consumer);
  }

  /** Whether a request of this method may change something. */
  public boolean writes(String method) {
    return !SAFE.contains(method) && !reads.contains(method);
  }

  /** Whether a request is of this route. */
  public boolean takes(String method, String path) {
    return (methods.isEmpty() || methods.contains(method)) && below(path);
  }

  private boolean below(String path) {
    if (!path.startsWith(prefix)) {
      return false;
    }
    return prefix.endsWith("/")
        || path.length() == prefix.length()
        || path.charAt(prefix.length()) == '/';
  }
}
