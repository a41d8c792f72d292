package dev.crossfade.engine.replay;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.core.schema.ValueText;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.spi.target.Acts;
import dev.crossfade.spi.target.Correction;
import dev.crossfade.spi.target.ParkedChange;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The values of source rows that people corrected. The target keeps them; whoever writes by them
 * says when to learn of new ones, whoever only compares learns of them by itself. A correction
 * counts only where the mapping refuses the row as it is. Thread-safe.
 */
public final class Corrections {

  /** Stands for a stored value that cannot be read. */
  public static final String UNREADABLE = "<unreadable>";

  private static final long LOOK_NANOS = 1_000_000_000L;

  private final @Nullable Following following;
  private volatile Known known = new Known(0, Map.of());

  /** By mapping, source key and column. */
  private record Known(long act, Map<Integer, Map<String, Map<String, Correction>>> all) {}

  /** Where to look, and when that was done last. */
  private static final class Following {
    private final Acts acts;
    private final LongSupplier nanos;
    private volatile long lookedAt;

    Following(Acts acts, LongSupplier nanos) {
      this.acts = acts;
      this.nanos = nanos;
      this.lookedAt = nanos.getAsLong();
    }
  }

  private Corrections(@Nullable Following following) {
    this.following = following;
  }

  /** No corrections, until they are {@linkplain #refresh refreshed}. */
  public Corrections() {
    this(null);
  }

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

  /**
   * What a target knows at each use, or knew a second before.
   *
   * @param nanos a clock that only goes forward
   */
  public static Corrections follow(Acts acts, LongSupplier nanos) {
    Corrections followed = new Corrections(new Following(acts, nanos));
    followed.refresh(acts);
    return followed;
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
        : new CorrectedMapping(mapping, () -> now().all().getOrDefault(number, Map.of()));
  }

  private Known now() {
    Following followed = following;
    if (followed != null) {
      long now = followed.nanos.getAsLong();
      if (now - followed.lookedAt >= LOOK_NANOS) {
        followed.lookedAt = now;
        refresh(followed.acts);
      }
    }
    return known;
  }

  /** The text form of a value in a correction; null for NULL. */
  public static @Nullable String text(LogicalType type, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return value instanceof Unreadable
        ? UNREADABLE
        : ParkedChange.storable(ValueText.format(type, value));
  }

  /** What of a source row is corrected, by column. */
  static List<Correction> of(Map<String, Map<String, Correction>> mapping, String sourceKey) {
    return List.copyOf(mapping.getOrDefault(ParkedChange.storable(sourceKey), Map.of()).values());
  }
}
