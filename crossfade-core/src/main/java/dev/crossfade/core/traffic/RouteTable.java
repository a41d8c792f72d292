package dev.crossfade.core.traffic;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request: the longest prefix wins, then the one that names the method. */
public final class RouteTable {

  private final List<RouteRule> rules;

  public RouteTable(List<RouteRule> rules) {
    this.rules =
        rules.stream()
            .sorted(
                Comparator.comparingInt((RouteRule rule) -> -rule.prefix().length())
                    .thenComparing(rule -> rule.methods().isEmpty()))
            .toList();
  }

  /** All routes, in the order in which they are looked at. */
  public List<RouteRule> rules() {
    return rules;
  }

  /** The route of a request, if it has one. */
  public @Nullable RouteRule find(String method, String path) {
    for (RouteRule rule : rules) {
      if (rule.takes(method, path)) {
        return rule;
      }
    }
    return null;
  }

  /** The route of this name. */
  public Optional<RouteRule> named(String name) {
    return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  /**
   * Whether two servers could take a path for different ones: it has segments that stand for
   * others, written out or in percent, or a backslash. Such a path could be judged by one route and
   * be answered as one of another.
   */
  public static boolean ambiguous(String path) {
    if (path.isEmpty() || path.charAt(0) != '/' || path.indexOf('\\') >= 0) {
      return true;
    }
    int start = 1;
    for (int i = 1; i <= path.length(); i++) {
      if (i == path.length() || path.charAt(i) == '/') {
        if (i > start && dots(path, start, i)) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }

  private static boolean dots(String path, int start, int end) {
    int dots = 0;
    int at = start;
    while (at < end) {
      if (path.charAt(at) == '.') {
        at++;
      } else if (path.regionMatches(true, at, "%2e", 0, 3) && at + 3 <= end) {
        at += 3;
      } else {
        return false;
      }
      dots++;
    }
    return dots <= 2;
  }
}
