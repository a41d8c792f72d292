package dev.crossfade.server.wiring;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MigrationSpec;
import java.util.List;

/** What a target has to know of a specification. */
final class Shapes {
  private Shapes() {}

  /** The target tables of all entities, in specification order. */
  static List<EntityShape> of(MigrationSpec spec) {
    return spec.entities().stream().map(entity -> of(entity, spec.target().schema())).toList();
  }

  /** Where they are in production. */
  static List<TableId> tables(MigrationSpec spec) {
    return of(spec).stream().map(shape -> shape.table().id()).toList();
  }

  private static EntityShape of(EntitySpec entity, String schema) {
    return new EntityShape(entity.name(), entity.shape(schema), entity.unique(), entity.indexes());
  }

  /** The specification without the entities that do not go ahead. */
  static MigrationSpec only(MigrationSpec spec, List<String> entities) {
    return new MigrationSpec(
        spec.name(),
        spec.sources(),
        spec.target(),
        spec.settings(),
        spec.kafka(),
        spec.entities().stream().filter(entity -> entities.contains(entity.name())).toList(),
        spec.taxonomies(),
        spec.signOffs(),
        spec.checks().of(entities),
        spec.traffic(),
        spec.cutover(),
        spec.shadow());
  }
}
