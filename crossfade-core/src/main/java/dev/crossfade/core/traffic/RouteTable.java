package dev.crossfade.core.traffic;

import dev.crossfade.core.audit.CanonicalText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
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

  /** Tells tables apart that send the same request by different routes, or see writes otherwise. */
  public String digest() {
    Map<String, @Nullable Object> table = new TreeMap<>();
    for (RouteRule rule : rules) {
      table.put(
          rule.name(),
          List.of(
              rule.prefix(),
              List.copyOf(new TreeSet<>(rule.methods())),
              List.copyOf(new TreeSet<>(rule.reads()))));
    }
    try {
      byte[] text = CanonicalText.of(table).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
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
}
