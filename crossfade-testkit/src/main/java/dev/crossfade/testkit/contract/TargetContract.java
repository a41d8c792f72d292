package dev.crossfade.testkit.contract;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of the target's ports have in common: a fresh target with two entities. */
public abstract class TargetContract {

  /** The target under test, prepared. */
  protected TargetDatabase target;

  /** Opens a target in which nothing was ever done, for these entities; does not prepare it. */
  protected abstract TargetDatabase open(List<EntityShape> entities);

  /** Opens the same target a second time, as another process would. */
  protected abstract TargetDatabase openAgain(List<EntityShape> entities);

  /** Name of the production schema. */
  protected String schema() {
    return "production";
  }

  protected final EntityShape personShape() {
    return TargetKit.person(schema());
  }

  protected final EntityShape logShape() {
    return TargetKit.log(schema());
  }

  protected final List<EntityShape> shapes() {
    return List.of(personShape(), logShape());
  }

  @BeforeEach
  final void prepare() {
    target = open(shapes());
    target.prepare(shapes());
  }

  @AfterEach
  final void close() {
    target.close();
  }
}
