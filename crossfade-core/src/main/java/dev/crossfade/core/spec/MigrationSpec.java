package dev.crossfade.core.spec;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything a user says about one migration.
 *
 * @param name {@code [a-z][a-z0-9-]{0,30}}; topics, slot and staging schema are named after it
 * @param sources at least one, names distinct
 * @param target where everything goes
 * @param settings sizes
 * @param kafka an existing Kafka, or null for the embedded one
 * @param entities names distinct
 * @param taxonomies names distinct
 * @param signOffs who has to agree
 * @param checks what is said about checks of the data
 * @param traffic through which gateways clients come
 * @param cutover what has to hold before they are moved
 * @param shadow what is asked of both stacks
 */
public record MigrationSpec(
    String name,
    List<SourceSpec> sources,
    TargetSpec target,
    Settings settings,
    @Nullable KafkaSpec kafka,
    List<EntitySpec> entities,
    List<TaxonomySpec> taxonomies,
    SignOffSpec signOffs,
    ChecksSpec checks,
    TrafficSpec traffic,
    CutoverSpec cutover,
    ShadowSpec shadow) {

  public MigrationSpec {
    sources = List.copyOf(sources);
    entities = List.copyOf(entities);
    taxonomies = List.copyOf(taxonomies);
  }

  /** One whose clients come through no gateway, are moved as usual, and are not shadowed. */
  public MigrationSpec(
      String name,
      List<SourceSpec> sources,
      TargetSpec target,
      Settings settings,
      @Nullable KafkaSpec kafka,
      List<EntitySpec> entities,
      List<TaxonomySpec> taxonomies,
      SignOffSpec signOffs,
      ChecksSpec checks) {
    this(
        name,
        sources,
        target,
        settings,
        kafka,
        entities,
        taxonomies,
        signOffs,
        checks,
        TrafficSpec.NONE,
        CutoverSpec.DEFAULTS,
        ShadowSpec.NONE);
  }

  /** One for which nobody has to agree. */
  public MigrationSpec(
      String name,
      List<SourceSpec> sources,
      TargetSpec target,
      Settings settings,
      @Nullable KafkaSpec kafka,
      List<EntitySpec> entities,
      List<TaxonomySpec> taxonomies) {
    this(name, sources, target, settings, kafka, entities, taxonomies, SignOffSpec.NONE);
  }

  /** One with the checks that every entity has. */
  public MigrationSpec(
      String name,
      List<SourceSpec> sources,
      TargetSpec target,
      Settings settings,
      @Nullable KafkaSpec kafka,
      List<EntitySpec> entities,
      List<TaxonomySpec> taxonomies,
      SignOffSpec signOffs) {
    this(name, sources, target, settings, kafka, entities, taxonomies, signOffs, ChecksSpec.NONE);
  }

  /** The source of this name, if there is one. */
  public Optional<SourceSpec> source(String wanted) {
    return sources.stream().filter(source -> source.name().equals(wanted)).findFirst();
  }

  /** The entity of this name, if there is one. */
  public Optional<EntitySpec> entity(String wanted) {
    return entities.stream().filter(entity -> entity.name().equals(wanted)).findFirst();
  }

  /** The taxonomy of this name, if there is one. */
  public Optional<TaxonomySpec> taxonomy(String wanted) {
    return taxonomies.stream().filter(taxonomy -> taxonomy.name().equals(wanted)).findFirst();
  }

  /** All mappings that read from a source, in specification order. */
  public List<MappingSpec> mappingsFrom(String source) {
    return entities.stream()
        .flatMap(entity -> entity.mappings().stream())
        .filter(mapping -> mapping.source().equals(source))
        .toList();
  }
}
