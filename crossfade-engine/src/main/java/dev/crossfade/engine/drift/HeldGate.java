package dev.crossfade.engine.drift;

import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.publish.Admission;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does not admit entities of tables whose changes are kept: they lack them. One thread. */
public final class HeldGate implements Admission {

  private final Admission others;
  private final Mappings mappings;
  private final TargetDatabase target;
  private final Map<String, String> told = new HashMap<>();

  /**
   * @param others who says of the rest
   */
  public HeldGate(Admission others, Mappings mappings, TargetDatabase target) {
    this.others = others;
    this.mappings = mappings;
    this.target = target;
  }

  @Override
  public List<String> admitted(List<String> ready, Runnable follow) {
    List<HeldTable> held = target.holds().all();
    List<String> free = new ArrayList<>();
    for (String entity : ready) {
      String why =
          held.stream()
              .filter(each -> feeds(each, entity, mappings))
              .map(HeldGate::why)
              .findFirst()
              .orElse("");
      tell(entity, why);
      if (why.isEmpty()) {
        free.add(entity);
      }
    }
    return free.isEmpty() ? free : others.admitted(free, follow);
  }

  /** A table that feeds an entity and whose changes are kept, if there is one. */
  public static Optional<HeldTable> before(
      String entity, Mappings mappings, TargetDatabase target) {
    return target.holds().all().stream().filter(each -> feeds(each, entity, mappings)).findFirst();
  }

  private static boolean feeds(HeldTable held, String entity, Mappings mappings) {
    return mappings.from(held.source(), held.table()).stream()
        .map(Numbered::entity)
        .anyMatch(entity::equals);
  }

  private static String why(HeldTable held) {
    return EngineProblem.TABLE_HELD.text()
        + " table "
        + held.table()
        + " of "
        + held.source()
        + " is held: "
        + held.reason();
  }

  /** Only what it said itself is unsaid by it. */
  private void tell(String entity, String why) {
    String name = ProgressStore.GATE_OF_ENTITY + entity;
    String before =
        told.computeIfAbsent(
            entity,
            any ->
                Optional.of(target.progress().fact(name).orElse(""))
                    .filter(fact -> fact.startsWith(EngineProblem.TABLE_HELD.text()))
                    .orElse(""));
    if (!before.equals(why)) {
      target.progress().remember(name, why);
      told.put(entity, why);
    }
  }
}
