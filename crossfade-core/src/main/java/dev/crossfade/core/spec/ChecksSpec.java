package dev.crossfade.core.spec;

import java.util.List;

/**
 * What is said about checks of the data, beside those that every entity has.
 *
 * @param references between entities
 * @param metrics business figures
 * @param queries of the user's own
 * @param adjustments of checks that are there anyway
 */
public record ChecksSpec(
    List<ReferenceSpec> references,
    List<MetricSpec> metrics,
    List<QuerySpec> queries,
    List<CheckAdjustment> adjustments) {

  /** Nothing beside what every entity has. */
  public static final ChecksSpec NONE = new ChecksSpec(List.of(), List.of(), List.of(), List.of());

  public ChecksSpec {
    references = List.copyOf(references);
    metrics = List.copyOf(metrics);
    queries = List.copyOf(queries);
    adjustments = List.copyOf(adjustments);
  }

  /** What of it is about these entities, or about none. */
  public ChecksSpec of(List<String> entities) {
    return new ChecksSpec(
        references.stream()
            .filter(each -> entities.contains(each.entity()) && entities.contains(each.to()))
            .toList(),
        metrics.stream().filter(each -> about(each.entity(), entities)).toList(),
        queries.stream().filter(each -> about(each.entity(), entities)).toList(),
        adjustments);
  }

  private static boolean about(String entity, List<String> entities) {
    return entity.isEmpty() || entities.contains(entity);
  }
}
