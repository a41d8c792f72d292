package dev.crossfade.core.spec;

import dev.crossfade.core.schema.Drift;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What happens, by what was done to a table.
 *
 * @param byKind what was said; the others are parked
 */
public record DriftPolicies(Map<Drift.Kind, DriftPolicy> byKind) {

  /** Everything that concerns an entity is parked. */
  public static final DriftPolicies DEFAULTS = new DriftPolicies(Map.of());

  public DriftPolicies {
    Map<Drift.Kind, DriftPolicy> said = new EnumMap<>(Drift.Kind.class);
    byKind.forEach(
        (kind, policy) -> {
          if (!allowed(kind).contains(policy)) {
            throw new IllegalArgumentException(policy + " is no policy for " + kind);
          }
          said.put(kind, policy);
        });
    byKind = Map.copyOf(said);
  }

  /** The same where something is said, else these; nothing is said that goes without saying. */
  public DriftPolicies over(DriftPolicies others) {
    Map<Drift.Kind, DriftPolicy> all = new EnumMap<>(Drift.Kind.class);
    all.putAll(others.byKind);
    all.putAll(byKind);
    all.values().removeIf(policy -> policy == DriftPolicy.PARK);
    return new DriftPolicies(all);
  }

  /** The policies among which may be chosen. */
  public static Set<DriftPolicy> allowed(Drift.Kind kind) {
    return kind == Drift.Kind.NEW
        ? EnumSet.allOf(DriftPolicy.class)
        : EnumSet.of(DriftPolicy.PARK, DriftPolicy.FAIL);
  }

  /** What happens then. */
  public DriftPolicy of(Drift.Kind kind) {
    return byKind.getOrDefault(kind, DriftPolicy.PARK);
  }
}
