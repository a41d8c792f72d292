package dev.crossfade.engine.replay;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.core.schema.ValueText;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.spi.target.Acts;
import dev.crossfade.spi.target.Correction;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of source rows that people corrected, as far as this process knows them. A correction
 * counts only where the mapping refuses the row as it is. Thread-safe.
 */
public final class Corrections {

  /** Stands for a stored value that cannot be read. */
  public static final String UNREADABLE = "<unreadable>";

  private volatile Known known = new Known(0, Map.of());

  /** By mapping, source key and column. */
  private record Known(long act, Map<Integer, Map<String, Map<String, Correction>>> all) {}

  /** No corrections, until they are {@linkplain #refresh refreshed}. */
  public Corrections() {}

  /** These corrections and no others. */
  public static Corrections of(Collection<Correction> corrections) {
    Corrections made = new Corrections();
    made.known = new Known(0, index(corrections));
    return made;
  }

  /** What a target knows now. */
  public static Corrections load(Acts acts) {
    Corrections loaded = new Corrections();
    loaded.refresh(acts);
    return loaded;
  }

  /** Learns what was corrected since; true if something was. */
  public synchronized boolean refresh(Acts acts) {
    long last = acts.lastCorrecting();
    if (last == known.act()) {
      return false;
    }
    known = new Known(last, index(acts.corrections()));
    return true;
  }

  private static Map<Integer, Map<String, Map<String, Correction>>> index(
      Collection<Correction> corrections) {
    Map<Integer, Map<String, Map<String, Correction>>> all = new HashMap<>();
    for (Correction each : corrections) {
      all.computeIfAbsent(each.mapping(), any -> new HashMap<>())
          .computeIfAbsent(each.sourceKey(), any -> new LinkedHashMap<>())
          .put(each.column(), each);
    }
    return all;
  }

  /** The mapping as it is with the corrections that are known at each call. */
  public CompiledMapping over(int number, CompiledMapping mapping) {
    return mapping.sourceTable().keyless()
        ? mapping
        : new CorrectedMapping(mapping, () -> known.all().getOrDefault(number, Map.of()));
  }

  /** The text form of a value in a correction; null for NULL. */
  public static @Nullable String text(LogicalType type, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return value instanceof Unreadable ? UNREADABLE : ValueText.format(type, value);
  }

  /** What of a source row is corrected, by column. */
  static List<Correction> of(Map<String, Map<String, Correction>> mapping, String sourceKey) {
    return List.copyOf(mapping.getOrDefault(sourceKey, Map.of()).values());
  }
}
